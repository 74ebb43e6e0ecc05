"""Finds bytes within streams that no reader of the stream takes: behind packed data, pixels or packed objects.

What this module does not promise: bytes behind data that end in packed bytes themselves, where no other reader
unpacks the stream; bytes behind the pixels of packed pictures of more than 64 KB.
"""

import re
import zlib
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.magic import file_format
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Stream, Value
from leakscan.formats.texts import is_plain_text

_LETTERS_AT_END = re.compile(rb"[\t\n\r -~]{16}\Z")
"""Packed data end in a checksum; so many letters in a row are hardly ever packed."""
_BLANKS = b"\0\t\n\f\r "
_READABLE = re.compile(rb"[A-Za-z\xc0-\xff]{2}")
_SYNTAX = re.compile(
    rb"endstream[\0\t\n\f\r ]++(?:(?:[abdejmnorst]{1,9}+|/[A-Za-z]*+|[][<>0-9.]++)[\0\t\n\f\r ]*+)*"
)
"""The beginnings of further objects: some writers state the length of data too high (PDFBox's test files)."""
_FEW_BYTES = 8
_MOST_PIXEL_BYTES = 1 << 16
_MOST_BEHIND = 1 << 16
_COMPONENTS = {
    "DeviceGray": 1, "G": 1, "CalGray": 1, "Indexed": 1, "I": 1, "Separation": 1, "DeviceRGB": 3, "RGB": 3,
    "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4, "CMYK": 4,
}  # fmt: skip
"""How many numbers a pixel has, by the colour space (ISO 32000-2 8.6)."""


def slack_ranges(pdf: Pdf) -> Iterator[tuple[Place, bytes]]:
    """Yield the bytes, with the object they stand in."""
    objects = pdf.objects
    if objects is None:
        return
    for ref, stream in pdf.census.streams:
        for data in (_behind_packed(objects, stream), _behind_pixels(objects, stream)):
            if len(data) > _FEW_BYTES:
                yield Place(part=f"object {ref.number}"), data
    for (holder, _), data in sorted(objects.beside_packed().items()):
        yield Place(part=f"object {holder}"), data


def _behind_packed(objects: Objects, stream: Stream) -> bytes:
    """Return what stands behind the end of deflated data (RFC 1950 2.2)."""
    if stream not in objects.behind and "Filter" in stream.dictionary:
        if _LETTERS_AT_END.search(objects.raw(stream)[-16:]) is None:
            return b""
        objects.data(stream)
    behind = objects.behind.get(stream, b"").strip(_BLANKS)
    return b"" if _SYNTAX.fullmatch(behind) else behind


def _behind_pixels(objects: Objects, stream: Stream) -> bytes:
    """Return what stands behind the last row of a picture, where it is text or a file: nothing paints it."""
    size = _pixel_bytes(objects, stream)
    packing = objects.resolve(stream.dictionary.get("Filter"))
    if size is None or packing not in (None, "FlateDecode", "Fl"):
        return b""
    data = objects.raw(stream)
    if packing is not None and size <= _MOST_PIXEL_BYTES:
        try:
            data = zlib.decompressobj().decompress(data, size + _MOST_BEHIND)
        except zlib.error:
            return b""
    elif packing is not None:
        return b""
    behind = data[size : size + _MOST_BEHIND].strip(_BLANKS)
    is_text = is_plain_text(behind) and _READABLE.search(behind) is not None
    return behind if is_text or file_format(behind[:64], is_file=False) else b""


def _pixel_bytes(objects: Objects, stream: Stream) -> int | None:
    """Return how many bytes the rows of a picture take; None for other streams and rare colour spaces."""
    entries = stream.dictionary
    if objects.text(entries.get("Subtype")) != "Image":
        return None
    width, height = objects.integer(entries.get("Width")), objects.integer(entries.get("Height"))
    is_mask = objects.resolve(entries.get("ImageMask")) is True
    bits = 1 if is_mask else objects.integer(entries.get("BitsPerComponent"))
    components = 1 if is_mask else _components(objects, entries.get("ColorSpace"))
    if not (width and height and bits and components) or min(width, height, bits) < 1:
        return None
    parameters = objects.resolve(entries.get("DecodeParms"))
    if isinstance(parameters, list):
        return None
    predictor = objects.integer(objects.dictionary(parameters).get("Predictor")) or 1
    return height * ((width * bits * components + 7) // 8 + (predictor >= 10))


def _components(objects: Objects, space: Value) -> int | None:
    space = objects.resolve(space)
    if isinstance(space, list) and space:
        name = objects.text(space[0])
        if name == "ICCBased" and len(space) > 1:
            return objects.integer(objects.dictionary(space[1]).get("N"))
        if name == "DeviceN" and len(space) > 1:
            return len(objects.array(space[1]))
        return _COMPONENTS.get(name)
    return _COMPONENTS.get(objects.text(space))
