"""Ranges of cells, and which of them a row runs through."""

import collections
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS, column_of, whole

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Columns = NDArray[numpy.uint16]

Item = TypeVar("Item")


class Area(NamedTuple):
    """A rectangle of cells; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell lies within."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def read_area(reference: str) -> Area | None:
    """Return the cells of a reference such as `$A$1:B2`, `A:B` or `3:4`, or None when it is none."""
    first, _, last = reference.replace("$", "").strip().partition(":")
    start, end = _corner(first), _corner(last or first)
    if start is None or end is None:
        return None
    left, right = start[0] or 1, end[0] or MAX_COLUMNS
    top, bottom = start[1] or 1, end[1] or MAX_ROWS
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def read_areas(references: str | None) -> list[Area]:
    """Return the cells of several references with blanks between (`ST_Sqref`, ECMA-376-1 §18.18.76)."""
    found = (read_area(word) for word in (references or "").split())
    return [area for area in found if area is not None]


def _corner(text: str) -> tuple[int | None, int | None] | None:
    letters = text.rstrip("0123456789")
    row = whole(text[len(letters) :]) if len(letters) < len(text) else None
    column = column_of(letters) if letters else None
    if (letters and column is None) or (row is not None and row < 1) or not text:
        return None
    return column, row


class Areas(Generic[Item]):
    """Areas with something attached, asked row by row; quick when rows come in order.

    Attributes:
        changes: grows whenever the areas that the row runs through are others.
    """

    def __init__(self, items: Iterable[tuple[Area, Item]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._next = 0
        self._row = 0
        self._active: dict[int, tuple[Area, Item]] = {}
        self._ends: list[tuple[int, int]] = []
        self.changes = 0

    def __iter__(self) -> Iterator[tuple[Area, Item]]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def at_row(self, row: int) -> Collection[tuple[Area, Item]]:
        """Return those that the row runs through."""
        if row < self._row:
            self._next, self._active, self._ends = 0, {}, []
            self.changes += 1
        if row != self._row:
            self._row = row
            while self._ends and self._ends[0][0] < row:
                del self._active[heappop(self._ends)[1]]
                self.changes += 1
            while self._next < len(self._items) and self._items[self._next][0].top <= row:
                item = self._items[self._next]
                if item[0].bottom >= row:
                    self._active[self._next] = item
                    heappush(self._ends, (item[0].bottom, self._next))
                    self.changes += 1
                self._next += 1
        return self._active.values()


class Blocks:
    """Numbers of rows or columns in use, as runs with wide gaps between them.

    Attributes:
        runs: first, last, and how much each holds.
    """

    def __init__(self, *, gap: int) -> None:
        self.runs: list[tuple[int, int, int]] = []
        self._gap = gap

    def add(self, number: int, weight: int) -> None:
        """Add a number; numbers come in order."""
        if self.runs and number - self.runs[-1][1] <= self._gap:
            first, last, held = self.runs[-1]
            self.runs[-1] = (first, max(last, number), held + weight)
        else:
            self.runs.append((number, number, weight))

    def add_run(self, first: int, last: int, weight: int) -> None:
        """Add numbers without a gap; they come in order."""
        self.add(first, weight)
        start, _, held = self.runs[-1]
        self.runs[-1] = (start, max(last, self.runs[-1][1]), held)

    def far(self) -> list[tuple[int, int]]:
        """Return the runs that lie far from the one that holds most, or from the first cell when it is alone."""
        if not self.runs:
            return []
        main = max(self.runs, key=lambda run: run[2])
        is_alone = len(self.runs) == 1
        return [run[:2] for run in self.runs if (run[0] > self._gap if is_alone else run is not main)]


_MOST_PATTERN_COLUMNS = 1 << 20
_MOST_ROUNDS = 32


class Occupancy:
    """Which cells of a sheet hold something: runs of rows that hold something in the same columns.

    Attributes:
        rows: the first row of each run.
        is_ordered: rows came in order.
        is_exact: nothing was left out.
    """

    def __init__(self) -> None:
        import array

        self.rows = array.array("Q")
        self._lasts = array.array("Q")
        self._numbers = array.array("Q")
        self._known: dict[tuple[int, ...], int] = {}
        self._patterns: list[tuple[int, ...]] = []
        self._pattern_columns = 0
        self.is_ordered = True
        self.is_exact = True

    def add(self, row: int, columns: list[int]) -> None:
        """Add a row's columns, in order."""
        number = self._pattern(tuple(columns))
        if number is not None:
            self._add_run(row, row, number)

    def _add_run(self, first: int, last: int, number: int) -> None:
        if self.rows:
            if first == self._lasts[-1] + 1 and number == self._numbers[-1]:
                self._lasts[-1] = last
                return
            if first < self._lasts[-1]:
                self.is_ordered = False
        self.rows.append(first)
        self._lasts.append(last)
        self._numbers.append(number)

    def _pattern(self, pattern: tuple[int, ...]) -> int | None:
        """Return the number of a row's columns, or None when there are too many to be told apart."""
        number = self._known.get(pattern)
        if number is None:
            if self._pattern_columns + len(pattern) > _MOST_PATTERN_COLUMNS:
                self.is_exact = False
                return None
            self._pattern_columns += len(pattern)
            number = self._known[pattern] = len(self._patterns)
            self._patterns.append(pattern)
        return number

    def add_rows(self, rows: "Integers", firsts: "Integers", columns: "Columns") -> None:
        """Add many rows at once.

        Args:
            rows: their numbers.
            firsts: where the columns of each begin.
            columns: the columns of one after the other, in order.
        """
        from leakscan.arrays import numpy as np

        numbers = self._pattern_numbers(firsts, columns)
        kept = numbers >= 0
        if not kept.all():
            rows, numbers = rows[kept], numbers[kept]
        if not len(rows):
            return
        begins = np.ones(len(rows), dtype=np.bool_)
        begins[1:] = (rows[1:] != rows[:-1] + 1) | (numbers[1:] != numbers[:-1])
        starts = begins.nonzero()[0]
        ends = np.append(starts[1:], len(rows)) - 1
        runs = rows[starts], rows[ends], numbers[starts]
        self._add_run(*(int(item[0]) for item in runs))
        if len(starts) > 1:
            if (rows[1:] < rows[:-1]).any():
                self.is_ordered = False
            for held, item in zip((self.rows, self._lasts, self._numbers), runs, strict=True):
                held.frombytes(item[1:].astype(np.uint64).tobytes())

    def _pattern_numbers(self, firsts: "Integers", columns: "Columns") -> "Integers":
        """Return the number of each row's columns, -1 where there are too many."""
        from leakscan.arrays import numpy as np

        counts = np.append(firsts[1:], len(columns)) - firsts
        numbers: Integers = np.full(len(firsts), -1, dtype=np.int64)
        left = np.arange(len(firsts))
        for _ in range(_MOST_ROUNDS):
            if not len(left):
                break
            count = int(counts[left[0]])
            own = columns[firsts[left[0]] : firsts[left[0]] + count]
            is_alike = counts[left] == count
            if len(left) == len(firsts) and is_alike.all():
                is_alike &= (columns.reshape(-1, count) == own).all(axis=1)
            else:
                places = firsts[left[is_alike]] + np.arange(count)[:, None]
                is_alike[is_alike] = (columns.take(places) == own[:, None]).all(axis=0)
            number = self._pattern(tuple(own.tolist()))
            if number is not None:
                numbers[left[is_alike]] = number
            left = left[~is_alike]
        for index in left.tolist():
            number = self._pattern(tuple(columns[firsts[index] : firsts[index] + counts[index]].tolist()))
            numbers[index] = -1 if number is None else number
        return numbers

    def meets(self, area: Area) -> bool:
        """Return whether a cell within holds something; true when that cannot be told."""
        if not self.is_exact or not self.is_ordered:
            return True
        first, last = bisect_left(self._lasts, area.top), bisect_left(self.rows, area.bottom + 1)
        for number in set(self._numbers[first:last]):
            pattern = self._patterns[number]
            at = bisect_left(pattern, area.left)
            if at < len(pattern) and pattern[at] <= area.right:
                return True
        return False

    def around(self, row: int, column: int) -> tuple[int, int | None]:
        """Return the next columns to the left and right in a row that hold something; 0 and None for none."""
        at = bisect_left(self._lasts, row)
        if at == len(self._lasts) or self.rows[at] > row:
            return 0, None
        pattern = self._patterns[self._numbers[at]]
        left, right = bisect_left(pattern, column), bisect_right(pattern, column)
        return pattern[left - 1] if left else 0, pattern[right] if right < len(pattern) else None

    def outside(self, areas: Iterable[Area]) -> int:
        """Return how many cells that hold something lie in none of some areas."""
        areas = list(areas)
        edges = sorted({0, MAX_ROWS + 1, *(area.top for area in areas), *(area.bottom + 1 for area in areas)})
        cells = 0
        for top, end in itertools.pairwise(edges):
            across = [area for area in areas if area.top <= top <= area.bottom]
            begin, behind = bisect_left(self._lasts, top), bisect_left(self.rows, end)
            times: collections.Counter[int] = collections.Counter()
            for at in range(begin, behind):
                times[self._numbers[at]] += min(self._lasts[at], end - 1) - max(self.rows[at], top) + 1
            for number, count in times.items():
                out = (
                    column
                    for column in self._patterns[number]
                    if not any(area.left <= column <= area.right for area in across)
                )
                cells += count * sum(1 for _ in out)
        return cells

    def columns(self) -> list[tuple[int, int]]:
        """Return the columns in use, in order, each with in how many rows it is."""
        times: collections.Counter[int] = collections.Counter()
        for first, last, number in zip(self.rows, self._lasts, self._numbers, strict=True):
            times[number] += last - first + 1
        counts: collections.Counter[int] = collections.Counter()
        for number, count in times.items():
            for column in self._patterns[number]:
                counts[column] += count
        return sorted(counts.items())

    def runs_of_rows(self) -> Iterator[tuple[int, int, int]]:
        """Yield the runs of rows in use without a gap: first, last, and how many cells they hold."""
        widths = [len(pattern) for pattern in self._patterns]
        start = end = -1
        cells = 0
        for first, last, number in zip(self.rows, self._lasts, self._numbers, strict=True):
            if first - end > 1:
                if start >= 0:
                    yield start, end, cells
                start, cells = first, 0
            end = last
            cells += widths[number] * (last - first + 1)
        if start >= 0:
            yield start, end, cells
