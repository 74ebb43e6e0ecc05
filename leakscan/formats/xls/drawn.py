"""The shapes of a binary sheet, as the drawing that an XML workbook would hold ([MS-XLS] 2.4.170, [MS-ODRAW])."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan.errors import MalformedFileError
from leakscan.formats.ole.officeart import Art, Value, art_records, properties_of
from leakscan.formats.xls.controls import DROP_DOWN, LIST, choices_of
from leakscan.formats.xls.drawn_before import shape_before
from leakscan.formats.xls.hyperlinks import link_target
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.sheet_pictures import BACKGROUND, INLINE, PICTURE
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsb.telling import xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

DRAWING, OBJECT, TEXT = 0x00EC, 0x005D, 0x01B6
_GROUP, _SHAPE, _DRAWING = 0xF003, 0xF004, 0xF002
_GROUP_BOX, _HEAD, _CHILD_BOX, _ANCHOR, _DATA, _TEXTBOX = 0xF009, 0xF00A, 0xF00F, 0xF010, 0xF011, 0xF00D
_TABLES = frozenset((0xF00B, 0xF121, 0xF122))
_PARTS = frozenset((_GROUP_BOX, _HEAD, _CHILD_BOX, _ANCHOR))
_QUIET = frozenset((0xF11D, 0xF118, 0xF119))
"""Pasts of groups and shapes: numbers."""
_ROTATION, _NAME, _DESCRIPTION, _LINK, _TIP, _SHAPE_FLAGS = 0x0004, 0x0380, 0x0381, 0x0382, 0x038D, 0x03BF
_PICTURE, _PICTURE_NAME, _WORD_ART = 0x0104, 0x0105, 0x00C0
_PICTURES = frozenset((_PICTURE, 0x0186, 0x01C5))
"""Pictures of a shape: the one that it is, and those that fill it and its line."""
_CROPS = {"t": 0x0100, "b": 0x0101, "l": 0x0102, "r": 0x0103}
_FILL_KIND, _FILL_OPACITY, _FILL_PICTURE, _FILL_FLAGS = 0x0180, 0x0182, 0x0186, 0x01BF
_IS_HIDDEN, _IS_FILLED = 1, 4
_PACKAGE = 0x03A9
_SILENT_DATA = frozenset(
    {
        0x0141, 0x0142, 0x0143, 0x0145, 0x0146, 0x0151, 0x0152, 0x0153, 0x0155, 0x0156, 0x0157, 0x00C3, 0x00C5,
        0x0197, 0x01CF, 0x01D7, 0x0383, 0x0389, 0x03A0, 0x054F, 0x058F, 0x05CF, 0x060F, 0x064F,
    }
)  # fmt: skip
"""Properties with data of their own that hold outlines, points, dashes, colours and names of fonts."""
_TEXTS = frozenset((_NAME, _DESCRIPTION, _LINK, _TIP, _PICTURE_NAME, _WORD_ART, 0x0187, 0x0185))
_RECTANGLES = {1: "rect", 2: "roundRect", 75: "rect", 202: "rect", 109: "flowChartProcess"}
"""Shapes that fill their box ([MS-ODRAW] 2.4.24); of the others cells show beside their outline."""
_LINES = frozenset((20, *range(32, 41)))
_NOTE, _CHART = 0x19, 0x05
_IS_DELETED = 0x08
_VERSION_5, _VERSION_8 = 5, 8
_BEHIND_CELLS = "__BkgndObj"
"""The name of the hidden object by which BIFF5 keeps a picture behind the cells, as LibreOffice 7.4 reads it."""
_MOST_DEPTH = 60
_IS_OF_PROGRAM = 0x0100
_FIXED_ONE = 65536
_FULL = 100_000
_DEGREE = 60_000


@dataclass(slots=True)
class Drawing:
    """The shapes of one sheet or chart, gathered record by record.

    Attributes:
        links: targets of the links that shapes carry.
        unread: what nothing reads.
        damage: what is wrong with it.
        charts: how many charts it holds.
        packages: shapes as later versions keep them.
        pictures: numbers of the pictures that any of its shapes names, notes among them.
        choices: of its lists, as far as they bring them with them.
        inline: offsets of the records that are pictures by themselves.
    """

    links: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    damage: list[MalformedFileError] = field(default_factory=list)
    charts: int = 0
    packages: list[bytes] = field(default_factory=list)
    pictures: set[int] = field(default_factory=set)
    choices: list[str] = field(default_factory=list)
    inline: list[int] = field(default_factory=list)
    _before: "list[_Element]" = field(default_factory=list)
    _data: bytearray = field(default_factory=bytearray)
    _objects: dict[int, bytes] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)

    def take(self, group: Group, version: int, encoding: str) -> None:
        """Take a record of the sheet."""
        if group.type in (PICTURE, BACKGROUND):
            self._take_picture(group)
        elif version >= _VERSION_8:
            self._take(group)
        elif version >= _VERSION_5:
            self._take_before(group, encoding)

    def _take_picture(self, group: Group) -> None:
        """Take a picture; that of an object of BIFF5 follows its record."""
        from lxml import etree

        self.inline.append(group.start)
        shape = self._before[-1].find("pic") if self._before and group.type == PICTURE else None
        if shape is None or shape.find("blipFill") is not None:
            return
        if next(shape.iter("cNvPr")).get("name") == _BEHIND_CELLS:
            self._before.pop()
            return
        fill = etree.SubElement(shape, "blipFill")
        etree.SubElement(fill, "blip", embed=f"{INLINE}{group.start}")

    def _take(self, group: Group) -> None:
        """Take a record of BIFF8: the data of a drawing go on in continuations of what stands between them."""
        if group.type == DRAWING:
            self._data += group.data
        elif group.type == OBJECT:
            self._objects[len(self._data)] = group.pieces[0]
            self._data += b"".join(group.pieces[1:])
        elif group.type == TEXT:
            self._take_text(group)

    def _take_before(self, group: Group, encoding: str) -> None:
        """Take an object of BIFF5 or 7, which stands in its record alone."""
        try:
            shape = shape_before(group.data, encoding) if group.type == OBJECT else None
        except MalformedFileError as error:
            self.damage.append(error)
            return
        if shape is not None:
            self._before.append(shape)

    def _take_text(self, group: Group) -> None:
        length, runs = struct.unpack_from("<HH", group.pieces[0].ljust(14, b"\0"), 10)
        pieces = group.pieces[1:]
        try:
            self._texts[len(self._data)] = Reader(pieces).unicode_of(length) if length and pieces else ""
        except MalformedFileError as error:
            self.damage.append(error)
        self._data += b"".join(_behind_text(pieces, length, runs))

    def tree(self) -> "_Element":
        """Return the drawing; what breaks off is kept as damage."""
        from lxml import etree

        root = etree.Element("wsDr")
        root.extend(self._before)
        try:
            for art in art_records(bytes(self._data)):
                for child in art.children() if art.kind == _DRAWING else ():
                    if child.kind == _GROUP:
                        for inner in list(child.children())[1:]:
                            self._add(inner, root, 0)
        except MalformedFileError as error:
            self.damage.append(error)
        return root

    def _add(self, art: Art, parent: "_Element", depth: int) -> None:
        """Add a shape, or a group of them, to what holds it; notes are told of as notes."""
        from lxml import etree

        if art.kind not in (_SHAPE, _GROUP) or depth > _MOST_DEPTH:
            self.unread.add("drawn objects")
            return
        children = list(art.children()) if art.kind == _GROUP else [art]
        if not children:
            return
        shape = self._shape(children[0])
        if shape.is_left_out:
            return
        if depth == 0:
            parent = etree.SubElement(parent, "twoCellAnchor")
            for name, corner in zip(("from", "to"), shape.corners(), strict=False):
                element = etree.SubElement(parent, name)
                for key, number in zip(("col", "colOff", "row", "rowOff"), corner, strict=True):
                    etree.SubElement(element, key).text = str(number)
        element = shape.element(is_group=art.kind == _GROUP, chart=self.charts)
        parent.append(element)
        self.charts += shape.is_chart
        for inner in children[1:]:
            self._add(inner, element, depth + 1)

    def _shape(self, art: Art) -> "_Shape":
        shape = _Shape()
        for child in art.children():
            if child.kind in _TABLES:
                shape.properties.update(properties_of(child))
            elif child.kind == _DATA:
                shape.object = self._objects.get(child.end, b"")
            elif child.kind == _TEXTBOX:
                shape.text = self._texts.get(child.end, "")
            elif child.kind in _PARTS:
                shape.parts[child.kind] = child
            elif child.kind not in _QUIET:
                self.unread.add("drawn objects")
        self._note_unread(shape)
        self.pictures.update(
            value.number for name, value in shape.properties.items() if name in _PICTURES and not value.data
        )
        link = shape.properties.get(_LINK)
        target = "" if link is None else link_target(b"\0" * 8 + link.data)
        if target:
            self.links.append(target)
        return shape

    def _note_unread(self, shape: "_Shape") -> None:
        for name, value in shape.properties.items():
            if value.data and name == _PACKAGE:
                self.packages.append(value.data)
            elif value.data and name not in _TEXTS and name not in _SILENT_DATA:
                self.unread.add("drawn objects")
        if shape.kind in (LIST, DROP_DOWN) and not shape.is_left_out:
            try:
                self.choices += choices_of(shape.object)
            except MalformedFileError as error:
                self.damage.append(error)


@dataclass(slots=True)
class _Shape:
    """What the records of one shape say."""

    properties: dict[int, Value] = field(default_factory=dict)
    parts: dict[int, Art] = field(default_factory=dict)
    object: bytes = b""
    text: str = ""

    @property
    def kind(self) -> int:
        """The type of its object ([MS-XLS] 2.5.143); -1 where it has none."""
        return int.from_bytes(self.object[4:6], "little") if len(self.object) >= 10 else -1

    @property
    def is_left_out(self) -> bool:
        """True for notes, and for what the program draws itself, such as the buttons of filters."""
        return self.kind == _NOTE or bool(self.object[8:10] and self.object[9] & _IS_OF_PROGRAM >> 8)

    @property
    def is_chart(self) -> bool:
        """True for a chart."""
        return self.kind == _CHART

    def corners(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield where it begins and ends on the sheet: column, 1024ths of it, row, 256ths of it."""
        anchor = self.parts.get(_ANCHOR)
        if anchor is not None and len(anchor.data) >= 18:
            numbers = struct.unpack_from("<8H", anchor.data, 2)
            yield numbers[0], numbers[1], numbers[2], numbers[3]
            yield numbers[4], numbers[5], numbers[6], numbers[7]

    def element(self, *, is_group: bool, chart: int) -> "_Element":
        """Return the element that an XML drawing would hold for it."""
        from lxml import etree

        picture = self.properties.get(_PICTURE)
        name = "grpSp" if is_group else "graphicFrame" if self.is_chart else "sp" if picture is None else "pic"
        root = etree.Element(name)
        named = etree.SubElement(etree.SubElement(root, "nvPr"), "cNvPr", name=self._text(_NAME))
        for key, number in (("descr", _DESCRIPTION), ("title", _PICTURE_NAME)):
            text = self._text(number)
            if text and text != named.get("descr"):
                named.set(key, text)
        if self._is_hidden:
            named.set("hidden", "1")
        look = etree.SubElement(root, "grpSpPr" if is_group else "spPr")
        self._add_place(root if self.is_chart else look)
        if name == "graphicFrame":
            etree.SubElement(root, "chart", number=str(chart))
        elif name == "pic" and picture is not None:
            fill = etree.SubElement(root, "blipFill")
            etree.SubElement(fill, "blip", embed=str(picture.number))
            etree.SubElement(fill, "srcRect", {key: self._share(number) for key, number in _CROPS.items()})
        elif name == "sp":
            self._add_look(look)
            self._add_text(root)
        return root

    @property
    def _is_hidden(self) -> bool:
        head, flags = self.parts.get(_HEAD), self.properties.get(_SHAPE_FLAGS)
        is_deleted = head is not None and bool(head.data[4:5] and head.data[4] & _IS_DELETED)
        return is_deleted or (flags is not None and flags.flag(_IS_HIDDEN))

    @property
    def _form(self) -> int:
        head = self.parts.get(_HEAD)
        return -1 if head is None else head.instance

    def _text(self, number: int) -> str:
        value = self.properties.get(number)
        return "" if value is None else xml_text(value.text)

    def _share(self, number: int) -> str:
        """Return what is cut off, in thousandths of a percent."""
        value = self.properties.get(number, Value(0)).number
        return str(round((value - (1 << 32 if value >> 31 else 0)) * _FULL / _FIXED_ONE))

    def _add_place(self, parent: "_Element") -> None:
        from lxml import etree

        turned = self.properties.get(_ROTATION, Value(0)).number
        xfrm = etree.SubElement(parent, "xfrm", rot=str(turned * _DEGREE // _FIXED_ONE))
        for kind, corner, size in ((_CHILD_BOX, "off", "ext"), (_GROUP_BOX, "chOff", "chExt")):
            art = self.parts.get(kind)
            if art is not None and len(art.data) >= 16:
                left, top, right, bottom = struct.unpack_from("<4i", art.data)
                etree.SubElement(xfrm, corner, x=str(left), y=str(top))
                etree.SubElement(xfrm, size, cx=str(right - left), cy=str(bottom - top))

    def _add_look(self, parent: "_Element") -> None:
        from lxml import etree

        etree.SubElement(parent, "prstGeom", prst=_RECTANGLES.get(self._form, "other"))
        is_filled = self.properties.get(_FILL_FLAGS, Value(0)).flag(_IS_FILLED, default=True)
        if not is_filled or self._form in _LINES:
            etree.SubElement(parent, "noFill")
            return
        picture = self._number(_FILL_PICTURE)
        fill = etree.SubElement(parent, "solidFill" if not self._number(_FILL_KIND) else "gradFill")
        if picture:
            etree.SubElement(fill, "blip", embed=str(picture))
        opacity = self._number(_FILL_OPACITY, _FIXED_ONE)
        etree.SubElement(fill, "alpha", val=str(opacity * _FULL // _FIXED_ONE))

    def _number(self, name: int, default: int = 0) -> int:
        return self.properties.get(name, Value(default)).number

    def _add_text(self, root: "_Element") -> None:
        from lxml import etree

        body = etree.SubElement(root, "txBody")
        for text in (self._text(_WORD_ART), xml_text(self.text)):
            for line in text.splitlines():
                etree.SubElement(etree.SubElement(body, "p"), "t").text = line


def _behind_text(pieces: list[bytes], length: int, runs: int) -> list[bytes]:
    """Return the continuations behind those that hold a text of that length and the bytes of its runs."""
    index = 0
    while length > 0 and index < len(pieces):
        length -= (len(pieces[index]) - 1) // (2 if pieces[index][:1] == b"\1" else 1)
        index += 1
    while runs > 0 and index < len(pieces):
        runs -= len(pieces[index])
        index += 1
    return pieces[index:]
