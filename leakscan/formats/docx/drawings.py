"""Drawings in running text: their boxes of text, their alternative texts, and why some do not show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.boxes import (
    TINY_EMU,
    Area,
    Box,
    box_ground,
    box_room,
    box_why,
    drawing_area,
    points,
    vml_area,
    vml_ground,
    vml_room,
    vml_rules,
    whole,
)
from leakscan.formats.docx.elements import chosen
from leakscan.formats.docx.layout import Pages
from leakscan.formats.docx.leftovers import taken
from leakscan.formats.docx.tints import Tints
from leakscan.formats.ooxml.drawings import alternative_texts
from leakscan.formats.ooxml.given_names import given_names
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLDERS = frozenset({"drawing", "pict", "object"})
_VML = frozenset({"arc", "curve", "group", "image", "line", "oval", "polyline", "rect", "roundrect", "shape"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:visibility\s*:\s*hidden|display\s*:\s*none)", re.IGNORECASE)
_WHOLE_PAGE = 100_000
_EMU_PER_TWIP = 635


@dataclass(slots=True)
class Shape:
    """One drawing.

    Attributes:
        why: why it does not show; empty when it does.
        boxes: its boxes of text.
        texts: its texts of other kinds.
        side_texts: its alternative texts, and what it is called when it does not show.
        related: relationship ids of what it shows.
        is_floating: it has a place of its own, over or under the text.
        area: that place, where it is known.
    """

    why: str = ""
    boxes: list[Box] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    side_texts: list[SideText] = field(default_factory=list)
    related: set[str] = field(default_factory=set)
    is_floating: bool = False
    area: Area | None = None


def is_drawing(name: str) -> bool:
    """Return whether an element of a run holds drawings."""
    return name in _HOLDERS


def read_shapes(holder: "_Element", place: Place, pages: Pages, tints: Tints) -> Iterator[Shape]:
    """Yield the drawings of a run: of DrawingML (ECMA-376-1 §20.4) or of VML (ECMA-376-4 §19.1)."""
    for child in holder:
        name = xmlsafe.local_name(child)
        if name == "OLEObject":
            yield Shape(side_texts=list(_link_codes(child, place)))
        elif name in ("inline", "anchor"):
            yield _drawing(child, place, pages, tints)
        elif name in _VML:
            yield from _vml(child, place, "", pages)


def _link_codes(linked: "_Element", place: Place) -> Iterator[SideText]:
    """Yield the code of the field by which an object is linked (ECMA-376-4 §19.2.2.10)."""
    for element in xmlsafe.children(linked, "FieldCodes"):
        text = taken(element).strip()
        if any(letter.isalpha() for letter in text.replace("\\s", "")):
            yield SideText(SideKind.MARKUP, "code of a linked object", text, place)


def _drawing(anchor: "_Element", place: Place, pages: Pages, tints: Tints) -> Shape:
    is_floating = xmlsafe.local_name(anchor) == "anchor"
    shape = Shape(_why(anchor, pages), is_floating=is_floating, area=drawing_area(anchor) if is_floating else None)
    for properties in anchor.iter("{*}docPr", "{*}cNvPr"):
        named = place._replace(name=f"{place.name}, {properties.get('name', '')}".rstrip(", "))
        shape.side_texts.extend(alternative_texts(properties, named))
        shape.side_texts.extend(given_names(properties, place))
        for link in properties.iter("{*}hlinkClick", "{*}hlinkHover"):
            text = (link.get("tooltip") or "").strip()
            if text:
                shape.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, "screen tip of a link", text, named))
    _gather(anchor, shape, Box(anchor), tints)
    for element in anchor.iter("{*}chart", "{*}relIds", "{*}contentPart"):
        shape.related.update(str(value) for key, value in element.attrib.items() if "relationships}" in str(key))
    extent = next(xmlsafe.children(anchor, "extent"), None)
    if extent is not None and not shape.why and shape.boxes:
        is_tiny = max(whole(extent.get("cx")), whole(extent.get("cy"))) <= TINY_EMU
        shape.why = "of no size" if is_tiny else ""
    if shape.why and not shape.boxes and not shape.texts:
        shape.side_texts.append(_named(shape.why, anchor, place))
    return shape


def _named(why: str, anchor: "_Element", place: Place) -> SideText:
    name = next((item.get("name", "") for item in anchor.iter("{*}docPr")), "")
    is_picture = next(anchor.iter("{*}pic"), None) is not None
    what = f"picture {why}" if is_picture else f"shape {why}"
    return SideText(SideKind.HIDDEN_SHAPE, what, name or "shape", place, is_own=not is_picture)


def _gather(element: "_Element", shape: Shape, outer: Box, tints: Tints, *, is_grouped: bool = False) -> None:
    """Gather the boxes of text of a drawing, and texts of DrawingML outside of them."""
    for child in element:
        name = xmlsafe.local_name(child)
        if name == "txbxContent":
            shape.boxes.append(outer._replace(content=child))
        elif name == "AlternateContent":
            branch, _ = chosen(child)
            if branch is not None:
                _gather(branch, shape, outer, tints, is_grouped=is_grouped)
        elif name == "wsp":
            why = outer.why or box_why(child, is_grouped=is_grouped)
            _gather(
                child,
                shape,
                Box(child, why, box_ground(child, tints), box_room(child, is_grouped=is_grouped)),
                tints,
                is_grouped=is_grouped,
            )
        elif name in ("grpSp", "wgp", "wpc"):
            _gather(child, shape, outer, tints, is_grouped=True)
        elif name == "txBody":
            for paragraph in xmlsafe.children(child, "p"):
                text = "".join(taken(item) for item in xmlsafe.descendants(paragraph, "t")).strip()
                if text:
                    shape.texts.append(text)
        elif name:
            _gather(child, shape, outer, tints, is_grouped=is_grouped)


def _why(anchor: "_Element", pages: Pages) -> str:
    for properties in xmlsafe.children(anchor, "docPr"):
        if xmlsafe.is_true(properties.get("hidden")):
            return "that is hidden"
    if xmlsafe.is_true(anchor.get("hidden")):
        return "that is hidden"
    extent = next(xmlsafe.children(anchor, "extent"), None)
    width, height = (0, 0) if extent is None else (whole(extent.get("cx")), whole(extent.get("cy")))
    if extent is not None and width == 0 and height == 0:
        return "of no size"
    if xmlsafe.is_true(anchor.get("simplePos")):
        for corner in xmlsafe.children(anchor, "simplePos"):
            places = ((corner.get("x"), width, pages.width), (corner.get("y"), height, pages.height))
            if any(_is_off(whole(place), size, page * _EMU_PER_TWIP, "page") for place, size, page in places):
                return "off the page"
        return ""
    for name, size, page in (("positionH", width, pages.width), ("positionV", height, pages.height)):
        for position in xmlsafe.children(anchor, name):
            offset = next((whole(item.text) for item in xmlsafe.children(position, "posOffset")), 0)
            for share in position.iter("{*}pctPosHOffset", "{*}pctPosVOffset"):  # in thousandths of a hundredth
                if abs(whole(share.text)) >= _WHOLE_PAGE:
                    return "off the page"
            if _is_off(offset, size, page * _EMU_PER_TWIP, position.get("relativeFrom") or ""):
                return "off the page"
    return ""


def _is_off(offset: int, size: int, page: int, origin: str) -> bool:
    """Return whether something lies off every page, wherever on it its origin may be."""
    if origin == "page":
        return offset + size <= 0 or offset >= page
    return offset + size <= -page or offset >= page


def _vml(
    element: "_Element", place: Place, why: str, pages: Pages, *, is_grouped: bool = False
) -> Iterator[Shape]:
    style = element.get("style") or ""
    shape = Shape(why or _vml_why(style, pages, is_grouped=is_grouped), is_floating="absolute" in style.lower())
    shape.area = None if is_grouped else vml_area(element)
    place = place._replace(name=f"{place.name}, {element.get('id', '')}".rstrip(", "))
    for key, what in (("alt", "description of a shape"), ("title", "title of a shape")):
        text = (element.get(key) or "").strip()
        if text:
            shape.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, text, place))
    inner = []
    for child in element:
        name = xmlsafe.local_name(child)
        if name in _VML:
            inner.append(child)
        elif name in ("imagedata", "fill"):
            text = (xmlsafe.attribute(child, "title") or "").strip()
            if text:
                what = "name of a picture's file"
                shape.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, text, place))
        elif name == "textbox":
            room = "" if is_grouped else vml_room(element, child)
            room = "that is hidden" if _HIDDEN.search(child.get("style") or "") else room
            for content in xmlsafe.children(child, "txbxContent"):
                shape.boxes.append(Box(content, room, vml_ground(element)))
        elif name == "textpath" and (text := (child.get("string") or "").strip()):
            if xmlsafe.is_true(child.get("on"), default=True):
                shape.texts.append(text)
            else:
                what = "text of a shape that is switched off"
                shape.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text, place))
    yield shape
    for child in inner:
        yield from _vml(child, place, shape.why, pages, is_grouped=True)


def _vml_why(style: str, pages: Pages, *, is_grouped: bool) -> str:
    """Return why a shape does not show; the measures of one in a group are in units of the group."""
    if _HIDDEN.search(style):
        return "that is hidden"
    if is_grouped:
        return ""
    rules = vml_rules(style)
    measures = {key: points(value) for key, value in rules.items()}
    width, height = measures.get("width"), measures.get("height")
    if width == 0 and height == 0:
        return "of no size"
    if "absolute" not in rules.get("position", ""):
        return ""
    for key, size, axis, page in (
        ("margin-left", width, "horizontal", pages.width / 20),
        ("margin-top", height, "vertical", pages.height / 20),
        ("left", width, "horizontal", pages.width / 20),
        ("top", height, "vertical", pages.height / 20),
    ):
        offset = measures.get(key)
        if rules.get(f"mso-position-{axis}", "absolute") != "absolute":
            continue  # aligned with the page or margin, whatever the offset
        if offset is not None and (offset >= page or offset + (size or 0) <= -page):
            return "off the page"
    return ""
