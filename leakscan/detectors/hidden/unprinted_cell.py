"""Cells outside of what a sheet prints."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="unprinted-cell",
    title="Cells outside the print area",
    severity=Severity.INFO,
    finds="Cells with content outside the print area that their sheet names.",
    why=(
        "Whoever checks a workbook on paper, or as the PDF made of it, never sees what lies outside the print "
        "area, though it shows on the screen. Lists for drop-downs and working figures are often kept there."
    ),
    see="Excel: View, Page Break Preview: what is not printed is grey. LibreOffice: View, Page Break.",
    remedy="Look at the cells outside the print area, and delete what was not meant to be released.",
    references=("ECMA-376-1 §18.2.5",),
    since="0.1",
)


@detector(RULE, on=Workbook)
def unprinted_cell(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet that shows and prints a part of itself."""
    for sheet in workbook.sheets:
        if sheet.is_visible and sheet.facts is not None and sheet.facts.unprinted:
            yield Hit(
                sheet.place(sheet.facts.print_area),
                "Cells lie outside of this area, which alone is printed.",
                counts=Counts(cells=sheet.facts.unprinted),
                access=Access.ONE_CLICK,
                content=Content.OWN,
            )
