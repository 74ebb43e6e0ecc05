"""Finds copies of a text: shadows and embossed letters are painted a little beside it, others over its cover."""

from collections.abc import Collection, Iterator
from itertools import groupby, product
from math import ceil, floor
from typing import TYPE_CHECKING

from leakscan.formats.pdf.characters import Characters
from leakscan.formats.pdf.geometry import NOWHERE, Box, bounds, is_near, share_of
from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.walking import Painted, Painting
from leakscan.views.pages import Cover, HiddenText

if TYPE_CHECKING:
    from leakscan.formats.pdf.sight import Step

_ALIKE = 0.3
"""By how many points the bounds of copies differ."""
_REACH, _REACH_SHARE = 1.5, 0.25
"""How far a copy stands from the text: so many points, or that share of its height."""
_MOST_STEPS = 8
_CELL_POINTS = 8.0
_MOST_CELLS = 400
_SAME_PLACE = 0.5


class Copies:
    """The texts of a page, for asking how far from one its copies stand.

    They are known by their bounds, for PDFium's text has the letters of the first copy alone.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for item in page.objects():
            if item.painting is Painting.TEXT and is_near(item.box):
                self._cells.setdefault(_cell(item.box[0], item.box[1]), []).append(item.box)
        self._known: dict[int, list[Step]] = {}

    def steps(self, item: Painted) -> "list[Step]":
        """Return the steps in pixels from a text to its copies, nearest first."""
        if item.handle not in self._known:
            self._known[item.handle] = self._steps(item)
        return self._known[item.handle]

    def is_copy(self, item: Painted) -> bool:
        """Return whether another text with bounds of the same size stands where a text does, or near it."""
        return sum(1 for _ in self._moves(item, max(_REACH, item.size))) > 1

    def _steps(self, item: Painted) -> "list[Step]":
        moves = self._moves(item, reach_of(item))
        found: set[Step] = set()
        for across, up in moves:
            down, aside = self._page.pixel_step(across, up)
            found.update(product({floor(down), ceil(down)}, {floor(aside), ceil(aside)}))
        found.discard((0, 0))
        return sorted(found, key=lambda step: step[0] ** 2 + step[1] ** 2)[:_MOST_STEPS]

    def _moves(self, item: Painted, reach: float) -> Iterator[tuple[float, float]]:
        """Yield how far from a text stand those with bounds of the same size, itself among them."""
        left, bottom, right, top = item.box
        if not is_near(item.box):
            return
        (first, low), (last, high) = _cell(left - reach, bottom - reach), _cell(left + reach, bottom + reach)
        if (last - first + 1) * (high - low + 1) > _MOST_CELLS:
            return
        for cell in product(range(first, last + 1), range(low, high + 1)):
            for box in self._cells.get(cell, ()):
                across, up = box[0] - left, box[1] - bottom
                is_alike = abs(box[2] - right - across) <= _ALIKE and abs(box[3] - top - up) <= _ALIKE
                if is_alike and abs(across) <= reach and abs(up) <= reach:
                    yield across, up


def reach_of(item: Painted) -> float:
    """Return how far from a text its copies stand at most, in points."""
    return max(_REACH, min(item.box[2] - item.box[0], item.box[3] - item.box[1]) * _REACH_SHARE)


def _cell(x: float, y: float) -> tuple[int, int]:
    """Return the square of a page that a point lies in."""
    return int(x // _CELL_POINTS), int(y // _CELL_POINTS)


class Again:
    """What shows of the text of a page, for asking whether hidden words are also written where they show."""

    def __init__(self, page: Page, characters: Characters, hidden: Collection[int]) -> None:
        self._page = page
        self._characters = characters
        self._hidden = hidden
        self._texts: list[tuple[Box, str]] | None = None
        self._lines: set[tuple[str, ...]] = set()

    def shows(self, run: HiddenText) -> bool:
        """Return whether all words of a text show where it stands, or as a line of the page where it is cut off.

        The first is text in another font or size, written over its cover; the second what casts a shadow in
        WebKit, which stands beyond a clipping path.
        """
        if run.cover is Cover.OFF_PAGE:
            return False
        words = run.text.split()
        if self._texts is None:
            self._texts = self._gathered()
            lines = "".join(text for _, text in self._texts).splitlines()
            self._lines = {tuple(line.split()) for line in lines}
        if run.cover is Cover.CLIPPED and tuple(words) in self._lines:
            return True
        written = "".join(
            text
            for box, text in self._texts
            if share_of(run.box, box) >= _SAME_PLACE or share_of(box, run.box) >= _SAME_PLACE
        )
        return set(words) <= set(written.split())

    def _gathered(self) -> list[tuple[Box, str]]:
        """Return the pieces of text that show, each of one object and up to what does not, with their bounds."""
        boxes = {item.handle: item.box for item in self._page.objects() if item.painting is Painting.TEXT}
        found: list[tuple[Box, str]] = []
        letters, owners, bounds_of = self._characters
        places = [place for place in range(len(letters)) if place not in self._hidden]
        pieces = groupby(enumerate(places), key=lambda held: (owners[held[1]], held[1] - held[0]))
        for (owner, _), piece in pieces:
            here = [place for _, place in piece]
            text = "".join(letters[place] for place in here)
            if owner == 0 and found:  # blanks and line ends that nothing paints stand between words
                found[-1] = found[-1][0], found[-1][1] + text
            else:
                box = bounds(bounds_of[place] for place in here) or boxes.get(owner, NOWHERE)
                found.append((box, text))
        return found
