"""Pictures: what their files hold beside the pixels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Block", "Tag", "Value")
EXTRA_COLUMNS = ("Number", "Text")
TEXT_COLUMNS = ("Line", "Text")

_OTHER_PREVIEW = 10
"""Of 256 areas: packing, scaling and lightening change fewer; a black square over a twentieth changes more."""


class PictureFactKind(Enum):
    """What a piece of metadata tells."""

    LOCATION = "where it was taken"
    OWNER = "whose it is"
    SERIAL = "a device's number"
    TEXT = "text"
    PATH = "a path"
    DATE = "when"
    PREVIEW = "a preview of it"
    SOFTWARE = "device or program"


class PictureFact(NamedTuple):
    """One piece of metadata.

    Attributes:
        kind: what it tells.
        block: the block of the file it stands in, such as EXIF or XMP.
        tag: its name.
        text: its value as text.
    """

    kind: PictureFactKind
    block: str
    tag: str
    text: str


class Showing(Enum):
    """Whether a reader of the pages sees a picture."""

    PAGE = "a page shows it"
    HIDDEN = "only what does not show uses it"
    THUMBNAIL = "it is the small picture of the first page"
    UNUSED = "what leads to it does not use it"
    ORPHAN = "nothing leads to it"
    UNKNOWN = "not known"


class PictureUse(NamedTuple):
    """One use of a picture.

    Attributes:
        place: the part that uses it, and the name of the shape.
        crop: what is cut off at the left, top, right and bottom, as shares of the whole.
        is_shown: a page shows it.
    """

    place: Place
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    is_shown: bool = True

    @property
    def hidden_share(self) -> float:
        """Share of the picture that is cut off."""
        left, top, right, bottom = self.crop
        return 1 - max(0.0, 1 - left - right) * max(0.0, 1 - top - bottom)


@dataclass(slots=True, eq=False, repr=False)
class Picture:
    """One picture.

    Attributes:
        place: the part that holds it.
        format: what it is.
        size: size of its file in bytes.
        facts: its metadata.
        extra_start: first byte after the end of the picture; None when nothing follows.
        extra_kind: what those bytes look like; empty when they are of no known kind.
        extra_examples: a few pieces of text in them.
        extra_table: the text in them, piece by piece.
        table: its metadata as rows.
        showing: whether a reader of the pages sees it.
        has_twin: a page shows another picture of the same bytes.
        uses: where it is used.
        is_plain_when_cropped: all that is cut off everywhere is of one colour; None when that is not known.
        preview_distance: by how many of 256 areas the preview that it keeps differs from it; None without one.
        texts: the texts it draws, line by line.
        words: how many different words they hold.
        unseen_words: those that stand nowhere visible; None when that is not known.
        texts_table: the texts as rows.
    """

    place: Place
    format: str
    size: int
    facts: list[PictureFact] = field(default_factory=list)
    extra_start: int | None = None
    extra_kind: str = ""
    extra_examples: list[str] = field(default_factory=list)
    extra_table: Table | None = None
    table: Table | None = None
    showing: Showing = Showing.UNKNOWN
    has_twin: bool = False
    uses: list[PictureUse] = field(default_factory=list)
    is_plain_when_cropped: bool | None = None
    preview_distance: int | None = None
    texts: list[str] = field(default_factory=list)
    words: int = 0
    unseen_words: list[str] | None = None
    texts_table: Table | None = None

    @property
    def has_other_preview(self) -> bool:
        """True when its preview shows something else than it."""
        return self.preview_distance is not None and self.preview_distance >= _OTHER_PREVIEW

    @property
    def least_cropped(self) -> PictureUse | None:
        """The use on a page that shows most of it, or None when no page shows it."""
        shown = [use for use in self.uses if use.is_shown]
        return min(shown, key=lambda use: use.hidden_share, default=None)


def fact_rows(facts: list[PictureFact]) -> Iterator[Row]:
    """Yield one row for each piece of metadata."""
    for fact in facts:
        yield fact.block, fact.tag, fact.text
