"""The shapes of one slide, layout, master or page of notes, in the order in which they are painted (§19.3.1)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.docx.tints import CONDENSED, MOST_CONDENSED
from leakscan.formats.pptx.fills import Fill, FillKind, Fills, share
from leakscan.formats.pptx.frames import Box, Frame, cell_frames, text_frame
from leakscan.formats.pptx.inheriting import LEVELS, UNKNOWN, Inheritance, Look, Looks, placeholder, size_of
from leakscan.formats.whole import read_whole

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
_LEAST_HEIGHT = 12_700
"""A point, in units of the slide: no letter is lower."""
_USUAL_POINTS = 18.0
_USUAL_CORNER = 0.16667
"""Radius of the corners of a rounded rectangle that says nothing (presetShapeDefinitions.xml, roundRect)."""
_TURN = 60_000
"""Angles are written in sixty-thousandths of a degree."""


class Run(NamedTuple):
    """A run of text and its look.

    Attributes:
        text: the text.
        fill: how it is painted; None when that is not known.
        has_outline: its letters have an outline of their own.
        points: its size; None when that is not known.
        ground: what lies right under it, a highlight or the fill of a cell; None when it is what the shape has.
        unseen: why its cell, or the letters themselves, do not show; empty when they do.
    """

    text: str
    fill: Fill | None = None
    has_outline: bool = False
    points: float | None = None
    ground: Fill | None = None
    unseen: str = ""


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
        box: where it lies; None when nothing says.
        is_turned: it is turned by no multiple of a right angle.
        is_upright: it is neither turned nor mirrored.
        fill: how it is painted; None when nothing says.
        is_rectangle: it fills its box.
        is_rounded: it fills its box but for the corners, as far as an ellipse leaves them.
        corner: radius of its round corners, as a share of its shorter side; None when it has none or other ones.
        paragraphs: its text, run by run.
        frames: where its text stands; none where that is not known.
        picture: id of the relationship to its picture.
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
    is_upright: bool = False
    fill: Fill | None = None
    is_rectangle: bool = False
    is_rounded: bool = False
    corner: float | None = None
    paragraphs: list[list[Run]] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    picture: str = ""

    @property
    def texts(self) -> list[str]:
        """Its paragraphs that are not blank."""
        found = ("".join(run.text for run in runs).strip() for runs in self.paragraphs)
        return [text for text in found if text]


class _Frame(NamedTuple):
    """How the coordinates of a group become those of the slide.

    Attributes:
        scale_x: factor across.
        scale_y: factor down.
        shift_x: added across.
        shift_y: added down.
        is_hidden: the group is hidden.
        is_moved: the group is turned or mirrored, and so the places of its shapes.
    """

    scale_x: float = 1.0
    scale_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    is_hidden: bool = False
    is_moved: bool = False


def read_shapes(tree: "_Element", fills: Fills, inheritance: Inheritance | None = None) -> Iterator[Shape]:
    """Yield the shapes below a shape tree; of alternatives for several programs, the first counts.

    Args:
        tree: the tree.
        fills: what colours mean in it.
        inheritance: what its shapes take from elsewhere; nothing unless given.
    """
    yield from _walk(tree, fills, inheritance or Inheritance(fills), _Frame())


def read_texts(tree: "_Element") -> Iterator[Shape]:
    """Yield the shapes below a shape tree with their texts and places, not how they are painted."""
    yield from _walk(tree, Fills({}, {}), None, _Frame())


def _walk(element: "_Element", fills: Fills, above: Inheritance | None, frame: _Frame) -> Iterator[Shape]:
    for child in element:
        name = xmlsafe.local_name(child)
        if name == "AlternateContent":
            branch = next((item for item in child if xmlsafe.local_name(item) in ("Choice", "Fallback")), None)
            if branch is not None:
                yield from _walk(branch, fills, above, frame)
        elif name == "grpSp":
            yield from _walk(child, fills, above, _inner(child, frame))
        elif name in _SHAPES:
            shape = _shape(child, name, fills, above, frame)
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
        is_moved = frame.is_moved or _turn(transform) != 0 or _is_mirrored(transform)
        if place is None or size is None or inner_place is None or inner_size is None:
            return _Frame(frame.scale_x, frame.scale_y, frame.shift_x, frame.shift_y, is_hidden, is_moved)
        across = size[0] / inner_size[0] if inner_size[0] else 1.0
        down = size[1] / inner_size[1] if inner_size[1] else 1.0
        return _Frame(
            frame.scale_x * across,
            frame.scale_y * down,
            frame.shift_x + frame.scale_x * (place[0] - inner_place[0] * across),
            frame.shift_y + frame.scale_y * (place[1] - inner_place[1] * down),
            is_hidden,
            is_moved,
        )
    return _Frame(frame.scale_x, frame.scale_y, frame.shift_x, frame.shift_y, is_hidden, frame.is_moved)


def _shape(element: "_Element", kind: str, fills: Fills, above: Inheritance | None, frame: _Frame) -> Shape | None:
    properties = non_visual(element)
    if properties is None:
        return None
    shape = Shape(element, kind, properties.get("id", ""), properties.get("name", ""), properties)
    shape.is_hidden = frame.is_hidden or xmlsafe.is_true(properties.get("hidden"))
    filled = placeholder(element)
    shape.placeholder = None if filled is None else filled.get("type", "obj")
    _place(shape, element, frame)
    if above is None:
        shape.paragraphs = [[Run(text)] for text in _plain_paragraphs(element) if text]
        return shape
    _paint(shape, element, fills)
    for holder in above.above(element):  # what a placeholder does not say itself
        if shape.box is None:
            _place(shape, holder, _Frame())
        if shape.fill is None:
            _paint(shape, holder, fills)
    reference = None
    for style in xmlsafe.children(element, "style"):
        for font in xmlsafe.children(style, "fontRef"):
            reference = fills.text(font)
    looks = above.looks(element, reference) if kind == "sp" else above.sizes()
    shape.paragraphs = list(_paragraphs(element, fills, looks))
    if shape.box is not None and shape.is_upright:
        if kind == "graphicFrame":
            shape.frames = list(cell_frames(element, shape.box))
        elif shape.is_rectangle and shape.placeholder is None:
            shape.frames = list(text_frame(element, shape.box))
    for body in element.iterfind("./{*}txBody/{*}bodyPr"):
        _fit(shape, body)
    for blip in xmlsafe.descendants(element, "blip") if kind == "pic" else ():
        shape.picture = shape.picture or xmlsafe.attribute(blip, "embed") or ""
    return shape


def _fit(shape: Shape, body: "_Element") -> None:
    """Take what the frame of a text does to it: shrinks it (§21.1.2.1.3) or cuts it off (§20.1.10.84)."""
    for shrinking in xmlsafe.children(body, "normAutofit"):
        scale = share(shrinking.get("fontScale"))
        if scale is not None:
            shape.paragraphs = [
                [run._replace(points=None if run.points is None else run.points * scale) for run in runs]
                for runs in shape.paragraphs
            ]
    is_cut = (
        body.get("vertOverflow") in ("clip", "ellipsis")
        and next(xmlsafe.children(body, "spAutoFit"), None) is None
    )
    inset = _number(body.get("bIns" if body.get("anchor") == "b" else "tIns")) or 0.0
    if is_cut and shape.box is not None and shape.box[3] - shape.box[1] - inset < _LEAST_HEIGHT:
        why = "text in a box too low to show any"
        shape.paragraphs = [[run._replace(unseen=why) for run in runs] for runs in shape.paragraphs]


def _place(shape: Shape, element: "_Element", frame: _Frame) -> None:
    own = next(xmlsafe.children(element, "spPr"), None)
    transform = next(xmlsafe.children(own if own is not None else element, "xfrm"), None)
    if transform is not None:
        shape.box = _box(transform, frame)
        shape.is_turned = _turn(transform) % 90 != 0
        shape.is_upright = _turn(transform) == 0 and not _is_mirrored(transform)


def _paint(shape: Shape, element: "_Element", fills: Fills) -> None:
    own = next(xmlsafe.children(element, "spPr"), None)
    shape.fill = fills.of(own)
    for style in xmlsafe.children(element, "style"):
        for reference in xmlsafe.children(style, "fillRef") if shape.fill is None else ():
            shape.fill = fills.reference(reference)
    outlines = [item.get("prst", "") for item in xmlsafe.children(own, "prstGeom")] if own is not None else []
    if outlines:
        shape.is_rectangle = len(outlines) == 1 and outlines[0] in _RECTANGLES
        shape.is_rounded = len(outlines) == 1 and outlines[0] in _ROUNDED
        shape.corner = _corner(own) if outlines == ["roundRect"] else None


def _corner(properties: "_Element | None") -> float | None:
    """Return the radius of the corners of a rounded rectangle, as a share of its shorter side (§20.1.9.18)."""
    guides = [] if properties is None else list(properties.iterfind("./{*}prstGeom/{*}avLst/{*}gd"))
    if not guides:
        return _USUAL_CORNER
    formula = guides[0].get("fmla", "").split()
    value = _number(formula[1]) if len(formula) == 2 and formula[0] == "val" else None
    return None if value is None else min(max(value / 100_000, 0.0), 0.5)


def _box(transform: "_Element", frame: _Frame) -> Box | None:
    place, size = _pair(transform, "off", "x", "y"), _pair(transform, "ext", "cx", "cy")
    if place is None or size is None or frame.is_moved:
        return None
    left, top = frame.shift_x + frame.scale_x * place[0], frame.shift_y + frame.scale_y * place[1]
    width, height = frame.scale_x * size[0], frame.scale_y * size[1]
    turn = math.radians(_turn(transform))  # about its middle; what counts is the box around the turned one
    if turn:
        sine, cosine = abs(round(math.sin(turn), 9)), abs(round(math.cos(turn), 9))
        middle_x, middle_y = left + width / 2, top + height / 2
        width, height = width * cosine + height * sine, width * sine + height * cosine
        left, top = middle_x - width / 2, middle_y - height / 2
    return left, top, left + width, top + height


def _turn(transform: "_Element") -> float:
    """Return by how many degrees a shape is turned (§20.1.7.6)."""
    return ((_number(transform.get("rot")) or 0) / _TURN) % 360


def _is_mirrored(transform: "_Element") -> bool:
    return any(xmlsafe.is_true(transform.get(name)) for name in ("flipH", "flipV"))


def _pair(transform: "_Element", name: str, first: str, second: str) -> tuple[float, float] | None:
    for element in xmlsafe.children(transform, name):
        one, two = _number(element.get(first)), _number(element.get(second))
        return None if one is None or two is None else (one, two)
    return None


def _number(text: str | None) -> float | None:
    number = read_whole(text)
    return None if number is None else float(number)


def _paragraphs(element: "_Element", fills: Fills, looks: Looks) -> Iterator[list[Run]]:
    """Yield the paragraphs of a shape, those of its table's cells too (§21.1.2.2.6, §21.1.3)."""
    cells = dict(_cells(element, fills))
    has_fallback = next(element.iter("{*}Fallback"), None) is not None
    for paragraph in element.iter("{*}p"):
        if has_fallback and _is_fallback(paragraph, element):
            continue
        holders = paragraph.iterancestors("{*}tc") if cells else iter(())
        cell = next((cells[holder] for holder in holders if holder in cells), None)
        look = _look(paragraph, looks)
        runs = list(_runs(paragraph, fills, look))
        if cell is not None:
            runs = [
                run._replace(ground=run.ground or cell.ground, unseen=cell.unseen or run.unseen) for run in runs
            ]
        if runs:
            yield runs


def _plain_paragraphs(element: "_Element") -> Iterator[str]:
    """Yield the texts of the paragraphs of a shape, those of its table's cells too."""
    has_fallback = next(element.iter("{*}Fallback"), None) is not None
    for paragraph in element.iter("{*}p"):
        if not has_fallback or not _is_fallback(paragraph, element):
            yield "".join(_texts(paragraph))


def _is_fallback(paragraph: "_Element", shape: "_Element") -> bool:
    for item in paragraph.iterancestors():
        if xmlsafe.local_name(item) == "Fallback":
            return True
        if item is shape:
            break
    return False


def _look(paragraph: "_Element", looks: Looks) -> Look:
    """Return what a paragraph's level gives to its runs (§21.1.2.2.7)."""
    level = 0.0
    for properties in xmlsafe.children(paragraph, "pPr"):
        level = _number(properties.get("lvl")) or 0
    return looks(int(level)) if 0 <= level < LEVELS else UNKNOWN


def _texts(paragraph: "_Element") -> Iterator[str]:
    """Yield what the runs of a paragraph say, whatever they look like."""
    for child in paragraph:
        name = xmlsafe.local_name(child)
        if name == "br":
            yield "\n"
        elif name and len(child):
            below = xmlsafe.children if name in ("r", "fld") else xmlsafe.descendants
            yield from (item.text or "" for item in below(child, "t"))


def _runs(paragraph: "_Element", fills: Fills, look: Look) -> Iterator[Run]:
    for child in paragraph:
        name = xmlsafe.local_name(child)
        if name in ("r", "fld"):
            text = "".join(item.text or "" for item in xmlsafe.children(child, "t"))
            yield _run(text, next(xmlsafe.children(child, "rPr"), None), fills, look)
        elif name == "br":
            yield Run("\n")
        elif name:
            text = "".join(item.text or "" for item in xmlsafe.descendants(child, "t"))  # formulas
            if text:
                yield Run(text)


def _run(text: str, properties: "_Element | None", fills: Fills, look: Look) -> Run:
    if properties is None:
        return Run(text, look.fill, points=look.points)
    outline = next(xmlsafe.children(properties, "ln"), None)
    has_outline = outline is not None and not any(xmlsafe.local_name(item) == "noFill" for item in outline)
    ground = None
    for highlight in xmlsafe.children(properties, "highlight"):
        ground = fills.solid(highlight)
    points = size_of(properties) or look.points
    spacing = (_number(properties.get("spc")) or 0.0) / 100  # in hundredths of a point (§21.1.2.3.9)
    unseen = CONDENSED if spacing <= -MOST_CONDENSED * (points or _USUAL_POINTS) else ""
    return Run(text, fills.of(properties) or look.fill, has_outline, points, ground, unseen)


class _Cell(NamedTuple):
    """A cell of a table: what lies under its text, and why it does not show."""

    ground: Fill | None
    unseen: str


def _cells(element: "_Element", fills: Fills) -> "Iterator[tuple[_Element, _Cell]]":
    """Yield the cells of a table of which something is known (§21.1.3.13 to §21.1.3.18)."""
    for table in xmlsafe.descendants(element, "tbl"):
        widths = [_number(item.get("w")) for item in xmlsafe.descendants(table, "gridCol")]
        for row in xmlsafe.children(table, "tr"):
            cells = list(xmlsafe.children(row, "tc"))
            for at, cell in enumerate(cells):
                unseen, ground = "", None
                across = max(int(_number(cell.get("gridSpan")) or 1), 1)
                if xmlsafe.is_true(cell.get("hMerge")) or xmlsafe.is_true(cell.get("vMerge")):
                    unseen = "text of a cell that is merged into another"
                elif widths[at : at + across] and not any(widths[at : at + across]):
                    unseen = "text in a column of no width"
                for properties in xmlsafe.children(cell, "tcPr"):
                    fill = fills.of(properties)
                    if fill is not None and fill.kind is not FillKind.NONE:
                        ground = fill
                yield cell, _Cell(ground, unseen)
