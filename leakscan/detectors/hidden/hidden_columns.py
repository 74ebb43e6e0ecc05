"""Columns that do not show, whatever the reason."""

from collections.abc import Iterator

from leakscan.detectors.hidden.regions import region_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Axis, Hiding, Workbook

RULE = Rule(
    id="hidden-columns",
    title="Hidden columns",
    severity=Severity.MEDIUM,
    finds=(
        "Columns that are hidden by hand, lie in a collapsed outline group, have no width or one too small to "
        "see, are hidden by the sheet's default, or lie before the first column of frozen panes, where nobody can "
        "scroll; columns that hold nothing are told apart."
    ),
    why="Hidden columns are copied, sent and published with the sheet, and any recipient can show them again.",
    see=(
        "Excel and LibreOffice: select the whole sheet, right-click a column letter, Unhide (LibreOffice: "
        "Show Columns). For a collapsed group, click the plus sign above it. For narrow columns, set a width. For "
        "columns before frozen panes, View, Unfreeze Panes."
    ),
    remedy=(
        "Show the columns and delete them. To keep them out of a copy, select what is visible (Excel: Alt+;), and "
        "paste it as values into a new workbook."
    ),
    references=("ECMA-376-1 §18.3.1.13", "ECMA-376-1 §18.3.1.81"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def hidden_columns(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet and reason."""
    yield from region_hits(workbook, Axis.COLUMNS, *Hiding)
