"""XML that other programs keep in the file."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import text_part_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="custom-xml",
    title="Custom XML data",
    severity=Severity.MEDIUM,
    finds=(
        "XML that other programs or add-ins keep in the file: text, attributes and remarks of every kind of it."
    ),
    why=(
        "Templates, document management and reporting add-ins keep their data there: clients, accounts, whole"
        " reports."
    ),
    see="Macros alone see it: the Visual Basic editor (CustomXMLParts). Excel: Developer, XML Source.",
    remedy="Office programs: File, Info, Inspect Document, Custom XML Data: Remove All.",
    references=(
        "ECMA-376-1 §15.2.5",
        "ECMA-376-1 §22.5",
    ),
    since="0.1",
)


@detector(RULE, on=Surface)
def custom_xml(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each part with custom XML."""
    for part in surface.text_parts:
        if part.kind is not SideKind.CUSTOM_XML:
            continue
        if part.is_ink and part.is_own:
            when = ", with the time at which they were drawn" if part.rows else ""
            message = f"Strokes of ink are kept{when}."
        elif part.is_own:
            message = "Custom XML holds what document management writes."
        else:
            message = "Custom XML holds data of another program." if part.rows else "Custom XML holds no text."
        yield text_part_hit(part, surface, message)
