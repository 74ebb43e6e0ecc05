"""Drawings in running text: their boxes of text, their alternative texts, and why some do not show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.drawings import alternative_texts
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLDERS = frozenset({"drawing", "pict", "object"})
_VML = frozenset({"arc", "curve", "group", "image", "line", "oval", "polyline", "rect", "roundrect", "shape"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:visibility\s*:\s*hidden|display\s*:\s*none)", re.IGNORECASE)
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|in|mm|cm|px|pc)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "px": 0.75, "pc": 12.0}
_EMU_PER_INCH = 914_400
_LARGEST_PAGE_EMU = 22 * _EMU_PER_INCH
"""Word lays out no page longer or wider than 22 inches (ST_PageSize as Word limits it)."""


@dataclass(slots=True)
class Shape:
    """One drawing.

    Attributes:
        why: why it does not show; empty when it does.
        boxes: what holds its text as paragraphs of the document.
        texts: its texts of other kinds.
        side_texts: its alternative texts, and what it is called when it does not show.
        related: relationship ids of what it shows.
        is_floating: it has a place of its own, over or under the text.
    """

    why: str = ""
    boxes: "list[_Element]" = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    side_texts: list[SideText] = field(default_factory=list)
    related: set[str] = field(default_factory=set)
    is_floating: bool = False


def is_drawing(name: str) -> bool:
    """Return whether an element of a run holds drawings."""
    return name in _HOLDERS


def read_shapes(holder: "_Element", place: Place) -> Iterator[Shape]:
    """Yield the drawings of a run: of DrawingML (ECMA-376-1 §20.4) or of VML (ECMA-376-4 §19.1)."""
    for child in holder:
        name = xmlsafe.local_name(child)
        if name in ("inline", "anchor"):
            yield _drawing(child, place)
        elif name in _VML:
            yield from _vml(child, place, "")


def _drawing(anchor: "_Element", place: Place) -> Shape:
    shape = Shape(_why(anchor), is_floating=xmlsafe.local_name(anchor) == "anchor")
    for properties in anchor.iter("{*}docPr", "{*}cNvPr"):
        named = replace(place, name=f"{place.name}, {properties.get('name', '')}".rstrip(", "))
        shape.side_texts.extend(alternative_texts(properties, named))
    _gather(anchor, shape)
    for element in anchor.iter("{*}chart", "{*}relIds", "{*}contentPart"):
        shape.related.update(str(value) for key, value in element.attrib.items() if "relationships}" in str(key))
    if shape.why and not shape.boxes and not shape.texts:
        shape.side_texts.append(_named(shape.why, anchor, place))
    return shape


def _named(why: str, anchor: "_Element", place: Place) -> SideText:
    name = next((item.get("name", "") for item in anchor.iter("{*}docPr")), "")
    is_picture = next(anchor.iter("{*}pic"), None) is not None
    what = f"picture {why}" if is_picture else f"shape {why}"
    return SideText(SideKind.HIDDEN_SHAPE, what, name or "shape", place, is_own=not is_picture)


def _gather(element: "_Element", shape: Shape) -> None:
    """Gather the boxes of text of a drawing, and texts of DrawingML outside of them."""
    for child in element:
        name = xmlsafe.local_name(child)
        if name == "txbxContent":
            shape.boxes.append(child)
        elif name == "AlternateContent":
            branch = next((item for item in child if xmlsafe.local_name(item) in ("Choice", "Fallback")), None)
            if branch is not None:
                _gather(branch, shape)
        elif name == "txBody":
            for paragraph in xmlsafe.children(child, "p"):
                text = "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t")).strip()
                if text:
                    shape.texts.append(text)
        elif name:
            _gather(child, shape)


def _why(anchor: "_Element") -> str:
    for properties in xmlsafe.children(anchor, "docPr"):
        if xmlsafe.is_true(properties.get("hidden")):
            return "that is hidden"
    if xmlsafe.is_true(anchor.get("hidden")):
        return "that is hidden"
    extent = next(xmlsafe.children(anchor, "extent"), None)
    width, height = (0, 0) if extent is None else (_whole(extent.get("cx")), _whole(extent.get("cy")))
    if extent is not None and width == 0 and height == 0:
        return "of no size"
    for name, size in (("positionH", width), ("positionV", height)):
        for position in xmlsafe.children(anchor, name):
            offset = next((_whole(item.text) for item in xmlsafe.children(position, "posOffset")), 0)
            if _is_off(offset, size, position.get("relativeFrom") or ""):
                return "off the page"
    return ""


def _is_off(offset: int, size: int, origin: str) -> bool:
    """Return whether something lies off every page, wherever on it its origin may be."""
    if origin == "page":
        return offset + size <= 0 or offset >= _LARGEST_PAGE_EMU
    return offset + size <= -_LARGEST_PAGE_EMU or offset >= _LARGEST_PAGE_EMU


def _whole(text: str | None) -> int:
    try:
        return int((text or "").strip())
    except ValueError:
        return 0


def _vml(element: "_Element", place: Place, why: str, *, is_grouped: bool = False) -> Iterator[Shape]:
    style = element.get("style") or ""
    shape = Shape(why or _vml_why(style, is_grouped=is_grouped), is_floating="absolute" in style.lower())
    place = replace(place, name=f"{place.name}, {element.get('id', '')}".rstrip(", "))
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
            _gather(child, shape)
        elif name == "textpath" and (child.get("string") or "").strip():
            shape.texts.append(child.get("string", "").strip())
    yield shape
    for child in inner:
        yield from _vml(child, place, shape.why, is_grouped=True)


def _vml_why(style: str, *, is_grouped: bool) -> str:
    """Return why a shape does not show; the measures of one in a group are in units of the group."""
    if _HIDDEN.search(style):
        return "that is hidden"
    if is_grouped:
        return ""
    rules = {key.strip(): value for key, _, value in (pair.partition(":") for pair in style.lower().split(";"))}
    measures = {key: _points(value) for key, value in rules.items()}
    width, height = measures.get("width"), measures.get("height")
    if width == 0 and height == 0:
        return "of no size"
    if "absolute" not in rules.get("position", ""):
        return ""
    page = _LARGEST_PAGE_EMU / _EMU_PER_INCH * 72
    for key, size, axis in (
        ("margin-left", width, "horizontal"),
        ("margin-top", height, "vertical"),
        ("left", width, "horizontal"),
        ("top", height, "vertical"),
    ):
        offset = measures.get(key)
        if rules.get(f"mso-position-{axis}", "absolute").strip() != "absolute":
            continue  # aligned with the page or margin, whatever the offset
        if offset is not None and (offset >= page or offset + (size or 0) <= -page):
            return "off the page"
    return ""


def _points(text: str) -> float | None:
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return float(found[1]) * _POINTS.get((found[2] or "pt").lower(), 1.0)
    except ValueError:
        return None
