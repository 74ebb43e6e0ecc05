"""Rows of a table column by column: each different value once, and for every row the number of its value."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from leakscan.tables import Row, Value

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Codes = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

Item = TypeVar("Item", covariant=True)


@dataclass(frozen=True, slots=True)
class Coded(Generic[Item]):
    """A column as items, mostly different ones, and for each row the number of its item; negative is no value."""

    items: Sequence[Item]
    codes: "Codes"


class Block(ABC):
    """Some rows of a table.

    Attributes:
        height: how many rows there are.
    """

    height: int

    @abstractmethod
    def column(self, number: int) -> Coded[Value]:
        """Return a column."""

    @abstractmethod
    def rows(self, width: int, most: int) -> list[Row]:
        """Return the first rows, as they would be read one by one."""

    @abstractmethod
    def below(self, number: int | None) -> "Block":
        """Return the rows whose first value is no number up to that one, without that value."""

    @abstractmethod
    def between(self, start: int, end: int) -> "Block":
        """Return the rows from one place to before another, or to the last."""

    @abstractmethod
    def picked(self, places: Sequence[int]) -> "Block":
        """Return the rows at some places, which ascend."""

    @abstractmethod
    def only(self, columns: range) -> "Block":
        """Return the same rows with nothing in other columns."""

    @abstractmethod
    def holding(self, columns: Iterable[int]) -> "Block":
        """Return the rows that hold something in one of the columns."""


class RowBlock(Block):
    """Rows that were made one by one; without numpy while nobody asks for columns."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.height = len(rows)
        self._rows = rows

    def column(self, number: int) -> Coded[Value]:
        """Return a column."""
        from leakscan.arrays import numpy

        # True, 1 and 1.0 are one key of a dictionary, and three values.
        numbers: dict[tuple[type, Value], int] = {}
        codes = [numbers.setdefault((type(value := row[number]), value), len(numbers)) for row in self._rows]
        return Coded([value for _, value in numbers], numpy.array(codes, dtype=numpy.int64))

    def rows(self, width: int, most: int) -> list[Row]:
        """Return the first rows."""
        return [row[:width] for row in self._rows[:most]]

    def below(self, number: int | None) -> Block:
        """Return the rows whose first value is no number up to that one, without that value."""
        return RowBlock([row[1:] for row in self._rows if _follows(row[0], number)])

    def between(self, start: int, end: int) -> Block:
        """Return the rows from one place to before another, or to the last."""
        return RowBlock(self._rows[start:end])

    def picked(self, places: Sequence[int]) -> Block:
        """Return the rows at some places."""
        return RowBlock([self._rows[place] for place in places])

    def only(self, columns: range) -> Block:
        """Return the same rows with nothing in other columns."""
        return RowBlock(
            [tuple(value if place in columns else None for place, value in enumerate(row)) for row in self._rows]
        )

    def holding(self, columns: Iterable[int]) -> Block:
        """Return the rows that hold something in one of the columns."""
        return RowBlock([row for row in self._rows if any(row[column] is not None for column in columns)])


class ColumnBlock(Block):
    """Columns that are made when they are asked for, and then kept.

    Args:
        height: how many rows there are.
        make: makes a column.
        pick: gives rows at some places, where that takes less than making whole columns.
    """

    def __init__(
        self,
        height: int,
        make: Callable[[int], Coded[Value]],
        pick: Callable[[Sequence[int]], Block] | None = None,
    ) -> None:
        self.height = height
        self._make = make
        self._pick = pick
        self._made: dict[int, Coded[Value]] = {}

    def column(self, number: int) -> Coded[Value]:
        """Return a column."""
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def rows(self, width: int, most: int) -> list[Row]:
        """Return the first rows."""
        columns: list[list[Value]] = []
        blank: list[Value] = [None] * min(self.height, most)  # shared: a wide sheet has thousands of them
        for number in range(width):
            column = self.column(number)
            if not len(column.items):
                columns.append(blank)
                continue
            columns.append([None if code < 0 else column.items[code] for code in column.codes[:most].tolist()])
        return list(zip(*columns, strict=True))

    def below(self, number: int | None) -> Block:
        """Return the rows whose first value is no number up to that one, without that value."""
        first = self.column(0)
        return self._chosen(_marked(first, lambda item: _follows(item, number)), first_column=1)

    def between(self, start: int, end: int) -> Block:
        """Return the rows from one place to before another, or to the last."""

        def column(number: int) -> Coded[Value]:
            whole = self.column(number)
            return Coded(whole.items, whole.codes[start:end])

        return ColumnBlock(
            min(end, self.height) - start, column, lambda places: self.picked([start + place for place in places])
        )

    def picked(self, places: Sequence[int]) -> Block:
        """Return the rows at some places."""
        from leakscan.arrays import numpy

        if self._pick is not None:
            return self._pick(places)
        rows = numpy.array(places, dtype=numpy.int64)

        def column(number: int) -> Coded[Value]:
            whole = self.column(number)
            return Coded(whole.items, whole.codes[rows])

        return ColumnBlock(len(rows), column)

    def only(self, columns: range) -> Block:
        """Return the same rows with nothing in other columns."""
        from leakscan.arrays import numpy

        blank: Coded[Value] = Coded((), numpy.full(self.height, -1, dtype=numpy.int64))
        return ColumnBlock(self.height, lambda number: self.column(number) if number in columns else blank)

    def holding(self, columns: Iterable[int]) -> Block:
        """Return the rows that hold something in one of the columns."""
        from leakscan.arrays import numpy

        holds = numpy.zeros(self.height, dtype=numpy.bool_)
        for column in columns:
            holds |= _marked(self.column(column), lambda item: item is not None)
        return self._chosen(holds)

    def _chosen(self, is_chosen: "Flags", *, first_column: int = 0) -> Block:
        from leakscan.arrays import numpy

        rows = numpy.flatnonzero(is_chosen)

        def column(number: int) -> Coded[Value]:
            whole = self.column(number + first_column)
            return Coded(whole.items, whole.codes[rows])

        return ColumnBlock(len(rows), column)


def _follows(value: Value, number: int | None) -> bool:
    return number is None or not isinstance(value, int) or value > number


def _marked(column: Coded[Value], test: Callable[[Value], bool]) -> "Flags":
    """Return for each row whether its value passes a test."""
    from leakscan.arrays import numpy

    passes = numpy.array([*map(test, column.items), test(None)], dtype=numpy.bool_)
    found: Flags = passes[numpy.where(column.codes < 0, len(column.items), column.codes)]
    return found


def blocks_of_rows(rows: Iterable[Row], *, size: int = 8_000) -> Iterator[Block]:
    """Yield rows as blocks."""
    waiting = iter(rows)
    while block := list(islice(waiting, size)):
        yield RowBlock(block)


def regrouped(blocks: Iterable[Block], size: int, width: int) -> Iterator[Block]:
    """Yield the same rows of that width in blocks of that height; the last may be lower."""
    waiting: list[tuple[Block, int, int]] = []
    held = 0
    for block in blocks:
        start = 0
        while start < block.height:
            end = min(block.height, start + size - held)
            waiting.append((block, start, end))
            held += end - start
            start = end
            if held == size:
                yield _joined(waiting, held, width)
                waiting, held = [], 0
    if waiting:
        yield _joined(waiting, held, width)


def _joined(pieces: list[tuple[Block, int, int]], height: int, width: int) -> Block:
    if all(isinstance(block, RowBlock) for block, _, _ in pieces):
        return RowBlock([row for block, start, end in pieces for row in block.rows(width, end)[start:]])

    def column(number: int) -> Coded[Value]:
        from leakscan.arrays import numpy

        columns = [(piece.column(number), start, end) for piece, start, end in pieces]
        items = columns[0][0].items
        if not any(len(item.items) for item, _, _ in columns):
            return Coded((), numpy.full(height, -1, dtype=numpy.int64))
        if all(item.items is items for item, _, _ in columns):
            return Coded(items, numpy.concatenate([item.codes[start:end] for item, start, end in columns]))
        together: list[Value] = []
        codes = []
        for item, start, end in columns:
            piece = item.codes[start:end]
            codes.append(numpy.where(piece < 0, piece, piece + len(together)))
            together.extend(item.items)
        return Coded(together, numpy.concatenate(codes))

    def pick(places: Sequence[int]) -> Block:
        some: list[tuple[Block, int, int]] = []
        before = 0
        for block, start, end in pieces:
            first, last = bisect_left(places, before), bisect_left(places, before + end - start)
            if first < last:
                chosen = block.picked([start + place - before for place in places[first:last]])
                some.append((chosen, 0, last - first))
            before += end - start
        return _joined(some, len(places), width)

    return ColumnBlock(height, column, pick)
