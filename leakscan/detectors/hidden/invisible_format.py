"""Values whose number format shows nothing."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="invisible-format",
    title="Values whose number format shows nothing",
    severity=Severity.MEDIUM,
    finds=(
        "Cells that show, with a number format such as ;;; that displays nothing of the number or text they "
        'hold, or that shows the same words or signs in its place, such as "[redacted]" or, for small numbers, '
        '[<5]"*". A format that only leaves out zeros, or says Yes and No for one and nought, is not meant.'
    ),
    why=(
        "Such a cell looks empty or redacted, but its content shows as soon as the cell is selected, copied or "
        "given another format."
    ),
    see="Excel: select all, press Ctrl+Shift+~ (General format). LibreOffice: select all, press Ctrl+M.",
    remedy="Delete the content of the cells. A copy of the sheet keeps the values, whatever their format.",
    references=("ECMA-376-1 §18.8.30", "ECMA-376-1 §18.8.31"),
    since="0.1",
)

_MESSAGES = {
    Unseen.FORMAT: "Values have a number format that shows nothing of them.",
}


@detector(RULE, on=Workbook)
def invisible_format(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet."""
    yield from unseen_hits(workbook, _MESSAGES)
