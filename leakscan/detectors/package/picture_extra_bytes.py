"""Bytes behind the end of a picture."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pictures import Picture

RULE = Rule(
    id="picture-extra-bytes",
    title="Bytes after the end of a picture",
    severity=Severity.MEDIUM,
    finds="Bytes that follow the end marker of a picture and are not only padding.",
    why=(
        "No program shows them. They are the rest of a larger picture that was cropped by a faulty editor, a "
        "second picture, or a file put there on purpose."
    ),
    see="Save the picture from the workbook and open it in an editor of bytes at the given position.",
    remedy="Save the picture anew with a picture editor, and put it back.",
    references=("ISO/IEC 10918-1 §B.1.1.3", "ISO/IEC 15948 §5.6", "GIF89a §27"),
    since="0.1",
)

_BLOCK_BYTES = 512
_MOST_FILLING_BYTES = 1 << 13
"""PowerPoint of 2007 to 2011 writes thumbnails and pictures in whole blocks, with what its memory held behind."""


@detector(RULE, on=Picture)
def picture_extra_bytes(picture: Picture) -> Iterator[Hit]:
    """Yield one hit for each picture with bytes after its end."""
    if picture.extra_start is None:
        return
    yield Hit(
        picture.place._replace(start=picture.extra_start, end=picture.size),
        f"Behind the end of the picture lies {picture.extra_kind or 'data of no known kind'}.",
        evidence=tuple(Evidence("text", text) for text in picture.extra_examples),
        table=picture.extra_table,
        access=Access.CARVING,
        confidence=Confidence.CERTAIN if picture.extra_kind else Confidence.LIKELY,
        content=Content.OWN if _fills_a_block(picture, picture.extra_start) else Content.DATA,
    )


def _fills_a_block(picture: Picture, start: int) -> bool:
    """Return whether bytes without a known kind or any text only make a picture as long as whole blocks."""
    is_of_no_kind = not picture.extra_kind and not picture.extra_examples
    return is_of_no_kind and picture.size % _BLOCK_BYTES == 0 and picture.size - start < _MOST_FILLING_BYTES
