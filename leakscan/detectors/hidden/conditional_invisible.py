"""Values that a conditional format makes invisible."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="conditional-invisible",
    title="Values hidden by a conditional format",
    severity=Severity.MEDIUM,
    finds=(
        "Cells that show, whose text a conditional format paints in the colour of its background or shows "
        "with a number format that displays nothing. Conditions that look at other cells are not evaluated: "
        "what they may hide is listed at info, as are values shown as an icon, a bar or a mark alone."
    ),
    why=(
        "Such a cell looks empty, but its content shows as soon as it is selected or the conditional format "
        "is cleared."
    ),
    see="Excel: Home, Conditional Formatting, Clear Rules. LibreOffice: Format, Conditional, Manage.",
    remedy="Delete the content of the cells; clear the rules first to see which they are.",
    references=("ECMA-376-1 §18.3.1.10", "ECMA-376-1 §18.3.1.18", "[MS-XLSX] 2.6.5"),
    since="0.1",
)

_MESSAGES = {
    Unseen.CONDITIONAL: "A conditional format makes values invisible.",
    Unseen.MAYBE_CONDITIONAL: "A conditional format may make values invisible; its condition was not evaluated.",
    Unseen.ICON: "Values are shown as an icon, a bar or a mark alone.",
}


@detector(RULE, on=Workbook)
def conditional_invisible(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet and way of hiding."""
    yield from unseen_hits(workbook, _MESSAGES)
