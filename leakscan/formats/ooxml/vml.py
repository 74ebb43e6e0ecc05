"""Shapes of VML drawings: controls, pictures of headers, and shapes of old programs (ECMA-376-4 §19)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHAPES = frozenset({"arc", "curve", "group", "image", "line", "oval", "polyline", "rect", "roundrect", "shape"})
_HIDDEN = late_pattern(r"(?:^|;)\s*(?:visibility\s*:\s*hidden|display\s*:\s*none)", re.IGNORECASE)
_NOTE = "note"
_CONTROL_TEXTS = {
    "ListItem": "choice of a list",
    "FmlaTxbx": "formula of a control",
}
_CONTROL_REFERENCES = {
    "FmlaLink": "cell that a control is linked to",
    "FmlaRange": "range of choices",
    "FmlaMacro": "macro of a control",
    "FmlaPict": "range that a picture shows",
    "FmlaGroup": "cell that a group of controls is linked to",
}


def vml_texts(root: "_Element", place: Place, *, sheet_shows: bool) -> Iterator[SideText]:
    """Yield the texts of the shapes of one drawing but for those of notes, which notes tell themselves.

    Args:
        root: the drawing.
        place: its part and sheet.
        sheet_shows: its sheet's tab shows.
    """
    for element in root.iter("*"):
        if xmlsafe.local_name(element) in _SHAPES:
            yield from _shape(element, place, sheet_shows=sheet_shows)


def _shape(element: "_Element", place: Place, *, sheet_shows: bool) -> Iterator[SideText]:
    place = place._replace(name=element.get("id") or xmlsafe.attribute(element, "spid") or "")
    for key, what in (("alt", "description of a shape"), ("title", "title of a shape")):
        text = (element.get(key) or "").strip()
        if text:
            yield SideText(SideKind.ALTERNATIVE_TEXT, what, text, place)
    for child in element:
        if xmlsafe.local_name(child) in ("imagedata", "fill"):
            text = (xmlsafe.attribute(child, "title") or "").strip()
            if text:
                yield SideText(SideKind.ALTERNATIVE_TEXT, "name of a picture's file", text, place)
    data = next(xmlsafe.children(element, "ClientData"), None)
    kind = "" if data is None else (data.get("ObjectType") or "").casefold()
    if data is not None:
        yield from _control(data, place)
    if kind == _NOTE:
        return
    text = _text(element)
    is_hidden = _HIDDEN.search(element.get("style") or "") is not None
    if is_hidden or not sheet_shows:
        why = "that is hidden" if is_hidden else "on a hidden sheet"
        if text:
            yield SideText(SideKind.HIDDEN_SHAPE, f"shape {why}", text, place)
        elif is_hidden:
            yield SideText(SideKind.HIDDEN_SHAPE, f"shape {why}", place.name, place, is_own=True)
    elif text:
        yield SideText(SideKind.SHAPE, "text of a shape", text, place, is_shown=True)


def _control(data: "_Element", place: Place) -> Iterator[SideText]:
    for child in data:
        name = xmlsafe.local_name(child)
        text = xmlsafe.text_of(child).strip()
        if text and name in _CONTROL_TEXTS:
            yield SideText(SideKind.CONTROL, _CONTROL_TEXTS[name], text, place)
        elif text and name in _CONTROL_REFERENCES:
            yield SideText(SideKind.CONTROL, _CONTROL_REFERENCES[name], text, place, is_own=True)


def _text(element: "_Element") -> str:
    """Return the text of a shape: in its box, or along its path."""
    pieces = [" ".join(xmlsafe.text_of(box).split()) for box in element if xmlsafe.local_name(box) == "textbox"]
    pieces += [(path.get("string") or "").strip() for path in element if xmlsafe.local_name(path) == "textpath"]
    return "\n".join(piece for piece in pieces if piece)
