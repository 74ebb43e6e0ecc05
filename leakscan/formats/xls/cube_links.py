"""Names of connections, members and queries that cube formulas keep ([MS-XLS] 2.2.4)."""

from collections.abc import Iterator

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.records import Group
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.queries import COLUMNS, Kept, KeptKind, KeptText
from leakscan.views.spreadsheet import Workbook

TEXT = 0x0885
_HEAD_BYTES = 12


def read_cube_links(book: BinaryBook, workbook: Workbook) -> None:
    """Read the texts of cube formulas into `workbook`."""
    items = tuple(_texts(book, book.found.damage))
    if items:
        table = Table(
            columns=COLUMNS,
            count=len(items),
            reader="leakscan.formats.xls.cube_links:kept_rows",
            arguments={"part": book.part},
        )
        size = sum(len(group.data) for group in book.found.cube_texts)
        workbook.kept.append(Kept(KeptKind.CUBE, Place(part=book.part), items, size, table))


def kept_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the texts of cube formulas: of what, which, text.

    Args:
        source: the workbook.
        part: its stream.
    """
    with opened_book(source, part) as book:
        for item in _texts(book, []):
            yield item.of, item.what, item.text


def _texts(book: BinaryBook, damage: list[MalformedFileError]) -> Iterator[KeptText]:
    for group in book.found.cube_texts:
        try:
            text = _text(book, group)
        except MalformedFileError as error:
            damage.append(error)
            continue
        if text:
            yield KeptText("cube formulas", "name", text)


def _text(book: BinaryBook, group: Group) -> str:
    """Return the text of a record, with a byte of flags before it or all in two bytes a character."""
    reader = book.found.reader(group)
    reader.take(_HEAD_BYTES)
    length = reader.short()
    if reader.left == 2 * length and length > 1:
        return reader.take(2 * length).decode("utf-16-le", "replace")
    return reader.unicode_of(length) if length else ""
