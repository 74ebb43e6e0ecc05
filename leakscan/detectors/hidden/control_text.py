"""Texts that form controls and ActiveX controls keep."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit, text_part_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="control-text",
    title="Texts kept by a control",
    severity=Severity.LOW,
    finds=(
        "Choices of lists, texts and settings that form controls, content controls and ActiveX controls keep, "
        "with the cells they are linked to."
    ),
    why=(
        "A list box keeps its choices in itself, where no cell shows them; an ActiveX control keeps what was "
        "typed into it."
    ),
    see=(
        "Excel: Developer, Design Mode, right-click the control, Properties or Format Control. Word: Developer, "
        "Properties of a content control or form field."
    ),
    remedy="Excel, Word: Developer, Design Mode: delete the control, or clear its list and text.",
    references=(
        "[MS-XLSX] 2.6.20",
        "ECMA-376-4 §19.4",
        "[MS-OFORMS] 2.1",
        "ECMA-376-1 §17.5.2",
        "ECMA-376-1 §17.16.17",
    ),
    since="0.1",
)


_BOUND = frozenset(
    {"alias of a control", "building block of a control", "tag of a control", "XML that a control shows"}
)
"""What content controls of documents say of themselves."""


@detector(RULE, on=Surface)
def control_text(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for the controls of each part."""
    for group in surface.side_texts:
        if group.kind is SideKind.CONTROL:
            has_texts = any(not item.is_own for item in group.items)
            is_bound = all(item.what in _BOUND for item in group.items)
            own = "Controls bear names, or are bound to data." if is_bound else "Controls are linked to cells."
            message = "Controls keep choices or texts." if has_texts else own
            yield side_text_hit(group, group.items, surface, message, access=Access.IN_APP)
    for part in surface.text_parts:
        if part.kind is SideKind.CONTROL:
            yield text_part_hit(part, surface, "ActiveX controls keep their state.", is_inventory=True)
