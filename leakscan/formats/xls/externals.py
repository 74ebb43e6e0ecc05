"""Other workbooks that a binary workbook refers to, and the values it keeps of them ([MS-XLS] 2.4.271).

A SUPBOOK record opens one; XCT records open its sheets, and CRN records hold runs of cells. BIFF5 and 7 have an
EXTERNSHEET record instead, followed by the same XCT and CRN records.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.cells import ERRORS, number_text
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.cells import Cell

_SUPBOOK, _EXTERNSHEET, _XCT, _CRN, _EXTERNNAME = 0x01AE, 0x0017, 0x0059, 0x005A, 0x0023
_SELF, _ADD_IN = 0x0401, 0x3A01
_DRIVE, _ROOT, _FOLDER, _PARENT = "\x01", "\x02", "\x03", "\x04"


@dataclass(slots=True)
class ExternalBook:
    """Another workbook, or a DDE or OLE source.

    Attributes:
        target: its path as the application would write it.
        sheets: names of its sheets.
        caches: for each sheet that has any, its kept cells in the order of the file.
        is_file: it is a workbook; false for DDE and OLE links.
    """

    target: str
    sheets: list[str] = field(default_factory=list)
    caches: dict[str, list[Cell]] = field(default_factory=dict)
    is_file: bool = True


def read_externals(found: Globals) -> list[ExternalBook]:
    """Return the other workbooks that the globals name, with what is kept of them.

    Damage in one record costs only what it holds; it is added to the globals' damage.
    """
    books: list[ExternalBook] = []
    current: list[Cell] | None = None
    book: ExternalBook | None = None
    for group in found.externals:
        reader = found.reader(group)
        try:
            if group.type == _SUPBOOK or (group.type == _EXTERNSHEET and found.version < 8):
                book, current = _book(reader, found, group), None
                if book is not None:
                    books.append(book)
            elif group.type == _XCT and book is not None:
                current = _opened(reader, book)
            elif group.type == _CRN and current is not None:
                current.extend(_cells(reader, found))
        except MalformedFileError as error:
            found.damage.append(error)
    return books


def _book(reader: Reader, found: Globals, group: Group) -> ExternalBook | None:
    if found.version < 8:
        return _old_book(reader, found)
    count = reader.short()
    if len(group.data) == 4 and int.from_bytes(group.data[2:4], "little") in (_SELF, _ADD_IN):
        return None
    path = reader.unicode(2)
    if count == 0 and _FOLDER in path and path[:1] != _DRIVE:
        return ExternalBook(path.replace(_FOLDER, "|"), is_file=False)
    sheets = []
    for _ in range(count):
        if reader.is_at_end:
            break
        sheets.append(reader.unicode(2))
    if path in ("", "\0", " ") and not sheets:
        return None
    return ExternalBook(path_text(path), sheets)


def _old_book(reader: Reader, found: Globals) -> ExternalBook | None:
    """Return the book of a BIFF5 EXTERNSHEET: a path with the sheet's name behind it in brackets."""
    text = reader.string(1)
    if text[:1] in ("\x02", "\x03", "\x04", ":") or not text:
        return None
    path = path_text(text)
    folder, bracket, rest = path.partition("[")
    file, _, sheet = rest.partition("]")
    del found
    return ExternalBook(folder + file, [sheet]) if bracket else ExternalBook(path)


def _opened(reader: Reader, book: ExternalBook) -> list[Cell]:
    reader.short()
    number = reader.short() if reader.left >= 2 else 0
    name = book.sheets[number] if number < len(book.sheets) else f"sheet {number + 1}"
    return book.caches.setdefault(name, [])


def _cells(reader: Reader, found: Globals) -> Iterator[Cell]:
    last, first, row = reader.byte(), reader.byte(), reader.short()
    for column in range(first, last + 1):
        kind = reader.byte()
        if kind == 0x02:
            yield Cell(row + 1, column + 1, "str", 0, found.text(reader, 2 if found.version >= 8 else 1), False)
            continue
        value = Reader([reader.take(8)])
        if kind == 0x01:
            yield Cell(row + 1, column + 1, "n", 0, number_text(value.double()), False)
        elif kind == 0x04:
            yield Cell(row + 1, column + 1, "b", 0, str(value.byte()), False)
        elif kind == 0x10:
            yield Cell(row + 1, column + 1, "e", 0, ERRORS.get(value.byte(), "#N/A"), False)


def path_text(path: str) -> str:
    """Return an encoded path as the application would show it ([MS-XLS] 2.5.277)."""
    if not path.startswith(_DRIVE):
        return path
    text: list[str] = []
    characters = iter(path[1:])
    for character in characters:
        if character == _DRIVE:
            drive = next(characters, "")
            text.append("\\\\" if drive == "@" else f"{drive}:\\")
        elif character in (_ROOT, _FOLDER):
            text.append("\\")
        elif character == _PARENT:
            text.append("..\\")
        elif character == "\x05":
            next(characters, "")
        elif character in ("\x06", "\x07", "\x08"):
            text.append("(start-up folder)\\")
        else:
            text.append(character)
    return "".join(text)
