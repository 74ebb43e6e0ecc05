"""Whether shapes that let nothing through hide a box, alone or several together."""

from collections.abc import Sequence
from itertools import pairwise

from leakscan.formats.pptx.frames import Box
from leakscan.formats.pptx.shapes import Shape

_ELLIPSE = 0.147
"""How far from each side of an ellipse's box, as a share of it, the largest rectangle inside begins."""
_ARC = 0.293
"""The same for a round corner, as a share of its radius."""
_SLACK = 1.0
"""Places are whole numbers; those in groups are reckoned, and may be off by less."""
_MOST_PIECES = 64


def pieces(shape: Shape) -> list[Box]:
    """Return rectangles that a shape fills, which is all of it but its round corners; none for other outlines."""
    box = shape.box
    if box is None or shape.is_turned:
        return []
    left, top, right, bottom = box
    if shape.is_rectangle:
        return [box]
    if not shape.is_rounded:
        return []
    if shape.corner is None:
        return [_inset(box, _ELLIPSE * (right - left), _ELLIPSE * (bottom - top))]
    radius = shape.corner * min(right - left, bottom - top)
    return [_inset(box, radius, 0.0), _inset(box, 0.0, radius), _inset(box, _ARC * radius, _ARC * radius)]


def _inset(box: Box, across: float, down: float) -> Box:
    return box[0] + across, box[1] + down, box[2] - across, box[3] - down


def cover(rectangles: Sequence[Box], box: Box) -> bool:
    """Return whether rectangles together cover all of a box."""
    left, top, right, bottom = box
    if any(_contains(item, box) for item in rectangles):
        return True
    if right - left <= _SLACK or bottom - top <= _SLACK:
        return False
    touching = [item for item in rectangles if meets(item, box)]
    touching = sorted(touching, key=lambda item: -_common(item, box))[:_MOST_PIECES]
    edges = {left, right, *(edge for item in touching for edge in (item[0], item[2]) if left < edge < right)}
    cuts = sorted(edges)
    return all(
        end - start <= _SLACK
        or _reaches([item for item in touching if item[0] <= start and item[2] >= end], top, bottom)
        for start, end in pairwise(cuts)
    )


def _reaches(column: Sequence[Box], top: float, bottom: float) -> bool:
    """Return whether rectangles that stand over a whole column cover it from top to bottom."""
    for item in sorted(column, key=lambda item: item[1]):
        if item[1] > top + _SLACK:
            return False
        top = max(top, item[3])
    return top + _SLACK >= bottom


def _contains(outer: Box, box: Box) -> bool:
    return outer[0] <= box[0] and outer[1] <= box[1] and outer[2] >= box[2] and outer[3] >= box[3]


def meets(one: Box, other: Box) -> bool:
    """Return whether two boxes have an area in common."""
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _common(one: Box, other: Box) -> float:
    return (min(one[2], other[2]) - max(one[0], other[0])) * (min(one[3], other[3]) - max(one[1], other[1]))
