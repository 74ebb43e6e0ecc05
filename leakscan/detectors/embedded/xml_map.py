"""Maps between cells and XML."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="xml-map",
    title="XML map",
    severity=Severity.LOW,
    finds=(
        "Maps between cells and XML: names of elements, schemas and the files they came from, remarks in schemas."
    ),
    why="A map tells how an internal system calls its data, and from which folder its schema was taken.",
    see="Excel: Developer, Source, XML Maps.",
    remedy="Excel: Developer, Source, XML Maps: delete each map.",
    references=("ECMA-376-1 §18.16",),
    since="0.1",
)


@detector(RULE, on=Workbook)
def xml_map(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part with maps."""
    for group in workbook.side_texts:
        if group.kind is SideKind.XML_MAP:
            message = "The workbook maps cells to XML."
            yield side_text_hit(group, group.items, workbook, message, access=Access.IN_APP)
