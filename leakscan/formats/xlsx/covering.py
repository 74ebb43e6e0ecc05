"""What stands over part of a cell: whether it hides the text all the same."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.sizes import MARGIN, Sizes, of_characters
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from leakscan.formats.xlsx.drawings import Box, Cover

_USUAL_POINTS = 11.0
_MOST_COVERS, _MOST_JOINED = 300, 200
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


class Placed(NamedTuple):
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


class PartCover(NamedTuple):
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


def joined(covers: "Sequence[Cover]") -> "list[Cover]":
    """Return the boxes that two or more covers fill only together, side by side or one above the other."""
    known = list(covers[:_MOST_COVERS])
    boxes = {cover.box for cover in known}
    first = len(known)
    for number, cover in enumerate(known):  # it grows while it is gone through
        for other in known[:number]:
            for box in _together(cover.box, other.box):
                if box not in boxes and len(known) < first + _MOST_JOINED:
                    boxes.add(box)
                    known.append(cover._replace(box=box, chart="", shown=""))
    return known[first:]


def _together(one: "Box", other: "Box") -> "Iterator[Box]":
    """Yield the boxes that two boxes fill only together, when they touch but for a gap within the margin."""
    outer = min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
    inner = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    if inner[0] > inner[2] + MARGIN or inner[1] > inner[3] + MARGIN:
        return
    for box in ((outer[0], inner[1], outer[2], inner[3]), (inner[0], outer[1], inner[2], outer[3])):
        if box[0] < box[2] and box[1] < box[3] and not (_within(box, one) or _within(box, other)):
            yield box


def _within(box: "Box", other: "Box") -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]
