"""Threaded comments on cells."""

from collections.abc import Iterator

from leakscan.detectors.identity.cell_comment import comment_hit
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.comments import CommentKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="threaded-comment",
    title="Threaded comments",
    severity=Severity.LOW,
    finds="Conversations attached to cells, with authors, dates, replies and mentions; resolved ones too.",
    why=(
        "Threads hold what colleagues said to each other while the file was made, with times; a resolved thread "
        "looks finished but is still there."
    ),
    see="Excel: Review, Show Comments; the pane lists resolved threads as well. LibreOffice: View, Comments.",
    remedy="Excel: delete each thread, or File, Info, Inspect Document; resolving a thread leaves it in the file.",
    references=("[MS-XLSX] 2.1.60", "[MS-XLSX] 2.6.205"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def threaded_comment(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet with threaded comments."""
    for comments in workbook.comments:
        if comments.kind is not CommentKind.THREAD or not (comments.items or comments.former_authors):
            continue
        if not comments.items:
            message = "People of threaded comments are listed, but no comment is left."
        elif comments.sheet_is_visible is None:
            message = "Threaded comments are left in the package that no sheet refers to."
        elif comments.sheet_is_visible:
            message = "Threaded comments are attached to cells."
        else:
            message = "Threaded comments are attached to a hidden sheet."
        yield comment_hit(comments, workbook, message)
