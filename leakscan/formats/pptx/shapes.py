"""The shapes of one slide, layout, master or page of notes, in the order in which they are painted (§19.3.1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.pptx.fills import Fill, Fills

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHAPES = frozenset({"sp", "pic", "cxnSp", "graphicFrame", "contentPart"})
_RECTANGLES = frozenset({"rect", "flowChartProcess", "flowChartPredefinedProcess", "flowChartInternalStorage"})
_ROUNDED = frozenset(
    {
        "ellipse", "flowChartAlternateProcess", "flowChartConnector", "round1Rect", "round2DiagRect",
        "round2SameRect", "roundRect",
    }
)  # fmt: skip
"""Outlines of §20.1.10.56 that contain the ellipse of their box."""
_TURN = 60_000
"""Angles are written in sixty-thousandths of a degree."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in units of the slide (EMU)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with what it says itself of its look.

    Attributes:
        text: the text.
        fill: how it is painted; None when that is inherited.
        has_outline: its letters have an outline of their own.
        points: its size; None when that is inherited.
    """

    text: str
    fill: Fill | None = None
    has_outline: bool = False
    points: float | None = None


@dataclass(slots=True)
class Shape:
    """One shape.

    Attributes:
        element: the shape.
        kind: `sp`, `pic`, `cxnSp`, `graphicFrame` or `contentPart`.
        id: its number on the slide.
        name: its name.
        properties: its non-visual properties.
        placeholder: the type of the placeholder it fills, `obj` when none is given; None for other shapes.
        is_hidden: it, or a group around it, is hidden.
        box: where it lies; None when it inherits that.
        is_turned: it is turned by no multiple of a right angle.
        fill: how it is painted; None when that is inherited or follows from a style.
        is_rectangle: it fills its box.
        is_rounded: it fills its box but for the corners, as far as an ellipse leaves them.
        paragraphs: its text, run by run.
        picture: id of the relationship to its picture.
        text_fill: how its text is painted by its style, where nothing else says; None when that is inherited.
    """

    element: "_Element"
    kind: str
    id: str
    name: str
    properties: "_Element"
    placeholder: str | None = None
    is_hidden: bool = False
    box: Box | None = None
    is_turned: bool = False
    fill: Fill | None = None
    is_rectangle: bool = False
    is_rounded: bool = False
    paragraphs: list[list[Run]] = field(default_factory=list)
    picture: str = ""
    text_fill: Fill | None = None

    @property
    def texts(self) -> list[str]:
        """Its paragraphs that are not blank."""
        found = ("".join(run.text for run in runs).strip() for runs in self.paragraphs)
        return [text for text in found if text]


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the coordinates of a group become those of the slide.

    Attributes:
        scale_x: factor across.
        scale_y: factor down.
        shift_x: added across.
        shift_y: added down.
        is_hidden: the group is hidden.
        is_turned: the group is turned.
    """

    scale_x: float = 1.0
    scale_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    is_hidden: bool = False
    is_turned: bool = False


def read_shapes(tree: "_Element", fills: Fills) -> Iterator[Shape]:
    """Yield the shapes below a shape tree; of alternatives for several programs, the first counts."""
    yield from _walk(tree, fills, _Frame())


def _walk(element: "_Element", fills: Fills, frame: _Frame) -> Iterator[Shape]:
    for child in element:
        name = xmlsafe.local_name(child)
        if name == "AlternateContent":
            branch = next((item for item in child if xmlsafe.local_name(item) in ("Choice", "Fallback")), None)
            if branch is not None:
                yield from _walk(branch, fills, frame)
        elif name == "grpSp":
            yield from _walk(child, fills, _inner(child, frame))
        elif name in _SHAPES:
            shape = _shape(child, name, fills, frame)
            if shape is not None:
                yield shape


def non_visual(element: "_Element") -> "_Element | None":
    """Return the non-visual properties of a shape or group, or None (§20.1.2.2.8)."""
    for child in element:
        name = xmlsafe.local_name(child)
        if name.startswith("nv") and name.endswith("Pr"):
            return next(xmlsafe.children(child, "cNvPr"), None)
    return None


def _inner(group: "_Element", frame: _Frame) -> _Frame:
    properties = non_visual(group)
    is_hidden = frame.is_hidden or (properties is not None and xmlsafe.is_true(properties.get("hidden")))
    for transform in (
        item for kind in xmlsafe.children(group, "grpSpPr") for item in xmlsafe.children(kind, "xfrm")
    ):
        place, size = _pair(transform, "off", "x", "y"), _pair(transform, "ext", "cx", "cy")
        inner_place, inner_size = _pair(transform, "chOff", "x", "y"), _pair(transform, "chExt", "cx", "cy")
        is_turned = frame.is_turned or _is_turned(transform)
        if place is None or size is None or inner_place is None or inner_size is None:
            return _Frame(frame.scale_x, frame.scale_y, frame.shift_x, frame.shift_y, is_hidden, is_turned)
        across = size[0] / inner_size[0] if inner_size[0] else 1.0
        down = size[1] / inner_size[1] if inner_size[1] else 1.0
        return _Frame(
            frame.scale_x * across,
            frame.scale_y * down,
            frame.shift_x + frame.scale_x * (place[0] - inner_place[0] * across),
            frame.shift_y + frame.scale_y * (place[1] - inner_place[1] * down),
            is_hidden,
            is_turned,
        )
    return _Frame(frame.scale_x, frame.scale_y, frame.shift_x, frame.shift_y, is_hidden, frame.is_turned)


def _shape(element: "_Element", kind: str, fills: Fills, frame: _Frame) -> Shape | None:
    properties = non_visual(element)
    if properties is None:
        return None
    shape = Shape(element, kind, properties.get("id", ""), properties.get("name", ""), properties)
    shape.is_hidden = frame.is_hidden or xmlsafe.is_true(properties.get("hidden"))
    for placeholder in _grandchildren(element, "nvPr", "ph"):
        shape.placeholder = placeholder.get("type", "obj")
    own = next(xmlsafe.children(element, "spPr"), None)
    transform = next(xmlsafe.children(own if own is not None else element, "xfrm"), None)
    if transform is not None:
        shape.box = _box(transform, frame)
        shape.is_turned = frame.is_turned or _is_turned(transform)
    shape.fill = fills.of(own)
    for style in xmlsafe.children(element, "style"):
        for reference in xmlsafe.children(style, "fillRef") if shape.fill is None else ():
            shape.fill = fills.reference(reference)
        for reference in xmlsafe.children(style, "fontRef"):
            # Styles of lists come before that of the shape, its own and those of its placeholder (§20.1.4.1.17).
            if shape.placeholder is None and element.find(".//{*}lstStyle/*") is None:
                shape.text_fill = fills.text(reference)
    if own is not None:
        shapes = [item.get("prst", "") for item in xmlsafe.children(own, "prstGeom")]
        shape.is_rectangle = len(shapes) == 1 and shapes[0] in _RECTANGLES
        shape.is_rounded = len(shapes) == 1 and shapes[0] in _ROUNDED
    shape.paragraphs = list(_paragraphs(element, fills))
    for blip in xmlsafe.descendants(element, "blip") if kind == "pic" else ():
        shape.picture = shape.picture or xmlsafe.attribute(blip, "embed") or ""
    return shape


def _grandchildren(element: "_Element", name: str, inner: str) -> "Iterator[_Element]":
    for child in element:
        if xmlsafe.local_name(child).startswith("nv"):
            for found in xmlsafe.children(child, name):
                yield from xmlsafe.children(found, inner)


def _box(transform: "_Element", frame: _Frame) -> Box | None:
    place, size = _pair(transform, "off", "x", "y"), _pair(transform, "ext", "cx", "cy")
    if place is None or size is None:
        return None
    left, top = frame.shift_x + frame.scale_x * place[0], frame.shift_y + frame.scale_y * place[1]
    return left, top, left + frame.scale_x * size[0], top + frame.scale_y * size[1]


def _is_turned(transform: "_Element") -> bool:
    return bool((_number(transform.get("rot")) or 0) % (90 * _TURN))


def _pair(transform: "_Element", name: str, first: str, second: str) -> tuple[float, float] | None:
    for element in xmlsafe.children(transform, name):
        one, two = _number(element.get(first)), _number(element.get(second))
        return None if one is None or two is None else (one, two)
    return None


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(int(text))
    except ValueError:
        return None


def _paragraphs(element: "_Element", fills: Fills) -> Iterator[list[Run]]:
    """Yield the paragraphs of a shape, those of its table's cells too (§21.1.2.2.6, §21.1.3)."""
    for paragraph in element.iter("{*}p"):
        if any(xmlsafe.local_name(item) == "Fallback" for item in paragraph.iterancestors()):
            continue
        runs = []
        for child in paragraph:
            name = xmlsafe.local_name(child)
            if name in ("r", "fld"):
                text = "".join(item.text or "" for item in xmlsafe.children(child, "t"))
                runs.append(_run(text, next(xmlsafe.children(child, "rPr"), None), fills))
            elif name == "br":
                runs.append(Run("\n"))
            elif name:
                text = "".join(item.text or "" for item in xmlsafe.descendants(child, "t"))  # formulas
                if text:
                    runs.append(Run(text))
        if runs:
            yield runs


def _run(text: str, properties: "_Element | None", fills: Fills) -> Run:
    if properties is None:
        return Run(text)
    size = _number(properties.get("sz"))
    outline = next(xmlsafe.children(properties, "ln"), None)
    has_outline = outline is not None and not any(xmlsafe.local_name(item) == "noFill" for item in outline)
    return Run(text, fills.of(properties), has_outline, None if size is None else size / 100)
