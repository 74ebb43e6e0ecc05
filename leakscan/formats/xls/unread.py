"""Records of a binary workbook that nothing here reads, so that they are not passed over in silence."""

from collections.abc import Iterator

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.records import Record, records

_OBJECT, _PICTURES = 0x005D, 0x00EB
_READ_OBJECTS = frozenset((0x05, 0x14, 0x19))
"""Charts, the drop-downs of filters and notes ([MS-XLS] 2.5.143)."""
_PICTURE_ENTRY = b"\x07\xf0"
"""The type of an entry for a picture in the store of drawings ([MS-ODRAW] 2.2.32)."""
_KINDS = {
    0x00DC: "queries",
    0x01AD: "queries",
    0x0876: "connections",
}
"""What each unread type of record holds ([MS-XLS] 2.3)."""


def unread_kinds(book: BinaryBook) -> tuple[str, ...]:
    """Return what the workbook's stream holds that is not read, in alphabetical order."""
    found: set[str] = set()
    found.update(kind for record in _whole(book) if (kind := _kind(record)))
    return tuple(sorted(found))


def _kind(record: Record) -> str:
    if record.type == _OBJECT:
        is_read = len(record.data) < 6 or int.from_bytes(record.data[4:6], "little") in _READ_OBJECTS
        return "" if is_read else "drawn objects"
    if record.type == _PICTURES:
        return "pictures" if _PICTURE_ENTRY in record.data else ""
    return _KINDS.get(record.type, "")


def _whole(book: BinaryBook) -> Iterator[Record]:
    """Yield the records as far as they go; where they break off is said by those who read them."""
    try:
        yield from records(book.stream)
    except MalformedFileError:
        return
