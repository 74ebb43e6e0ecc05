"""What pictures tell beside their pixels."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pictures import Picture, PictureFactKind

RULE = Rule(
    id="picture-metadata",
    title="Metadata of a picture",
    severity=Severity.MEDIUM,
    finds=(
        "EXIF, XMP, IPTC and text blocks of pictures: position, owner, device, remarks, programs; and previews "
        "that show something else than their picture."
    ),
    why="A photograph can tell where, by whom and with what it was taken; a preview can show what was cut off.",
    see="Save the picture from the workbook and look at its properties, or use any EXIF viewer.",
    remedy=(
        "Office programs: Picture Format, Compress Pictures drops much of it; or save the picture anew without "
        "metadata."
    ),
    references=("CIPA DC-008", "ISO 16684-1", "ISO/IEC 15948 §11.3.3"),
    since="0.1",
)

_DATA = frozenset({PictureFactKind.LOCATION, PictureFactKind.SERIAL})
_TELLING = frozenset({PictureFactKind.OWNER, PictureFactKind.TEXT, PictureFactKind.PATH})
_MESSAGES = {
    Content.DATA: "The picture tells where it was taken or with which device.",
    Content.OTHER_PEOPLE: "The picture carries names, remarks or paths.",
    Content.OWN: "The picture carries what devices and programs write.",
}


@detector(RULE, on=Picture)
def picture_metadata(picture: Picture) -> Iterator[Hit]:
    """Yield one hit for each picture with metadata, and one where its preview shows something else."""
    if picture.has_other_preview:
        yield Hit(
            picture.place,
            "The picture keeps a small preview that shows something else than the picture.",
            counts=Counts(values=1),
            access=Access.PACKAGE,
            confidence=Confidence.LIKELY,
        )
    if not picture.facts:
        return
    telling = [fact for fact in picture.facts if fact.kind in _DATA]
    content = Content.DATA
    if not telling:
        telling = [fact for fact in picture.facts if fact.kind in _TELLING]
        content = Content.OTHER_PEOPLE if telling else Content.OWN
    yield Hit(
        picture.place,
        _MESSAGES[content],
        evidence=tuple(Evidence(fact.kind.value, fact.text) for fact in telling[:5]),
        counts=Counts(values=len(picture.facts)),
        table=picture.table,
        access=Access.PACKAGE,
        content=content,
    )
