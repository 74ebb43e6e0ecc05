"""Text in the colour of its background, or too small to read."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="invisible-text",
    title="Text that cannot be seen",
    severity=Severity.MEDIUM,
    finds=(
        "Cells that show, with text in the colour of their background or nearly so, or too small to read: by "
        "the cell's style, by the style of its table, or in part of the text. A light text on a dark fill, or "
        "over a picture, can be read and is not meant."
    ),
    why=(
        "Such a cell looks empty, but its content shows as soon as the cell is selected, searched for, copied "
        "or exported."
    ),
    see=(
        "Excel and LibreOffice: select the cell and look at the formula bar; or select all and set the text "
        "colour to black, with no fill."
    ),
    remedy="Delete the content of the cells. A different colour, or a copy of the sheet, keeps it.",
    references=("ECMA-376-1 §18.8.3", "ECMA-376-1 §18.8.20", "ECMA-376-1 §18.8.22", "ECMA-376-1 §18.4.4"),
    since="0.1",
)

_MESSAGES = {
    Unseen.COLOUR: "Text has the colour of its background.",
    Unseen.NEAR_COLOUR: "Text has nearly the colour of its background.",
    Unseen.RUN: "Part of a text cannot be seen, by its colour or size.",
    Unseen.SIZE: "Text is too small to read.",
}


@detector(RULE, on=Workbook)
def invisible_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet and way of making text invisible."""
    yield from unseen_hits(workbook, _MESSAGES)
