"""Finds gaps in lines of text, as wide as words that were taken out.

A program that takes words out and leaves the rest in place keeps their width, which tells one name from another.
Wide gaps are ordinary in tables; so one counts only where a black box stands in it, or, within the characters that
one operator shows, in the middle of a sentence and in no column of such gaps.
"""

import re
from itertools import pairwise

from leakscan.formats.pdf.characters import Glyph
from leakscan.formats.pdf.geometry import Box, overlaps
from leakscan.formats.pdf.hidden_text import black_boxes
from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.walking import Painted, Painting
from leakscan.views.pages import Gap

_STEP = re.compile(rb"-(?:[3-9]\d{3}|[1-9]\d{4,5})(?:\.\d*)?[\0\t\n\f\r ]*(?:\([a-z]|<)")
"""A step wide enough for a word, within what one operator shows (ISO 32000-2 9.4.3), and what stands behind it: in
the middle of a sentence, as far as that is written in letters."""
_BEFORE = re.compile(rb"(?:[a-z,]\)|>)[\0\t\n\f\r ]*\Z")
_MOST_BLANKS = 64
_LEAST_HEIGHTS = 2.0
_BESIDE_HEIGHTS = 1.5
"""How far from a box the text on either side of it may be, in heights of the box."""
_WIDE_EMS = 2.5
_COLUMN_POINTS = 3.0

_Placed = tuple[Glyph, Box]


def takes_wide_steps(data: bytes) -> bool:
    """Return whether operators take steps as wide as a word."""
    starts = (step.start() for step in _STEP.finditer(data))
    return any(_BEFORE.search(data, max(0, start - _MOST_BLANKS), start) is not None for start in starts)


def read_gaps(page: Page, number: int, *, has_wide_steps: bool) -> list[Gap]:
    """Return the gaps of a page, those in which a black box stands first.

    Args:
        page: the page.
        number: its number, from 1.
        has_wide_steps: its operators take steps as wide as a word.
    """
    items = [item for item in page.objects() if item.painting is Painting.TEXT]
    boxes = [
        box
        for box in black_boxes(page)
        if box[2] - box[0] >= (box[3] - box[1]) * _LEAST_HEIGHTS and _is_in_a_line(box, items)
    ]
    if not boxes and not has_wide_steps:
        return []
    texts = {item.handle: item.size for item in items}
    placed = [(glyph, glyph.box) for glyph in page.characters(set(texts)).printed() if glyph.box is not None]
    found = [gap for box in boxes if (gap := _around(box, placed, number)) is not None]
    bare = _within_operators(placed, texts, number) if has_wide_steps else []
    return found + [gap for gap in bare if not any(overlaps(gap.box, other.box) for other in found)]


def _is_in_a_line(box: Box, texts: list[Painted]) -> bool:
    """Return whether texts reach close to a box from both sides, as far as their bounds tell."""
    reach = (box[3] - box[1]) * _BESIDE_HEIGHTS
    left = (box[0] - reach, box[1], box[0], box[3])
    right = (box[2], box[1], box[2] + reach, box[3])
    line = [item.box for item in texts if item.box[1] < box[3] and box[1] < item.box[3]]
    return any(overlaps(text, left) for text in line) and any(overlaps(text, right) for text in line)


def _around(box: Box, placed: list[_Placed], number: int) -> Gap | None:
    """Return the gap in which a box stands; None where it stands in no line, or on text."""
    height = box[3] - box[1]
    line = [side for _, side in placed if box[1] - 1 < (side[1] + side[3]) / 2 < box[3] + 1]
    if any(overlaps(box, (side[0] + 1, side[1], side[2] - 1, side[3])) for side in line):
        return None
    before = max((side[2] for side in line if side[2] <= box[0] + 2), default=None)
    after = min((side[0] for side in line if side[0] >= box[2] - 2), default=None)
    if before is None or after is None:
        return None
    if box[0] - before > height * _BESIDE_HEIGHTS or after - box[2] > height * _BESIDE_HEIGHTS:
        return None
    return Gap(number, (before, box[1], after, box[3]), _room((after - before), line), has_redaction=True)


def _within_operators(placed: list[_Placed], texts: dict[int, float], number: int) -> list[Gap]:
    """Return the gaps in the middle of what one operator shows."""
    wide: list[tuple[Box, list[Box], bool]] = []
    for (glyph, box), (following, other) in pairwise(placed):
        if glyph.owner != following.owner or other[0] - box[2] < texts[glyph.owner] * _WIDE_EMS:
            continue
        if min(box[3], other[3]) > max(box[1], other[1]):
            line = [side for item, side in placed if item.owner == glyph.owner]
            is_sentence = (glyph.text.islower() or glyph.text == ",") and following.text.islower()
            gap = box[2], min(box[1], other[1]), other[0], max(box[3], other[3])
            wide.append((gap, line, is_sentence))
    return [
        Gap(number, gap, _room(gap[2] - gap[0], line), has_redaction=False)
        for gap, line, is_sentence in wide
        if is_sentence
        and not any(other is not gap and abs(other[2] - gap[2]) < _COLUMN_POINTS for other, _, _ in wide)
    ]


def _room(width: float, line: list[Box]) -> int:
    """Return how many characters of a line's mean width there is room for."""
    mean = sum(box[2] - box[0] for box in line) / len(line) if line else 0.0
    return max(1, round(width / mean)) if mean > 0 else 1
