"""The drawn objects of BIFF5 and 7, as the drawing that an XML workbook would hold.

Each stands whole in its OBJ record: what all have in common, its lines and fills, its name, its text.
LibreOffice 7.4 reads them in this order.
"""

import struct
from typing import TYPE_CHECKING

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.text import decoded
from leakscan.formats.xlsb.telling import xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

GROUP, LINE, RECTANGLE, OVAL, ARC, TEXT, POLYGON = 0, 1, 2, 3, 4, 6, 9
_COMMON_BYTES = 34
_LOOKS = {GROUP: 22, LINE: 8, RECTANGLE: 10, OVAL: 10, ARC: 10, TEXT: 10, POLYGON: 32}
"""Bytes between what objects have in common and their names, without those of a text."""
READ_BEFORE = frozenset(_LOOKS)
_TEXT_BYTES = 26
_IS_HIDDEN = 0x0100
_FORMS = {RECTANGLE: "rect", TEXT: "rect", LINE: "line"}
_NO_PATTERN, _IS_AUTOMATIC = 0, 1


def shape_before(data: bytes, encoding: str) -> "_Element | None":
    """Return the anchor of an object with the object in it; None for one of a kind that is not read.

    Raises:
        MalformedFileError: the record is too short.
    """
    from lxml import etree

    if len(data) < _COMMON_BYTES:
        raise MalformedFileError("a record is too short", code="short-record")
    kind, _, flags, *corners, macro_size, _, has_name, _ = struct.unpack_from("<15H", data, 4)
    if kind not in READ_BEFORE:
        return None
    name, text = _texts(data, kind, macro_size, encoding, has_name=bool(has_name))
    anchor = etree.Element("twoCellAnchor")
    for tag, corner in (("from", corners[:4]), ("to", corners[4:])):
        place = etree.SubElement(anchor, tag)
        for key, number in zip(("col", "colOff", "row", "rowOff"), corner, strict=True):
            etree.SubElement(place, key).text = str(number)
    root = etree.SubElement(anchor, "grpSp" if kind == GROUP else "sp")
    named = etree.SubElement(etree.SubElement(root, "nvPr"), "cNvPr", name=xml_text(name))
    if flags & _IS_HIDDEN:
        named.set("hidden", "1")
    look = etree.SubElement(root, "grpSpPr" if kind == GROUP else "spPr")
    etree.SubElement(look, "prstGeom", prst=_FORMS.get(kind, "other"))
    pattern, automatic = data[_COMMON_BYTES + 2 : _COMMON_BYTES + 4]
    is_filled = kind not in (GROUP, LINE) and (pattern != _NO_PATTERN or automatic & _IS_AUTOMATIC)
    etree.SubElement(look, "solidFill" if is_filled else "noFill")
    body = etree.SubElement(root, "txBody")
    for line in xml_text(text).splitlines():
        etree.SubElement(etree.SubElement(body, "p"), "t").text = line
    return anchor


def _texts(data: bytes, kind: int, macro_size: int, encoding: str, *, has_name: bool) -> tuple[str, str]:
    """Return the name and the text of an object; each is filled up to an even number of bytes."""
    position = _COMMON_BYTES + _LOOKS[kind]
    length = 0
    if kind == TEXT:
        length = int.from_bytes(data[position : position + 2], "little")
        position += _TEXT_BYTES
    name = b""
    if has_name:
        size = data[position] if position < len(data) else 0
        name = data[position + 1 : position + 1 + size]
        position += 1 + size
        position += position & 1
    position += macro_size
    text = data[position : position + length]
    if position > len(data) or len(text) < length:
        raise MalformedFileError("a record is too short", code="short-record")
    return decoded(name, encoding), decoded(text, encoding).replace("\r", "\n")
