"""Records of a binary workbook that nothing here reads, so that they are not passed over in silence.

The list is closed: a record of a type that stands in none of the sets below makes the report incomplete.
"""

from collections.abc import Iterable, Iterator

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.drawn_before import READ_BEFORE, READ_LONG_BEFORE
from leakscan.formats.xls.lengths import is_wrong_length
from leakscan.formats.xls.records import BOF_TYPES, RUN, Record
from leakscan.formats.xls.sheets import ReadSheet

_OBJECT, _FEATURE = 0x005D, 0x0868
_VERSION_5, _VERSION_8 = 5, 8
_FLAG_BYTES = 2
"""A record no longer than this holds a flag or a number, whatever its type."""
_READ_FEATURES = frozenset((2, 3, 4))
"""Protected ranges and smart tags, which are read, and errors that are not pointed out ([MS-XLS] 2.5.253)."""
_READ = frozenset(
    {
        # Cells, rows, columns, filters
        0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0024, 0x007D, 0x0055, 0x0099, 0x009B,
        0x009D, 0x009E, 0x00BD, 0x00BE, 0x00D6, 0x00E5, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0207,
        0x0208, 0x0225, 0x027E, 0x0406, 0x087E,
        # Globals
        0x000A, 0x0012, 0x0013, 0x0017, 0x0018, 0x001E, 0x0022, 0x0023, 0x002F, 0x0031, 0x003C, 0x0042, 0x0043,
        0x0051, 0x0052, 0x0059, 0x005A, 0x005B, 0x005C, 0x0085, 0x0092, 0x00B8, 0x00B9, 0x00D5, 0x00E0, 0x00E3,
        0x00FC, 0x01A9, 0x0885,
        0x01AE, 0x01B5, 0x0218, 0x0223, 0x0231, 0x021E, 0x0243, 0x041E, 0x0443, 0x087D, 0x0894, 0x0896,
        # What stands around cells
        0x0014, 0x0015, 0x001C, 0x004D, 0x0081, 0x0090, 0x00AE, 0x00AF, 0x00B0, 0x00F1, 0x01AA, 0x01AB, 0x01B0,
        0x01B1, 0x01B6, 0x01B8, 0x01BE, 0x0866, 0x0872, 0x0877, 0x0879, 0x087A, 0x087B, 0x089C,
        # Connections and queries
        0x00CD, 0x00DC, 0x01AD, 0x0801, 0x0804, 0x0805, 0x0807, 0x0813, 0x0876,
        # Drawings and charts
        0x007F, 0x00E9, 0x00EB, 0x00EC, 0x1003, 0x100A, 0x100D, 0x1051, 0x1065,
    }
)  # fmt: skip
_QUIET = frozenset(
    {
        # Formulas that cells share, and how all is computed
        0x000B, 0x000C, 0x000D, 0x000E, 0x000F, 0x0010, 0x0011, 0x0021, 0x0036, 0x0037, 0x00BC, 0x0221, 0x0236,
        0x04BC, 0x005E, 0x005F, 0x01C1, 0x08A3, 0x089A,
        # How a sheet looks, prints and shows in its window
        0x0000, 0x0019, 0x001A, 0x001B, 0x001D, 0x0020, 0x0025, 0x0026, 0x0027, 0x0028, 0x0029, 0x002A, 0x002B,
        0x0032, 0x0033, 0x003D, 0x003E, 0x003F, 0x0041, 0x0044, 0x0045, 0x0056, 0x0080, 0x0082, 0x0083, 0x0084,
        0x008D, 0x0091, 0x0097, 0x00A0, 0x00A1, 0x00AB, 0x00D0, 0x00D1, 0x00D2, 0x00DE, 0x00ED, 0x00EF, 0x0200,
        0x020B, 0x023E, 0x0293, 0x0862, 0x086C, 0x087C, 0x087F, 0x088B, 0x088D, 0x088E, 0x088F, 0x0890, 0x0892,
        0x08C8, 0x105C,
        # Formats of the rows, defaults, shortcuts into the stream
        0x00D7, 0x00FF, 0x0086, 0x0016, 0x001F, 0x0040, 0x0060, 0x0063, 0x008C, 0x008E, 0x008F, 0x009C, 0x00A9,
        0x00BF, 0x00C0, 0x00C1, 0x00C2, 0x00C3, 0x00D3, 0x00DA, 0x00DD, 0x00E1, 0x00E2, 0x013D, 0x0160, 0x0161,
        0x01AF, 0x01B2, 0x01B7, 0x01BA, 0x01BC, 0x01BD, 0x01C0, 0x01C2, 0x0850, 0x0863, 0x0865, 0x0867, 0x0871,
        0x0874, 0x0875, 0x088C, 0x0895, 0x0897, 0x089B, 0x08D6,
        # How pivot tables are laid out; what they hold stands in their caches
        0x0050, 0x00B1, 0x00B2, 0x00B4, 0x00B5, 0x00B6, 0x00C5, 0x00D8, 0x00D9, 0x00F0, 0x00F2, 0x00F4, 0x00F5,
        0x00F7, 0x00F8, 0x00FB, 0x0100, 0x0802, 0x080C, 0x080E, 0x080F, 0x0810, 0x0858, 0x0859, 0x0864,
        # How queries are refreshed and laid out
        0x0803, 0x0806, 0x080A,
        # Cube formulas: numbers of their texts
        0x0884, 0x0886, 0x0887, 0x0888, 0x0889, 0x088A,
        # Hints on links, which show at the pointer; names of sheets and styles for programs
        0x0800, 0x0893,
        # How charts look
        *(number for number in range(0x1001, 0x1069) if number not in (0x1003, 0x100A, 0x100D, 0x1051, 0x1065)),
        0x0851, 0x0852, 0x0853, 0x0854, 0x0855, 0x0856, 0x0857, 0x085A, 0x086A, 0x086B, 0x089D, 0x089E, 0x089F,
        0x08A4, 0x08A5, 0x08A6, 0x08A7, 0x08C9, 0x08CA, 0x08CB,
    }
)  # fmt: skip
"""Types that hold nothing anybody typed, or what another record says as well ([MS-XLS] 2.3)."""
_KINDS = {
    0x00F6: "formulas of pivot tables",
    0x00F9: "formulas of pivot tables",
    0x0103: "formulas of pivot tables",
}
"""What some of the types hold that are not read."""


def unread_kinds(book: BinaryBook, sheets: Iterable[ReadSheet] = ()) -> tuple[str, ...]:
    """Return what the workbook's stream holds that is not read, in alphabetical order."""
    found = {kind for read in sheets for drawing in read.drawings for kind in drawing.unread}
    found.update(kind for record in _whole(book) if (kind := _kind(record, book.found.version)))
    return tuple(sorted(found))


def _kind(record: Record, version: int) -> str:
    if record.type == RUN:
        return ""
    if version >= _VERSION_8 and is_wrong_length(record.type, record.data):
        return "records of a wrong length"
    if record.type == _OBJECT:
        number = int.from_bytes(record.data[4:6], "little")
        known = READ_BEFORE if version >= _VERSION_5 else READ_LONG_BEFORE
        is_read = version >= _VERSION_8 or len(record.data) < 6 or number in known
        return "" if is_read else "drawn objects"
    if record.type == _FEATURE:
        return "" if int.from_bytes(record.data[12:14], "little") in _READ_FEATURES else "shared features"
    if (
        len(record.data) <= _FLAG_BYTES
        or record.type in _READ
        or record.type in _QUIET
        or record.type in BOF_TYPES
    ):
        return ""
    return _KINDS.get(record.type, "records of other kinds")


def _whole(book: BinaryBook) -> Iterator[Record]:
    """Yield the records as far as they go; where they break off is said by those who read them."""
    try:
        yield from book.records()
    except MalformedFileError:
        return
