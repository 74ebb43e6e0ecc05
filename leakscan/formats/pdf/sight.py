"""Sight: what of each character is to be seen, told by painting a page with and without it."""

from typing import TYPE_CHECKING

from leakscan.formats.pdf.geometry import overlaps
from leakscan.formats.pdf.painting import Glyph, Page, address
from leakscan.formats.pdf.walking import Painted, Painting

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

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


class Sight:
    """What of each character is to be seen, counted in pixels."""

    def __init__(self, page: Page, texts: list[Painted], glyphs: list[Glyph]) -> None:
        import numpy

        self._page = page
        boxes = page.pixel_boxes([glyph.box for glyph in glyphs if glyph.box is not None], page.shape)
        first_row, first_column = int(boxes[:, 0].min()), int(boxes[:, 2].min())
        self._area = (
            slice(first_row, max(first_row + 1, int(boxes[:, 1].max()))),
            slice(first_column, max(first_column + 1, int(boxes[:, 3].max()))),
        )
        self._boxes = boxes - numpy.array([first_row, first_row, first_column, first_column])
        self._whole = page.pixels(self._area)
        self._letters: tuple[Sums, Sums] | None = None
        paintable = [item for item in texts if item.mode not in INVISIBLE_MODES]
        groups = _groups(paintable)
        differences = []
        for group in groups:
            page.hide(group)
            differences.append(self._differing())
            page.hide(group, hidden=False)
        page.hide(page.objects())
        page.blacken(paintable)
        self._ink = numpy.zeros(len(glyphs), dtype=numpy.int64)
        self._seen = numpy.zeros(len(glyphs), dtype=numpy.int64)
        self._inked: list[tuple[NDArray[numpy.bool_], Mask]] = []
        for group, difference in zip(groups, differences, strict=True):
            page.hide(group, hidden=False)
            below = _VEILED_INK if group[0].is_veiled else _INK
            ink = (page.pixels(self._area, annotations=False) & 0xFF) < below
            page.hide(group)
            members = {address(item.handle) for item in group}
            mine = numpy.array([glyph.owner in members for glyph in glyphs])
            self._ink[mine] = _sums(ink, self._boxes)[mine]
            self._seen[mine] = _sums(ink & difference, self._boxes)[mine]
            self._inked.append((mine, ink))
        page.hide(page.objects(), hidden=False)

    def _differing(self) -> "Mask":
        """Return where the page as it is painted now differs to the eye from the whole page."""
        import numpy

        now = self._page.pixels(self._area)
        found: Mask = numpy.not_equal(self._whole, now)
        rows, columns = found.nonzero()
        mine, theirs = self._whole[rows, columns], now[rows, columns]
        far: Mask = numpy.zeros(len(rows), dtype=numpy.bool_)
        for shift in (0, 8, 16):
            one = ((mine >> shift) & 0xFF).astype(numpy.int16)
            other = ((theirs >> shift) & 0xFF).astype(numpy.int16)
            far |= abs(one - other) > _DIFFERENCE
        found[rows, columns] = far
        return found

    def ink(self, position: int) -> int:
        """Return how many pixels a character would paint if nothing hid it."""
        return int(self._ink[position])

    def seen(self, position: int) -> int:
        """Return how many of them show."""
        return int(self._seen[position])

    def is_legible(self, position: int) -> bool:
        """Return whether letters of the same shape show in its place, such as the same text painted again."""
        import numpy

        ink = int(self._ink[position])
        if ink == 0:
            return False
        if self._letters is None:
            texts = [item for item in self._page.objects() if item.painting is Painting.TEXT]
            self._page.hide(texts)
            letters = self._differing()
            self._page.hide(texts, hidden=False)
            same = numpy.zeros(len(self._ink), dtype=numpy.int64)
            for mine, inked in self._inked:
                same[mine] = _sums(letters & inked, self._boxes)[mine]
            self._letters = _sums(letters, self._boxes), same
        shown, alike = int(self._letters[0][position]), int(self._letters[1][position])
        return alike >= ink * SHOWN_SHARE and alike >= (ink + shown - alike) * 0.5

    def is_black(self, position: int) -> bool:
        """Return whether the page shows nothing but one dark surface in and around the place of a character.

        Around it too, for a stop or a stroke fills its own place.
        """
        import numpy

        first_row, end_row, first_column, end_column = (int(side) for side in self._boxes[position])
        margin = max(2, (end_row - first_row) // 4)
        rows = slice(max(0, first_row - margin), end_row + margin)
        area = self._whole[rows, max(0, first_column - margin) : end_column + margin]
        if area.size == 0:
            return False
        light = numpy.stack([(area >> shift) & 0xFF for shift in (0, 8, 16)])
        return int(light.max()) < 90 and int(light.max()) - int(light.min()) < 40


def _groups(texts: list[Painted]) -> list[list[Painted]]:
    """Return the texts in groups within which none overlaps another, so that each is seen by itself."""
    veiled = [item for item in texts if item.is_veiled]
    return _apart([item for item in texts if not item.is_veiled]) + _apart(veiled)


def _apart(texts: list[Painted]) -> list[list[Painted]]:
    groups: list[list[Painted]] = []
    for item in texts:
        for group in groups[: _MOST_GROUPS - 1]:
            if not any(overlaps(item.box, other.box) for other in group):
                group.append(item)
                break
        else:
            if len(groups) < _MOST_GROUPS:
                groups.append([item])
            else:
                groups[-1].append(item)
    return groups


def _sums(mask: "Mask", boxes: "Sums") -> "Sums":
    """Return how many pixels of a mask are set in each box."""
    import numpy

    table = numpy.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=numpy.int32)
    numpy.cumsum(mask, axis=1, dtype=numpy.int32, out=table[1:, 1:])
    numpy.cumsum(table, axis=0, out=table)
    top, bottom, left, right = boxes.T
    found: Sums = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
    return found
