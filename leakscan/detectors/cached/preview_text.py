"""Texts that pictures draw which nobody sees: thumbnails, previews and drawings made of commands."""

from collections.abc import Iterator

from leakscan.findings import Confidence, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pictures import Picture, Showing

RULE = Rule(
    id="preview-text",
    title="Text in a picture that does not show",
    severity=Severity.MEDIUM,
    finds=(
        "Texts that thumbnails and other pictures made of drawing commands (EMF, WMF, SVG) hold, where no page "
        "shows the picture, and which of their words stand nowhere visible."
    ),
    why=(
        "A thumbnail or a preview of an embedded object keeps the words of the page as it was when the picture "
        "was made, although they were since changed or deleted."
    ),
    see="Rename a copy of the file to end in .zip, and open the part named here in a viewer of such pictures.",
    remedy=(
        "Office programs: File, Info, Properties, Advanced Properties, Summary: untick the thumbnail, and save. "
        "Delete pictures that lie on hidden sheets and slides."
    ),
    references=("[MS-EMF] 2.3.5", "[MS-WMF] 2.3.3", "[MS-EMFPLUS] 2.3.4"),
    since="0.1",
)

_MESSAGES = {
    Showing.THUMBNAIL: "The thumbnail of the first page draws text.",
    Showing.HIDDEN: "A picture on what does not show draws text.",
    Showing.UNUSED: "A picture that no page uses draws text.",
    Showing.ORPHAN: "A picture that nothing leads to draws text.",
}


@detector(RULE, on=Picture)
def preview_text(picture: Picture) -> Iterator[Hit]:
    """Yield one hit for each picture that draws text and is not seen."""
    message = _MESSAGES.get(picture.showing)
    if message is None or not picture.texts:
        return
    unseen = picture.unseen_words
    yield Hit(
        picture.place,
        message,
        evidence=tuple(Evidence("text", text[:200]) for text in _shown(picture)),
        counts=Counts(
            values=len(picture.texts),
            distinct_values=picture.words,
            not_visible=None if unseen is None else len(unseen),
        ),
        table=picture.texts_table,
        confidence=Confidence.POSSIBLE if unseen is None else Confidence.LIKELY,
        content=Content.COVERED if unseen == [] else Content.DATA,
    )


def _shown(picture: Picture) -> list[str]:
    """Return a few lines to quote, those with words that stand nowhere visible first."""
    unseen = picture.unseen_words or []
    telling = [text for text in picture.texts if any(word in text.casefold() for word in unseen)]
    return list(dict.fromkeys([*telling, *picture.texts]))[:5]
