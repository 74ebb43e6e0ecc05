"""Cells whose rows and columns show, and whose content does not."""

from dataclasses import dataclass, field
from enum import Enum

from leakscan.tables import Table
from leakscan.views.values import ValueSet


class Unseen(Enum):
    """Why the content of a cell is not seen, though its row and column show."""

    COLOUR = "the colour of its background"
    NEAR_COLOUR = "nearly the colour of its background"
    RUN = "the colour of its background, in part"
    SIZE = "a size too small to read"
    FORMAT = "a number format that shows nothing"
    CONDITIONAL = "a conditional format"
    MAYBE_CONDITIONAL = "a conditional format whose condition was not evaluated"
    ICON = "an icon, a bar or a mark in place of the value"
    MERGED = "a merged cell"
    SHAPE = "a shape"
    PICTURE = "a picture"
    CHART = "a chart"
    CHARTED = "a chart that draws them"
    FAR = "distance"
    CLIPPED = "the edge of the cell, in part"
    SHRUNK = "a size to which it is shrunk to fit"

    @property
    def is_seen(self) -> bool:
        """True when a reader may well see the content, so that it counts as visible."""
        return self in _SEEN


_SEEN = frozenset(
    {Unseen.MAYBE_CONDITIONAL, Unseen.ICON, Unseen.CHARTED, Unseen.FAR, Unseen.CLIPPED, Unseen.SHRUNK}
)


@dataclass(slots=True, eq=False, repr=False)
class UnseenCells:
    """The cells of one sheet that are not seen for one reason.

    Attributes:
        why: the reason.
        cells: how many there are.
        spans: ranges such as `B2:B9`, the first few.
        spans_left_out: how many more there are.
        values: the different values in them.
        examples: a few of the values.
        table: the cells: where each is, and what it holds.
    """

    why: Unseen
    cells: int = 0
    spans: list[str] = field(default_factory=list)
    spans_left_out: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    table: Table | None = None

    @property
    def cells_text(self) -> str:
        """Its spans as a range text such as `B2:B9,D4`."""
        left_out = [f"and {self.spans_left_out} more"] if self.spans_left_out else []
        return ",".join([*self.spans, *left_out])
