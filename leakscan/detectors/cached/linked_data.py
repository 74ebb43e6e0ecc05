"""Linked data types."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Hit, Severity
from leakscan.kept_hits import kept_hit
from leakscan.rules import Rule, detector
from leakscan.views.queries import KeptKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="linked-data",
    title="Linked data types",
    severity=Severity.MEDIUM,
    finds="The fields of entities behind cells with a linked data type, and the members that cube formulas name.",
    why="A cell shows one field of an entity, such as a person or an organisation, and the file keeps them all.",
    see="Excel: select the cell and press Ctrl+Shift+F5 for the card of the entity.",
    remedy="Excel: right-click the cells, Data Type, Convert to Text; then save and check again.",
    references=("[MS-XLSX] 2.6.202", "ECMA-376-1 §18.9.12"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def linked_data(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part."""
    for kept in workbook.kept:
        if all(item.is_covered for item in kept.telling()):
            continue
        if kept.kind is KeptKind.LINKED_DATA:
            message = "Fields of entities are kept behind linked data types."
            yield kept_hit(workbook, kept, message, access=Access.IN_APP)
        elif kept.kind is KeptKind.CUBE:
            # The cells show the captions of most of these members, and the formulas name them all.
            hit = kept_hit(workbook, kept, "Cube formulas name connections and members.", access=Access.IN_APP)
            yield replace(hit, content=Content.OTHER_PEOPLE)
