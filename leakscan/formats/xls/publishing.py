"""What was published as a web page ([MS-XLS] 2.4.344)."""

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.conditions import area_of
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsb.publishing import SOURCES

PUBLISHED = 0x0801
_RANGE = 4
_TEXTS = ("sourceObject", "destinationFile", "divId", "title")


def published(reader: Reader) -> dict[str, str | None]:
    """Return what an XML workbook would say of a published item.

    Raises:
        MalformedFileError: the record is of no known form.
    """
    reader.take(4)
    cells = reader.take(8)
    kind = reader.byte()
    reader.take(7)
    found: dict[str, str | None] = {"id": str(reader.long())}
    reader.take(4)
    found["sourceType"] = SOURCES[kind] if kind < len(SOURCES) else None
    found["sourceRef"] = area_of(cells) if kind == _RANGE else None
    for name in _TEXTS:
        found[name] = _text(reader) or None
    return found


def _text(reader: Reader) -> str:
    """Return a text with its length before it, filled up to an even number of bytes ([MS-XLS] 2.5.278)."""
    length, flags = reader.short(), reader.byte()
    if flags > 1:
        raise MalformedFileError("a published item is of no known form", code="short-record")
    raw = reader.take(length * (1 + flags))
    if len(raw) % 2 == 0:
        reader.skip(1)
    return raw.decode("utf-16-le" if flags else "latin-1", "replace")
