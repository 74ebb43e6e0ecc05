"""Pictures of which the page shows a part, and the file holds the whole."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pictures import Picture

RULE = Rule(
    id="cropped-picture",
    title="Cropped picture",
    severity=Severity.MEDIUM,
    finds="Pictures that are cut off at their edges wherever a page shows them, while the file holds them whole.",
    why=(
        "Cropping only sets a frame. The rest of a screenshot or a scanned page, with names, other rows or "
        "another window, comes back with two clicks."
    ),
    see=(
        "Select the picture, then Picture Format, Crop. LibreOffice: right-click, Crop. PDF: take the pictures "
        "out with a tool such as pdfimages."
    ),
    remedy=(
        "Picture Format, Compress Pictures, with Delete cropped areas of pictures ticked. LibreOffice: "
        "right-click, Compress, with Delete cropped areas ticked. PDF: do so in the source document, and make the "
        "PDF anew."
    ),
    references=("ECMA-376-1 §20.1.8.55", "ECMA-376-1 §20.1.8.30", "ECMA-376-4 §19.1.2.11"),
    since="0.1",
)

_LEAST = 0.02
"""Below this share what is cut off is an edge of the scan."""


@detector(RULE, on=Picture)
def cropped_picture(picture: Picture) -> Iterator[Hit]:
    """Yield one hit for each picture of which no page shows all."""
    use = picture.least_cropped
    if use is None or use.hidden_share < _LEAST:
        return
    share = min(99, max(1, round(use.hidden_share * 100)))
    is_plain = picture.is_plain_when_cropped
    message = f"About {share}% of a picture is cut off on the page and kept in the file."
    if is_plain:
        message = f"About {share}% of a picture is cut off on the page, all of one colour."
    yield Hit(
        use.place._replace(name=use.place.name or picture.place.part),
        message,
        counts=Counts(values=1),
        access=Access.IN_APP,
        confidence=Confidence.CERTAIN if is_plain is not None else Confidence.LIKELY,
        content=Content.EMPTY if is_plain else Content.DATA,
    )
