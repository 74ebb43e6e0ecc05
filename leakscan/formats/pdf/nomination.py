"""Nominates text that may not show, by a look at what is painted and when, before anything is painted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from leakscan.formats.pdf.geometry import Box, contains, narrowed, overlaps, share_of
from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.tints import Overlay, light_of, product
from leakscan.formats.pdf.walking import INVISIBLE_MODES, Painted, Painting

PALE = 200
_PATTERN = (191, 191, 191)
_THICK = 0.12
"""From which share of the size of its letters the outline of a text may cover another."""
_LARGE = 6.0
"""How many times as large letters are whose strokes may cover others."""
_NEAR = 64
FAINT = 40
_DARK, _LEAST_TINT = 80, 0.4
"""Up to which value of its colours a text is dark, and how much of light a tint has to leave for it to be seen."""
_MOST_COMPARED = 1 << 20
TINY_POINTS = 1.0
_SMALL_POINTS = 2.0
_MOST_OPAQUE = 255
_NO_BACKGROUNDS = (Painting.LINE, Painting.TEXT)
"""What hides no text that is painted upon it: it is too thin for its colour to matter."""
_MOST_OF_TEXT = 0.5
"""How much of a text others have to stand over before they are looked at: lines nearly touch."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page alone does not say.

    Attributes:
        annotations: the annotations that paint something over the page.
        has_hidden_layers: the document has layers that do not show.
        has_blocks: its text has characters that fill their place, and so may cover others.
        has_veils: something on the page is painted through a soft mask, or blended with what lies beneath.
        has_patterns: something on the page may be painted with a pattern.
        has_drawn_fonts: letters on the page may be drawn by procedures, and of any look.
        tiny: addresses of the texts of which no character is large enough to read.
        own_objects: how many objects the page itself paints; its annotations paint those after them. None where
            they paint none.
    """

    annotations: tuple[Overlay, ...] = ()
    has_hidden_layers: bool = False
    has_blocks: bool = False
    has_veils: bool = False
    has_patterns: bool = False
    has_drawn_fonts: bool = False
    tiny: frozenset[int] = frozenset()
    own_objects: int | None = None

    def is_own(self, item: Painted) -> bool:
        """Return whether the page itself paints an object, rather than an annotation on it."""
        return self.own_objects is None or item.order < self.own_objects


def nominate(page: Page, surroundings: Surroundings) -> list[Painted]:
    """Return the text objects of a page that could be hidden, by a look at what is painted and when."""
    items = page.objects()
    texts = [item for item in items if item.painting is Painting.TEXT]
    if not texts:
        return []
    first = texts[0].order
    covers = covering(items, surroundings)
    covers = [item for item in covers if item.order > first or item.painting not in _NO_BACKGROUNDS]
    index = Index(covers, [narrowed(item.clip, item.box) or item.box for item in covers])
    return [
        item
        for item, meeting in zip(texts, index.meeting_each([text.box for text in texts]), strict=True)
        if _is_odd(item, page.box, surroundings)
        or (surroundings.annotations and _may_be_under_annotations(item, meeting, surroundings.annotations))
        or (meeting and _may_be_hidden(item, meeting, has_blocks=surroundings.has_blocks))
    ]


def covering(items: list[Painted], surroundings: Surroundings) -> list[Painted]:
    """Return what of a page may lie over a text or beneath it."""
    texts = [item for item in items if item.painting is Painting.TEXT]
    large = _LARGE * min((item.size for item in texts if item.size >= TINY_POINTS), default=0.0)
    hascovering_letters = surroundings.has_blocks or surroundings.has_drawn_fonts
    return [
        item
        for item in items
        if (item.painting is not Painting.TEXT or hascovering_letters or _is_massive(item, large))
        and item.painting is not Painting.NOTHING
    ]


def _is_massive(text: Painted, large: float) -> bool:
    """Return whether the strokes of letters are so broad that others may lie under one."""
    is_opaque = text.colour is None or text.colour[3] == _MOST_OPAQUE
    return (text.width > 0 and text.width >= text.size * _THICK) or (text.size >= large > 0 and is_opaque)


def _is_odd(item: Painted, page_box: Box, surroundings: Surroundings) -> bool:
    """Return whether a text could be invisible by itself."""
    colour = item.colour
    return (
        item.mode in INVISIBLE_MODES
        or min(item.size, item.breadth) < _SMALL_POINTS
        or colour is None
        or colour[3] < FAINT
        or min(colour[:3]) >= PALE
        or not contains(page_box, item.box, 1.0)
        or (item.clip is not None and not contains(item.clip, item.box, 1.0))
        or surroundings.has_hidden_layers
        or (item.is_veiled and surroundings.has_veils)
    )


class Index:
    """What a page paints besides text, for asking which of it lies over or beneath a text."""

    def __init__(self, items: list[Painted], boxes: list[Box] | None = None) -> None:
        self._items = items
        if items:
            from leakscan.arrays import numpy

            self._boxes = numpy.array(boxes or [item.box for item in items], dtype=numpy.float64)

    def meeting(self, box: Box) -> list[Painted]:
        """Return the objects whose bounds overlap a box."""
        if not self._items:
            return []
        held = self._boxes
        hits = (held[:, 0] < box[2]) & (box[0] < held[:, 2]) & (held[:, 1] < box[3]) & (box[1] < held[:, 3])
        return [self._items[index] for index in hits.nonzero()[0]]

    def meeting_each(self, boxes: list[Box]) -> Iterator[list[Painted]]:
        """Yield for each box the objects whose bounds overlap it."""
        if not self._items:
            yield from repeat([], len(boxes))
            return
        from leakscan.arrays import numpy

        held, step = self._boxes, max(1, _MOST_COMPARED // len(self._items))
        for start in range(0, len(boxes), step):
            asked = numpy.array(boxes[start : start + step], dtype=numpy.float64)
            hits = held[:, 0] < asked[:, 2:3]
            hits &= asked[:, 0:1] < held[:, 2]
            hits &= held[:, 1] < asked[:, 3:4]
            hits &= asked[:, 1:2] < held[:, 3]
            is_met: list[bool] = numpy.asarray(hits.any(axis=1)).tolist()
            for row, is_any in enumerate(is_met):
                yield [self._items[index] for index in hits[row].nonzero()[0]] if is_any else []


def _may_be_hidden(text: Painted, meeting: list[Painted], *, has_blocks: bool) -> bool:
    """Return whether something painted later could cover a text, or earlier share its colour."""
    height = min(text.box[3] - text.box[1], text.box[2] - text.box[0], text.size or 1e9)
    thin = 0
    for item in meeting:
        if item is text:
            continue
        if item.order > text.order:
            if item.colour is not None and item.colour[3] < FAINT:
                continue
            if item.painting is Painting.TEXT and not has_blocks and share_of(text.box, item.box) < _MOST_OF_TEXT:
                continue
            extent = min(item.box[2] - item.box[0], item.box[3] - item.box[1])
            breadth = item.width if item.painting is Painting.LINE else extent
            if breadth >= height * 0.25:
                return True
            thin += 1
        elif item.painting not in _NO_BACKGROUNDS and _may_match(item, text):
            return True
    return thin >= 8  # hatching


def _may_be_under_annotations(text: Painted, meeting: list[Painted], annotations: tuple[Overlay, ...]) -> bool:
    """Return whether an annotation could hide a text; a bright tint hides no dark text on bright ground."""
    tints = [item.tint for item in annotations if overlaps(item.box, text.box)]
    known = [tint for tint in tints if tint is not None]
    if len(known) < len(tints) or text.colour is None:
        return bool(tints)
    is_dark = max(text.colour[:3]) <= _DARK and text.colour[3] == _MOST_OPAQUE
    is_on_bright = all(item.order > text.order or _is_bright(item) for item in meeting)
    return bool(tints) and not (is_dark and is_on_bright and light_of(product(known)) >= _LEAST_TINT)


def _is_bright(item: Painted) -> bool:
    """Return whether what lies beneath a text is as good as paper."""
    is_thin = item.painting in _NO_BACKGROUNDS
    return is_thin or (item.painting is Painting.PATH and item.colour is not None and min(item.colour[:3]) >= PALE)


def _may_match(item: Painted, text: Painted) -> bool:
    return item.colour is None or text.colour is None or _is_near(item.colour, text.colour)


def _is_near(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return all(abs(mine - theirs) < _NEAR for mine, theirs in zip(one[:3], other[:3], strict=True))


def forget_patterns(items: list[Painted]) -> None:
    """Take the colour from what is painted with a pattern: PDFium says one grey of all of it."""
    for item in items:
        if item.colour is not None and item.colour[:3] == _PATTERN:
            item.colour = None
