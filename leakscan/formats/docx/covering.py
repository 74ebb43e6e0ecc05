"""Which boxes and frames of a story lie wholly under an opaque picture or shape (ECMA-376-1 §20.4.2.3).

No page is laid out. What is compared is measured from one origin: drawings of one paragraph, and drawings and
frames measured from the corner of the page in paragraphs next to each other, or in one header, which every page
shows.
"""

from dataclasses import dataclass

from leakscan.formats.docx.boxes import Area

_NEXT_TO = 3
"""Paragraphs so close stand on one page, or nearly always do."""
_PAGE = ("page", "page")


@dataclass(frozen=True, slots=True)
class Placed:
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
    opaque = [item for item in placed if item.area.is_opaque]
    return [item for item in placed if item.end > item.start and _is_covered(item, opaque, on_every_page)]


def _is_covered(item: Placed, opaque: list[Placed], on_every_page: bool) -> bool:  # noqa: FBT001  # private
    for other in opaque:
        is_near = other.number == item.number or (
            item.area.origin == _PAGE and (on_every_page or abs(other.number - item.number) <= _NEXT_TO)
        )
        if is_near and other is not item and other.area.covers(item.area):
            return True
    return False
