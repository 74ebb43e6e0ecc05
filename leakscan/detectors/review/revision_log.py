"""Changes that a shared workbook logged."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="revision-log",
    title="Log of earlier changes",
    severity=Severity.MEDIUM,
    finds="The log of a shared workbook: what stood in each cell before and after, who changed it, and when.",
    why="A value deleted from a shared workbook is written into its log, where it stays for thirty days.",
    see="Excel: Review, Track Changes (Legacy), Highlight Changes, all changes, list on a new sheet.",
    remedy="Excel: Review, Unshare Workbook (Legacy), which drops the log; then save and check again.",
    references=("ECMA-376-1 §18.11", "ECMA-376-1 §18.11.1.14"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def revision_log(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each log."""
    for log in workbook.revision_logs:
        if not log.is_related:
            message = "A log of changes is left that no list of saves leads to."
        elif log.overwritten:
            message = "A log of changes tells what stood in the workbook before."
        elif len(log.values):
            message = "A log of changes tells what was entered."
        else:
            message = "A log of changes holds no values."
        yield Hit(
            log.place,
            message,
            evidence=tuple(Evidence("value", text) for text in log.examples),
            counts=Counts(
                values=log.changes, distinct_values=len(log.values), not_visible=workbook.not_visible(log.values)
            ),
            table=log.table,
            access=Access.IN_APP if log.is_related else Access.PACKAGE,
            content=Content.DATA if len(log.values) else Content.EMPTY,
        )
