"""Blocks of a picture that are none of the format's own: readable text in them is told."""

import io
import re
from collections.abc import Iterator

from leakscan.formats.pictures.exif import text_kind
from leakscan.formats.texts import runs_of_text
from leakscan.views.pictures import PictureFact, PictureFactKind

_PNG_CHUNKS = frozenset(
    b"IHDR PLTE IDAT tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT oFFs sCAL sTER "
    b"gIFg iDOT CgBI vpAg caNv orNT dSIG mkBF mkBS mkBT mkTS prVW msOG caBX cmPP".split()
)
"""Chunks of the standard and its third edition, and those that programs add: previews and layers, not read."""
_JPEG_SEGMENTS = (
    b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"Adobe", b"MPF\0", b"FPXR\0", b"Ducky", b"SPIFF\0", b"AROT\0",
    b"HDR_", b"JP", b"MSO Palette", b"urn:iso:",
)  # fmt: skip
"""How segments begin that colour profiles, several pictures in one, marks of origin and encoders make."""
_FEWEST_CHARACTERS = 8
_FEWEST_AMONG_BYTES = 12
_WORDS = re.compile(r"[\w@.,:;'()/-]+(?: [\w@.,:;'()/-]+)+", re.ASCII)


def foreign_chunk(kind: bytes, body: bytes) -> Iterator[PictureFact]:
    """Yield the text of a chunk of a PNG that is no chunk of the format (ISO/IEC 15948 §5.4, §14)."""
    if kind in (b"sPLT", b"pCAL"):
        body = body.partition(b"\0")[0]
    if kind not in _PNG_CHUNKS:
        yield from _told("PNG", kind, body)


def foreign_segment(marker: int, body: bytes) -> Iterator[PictureFact]:
    """Yield the text of an application's segment of a JPEG (ISO/IEC 10918-1 §B.2.4.6) of a kind nobody knows."""
    if 0xE0 <= marker <= 0xEF and not body.startswith(_JPEG_SEGMENTS):
        yield from _told("JPEG", b"APP%d" % (marker - 0xE0), body)


def _told(block: str, tag: bytes, body: bytes) -> Iterator[PictureFact]:
    runs = [run for run in runs_of_text(io.BytesIO(body)) if len(run) >= _FEWEST_CHARACTERS]
    if sum(map(len, runs)) * 2 < len(body):  # numbers and packed data now and then look like letters
        runs = [run for run in runs if len(run) >= _FEWEST_AMONG_BYTES and _WORDS.fullmatch(run)]
    text = " ".join(runs)
    if text and text_kind(text) is PictureFactKind.TEXT:
        yield PictureFact(PictureFactKind.TEXT, block, tag.decode("latin-1"), text[:2000])
