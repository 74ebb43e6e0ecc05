"""The drawn objects of BIFF5 and 7, as the drawing that an XML workbook would hold.

Each stands whole in its OBJ record: what all have in common, its lines and fills, its name, its text; a picture
stands in the record behind it. LibreOffice 7.4 reads them in this order.
"""

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.text import decoded
from leakscan.formats.xlsb.telling import xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

GROUP, LINE, RECTANGLE, OVAL, ARC, TEXT, BUTTON, PICTURE, POLYGON = 0, 1, 2, 3, 4, 6, 7, 8, 9
CHECK_BOX, OPTION, EDIT, LABEL, DIALOG, SPIN, SCROLL_BAR, LIST, GROUP_BOX, DROP_DOWN = range(11, 21)
_COMMON_BYTES = 34
_TEXT_BYTES = 26
_TEXTS = frozenset((TEXT, BUTTON, LABEL, DIALOG))
"""Objects that say how long their text is before their name; the text stands behind name and macro."""
_LOOKS = {
    GROUP: 22, LINE: 8, RECTANGLE: 10, OVAL: 10, ARC: 10, TEXT: 10, BUTTON: 10, PICTURE: 26, POLYGON: 32,
    CHECK_BOX: 42, OPTION: 54, EDIT: 36, LABEL: 10, DIALOG: 10, SPIN: 30, SCROLL_BAR: 30, LIST: 54, GROUP_BOX: 48,
    DROP_DOWN: 76,
}  # fmt: skip
"""Bytes between what objects have in common and their names, without those of a text."""
_LINKED = frozenset((CHECK_BOX, OPTION, DROP_DOWN))
"""Controls with a cell that they are linked to before their text; a macro of its own length stands before that."""
_CAPTIONED = _LINKED | {EDIT, GROUP_BOX}
"""Controls whose text, with its length before it, stands behind name, macro and link."""
_LIST_BYTES = 8
_DROP_DOWN_BYTES = 6
_WITHOUT_TEXT = frozenset((GROUP, LINE, RECTANGLE, OVAL, ARC, POLYGON))
_CHART, _NOTE = 0x05, 0x19
READ_BEFORE = frozenset(_LOOKS) | {_CHART, _NOTE}
"""Objects of version 5 that are read: those here, charts and notes by their own records ([MS-XLS] 2.5.143)."""
READ_LONG_BEFORE = _WITHOUT_TEXT | {_CHART}
"""Objects of versions 3 and 4 that hold nothing to be read."""
_IS_HIDDEN = 0x0100
_FORMS = {RECTANGLE: "rect", TEXT: "rect", LINE: "line"}
_UNFILLED = frozenset((GROUP, LINE))
_NO_PATTERN, _IS_AUTOMATIC = 0, 1


@dataclass(slots=True)
class _Head:
    """What objects have in common."""

    kind: int
    flags: int
    corners: list[int]
    macro_bytes: int
    has_name: bool


def shape_before(data: bytes, encoding: str) -> "_Element | None":
    """Return the anchor of an object with the object in it; None for one of a kind that is not read.

    Raises:
        MalformedFileError: the record is too short.
    """
    from lxml import etree

    if len(data) < _COMMON_BYTES:
        raise MalformedFileError("a record is too short", code="short-record")
    kind, _, flags, *corners, macro_bytes, _, has_name, _ = struct.unpack_from("<15H", data, 4)
    if kind not in _LOOKS:
        return None
    head = _Head(kind, flags, corners, macro_bytes, bool(has_name))
    name, text = _words(data, head, encoding)
    anchor = etree.Element("twoCellAnchor")
    for tag, corner in (("from", corners[:4]), ("to", corners[4:])):
        place = etree.SubElement(anchor, tag)
        for key, number in zip(("col", "colOff", "row", "rowOff"), corner, strict=True):
            etree.SubElement(place, key).text = str(number)
    root = etree.SubElement(anchor, {GROUP: "grpSp", PICTURE: "pic"}.get(kind, "sp"))
    named = etree.SubElement(etree.SubElement(root, "nvPr"), "cNvPr", name=xml_text(name))
    if flags & _IS_HIDDEN:
        named.set("hidden", "1")
    look = etree.SubElement(root, "grpSpPr" if kind == GROUP else "spPr")
    if kind == PICTURE:
        return anchor
    etree.SubElement(look, "prstGeom", prst=_FORMS.get(kind, "other"))
    pattern, automatic = data[_COMMON_BYTES + 2 : _COMMON_BYTES + 4]
    is_filled = kind not in _UNFILLED and (pattern != _NO_PATTERN or automatic & _IS_AUTOMATIC)
    etree.SubElement(look, "solidFill" if is_filled else "noFill")
    body = etree.SubElement(root, "txBody")
    for line in xml_text(text).splitlines():
        etree.SubElement(etree.SubElement(body, "p"), "t").text = line
    return anchor


def _words(data: bytes, head: _Head, encoding: str) -> tuple[str, str]:
    """Return the name and the text of an object; each is filled up to an even number of bytes."""
    fields = _Fields(data, _COMMON_BYTES + _LOOKS[head.kind])
    length = 0
    if head.kind in _TEXTS:
        length = fields.number()
        fields.take(_TEXT_BYTES - 2)
    name = b""
    if head.has_name:
        name = fields.take(fields.take(1)[0])
        fields.position += fields.position & 1
    if head.kind in _CAPTIONED:
        # The length of a macro that stands with what all have in common means nothing for these.
        fields.take(fields.number())
        if head.kind in _LINKED:
            fields.take(fields.number())
        if head.kind == DROP_DOWN:
            fields.take(fields.number())
            fields.take(_LIST_BYTES + _DROP_DOWN_BYTES)
        length = fields.number() if fields.position < len(data) else 0
    elif head.kind in _TEXTS:
        fields.take(head.macro_bytes)
    return decoded(name, encoding), decoded(fields.take(length), encoding).replace("\r", "\n")


@dataclass(slots=True)
class _Fields:
    """Fields of a record, one after the other."""

    data: bytes
    position: int

    def take(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            MalformedFileError: there are fewer.
        """
        start, self.position = self.position, self.position + size
        if self.position > len(self.data):
            raise MalformedFileError("a record is too short", code="short-record")
        return self.data[start : self.position]

    def number(self) -> int:
        """Return the next number of two bytes."""
        return int.from_bytes(self.take(2), "little")
