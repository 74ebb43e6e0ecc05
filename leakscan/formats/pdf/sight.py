"""Sight: what of each character is to be seen, told by painting a page with and without it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from leakscan.formats.pdf.characters import Glyph
from leakscan.formats.pdf.copies import reach_of
from leakscan.formats.pdf.geometry import Box, is_near, overlaps
from leakscan.formats.pdf.page_parts import common, margins, parts_of
from leakscan.formats.pdf.painting import Area, Page
from leakscan.formats.pdf.walking import INVISIBLE_MODES, UNPAINTED_MODE, Painted, Painting

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from leakscan.formats.pdf.painting import Pixels

    Mask = NDArray[numpy.bool_]
    Sums = NDArray[numpy.int64]

SHOWN_SHARE = 0.6
"""From which share of its ink on a character shows."""
_DIFFERENCE = 16
"""By how much a shade differs that letters of any size are read by."""
_FAINT_DIFFERENCE = 8
"""By how much one does that large letters are seen by; nearer ones the eye hardly tells apart."""
LARGE_POINTS = 18.0
"""From which size on letters are seen that are paler than small ones may be (WCAG 2.2, large scale)."""
_WEIGHTS = ((0, 114), (8, 587), (16, 299))
"""How much of light blue, green and red are, of a thousand (ITU-R BT.601 2.5.1)."""
_LEAST_LIGHT = 4000
"""Yellow that is nearly white, on white, and blue that is nearly black, on black, differ by less."""
_INK = 160
_SAME_SHARE, _SAME_MORE = 0.85, 0.1
"""Which share of a character's ink shows where it is painted again, and how much may show around it."""
_SHADOW_SHARE, _SHADOW_MORE = 0.6, 0.6
"""The same of a copy beside it: neighbours and further copies show too."""
_GROUND_SHARE, _SHAPE_SHARE, _GROUNDS = 0.7, 0.7, 2
"""Which share of its ground has one colour or two where a shape stands out, and which of its ink has others."""
_VEILED_INK, _LARGE_VEILED_INK = 255 - _DIFFERENCE, 255 - _FAINT_DIFFERENCE
"""Below which value a pixel is ink: black letters behind a veil may be but a shade."""
_MOST_GROUPS = 6
_MOST_PAIRS = 10_000
_FEW_PAIRS = 100
_CELL_POINTS = 24.0
_MOST_CELLS = 400
_EDGE = 2

Step = tuple[int, int]
"""Rows and columns from one place to another."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Texts none of which overlaps another.

    Attributes:
        texts: the texts.
        mine: which characters are theirs.
        rows: the rows of the picture in which these stand.
        columns: the columns.
        boxes: the pixels of each, counted from the first row and column.
        parts: the parts of the area that hold them and a little around each; nothing else is looked at.
    """

    texts: list[Painted]
    mine: "Mask"
    rows: slice
    columns: slice
    boxes: "Sums"
    parts: list[Area]


class Sight:
    """What of each character is to be seen, counted in pixels."""

    def __init__(self, page: Page, texts: list[Painted], glyphs: list[Glyph]) -> None:
        from leakscan.arrays import numpy

        self._page = page
        shape = page.shape
        boxes = page.pixel_boxes([glyph.box for glyph in glyphs if glyph.box is not None], shape)
        self._all = _group([], numpy.ones(len(glyphs), dtype=numpy.bool_), boxes, shape, is_wide=True)
        # Smoothing pictures takes most of the time, and only a look for black surfaces needs it.
        self._is_smooth = any(item.mode in INVISIBLE_MODES for item in texts)
        self._whole = page.pixels(
            (self._all.rows, self._all.columns), is_smooth=self._is_smooth, parts=self._all.parts
        )
        self._letters: Mask | None = None
        paintable = [item for item in texts if item.mode != UNPAINTED_MODE]
        groups = []
        for members in _groups(page, paintable, glyphs):
            owners = {item.handle for item in members}
            mine = numpy.array([glyph.owner in owners for glyph in glyphs])
            if mine.any():
                groups.append(_group(members, mine, boxes[mine], shape))
        differences = []
        for group in groups:
            page.hide(group.texts)
            is_large = any(item.size >= LARGE_POINTS for item in group.texts)
            shade = self._differing(group, _FAINT_DIFFERENCE) if is_large else None
            differences.append((self._differing(group), shade))
            page.hide(group.texts, hidden=False)
        page.hide(page.objects())
        page.blacken(paintable)
        inks = numpy.zeros(len(glyphs), dtype=numpy.int64)
        seen = numpy.zeros(len(glyphs), dtype=numpy.int64)
        glimpsed = numpy.zeros(len(glyphs), dtype=numpy.int64)
        self._inked: list[tuple[_Group, Mask]] = []
        for group, (difference, shade) in zip(groups, differences, strict=True):
            page.hide(group.texts, hidden=False)
            veiled = _VEILED_INK if shade is None else _LARGE_VEILED_INK
            below = veiled if group.texts[0].is_veiled else _INK
            area = group.rows, group.columns
            ink = (page.pixels(area, annotations=False, parts=group.parts) & 0xFF) < below
            page.hide(group.texts)
            inks[group.mine] = _sums(ink, group.boxes)
            seen[group.mine] = _sums(ink & difference, group.boxes)
            glimpsed[group.mine] = seen[group.mine] if shade is None else _sums(ink & shade, group.boxes)
            self._inked.append((group, ink))
        page.hide(page.objects(), hidden=False)
        reaches = {item.handle: reach_of(item) for item in texts}
        self._reaches = numpy.array([reaches[glyph.owner] for glyph in glyphs]) * (seen < inks * SHOWN_SHARE)
        self._ink: list[int] = inks.tolist()
        self._seen: list[int] = seen.tolist()
        self._glimpsed: list[int] = glimpsed.tolist()

    def _within(self, group: _Group) -> tuple[slice, slice]:
        """Return where the area of a group lies in the area of all."""
        top, left = self._all.rows.start, self._all.columns.start
        return (
            slice(group.rows.start - top, group.rows.stop - top),
            slice(group.columns.start - left, group.columns.stop - left),
        )

    def _differing(self, group: _Group, least: int = _DIFFERENCE) -> "Mask":
        """Return where the page as it is painted now differs to the eye from the whole page."""
        from leakscan.arrays import numpy

        area = group.rows, group.columns
        whole = self._whole[self._within(group)]
        now = self._page.pixels(area, is_smooth=self._is_smooth, parts=group.parts)
        found: Mask = numpy.zeros(now.shape, dtype=numpy.bool_)
        for rows, columns in group.parts:
            part = (
                slice(rows.start - group.rows.start, rows.stop - group.rows.start),
                slice(columns.start - group.columns.start, columns.stop - group.columns.start),
            )
            found[part] = _far(whole[part], now[part], least)
        return found

    def ink(self, position: int) -> int:
        """Return how many pixels a character would paint if nothing hid it."""
        return self._ink[position]

    def seen(self, position: int) -> int:
        """Return how many of them show."""
        return self._seen[position]

    def glimpsed(self, position: int) -> int:
        """Return how many of them show, where letters of their size are seen by the faintest shade."""
        return self._glimpsed[position]

    def is_legible(self, position: int, steps: "Iterable[Step]" = ()) -> bool:
        """Return whether letters of the same shape show in its place, such as the same text painted again.

        Args:
            position: the character's, of which too little is seen.
            steps: how far from it copies of its text stand, in pixels.
        """
        ink, rows, columns = self._inked_at(position, 0)
        if not ink.any():
            return False
        around, wide_rows, wide_columns = self._inked_at(position, 1)
        top, left = rows.start - wide_rows.start, columns.start - wide_columns.start
        spread = _spread(around)[top : top + ink.shape[0], left : left + ink.shape[1]]
        letters = self._shown_letters()
        for down, across in ((0, 0), *steps):
            shown = letters[
                max(0, rows.start + down) : max(0, rows.stop + down),
                max(0, columns.start + across) : max(0, columns.stop + across),
            ]
            least, most = (_SHADOW_SHARE, _SHADOW_MORE) if down or across else (_SAME_SHARE, _SAME_MORE)
            if shown.shape == ink.shape and _is_alike(ink, shown, spread, least, most):
                return True
        return False

    def stands_out(self, position: int) -> bool:
        """Return whether the shape of a character stands out from its ground, whatever paints it.

        What a text in clipping mode lets through does, and what an outline or a picture shows of transparent text.
        """
        from leakscan.arrays import numpy

        ink, rows, columns = self._inked_at(position, _EDGE)
        area, spread = self._whole[rows, columns], _spread(ink)
        around = area[~spread]
        if not ink.any() or not around.size:
            return False
        values, counts = numpy.unique(around, return_counts=True)
        edge = ink & _spread(~ink)
        differing = numpy.ones(area.shape, dtype=numpy.bool_)
        for value in values[counts.argsort()[::-1][:_GROUNDS]]:
            differing &= _far(area, numpy.full(area.shape, value, dtype=area.dtype))
            is_plain = int((~differing & ~spread).sum()) >= around.size * _GROUND_SHARE
            if is_plain and any(
                int((differing & part).sum()) >= int(part.sum()) * _SHAPE_SHARE for part in (ink, edge)
            ):
                return True
        return False

    def _inked_at(self, position: int, edge: int) -> tuple["Mask", slice, slice]:
        """Return the pixels that a text would paint in and around the place of a character, and where they lie."""
        group, inked = next((group, inked) for group, inked in self._inked if group.mine[position])
        top, bottom, left, right = (int(side) for side in self._all.boxes[position])
        rows, columns = self._within(group)
        down = slice(max(rows.start, top - edge), max(rows.start, min(rows.stop, bottom + edge)))
        across = slice(max(columns.start, left - edge), max(columns.start, min(columns.stop, right + edge)))
        found = inked[
            down.start - rows.start : down.stop - rows.start,
            across.start - columns.start : across.stop - columns.start,
        ]
        return found, down, across

    def _shown_letters(self) -> "Mask":
        """Return where the page differs from itself without any text, around the characters that hardly show."""
        if self._letters is None:
            texts = [item for item in self._page.objects() if item.painting is Painting.TEXT]
            self._page.hide(texts)
            self._letters = self._differing(replace(self._all, parts=self._doubtful_parts()))
            self._page.hide(texts, hidden=False)
        return self._letters

    def _doubtful_parts(self) -> list[Area]:
        """Return the parts in which characters of which little is seen, or copies of them, may stand."""
        from leakscan.arrays import numpy

        whole, places = self._all, numpy.flatnonzero(self._reaches)
        reaches = numpy.ceil(self._reaches[places] * self._page.scale).astype(numpy.int64) + 1
        offsets = numpy.array([whole.rows.start, whole.rows.start, whole.columns.start, whole.columns.start])
        boxes = whole.boxes[places] + offsets + reaches[:, None] * numpy.array([-1, 1, -1, 1])
        return common(parts_of((whole.rows, whole.columns), boxes), whole.parts)

    def is_black(self, position: int) -> bool:
        """Return whether the page shows nothing but one dark surface in and around the place of a character.

        Around it too, for a stop or a stroke fills its own place.
        """
        first_row, end_row = (int(side) for side in self._all.boxes[position][:2])
        light = self._light(position, max(2, (end_row - first_row) // 4))
        return light is not None and light[1] < 90 and light[1] - light[0] < 40

    def is_blank(self, position: int) -> bool:
        """Return whether the page shows nothing but one surface in and around the place of a character."""
        light = self._light(position, int(margins(self._all.boxes[position : position + 1])[0]))
        return light is None or light[1] - light[0] < 40

    def _light(self, position: int, margin: int) -> tuple[int, int] | None:
        """Return the least and the most light in and around the place of a character."""
        from leakscan.arrays import numpy

        first_row, end_row, first_column, end_column = (int(side) for side in self._all.boxes[position])
        rows = slice(max(0, first_row - margin), end_row + margin)
        area = self._whole[rows, max(0, first_column - margin) : end_column + margin]
        if area.size == 0:
            return None
        light = numpy.stack([(area >> shift) & 0xFF for shift in (0, 8, 16)])
        return int(light.min()), int(light.max())


def _group(
    texts: list[Painted], mine: "Mask", boxes: "Sums", shape: tuple[int, int], *, is_wide: bool = False
) -> _Group:
    """Return a group, with the area that its characters take, and a little around it where that is wanted."""
    from leakscan.arrays import numpy

    # A character beyond the edge takes no pixel; an area has at least one.
    firsts = numpy.minimum(boxes[:, 0::2], numpy.array(shape) - 1)
    ends = numpy.maximum(boxes[:, 1::2], firsts + 1).max(axis=0)
    margin = int(margins(boxes).max()) if is_wide else 0
    top, left = (max(0, int(first) - margin) for first in firsts.min(axis=0))
    rows = slice(top, min(shape[0], int(ends[0]) + margin))
    columns = slice(left, min(shape[1], int(ends[1]) + margin))
    offsets = numpy.array([top, top, left, left])
    return _Group(texts, mine, rows, columns, boxes - offsets, parts_of((rows, columns), boxes))


def _is_alike(ink: "Mask", shown: "Mask", spread: "Mask", least: float, most: float) -> bool:
    """Return whether what shows has the shape of a character, and little more besides."""
    from leakscan.arrays import numpy

    counted = numpy.count_nonzero  # of so few pixels, far faster than a sum
    size = counted(ink)
    return bool(counted(ink & shown) >= size * least and counted(shown & ~spread) <= size * most)


def _spread(mask: "Mask") -> "Mask":
    """Return a mask with the pixels around it."""
    found = mask.copy()
    found[1:] |= mask[:-1]
    found[:-1] |= mask[1:]
    wide = found.copy()
    wide[:, 1:] |= found[:, :-1]
    wide[:, :-1] |= found[:, 1:]
    return wide


def _far(whole: "Pixels", now: "Pixels", least: int = _DIFFERENCE) -> "Mask":
    """Return where two pictures differ to the eye."""
    from leakscan.arrays import numpy

    found: Mask = numpy.not_equal(whole, now)
    mine, theirs = whole[found], now[found]
    far: Mask = numpy.zeros(len(mine), dtype=numpy.bool_)
    light: NDArray[numpy.int32] = numpy.zeros(len(mine), dtype=numpy.int32)
    for shift, weight in _WEIGHTS:
        one = ((mine >> shift) & 0xFF).astype(numpy.int32)
        other = ((theirs >> shift) & 0xFF).astype(numpy.int32)
        apart = abs(one - other)
        far |= apart > least
        light += apart * weight
    numpy.place(found, found, far & (light > _LEAST_LIGHT))
    return found


def _groups(page: Page, texts: list[Painted], glyphs: list[Glyph]) -> list[list[Painted]]:
    """Return the texts in groups within which no character overlaps another's, so that each is seen by itself."""
    boxes: dict[int, list[Box]] = {}
    for glyph in glyphs:
        if glyph.box is not None:
            boxes.setdefault(glyph.owner, []).append(glyph.box)
    kinds: list[list[Painted]] = [[], [], []]
    for item in texts:
        kinds[item.is_veiled + (item.is_veiled and item.size >= LARGE_POINTS)].append(item)
    return [group for kind in kinds for group in _apart(page, kind, boxes)]


def _apart(page: Page, texts: list[Painted], boxes: dict[int, list[Box]]) -> list[list[Painted]]:
    groups: list[_Spread] = []
    for item in texts:
        page.check_time()
        for group in groups[: _MOST_GROUPS - 1]:
            if not any(overlaps(item.box, other.box) and _touch(item, other, boxes) for other in group.near(item)):
                group.add(item)
                break
        else:
            if len(groups) < _MOST_GROUPS:
                groups.append(_Spread())
            groups[-1].add(item)
    return [group.texts for group in groups]


class _Spread:
    """Texts spread over a page, for asking which stand near another.

    Attributes:
        texts: the texts.
    """

    def __init__(self) -> None:
        self.texts: list[Painted] = []
        self._cells: dict[tuple[int, int], list[Painted]] = {}
        self._wide: list[Painted] = []

    def add(self, item: Painted) -> None:
        """Take in a text."""
        self.texts.append(item)
        cells = _cells(item.box)
        if cells is None:
            self._wide.append(item)
        for cell in cells or ():
            self._cells.setdefault(cell, []).append(item)

    def near(self, item: Painted) -> Iterable[Painted]:
        """Return the texts whose bounds may overlap a text's, each once: what is asked of them takes longer."""
        cells = _cells(item.box)
        if cells is None:
            return self.texts
        near = {other.order: other for cell in cells for other in self._cells.get(cell, ())}
        return chain(self._wide, near.values())


def _cells(box: Box) -> list[tuple[int, int]] | None:
    """Return the squares of a page that a box lies in; None where they are many."""
    if not is_near(box):
        return None
    left, bottom, right, top = (int(side // _CELL_POINTS) for side in box)
    if (right - left + 1) * (top - bottom + 1) > _MOST_CELLS:
        return None
    return [(column, row) for column in range(left, right + 1) for row in range(bottom, top + 1)]


def _touch(item: Painted, other: Painted, boxes: dict[int, list[Box]]) -> bool:
    """Return whether characters of two texts overlap; lines that run aslant have bounds that say little."""
    mine, theirs = boxes.get(item.handle, []), boxes.get(other.handle, [])
    pairs = len(mine) * len(theirs)
    if pairs > _MOST_PAIRS:
        return True
    if pairs < _FEW_PAIRS:
        return any(overlaps(one, two) for one in mine for two in theirs)
    from leakscan.arrays import numpy

    one, two = numpy.array(mine)[:, None], numpy.array(theirs)[None]
    meet = (one[..., :2] < two[..., 2:]) & (two[..., :2] < one[..., 2:])
    return bool(meet.all(axis=2).any())


def _sums(mask: "Mask", boxes: "Sums") -> "Sums":
    """Return how many pixels of a mask are set in each box."""
    from leakscan.arrays import numpy

    counted = numpy.count_nonzero  # of a few pixels each: a table of sums over all pixels takes longer
    found: Sums = numpy.array(
        [
            counted(mask[top:bottom, left:right])
            for top, bottom, left, right in zip(*boxes.T.tolist(), strict=True)
        ],
        dtype=numpy.int64,
    )
    return found
