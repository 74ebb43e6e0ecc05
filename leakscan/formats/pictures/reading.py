"""Reads a picture's file from block to block: JPEG, PNG, GIF, WebP, BMP, TIFF and SVG."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError, UnsupportedFormatError
from leakscan.formats.pictures.emf import is_emf, read_emf
from leakscan.formats.pictures.exif import exif_facts, preview_in, tag_block, text_kind
from leakscan.formats.pictures.foreign import foreign_chunk, foreign_segment
from leakscan.formats.pictures.metafiles import lines, unpacked
from leakscan.formats.pictures.photoshop import iptc_facts, photoshop_facts, photoshop_previews
from leakscan.formats.pictures.wmf import is_wmf, read_wmf
from leakscan.formats.pictures.xmp import xmp_facts
from leakscan.views.pictures import PictureFact, PictureFactKind

_MOST_TEXT_BYTES = 1 << 20
_MOST_INNER_FILES = 100
_PNG = b"\x89PNG\r\n\x1a\n"
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/"
"""A zero byte follows; some programs write a blank instead."""
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"


@dataclass(slots=True)
class PictureReading:
    """What a picture's file holds.

    Attributes:
        format: what it is.
        facts: its metadata.
        lines: the texts it draws, line by line, each as the pieces that one command draws.
        end: the byte after the end of the picture; None where the format does not say.
        is_packed: its blocks lie in a packed file, so that positions in it mean nothing outside.
        previews: the files of small pictures of it that it keeps.
        problems: what could not be read.
    """

    format: str
    facts: list[PictureFact] = field(default_factory=list)
    lines: list[tuple[str, ...]] = field(default_factory=list)
    end: int | None = None
    is_packed: bool = False
    previews: list[bytes] = field(default_factory=list)
    problems: list[MalformedFileError] = field(default_factory=list)

    def take(self, facts: Iterator[PictureFact]) -> None:
        """Add facts; damage in one block costs only that block."""
        try:
            self.facts.extend(facts)
        except MalformedFileError as error:
            self.problems.append(error)

    def add(self, kind: PictureFactKind, block: str, tag: str, text: str) -> None:
        """Add one fact."""
        self.facts.append(PictureFact(kind, block, tag, text[:2000]))


def read_picture(data: bytes) -> PictureReading:
    """Return what a picture's file holds beside its pixels.

    Raises:
        UnsupportedFormatError: it is no picture that is read block by block.
        MalformedFileError: the blocks break off.
        LimitReachedError: it is packed, and too large.
    """
    for starts, read in _READERS:
        if data.startswith(starts):
            try:
                return read(data)
            except (struct.error, IndexError) as error:
                raise MalformedFileError("the picture breaks off", code="damaged-picture") from error
    if is_emf(data) or is_wmf(data):
        return _metafile(data)
    if b"<svg" in data[:4096] or data.lstrip().startswith((b"<?xml", b"<svg")):
        return _svg(data)
    raise UnsupportedFormatError("the picture is of a kind that is not examined", code="picture-not-examined")


def is_picture(head: bytes) -> bool:
    """Return whether the first bytes of a file that has no signature of its own are those of a picture."""
    return is_wmf(head) or (head.lstrip()[:256].startswith((b"<?xml", b"<svg")) and b"<svg" in head)


def _metafile(data: bytes) -> PictureReading:
    """Return what a metafile holds, and what the pictures inside it tell."""
    found = read_emf(data) if is_emf(data) else read_wmf(data)
    reading = PictureReading(found.format, list(dict.fromkeys(found.facts)), list(lines(found.runs)), found.end)
    for file in found.files[:_MOST_INNER_FILES]:
        try:
            inner = read_picture(file)
        except (MalformedFileError, UnsupportedFormatError):
            continue  # a bitmap shows whole, or not at all
        reading.facts.extend(fact._replace(block=f"{fact.block} of a picture inside") for fact in inner.facts)
    if found.coded:
        what = "texts of the picture are drawn by numbers of glyphs, which only their font can tell"
        found.problems.append(MalformedFileError(what, code="text-in-glyph-numbers"))
    reading.problems.extend({str(problem): problem for problem in found.problems}.values())
    return reading


def _packed(data: bytes) -> PictureReading:
    content = unpacked(data)
    if not is_emf(content) and not is_wmf(content):
        raise UnsupportedFormatError("the packed file is no picture", code="picture-not-examined")
    reading = _metafile(content)
    reading.is_packed = True
    return reading


def _jpeg(data: bytes) -> PictureReading:
    """Walk the markers (ISO/IEC 10918-1 §B.1): segments to the scan, entropy-coded data to the next marker."""
    reading = PictureReading("JPEG picture")
    position = 2
    while position < len(data):
        if data[position] != 0xFF:
            position = _next_marker(data, position)
            continue
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker == 0xD9:
            reading.end = position + 2
            return reading
        elif marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            position += 2
        else:
            (length,) = struct.unpack_from(">H", data, position + 2)
            _jpeg_segment(reading, marker, data[position + 4 : position + 2 + length])
            position += 2 + length
    raise MalformedFileError("the picture breaks off", code="damaged-picture")


def _next_marker(data: bytes, position: int) -> int:
    found = data.find(b"\xff", position)
    return len(data) if found < 0 else found


def _jpeg_segment(reading: PictureReading, marker: int, body: bytes) -> None:
    if marker == 0xFE:
        text = body.decode("utf-8", "replace").strip("\0 ")
        reading.add(text_kind(text), "comment", "Comment", text)
    elif marker == 0xE1 and body.startswith(_EXIF):
        reading.take(exif_facts(body))
        reading.previews.extend(filter(None, [preview_in(body)]))
    elif marker == 0xE1 and body.startswith(_XMP):
        reading.take(xmp_facts(body[len(_XMP) + 1 :]))
    elif marker == 0xE1 and body.startswith(_XMP_MORE):
        text = f"({len(body)} bytes)"
        reading.add(PictureFactKind.PREVIEW, "XMP", "ExtendedXMP", text)
    elif marker == 0xED and body.startswith(_PHOTOSHOP):
        reading.take(photoshop_facts(body[len(_PHOTOSHOP) :]))
        reading.previews.extend(photoshop_previews(body[len(_PHOTOSHOP) :]))
    elif marker == 0xE0 and body.startswith((b"JFXX\0", b"JFIF\0")) and len(body) > 14 and body[12] and body[13]:
        reading.add(PictureFactKind.PREVIEW, "JFIF", "Thumbnail", f"{body[12]} by {body[13]}")
    else:
        reading.take(foreign_segment(marker, body))


def _png(data: bytes) -> PictureReading:
    """Walk the chunks (ISO/IEC 15948 §5)."""
    reading = PictureReading("PNG picture")
    position = len(_PNG)
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + length]
        position += 12 + length
        if position > len(data):
            break
        if kind == b"IEND":
            reading.end = position
            return reading
        if kind == b"eXIf":
            reading.take(exif_facts(_EXIF + body))
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            reading.take(_png_text(kind, body))
        elif kind == b"tIME":
            year, month, day = struct.unpack(">HBB", body[:4])
            reading.add(PictureFactKind.DATE, "PNG", "tIME", f"{year:04}-{month:02}-{day:02}")
        else:
            reading.take(foreign_chunk(kind, body))
    raise MalformedFileError("the picture breaks off", code="damaged-picture")


def _png_text(kind: bytes, body: bytes) -> Iterator[PictureFact]:
    key, _, rest = body.partition(b"\0")
    tag, encoding = key.decode("latin-1"), "latin-1"
    if kind == b"zTXt":
        rest = _inflated(rest[1:])
    elif kind == b"iTXt":
        is_packed, encoding = rest[:1] == b"\x01", "utf-8"
        _, _, rest = rest[2:].partition(b"\0")
        _, _, rest = rest.partition(b"\0")
        rest = _inflated(rest) if is_packed else rest
    if tag == "XML:com.adobe.xmp":
        yield from xmp_facts(rest)
        return
    text = rest.decode(encoding, "replace").strip()
    kinds = {"Author": PictureFactKind.OWNER, "Copyright": PictureFactKind.OWNER}
    if tag in kinds:
        found = kinds[tag]
    elif tag.startswith(("Software", "Creation Time", "date:", "exif:", "png:", "Source", "icc:")):
        found = PictureFactKind.SOFTWARE
    else:
        found = text_kind(text)
    if text:
        yield PictureFact(found, "PNG", tag, text[:2000])


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_TEXT_BYTES)
    except zlib.error as error:
        raise MalformedFileError("a text of the picture is damaged", code="damaged-metadata") from error


def _gif(data: bytes) -> PictureReading:
    """Walk the blocks (GIF89a §17 to §26)."""
    reading = PictureReading("GIF picture")
    flags = data[10]
    position = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    while position < len(data):
        introducer = data[position]
        if introducer == 0x3B:
            reading.end = position + 1
            return reading
        if introducer == 0x21:
            label = data[position + 1]
            is_xmp = label == 0xFF and data[position + 3 : position + 14] == b"XMP DataXMP"
            start = position + 2
            position = _gif_blocks(data, start)
            if is_xmp:
                packet = data[start + 12 : position].partition(b"<?xpacket end")[0]
                reading.take(xmp_facts(packet.partition(b"?>")[2]))
            elif label == 0xFE:
                text = _gif_text(data, start)
                reading.add(text_kind(text), "comment", "Comment", text)
        elif introducer == 0x2C:
            flags = data[position + 9]
            position = _gif_blocks(data, position + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
        else:
            break
    raise MalformedFileError("the picture breaks off", code="damaged-picture")


def _gif_blocks(data: bytes, position: int) -> int:
    while data[position]:
        position += 1 + data[position]
    return position + 1


def _gif_text(data: bytes, position: int) -> str:
    pieces = []
    while data[position]:
        pieces.append(data[position + 1 : position + 1 + data[position]])
        position += 1 + data[position]
    return b"".join(pieces).decode("utf-8", "replace").strip("\0 ")


def _riff(data: bytes) -> PictureReading:
    if data[8:12] != b"WEBP":
        raise UnsupportedFormatError("the file is no picture", code="picture-not-examined")
    (size,) = struct.unpack_from("<I", data, 4)
    reading = PictureReading("WebP picture", end=8 + size + (size & 1))
    if reading.end is not None and reading.end > len(data) + 1:
        raise MalformedFileError("the picture breaks off", code="damaged-picture")
    position = 12
    while position + 8 <= 8 + size:
        kind = data[position : position + 4]
        (length,) = struct.unpack_from("<I", data, position + 4)
        body = data[position + 8 : position + 8 + length]
        if kind == b"EXIF":
            reading.take(exif_facts(body if body.startswith(_EXIF) else _EXIF + body))
        elif kind == b"XMP ":
            reading.take(xmp_facts(body))
        position += 8 + length + (length & 1)
    return reading


def _bmp(data: bytes) -> PictureReading:
    (size,) = struct.unpack_from("<I", data, 2)
    return PictureReading("BMP picture", end=size if 26 < size <= len(data) else None)


def _tiff(data: bytes) -> PictureReading:
    """Read the tags (TIFF 6.0 §2), among them whole blocks of other kinds."""
    reading = PictureReading("TIFF picture")
    reading.take(exif_facts(_EXIF + data))
    _tiff_blocks(reading, data)
    return reading


def _tiff_blocks(reading: PictureReading, data: bytes) -> None:
    """Take the blocks of XMP, IPTC and Photoshop that tags of a TIFF file hold (TIFF 6.0 supplements)."""
    readers = ((700, xmp_facts), (33723, iptc_facts), (34377, photoshop_facts))
    for number, read in readers:
        block = tag_block(_EXIF + data, number)
        if block:
            reading.take(read(block))


def _jpeg_xr(data: bytes) -> PictureReading:
    """Read the tags of HD Photo, which are those of TIFF (ITU-T T.832 §A.2)."""
    reading = PictureReading("JPEG XR picture")
    tags = b"II*\0" + data[4:]
    reading.take(exif_facts(_EXIF + tags))
    _tiff_blocks(reading, tags)
    return reading


def _icon(data: bytes) -> PictureReading:
    """Read the directory of an icon or cursor, and the whole pictures it lists."""
    (count,) = struct.unpack_from("<H", data, 4)
    reading = PictureReading("icon", end=6 + 16 * count)
    for number in range(count):
        size, start = struct.unpack_from("<II", data, 6 + 16 * number + 8)
        if start + size > len(data):
            raise MalformedFileError("the picture breaks off", code="damaged-picture")
        reading.end = max(reading.end or 0, start + size)
        if data.startswith(_PNG, start):
            reading.facts.extend(_png(data[start : start + size]).facts)
    return reading


def _svg(data: bytes) -> PictureReading:
    root = xmlsafe.parse(data)
    if xmlsafe.local_name(root) != "svg":
        raise UnsupportedFormatError("the XML is no picture", code="picture-not-examined")
    reading = PictureReading("SVG picture")
    for element in root.iter("*"):
        name = xmlsafe.local_name(element)
        text = xmlsafe.text_of(element).strip() if name in ("title", "desc", "text") else ""
        if text and name == "text":
            reading.lines.append((" ".join(text.split()),))
        elif text:
            reading.add(text_kind(text), "SVG", name, text)
        elif name in ("creator", "rights", "publisher", "contributor") and xmlsafe.text_of(element).strip():
            reading.add(PictureFactKind.OWNER, "SVG", name, xmlsafe.text_of(element).strip())
        for key, value in element.attrib.items():
            attribute = str(key).rpartition("}")[2]
            if attribute in ("docname", "export-filename", "docbase", "absref") and value:
                reading.add(PictureFactKind.PATH, "SVG", attribute, str(value))
    for comment in root.iter(tag=_comment_tag()):
        text = (comment.text or "").strip()
        reading.add(
            PictureFactKind.SOFTWARE if "generator" in text.casefold() else text_kind(text), "SVG", "comment", text
        )
    return reading


def _comment_tag() -> "Callable[..., object]":
    from lxml import etree

    return etree.Comment


def known_kind(data: bytes) -> str:
    """Return what bytes that follow a picture look like; empty when they are of no known kind."""
    for start, kind in _KINDS:
        if data.startswith(start):
            return kind
    return ""


_KINDS = (
    (b"\xff\xd8\xff", "another JPEG picture"),
    (_PNG, "a PNG picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "a compound file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)
_READERS: tuple[tuple[tuple[bytes, ...], Callable[[bytes], PictureReading]], ...] = (
    ((b"\xff\xd8",), _jpeg),
    ((_PNG,), _png),
    ((b"GIF87a", b"GIF89a"), _gif),
    ((b"RIFF",), _riff),
    ((b"BM",), _bmp),
    ((b"II*\0", b"MM\0*"), _tiff),
    ((b"II\xbc\x01",), _jpeg_xr),
    ((b"\0\0\1\0", b"\0\0\2\0"), _icon),
    ((b"\x1f\x8b\x08",), _packed),
)
