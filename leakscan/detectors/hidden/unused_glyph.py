"""Glyphs of letters that occur in no text."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.fonts import FontTraces

RULE = Rule(
    id="unused-glyph",
    title="Letters without a text",
    severity=Severity.LOW,
    finds=(
        "Letters and digits for which a font made for this document carries a glyph, and which occur in no text "
        "of its pages; of weight where black boxes stand on the pages."
    ),
    why=(
        "Programs put into a document only the glyphs that it uses. When words are taken out and the font stays, "
        "the letters left over narrow down what the words were."
    ),
    see="A font editor shows the glyphs of the font in the object named here.",
    remedy="Make the PDF anew from the redacted document, so that its fonts are made anew too.",
    references=("ISO 32000-2 §9.9.2", "ISO 32000-2 §9.10.3"),
    since="0.1",
)


@detector(RULE, on=FontTraces)
def unused_glyph(traces: FontTraces) -> Iterator[Hit]:
    """Yield one hit for all fonts; whether something was removed, letters alone do not tell."""
    if not traces.items:
        return
    letters = {letter for item in traces.items for letter in item.letters}
    message = "Fonts hold glyphs of letters that no text holds"
    yield Hit(
        traces.items[0].place if len(traces.items) == 1 else Place(),
        f"{message}, and black boxes stand on the pages." if traces.has_redaction else f"{message}.",
        evidence=tuple(Evidence("letters", item.letters) for item in traces.items[:5]),
        counts=Counts(values=len(traces.items), distinct_values=len(letters), not_visible=len(letters)),
        table=traces.table,
        access=Access.CARVING,
        confidence=Confidence.POSSIBLE,
        content=Content.DATA if traces.has_redaction else Content.OWN,
    )
