"""Values in cells that a merged cell swallows."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="merged-away-value",
    title="Values under a merged cell",
    severity=Severity.MEDIUM,
    finds=(
        "Values in the cells of a merged range other than its first. Excel deletes them when it merges; other "
        "programs, and merges made by pasting formats, keep them."
    ),
    why=("The values show nowhere, but unmerging the cells brings them back, and exports and formulas read them."),
    see=(
        "Excel: Home, Merge & Center, Unmerge Cells. LibreOffice: Format, Merge and Unmerge Cells, Unmerge Cells."
    ),
    remedy="Unmerge the cells, delete the values that appear, and merge again.",
    references=("ECMA-376-1 §18.3.1.54", "ECMA-376-1 §18.3.1.55"),
    since="0.1",
)

_MESSAGES = {
    Unseen.MERGED: "Values lie under a merged cell.",
}


@detector(RULE, on=Workbook)
def merged_away_value(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet."""
    yield from unseen_hits(workbook, _MESSAGES)
