"""Which boxes and frames of a story lie wholly under an opaque picture or shape (ECMA-376-1 §20.4.2.3).

No page is laid out. What is compared is measured from one origin: drawings of one paragraph, and drawings and
frames measured from the corner of the page in paragraphs next to each other, or in one header, which every page
shows.
"""

from collections.abc import Iterable
from heapq import nlargest
from typing import NamedTuple

from leakscan.formats.docx.boxes import Area

_NEXT_TO = 3
"""Paragraphs so close stand on one page, or nearly always do."""
_PAGE = ("page", "page")
_MOST_COVERS = 256
_NARROW, _WIDE = 3.5, 9.0
"""Points that a letter of usual text takes at least, and at most."""
_LOW, _HIGH = 9.0, 20.0
"""The same for the height of a line."""
_LEAST_ACROSS, _LEAST_DOWN = 8.0, 6.0
"""What must lie under a shape at least, in points, for some letters to be gone."""
UNDER, PARTLY, MAYBE = (
    "text that a filled shape seems to cover",
    "text that a filled shape seems to cover in part",
    "text that may lie under a picture in part",
)
NEARBY = "text that may lie under a filled shape that floats near it"
_BAR = (6.0, 40.0)
"""How high a bar over lines of text is, in points."""
_LEAST_BAR_WIDTH = 15.0


class Placed(NamedTuple):
    """A drawing or frame with a place of its own.

    Attributes:
        number: its paragraph.
        area: where it lies.
        start: the first of the paragraphs shown in it.
        end: the one after the last.
    """

    number: int
    area: Area
    start: int
    end: int


def covered(placed: list[Placed], *, on_every_page: bool) -> list[Placed]:
    """Return those with text that another one covers."""
    opaque = largest(item for item in placed if item.area.is_opaque)
    return [item for item in placed if item.end > item.start and _is_covered(item, opaque, on_every_page)]


def largest(placed: Iterable[Placed]) -> list[Placed]:
    """Return the largest of some drawings: what is compared with all of them takes no time without end."""
    return nlargest(_MOST_COVERS, placed, key=lambda item: item.area.width * item.area.height)


def paragraph_cover(area: Area, text: str, *, indent: float, column: float) -> str:
    """Return what a shape hides of the paragraph that it is measured from, or nothing.

    No text is laid out: each line is as low, and each letter as narrow, as in small print, so that what is said to
    lie under the shape does so in any font.

    Args:
        area: where the shape lies.
        text: of the paragraph, which runs from the left.
        indent: where its lines begin, in points from the edge of the column.
        column: the width of the column.
    """
    across, down = area.origin
    if not (area.is_opaque and area.is_over_text and across == "column" and down in ("paragraph", "line")):
        return ""
    narrow = len(text) * _NARROW
    lines = max(int(narrow // max(column - indent, _WIDE)), 1)
    right, bottom = area.left + area.width, area.top + area.height
    least_width = min(narrow, column - indent)
    over = min(right, indent + least_width) - max(area.left, indent)
    deep = min(bottom, lines * _LOW) - max(area.top, 0.0)
    if over < _LEAST_ACROSS or deep < _LEAST_DOWN:
        return ""
    if area.is_picture:
        return MAYBE
    is_whole = (
        area.left <= indent
        and right >= indent + len(text) * _WIDE
        and area.top <= 0
        and bottom >= _HIGH
        and len(text) * _WIDE <= column - indent
    )
    return UNDER if is_whole else PARTLY


def is_bar(item: Placed) -> bool:
    """Return whether a drawing is a filled bar without text, as it is drawn over words that are not to be read."""
    area = item.area
    is_over = area.is_opaque and area.is_over_text and not area.is_picture and item.start == item.end
    return is_over and _BAR[0] <= area.height <= _BAR[1] and area.width >= _LEAST_BAR_WIDTH


def _is_covered(item: Placed, opaque: list[Placed], on_every_page: bool) -> bool:  # noqa: FBT001  # private
    for other in opaque:
        is_near = other.number == item.number or (
            item.area.origin == _PAGE and (on_every_page or abs(other.number - item.number) <= _NEXT_TO)
        )
        if is_near and other is not item and other.area.covers(item.area):
            return True
    return False
