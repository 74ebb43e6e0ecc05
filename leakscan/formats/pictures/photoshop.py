"""Image resources of Photoshop, and the IPTC texts that lie in one of them."""

import struct
from collections.abc import Iterator

from leakscan.views.pictures import PictureFact, PictureFactKind

_IPTC_RESOURCE, _CAPTION_DIGEST = 0x0404, 0x0425
_PREVIEWS = (0x0409, 0x040C)
_PREVIEW_HEADER_BYTES = 28
_IPTC = {
    5: (PictureFactKind.TEXT, "ObjectName"),
    25: (PictureFactKind.TEXT, "Keywords"),
    40: (PictureFactKind.TEXT, "SpecialInstructions"),
    80: (PictureFactKind.OWNER, "By-line"),
    85: (PictureFactKind.OWNER, "By-lineTitle"),
    90: (PictureFactKind.LOCATION, "City"),
    92: (PictureFactKind.LOCATION, "Sub-location"),
    101: (PictureFactKind.LOCATION, "Country"),
    105: (PictureFactKind.TEXT, "Headline"),
    110: (PictureFactKind.OWNER, "Credit"),
    116: (PictureFactKind.OWNER, "CopyrightNotice"),
    120: (PictureFactKind.TEXT, "Caption"),
    122: (PictureFactKind.OWNER, "Writer"),
}
"""Datasets of IPTC record 2 that tell something."""


def photoshop_facts(body: bytes) -> Iterator[PictureFact]:
    """Yield what Photoshop's image resources hold: IPTC texts and previews."""
    for number, content in _resources(body):
        size = len(content)
        if number == _IPTC_RESOURCE:
            yield from iptc_facts(content)
        elif number in _PREVIEWS:
            yield PictureFact(PictureFactKind.PREVIEW, "Photoshop", "Thumbnail", f"({size} bytes)")
        elif number != _CAPTION_DIGEST:
            yield PictureFact(PictureFactKind.SOFTWARE, "Photoshop", f"0x{number:04X}", f"({size} bytes)")


def photoshop_previews(body: bytes) -> Iterator[bytes]:
    """Yield the small JPEG pictures among Photoshop's image resources, which follow a header of their own."""
    for number, content in _resources(body):
        preview = content[_PREVIEW_HEADER_BYTES:] if number in _PREVIEWS else b""
        if preview.startswith(b"\xff\xd8"):
            yield preview


def _resources(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each image resource, as far as they go."""
    position = 0
    while body[position : position + 4] == b"8BIM" and position + 12 <= len(body):
        (number,) = struct.unpack_from(">H", body, position + 4)
        name_length = body[position + 6]
        start = position + 7 + name_length
        start += start & 1 ^ position & 1
        (size,) = struct.unpack_from(">I", body, start)
        yield number, body[start + 4 : start + 4 + size]
        position = start + 4 + size + (size & 1)


def iptc_facts(content: bytes) -> Iterator[PictureFact]:
    """Yield the datasets of IPTC record 2 that tell something (IPTC-IIM 4.2 §6)."""
    position = 0
    while position + 5 <= len(content) and content[position] == 0x1C:
        record, dataset, size = struct.unpack_from(">BBH", content, position + 1)
        text = content[position + 5 : position + 5 + size].decode("utf-8", "replace").strip("\0 ")
        known = _IPTC.get(dataset) if record == 2 else None
        if known is not None and text:
            yield PictureFact(known[0], "IPTC", known[1], text)
        position += 5 + size
