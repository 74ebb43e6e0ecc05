"""Text in the colour of its background, too small to read, or painted so that it leaves no mark."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Access, Confidence, Content, Counts, Hit, Place, Severity
from leakscan.page_hits import page_hits
from leakscan.prose_hits import passage_hits
from leakscan.rules import Rule, detector
from leakscan.views.pages import Cover, HiddenText, Pages
from leakscan.views.prose import PassageKind, Prose
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen
from leakscan.views.words import word_set

RULE = Rule(
    id="invisible-text",
    title="Text that cannot be seen",
    severity=Severity.MEDIUM,
    finds=(
        "Cells that show, with text in the colour of their background or nearly so, or too small to read: by "
        "the cell's style, by the style of its table, or in part of the text. A light text on a dark fill, or "
        "over a picture, can be read and is not meant. In documents, text in the colour of its highlighting, "
        "shading, cell, box or page, blacked out with a highlighter, of no opacity, too small, squeezed into no "
        "height or width, moved off the page, under a shape as large as the page, or under a filled shape that "
        "floats over its paragraph; on slides words and cells "
        "that another shape seems to cover; in web pages also text clipped away or in a box of no size. On the "
        "pages of a PDF also text in a mode that leaves no mark, transparent, off the page, clipped away, or in a "
        "layer that does not show; the recognised text behind a scanned page is told apart, and words within "
        "patterns, masks and drawn letters that no page shows are listed."
    ),
    why=(
        "Such a cell or page looks empty, but its content shows as soon as it is selected, searched for, copied "
        "or exported."
    ),
    see=(
        "Excel and LibreOffice: select the cell and look at the formula bar; or select all and set the text "
        "colour to black, with no fill. Word: select all, Ctrl+Space and Ctrl+Q take the formatting away. PDF: "
        "select everything on the page, copy it, and paste it elsewhere."
    ),
    remedy=(
        "Delete the cells' content or the text. A different colour, or a copy of the sheet, keeps it. PDF: take "
        "the text out of the source document and make the file anew."
    ),
    references=(
        "ECMA-376-1 §18.8.3",
        "ECMA-376-1 §18.8.20",
        "ECMA-376-1 §18.8.22",
        "ECMA-376-1 §18.4.4",
        "ECMA-376-1 §17.3.2.6",
        "ECMA-376-1 §17.3.2.32",
        "ISO 32000-2 §8.11",
        "ISO 32000-2 §9.3.6",
        "ISO 32000-2 §14.11.2",
    ),
    since="0.1",
)

_MESSAGES = {
    Unseen.COLOUR: "Text has the colour of its background.",
    Unseen.NEAR_COLOUR: "Text has nearly the colour of its background.",
    Unseen.RUN: "Part of a text cannot be seen, by its colour or size.",
    Unseen.SIZE: "Text is too small to read.",
}
_PAGE_MESSAGES = {
    Cover.MODE: "Text is painted in a mode that leaves no mark.",
    Cover.TRANSPARENT: "Text is fully transparent.",
    Cover.BENEATH_COLOUR: "Text has the colour of what lies beneath it.",
    Cover.PAPER_COLOUR: "Text has the colour of the bare page.",
    Cover.TINY: "Text is too small to read.",
    Cover.OFF_PAGE: "Text lies outside the page as it shows.",
    Cover.CLIPPED: "Text is clipped away.",
    Cover.LAYER: "Text is in a layer that does not show.",
}
_OWN_MESSAGES = {
    Cover.CUT: "Text is cut off by the edge of the page, and shows on another page.",
    Cover.UNPAINTED: "Text leaves no mark when the page is painted.",
    Cover.INSIDE: "Text within a pattern, a mask or a drawn letter may not show.",
}
_MARKS = ("powered by tcpdf (www.tcpdf.org)", "evaluation only")
"""What programs write invisibly by themselves."""


@detector(RULE, on=Workbook)
def invisible_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet and way of making text invisible."""
    yield from unseen_hits(workbook, _MESSAGES)


@detector(RULE, on=Prose)
def invisible_text_in_prose(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for each part and way; where a shape may lie behind the text, it is doubtful."""
    items = prose.of(PassageKind.UNSEEN)
    for why in dict.fromkeys(item.why for item in items):
        is_doubtful = "may lie" in why
        is_likely = any(word in why for word in ("nearly", "highlighter", "seems"))
        confidence = Confidence.LIKELY if is_likely else Confidence.CERTAIN
        yield from passage_hits(
            prose,
            (item for item in items if item.why == why),
            f"The document holds {why}.",
            confidence=Confidence.POSSIBLE if is_doubtful else confidence,
            content=_content(why),
        )


def _content(why: str) -> Content:
    if "may lie" in why or "stands for" in why:
        return Content.OWN
    return Content.WORDING if "screen readers" in why else Content.DATA


@detector(RULE, on=Pages)
def invisible_text_on_pages(pages: Pages) -> Iterator[Hit]:
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
    return None if _is_mark(item) else _PAGE_MESSAGES.get(item.cover)


def _own_message(item: HiddenText) -> str | None:
    if _is_mark(item):
        return "A program's own mark is invisible."
    return _OWN_MESSAGES.get(item.cover)


def _is_mark(item: HiddenText) -> bool:
    return item.text.casefold().strip() in _MARKS
