"""Texts of the structure tree that hold words no page shows."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.aside_hits import aside_hit
from leakscan.findings import Access, Content, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.asides import Aside, AsideKind, Asides

RULE = Rule(
    id="alternative-text",
    title="Alternative text with words no page shows",
    severity=Severity.LOW,
    finds=(
        "Alternative texts, replacement texts, expansions and titles of the structure tree with words that stand "
        "on no visible page."
    ),
    why=(
        "Screen readers speak these texts and search engines index them. Replacement text repeats what a page "
        "said before it was blacked out; alternative text describes pictures, sometimes by name."
    ),
    see="Acrobat: Accessibility, Reading Order or Tags pane, Properties of a tag.",
    remedy="Edit the texts in the Tags pane, or make the PDF anew from the redacted document.",
    references=("ISO 32000-2 §14.9.3", "ISO 32000-2 §14.9.4", "ISO 32000-2 §14.9.5"),
    since="0.1",
)

_SHORT = 3


@detector(RULE, on=Asides)
def alternative_text(asides: Asides) -> Iterator[Hit]:
    """Yield one hit for each kind; a description of pictures is ordinary."""
    for hit in aside_hit(
        asides,
        (AsideKind.ACTUAL, AsideKind.EXPANSION, AsideKind.ELEMENT_TITLE),
        "Texts that stand for the page's own hold words that no page shows.",
        access=Access.IN_APP,
    ):
        kind = AsideKind(hit.evidence[0].kind)
        is_telling = any(_is_telling(item) for item in asides.of(kind))
        yield hit if is_telling else replace(hit, content=Content.OWN)
    yield from aside_hit(
        asides,
        (AsideKind.ALTERNATIVE,),
        "Descriptions of pictures hold words that no page shows.",
        access=Access.IN_APP,
        content=Content.OWN,
    )


def _is_telling(item: Aside) -> bool:
    """Return whether a text says something in words: no logo set in letters apart, no command of LaTeX."""
    is_command = item.kind is AsideKind.ELEMENT_TITLE and (" " not in item.text or "\\" in item.text)
    return not is_command and any(len(word) > _SHORT for word in item.missing)
