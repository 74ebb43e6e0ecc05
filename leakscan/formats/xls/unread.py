"""Records of a binary workbook that nothing here reads, so that they are not passed over in silence."""

from collections.abc import Iterable, Iterator

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.records import Record, records
from leakscan.formats.xls.sheets import ReadSheet

_OBJECT = 0x005D
_DRAWINGS_SINCE = 8
_READ_OBJECTS = frozenset((0x05, 0x14, 0x19))
"""Charts, the drop-downs of filters and notes ([MS-XLS] 2.5.143)."""
_KINDS = {
    0x00DC: "queries",
    0x01AD: "queries",
    0x0876: "connections",
}
"""What each unread type of record holds ([MS-XLS] 2.3)."""


def unread_kinds(book: BinaryBook, sheets: Iterable[ReadSheet] = ()) -> tuple[str, ...]:
    """Return what the workbook's stream holds that is not read, in alphabetical order."""
    found = {kind for read in sheets for drawing in read.drawings for kind in drawing.unread}
    found.update(kind for record in _whole(book) if (kind := _kind(record, book.found.version)))
    return tuple(sorted(found))


def _kind(record: Record, version: int) -> str:
    if record.type == _OBJECT and version < _DRAWINGS_SINCE:
        is_read = len(record.data) < 6 or int.from_bytes(record.data[4:6], "little") in _READ_OBJECTS
        return "" if is_read else "drawn objects"
    return _KINDS.get(record.type, "")


def _whole(book: BinaryBook) -> Iterator[Record]:
    """Yield the records as far as they go; where they break off is said by those who read them."""
    try:
        yield from records(book.stream)
    except MalformedFileError:
        return
