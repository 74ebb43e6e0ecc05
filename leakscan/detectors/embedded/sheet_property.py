"""Properties that add-ins attach to sheets."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import text_part_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="sheet-property",
    title="Custom property of a sheet",
    severity=Severity.LOW,
    finds="Properties that add-ins attach to sheets, with the data they keep in them.",
    why=(
        "Reporting and market data add-ins keep queries, accounts and earlier results there, and no dialog "
        "shows them."
    ),
    see="Excel: the Visual Basic editor (CustomProperties of a sheet); no dialog shows them.",
    remedy="Excel: File, Info, Inspect Document, Custom Worksheet Properties: Remove All.",
    references=(
        "ECMA-376-1 §18.3.1.22",
        "ECMA-376-1 §12.3.4",
    ),
    since="0.1",
)


@detector(RULE, on=Workbook)
def sheet_property(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each property."""
    for part in workbook.text_parts:
        if part.kind is SideKind.SHEET_PROPERTY:
            yield text_part_hit(part, workbook, "A sheet has a property that an add-in attached.")
