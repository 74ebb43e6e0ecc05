"""Shapes of DrawingML drawings: their texts, their alternative texts, and why some do not show."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.whole import read_whole
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_TINY = 25_400
"""Two points: what is smaller in both directions looks like a speck of dust."""
_TRACE, _WHOLE = 2_000, 100_000
"""Shares in thousandths of a percent."""
_GENERATED = late_pattern(
    r".*(?:automatically generated|automatisch generiert|générée automatiquement|generada automáticamente)"
    r"|(?:a |an )?(?:picture containing|close-?up of|screenshot of|chart|picture \d+|image \d+|graphic \d+)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""Alternative texts that programs make up by themselves."""
_BRANCHES = ("Choice", "Fallback")
_FOR_OLDER = "shape for older programs that newer ones do not show"
_STAND_INS = ("slicer", "timeslicer", "chartex")
_OWN_STAND_IN = late_pattern(
    r"This (?:shape represents|chart isn't available)|If the shape was modified|Editing this shape"
    r"|(?:Time ?line|Timeslicer): Works in Excel"
)
"""How Excel says, for older versions, that a slicer, a time line or a chart is none that they know."""
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "relSizeAnchor", "absSizeAnchor"})


@dataclass(frozen=True, slots=True)
class _Where:
    """What is known of a shape from what stands around it.

    Attributes:
        place: the drawing, and its sheet.
        why: why nothing in here shows; empty when it does.
        is_stand_in: the shape stands in for a control or object that is drawn otherwise.
        unseen: by shape, its texts that are not seen, each with the reason.
    """

    place: Place
    why: str = ""
    is_stand_in: bool = False
    unseen: Mapping["_Element", Sequence[tuple[str, str]]] = field(default_factory=dict)


def drawing_texts(
    root: "_Element",
    place: Place,
    *,
    sheet_shows: bool,
    objects_show: bool = True,
    unseen: Mapping["_Element", Sequence[tuple[str, str]]] | None = None,
) -> Iterator[SideText]:
    """Yield the texts of the shapes of one drawing (ECMA-376-1 §20.1.2.2.8, §20.5.2).

    Args:
        root: the drawing.
        place: its part and sheet.
        sheet_shows: its sheet's tab shows.
        objects_show: the workbook shows shapes at all.
        unseen: by shape, its texts that are not seen, each with the reason.
    """
    seen: set[SideText] = set()
    why = "" if objects_show else "in a workbook that shows no objects"
    where = _Where(place, why if sheet_shows else "on a hidden sheet", unseen=unseen or {})
    for item in _walk(root, where):
        if item not in seen:
            seen.add(item)
            yield item


def _walk(element: "_Element", where: _Where) -> Iterator[SideText]:
    for child in element:
        name = xmlsafe.local_name(child)
        if not name:
            text = (child.text or "").strip()
            if text and xmlsafe.is_remark(child):
                yield SideText(SideKind.HIDDEN_SHAPE, "remark in its markup", text, where.place)
            continue
        if name == "AlternateContent":
            yield from _alternatives(child, where)
            continue
        inner = where
        if name in _ANCHORS:
            why = _off_sheet(child)
            if why and not where.why:
                inner = replace(where, why=why)
        properties = _properties(child)
        if properties is None:
            yield from _walk(child, inner)
            continue
        inner = _within(properties, inner)
        if name == "pic" and not inner.why and _is_faded(child):
            inner = replace(inner, why="made clear or white")
        yield from alternative_texts(properties, inner.place)
        yield from _screen_tips(properties, inner.place)
        yield from _shape(child, name, properties, inner)
        if name == "grpSp":
            yield from _walk(child, inner)


def _alternatives(element: "_Element", where: _Where) -> Iterator[SideText]:
    """Yield the texts of alternatives: the first is shown, the others are for programs that do not know it."""
    branches = [child for child in element if xmlsafe.local_name(child) in _BRANCHES]
    if not branches:
        return
    yield from _walk(branches[0], where)
    kinds = [item.get("uri", "") for item in xmlsafe.descendants(branches[0], "graphicData")]
    is_own = any(kind.endswith(_STAND_INS) for kind in kinds)
    for branch in branches[1:]:
        for text in _only_in(branch, branches[0]):
            yield SideText(SideKind.HIDDEN_SHAPE, _FOR_OLDER, text, where.place, is_own=is_own)


def _only_in(branch: "_Element", shown: "_Element") -> Iterator[str]:
    """Yield the texts and descriptions of an alternative that the one that is shown does not have."""
    known = "\n".join("".join(_paragraph(item)) for item in xmlsafe.descendants(shown, "p"))
    known_texts = {text for item in shown.iter("*") for text in (item.get("descr"), item.get("title")) if text}
    for item in branch.iter("*"):
        text = "".join(_paragraph(item)).strip() if xmlsafe.local_name(item) == "p" else ""
        if text and text not in known and _OWN_STAND_IN.match(text) is None:
            yield text
        if xmlsafe.local_name(item) == "cNvPr":
            texts = dict.fromkeys(item.get(key, "").strip() for key in ("descr", "title"))
            yield from (text for text in texts if text and text not in known_texts)


def _properties(element: "_Element") -> "_Element | None":
    """Return the non-visual properties of a shape, or None when the element is none."""
    for child in element:
        name = xmlsafe.local_name(child)
        if name.startswith("nv") and name.endswith("Pr"):
            return next(xmlsafe.children(child, "cNvPr"), None)
    return None


def _within(properties: "_Element", where: _Where) -> _Where:
    is_stand_in = any(True for _ in xmlsafe.descendants(properties, "compatExt"))
    place = where.place._replace(name=properties.get("name", ""))
    why = where.why
    if not why and xmlsafe.is_true(properties.get("hidden")):
        why = "that is hidden"
    return replace(where, place=place, why=why, is_stand_in=is_stand_in or where.is_stand_in)


def _is_faded(picture: "_Element") -> bool:
    """Return whether a picture is drawn without a trace (ECMA-376-1 §20.1.8.6, §20.1.8.42); a watermark is not."""
    clear = (_whole(item.get("amt", "100000")) for item in xmlsafe.descendants(picture, "alphaModFix"))
    white = (_whole(item.get("bright")) for item in xmlsafe.descendants(picture, "lum"))
    return any(share < _TRACE for share in clear) or any(share >= _WHOLE for share in white)


def _off_sheet(anchor: "_Element") -> str:
    """Return why nothing inside an anchor shows, when that follows from where it lies."""
    corners = []
    for name in ("from", "to"):
        corner = next(xmlsafe.children(anchor, name), None)
        if corner is not None:
            corners.append([_number(corner, key) for key in ("col", "row", "colOff", "rowOff")])
    if corners and (corners[0][0] >= _MAX_COLUMNS or corners[0][1] >= _MAX_ROWS):
        return "off the sheet"
    if len(corners) == 2 and xmlsafe.local_name(anchor) == "twoCellAnchor":
        (*start, left, top), (*end, right, bottom) = corners
        if start == end and abs(right - left) < _TINY and abs(bottom - top) < _TINY:
            return "of no size"
    position = next(xmlsafe.children(anchor, "pos"), None)
    extent = next(xmlsafe.children(anchor, "ext"), None)
    if extent is not None:
        width, height = _whole(extent.get("cx")), _whole(extent.get("cy"))
        if position is not None and (
            _whole(position.get("x")) + width < 0 or _whole(position.get("y")) + height < 0
        ):
            return "off the sheet"
        if width < _TINY and height < _TINY:
            return "of no size"
    return ""


def _number(element: "_Element", name: str) -> int:
    child = next(xmlsafe.children(element, name), None)
    return 0 if child is None else _whole(child.text)


def _whole(text: str | None) -> int:
    return read_whole(text) or 0


def alternative_texts(properties: "_Element", place: Place) -> Iterator[SideText]:
    """Yield the description and the title of a shape, told apart from those that programs make up."""
    for key in ("descr", "title"):
        text = properties.get(key, "").strip()
        if text:
            is_own = _GENERATED.fullmatch(text) is not None
            what = "description of a shape" if key == "descr" else "title of a shape"
            yield SideText(SideKind.ALTERNATIVE_TEXT, what, text, place, is_own=is_own)


def _screen_tips(properties: "_Element", place: Place) -> Iterator[SideText]:
    """Yield what shows when the pointer rests on a shape that is a link (ECMA-376-1 §21.1.2.3.5)."""
    for name in ("hlinkClick", "hlinkHover"):
        for link in xmlsafe.children(properties, name):
            tip = (link.get("tooltip") or "").strip()
            if tip:
                yield SideText(SideKind.ALTERNATIVE_TEXT, "screen tip of a link", tip, place)


_WORDS = {"sp": "shape", "pic": "picture", "cxnSp": "line", "graphicFrame": "chart or table", "grpSp": "group"}


def _shape(element: "_Element", name: str, properties: "_Element", where: _Where) -> Iterator[SideText]:
    texts = [] if name == "grpSp" else _paragraphs(element)
    if not where.why:
        unseen = where.unseen.get(element, ())
        for why, text in unseen:
            yield SideText(SideKind.HIDDEN_SHAPE, why, text, where.place)
        hidden = {text for _, text in unseen}
        for text in texts:
            if text not in hidden:
                yield SideText(SideKind.SHAPE, "text of a shape", text, where.place, is_shown=True)
        return
    if where.is_stand_in:
        # Excel draws it from the VML drawing and hides this one ([MS-ODRAWXML] 2.2.1.2).
        what = "stand-in of a control or object"
        for text in texts or [properties.get("name", "")]:
            yield SideText(SideKind.HIDDEN_SHAPE, what, text, where.place, is_own=True)
        return
    what = f"{_WORDS.get(name, 'shape')} {where.why}"
    if texts:
        for text in texts:
            yield SideText(SideKind.HIDDEN_SHAPE, what, text, where.place)
    elif name == "pic" or where.why == "that is hidden":
        yield SideText(
            SideKind.HIDDEN_SHAPE, what, properties.get("name", ""), where.place, is_own=name not in ("pic",)
        )


def _paragraphs(element: "_Element") -> list[str]:
    """Return the paragraphs of a shape's text (ECMA-376-1 §21.1.2.2.6)."""
    found = []
    for paragraph in xmlsafe.descendants(element, "p"):
        text = "".join(_paragraph(paragraph)).strip()
        if text:
            found.append(text)
    return found


def _paragraph(element: "_Element") -> Iterator[str]:
    """Yield the pieces of a paragraph, of alternatives within it the first."""
    for child in element:
        match xmlsafe.local_name(child):
            case "t":
                yield child.text or ""
            case "br":
                yield "\n"
            case "AlternateContent":
                for branch in [item for item in child if xmlsafe.local_name(item) in _BRANCHES][:1]:
                    yield from _paragraph(branch)
            case _:
                yield from _paragraph(child)
