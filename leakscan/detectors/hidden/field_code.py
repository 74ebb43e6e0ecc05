"""Words and sources in the codes of fields."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.prose import Prose, Setting, SettingKind

RULE = Rule(
    id="field-code",
    title="Words in the code of a field",
    severity=Severity.LOW,
    finds=(
        "Codes of fields that fetch text, pictures or data from other files, ask or decide something, mark "
        "entries of an index, bear screen tips, or in which an add-in keeps data, such as references of a "
        "library; data kept in Base64, fields that do not end, and codes of no known kind. Paths in any field "
        "are reported as local-path."
    ),
    why=(
        "Only the result of a field shows; its code holds other branches of a letter, questions and defaults, and "
        "whole records of reference managers."
    ),
    see="Word and LibreOffice: Alt+F9 or Ctrl+F9 shows the codes of all fields.",
    remedy="Word: select all, Ctrl+Shift+F9 turns fields into their results.",
    references=("ECMA-376-1 §17.16.5", "ECMA-376-1 §17.16.23"),
    since="0.1",
)


@detector(RULE, on=Prose)
def field_code(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the fields of each part."""
    by_part: dict[str, list[Setting]] = {}
    for item in prose.settings:
        if item.kind is SettingKind.FIELD:
            by_part.setdefault(item.place.part, []).append(item)
    for items in by_part.values():
        message = "Codes of fields hold words or sources that no page shows."
        yield setting_hit(prose, SettingKind.FIELD, items, message, access=Access.ONE_CLICK)
