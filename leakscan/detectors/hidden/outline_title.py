"""Titles of the outline that hold words no page shows."""

from collections.abc import Iterator

from leakscan.aside_hits import aside_hit
from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.asides import AsideKind, Asides

RULE = Rule(
    id="outline-title",
    title="Bookmark with words no page shows",
    severity=Severity.MEDIUM,
    finds="Titles of the outline (bookmarks) with words that stand on no visible page.",
    why=(
        "Bookmarks are made from headings and clauses before a text is blacked out, and keep what was removed; a "
        "contract published with its prices removed gave them away so."
    ),
    see="Open the Bookmarks pane.",
    remedy="Delete or rename the bookmarks, or make the PDF anew from the redacted document.",
    references=("ISO 32000-2 §12.3.3",),
    since="0.1",
)


@detector(RULE, on=Asides)
def outline_title(asides: Asides) -> Iterator[Hit]:
    """Yield one hit for all titles with such words."""
    yield from aside_hit(
        asides,
        (AsideKind.OUTLINE,),
        "Titles of the outline hold words that no page shows.",
        access=Access.ONE_CLICK,
    )
