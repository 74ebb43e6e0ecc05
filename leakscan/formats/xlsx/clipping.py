"""Texts that are too long for their cells: how much of them the edge of the cell, or the next cell, cuts off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from leakscan import xmlsafe
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.looks import TINY_POINTS, Flow
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from leakscan.formats.xlsx.facts import SheetPass, Usage

FEWEST_CUT = 40
"""Fewer characters that do not show are the end of a name or an address, as lists have many."""
CLIPPED_BYTES = 1 << 18
"""Of larger parts nobody asks which texts are cut off: that they are is no reason to read them twice."""
_USUAL_POINTS = 11.0
_LETTER = 5 * 9525
"""How wide a narrow letter of the usual size is: nothing is called cut off that might just fit."""
_LINE = 1.2 * 12_700
"""How high a line is for each point of its letters."""


def may_clip(found: "SheetPass", usage: "Usage") -> bool:
    """Return whether some text of a sheet may be too long for its cell.

    Args:
        found: what the first pass over it found.
        usage: which strings it shows; where there are none its cells hold their texts themselves.
    """
    occupancy = found.occupancy
    if not occupancy.rows or not occupancy.is_exact or not occupancy.is_ordered:
        return False
    strings, number = usage.strings, usage.shown.find(1)
    while number >= 0 and len(strings[number]) < FEWEST_CUT:
        number = usage.shown.find(1, number + 1)
    return number >= 0 or (not len(strings) and found.has_long_texts)


class FixedSizes(Sizes):
    """Sizes that know which heights do not follow what the cells of their row hold."""

    def __init__(self) -> None:
        super().__init__()
        self._fixed: dict[int, int] = {}

    def row(self, number: int, attributes: Mapping[str, str]) -> None:
        """Take the start of a row."""
        super().row(number, attributes)
        height = self._rows.get(number)
        if height is not None and xmlsafe.is_true(attributes.get("customHeight")):
            self._fixed[number] = height

    def fixed_height(self, row: int) -> int | None:
        """Return the height of a row where it is fixed, or None."""
        return self._fixed.get(row)


class Edges(Protocol):
    """Where columns begin, and how high rows of a fixed height are."""

    def left(self, column: int) -> int:
        """Return where a column begins."""

    def fixed_height(self, row: int) -> int | None:
        """Return the height of a row where it is fixed, or None."""


class Neighbours(Protocol):
    """Which cells hold something."""

    def around(self, row: int, column: int) -> tuple[int, int | None]:
        """Return the next columns to the left and right that hold something; 0 and None for none."""


class Laid(Protocol):
    """How a text is laid out in its cell."""

    @property
    def points(self) -> float:
        """Size of the text."""

    @property
    def side(self) -> str:
        """Where in the cell it stands."""

    @property
    def flow(self) -> Flow:
        """What becomes of it where it is too long."""


E = TypeVar("E", bound=Edges)


@dataclass(frozen=True, slots=True)
class Clips(Generic[E]):
    """Judges texts of one sheet, while its rows and columns tell their sizes.

    Attributes:
        sizes: of rows and columns.
        occupancy: which cells hold something.
    """

    sizes: E
    occupancy: Neighbours

    def judge(self, text: str, look: Laid, cell: Area, merge: Area | None) -> Unseen | None:
        """Return why the better part of a text does not show, or None.

        Args:
            text: the text.
            look: how its cell shows it.
            cell: the cell.
            merge: the merged cell that it is the first of, if any.
        """
        if len(text) < FEWEST_CUT or look.flow is Flow.TURNED:
            return None
        letter = _LETTER * look.points / _USUAL_POINTS
        area = merge or cell
        own = self.sizes.left(area.right + 1) - self.sizes.left(area.left)
        if look.flow is Flow.SHRINK:
            return Unseen.SHRUNK if look.points * own < TINY_POINTS * len(text) * letter else None
        if look.flow is Flow.WRAP:
            cut = 0.0 if area.bottom > area.top else self._below(text, look, cell.top, own / letter)
        else:
            cut = self._beside(len(text) * letter - own, look.side, cell, merge) / letter
        return Unseen.CLIPPED if cut >= FEWEST_CUT else None

    def _below(self, text: str, look: Laid, row: int, characters: float) -> float:
        """Return how many characters lie below the edge of a row of fixed height."""
        height = self.sizes.fixed_height(row)
        if height is None or characters < 1:
            return 0.0
        lines = max(1.0, height / (_LINE * look.points))
        needed = sum(max(1, -(-len(line) // max(1, int(characters)))) for line in text.splitlines())
        return min(float(len(text)), (needed - lines) * characters)

    def _beside(self, excess: float, side: str, cell: Area, merge: Area | None) -> float:
        """Return how much of what is too much for the cell finds no room beside it."""
        left, right = (0.0, 0.0) if merge is not None or side == "fill" else self._room(cell)
        match side:
            case "right":
                return excess - left
            case "center" | "centerContinuous":
                return max(0.0, excess / 2 - left) + max(0.0, excess / 2 - right)
            case _:
                return excess - right

    def _room(self, cell: Area) -> tuple[float, float]:
        """Return how much room the empty cells on either side leave."""
        before, behind = self.occupancy.around(cell.top, cell.left)
        left = self.sizes.left(cell.left) - self.sizes.left(before + 1)
        if behind is None:
            return left, float("inf")
        return left, self.sizes.left(behind) - self.sizes.left(cell.left + 1)
