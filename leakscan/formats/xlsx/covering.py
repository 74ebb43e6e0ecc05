"""What stands over part of a cell: whether it hides the text all the same."""

from dataclasses import dataclass

from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.sizes import MARGIN, Sizes, of_characters
from leakscan.views.unseen import Unseen

_USUAL_POINTS = 11.0
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Placed:
    """The text of a cell, as far as its place depends on it.

    Attributes:
        row: the row of the cell.
        column: its column.
        characters: how long its longest line is.
        points: how large its letters are.
        side: where in the cell it stands: left, center or right; anything else when that is not known.
    """

    row: int
    column: int
    characters: int
    points: float
    side: str


@dataclass(frozen=True, slots=True)
class PartCover:
    """Something that nothing shows through, over cells of which it covers but part.

    Attributes:
        why: what it is.
        box: where, in units of drawings from the sheet's corner.
        sizes: the sizes of the sheet's rows and columns.
    """

    why: Unseen
    box: tuple[int, int, int, int]
    sizes: Sizes

    @property
    def area(self) -> Area | None:
        """The cells that it covers in their whole height, and in some of their width; None when there are none."""
        touched = self.sizes.touched(self.box)
        left, right = self.sizes.left(touched.left), self.sizes.left(touched.right + 1)
        return self.sizes.covered((left, self.box[1], right, self.box[3]))

    def hides(self, text: Placed) -> bool:
        """Return whether it covers the whole height of a cell's row and all of the text, which may run over."""
        share = _SIDES.get(text.side)
        top, bottom = self.sizes.top(text.row), self.sizes.top(text.row + 1)
        if share is None or top < self.box[1] - MARGIN or bottom > self.box[3] + MARGIN:
            return False
        left, right = self.sizes.left(text.column), self.sizes.left(text.column + 1)
        width = of_characters(text.characters * text.points / _USUAL_POINTS)
        start = left + round((right - left - width) * share)
        return self.box[0] <= start + MARGIN and start + width <= self.box[2] + MARGIN
