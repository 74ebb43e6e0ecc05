"""Finds where copies of a text stand: shadows and embossed letters are painted again a little beside it.

PDFium's text has the letters of the first copy alone.
"""

from typing import TYPE_CHECKING

from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.walking import Painted, Painting

if TYPE_CHECKING:
    from leakscan.formats.pdf.sight import Step

_ALIKE = 0.3
"""By how many points the bounds of copies differ."""
_REACH, _REACH_SHARE = 1.5, 0.25
"""How far a copy stands from the text: so many points, or that share of its height."""
_MOST_STEPS = 8


class Copies:
    """The texts of a page, for asking how far from one its copies stand."""

    def __init__(self, page: Page) -> None:
        from leakscan.arrays import numpy

        self._page = page
        self._boxes = numpy.array(
            [item.box for item in page.objects() if item.painting is Painting.TEXT], dtype=numpy.float64
        ).reshape(-1, 4)
        self._known: dict[int, list[Step]] = {}

    def steps(self, item: Painted) -> "list[Step]":
        """Return the steps in pixels from a text to its copies, nearest first."""
        if item.handle not in self._known:
            self._known[item.handle] = self._steps(item)
        return self._known[item.handle]

    def _steps(self, item: Painted) -> "list[Step]":
        from leakscan.arrays import numpy

        box = numpy.array(item.box)
        height = min(item.box[2] - item.box[0], item.box[3] - item.box[1])
        reach = max(_REACH, height * _REACH_SHARE)
        moves = self._boxes - box
        is_near = numpy.abs(moves).max(axis=1) <= reach
        is_alike = numpy.abs(moves[:, :2] - moves[:, 2:]).max(axis=1) <= _ALIKE
        found = {self._page.pixel_step(float(move[0]), float(move[1])) for move in moves[is_near & is_alike]}
        return sorted(found - {(0, 0)}, key=lambda step: step[0] ** 2 + step[1] ** 2)[:_MOST_STEPS]
