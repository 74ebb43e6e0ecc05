"""Names of places in a document that hold words no page shows."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.aside_hits import aside_hit
from leakscan.findings import Access, Content, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.asides import AsideKind, Asides

RULE = Rule(
    id="destination-name",
    title="Name of a place with words no page shows",
    severity=Severity.LOW,
    finds="Named destinations, page labels and article threads with words that stand on no visible page.",
    why="They are made from headings and articles of an earlier text, and keep their words when the text changes.",
    see="Acrobat: the Destinations and Articles panes; page labels show with the page thumbnails.",
    remedy="Delete them in those panes, or make the PDF anew from the redacted document.",
    references=("ISO 32000-2 §12.3.2.4", "ISO 32000-2 §12.4.2", "ISO 32000-2 §12.4.3"),
    since="0.1",
)


@detector(RULE, on=Asides)
def destination_name(asides: Asides) -> Iterator[Hit]:
    """Yield one hit for each kind; names that programs make up are ordinary."""
    kinds = (AsideKind.DESTINATION, AsideKind.PAGE_LABEL, AsideKind.THREAD)
    for hit in aside_hit(
        asides, kinds, "Names of places in the document hold words that no page shows.", access=Access.IN_APP
    ):
        texts = [item.reveal() for item in hit.evidence]
        is_written = any(" " in text.strip() for text in texts)
        yield hit if is_written else replace(hit, content=Content.OWN)
