"""Texts that are too long for their cells."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="clipped-text",
    title="Text that is cut off or shrunk by its cell",
    severity=Severity.INFO,
    finds=(
        "Texts of which at least forty characters do not show, since the next cell is in use, the row is too low "
        "or the cell repeats them to fill it, and texts that a cell shrinks until they cannot be read."
    ),
    why=(
        "Whoever reads the sheet on the screen or on paper sees the beginning alone. A click on the cell shows "
        "the whole, so that this is a hint where to look, and nothing is called hidden for it."
    ),
    see="Excel and LibreOffice: click the cell and read the formula bar, or widen the column.",
    remedy="Widen the columns, wrap the texts, and read them before the file is released.",
    references=("ECMA-376-1 §18.8.1",),
    since="0.1",
)

_MESSAGES = {
    Unseen.CLIPPED: "Texts are cut off, since they are too long for their cells.",
    Unseen.SHRUNK: "Texts are shrunk to fit their cells until they cannot be read.",
}


@detector(RULE, on=Workbook)
def clipped_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet and each of the two."""
    yield from unseen_hits(workbook, _MESSAGES)
