"""Annotations on cells (ODF 1.3 part 3, §14.1)."""

from collections.abc import Iterator

from leakscan.formats.ods.reading import Kept, Reading
from leakscan.formats.rereading import workbook_of
from leakscan.formats.xlsx.comments import COLUMNS
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.comments import Comment, CommentKind, Comments
from leakscan.views.spreadsheet import Workbook


def read_comments(reading: Reading, workbook: Workbook) -> None:
    """Read the annotations of every sheet into `workbook`."""
    by_sheet: dict[int, list[Kept]] = {}
    for item in reading.nodes("annotation"):
        by_sheet.setdefault(0 if item.sheet is None else item.sheet.number, []).append(item)
    for number, items in by_sheet.items():
        sheet = workbook.sheets[number - 1] if number else None
        place = items[0].place(reading.part) if sheet is None else sheet.place()
        comments = Comments(CommentKind.NOTE, place, None if sheet is None else sheet.is_visible)
        comments.items.extend(_comment(item, reading.part) for item in items)
        comments.table = Table(
            columns=COLUMNS,
            count=len(items),
            reader="leakscan.formats.ods.comments:comment_rows",
            arguments={"number": number},
        )
        workbook.comments.append(comments)


def _comment(item: Kept, part: str) -> Comment:
    node = item.node
    return Comment(
        place=item.place(part),
        author=node.child_text("creator"),
        text="\n".join(node.paragraphs()),
        date=node.child_text("date") or node.child_text("date-string"),
        is_reply=bool(node.get("parent-name")),
        is_resolved=node.get("resolved") == "true",
        is_shown=node.get("display") == "true",
    )


def comment_rows(source: Source, *, number: int) -> Iterator[Row]:
    """Yield the annotations of one sheet, one a row.

    Args:
        source: the document.
        number: of the sheet, from 1; 0 for annotations outside sheets.
    """
    workbook = workbook_of(source)
    name = workbook.sheets[number - 1].name if 0 < number <= len(workbook.sheets) else ""
    for comments in workbook.comments:
        if comments.place.sheet == name:
            for item in comments.items:
                yield name, item.place.cells, item.author, item.date, item.text, item.is_reply, item.is_resolved
