"""Why text cannot be seen where it stands: by its look, what lies over its paragraph, what may lie behind it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from leakscan.findings import Place
from leakscan.formats.docx.covering import MAYBE, NEARBY, PARTLY, UNDER, Placed, is_bar, paragraph_cover
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.layout import Layout, Pages
from leakscan.formats.docx.pieces import Piece
from leakscan.formats.docx.tints import Look, Tint
from leakscan.views.prose import Passage, PassageKind
from leakscan.views.unseen import Unseen

_UNSEEN = {
    Unseen.COLOUR: "text in the colour of its background",
    Unseen.NEAR_COLOUR: "text in nearly the colour of its background",
    Unseen.SIZE: "text too small to read",
    Unseen.RUN: "text blacked out with a highlighter",
}
_OF_PAGE = {
    Unseen.COLOUR: "text in the colour of the page",
    Unseen.NEAR_COLOUR: "text in nearly the colour of the page",
}
NEAR_SHAPE = ", near a shape that may lie behind it"
_UNDER_PAGE = "text under a picture or shape as large as the page"
_NEAR = 40
"""How many paragraphs away a floating shape may still lie behind a text: a page or so."""
_NEXT_TO_BAR = 2
_TWIPS = 20


def unseen_text(look: Look, where: Where, pages: Pages, page: Tint) -> str:
    """Return why text of a look cannot be seen where it stands, or nothing.

    Args:
        look: its look, on the ground of what stands around it.
        where: what stands around it.
        pages: the pages of the document.
        page: their colour.
    """
    why = where.unseen or look.displaced(pages.height / _TWIPS)
    unseen = None if why else look.unseen()
    if unseen is None:
        return why
    is_page = look.ground is not None and look.ground == page and look.colour != "nothing"
    return (_OF_PAGE if is_page and not where.has_ground else _UNSEEN).get(unseen, _UNSEEN[unseen])


def cover_pieces(
    pieces: Sequence[Piece], placed: Sequence[Placed], layout: Layout, pages: Pages, place: Place
) -> Iterator[Passage]:
    """Take from sight what the drawings of a paragraph hide of it, and yield what they may hide.

    Args:
        pieces: the paragraph.
        placed: the drawings.
        layout: where the paragraph lies.
        pages: the pages of the document.
        place: of the paragraph.
    """
    why = _cover("".join(piece.text for piece in pieces if piece.kind is None), placed, layout, pages)
    if why == MAYBE:
        text = "".join(piece.text for piece in pieces if piece.kind is None).strip()
        yield Passage(PassageKind.UNSEEN, why, text, place)
    elif why:
        for piece in pieces:
            if piece.kind is None:
                piece.kind, piece.why = PassageKind.UNSEEN, why


def _cover(text: str, placed: Sequence[Placed], layout: Layout, pages: Pages) -> str:
    if pages.is_known:
        width, height = pages.width / _TWIPS, pages.height / _TWIPS
        if any(item.area.covers_page(width, height) for item in placed):
            return _UNDER_PAGE
    if layout.side not in (None, "left", "start", "both") or layout.frame is not None or text[:1] in "\t\n":
        return ""
    indent = (max(layout.left or 0, 0) + max(layout.first or 0, 0)) / _TWIPS
    column = (pages.width - 2 * pages.margin) / _TWIPS
    # Shapes with a text of their own stand where they do for others to read it.
    bars = (item.area for item in placed if item.start == item.end)
    ways = {paragraph_cover(area, text, indent=indent, column=column) for area in bars}
    return next((way for way in (UNDER, PARTLY, MAYBE) if way in ways), "")


def loose_bars(pieces: Sequence[Piece], placed: Sequence[Placed]) -> Iterator[Placed]:
    """Yield the bars of a paragraph unless they are known to hide some of it: they may lie over another one."""
    if not any(piece.why in (UNDER, PARTLY) for piece in pieces):
        yield from filter(is_bar, placed)


def near_bars(bars: Sequence[Placed], shown: Sequence[str], part: str) -> Iterator[Passage]:
    """Yield the texts next to bars of which it is not known what they lie over.

    Args:
        bars: the bars.
        shown: the paragraphs of the story that show.
        part: the part it stands in.
    """
    for bar in bars:
        place = Place(part=part, name=f"paragraph {bar.number}")
        for text in filter(str.strip, shown[bar.start : bar.start + _NEXT_TO_BAR]):
            yield Passage(PassageKind.UNSEEN, NEARBY, text.strip(), place)


def doubted(passages: Sequence[Passage], floating: Sequence[int], *, everywhere: bool) -> list[Passage]:
    """Return passages, of which those in the colour of the page say whether a shape may lie behind them.

    Args:
        passages: the passages of one story.
        floating: the paragraphs that shapes float from, in order.
        everywhere: some shape lies on every page.
    """
    found = []
    for item in passages:
        if item.why in _OF_PAGE.values():
            number = int(item.place.name.rpartition(" ")[2])
            at = bisect_left(floating, number - _NEAR)
            if everywhere or (at < len(floating) and floating[at] <= number + _NEAR):
                item = item._replace(why=item.why + NEAR_SHAPE)  # the same passage, doubted
        found.append(item)
    return found
