"""Defined names of a binary workbook ([MS-XLS] 2.4.150)."""

from collections.abc import Callable, Iterable, Iterator

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.text import Reader
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import DefinedName
from leakscan.views.names import LIST_COLUMNS, TEXT_COLUMNS, VALUE_COLUMNS, list_rows, text_rows, value_rows
from leakscan.views.spreadsheet import Workbook

_COMMENT = 0x0894
_HIDDEN, _BUILT_IN = 0x0001, 0x0020
_BUILT_INS = (
    "Consolidate_Area", "Auto_Open", "Auto_Close", "Extract", "Database", "Criteria", "Print_Area",
    "Print_Titles", "Recorder", "Data_Form", "Auto_Activate", "Auto_Deactivate", "Sheet_Title", "_FilterDatabase",
)  # fmt: skip
"""Built-in names by number ([MS-XLS] 2.4.150)."""
FILTERED, PRINTED = "_xlnm._FilterDatabase", "_xlnm.Print_Area"
"""Names that say something of a sheet: the range of its filter, and what of it is printed."""
_TEXT_COUNT = 4

_ROWS: dict[str, tuple[tuple[str, ...], Callable[[Iterable[DefinedName]], Iterator[Row]]]] = {
    "list": (LIST_COLUMNS, list_rows),
    "values": (VALUE_COLUMNS, value_rows),
    "texts": (TEXT_COLUMNS, text_rows),
}


def read_names(book: BinaryBook, workbook: Workbook) -> None:
    """Read the defined names into `workbook`."""
    workbook.names.extend(item for _, item in names_of(book))
    workbook.names_part = book.part
    workbook.names_table = _table("list", workbook)
    workbook.names_values_table = _table("values", workbook)
    workbook.names_texts_table = _table("texts", workbook)


def _table(what: str, workbook: Workbook) -> Table | None:
    columns, rows = _ROWS[what]
    count = sum(1 for _ in rows(workbook.names))
    if not count:
        return None
    return Table(
        columns=columns,
        count=count,
        reader="leakscan.formats.xls.names:name_rows",
        arguments={"what": what, "part": workbook.names_part},
    )


def name_rows(source: Source, *, what: str, part: str) -> Iterator[Row]:
    """Yield what the defined names of a workbook hold, one way or another.

    Args:
        source: the workbook.
        what: `list`, `values` or `texts`.
        part: its stream.
    """
    with opened_book(source, part) as book:
        yield from _ROWS[what][1]([item for _, item in names_of(book)])


def ranges_named(book: BinaryBook, name: str) -> dict[int, str]:
    """Return what a built-in name of each sheet refers to, by the sheet's position from 0."""
    return {
        sheet - 1: item.refers_to
        for sheet, item in names_of(book)
        if item.name == name and sheet and item.refers_to
    }


def names_of(book: BinaryBook) -> list[tuple[int, DefinedName]]:
    """Return the names, each with the number of its sheet, from 1; 0 for the whole workbook.

    A name whose expression cannot be read is there with what its record says else; it is added to the damage.
    """
    groups = [group for group in book.found.names if group.type != _COMMENT]
    known = [_head(book, group)[0] for group in groups]
    comments = dict(filter(None, (_comment(group) for group in book.found.names if group.type == _COMMENT)))
    return [_name(book, group, known, comments) for group in groups]


def _comment(group: Group) -> tuple[str, str] | None:
    """Return name and comment of a NameCmt record ([MS-XLS] 2.4.153)."""
    reader = Reader(group.pieces)
    try:
        reader.skip(12)
        name_length, comment_length = reader.short(), reader.short()
        name = reader.unicode_of(name_length)
        return name.casefold(), reader.unicode_of(comment_length)
    except MalformedFileError:
        return None


def _head(book: BinaryBook, group: Group) -> tuple[str, int, int, Reader, int, list[int]]:
    """Return name, flags, sheet, a reader at the expression, its length, and the lengths of the texts behind."""
    found = book.found
    reader = found.reader(group)
    try:
        flags = reader.short()
        if found.version < 5:
            reader.skip(1)
            length, size = reader.byte(), reader.short()
            return reader_text(reader, length, found.version), flags, 0, reader, size, []
        reader.skip(1)
        length, size = reader.byte(), reader.short()
        reader.skip(2)
        sheet = reader.short()
        texts = [reader.byte() for _ in range(_TEXT_COUNT)]
        name = reader_text(reader, length, found.version)
    except MalformedFileError:
        return "", 0, 0, reader, 0, []
    if flags & _BUILT_IN and len(name) == 1:
        number = ord(name)
        name = "_xlnm." + (_BUILT_INS[number] if number < len(_BUILT_INS) else f"{number:02X}")
    return name, flags, sheet, reader, size, texts


def reader_text(reader: Reader, length: int, version: int) -> str:
    """Return the next string of that many characters, in the form of the version."""
    return reader.unicode_of(length) if version >= 8 else reader.bytes_text(length)


def _name(book: BinaryBook, group: Group, known: list[str], comments: dict[str, str]) -> tuple[int, DefinedName]:
    name, flags, sheet, reader, size, lengths = _head(book, group)
    refers_to, texts = "", []
    try:
        tokens = reader.take(size)
        refers_to = book.formula(tokens, extra=reader, names=known)
        texts = [reader_text(reader, length, book.found.version) for length in lengths if length]
    except MalformedFileError as error:
        book.found.damage.append(error)
    comment = comments.get(name.casefold(), "")
    sheets = book.found.sheets
    return sheet, DefinedName(
        name=name,
        refers_to=refers_to,
        sheet=sheets[sheet - 1].name if 0 < sheet <= len(sheets) else "",
        is_hidden=bool(flags & _HIDDEN),
        texts=tuple(text for text in (comment, *texts) if text.strip()),
    )
