"""Data model."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Hit, Severity
from leakscan.kept_hits import kept_hit
from leakscan.rules import Rule, detector
from leakscan.views.queries import KeptKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="data-model",
    title="Data model",
    severity=Severity.MEDIUM,
    finds="A data model of Power Pivot: its presence, and the names in it that can be read; not its values.",
    why="The model holds whole tables, compressed, that no sheet shows.",
    see="Excel: Data, Manage Data Model.",
    remedy="Excel: remove every table from the data model, or copy the values into a new workbook.",
    references=("[MS-XLDM] 2.1", "[MS-XLSX] 2.1.22"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def data_model(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part."""
    for kept in workbook.kept:
        if kept.kind is KeptKind.DATA_MODEL:
            yield kept_hit(
                workbook,
                kept,
                "The workbook holds a data model, whose values are not read.",
                access=Access.IN_APP,
                confidence=Confidence.LIKELY,
            )
