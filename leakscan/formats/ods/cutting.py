"""Texts of a row that are too long for their cells, judged once all of the row has come by."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from leakscan.formats.ods.looks import Look
from leakscan.formats.ods.veils import Ground
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.cells import MAX_COLUMNS
from leakscan.formats.xlsx.clipping import Clips
from leakscan.views.unseen import Unseen

_MOST_ALIKE = 256
"""Cells that are alike are judged one by one up to this number."""


class LongText(NamedTuple):
    """Cells that hold the same long text.

    Attributes:
        first: the first column.
        last: the last.
        key: the key of their value.
        text: the text.
        style: their style.
    """

    first: int
    last: int
    key: int
    text: str
    style: str


class RowClips:
    """Judges the texts of a sheet row by row.

    Attributes:
        spans: first and last of the columns that hold something, in order.
        long: cells that show, and whose text may be cut off.
        spanned: how many rows and columns a merged cell takes up, by its column.
    """

    def __init__(self, look: Callable[[str], Look], ground: Ground) -> None:
        self._look = look
        self._clips = Clips(ground, self)
        self.spans: list[tuple[int, int]] = []
        self.long: list[LongText] = []
        self.spanned: dict[int, tuple[int, int]] = {}

    def around(self, row: int, column: int) -> tuple[int, int | None]:  # noqa: ARG002  # of the row that is read
        """Return the next columns to the left and right that hold something; 0 and None for none."""
        at = bisect_right(self.spans, (column, MAX_COLUMNS)) - 1
        first, last = self.spans[at]
        before = column - 1 if first < column else self.spans[at - 1][1] if at else 0
        if column < last:
            return before, column + 1
        return before, self.spans[at + 1][0] if at + 1 < len(self.spans) else None

    def judged(self, row: int) -> Iterator[tuple[int, LongText, Unseen]]:
        """Yield the cells of a row whose text does not show for the better part."""
        for item in self.long:
            for column in range(item.first, min(item.last, item.first + _MOST_ALIKE - 1) + 1):
                cell, merge = Area(row, column, row, column), None
                if column in self.spanned:
                    rows, columns = self.spanned[column]
                    merge = Area(row, column, row + rows - 1, column + columns - 1)
                why = self._clips.judge(item.text, self._look(item.style), cell, merge)
                if why is not None:
                    yield column, item, why

    def clear(self) -> None:
        """Forget the row."""
        self.spans.clear()
        self.long.clear()
        self.spanned.clear()
