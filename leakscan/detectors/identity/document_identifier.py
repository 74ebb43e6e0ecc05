"""Identifiers that tie copies of a file together."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Content, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind, machines_in
from leakscan.views.surface import Surface

RULE = Rule(
    id="document-identifier",
    title="Identifiers of the document",
    severity=Severity.LOW,
    finds=(
        "Identifiers that tie copies of a file together: of the document, its revisions and sessions of editing, "
        "sheets and custom XML."
    ),
    why=(
        "Two files that share an identifier come from one; an identifier of the first kind holds the address "
        "of a machine."
    ),
    see="No program shows them; they stand in the package.",
    remedy="Copy the sheets into a new workbook and release that one.",
    references=(
        "[MS-XLSX] 2.6.151",
        "ECMA-376-1 §17.15.1.72",
        "RFC 9562 §5.1",
    ),
    since="0.1",
)


@detector(RULE, on=Surface)
def document_identifier(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for the identifiers of each part."""
    for group in surface.side_texts:
        if group.kind is SideKind.IDENTIFIER:
            machines = [machine for item in group.items for machine in machines_in(item.text)]
            message = "Identifiers tie this file to its copies."
            hit = side_text_hit(group, group.items, surface, message)
            if machines:
                evidence = tuple(Evidence("machine", text) for text in dict.fromkeys(machines))
                message = "An identifier holds the address of the machine that made it."
                hit = replace(hit, message=message, evidence=evidence[:5], content=Content.OTHER_PEOPLE)
            yield hit
