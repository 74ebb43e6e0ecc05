"""What a drawing says of its own place, ground and room: of the boxes in it, and of what it covers."""

import re
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.colours import read_rgb
from leakscan.formats.docx.layout import twips
from leakscan.formats.docx.tints import Tint, Tints
from leakscan.formats.whole import read_whole

if TYPE_CHECKING:
    from lxml.etree import _Element

EMU_PER_POINT = 12_700
TINY_EMU = 2 * EMU_PER_POINT
_INSETS = {"lIns": 91_440, "rIns": 91_440, "tIns": 45_720, "bIns": 45_720}
"""What a box keeps free on each side unless it says otherwise (ECMA-376-1 §21.1.2.1.1)."""
NO_ROOM = "that leaves its text no room"
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|in|mm|cm|px|pc|emu)?", re.IGNORECASE)
_POINTS = {
    "pt": 1.0,
    "in": 72.0,
    "mm": 72 / 25.4,
    "cm": 72 / 2.54,
    "px": 0.75,
    "pc": 12.0,
    "emu": 1 / EMU_PER_POINT,
}
_COLOURS = {"white": "FFFFFF", "black": "000000", "window": "FFFFFF", "windowtext": "000000"}


class Box(NamedTuple):
    """A box of text in a drawing.

    Attributes:
        content: what holds its paragraphs.
        why: why it does not show; empty when it does.
        ground: the colour of the box; `nothing` for a box that lets the page show; None where that is not known.
        room: the height for its text in points, where it does not grow; None where that is not known.
    """

    content: "_Element"
    why: str = ""
    ground: Tint = None
    room: float | None = None


class Area(NamedTuple):
    """Where a floating drawing lies, in points.

    Attributes:
        origin: what its place is measured from, on both axes.
        left: its left edge.
        top: its upper edge.
        width: of it.
        height: of it.
        order: the higher, the nearer to the reader.
        is_opaque: nothing shows through it.
        is_picture: it is a picture, of which clear parts are not known.
        is_over_text: text runs on under it, and does not make way.
    """

    origin: tuple[str, str]
    left: float
    top: float
    width: float
    height: float
    order: float
    is_opaque: bool = False
    is_picture: bool = False
    is_over_text: bool = False

    def covers(self, other: "Area") -> bool:
        """Return whether it hides another wholly."""
        return (
            self.is_opaque
            and self.order > other.order
            and self.origin == other.origin
            and self.left <= other.left
            and self.top <= other.top
            and self.left + self.width >= other.left + other.width
            and self.top + self.height >= other.top + other.height
        )

    def covers_page(self, width: float, height: float) -> bool:
        """Return whether it hides the text of a whole page of that size."""
        return (
            self.is_opaque
            and self.order >= 0
            and self.origin == ("page", "page")
            and self.left <= 0
            and self.top <= 0
            and self.left + self.width >= width
            and self.top + self.height >= height
        )


def box_ground(shape: "_Element", tints: Tints) -> Tint:
    """Return the colour of a shape of DrawingML (ECMA-376-1 §20.1.8)."""
    for properties in xmlsafe.children(shape, "spPr"):
        for fill in properties:
            match xmlsafe.local_name(fill):
                case "noFill":
                    return "nothing"
                case "solidFill":
                    return None if _is_clear(fill) else solid_colour(fill, tints)
                case "gradFill" | "blipFill" | "pattFill" | "grpFill":
                    return None
    return None


def solid_colour(fill: "_Element", tints: Tints) -> Tint:
    """Return the colour of a plain fill; None when it is changed in a way that is not reckoned."""
    for colour in fill:
        if len(colour):
            return None
        match xmlsafe.local_name(colour):
            case "srgbClr":
                return read_rgb(colour.get("val"))
            case "schemeClr":
                return tints.named(colour.get("val") or "")
    return None


def _is_clear(fill: "_Element") -> bool:
    return any(True for _ in xmlsafe.descendants(fill, "alpha"))


def box_why(shape: "_Element", *, is_grouped: bool) -> str:
    """Return why a shape of DrawingML does not show its text."""
    for properties in xmlsafe.children(shape, "cNvPr"):
        if xmlsafe.is_true(properties.get("hidden")):
            return "that is hidden"
    body = next(xmlsafe.children(shape, "bodyPr"), None)
    if is_grouped or (body is not None and any(True for _ in xmlsafe.children(body, "spAutoFit"))):
        return ""
    extent = next((item for item in shape.iter("{*}ext") if item.get("cx") is not None), None)
    if extent is None:
        return ""
    width, height = whole(extent.get("cx")), whole(extent.get("cy"))
    if width <= TINY_EMU or height <= TINY_EMU:
        return "of no size"
    insets = {
        key: usual if body is None or body.get(key) is None else whole(body.get(key))
        for key, usual in _INSETS.items()
    }
    if insets["tIns"] >= height or insets["lIns"] >= width or insets["rIns"] >= width or insets["bIns"] >= height:
        return NO_ROOM
    return ""


def box_room(shape: "_Element", *, is_grouped: bool) -> float | None:
    """Return the height for the text of a shape in points, unless it grows or its text runs on in another."""
    body = next(xmlsafe.children(shape, "bodyPr"), None)
    runs_on = any(item.get("id") is not None for item in xmlsafe.children(shape, "txbx"))
    if is_grouped or body is None or runs_on or any(True for _ in shape.iter("{*}linkedTxbx")):
        return None
    turned = body.get("vert") not in (None, "horz") or body.get("rot") not in (None, "0")
    if turned or any(True for _ in body.iter("{*}spAutoFit", "{*}normAutofit")):
        return None
    extent = next((item for item in shape.iter("{*}ext") if item.get("cx") is not None), None)
    if extent is None or (body.get("vertOverflow") == "overflow" and body.get("anchor") not in (None, "t")):
        return None
    free = sum(_INSETS[key] if body.get(key) is None else whole(body.get(key)) for key in ("tIns", "bIns"))
    return (whole(extent.get("cy")) - free) / EMU_PER_POINT


def drawing_area(anchor: "_Element") -> Area | None:
    """Return where an anchored drawing lies, or None where it does not say (ECMA-376-1 §20.4.2.3)."""
    extent = next(xmlsafe.children(anchor, "extent"), None)
    places = []
    for name in ("positionH", "positionV"):
        position = next(xmlsafe.children(anchor, name), None)
        offset = None if position is None else next(xmlsafe.children(position, "posOffset"), None)
        if position is None or offset is None:
            return None
        places.append((position.get("relativeFrom") or "", whole(offset.text) / EMU_PER_POINT))
    if extent is None:
        return None
    order = float(whole(anchor.get("relativeHeight")))
    is_behind = xmlsafe.is_true(anchor.get("behindDoc"))
    (across, left), (down, top) = places
    return Area(
        (across, down),
        left,
        top,
        whole(extent.get("cx")) / EMU_PER_POINT,
        whole(extent.get("cy")) / EMU_PER_POINT,
        order - 1e12 if is_behind else order,
        _is_opaque(anchor),
        is_picture=any(True for _ in xmlsafe.descendants(anchor, "pic")),
        is_over_text=not is_behind and any(True for _ in xmlsafe.children(anchor, "wrapNone")),
    )


def _is_opaque(anchor: "_Element") -> bool:
    """Return whether a drawing is one picture without transparency of its own, or one shape with a plain fill."""
    data = next(anchor.iter("{*}graphicData"), None)
    inner = [] if data is None else list(data)
    if len(inner) != 1 or any(True for _ in anchor.iter("{*}alphaModFix", "{*}alpha", "{*}clrChange")):
        return False
    shape = inner[0]
    name = xmlsafe.local_name(shape)
    for properties in xmlsafe.children(shape, "spPr"):
        turned = any(item.get("rot") not in (None, "0") for item in xmlsafe.children(properties, "xfrm"))
        square = all(item.get("prst") in ("rect", None) for item in xmlsafe.children(properties, "prstGeom"))
        if turned or not square or any(True for _ in xmlsafe.children(properties, "custGeom")):
            return False
        if name == "pic":
            return any(item.get(key) for item in shape.iter("{*}blip") for key in item.keys())  # noqa: SIM118  # lxml
        return any(True for _ in xmlsafe.children(properties, "solidFill"))
    return False


def frame_area(frame: "_Element | None") -> Area | None:
    """Return where a frame lies that is measured from the corner of the page, or None (ECMA-376-1 §17.3.1.11)."""
    if frame is None:
        return None
    if any(xmlsafe.attribute(frame, key) != "page" for key in ("hAnchor", "vAnchor")):
        return None
    measures = [twips(xmlsafe.attribute(frame, key)) for key in ("x", "y", "w", "h")]
    left, top, width, height = (0 if value is None else value for value in measures)
    if not width:
        return None
    return Area(("page", "page"), left / 20, top / 20, width / 20, height / 20, 0.0)


def vml_rules(style: str) -> dict[str, str]:
    """Return the properties of a style of VML."""
    pairs = (pair.partition(":") for pair in style.lower().split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def vml_area(element: "_Element") -> Area | None:
    """Return where a shape of VML lies, or None where it does not say (ECMA-376-4 §19.1.2.19)."""
    rules = vml_rules(element.get("style") or "")
    if rules.get("position") != "absolute" or rules.get("rotation", "0") not in ("", "0"):
        return None
    if any(rules.get(f"mso-position-{axis}", "absolute") != "absolute" for axis in ("horizontal", "vertical")):
        return None
    measures = [points(rules.get(key, "")) for key in ("margin-left", "margin-top", "width", "height")]
    left, top, width, height = (0.0 if value is None else value for value in measures)
    if not width or not height:
        return None
    origin = (
        rules.get("mso-position-horizontal-relative", "text").replace("text", "column"),
        rules.get("mso-position-vertical-relative", "text").replace("text", "paragraph"),
    )
    try:
        order = float(rules.get("z-index", "0") or 0)
    except ValueError:
        order = 0.0
    is_box = xmlsafe.local_name(element) in ("rect", "shape", "image")
    is_picture = any(True for _ in xmlsafe.children(element, "imagedata"))
    wraps = (item.get("type") for item in xmlsafe.children(element, "wrap"))
    return Area(
        origin,
        left,
        top,
        width,
        height,
        order if order >= 0 else order - 1e12,
        is_box and (_vml_filled(element) or is_picture),
        is_picture=is_picture,
        is_over_text=order >= 0 and all(kind in (None, "none") for kind in wraps),
    )


def _vml_filled(element: "_Element") -> bool:
    clear = any(item.get("opacity") not in (None, "1") for item in xmlsafe.children(element, "fill"))
    off = any(not xmlsafe.is_true(item.get("on"), default=True) for item in xmlsafe.children(element, "fill"))
    kind = element.get("type") or "#_x0000_t202"
    is_rectangle = kind.endswith(("t202", "_t1", "t75"))
    return is_rectangle and not clear and not off and xmlsafe.is_true(element.get("filled"), default=True)


def vml_ground(element: "_Element") -> Tint:
    """Return the colour of a shape of VML, which is filled with white unless it says otherwise."""
    if not xmlsafe.is_true(element.get("filled"), default=True):
        return "nothing"
    for fill in xmlsafe.children(element, "fill"):
        if fill.get("type") not in (None, "solid") or fill.get("opacity") or fill.get("on") is not None:
            return None
    if element.get("type") is not None and element.get("fillcolor") is None:
        return None
    text = (element.get("fillcolor") or "white").partition(" ")[0].lower()
    text = _COLOURS.get(text, text).lstrip("#")
    if len(text) == 3:
        text = "".join(letter * 2 for letter in text)
    return read_rgb(text)


def vml_room(element: "_Element", box: "_Element") -> str:
    """Return why a box of VML leaves its text no room, or has no size itself."""
    if "fit-shape-to-text:t" in (box.get("style") or ""):
        return ""
    rules = vml_rules(element.get("style") or "")
    width, height = points(rules.get("width", "")), points(rules.get("height", ""))
    tiny = TINY_EMU / EMU_PER_POINT
    if (width is not None and width <= tiny) or (height is not None and height <= tiny):
        return "of no size"
    insets = [points(text) for text in (box.get("inset") or "").split(",")]
    insets += [None] * (4 - len(insets))
    for inset, extent in zip(insets, (width, height, width, height), strict=False):
        if inset is not None and extent is not None and inset >= extent:
            return NO_ROOM
    return ""


def points(text: str) -> float | None:
    """Return a length of VML in points, or None."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return float(found[1]) * _POINTS.get((found[2] or "pt").lower(), 1.0)
    except ValueError:
        return None


def whole(text: str | None) -> int:
    """Return a whole number, 0 for anything else."""
    return read_whole(text) or 0
