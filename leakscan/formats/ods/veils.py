"""What lies over the cells of a sheet: shapes, pictures and charts; and which cells lie far from the others."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from leakscan.formats.xlsx.areas import Area, Blocks
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.formats.xlsx.veils import FAR_COLUMNS, FAR_ROWS
from leakscan.views.unseen import Unseen

_PER_POINT = 12_700
_USUAL_ROW = round(12.8 * _PER_POINT)
_USUAL_COLUMN = 64 * _PER_POINT
_LARGEST_POINTS = 4000.0
_MOST_RUNS = 1 << 17

Veil = tuple[tuple[int, int, int, int, str], ...]
"""Ranges of cells, each with the name of the reason why it is not seen; the first that holds a cell counts."""


def units(points: float | None) -> int | None:
    """Return a length in the units of drawings; None for none, and for what no row or column measures."""
    return None if points is None or abs(points) > _LARGEST_POINTS else round(points * _PER_POINT)


class _Track:
    """Where rows, or columns, begin; sizes come in order, many at once."""

    def __init__(self, usual: int) -> None:
        self._usual = usual
        self._runs: list[tuple[int, int, int, int]] = []
        self._next = 1
        self._offset = 0

    def add(self, first: int, last: int, size: int | None) -> None:
        size = self._usual if size is None else size
        if first > self._next:
            self.add(self._next, first - 1, None)
        if first != self._next or len(self._runs) >= _MOST_RUNS:
            return
        start = self._offset
        self._offset += (last - first + 1) * size
        self._next = last + 1
        if self._runs and self._runs[-1][3] == size:
            first, _, start, _ = self._runs.pop()
        self._runs.append((first, last, start, size))

    def edge(self, number: int) -> int:
        at = bisect_right(self._runs, number, key=lambda run: run[0]) - 1
        if at < 0:
            return (number - 1) * self._usual
        first, last, start, size = self._runs[at]
        if number <= last + 1:
            return start + (number - first) * size
        return self._offset + (number - self._next) * self._usual


class Ground(Sizes):
    """Where the rows and columns of a sheet begin.

    Attributes:
        fixed: the height of the row that is being read, where it is fixed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fixed: int | None = None
        self.rows = _Track(_USUAL_ROW)
        self.columns = _Track(_USUAL_COLUMN)

    def usual_column(self, size: int | None) -> None:
        """Say how wide columns are of which nothing is said; none has come by yet."""
        if size is not None:
            self.columns = _Track(size)

    def left(self, column: int) -> int:
        """Return where a column begins."""
        return self.columns.edge(max(1, min(column, MAX_COLUMNS + 1)))

    def top(self, row: int) -> int:
        """Return where a row begins."""
        return self.rows.edge(max(1, min(row, MAX_ROWS + 1)))

    def fixed_height(self, row: int) -> int | None:  # noqa: ARG002  # of the row that is being read
        """Return the height of the row that is being read where it is fixed, or None."""
        return self.fixed


@dataclass(slots=True)
class Used:
    """Which rows and columns of a sheet hold something; repetition is counted, never expanded."""

    rows: Blocks = field(default_factory=lambda: Blocks(gap=FAR_ROWS))
    columns: dict[tuple[int, int], int] = field(default_factory=dict)

    def far(self) -> list[Area]:
        """Return the cells far from those that hold most."""
        columns = Blocks(gap=FAR_COLUMNS)
        for (first, last), cells in sorted(self.columns.items()):
            columns.add_run(first, last, cells)
        return [
            *(Area(first, 1, last, MAX_COLUMNS) for first, last in self.rows.far()),
            *(Area(1, first, MAX_ROWS, last) for first, last in columns.far()),
        ]


def veil_of(covers: Iterable[tuple[Area, Unseen]], far: Iterable[Area], charted: Iterable[Area] = ()) -> Veil:
    """Return the veil of a sheet.

    Args:
        covers: what lies over its cells.
        far: cells far from the others.
        charted: cells that a chart over them draws.
    """
    drawn = list(charted)
    found: list[tuple[Area, Unseen]] = []
    for area, why in covers:
        if why is Unseen.CHART:
            found.extend((shared, Unseen.CHARTED) for item in drawn if (shared := _shared(area, item)) is not None)
        found.append((area, why))
    found.extend((area, Unseen.FAR) for area in far)
    return tuple((area.top, area.left, area.bottom, area.right, why.name) for area, why in found)


def _shared(one: Area, other: Area) -> Area | None:
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None


def pieces(veil: Veil, area: Area) -> Iterator[tuple[Area, Unseen | None]]:
    """Yield an area piece by piece, each with the reason why its cells are not seen, or None."""
    over = [item for item in veil if _shared(area, Area(*item[:4])) is not None]
    rows = _cuts(area.top, area.bottom, ((item[0], item[2]) for item in over))
    columns = _cuts(area.left, area.right, ((item[1], item[3]) for item in over))
    for top, bottom in rows:
        for left, right in columns:
            why = next((item[4] for item in over if Area(*item[:4]).holds(top, left)), None)
            yield Area(top, left, bottom, right), None if why is None else Unseen[why]


def outside(area: Area, others: Collection[Area]) -> int:
    """Return how many cells of an area lie in none of some others."""
    cells = 0
    for top, bottom in _cuts(area.top, area.bottom, ((item.top, item.bottom) for item in others)):
        for left, right in _cuts(area.left, area.right, ((item.left, item.right) for item in others)):
            if not any(item.holds(top, left) for item in others):
                cells += (bottom - top + 1) * (right - left + 1)
    return cells


def _cuts(first: int, last: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    starts = {first}
    for start, end in spans:
        starts.update(number for number in (start, end + 1) if first < number <= last)
    ordered = sorted(starts)
    return list(zip(ordered, [*(number - 1 for number in ordered[1:]), last], strict=True))
