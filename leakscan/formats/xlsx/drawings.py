"""Shapes, pictures and charts that stand over the cells of a sheet (ECMA-376-1 §20.5)."""

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.pictures.opacity import is_opaque
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_FULL = 100_000
_PER_DEGREE = 60_000
_QUARTER = 90
_NEARLY_OPAQUE = 95_000
_NO_FILL = frozenset(("noFill", "grpFill"))
_FILLS = frozenset(("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_BOXES = frozenset(
    {
        "rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect", "snip1Rect", "snip2SameRect",
        "snip2DiagRect", "snipRoundRect", "flowChartProcess", "flowChartAlternateProcess", "plaque", "bevel",
        "flowChartPredefinedProcess", "flowChartInternalStorage", "foldedCorner", "cube", "wedgeRectCallout",
        "wedgeRoundRectCallout", "actionButtonBlank", "flowChartDocument",
    }
)  # fmt: skip
"""Shapes that fill their box, corners aside; others let cells show beside their outline."""


class Turn(NamedTuple):
    """How a group is turned: around which point, and by how many degrees."""

    centre: tuple[float, float]
    degrees: float


class Cover(NamedTuple):
    """Something that stands over cells.

    Attributes:
        why: what it is.
        box: where, in units of drawings from the sheet's corner.
        is_opaque: nothing shows through; false for what is only painted in part or let through.
        chart: the part of the chart, or empty.
        shown: the formula whose value a shape shows, or empty.
    """

    why: Unseen
    box: Box
    is_opaque: bool
    chart: str = ""
    shown: str = ""


def has_drawings(package: Package, part: str) -> bool:
    """Return whether anything stands over the cells of a sheet part."""
    return any(True for _ in package.related(part, "drawing"))


def read_covers(package: Package, sheet_part: str, sizes: Sizes) -> list[Cover]:
    """Return what stands over the cells of a sheet part."""
    found: list[Cover] = []
    for relationship in package.related(sheet_part, "drawing"):
        part = package.name(relationship.target)
        root = None if part is None else root_of(package, part)
        if root is None or part is None:
            continue
        found.extend(_PartReader(package, part).all(root, partial(_anchor_box, sizes=sizes)))
    return found


def root_of(package: Package, part: str) -> "_Element | None":
    """Return a part parsed, or None with a problem; what it says beside its geometry is for others to examine."""
    found: list[_Element] = []
    with package.recording(Place(part=part), lost="what covers cells"):
        found.append(package.parsed(part))
    return found[0] if found else None


def _anchor_box(anchor: "_Element", sizes: Sizes) -> Box | None:
    start, end, size = _child(anchor, "from"), _child(anchor, "to"), _child(anchor, "ext")
    position = _child(anchor, "pos")
    if start is not None:
        corner = _marker(start, sizes)
    elif position is not None:
        corner = (whole(position.get("x")) or 0, whole(position.get("y")) or 0)
    else:
        return None
    if end is not None:
        return (*corner, *_marker(end, sizes))
    if size is None:
        return None
    return (*corner, corner[0] + (whole(size.get("cx")) or 0), corner[1] + (whole(size.get("cy")) or 0))


def _marker(element: "_Element", sizes: Sizes) -> tuple[int, int]:
    values = {xmlsafe.local_name(child): whole(xmlsafe.text_of(child).strip()) or 0 for child in element}
    column, row = values.get("col", 0) + 1, values.get("row", 0) + 1
    left = min(sizes.left(column) + values.get("colOff", 0), sizes.left(column + 1))
    return left, min(sizes.top(row) + values.get("rowOff", 0), sizes.top(row + 1))


def _child(element: "_Element | None", name: str) -> "_Element | None":
    return next(xmlsafe.children(element, name), None) if element is not None else None


class CoverReader:
    """Reads what covers cells from one drawing; subclasses know its charts and its pictures."""

    def all(self, root: "_Element", box_of: "Callable[[_Element], Box | None]") -> Iterator[Cover]:
        """Yield everything that stands over cells; `box_of` says where an anchor lies."""
        for anchor in root:
            box = box_of(anchor) if xmlsafe.local_name(anchor) in _ANCHORS else None
            if box is not None:
                yield from self.covers(anchor, box, lambda inner: inner, is_top=True)

    def chart(self, element: "_Element", box: Box) -> Iterator[Cover]:
        """Yield a chart that stands in a box."""
        raise NotImplementedError

    def is_picture_opaque(self, element: "_Element") -> bool:
        """Return whether nothing shows through a picture."""
        raise NotImplementedError

    def covers(
        self,
        parent: "_Element",
        box: Box,
        place: Callable[[Box], Box],
        *,
        is_top: bool = False,
        turns: tuple[Turn, ...] = (),
    ) -> Iterator[Cover]:
        """Yield what stands in an anchor or a group.

        Args:
            parent: the anchor or the group.
            box: where it lies.
            place: turns a group's own coordinates into the sheet's.
            is_top: it is the anchor.
            turns: how the groups around are turned, the innermost first.
        """
        for element in parent:
            kind = xmlsafe.local_name(element)
            if kind == "AlternateContent":
                choice = _child(element, "Choice")
                if choice is not None:
                    yield from self.covers(choice, box, place, is_top=is_top, turns=turns)
                continue
            if kind not in ("sp", "pic", "graphicFrame", "grpSp") or _is_hidden(element):
                continue
            own = _xfrm(element)
            where = box if is_top else _placed(own, place)
            if where is None:
                continue
            degrees = _degrees(own)
            if kind == "grpSp":
                flat = _upright(where, degrees) if is_top else where
                inner = (Turn(_centre(flat), degrees), *turns) if degrees else turns
                yield from self.covers(element, flat, _inside(own, flat), turns=inner)
                continue
            where = _turned(*_swung(where, degrees, turns), is_anchored=is_top)
            if where is None:
                continue
            if kind == "graphicFrame":
                yield from self.chart(element, where)
            elif kind == "pic":
                yield Cover(Unseen.PICTURE, where, self.is_picture_opaque(element))
            else:
                opaque = _is_shape_opaque(element)
                if opaque is not None:
                    yield Cover(Unseen.SHAPE, where, opaque, shown=element.get("textlink", ""))


class _PartReader(CoverReader):
    """Reads the things of one drawing part."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._targets = {item.id: item for item in package.relationships(part)}

    def chart(self, element: "_Element", box: Box) -> Iterator[Cover]:
        """Yield a chart that stands in a box."""
        for chart in xmlsafe.descendants(element, "chart"):
            relationship = self._targets.get(xmlsafe.attribute(chart, "id") or "")
            part = None if relationship is None else self._package.name(relationship.target)
            root = None if part is None else root_of(self._package, part)
            if part is not None and root is not None:
                fill = _fill(_child(root, "spPr"))
                yield Cover(Unseen.CHART, box, fill is None or _opaque(fill), part)
        for diagram in xmlsafe.descendants(element, "relIds"):
            yield from self._diagram(diagram, box)

    def _diagram(self, element: "_Element", box: Box) -> Iterator[Cover]:
        """Yield the shapes of a diagram as it was last drawn ([MS-ODRAWXML] 2.4.2): its data names the drawing."""
        data = self._targets.get(xmlsafe.attribute(element, "dm") or "")
        part = None if data is None else self._package.name(data.target)
        root = None if part is None else root_of(self._package, part)
        for item in xmlsafe.descendants(root, "dataModelExt") if root is not None else ():
            drawing = self._targets.get(item.get("relId") or "")
            name = None if drawing is None else self._package.name(drawing.target)
            drawn = None if name is None else root_of(self._package, name)
            for tree in xmlsafe.children(drawn, "spTree") if drawn is not None else ():
                yield from self.covers(tree, box, partial(_shifted, box))

    def is_picture_opaque(self, element: "_Element") -> bool:
        """Return whether nothing shows through a picture."""
        for blip in xmlsafe.descendants(element, "blip"):
            if any(_is_lucent(effect) for effect in blip):
                return False
            relationship = self._targets.get(xmlsafe.attribute(blip, "embed") or "")
            part = None
            if relationship is not None and not relationship.is_external:
                part = self._package.name(relationship.target)
            if part is None:
                return False
            with self._package.recording(Place(part=part), lost="whether the picture covers cells"):
                return is_opaque(self._package.read(part))
        return False


def _is_lucent(effect: "_Element") -> bool:
    name = xmlsafe.local_name(effect)
    return name == "clrChange" or (name == "alphaModFix" and (whole(effect.get("amt")) or _FULL) < _NEARLY_OPAQUE)


def _is_hidden(element: "_Element") -> bool:
    return any(xmlsafe.is_true(properties.get("hidden")) for properties in xmlsafe.descendants(element, "cNvPr"))


def _xfrm(element: "_Element") -> "_Element | None":
    direct = _child(element, "xfrm")
    if direct is not None:
        return direct
    return _child(
        _child(element, "grpSpPr") if xmlsafe.local_name(element) == "grpSp" else _child(element, "spPr"), "xfrm"
    )


def _degrees(xfrm: "_Element | None") -> float:
    """Return by how much something is turned."""
    return 0 if xfrm is None else (whole(xfrm.get("rot")) or 0) / _PER_DEGREE % 360


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _upright(box: Box, degrees: float) -> Box:
    """Return the box that a group had before it was turned; between 45 and 135 degrees its anchor is another."""
    if not _QUARTER / 2 <= degrees % 180 < _QUARTER * 3 / 2:
        return box
    x, y = _centre(box)
    across, down = (box[3] - box[1]) / 2, (box[2] - box[0]) / 2
    return round(x - across), round(y - down), round(x + across), round(y + down)


def _swung(box: Box, degrees: float, turns: tuple[Turn, ...]) -> tuple[Box, float]:
    """Return where the groups around take a box when they are turned, and by how much it is turned then."""
    x, y = start = _centre(box)
    for (middle_x, middle_y), by in turns:
        angle = math.radians(by)
        across, down = x - middle_x, y - middle_y
        x = middle_x + across * math.cos(angle) - down * math.sin(angle)
        y = middle_y + across * math.sin(angle) + down * math.cos(angle)
        degrees += by
    right, below = round(x - start[0]), round(y - start[1])
    return (box[0] + right, box[1] + below, box[2] + right, box[3] + below), degrees


def _turned(box: Box, degrees: float, *, is_anchored: bool) -> Box | None:
    """Return the largest upright box within a turned one, or None when it has no size.

    Between 45 and 135 degrees Excel anchors the box as a quarter of a turn leaves it, whereas `off` and `ext` are
    those of the box before; half a turn leaves a box as it is.
    """
    degrees %= 180
    left, top, right, bottom = box
    across, down = right - left, bottom - top
    if _QUARTER / 2 <= degrees < _QUARTER * 3 / 2:
        degrees -= _QUARTER
        if not is_anchored:
            across, down = down, across
    elif degrees:
        degrees = min(degrees, 180 - degrees)
    if not degrees:
        inner = float(across), float(down)
    elif across > 0 and down > 0:
        inner = _within(across, down, math.radians(abs(degrees)))
    else:
        return None
    x, y = (left + right) / 2, (top + bottom) / 2
    return round(x - inner[0] / 2), round(y - inner[1] / 2), round(x + inner[0] / 2), round(y + inner[1] / 2)


def _within(across: float, down: float, angle: float) -> tuple[float, float]:
    """Return width and height of the largest upright box in one turned by up to an eighth of a turn."""
    sine, cosine = math.sin(angle), math.cos(angle)
    long, short = max(across, down), min(across, down)
    if short <= 2 * sine * cosine * long or math.isclose(sine, cosine):
        half = short / 2  # two of its corners touch the long sides, the others lie within
        return (half / sine, half / cosine) if across >= down else (half / cosine, half / sine)
    twice = cosine * cosine - sine * sine
    return (across * cosine - down * sine) / twice, (down * cosine - across * sine) / twice


def _bounds(xfrm: "_Element | None", position: str, size: str) -> Box | None:
    corner, extent = _child(xfrm, position), _child(xfrm, size)
    if corner is None or extent is None:
        return None
    left, top = whole(corner.get("x")) or 0, whole(corner.get("y")) or 0
    return left, top, left + (whole(extent.get("cx")) or 0), top + (whole(extent.get("cy")) or 0)


def _placed(xfrm: "_Element | None", place: Callable[[Box], Box]) -> Box | None:
    inner = _bounds(xfrm, "off", "ext")
    return None if inner is None else place(inner)


def _shifted(box: Box, inner: Box) -> Box:
    return box[0] + inner[0], box[1] + inner[1], box[0] + inner[2], box[1] + inner[3]


def _inside(xfrm: "_Element | None", box: Box) -> Callable[[Box], Box]:
    """Return the function that puts the coordinates inside of a group onto the sheet (ECMA-376-1 §20.1.7.5)."""
    inner = _bounds(xfrm, "chOff", "chExt") or box
    across = (box[2] - box[0]) / max(1, inner[2] - inner[0])
    down = (box[3] - box[1]) / max(1, inner[3] - inner[1])

    def place(child: Box) -> Box:
        return (
            round(box[0] + (child[0] - inner[0]) * across),
            round(box[1] + (child[1] - inner[1]) * down),
            round(box[0] + (child[2] - inner[0]) * across),
            round(box[1] + (child[3] - inner[1]) * down),
        )

    return place


def _is_shape_opaque(element: "_Element") -> bool | None:
    """Return whether nothing shows through a shape; None when it paints nothing over the cells."""
    properties = _child(element, "spPr")
    fill = _fill(properties)
    if fill is None:
        reference = next(xmlsafe.descendants(element, "fillRef"), None)
        if reference is None or (whole(reference.get("idx")) or 0) == 0:
            return None
        opaque = _opaque(reference)
    elif xmlsafe.local_name(fill) in _NO_FILL:
        return None
    else:
        opaque = _opaque(fill)
    geometry = _child(properties, "prstGeom")
    return opaque and geometry is not None and geometry.get("prst") in _BOXES


def _fill(properties: "_Element | None") -> "_Element | None":
    return (
        next((child for child in properties if xmlsafe.local_name(child) in _FILLS), None)
        if properties is not None
        else None
    )


def _opaque(fill: "_Element") -> bool:
    if xmlsafe.local_name(fill) in _NO_FILL:
        return False
    alphas = [*xmlsafe.descendants(fill, "alpha"), *xmlsafe.descendants(fill, "alphaModFix")]
    return all(_percentage(alpha.get("val") or alpha.get("amt")) >= _NEARLY_OPAQUE for alpha in alphas)


def _percentage(text: str | None) -> int:
    """Return thousandths of a percent; strict files write `40%` (ECMA-376-1 §22.9.2.9)."""
    if text is None:
        return _FULL
    if text.endswith("%"):
        number = whole(text[:-1].partition(".")[0])
        return _FULL if number is None else number * 1000
    number = whole(text)
    return _FULL if number is None else number
