"""Rows that an active filter hides."""

from collections.abc import Iterator

from leakscan.detectors.hidden.regions import region_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Axis, Hiding, Workbook

RULE = Rule(
    id="filtered-rows",
    title="Filtered rows",
    severity=Severity.MEDIUM,
    finds=(
        "Rows that do not show because a filter with criteria hides them: of the sheet, of a table, or an "
        "advanced filter. Hidden rows outside its range, or under a filter without criteria, count as hidden rows."
    ),
    why=(
        "A filter shows a selection, but the file holds every row; clearing the filter takes one click and no "
        "password of the file's author."
    ),
    see="Excel: Data, Clear (in Sort & Filter). LibreOffice: Data, AutoFilter, or More Filters, Reset Filter.",
    remedy=(
        "Copy the filtered range and paste it as values into a new workbook: only the rows that show are copied. "
        "Deleting the filter, or saving under another name, keeps every row."
    ),
    references=("ECMA-376-1 §18.3.1.2", "ECMA-376-1 §18.3.2.7", "ECMA-376-1 §18.5.1.2"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def filtered_rows(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet with rows that a filter hides."""
    yield from region_hits(workbook, Axis.ROWS, Hiding.FILTERED)
