"""Notes of a binary workbook ([MS-XLS] 2.4.179)."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.records import Substream, grouped
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xls.trimmings import Note, Trimmings
from leakscan.formats.xlsx.comments import COLUMNS
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.comments import Comment, CommentKind, Comments
from leakscan.views.people import PersonMention, Role
from leakscan.views.spreadsheet import Workbook


def read_comments(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook) -> None:
    """Read the notes of every sheet into `workbook`."""
    for read in sheets:
        notes = read.trimmings.settle()
        if not notes:
            continue
        sheet = read.sheet
        comments = Comments(CommentKind.NOTE, sheet.place(), sheet.is_visible if sheet.is_listed else None)
        comments.items.extend(_comment(note, sheet.place(note.cells)) for note in notes)
        comments.table = Table(
            columns=COLUMNS,
            count=len(notes),
            reader="leakscan.formats.xls.comments:comment_rows",
            arguments={"part": book.part, "start": read.start, "sheet": sheet.name},
        )
        workbook.comments.append(comments)


def _comment(note: Note, place: Place) -> Comment:
    return Comment(place=place, author=note.author, text=note.text, is_shown=note.is_shown)


def comment_rows(source: Source, *, part: str, start: int, sheet: str) -> Iterator[Row]:
    """Yield the notes of one sheet, one a row.

    Args:
        source: the workbook.
        part: its stream.
        start: offset of the sheet in it.
        sheet: name of the sheet.
    """
    with opened_book(source, part) as book:
        trimmings = Trimmings()
        for group in grouped(iter(Substream(book.stream, start))):
            trimmings.take(group, book.found)
        for note in trimmings.settle():
            yield sheet, note.cells, note.author, "", note.text, False, False


def read_users(book: BinaryBook, workbook: Workbook) -> None:
    """Read who saved the workbook and who reserved it ([MS-XLS] 2.4.349, 2.4.118)."""
    place = Place(part=book.part)
    found = book.found
    if found.write_access:
        workbook.mentions.append(PersonMention(found.write_access, Role.SAVER, place))
    if found.sharing_user:
        workbook.mentions.append(PersonMention(found.sharing_user, Role.RESERVER, place))
