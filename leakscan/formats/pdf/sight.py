"""Sight: what of each character is to be seen, told by painting a page with and without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from leakscan.formats.pdf.characters import Glyph
from leakscan.formats.pdf.geometry import Box, overlaps
from leakscan.formats.pdf.page_parts import parts_of
from leakscan.formats.pdf.painting import Area, Page
from leakscan.formats.pdf.walking import Painted, Painting

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from leakscan.formats.pdf.painting import Pixels

    Mask = NDArray[numpy.bool_]
    Sums = NDArray[numpy.int64]

INVISIBLE_MODES = (3, 7)
"""Text rendering modes that leave no mark (ISO 32000-2 table 104)."""
SHOWN_SHARE = 0.6
"""From which share of its ink on a character shows."""
_DIFFERENCE = 16
_INK = 160
_VEILED_INK = 255 - _DIFFERENCE
"""Below which value a pixel is ink: black letters behind a veil may be but a shade."""
_MOST_GROUPS = 6
_MOST_PAIRS = 10_000
_FEW_PAIRS = 100
_CELL_POINTS = 24.0
_MOST_CELLS = 400
_FAR = 1e6


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
        self._all = _group([], numpy.ones(len(glyphs), dtype=numpy.bool_), boxes, shape)
        # Smoothing pictures takes most of the time, and only a look for black surfaces needs it.
        self._is_smooth = any(item.mode in INVISIBLE_MODES for item in texts)
        self._whole = page.pixels(
            (self._all.rows, self._all.columns), is_smooth=self._is_smooth, parts=self._all.parts
        )
        self._letters: tuple[list[int], list[int]] | None = None
        paintable = [item for item in texts if item.mode not in INVISIBLE_MODES]
        groups = []
        for members in _groups(page, paintable, glyphs):
            owners = {item.handle for item in members}
            mine = numpy.array([glyph.owner in owners for glyph in glyphs])
            if mine.any():
                groups.append(_group(members, mine, boxes[mine], shape))
        differences = []
        for group in groups:
            page.hide(group.texts)
            differences.append(self._differing(group))
            page.hide(group.texts, hidden=False)
        page.hide(page.objects())
        page.blacken(paintable)
        inks = numpy.zeros(len(glyphs), dtype=numpy.int64)
        seen = numpy.zeros(len(glyphs), dtype=numpy.int64)
        self._inked: list[tuple[_Group, Mask]] = []
        for group, difference in zip(groups, differences, strict=True):
            page.hide(group.texts, hidden=False)
            below = _VEILED_INK if group.texts[0].is_veiled else _INK
            area = group.rows, group.columns
            ink = (page.pixels(area, annotations=False, parts=group.parts) & 0xFF) < below
            page.hide(group.texts)
            inks[group.mine] = _sums(ink, group.boxes)
            seen[group.mine] = _sums(ink & difference, group.boxes)
            self._inked.append((group, ink))
        page.hide(page.objects(), hidden=False)
        self._ink: list[int] = inks.tolist()
        self._seen: list[int] = seen.tolist()

    def _within(self, group: _Group) -> tuple[slice, slice]:
        """Return where the area of a group lies in the area of all."""
        top, left = self._all.rows.start, self._all.columns.start
        return (
            slice(group.rows.start - top, group.rows.stop - top),
            slice(group.columns.start - left, group.columns.stop - left),
        )

    def _differing(self, group: _Group) -> "Mask":
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
            found[part] = _far(whole[part], now[part])
        return found

    def ink(self, position: int) -> int:
        """Return how many pixels a character would paint if nothing hid it."""
        return self._ink[position]

    def seen(self, position: int) -> int:
        """Return how many of them show."""
        return self._seen[position]

    def is_legible(self, position: int) -> bool:
        """Return whether letters of the same shape show in its place, such as the same text painted again."""
        from leakscan.arrays import numpy

        ink = self._ink[position]
        if ink == 0:
            return False
        if self._letters is None:
            texts = [item for item in self._page.objects() if item.painting is Painting.TEXT]
            self._page.hide(texts)
            letters = self._differing(self._all)
            self._page.hide(texts, hidden=False)
            same = numpy.zeros(len(self._ink), dtype=numpy.int64)
            for group, inked in self._inked:
                same[group.mine] = _sums(letters[self._within(group)] & inked, group.boxes)
            self._letters = _sums(letters, self._all.boxes).tolist(), same.tolist()
        shown, alike = self._letters[0][position], self._letters[1][position]
        return alike >= ink * SHOWN_SHARE and alike >= (ink + shown - alike) * 0.5

    def is_black(self, position: int) -> bool:
        """Return whether the page shows nothing but one dark surface in and around the place of a character.

        Around it too, for a stop or a stroke fills its own place.
        """
        from leakscan.arrays import numpy

        first_row, end_row, first_column, end_column = (int(side) for side in self._all.boxes[position])
        margin = max(2, (end_row - first_row) // 4)
        rows = slice(max(0, first_row - margin), end_row + margin)
        area = self._whole[rows, max(0, first_column - margin) : end_column + margin]
        if area.size == 0:
            return False
        light = numpy.stack([(area >> shift) & 0xFF for shift in (0, 8, 16)])
        return int(light.max()) < 90 and int(light.max()) - int(light.min()) < 40


def _group(texts: list[Painted], mine: "Mask", boxes: "Sums", shape: tuple[int, int]) -> _Group:
    """Return a group, with the area that its characters take."""
    from leakscan.arrays import numpy

    # A character beyond the edge takes no pixel; an area has at least one.
    firsts = numpy.minimum(boxes[:, 0::2], numpy.array(shape) - 1)
    ends = numpy.maximum(boxes[:, 1::2], firsts + 1).max(axis=0)
    top, left = (int(first) for first in firsts.min(axis=0))
    rows, columns = slice(top, int(ends[0])), slice(left, int(ends[1]))
    offsets = numpy.array([top, top, left, left])
    return _Group(texts, mine, rows, columns, boxes - offsets, parts_of((rows, columns), boxes))


def _far(whole: "Pixels", now: "Pixels") -> "Mask":
    """Return where two pictures differ to the eye."""
    from leakscan.arrays import numpy

    found: Mask = numpy.not_equal(whole, now)
    mine, theirs = whole[found], now[found]
    far: Mask = numpy.zeros(len(mine), dtype=numpy.bool_)
    for shift in (0, 8, 16):
        one = ((mine >> shift) & 0xFF).astype(numpy.int16)
        other = ((theirs >> shift) & 0xFF).astype(numpy.int16)
        far |= abs(one - other) > _DIFFERENCE
    numpy.place(found, found, far)
    return found


def _groups(page: Page, texts: list[Painted], glyphs: list[Glyph]) -> list[list[Painted]]:
    """Return the texts in groups within which no character overlaps another's, so that each is seen by itself."""
    boxes: dict[int, list[Box]] = {}
    for glyph in glyphs:
        if glyph.box is not None:
            boxes.setdefault(glyph.owner, []).append(glyph.box)
    veiled = [item for item in texts if item.is_veiled]
    return _apart(page, [item for item in texts if not item.is_veiled], boxes) + _apart(page, veiled, boxes)


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
        """Return the texts whose bounds may overlap a text's; some more than once."""
        cells = _cells(item.box)
        if cells is None:
            return self.texts
        return chain(self._wide, *(self._cells.get(cell, ()) for cell in cells))


def _cells(box: Box) -> list[tuple[int, int]] | None:
    """Return the squares of a page that a box lies in; None where they are many."""
    if not all(abs(side) < _FAR for side in box):
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
