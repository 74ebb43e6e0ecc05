"""Texts of shapes over a sheet that nobody sees: by their colour, their size, or what lies over them.

Shapes are those of slides (ECMA-376-1 §20.1), on a sheet whose cells nobody painted.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.colours import WHITE
from leakscan.formats.ooxml.package import Package
from leakscan.formats.pptx.fills import Fill, FillKind, Fills
from leakscan.formats.xlsx.cells import whole

if TYPE_CHECKING:
    from lxml.etree import _Element

    from leakscan.formats.pptx.frames import Box
    from leakscan.formats.pptx.shapes import Shape

Unseen = Mapping["_Element", list[tuple[str, str]]]
"""By shape, its texts that are not seen, each with the reason."""

_CELL = 1 << 32
"""A cell is wider and higher than any offset in it: corners can be compared without sizes."""


def unseen_in(root: "_Element", fills: Fills, *, is_plain: bool) -> Unseen:
    """Return the texts of a drawing that are not seen.

    Args:
        root: the drawing.
        fills: what its colours mean.
        is_plain: nothing paints the cells under it.
    """
    from leakscan.formats.pptx.seeing import Stage, covers_of, seen_texts, why_hidden
    from leakscan.formats.pptx.shapes import read_shapes

    shapes = [_placed(shape, anchor) for anchor in root for shape in read_shapes(anchor, fills)]
    stage = Stage(
        width=math.inf,
        height=math.inf,
        ground=Fill(FillKind.SOLID, WHITE),
        is_bare=is_plain,
        moving=frozenset(),
        is_opaque=lambda _: False,
        covers=covers_of(shapes),
    )
    alone = stage._replace(covers=())  # where letters stand is not known in the units of anchors
    found: dict[_Element, list[tuple[str, str]]] = {}
    for number, shape in enumerate(shapes):
        why = "" if shape.is_hidden else why_hidden(shapes, number, stage)
        if why:
            found[shape.element] = [(f"shape {why}", text) for text in shape.texts]
        else:
            found[shape.element] = [item for seen in seen_texts(shapes, number, alone) for item in seen.unseen]
    return found


def is_plain_workbook(package: Package, workbook_part: str) -> bool:
    """Return whether no style of a workbook fills cells with a colour."""
    for relationship in package.related(workbook_part, "styles"):
        if package.examined(relationship.target, "styles", _fills_cells, None):
            return False
    return True


def _fills_cells(root: "_Element", _: None) -> tuple[bool, bool]:
    names = (xmlsafe.local_name(item) for group in xmlsafe.children(root, "fills") for item in group.iter("*"))
    return any(name in ("fgColor", "gradientFill") for name in names), True


def _placed(shape: "Shape", anchor: "_Element") -> "Shape":
    """Return a shape where its anchor puts it; what is turned or in a group lies nowhere known."""
    is_turned = any(transform.get("rot", "0") != "0" for transform in xmlsafe.descendants(anchor, "xfrm"))
    is_own = shape.element.getparent() is anchor
    shape.box = _box(anchor) if is_own and not is_turned else None
    return shape


def _box(anchor: "_Element") -> "Box | None":
    corners = [_corner(child) for child in anchor if xmlsafe.local_name(child) in ("from", "to")]
    return (*corners[0], *corners[1]) if len(corners) == 2 else None


def _corner(element: "_Element") -> tuple[float, float]:
    values = {xmlsafe.local_name(child): whole((child.text or "").strip()) or 0 for child in element}
    return (
        values.get("col", 0) * _CELL + values.get("colOff", 0),
        values.get("row", 0) * _CELL + values.get("rowOff", 0),
    )
