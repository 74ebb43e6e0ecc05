"""What an RTF file holds, once it is read."""

from dataclasses import dataclass, field

from leakscan.formats.docx.fields import Code
from leakscan.views.properties import Property
from leakscan.views.prose import Passage, Remark, Setting
from leakscan.views.side_texts import SideText

CLOCK = ("yr", "mo", "dy", "hr", "min", "sec")
"""Control words of the parts of a time."""


@dataclass(slots=True)
class Contents:
    """What an RTF file holds.

    Attributes:
        lines: its paragraphs, as they show.
        passages: what does not show, and tracked changes.
        remarks: its comments.
        settings: variables, bookmarks.
        fields: codes of fields.
        properties: what it says of itself.
        texts: other texts beside what shows.
        paths: the template and linked files: what it is, and the path.
        pictures: data of pictures, each once.
        objects: data of objects.
        stores: data of Office.
        authors: those of tracked changes and comments of which none is left.
        end: position behind the last brace; None when it is missing.
        is_too_deep: groups are nested deeper than is read.
    """

    lines: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    fields: list[Code] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)
    texts: list[SideText] = field(default_factory=list)
    paths: list[tuple[str, str]] = field(default_factory=list)
    pictures: dict[bytes, None] = field(default_factory=dict)
    objects: dict[bytes, None] = field(default_factory=dict)
    stores: dict[bytes, None] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    end: int | None = None
    is_too_deep: bool = False


def time_of(numbers: dict[str, int]) -> str:
    """Return a time given by its parts; empty when there is no year."""
    if not numbers.get("yr"):
        return ""
    year, month, day, hour, minute, _ = (numbers.get(name, 0) for name in CLOCK)
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"


def word_time(value: int) -> str:
    """Return a time as Word packs it into 32 bits ([MS-DOC] 2.9.82)."""
    value &= 0xFFFFFFFF
    minute, hour, day = value & 63, value >> 6 & 31, value >> 11 & 31
    month, year = value >> 16 & 15, 1900 + (value >> 20 & 511)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}" if month and day else ""
