"""Rows that do not show, whatever the reason, save those that a filter hides."""

from collections.abc import Iterator

from leakscan.detectors.hidden.regions import region_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Axis, Hiding, Workbook

RULE = Rule(
    id="hidden-rows",
    title="Hidden rows",
    severity=Severity.MEDIUM,
    finds=(
        "Rows that are hidden by hand, lie in a collapsed outline group, have no height or one too small to see, "
        "are hidden by the sheet's default, or lie before the first row of frozen panes, where nobody can scroll; "
        "rows that hold nothing are told apart."
    ),
    why="Hidden rows are copied, sent and published with the sheet, and any recipient can show them again.",
    see=(
        "Excel and LibreOffice: select the whole sheet, right-click a row number, Unhide (LibreOffice: Show "
        "Rows). For a collapsed group, click the plus sign beside it. For rows too small to see, set a height. "
        "For rows before frozen panes, View, Unfreeze Panes."
    ),
    remedy=(
        "Show the rows and delete them. To keep them out of a copy, select what is visible (Excel: Alt+;), and "
        "paste it as values into a new workbook."
    ),
    references=("ECMA-376-1 §18.3.1.73", "ECMA-376-1 §18.3.1.81"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def hidden_rows(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet and reason."""
    yield from region_hits(
        workbook,
        Axis.ROWS,
        Hiding.BY_HAND,
        Hiding.COLLAPSED,
        Hiding.ZERO,
        Hiding.TINY,
        Hiding.DEFAULT,
        Hiding.FROZEN,
    )
