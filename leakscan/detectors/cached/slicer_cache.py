"""Items of a slicer."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.kept_hits import kept_hit
from leakscan.rules import Rule, detector
from leakscan.views.queries import KeptKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="slicer-cache",
    title="Items of a slicer",
    severity=Severity.MEDIUM,
    finds="Items that slicers and timelines keep of a field, those without data and those chosen among them.",
    why="A slicer keeps every item of its field, also those that the data no longer hold.",
    see="Excel: select the slicer; Slicer Settings, Show items deleted from the data source.",
    remedy="Excel: delete the slicer, refresh the PivotTables with no deleted items retained, and save.",
    references=("[MS-XLSX] 2.4.73", "[MS-XLSX] 2.6.68"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def slicer_cache(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part."""
    for kept in workbook.kept:
        if kept.kind in (KeptKind.SLICER, KeptKind.TIMELINE) and kept.telling():
            yield kept_hit(workbook, kept, "A slicer or timeline keeps items of its field.", access=Access.IN_APP)
