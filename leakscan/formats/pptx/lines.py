"""Where the words of a text stand, as far as that can be reckoned without its font (ECMA-376-1 §21.1.2.1.1).

Each word gets a box in which it lies for certain, or nearly so: as wide as narrow and wide fonts need, as high as
its line may be. Text of which the place depends on more than is read here gets none.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from leakscan.formats.pptx.frames import Box, Frame
from leakscan.formats.pptx.shapes import Run

_POINT = 12_700.0
_NARROW, _WIDE = 0.85, 1.15
"""How fonts differ from the usual width of a letter."""
_LOW, _LINE, _HIGH = 1.1, 1.2, 1.35
"""Height of a line as a share of the size of its letters: that of common fonts is 1.15 to 1.25."""
_UPPER, _DIGIT, _LOWER, _SLIM = 0.68, 0.56, 0.53, 0.29
_FULL = 1.0
_SLIM_LETTERS = frozenset("iljtfrI.,:;'|!()[] -/")
_BROAD_LETTERS = frozenset("mwMW@%")
_SHARES = {"l": 0.0, "ctr": 0.5, "r": 1.0}
_ANCHORS = {"t": 0.0, "ctr": 0.5, "b": 1.0}


class Word(NamedTuple):
    """A word and its box.

    Attributes:
        paragraph: number of its paragraph.
        start: its first letter, counted in the paragraph.
        end: the one after its last.
        box: where it lies.
    """

    paragraph: int
    start: int
    end: int
    box: Box


class _Line(NamedTuple):
    """What stands between two breaks of lines: its letters as (number, letter, width), and its size in points."""

    letters: Sequence[tuple[int, str, float]]
    points: float

    @property
    def width(self) -> float:
        return sum(width for _, _, width in self.letters) * _POINT

    def rows(self, inner: float, *, wraps: bool) -> tuple[float, float]:
        """Return how many rows it takes at least and at most."""
        least, most = self.width * _NARROW / inner, self.width * _WIDE / inner
        if not wraps or most <= 1:
            return 1.0, 1.0
        return max(1.0, float(int(least))), float(int(most * 1.25)) + 1


def words(frame: Frame, paragraphs: Sequence[Sequence[Run]]) -> Iterator[Word]:
    """Yield the words of a frame whose place can be reckoned.

    Args:
        frame: the frame.
        paragraphs: its paragraphs, all of them, in order.
    """
    left, top, right, bottom = frame.inner
    anchor = _ANCHORS.get(frame.anchor)
    lines = [(number, line) for number, runs in enumerate(paragraphs) for line in _lines(runs)]
    if right <= left or anchor is None or any(line.points <= 0 for _, line in lines):
        return
    rows = [line.rows(right - left, wraps=frame.wraps) for _, line in lines]
    low = [least * line.points * _POINT * _LOW for (least, _), (_, line) in zip(rows, lines, strict=True)]
    high = [most * line.points * _POINT * _HIGH for (_, most), (_, line) in zip(rows, lines, strict=True)]
    edges = [
        list(accumulate(heights, initial=top + (bottom - top - sum(heights)) * anchor)) for heights in (low, high)
    ]
    for at, (number, line) in enumerate(lines):
        above, below = min(edge[at] for edge in edges), max(edge[at + 1] for edge in edges)
        align = _SHARES.get(frame.aligned[number] if number < len(frame.aligned) else "")
        if align is None or any(letter == "\t" for _, letter, _ in line.letters):
            continue
        if rows[at][1] > 1:
            if line.letters:
                box = _within(frame, (left, above, right, below))
                yield Word(number, line.letters[0][0], line.letters[-1][0] + 1, box)
            continue
        for first, last, start, end in _spans(line):
            # LibreOffice puts text that does not wrap in the middle of its box, PowerPoint where it is aligned
            sides = (align,) if frame.wraps else (align, 0.5)
            places = [
                left + (right - left - line.width * scale) * side + edge * scale
                for scale in (_NARROW, _WIDE)
                for side in sides
                for edge in (start, end)
            ]
            yield Word(number, first, last + 1, _within(frame, (min(places), above, max(places), below)))


def grows(frame: Frame, paragraphs: Sequence[Sequence[Run]]) -> bool:
    """Return whether a cell is likely to be higher than it says, because its text needs more room."""
    left, top, right, bottom = frame.inner
    lines = [line for runs in paragraphs for line in _lines(runs)]
    rows = [int(line.width / max(right - left, 1.0)) + 1 for line in lines]
    return sum(row * line.points * _POINT * _LINE for row, line in zip(rows, lines, strict=True)) > bottom - top


def _within(frame: Frame, box: Box) -> Box:
    """Return a box cut to the cell, which text does not leave."""
    if not frame.is_cell:
        return box
    left, top, right, bottom = frame.box
    return max(box[0], left), max(box[1], top), min(box[2], right), min(box[3], bottom)


def _spans(line: _Line) -> Iterator[tuple[int, int, float, float]]:
    """Yield the words of a line: first and last letter, and where they begin and end in the usual width."""
    first: int | None = None
    last, begin, at = 0, 0.0, 0.0
    for number, letter, width in line.letters:
        if letter.isspace():
            if first is not None:
                yield first, last, begin, at
            first = None
        elif first is None:
            first, begin = number, at
        last = number
        at += width * _POINT
    if first is not None:
        yield first, last, begin, at


def _lines(runs: Sequence[Run]) -> Iterator[_Line]:
    letters: list[tuple[int, str, float]] = []
    sizes = [run.points or 0.0 for run in runs if run.text != "\n"]
    points = 0.0 if not sizes or min(sizes) <= 0 else max(sizes)
    number = 0
    for run in runs:
        for letter in run.text:
            if letter == "\n":
                yield _Line(letters, points)
                letters = []
            else:
                letters.append((number, letter, _width(letter) * (run.points or 0.0)))
            number += 1
    yield _Line(letters, points)


def _width(letter: str) -> float:
    if letter in _SLIM_LETTERS:
        return _SLIM
    if letter in _BROAD_LETTERS or letter.isupper():
        return 0.85 if letter in _BROAD_LETTERS else _UPPER
    if letter.isdigit():
        return _DIGIT
    return _FULL if unicodedata.east_asian_width(letter) in ("W", "F") else _LOWER
