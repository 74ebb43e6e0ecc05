"""Protection of workbook, sheets and ranges."""

import re
from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="protection",
    title="Protection and who may pass it",
    severity=Severity.LOW,
    finds=(
        "Protection of a workbook or document, its sheets and ranges, with the accounts that may change them; "
        "it hides nothing."
    ),
    why=("Protection is taken off without its password, so nothing is safe behind it; its lists name accounts."),
    see="Excel: Review, Unprotect Sheet, Protect Workbook, Allow Edit Ranges. Word: Review, Restrict Editing.",
    remedy="Excel, Word: Review: take off the protection and delete the ranges that users may edit.",
    references=(
        "ECMA-376-1 §18.2.29",
        "ECMA-376-1 §18.3.1.85",
        "ECMA-376-1 §18.3.1.71",
        "ECMA-376-1 §17.13.7.2",
        "ECMA-376-1 §17.15.1.29",
    ),
    since="0.1",
)

_ACCOUNT = re.compile(r"S-1-5-21(?:-\d+){4}|(?<![\w.-])[\w.-]++\\[\w.$-]+")
"""A person's account as a number or a name; numbers of groups that every Windows has are shorter."""


@detector(RULE, on=Surface)
def protection(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for the protection of each part."""
    for group in surface.side_texts:
        if group.kind is SideKind.PROTECTION:
            accounts = [text for item in group.items for text in _ACCOUNT.findall(item.text) if not item.is_own]
            named = any(not item.is_own for item in group.items)
            message = "Ranges name who may change them." if named else "Protection is set, which hides nothing."
            hit = side_text_hit(group, group.items, surface, message, access=Access.IN_APP, is_inventory=True)
            if accounts:
                evidence = tuple(Evidence("account", text) for text in dict.fromkeys(accounts))
                hit = replace(hit, evidence=evidence[:5], content=Content.OTHER_PEOPLE)
            yield hit
