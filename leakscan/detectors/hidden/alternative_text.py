"""Texts that stand for pictures, shapes, controls, tables and passages, and show on no page."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.aside_hits import aside_hit
from leakscan.findings import Access, Content, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.asides import Aside, AsideKind, Asides
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="alternative-text",
    title="Alternative text",
    severity=Severity.LOW,
    finds=(
        "Descriptions and titles of pictures, shapes, charts, controls and tables, and the file names that "
        "pictures keep; in PDF, texts of the structure tree and of marked content with words that stand on no "
        "visible page."
    ),
    why=(
        "A description often names who is in a picture, or the file and folder it came from; it shows on no page. "
        "Screen readers speak these texts and search engines index them; a replacement text repeats what a page "
        "said before it was blacked out."
    ),
    see=(
        "Excel, Word, PowerPoint: right-click the picture, View Alt Text. Acrobat: Accessibility, Tags pane, "
        "Properties of a tag."
    ),
    remedy="Rewrite the text at the same place, or mark the picture as decorative.",
    references=(
        "ECMA-376-1 §20.1.2.2.8",
        "ECMA-376-4 §19.1.2.11",
        "ISO 32000-2 §14.6.2",
        "ISO 32000-2 §14.9.3",
        "ISO 32000-2 §14.9.4",
        "ISO 32000-2 §14.9.5",
    ),
    since="0.1",
)

_SHORT = 3


@detector(RULE, on=Surface)
def alternative_text(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for the alternative texts of each drawing or table."""
    for group in surface.side_texts:
        if group.kind is SideKind.ALTERNATIVE_TEXT:
            is_named = all(item.what.startswith("name of") for item in group.items)
            what = "names that somebody gave them" if is_named else "descriptions"
            message = f"Pictures, shapes or tables carry {what}."
            hit = side_text_hit(group, group.items, surface, message, access=Access.IN_APP, is_inventory=True)
            if any(item.text == hit.place.name for item in group.items):
                hit = replace(hit, place=hit.place._replace(name=""))  # what is quoted masked is no place to show
            yield hit


@detector(RULE, on=Asides)
def alternative_text_on_pages(asides: Asides) -> Iterator[Hit]:
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
        "Descriptions of pictures or links hold words that no page shows.",
        access=Access.IN_APP,
        content=Content.OWN,
    )


def _is_telling(item: Aside) -> bool:
    """Return whether a text says something in words: no logo set in letters apart, no command of LaTeX."""
    is_command = item.kind is AsideKind.ELEMENT_TITLE and (" " not in item.text or "\\" in item.text)
    return not is_command and any(len(word) > _SHORT for word in item.missing)
