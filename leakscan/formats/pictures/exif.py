"""EXIF data as text; the only module that uses Pillow, which reads the tags and never the pixels."""

import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from leakscan.errors import MalformedFileError
from leakscan.views.pictures import PictureFact, PictureFactKind

if TYPE_CHECKING:
    import logging

_EXIF_IFD, _GPS_IFD, _INTEROPERABILITY_IFD = 0x8769, 0x8825, 0xA005
_PREVIEW_START, _PREVIEW_BYTES = 0x0201, 0x0202
_EXIF = b"Exif\0\0"
_MOST_CHARACTERS = 2000
_OWNER = frozenset({"Artist", "Copyright", "CameraOwnerName", "XPAuthor", "HostComputer"})
_SERIAL = frozenset({"BodySerialNumber", "LensSerialNumber", "CameraSerialNumber", "ImageUniqueID"})
_TEXT = frozenset(
    {"ImageDescription", "UserComment", "XPTitle", "XPComment", "XPKeywords", "XPSubject", "DocumentName"}
)
_POSITIONS = frozenset({"GPSLatitude", "GPSLongitude", "GPSAltitude", "GPSDestLatitude", "GPSDestLongitude"})
_DAMAGES = (
    SyntaxError, ValueError, KeyError, TypeError, OSError, IndexError, ArithmeticError, struct.error,
)  # fmt: skip
"""What Pillow raises where tags are damaged."""
_BLOCKS = frozenset({700, 33723, 34377})
"""Tags that hold blocks of other kinds."""
_OWN_TEXTS = ("created with", "created by", "lead technologies", "optimized by", "ascii", "oledata")


def exif_facts(data: bytes) -> Iterator[PictureFact]:
    """Yield the tags of an EXIF block, which is a small TIFF file.

    Raises:
        MalformedFileError: the block is damaged; what could be read has been yielded.
    """
    _keep_quiet()
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        try:
            facts = list(_blocks(data))
        except _DAMAGES as error:
            raise MalformedFileError("the EXIF data are damaged", code="damaged-metadata") from error
    yield from facts
    if complaints:
        raise MalformedFileError("the EXIF data are damaged", code="damaged-metadata")


def tag_block(data: bytes, number: int) -> bytes:
    """Return the bytes that a tag of an EXIF block holds; empty where there are none, or it is damaged."""
    from PIL import Image

    _keep_quiet()
    with warnings.catch_warnings(action="ignore"):
        try:
            exif = Image.Exif()
            exif.load(data)
            value = exif.get(number)
        except _DAMAGES:
            return b""
    if isinstance(value, tuple):
        value = bytes(item & 0xFF for item in value if isinstance(item, int))
    return value if isinstance(value, bytes) else b""


def preview_in(data: bytes) -> bytes:
    """Return the small JPEG picture that an EXIF block keeps; empty where there is none (CIPA DC-008 §4.5.8)."""
    from PIL import ExifTags, Image

    _keep_quiet()
    with warnings.catch_warnings(action="ignore"):
        try:
            exif = Image.Exif()
            exif.load(data)
            tags = exif.get_ifd(ExifTags.IFD.IFD1)
        except _DAMAGES:
            return b""
    start, size = tags.get(_PREVIEW_START), tags.get(_PREVIEW_BYTES)
    if not isinstance(start, int) or not isinstance(size, int):
        return b""
    content = data.removeprefix(_EXIF)
    preview = content[start : start + size] if start > 0 else b""
    return preview if preview.startswith(b"\xff\xd8") else b""


def _keep_quiet() -> None:
    """Keep Pillow's debug records out of every log, for they quote the value of every tag."""
    import logging

    logging.getLogger("PIL.TiffImagePlugin").addFilter(_is_no_debug_record)


def _is_no_debug_record(record: "logging.LogRecord") -> bool:
    return record.levelname != "DEBUG"


def _blocks(data: bytes) -> Iterator[PictureFact]:
    from PIL import ExifTags, Image

    exif = Image.Exif()
    exif.load(data)
    yield from _tags(exif.items(), ExifTags.TAGS, "EXIF")
    for number, names, block in (
        (_EXIF_IFD, ExifTags.TAGS, "EXIF"),
        (_GPS_IFD, ExifTags.GPSTAGS, "GPS"),
        (ExifTags.IFD.IFD1, ExifTags.TAGS, "EXIF preview"),
    ):
        yield from _tags(exif.get_ifd(number).items(), names, block)


def _tags(items: Iterable[tuple[int, object]], names: Mapping[int, str], block: str) -> Iterator[PictureFact]:
    for number, value in items:
        if number in (_EXIF_IFD, _GPS_IFD, _INTEROPERABILITY_IFD) or number in _BLOCKS:
            continue
        tag = names.get(number, f"0x{number:04X}")
        text = _text(tag, value)
        if text:
            yield PictureFact(_kind(tag, text, block), block, tag, text)


def _kind(tag: str, text: str, block: str) -> PictureFactKind:
    if block == "GPS":
        has_figures = any(character in "123456789" for character in text)
        return PictureFactKind.LOCATION if tag in _POSITIONS and has_figures else PictureFactKind.SOFTWARE
    if block == "EXIF preview":
        return PictureFactKind.PREVIEW
    if tag in _OWNER:
        return PictureFactKind.OWNER
    if tag in _SERIAL:
        return PictureFactKind.SERIAL
    if tag in _TEXT:
        return text_kind(text)
    return PictureFactKind.DATE if tag.startswith("DateTime") else PictureFactKind.SOFTWARE


def text_kind(text: str) -> PictureFactKind:
    """Return whether a remark was written by someone, or by a program about itself."""
    folded = text.strip().casefold()
    is_own = not folded or folded.startswith(_OWN_TEXTS) or len(folded) < 3
    return PictureFactKind.SOFTWARE if is_own else PictureFactKind.TEXT


def _text(tag: str, value: object) -> str:
    if isinstance(value, tuple) and tag.startswith("XP"):
        value = bytes(item & 0xFF for item in value if isinstance(item, int))
    if isinstance(value, bytes):
        if value.startswith((b"MM\0*", b"II*\0")):
            return ""  # an offset of zero: a program cleared the tag, and its value is the block's own start
        if tag.startswith("XP"):
            text = value.decode("utf-16-le", "replace")
        elif tag == "UserComment":
            text = value[8:].decode("utf-8", "replace")
        else:
            text = value.decode("latin-1")
            if not text.strip("\0").isprintable():
                return f"({len(value)} bytes)"
    elif isinstance(value, tuple):
        text = ", ".join(str(item) for item in value)
    else:
        text = str(value)
    return text.replace("\0", "").strip()[:_MOST_CHARACTERS]
