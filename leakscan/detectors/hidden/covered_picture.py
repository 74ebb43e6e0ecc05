"""Parts of pictures that lie under a box."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Counts, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pages import Pages

RULE = Rule(
    id="covered-picture",
    title="Part of a picture under a box",
    severity=Severity.MEDIUM,
    finds=(
        "Black boxes, thick strokes and annotations on pictures, and white ones on scanned pages, under which the "
        "picture goes on. A box with text on it, or on a part of the picture of one colour, is left out."
    ),
    why="The file holds the whole picture: the box is one more thing on the page, and is taken away by anybody.",
    see="Acrobat: Edit PDF, select the box and delete it; or take the pictures out with a tool such as pdfimages.",
    remedy="Black out the picture itself and make the PDF anew; or use a redaction tool that changes the picture.",
    references=("ISO 32000-2 §8.2", "ISO 32000-2 §8.9", "ISO 32000-2 §12.5.5"),
    since="0.1",
)


@detector(RULE, on=Pages)
def covered_picture(pages: Pages) -> Iterator[Hit]:
    """Yield one hit for each page."""
    numbers = [item.page for item in pages.hidden_pixels]
    for number in dict.fromkeys(numbers):
        yield Hit(
            Place(page=number),
            "A part of a picture lies under a box.",
            counts=Counts(values=numbers.count(number)),
            access=Access.IN_APP,
            confidence=Confidence.LIKELY,
        )
