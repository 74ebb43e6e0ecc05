"""Text that lies under something painted over it."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.page_hits import page_hits
from leakscan.rules import Rule, detector
from leakscan.views.pages import Cover, HiddenText, Pages

RULE = Rule(
    id="covered-text",
    title="Covered text",
    severity=Severity.MEDIUM,
    finds=(
        "Text under shapes, thick lines, pictures and annotations that hide it wholly or in part, and recognised "
        "text where the picture of a page is blacked out; legible text is left out, whatever lies around it."
    ),
    why="A box hides text from the eye only: selecting and copying the page gives the text to anybody.",
    see="Select everything on the page, copy it, and paste it into a text editor.",
    remedy=(
        "Take the text out of the source document and make the PDF anew; or use a redaction tool that removes it "
        "(Acrobat: Redact, then Apply), and check by copying the page."
    ),
    references=("ISO 32000-2 §8.2", "ISO 32000-2 §12.5.5"),
    since="0.1",
)

_MESSAGES = {
    Cover.SHAPE: "Text lies under a shape.",
    Cover.LINE: "Text lies under a thick line.",
    Cover.IMAGE: "Text lies under a picture.",
    Cover.SHADING: "Text lies under a shading.",
    Cover.ANNOTATION: "Text lies under an annotation.",
    Cover.BLACKED_OUT: "Recognised text lies where the picture of the page is blacked out.",
    Cover.PARTLY: "Text is covered in part.",
}


@detector(RULE, on=Pages)
def covered_text(pages: Pages) -> Iterator[Hit]:
    """Yield one hit for each page and kind of cover."""
    yield from page_hits(pages, _message, access=Access.ONE_CLICK)


def _message(item: HiddenText) -> str | None:
    return _MESSAGES.get(item.cover)
