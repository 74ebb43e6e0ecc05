"""Pictures: what their files hold beside the pixels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Block", "Tag", "Value")
EXTRA_COLUMNS = ("Number", "Text")


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


@dataclass(frozen=True, slots=True)
class PictureFact:
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


@dataclass(slots=True)
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


def fact_rows(facts: list[PictureFact]) -> Iterator[Row]:
    """Yield one row for each piece of metadata."""
    for fact in facts:
        yield fact.block, fact.tag, fact.text
