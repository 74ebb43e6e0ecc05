"""Rows of a table column by column: each different value once, and for every row the number of its value."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

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


class Block(Protocol):
    """Some rows of a table."""

    @property
    def height(self) -> int:
        """How many rows there are."""

    def column(self, number: int) -> Coded[Value]:
        """Return a column; nothing is made of those that nobody asks for."""


class LazyBlock:
    """Columns that are made when they are asked for, and then kept."""

    def __init__(self, height: int, make: Callable[[int], Coded[Value]]) -> None:
        self.height = height
        self._make = make
        self._made: dict[int, Coded[Value]] = {}

    def column(self, number: int) -> Coded[Value]:
        """Return a column."""
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]


def chosen(block: Block, rows: "Codes", *, first_column: int = 0) -> Block:
    """Return some rows of a block, without its first columns."""

    def column(number: int) -> Coded[Value]:
        whole = block.column(number + first_column)
        return Coded(whole.items, whole.codes[rows])

    return LazyBlock(len(rows), column)


def block_of_rows(rows: Sequence[Row]) -> Block:
    """Return rows that were made one by one as a block."""

    def column(number: int) -> Coded[Value]:
        import numpy

        # True, 1 and 1.0 are one key of a dictionary, and three values.
        numbers: dict[tuple[type, Value], int] = {}
        codes = [numbers.setdefault((type(value := row[number]), value), len(numbers)) for row in rows]
        return Coded([value for _, value in numbers], numpy.array(codes, dtype=numpy.int64))

    return LazyBlock(len(rows), column)


def blocks_of_rows(rows: Iterable[Row], *, size: int = 8_000) -> Iterator[Block]:
    """Yield rows as blocks."""
    waiting = iter(rows)
    while block := list(islice(waiting, size)):
        yield block_of_rows(block)


def rows_of_block(block: Block, width: int, *, most: int | None = None) -> list[Row]:
    """Return the first rows of a block as they would be read one by one."""
    height = block.height if most is None else min(most, block.height)
    columns = []
    for number in range(width):
        column = block.column(number)
        columns.append([None if code < 0 else column.items[code] for code in column.codes[:height].tolist()])
    return list(zip(*columns, strict=True)) if columns else [()] * height


def has_value(column: Coded[Value]) -> "Flags":
    """Return for each row whether a column has a value there."""
    import numpy

    filled = numpy.array([*(item is not None for item in column.items), False], dtype=numpy.bool_)
    found: Flags = filled[numpy.where(column.codes < 0, len(column.items), column.codes)]
    return found


def regrouped(blocks: Iterable[Block], size: int) -> Iterator[Block]:
    """Yield the same rows in blocks of that height; the last may be lower."""
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
                yield _joined(waiting, held)
                waiting, held = [], 0
    if waiting:
        yield _joined(waiting, held)


def _joined(pieces: list[tuple[Block, int, int]], height: int) -> Block:
    import numpy

    def column(number: int) -> Coded[Value]:
        columns = [(piece.column(number), start, end) for piece, start, end in pieces]
        items = columns[0][0].items
        if all(item.items is items for item, _, _ in columns):
            return Coded(items, numpy.concatenate([item.codes[start:end] for item, start, end in columns]))
        together: list[Value] = []
        codes = []
        for item, start, end in columns:
            piece = item.codes[start:end]
            codes.append(numpy.where(piece < 0, piece, piece + len(together)))
            together.extend(item.items)
        return Coded(together, numpy.concatenate(codes))

    return LazyBlock(height, column)
