"""Text that does not show by itself."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Hit, Place, Severity
from leakscan.page_hits import page_hits
from leakscan.rules import Rule, detector
from leakscan.views.pages import Cover, HiddenText, Pages
from leakscan.views.words import word_set

RULE = Rule(
    id="invisible-text",
    title="Invisible text",
    severity=Severity.MEDIUM,
    finds=(
        "Text painted in a mode that leaves no mark, transparent, in the colour of what lies beneath it, too "
        "small to read, off the page, clipped away, or in a layer that does not show; the recognised text behind "
        "a scanned page is told apart."
    ),
    why="No reader of the page sees it, and anybody who copies or searches the page gets it.",
    see="Select everything on the page, copy it, and paste it into a text editor. Layers: the Layers pane.",
    remedy=("Take the text out of the source document and make the PDF anew. Acrobat: Remove Hidden Information."),
    references=("ISO 32000-2 9.3.6", "ISO 32000-2 14.11.2", "ISO 32000-2 8.11"),
    since="0.1",
)

_MESSAGES = {
    Cover.MODE: "Text is painted in a mode that leaves no mark.",
    Cover.TRANSPARENT: "Text is fully transparent.",
    Cover.BENEATH_COLOUR: "Text has the colour of what lies beneath it.",
    Cover.PAPER_COLOUR: "Text has the colour of the bare page.",
    Cover.TINY: "Text is too small to read.",
    Cover.OFF_PAGE: "Text lies outside the page as it shows.",
    Cover.CLIPPED: "Text is clipped away.",
    Cover.LAYER: "Text is in a layer that does not show.",
}
_MARKS = ("powered by tcpdf (www.tcpdf.org)", "evaluation only")
"""What programs write invisibly by themselves."""


@detector(RULE, on=Pages)
def invisible_text(pages: Pages) -> Iterator[Hit]:
    """Yield one hit for each page and reason, and one for all recognised text of a document."""
    yield from page_hits(pages, _message, access=Access.ONE_CLICK)
    yield from page_hits(
        pages, _own_message, access=Access.ONE_CLICK, content=Content.OWN, confidence=Confidence.LIKELY
    )
    recognised = [item for item in pages.hidden if item.cover is Cover.RECOGNISED]
    if recognised:
        yield Hit(
            Place(),
            "Recognised text lies behind the pictures of scanned pages.",
            counts=Counts(
                values=len(recognised),
                distinct_values=len(word_set(item.text for item in recognised)),
            ),
            table=pages.table(Cover.RECOGNISED, None),
            access=Access.ONE_CLICK,
            content=Content.OWN,
        )


def _message(item: HiddenText) -> str | None:
    return None if _is_mark(item) else _MESSAGES.get(item.cover)


def _own_message(item: HiddenText) -> str | None:
    if _is_mark(item):
        return "A program's own mark is invisible."
    return "Text leaves no mark when the page is painted." if item.cover is Cover.UNPAINTED else None


def _is_mark(item: HiddenText) -> bool:
    return item.text.casefold().strip() in _MARKS
