"""Other workbooks that a binary workbook refers to, and the values it keeps of them ([MS-XLS] 2.4.271).

A SUPBOOK record opens one; XCT records open its sheets, and CRN records hold runs of cells. BIFF5 and 7 have an
EXTERNSHEET record instead, followed by the same XCT and CRN records.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.paths import book_and_sheet, path_text
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.links import LinkHandler

SUPBOOK, EXTERNSHEET, EXTERNNAME = 0x01AE, 0x0017, 0x0023
_XCT, _CRN = 0x0059, 0x005A
_HAS_VALUES = 0x0002
_SELF, _ADD_IN = 0x0401, 0x3A01
_DRIVE, _FOLDER = "\x01", "\x03"


@dataclass(slots=True)
class ExternalBook:
    """Another workbook, or a DDE or OLE source.

    Attributes:
        number: its number among the other workbooks, from 1.
        target: its path as the application would write it; the topic of a DDE link.
        program: the program of a DDE or OLE link.
        sheets: names of its sheets.
        names: names of it that formulas use.
        is_file: it is a workbook; false for DDE and OLE links.
    """

    number: int
    target: str
    program: str = ""
    sheets: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    is_file: bool = True


Feed = Callable[[ExternalBook], LinkHandler]


def read_externals(found: Globals, feed: Feed) -> list[ExternalBook]:
    """Return the other workbooks that the globals name, telling what is kept of each to the handler `feed` gives.

    Damage in one record costs only what it holds; it is added to the globals' damage.
    """
    books: list[ExternalBook] = []
    current: LinkHandler | None = None
    for group in found.externals:
        reader = found.reader(group)
        try:
            if group.type == SUPBOOK or (group.type == EXTERNSHEET and found.version < 8):
                book = book_of(reader, found, group, len(books) + 1)
                current = None
                if book is not None:
                    books.append(book)
                    current = feed(book)
                    current.sheet = 0
            elif group.type == _XCT and current is not None:
                reader.short()
                current.sheet = reader.short() if reader.left >= 2 else 0
                current.row = 0
            elif group.type == _CRN and current is not None:
                _tell(reader, found, current)
            elif group.type == EXTERNNAME and current is not None:
                _take_name(reader, found, books[-1], current)
        except MalformedFileError as error:
            found.damage.append(error)
    return books


def is_own(found: Globals, group: Group) -> bool:
    """Return whether a record stands for the workbook itself, and not for another one or an add-in."""
    if found.version < 8:
        return True
    return len(group.data) == 4 and int.from_bytes(group.data[2:4], "little") == _SELF


def book_of(reader: Reader, found: Globals, group: Group, number: int) -> ExternalBook | None:
    """Return the other workbook that a record opens, or None when it opens none.

    Raises:
        MalformedFileError: the record is too short.
    """
    if found.version < 8:
        return _old_book(reader, number)
    count = reader.short()
    if len(group.data) == 4 and int.from_bytes(group.data[2:4], "little") in (_SELF, _ADD_IN):
        return None
    path = reader.unicode(2)
    if count == 0 and _FOLDER in path and path[:1] != _DRIVE:
        program, _, topic = path.partition(_FOLDER)
        return ExternalBook(number, topic, program, is_file=False)
    sheets = []
    for _ in range(count):
        if reader.is_at_end:
            break
        sheets.append(reader.unicode(2))
    if path.strip("\0 ") == "" and all(not sheet.strip("\0 ") for sheet in sheets):
        return None
    return ExternalBook(number, path_text(path), sheets=sheets)


def _old_book(reader: Reader, number: int) -> ExternalBook | None:
    """Return the book of a BIFF5 EXTERNSHEET: a path with the sheet's name behind it in brackets."""
    text = reader.string(1)
    if text[:1] in ("\x02", "\x03", "\x04", ":") or not text:
        return None
    path, sheet = book_and_sheet(text)
    return ExternalBook(number, path, sheets=[sheet] if sheet else [])


def _take_name(reader: Reader, found: Globals, book: ExternalBook, handler: LinkHandler) -> None:
    """Take a name of another workbook, or an item of a DDE link with its values ([MS-XLS] 2.4.105)."""
    flags = reader.short()
    reader.skip(4)
    name = found.text(reader, 1)
    book.names.append(name)
    if book.is_file or not flags & _HAS_VALUES or not reader.left:
        return
    width, height = reader.byte() + 1, reader.short() + 1
    for index in range(width * height):
        if reader.is_at_end:
            return
        kind, text = _value(reader, found)
        handler.value(name, (index // width + 1, index % width + 1), kind, text)


def _tell(reader: Reader, found: Globals, handler: LinkHandler) -> None:
    last, first, row = reader.byte(), reader.byte(), reader.short()
    if handler.row and row + 1 != handler.row:
        handler.row_end()
    handler.row = row + 1
    for column in range(first, last + 1):
        kind, text = _value(reader, found)
        if text:
            handler.cell(column + 1, kind, text)


def _value(reader: Reader, found: Globals) -> tuple[str, str]:
    """Return type and text of a kept value ([MS-XLS] 2.5.236)."""
    kind = reader.byte()
    if kind == 0x02:
        return "str", found.text(reader, 2 if found.version >= 8 else 1)
    value = Reader([reader.take(8)])
    match kind:
        case 0x01:
            return "n", number_text(value.double())
        case 0x04:
            return "b", str(value.byte())
        case 0x10:
            return "e", ERRORS.get(value.byte(), "#N/A")
        case _:
            return "nil", ""
