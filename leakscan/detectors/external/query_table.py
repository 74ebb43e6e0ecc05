"""Query table."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.kept_hits import kept_hit
from leakscan.rules import Rule, detector
from leakscan.views.queries import KeptKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="query-table",
    title="Query table",
    severity=Severity.LOW,
    finds="The fields of a table filled by a query, also those that were deleted from the sheet.",
    why="The names of deleted fields tell what the source holds and what was taken out before release.",
    see="The names stand in xl/queryTables of the package; no menu shows deleted ones.",
    remedy="Excel: Table Design, Unlink, so that the table no longer belongs to a query.",
    references=("ECMA-376-1 §18.13.3", "ECMA-376-1 §18.13.10"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def query_table(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part."""
    for kept in workbook.kept:
        if kept.kind is KeptKind.QUERY_TABLE:
            yield kept_hit(workbook, kept, "A query table keeps the names of its fields.")
