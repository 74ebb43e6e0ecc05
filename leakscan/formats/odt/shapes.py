"""Frames and shapes of a document: why some do not show, where they lie, and what stands beside their text."""

import re
from collections.abc import Callable, Iterator

from leakscan.findings import Place
from leakscan.formats.colours import read_rgb
from leakscan.formats.docx.boxes import NO_ROOM, Area
from leakscan.formats.docx.layout import Pages
from leakscan.formats.docx.tints import Tint
from leakscan.formats.ods.looks import points
from leakscan.formats.ods.nodes import Node
from leakscan.formats.odt.looks import TextStyles
from leakscan.formats.ooxml.given_names import is_given, named_text
from leakscan.views.side_texts import SideKind, SideText

TINY_POINTS = 2.0
_NOWHERE = frozenset({"none", "printer"})
_COLUMNS = frozenset({"paragraph", "paragraph-content", "paragraph-start-margin"})
_LINES = frozenset({"paragraph", "paragraph-content", "line", "char"})
_GENERATED = re.compile(r"(?:Chart|Shape|Image|Picture|Object|Rectangle|Text ?Box|Line|Diagramm|Bild|Form) ?\d*")


def style_of(node: Node) -> tuple[str, str]:
    """Return family and name of the style of a shape: those of slides may be of a family of their own."""
    name = node.get("style-name")
    return ("presentation" if node.get("class") else "graphic"), name


def shape_ground(node: Node, styles: TextStyles) -> Tint:
    """Return the colour of a shape; `nothing` when it has none, None when it is not known."""
    family, name = style_of(node)
    fill = styles.graphic(name, "fill", family)
    opacity = styles.graphic(name, "opacity", family) or styles.graphic(name, "background-transparency", family)
    if fill in ("bitmap", "gradient", "hatch") or opacity not in ("", "100%", "0%"):
        return None
    if fill == "solid":
        return read_rgb(styles.graphic(name, "fill-color", family).lstrip("#"))
    if fill == "none":
        return "nothing"
    return read_rgb(styles.graphic(name, "background-color", family).lstrip("#")) or "nothing"


def why_hidden(node: Node, styles: TextStyles, pages: Pages, *, has_text: bool, is_on_slide: bool = False) -> str:
    """Return why a shape does not show, or nothing; places on slides are measured from their corner."""
    family, name = style_of(node)
    if node.get("display") in _NOWHERE:
        return "that is hidden"
    width, height = points(node.get("width")), points(node.get("height"))
    sizes = [size for size in (width, height) if size is not None]
    grows = any(item.get("min-height") for item in node.children("text-box")) or (
        styles.graphic(name, "auto-grow-height", family) == "true"
    )
    if len(sizes) == 2 and (max(sizes) == 0 or (has_text and min(sizes) <= TINY_POINTS and not grows)):
        return "of no size"
    insets = [points(styles.graphic(name, f"padding-{side}", family) or "") for side in ("top", "left")]
    for inset, size in zip(insets, (height, width), strict=True):
        if has_text and not grows and inset is not None and size is not None and inset >= size:
            return NO_ROOM
    is_off = _is_off(node, styles, pages, is_on_slide=is_on_slide)
    return ("off the slide" if is_on_slide else "off the page") if is_off else ""


def _is_off(node: Node, styles: TextStyles, pages: Pages, *, is_on_slide: bool) -> bool:
    """Return whether a shape lies off every page, wherever on it its origin may be."""
    if not pages.is_known or node.get("transform"):
        return False
    family, name = style_of(node)
    for place, size, page, axis in (
        (node.get("x"), node.get("width"), pages.width / 20, "horizontal"),
        (node.get("y"), node.get("height"), pages.height / 20, "vertical"),
    ):
        at, extent = points(place), points(size) or 0.0
        is_aligned = styles.graphic(name, f"{axis}-pos", family) not in (
            "",
            "from-left",
            "from-top",
            "from-inside",
        )
        if at is None or is_aligned:
            continue
        is_page = (
            is_on_slide
            or styles.graphic(name, f"{axis}-rel", family) == "page"
            or node.get("anchor-type") == "page"
        )
        if at >= page or at + extent <= (0 if is_page else -page):
            return True
    return False


def area_of(node: Node, styles: TextStyles, is_opaque: Callable[[str], bool]) -> Area | None:
    """Return where a floating shape lies, or None where it does not say.

    Args:
        node: the shape.
        styles: the styles of its part.
        is_opaque: tells whether the picture of a name lets nothing through.
    """
    if node.get("anchor-type") in ("", "as-char") or node.get("transform"):
        return None
    measures = [points(node.get(key)) for key in ("x", "y", "width", "height")]
    family, name = style_of(node)
    across = styles.graphic(name, "horizontal-rel", family)
    down = styles.graphic(name, "vertical-rel", family)
    is_placed = styles.graphic(name, "horizontal-pos", family) in ("", "from-left")
    if any(measure is None for measure in measures) or not is_placed:
        return None
    if styles.graphic(name, "vertical-pos", family) not in ("", "from-top"):
        return None
    left, top, width, height = (measure or 0.0 for measure in measures)
    if node.get("anchor-type") == "page":
        across, down = across or "page", down or "page"
    origin = ("column" if across in _COLUMNS else across, "paragraph" if down in _LINES else down)
    is_behind = styles.graphic(name, "run-through", family) == "background"
    order = float(node.get("z-index", "0")) if node.get("z-index", "0").isdecimal() else 0.0
    return Area(
        origin,
        left,
        top,
        width,
        height,
        order - 1e12 if is_behind else order,
        lets_nothing_through(node, styles, is_opaque),
        is_picture=any(True for _ in node.children("image")),
        is_over_text=not is_behind and styles.graphic(name, "wrap", family) == "run-through",
    )


def lets_nothing_through(node: Node, styles: TextStyles, is_opaque: Callable[[str], bool]) -> bool:
    """Return whether a shape hides what lies beneath its box."""
    pictures = [item.get("href") for item in node.children("image")]
    if pictures:
        return any(map(is_opaque, pictures))
    return _is_box(node) and isinstance(shape_ground(node, styles), tuple)


def _is_box(node: Node) -> bool:
    """Return whether a shape fills its box."""
    if node.name in ("frame", "rect"):
        return True
    geometry = next(node.children("enhanced-geometry"), None)
    return geometry is not None and geometry.get("type") in ("rectangle", "ooxml-rect", "mso-spt202")


def beside_shape(node: Node, place: Place) -> Iterator[SideText]:
    """Yield title, description and given name of a shape."""
    name = node.get("name")
    named = place if place.name == name else place._replace(name=f"{place.name}, {name}".strip(", "))
    for key in ("title", "desc"):
        text = node.child_text(key).strip()
        if text:
            what = "title of a shape" if key == "title" else "description of a shape"
            is_own = _GENERATED.fullmatch(text) is not None
            yield SideText(SideKind.ALTERNATIVE_TEXT, what, text, named, is_own=is_own)
    if is_given(name):
        what = "name of a shape or of a picture's file"
        yield named_text(SideKind.ALTERNATIVE_TEXT, what, name, place)
