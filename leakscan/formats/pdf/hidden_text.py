"""Finds text that does not show: nominated by what is painted, decided by painting with and without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from leakscan.formats.pdf.characters import Glyph
from leakscan.formats.pdf.geometry import Box, contains, overlaps
from leakscan.formats.pdf.hidden_runs import complete_words, hidden_runs
from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.sight import INVISIBLE_MODES, SHOWN_SHARE, Sight
from leakscan.formats.pdf.walking import Painted, Painting
from leakscan.views.pages import Cover, HiddenText

_PALE = 200
_NEAR = 64
_FAINT = 40
_MOST_COMPARED = 1 << 20
_TINY_POINTS = 1.0
_SMALL_POINTS = 2.0
_SQUEEZED = 0.25
"""Below which share of its size across the line a text is squeezed, not set in a font drawn at a small size."""
_MARGIN = 0.1
_HIDDEN_SHARE = 0.15
_DARK = 60
_OPAQUE = 200
_LINE_HEIGHTS = (6.0, 60.0)
"""How high a redaction of a line of text is, in points."""
_BLOCKS = frozenset("█▉▊▇▆■⬛")
_COVERS = {
    Painting.TEXT: Cover.SHAPE,
    Painting.PATH: Cover.SHAPE,
    Painting.LINE: Cover.LINE,
    Painting.IMAGE: Cover.IMAGE,
    Painting.SHADING: Cover.SHADING,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page alone does not say.

    Attributes:
        annotations: bounds of the annotations that paint something over the page.
        has_hidden_layers: the document has layers that do not show.
        has_blocks: its text has characters that fill their place, and so may cover others.
        has_veils: something on the page is painted through a soft mask, or blended with what lies beneath.
        tiny: addresses of the texts of which no character is large enough to read.
        own_objects: how many objects the page itself paints; its annotations paint those after them. None where
            they paint none.
    """

    annotations: tuple[Box, ...] = ()
    has_hidden_layers: bool = False
    has_blocks: bool = False
    has_veils: bool = False
    tiny: frozenset[int] = frozenset()
    own_objects: int | None = None

    def is_own(self, item: Painted) -> bool:
        """Return whether the page itself paints an object, rather than an annotation on it."""
        return self.own_objects is None or item.order < self.own_objects


@dataclass(slots=True)
class PageText:
    """The text of one page.

    Attributes:
        shown: what shows.
        hidden: what does not.
        is_painted: the page had to be painted to tell.
        letters: the characters of its text, blanks aside; empty where no edge cuts any off.
        shown_letters: the same, with a null in place of each that does not show.
    """

    shown: str
    hidden: list[HiddenText]
    is_painted: bool = False
    letters: str = ""
    shown_letters: str = ""


def read_page(page: Page, number: int, surroundings: Surroundings) -> PageText:
    """Return the text of a page, what shows apart from what does not.

    Raises:
        FileError: the page cannot be read or painted.
    """
    text = page.text()
    if not text.strip():
        return PageText("", [])
    surroundings = replace(surroundings, has_blocks=not _BLOCKS.isdisjoint(text))
    nominated = nominate(page, surroundings)
    if not nominated:
        return PageText(text, [])
    owners = {item.handle: item for item in nominated}
    characters = page.characters(set(owners))
    covers = _covers(page, characters.printed(), owners, surroundings)
    if not covers:
        return PageText(text, [], is_painted=True)
    letters = shown_letters = ""
    if any(cover.is_edge for cover in covers.values()):
        printed = [place for place, letter in enumerate(characters.letters) if not letter.isspace()]
        letters = "".join(characters.letters[place] for place in printed)
        shown_letters = "".join("\0" if place in covers else characters.letters[place] for place in printed)
    complete_words(characters, covers)
    runs, hidden = hidden_runs(number, characters, covers)
    shown = "".join(letter for place, letter in enumerate(characters.letters) if place not in hidden)
    return PageText(shown, runs, is_painted=True, letters=letters, shown_letters=shown_letters)


def has_black_box(page: Page) -> bool:
    """Return whether a box as dark and as high as a redaction of a line stands on a page, without text on it."""
    boxes = black_boxes(page)
    texts = [item.box for item in page.objects() if item.painting is Painting.TEXT] if boxes else []
    return any(not any(overlaps(box, text) for text in texts) for box in boxes)


def black_boxes(page: Page) -> list[Box]:
    """Return the bounds of the boxes on a page that are as dark and as high as a redaction of a line."""
    return [
        item.box
        for item in page.objects()
        if item.painting is Painting.PATH
        and item.colour is not None
        and max(item.colour[:3]) < _DARK
        and item.colour[3] > _OPAQUE
        and _LINE_HEIGHTS[0] <= item.box[3] - item.box[1] <= _LINE_HEIGHTS[1]
        and item.box[2] - item.box[0] >= _LINE_HEIGHTS[0]
    ]


def nominate(page: Page, surroundings: Surroundings) -> list[Painted]:
    """Return the text objects of a page that could be hidden, by a look at what is painted and when."""
    items = page.objects()
    texts = [item for item in items if item.painting is Painting.TEXT]
    index = _Index(_covering(items, surroundings))
    return [
        item
        for item, meeting in zip(texts, index.meeting_each([text.box for text in texts]), strict=True)
        if _is_odd(item, page.box, surroundings)
        or (surroundings.annotations and any(overlaps(box, item.box) for box in surroundings.annotations))
        or (meeting and _may_be_hidden(item, meeting))
    ]


def _covering(items: list[Painted], surroundings: Surroundings) -> list[Painted]:
    """Return what of a page may lie over a text or beneath it."""
    left_out = (Painting.NOTHING,) if surroundings.has_blocks else (Painting.NOTHING, Painting.TEXT)
    return [item for item in items if item.painting not in left_out]


def _is_odd(item: Painted, page_box: Box, surroundings: Surroundings) -> bool:
    """Return whether a text could be invisible by itself."""
    colour = item.colour
    return (
        item.mode in INVISIBLE_MODES
        or min(item.size, item.breadth) < _SMALL_POINTS
        or colour is None
        or colour[3] < _FAINT
        or min(colour[:3]) >= _PALE
        or not contains(page_box, item.box, 1.0)
        or (item.clip is not None and not contains(item.clip, item.box, 1.0))
        or surroundings.has_hidden_layers
        or (item.is_veiled and surroundings.has_veils)
    )


class _Index:
    """What a page paints besides text, for asking which of it lies over or beneath a text."""

    def __init__(self, items: list[Painted]) -> None:
        self._items = items
        if items:
            from leakscan.arrays import numpy

            self._boxes = numpy.array([item.box for item in items], dtype=numpy.float64)

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


def _may_be_hidden(text: Painted, meeting: list[Painted]) -> bool:
    """Return whether something painted later could cover a text, or earlier share its colour."""
    height = min(text.box[3] - text.box[1], text.box[2] - text.box[0], text.size or 1e9)
    thin = 0
    for item in meeting:
        if item is text:
            continue
        if item.order > text.order:
            if item.colour is not None and item.colour[3] < _FAINT:
                continue
            extent = min(item.box[2] - item.box[0], item.box[3] - item.box[1])
            breadth = item.width if item.painting is Painting.LINE else extent
            if breadth >= height * 0.25:
                return True
            thin += 1
        elif item.painting not in (Painting.LINE, Painting.TEXT) and _may_match(item, text):
            return True
    return thin >= 8  # hatching


def _may_match(item: Painted, text: Painted) -> bool:
    return item.colour is None or text.colour is None or _is_near(item.colour, text.colour)


def _is_near(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return all(abs(mine - theirs) < _NEAR for mine, theirs in zip(one[:3], other[:3], strict=True))


def _covers(
    page: Page, boxed: list[Glyph], owners: dict[int, Painted], surroundings: Surroundings
) -> dict[int, Cover]:
    """Return why characters do not show, by their position in the text; those that show are left out."""
    found = {glyph.place: Cover.OFF_PAGE for glyph in boxed if not overlaps(_centre(glyph), page.box)}
    surroundings = replace(surroundings, tiny=_tiny(boxed, owners))
    boxed = [glyph for glyph in boxed if glyph.place not in found]
    if not boxed:
        return found
    near_page = {glyph.owner for glyph in boxed}
    sight = Sight(page, [item for key, item in owners.items() if key in near_page], boxed)
    others, extents = _Index(_covering(page.objects(), surroundings)), _extents(boxed)
    near, near_whom = others, 0
    recognised = _recognised_area(page, owners)
    for position, glyph in enumerate(boxed):
        page.check_time()
        owner = owners[glyph.owner]
        if glyph.owner != near_whom:
            near, near_whom = _Index(others.meeting(extents[glyph.owner])), glyph.owner
        cover = _cover(glyph, owner, position, sight, near, surroundings)
        is_behind = recognised is not None and glyph.box is not None and overlaps(recognised, glyph.box)
        if cover is Cover.MODE and is_behind:
            cover = Cover.BLACKED_OUT if sight.is_black(position) else Cover.RECOGNISED
        if cover is not None:
            found[glyph.place] = cover
    return found


def _centre(glyph: Glyph) -> Box:
    """Return a small box in the middle of a character's."""
    left, bottom, right, top = glyph.box or (0.0, 0.0, 0.0, 0.0)
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - 0.01, y - 0.01, x + 0.01, y + 0.01


def _extents(glyphs: list[Glyph]) -> dict[int, Box]:
    """Return for each text object the bounds of its characters, and a little around them."""
    found: dict[int, Box] = {}
    for glyph in glyphs:
        if glyph.box is not None:
            left, bottom, right, top = glyph.box
            mine = left - _MARGIN, bottom - _MARGIN, right + _MARGIN, top + _MARGIN
            other = found.get(glyph.owner, mine)
            found[glyph.owner] = (
                min(mine[0], other[0]), min(mine[1], other[1]), max(mine[2], other[2]), max(mine[3], other[3])
            )  # fmt: skip
    return found


def _cover(
    glyph: Glyph,
    owner: Painted,
    position: int,
    sight: Sight,
    others: _Index,
    surroundings: Surroundings,
) -> Cover | None:
    """Return why one character does not show, or None when it shows."""
    if owner.mode in INVISIBLE_MODES:
        return Cover.MODE
    ink = sight.ink(position)
    if ink == 0:
        return _why_unpainted(owner, glyph, _centre(glyph), surroundings)
    share = sight.seen(position) / ink
    if share >= SHOWN_SHARE:
        return Cover.TINY if glyph.owner in surroundings.tiny else None
    if sight.is_legible(position):
        return None
    if owner.colour is not None and owner.colour[3] < _FAINT:
        return Cover.TRANSPARENT
    return _why_unseen(owner, _centre(glyph), share, others, surroundings)


def _why_unpainted(owner: Painted, glyph: Glyph, point: Box, surroundings: Surroundings) -> Cover:
    """Return why a character paints nothing even when nothing lies over it."""
    if owner.clip is not None and not overlaps(point, owner.clip):
        return Cover.CLIPPED
    if owner.layers or surroundings.has_hidden_layers:
        return Cover.LAYER
    if owner.is_veiled:
        return Cover.TRANSPARENT
    return Cover.TINY if glyph.owner in surroundings.tiny else Cover.UNPAINTED


def _tiny(glyphs: list[Glyph], owners: dict[int, Painted]) -> frozenset[int]:
    """Return the texts none of whose characters is large enough to read.

    The size alone does not tell, for drawn fonts may be large at a small one; nor does one character, for stops
    and strokes are small in any text.
    """
    large = {
        glyph.owner
        for glyph in glyphs
        if glyph.box is not None and max(glyph.box[2] - glyph.box[0], glyph.box[3] - glyph.box[1]) >= _TINY_POINTS
    }
    broad = {
        glyph.owner
        for glyph in glyphs
        if glyph.box is not None and min(glyph.box[2] - glyph.box[0], glyph.box[3] - glyph.box[1]) >= _TINY_POINTS
    }
    return frozenset(
        key
        for key, owner in owners.items()
        if (owner.size < _TINY_POINTS and key not in large)
        or (owner.breadth < min(_TINY_POINTS, owner.size * _SQUEEZED) and key not in broad)
    )


def _why_unseen(
    owner: Painted, point: Box, share: float, others: _Index, surroundings: Surroundings
) -> Cover | None:
    """Return what hides a character of which only a share is to be seen; None when that is its own look."""
    over, beneath = None, False
    for item in others.meeting(point):
        if item.order > owner.order:
            over = item
        elif item.order < owner.order and item.painting is not Painting.TEXT:
            beneath = True
    is_annotated = any(overlaps(point, other) for other in surroundings.annotations)
    if over is not None and surroundings.is_own(owner) and not surroundings.is_own(over):
        over, is_annotated = None, True
    elif over is None and is_annotated and not surroundings.is_own(owner):
        return None  # which of two annotations lies over the other is not known
    if share >= _HIDDEN_SHARE:
        return Cover.PARTLY if over is not None or is_annotated else None
    if over is not None:
        return _COVERS[over.painting]
    if is_annotated:
        return Cover.ANNOTATION
    return Cover.BENEATH_COLOUR if beneath else Cover.PAPER_COLOUR


def _recognised_area(page: Page, owners: dict[int, Painted]) -> Box | None:
    """Return the picture behind which recognised text lies, or None when the page has no such text.

    Such a page shows one picture (or strips of one) over most of its area, and nearly all its text is painted
    in a mode that leaves no mark.
    """
    items = page.objects()
    texts = [item for item in items if item.painting is Painting.TEXT]
    unseen = [item for item in owners.values() if item.mode in INVISIBLE_MODES]
    images = [item.box for item in items if item.painting is Painting.IMAGE]
    if not images or len(unseen) * 2 < len(texts):
        return None
    whole = (
        min(box[0] for box in images),
        min(box[1] for box in images),
        max(box[2] for box in images),
        max(box[3] for box in images),
    )
    area = (page.box[2] - page.box[0]) * (page.box[3] - page.box[1])
    return whole if (whole[2] - whole[0]) * (whole[3] - whole[1]) >= area * 0.4 else None
