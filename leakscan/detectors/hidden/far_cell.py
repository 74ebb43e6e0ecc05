"""Cells far from everything else on the sheet."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="far-cell",
    title="Cells far from the rest of the sheet",
    severity=Severity.LOW,
    finds=(
        "Cells with content that lie more than 1,000 rows or 100 columns from the rest of the sheet, or from "
        "its beginning when there is no rest."
    ),
    why=(
        "Nobody scrolls that far, so that forgotten notes and working data stay there unnoticed; search and "
        "export find them."
    ),
    see="Excel and LibreOffice: press Ctrl+End to go to the last cell in use, then Ctrl and the arrow keys.",
    remedy="Delete the rows and columns, not only their content, then save and press Ctrl+End again.",
    references=("ECMA-376-1 §18.3.1.80",),
    since="0.1",
)

_MESSAGES = {
    Unseen.FAR: "Cells lie far from the rest of the sheet.",
}


@detector(RULE, on=Workbook)
def far_cell(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet."""
    yield from unseen_hits(workbook, _MESSAGES)
