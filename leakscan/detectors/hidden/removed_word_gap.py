"""Gaps in lines of text that keep the width of words taken out."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pages import Pages

RULE = Rule(
    id="removed-word-gap",
    title="Gap as wide as removed words",
    severity=Severity.LOW,
    finds=(
        "Black boxes that stand in a line of text, with nothing under them and text close on both sides; and, "
        "listed only, gaps in the middle of a sentence as wide as a word."
    ),
    why=(
        "The words are gone, but the gap keeps their width to a hundredth of a point, by which names on a list "
        "can be told apart."
    ),
    see="Measure the box or the gap on the page; the table holds its width.",
    remedy=(
        "Make the PDF anew from a document in which the words are replaced by a mark of one width, so that the "
        "line closes up."
    ),
    references=("ISO 32000-2 §9.4.3",),
    since="0.1",
)


@detector(RULE, on=Pages)
def removed_word_gap(pages: Pages) -> Iterator[Hit]:
    """Yield one hit for all gaps in which boxes stand, and one for the others."""
    for has_redaction, message in (
        (True, "Black boxes stand in gaps that keep the width of removed words."),
        (False, "Lines have gaps as wide as a word."),
    ):
        items = [item for item in pages.gaps if item.has_redaction is has_redaction]
        if items:
            numbers = {item.page for item in items}
            yield Hit(
                Place(page=items[0].page) if len(numbers) == 1 else Place(),
                message,
                counts=Counts(values=len(items)),
                table=pages.gap_table,
                access=Access.IN_APP,
                confidence=Confidence.POSSIBLE,
                content=Content.DATA if has_redaction else Content.OWN,
            )
