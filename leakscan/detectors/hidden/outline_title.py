"""Titles of the outline that hold words no page shows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from leakscan.aside_hits import aside_hit
from leakscan.findings import Access, Content, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.asides import Aside, AsideKind, Asides

RULE = Rule(
    id="outline-title",
    title="Bookmark with words no page shows",
    severity=Severity.MEDIUM,
    finds=(
        "Titles of the outline (bookmarks) with words that stand on no visible page: of low weight, unless they "
        "name or describe somebody. The names of sheets, which LibreOffice Calc makes titles of, weigh nothing by "
        "themselves. Titles that programs give by themselves are left aside."
    ),
    why=(
        "Bookmarks are made from headings and clauses before a text is blacked out, and keep what was removed; a "
        "contract published with its prices removed gave them away so."
    ),
    see="Open the Bookmarks pane.",
    remedy="Delete or rename the bookmarks, or make the PDF anew from the redacted document.",
    references=("ISO 32000-2 §12.3.3",),
    since="0.1",
)


_GENERIC = re.compile(
    r"(?:blank|page|cover|contents?|index|title|untitled|bookmarks?|front|back|matter|chapter|section|part|sheet|slide"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|of|the|table|appendix|annex|document|start|end"
    r"|page vierge|vierge|feuil|diapositive|couverture|sommaire"
    r"|leere|leer|seite|tabelle|blatt|folie|titel|inhalt|deckblatt|verzeichnis"
    r"|p\u00e1gina|hoja|foglio|pagina|folha|vuota|en|blanco|\u7a7a\u767d\u9875\u9762|\d{1,3}|[ivxlc]{1,6})\d{0,4}"
)
"""Words of titles that programs give by themselves, such as "Blank Page", in several languages, and of order."""


@detector(RULE, on=Asides)
def outline_title(asides: Asides) -> Iterator[Hit]:
    """Yield one hit for all titles with such words."""
    labels = {item.text.casefold() for item in asides.items if item.kind is AsideKind.PAGE_LABEL}
    for hit in aside_hit(
        asides,
        (AsideKind.OUTLINE,),
        "Titles of the outline hold words that no page shows.",
        access=Access.ONE_CLICK,
        content=Content.GIVEN if asides.names_sheets else Content.WORDING,
    ):
        is_telling = any(not _is_generic(item, labels) for item in asides.of(AsideKind.OUTLINE))
        yield hit if is_telling else replace(hit, content=Content.OWN)


def _is_generic(item: Aside, labels: set[str]) -> bool:
    """Return whether a title says nothing that its missing words could give away."""
    return item.text.casefold() in labels or all(_GENERIC.fullmatch(word) for word in item.missing)
