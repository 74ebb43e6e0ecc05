"""Which parts of a page hold what is looked at, so that the rest need not be painted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.formats.pdf.painting import Area

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Boxes = NDArray[numpy.int64]
    Marks = NDArray[numpy.bool_]

_CELL = 24
"""How many pixels across and down are told apart."""
_AROUND = 3
"""How many pixels around a box are looked at, beside a quarter of its height."""
_MOST_PARTS = 10
_MOST_SHARE = 0.6
"""Above which share of the area the parts are no better than all of it."""
_LEAST_PIXELS = 100_000


def margins(boxes: "Boxes") -> "Boxes":
    """Return how many pixels around each box are looked at."""
    return _AROUND + (boxes[:, 1] - boxes[:, 0]) // 4


def parts_of(area: Area, boxes: "Boxes") -> list[Area]:
    """Return the parts of an area that hold some boxes and a little around each; the area where that is as good.

    Args:
        area: rows and columns.
        boxes: first row, end row, first column and end column of each.
    """
    from leakscan.arrays import numpy

    rows, columns = area
    height, width = rows.stop - rows.start, columns.stop - columns.start
    if height * width < _LEAST_PIXELS:
        return [area]
    margin = margins(boxes)
    last_row, last_column = (height - 1) // _CELL, (width - 1) // _CELL
    first = numpy.clip((boxes[:, 0] - margin - rows.start) // _CELL, 0, last_row)
    final = numpy.clip((boxes[:, 1] + margin - rows.start) // _CELL, 0, last_row) + 1
    left = numpy.clip((boxes[:, 2] - margin - columns.start) // _CELL, 0, last_column)
    right = numpy.clip((boxes[:, 3] + margin - columns.start) // _CELL, 0, last_column) + 1
    steps = numpy.zeros((last_row + 2, last_column + 2), dtype=numpy.int32)
    for row, column, step in ((first, left, 1), (final, left, -1), (first, right, -1), (final, right, 1)):
        numpy.add.at(steps, (row, column), step)
    marks = steps.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0
    found = [
        (
            slice(rows.start + top * _CELL, min(rows.stop, rows.start + bottom * _CELL)),
            slice(columns.start + west * _CELL, min(columns.stop, columns.start + east * _CELL)),
        )
        for top, bottom, west, east in _cut(marks, 0, 0)
    ]
    pixels = sum((down.stop - down.start) * (across.stop - across.start) for down, across in found)
    return found if len(found) <= _MOST_PARTS and pixels <= height * width * _MOST_SHARE else [area]


def common(parts: list[Area], others: list[Area]) -> list[Area]:
    """Return what of some parts lies in others."""
    found = [
        tuple(
            slice(max(one.start, two.start), min(one.stop, two.stop)) for one, two in zip(part, other, strict=True)
        )
        for part in parts
        for other in others
    ]
    return [(rows, columns) for rows, columns in found if rows.start < rows.stop and columns.start < columns.stop]


def _cut(marks: "Marks", top: int, left: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield rectangles that hold all marks, cut where whole rows or columns between them are empty."""
    bands, strips = _runs(marks.sum(axis=1) > 0), _runs(marks.sum(axis=0) > 0)
    if len(bands) == 1 and len(strips) == 1:
        (first, end), (west, east) = bands[0], strips[0]
        yield top + first, top + end, left + west, left + east
    elif len(bands) > 1:
        for first, end in bands:
            yield from _cut(marks[first:end], top + first, left)
    else:
        for west, east in strips:
            yield from _cut(marks[:, west:east], top, left + west)


def _runs(marks: "Marks") -> list[tuple[int, int]]:
    """Return where runs of marks begin and end."""
    from leakscan.arrays import numpy

    edges = numpy.flatnonzero(numpy.diff(marks.astype(numpy.int8), prepend=0, append=0)).tolist()
    return list(zip(edges[0::2], edges[1::2], strict=True))
