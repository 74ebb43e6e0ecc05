"""Where rows and columns of a sheet begin, in the units of drawings: 914400 to an inch (ECMA-376-1 §20.1.2.1)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from operator import itemgetter

from leakscan import xmlsafe
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS, decimal, whole
from leakscan.formats.xlsx.spans import Spans

_PER_PIXEL = 9525
_PER_POINT = 12_700
_CHARACTER_PIXELS = 7
_USUAL_COLUMN = 64 * _PER_PIXEL
_USUAL_ROW = 15 * _PER_POINT
_MOST_ROWS = 1 << 18
MARGIN = 5 * _PER_PIXEL
"""A shape may miss the edge of a cell by this much and still cover its text, which keeps a distance from it."""


class Sizes:
    """Sizes of rows and columns; feed it the elements outside the cells, and the rows."""

    def __init__(self) -> None:
        self._column = _USUAL_COLUMN
        self._row = _USUAL_ROW
        self._columns: Spans[int] = Spans()
        self._rows: dict[int, int] = {}
        self._turns: list[tuple[int, int, int]] | None = None
        self._changed: list[int] = []
        self._shift: list[int] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""
        if name == "sheetFormatPr":
            height, width = decimal(attributes.get("defaultRowHeight")), decimal(attributes.get("defaultColWidth"))
            base = whole(attributes.get("baseColWidth"))
            if height is not None and 0 <= height < 1000:
                self._row = round(height * _PER_POINT)
            if width is not None and 0 <= width < 1000:
                self._column = of_characters(width)
            elif base is not None and 0 < base < 256:
                self._column = -(-(base * _CHARACTER_PIXELS + 5) // 8) * 8 * _PER_PIXEL
        elif name == "col":
            width = decimal(attributes.get("width"))
            first, last = whole(attributes.get("min")) or 1, whole(attributes.get("max")) or 1
            size = None if width is None or not 0 <= width < 1000 else of_characters(width)
            if xmlsafe.is_true(attributes.get("hidden")):
                size = 0
            if size is not None and max(1, first) <= min(last, MAX_COLUMNS):
                self._columns.put(max(1, first), min(last, MAX_COLUMNS), size)

    def row(self, number: int, attributes: Mapping[str, str]) -> None:
        """Take the start of a row."""
        if len(self._rows) < _MOST_ROWS:
            height = 0.0 if xmlsafe.is_true(attributes.get("hidden")) else decimal(attributes.get("ht"))
            if height is not None and 0 <= height < 1000:
                self._rows[number] = round(height * _PER_POINT)

    def left(self, column: int) -> int:
        """Return where a column begins; the one behind the last is the sheet's edge."""
        column = max(1, min(column, MAX_COLUMNS + 1))
        if self._turns is None:
            self._turns = list(self._turning())
        first, left, size = self._turns[bisect_right(self._turns, column, key=itemgetter(0)) - 1]
        return left + (column - first) * size

    def _turning(self) -> Iterator[tuple[int, int, int]]:
        """Yield the columns from which on others have one size: their number, where they begin, and the size."""
        column, left = 1, 0
        for first, last, size in self._columns:
            yield column, left, self._column
            left += (first - column) * self._column
            yield first, left, size
            column, left = last + 1, left + (last + 1 - first) * size
        yield column, left, self._column

    def top(self, row: int) -> int:
        """Return where a row begins."""
        if len(self._changed) != len(self._rows):
            total, self._changed, self._shift = 0, sorted(self._rows), [0]
            for number in self._changed:
                total += self._rows[number] - self._row
                self._shift.append(total)
        row = max(1, min(row, MAX_ROWS + 1))
        return (row - 1) * self._row + (self._shift or [0])[bisect_left(self._changed, row)]

    def covered(self, box: tuple[int, int, int, int]) -> Area | None:
        """Return the cells that a box (left, top, right, bottom) covers wholly, or None when it covers none."""
        left, top, right, bottom = box
        first_column = bisect_left(range(1, MAX_COLUMNS + 2), left - MARGIN, key=self.left) + 1
        last_column = bisect_left(range(1, MAX_COLUMNS + 2), right + MARGIN + 1, key=self.left) - 1
        first_row = bisect_left(range(1, MAX_ROWS + 2), top - MARGIN, key=self.top) + 1
        last_row = bisect_left(range(1, MAX_ROWS + 2), bottom + MARGIN + 1, key=self.top) - 1
        if first_column > last_column or first_row > last_row:
            return None
        return Area(first_row, first_column, last_row, last_column)

    def touched(self, box: tuple[int, int, int, int]) -> Area:
        """Return the cells of which a box covers some part."""
        left, top, right, bottom = box
        return Area(
            max(1, bisect_left(range(1, MAX_ROWS + 2), top + 1, key=self.top)),
            max(1, bisect_left(range(1, MAX_COLUMNS + 2), left + 1, key=self.left)),
            max(1, bisect_left(range(1, MAX_ROWS + 2), bottom, key=self.top)),
            max(1, bisect_left(range(1, MAX_COLUMNS + 2), right, key=self.left)),
        )


def of_characters(width: float) -> int:
    """Return how wide so many characters of the usual size are."""
    return int(width * _CHARACTER_PIXELS + 0.5) * _PER_PIXEL
