"""Notes on cells."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.comments import CommentKind, Comments
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key

RULE = Rule(
    id="cell-comment",
    title="Notes on cells",
    severity=Severity.LOW,
    finds="Notes (the older kind of comment), shown or hidden, on visible and hidden sheets, with their authors.",
    why=(
        "A note shows only when the pointer rests on its cell, prints on no page by default, and names its author."
    ),
    see="Excel: Review, Notes, Show All Notes. LibreOffice: View, Comments.",
    remedy="Excel: select all cells, Review, Delete; on every sheet. Or File, Info, Inspect Document.",
    references=("ECMA-376-1 §18.7.3", "ECMA-376-1 §18.7.6"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def cell_comment(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet with notes."""
    for comments in workbook.comments:
        if comments.kind is CommentKind.NOTE and (comments.items or comments.former_authors):
            yield comment_hit(comments, workbook, _message(comments))


def _message(comments: Comments) -> str:
    if not comments.items:
        return "A part for notes lists authors, but holds no note."
    if comments.sheet_is_visible is None:
        return "Notes are left in the package that no sheet refers to."
    return "Notes are attached to cells." if comments.sheet_is_visible else "Notes are attached to a hidden sheet."


def comment_hit(comments: Comments, workbook: Workbook, message: str) -> Hit:
    """Return the hit for the comments of one sheet, of either kind."""
    texts = [item.text for item in comments.items if item.text.strip()]
    values = ValueSet()
    for text in texts:
        values.add(value_key(text))
    if comments.sheet_is_visible is None:
        access = Access.PACKAGE
    else:
        access = Access.ONE_CLICK if comments.sheet_is_visible else Access.IN_APP
    return Hit(
        comments.place,
        message,
        evidence=tuple(Evidence("comment", text) for text in texts[:5]),
        counts=Counts(
            values=len(comments.items), distinct_values=len(values), not_visible=workbook.not_visible(values)
        ),
        table=comments.table,
        access=access,
        content=Content.DATA if texts else Content.EMPTY,
    )
