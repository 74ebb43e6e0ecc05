"""Pages: what they show, and the text on them that does not show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.tables import Row, Table
from leakscan.views.values import ValueSet

HIDDEN_COLUMNS = ("Page", "Text", "Why", "Left", "Bottom", "Right", "Top")
GAP_COLUMNS = ("Page", "Points", "Characters, about", "Left", "Bottom", "Right", "Top")

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


class Cover(Enum):
    """Why text on a page does not show."""

    SHAPE = "covered by a shape"
    LINE = "covered by a thick line"
    IMAGE = "covered by a picture"
    SHADING = "covered by a shading"
    ANNOTATION = "covered by an annotation"
    BLACKED_OUT = "recognised from a picture in which it is blacked out"
    PARTLY = "partly covered"
    REDACTION = "marked for a redaction that was never applied"
    MODE = "painted by a text mode that leaves no mark"
    RECOGNISED = "a layer of recognised text behind the picture of a page"
    TRANSPARENT = "fully transparent"
    BENEATH_COLOUR = "of the colour of what lies beneath it"
    PAPER_COLOUR = "of the colour of the bare page"
    TINY = "too small to read"
    OFF_PAGE = "outside the page as it shows"
    CLIPPED = "clipped away"
    CUT = "cut off by the edge of its page, and shown on another page"
    LAYER = "in a layer that does not show"
    UNPAINTED = "not painted"
    INSIDE = "within a pattern, a mask or a drawn letter"

    @property
    def is_covering(self) -> bool:
        """True when something lies over the text, rather than the text being invisible by itself."""
        return self in (
            Cover.SHAPE,
            Cover.LINE,
            Cover.IMAGE,
            Cover.SHADING,
            Cover.ANNOTATION,
            Cover.BLACKED_OUT,
            Cover.PARTLY,
        )

    @property
    def is_edge(self) -> bool:
        """True when the text reaches beyond what of the page shows."""
        return self in (Cover.OFF_PAGE, Cover.CLIPPED)


class HiddenText(NamedTuple):
    """A run of text that does not show.

    Attributes:
        page: its page, from 1.
        text: the text.
        cover: why it does not show.
        box: its bounds.
    """

    page: int
    text: str
    cover: Cover
    box: Box


class HiddenPixels(NamedTuple):
    """A part of a picture that lies under a box.

    Attributes:
        page: its page, from 1.
        box: the bounds of the box.
    """

    page: int
    box: Box


class Gap(NamedTuple):
    """A gap in a line of text, as wide as a word that was taken out.

    Attributes:
        page: its page, from 1.
        box: its bounds.
        characters: how many characters of the line's mean width it has room for.
        has_redaction: a black box stands in it.
    """

    page: int
    box: Box
    characters: int
    has_redaction: bool


class Layer(NamedTuple):
    """A layer of the document.

    Attributes:
        name: its name.
        is_visible: it shows when the file is opened.
        prints: it is printed; None when that is as it shows.
    """

    name: str
    is_visible: bool
    prints: bool | None = None


@dataclass(slots=True, eq=False, repr=False)
class Pages:
    """The pages of a document, read and painted as far as that was needed.

    Attributes:
        count: how many pages there are.
        hidden: text that does not show.
        visible: every word that shows on some page.
        hidden_pixels: parts of pictures that lie under boxes.
        gaps: gaps in lines, as wide as words that were taken out.
        gap_table: the gaps as rows.
        pages_with_text: pages that hold text, shown or not.
        painted: pages that had to be painted, for some text on them could be hidden.
        letters: every character of the text of the pages, whether it shows or not.
        layers: the document's layers.
        tables: the hidden text as rows, by why it does not show and by page (None for all pages).
    """

    count: int
    hidden: list[HiddenText] = field(default_factory=list)
    visible: ValueSet = field(default_factory=ValueSet)
    hidden_pixels: list[HiddenPixels] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    gap_table: Table | None = None
    pages_with_text: int = 0
    painted: int = 0
    letters: set[str] = field(default_factory=set)
    layers: list[Layer] = field(default_factory=list)
    tables: dict[tuple[Cover, int | None], Table] = field(default_factory=dict)

    def table(self, cover: Cover, page: int | None) -> Table | None:
        """Return the text hidden for one reason on one page, or on all when `page` is None, as rows."""
        return self.tables.get((cover, page))

    @property
    def has_text(self) -> bool:
        """True when most pages hold text, so that a word missing from them says something."""
        return self.count > 0 and self.pages_with_text * 2 >= self.count


def hidden_rows(items: list[HiddenText]) -> Iterator[Row]:
    """Yield one row for each run of hidden text."""
    for item in items:
        yield item.page, item.text, item.cover.value, *(round(side, 1) for side in item.box)


def gap_rows(items: list[Gap]) -> Iterator[Row]:
    """Yield one row for each gap."""
    for item in items:
        sides = tuple(round(side, 1) for side in item.box)
        yield item.page, round(item.box[2] - item.box[0], 1), item.characters, *sides
