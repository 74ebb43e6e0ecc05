"""Finds text that does not show: nominated by what is painted, decided by painting with and without it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan.formats.pdf.painting import Glyph, Page, Painted, Painting, address, contains, overlaps
from leakscan.views.pages import Box, Cover, HiddenText

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Mask = NDArray[numpy.bool_]
    Sums = NDArray[numpy.int64]

_INVISIBLE_MODES = (3, 7)
_PALE = 200
_NEAR = 64
_FAINT = 40
_TINY_POINTS = 1.0
_SMALL_POINTS = 2.0
_DIFFERENCE = 16
_INK = 160
_HIDDEN_SHARE = 0.15
_SHOWN_SHARE = 0.6
_WORD_SHARE = 0.4
_MOST_GROUPS = 6
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
    """

    annotations: tuple[Box, ...] = ()
    has_hidden_layers: bool = False


@dataclass(slots=True)
class PageText:
    """The text of one page.

    Attributes:
        shown: what shows.
        hidden: what does not.
    """

    shown: str
    hidden: list[HiddenText]


def read_page(page: Page, number: int, surroundings: Surroundings) -> PageText:
    """Return the text of a page, what shows apart from what does not.

    Raises:
        FileError: the page cannot be read or painted.
    """
    text = page.text()
    if not text.strip():
        return PageText("", [])
    nominated = nominate(page, surroundings, has_blocks=not _BLOCKS.isdisjoint(text))
    if not nominated:
        return PageText(text, [])
    owners = {address(item.handle): item for item in nominated}
    glyphs = page.glyphs(set(owners))
    covers = _covers(page, glyphs, owners, surroundings)
    if not covers:
        return PageText(text, [])
    _complete_words(glyphs, covers)
    runs, hidden_indexes = _runs(number, glyphs, covers)
    shown = "".join(glyph.text for glyph in glyphs if glyph.index not in hidden_indexes)
    return PageText(shown, runs)


def nominate(page: Page, surroundings: Surroundings, *, has_blocks: bool = False) -> list[Painted]:
    """Return the text objects of a page that could be hidden, by a look at what is painted and when."""
    items = page.objects()
    others = [item for item in items if item.painting not in (Painting.TEXT, Painting.NOTHING)]
    if has_blocks:
        others = [item for item in items if item.painting is not Painting.NOTHING]
    index = _Index(others)
    found = []
    for item in items:
        if item.painting is Painting.TEXT and (
            _is_odd(item, page.box, surroundings)
            or any(overlaps(box, item.box) for box in surroundings.annotations)
            or index.may_hide(item)
        ):
            found.append(item)
    return found


def _is_odd(item: Painted, page_box: Box, surroundings: Surroundings) -> bool:
    """Return whether a text could be invisible by itself."""
    colour = item.colour
    return (
        item.mode in _INVISIBLE_MODES
        or item.size < _SMALL_POINTS
        or colour is None
        or colour[3] < _FAINT
        or min(colour[:3]) >= _PALE
        or not contains(page_box, item.box, 1.0)
        or (item.clip is not None and not contains(item.clip, item.box, 1.0))
        or surroundings.has_hidden_layers
    )


class _Index:
    """What a page paints besides text, for asking which of it lies over or beneath a text."""

    def __init__(self, items: list[Painted]) -> None:
        import numpy

        self._items = items
        self._boxes = numpy.array([item.box for item in items], dtype=numpy.float64).reshape(-1, 4)

    def meeting(self, box: Box) -> list[Painted]:
        """Return the objects whose bounds overlap a box."""
        if not self._items:
            return []
        held = self._boxes
        hits = (held[:, 0] < box[2]) & (box[0] < held[:, 2]) & (held[:, 1] < box[3]) & (box[1] < held[:, 3])
        return [self._items[index] for index in hits.nonzero()[0]]

    def may_hide(self, text: Painted) -> bool:
        """Return whether something painted later could cover a text, or earlier share its colour."""
        height = min(text.box[3] - text.box[1], text.box[2] - text.box[0], text.size or 1e9)
        thin = 0
        for item in self.meeting(text.box):
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
    page: Page, glyphs: list[Glyph], owners: dict[int, Painted], surroundings: Surroundings
) -> dict[int, Cover]:
    """Return why characters do not show, by their position in the text; those that show are left out."""
    boxed = [glyph for glyph in glyphs if glyph.box is not None and not glyph.text.isspace()]
    if not boxed:
        return {}
    sight = _Sight(page, list(owners.values()), boxed)
    found: dict[int, Cover] = {}
    others = _Index([item for item in page.objects() if item.painting is not Painting.NOTHING])
    recognised = _recognised_area(page, owners)
    for position, glyph in enumerate(boxed):
        owner = owners[glyph.owner]
        cover = _cover(glyph, owner, position, sight, page, others, surroundings)
        is_behind = recognised is not None and glyph.box is not None and overlaps(recognised, glyph.box)
        if cover is Cover.MODE and is_behind:
            cover = Cover.BLACKED_OUT if sight.is_black(position) else Cover.RECOGNISED
        if cover is not None:
            found[glyph.index] = cover
    return found


def _cover(
    glyph: Glyph,
    owner: Painted,
    position: int,
    sight: "_Sight",
    page: Page,
    others: _Index,
    surroundings: Surroundings,
) -> Cover | None:
    """Return why one character does not show, or None when it shows."""
    box = glyph.box
    if box is None:
        return None
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    point = (x - 0.01, y - 0.01, x + 0.01, y + 0.01)
    if not overlaps(point, page.box):
        return Cover.OFF_PAGE
    if owner.mode in _INVISIBLE_MODES:
        return Cover.MODE
    ink = sight.ink(position)
    if ink == 0:
        return _why_unpainted(owner, box, point, surroundings)
    share = sight.seen(position) / ink
    if share >= _SHOWN_SHARE:
        return Cover.TINY if _is_tiny(owner, box) else None
    if sight.is_legible(position):
        return None
    if owner.colour is not None and owner.colour[3] == 0:
        return Cover.TRANSPARENT
    return _why_unseen(owner, point, share, others, surroundings)


def _why_unpainted(owner: Painted, box: Box, point: Box, surroundings: Surroundings) -> Cover:
    """Return why a character paints nothing even when nothing lies over it."""
    if owner.clip is not None and not overlaps(point, owner.clip):
        return Cover.CLIPPED
    if owner.layers or surroundings.has_hidden_layers:
        return Cover.LAYER
    return Cover.TINY if _is_tiny(owner, box) else Cover.UNPAINTED


def _is_tiny(owner: Painted, box: Box) -> bool:
    """Return whether a character is too small to read; drawn fonts may be large at a small size."""
    return owner.size < _TINY_POINTS and max(box[2] - box[0], box[3] - box[1]) < _TINY_POINTS


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
    unseen = [item for item in owners.values() if item.mode in _INVISIBLE_MODES]
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


class _Sight:
    """What of each character is to be seen, counted in pixels."""

    def __init__(self, page: Page, texts: list[Painted], glyphs: list[Glyph]) -> None:
        import numpy

        self._page = page
        self._whole = page.pixels()
        shape = self._whole.shape
        boxes = page.pixel_boxes([glyph.box for glyph in glyphs if glyph.box is not None], shape)
        first_row, first_column = int(boxes[:, 0].min()), int(boxes[:, 2].min())
        self._area = (
            slice(first_row, max(first_row + 1, int(boxes[:, 1].max()))),
            slice(first_column, max(first_column + 1, int(boxes[:, 3].max()))),
        )
        self._boxes = boxes - numpy.array([first_row, first_row, first_column, first_column])
        self._whole = self._whole[self._area]
        self._letters: tuple[Sums, Sums] | None = None
        paintable = [item for item in texts if item.mode not in _INVISIBLE_MODES]
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
            ink = (page.pixels(annotations=False)[self._area] & 0xFF) < _INK
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

        now = self._page.pixels()[self._area]
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
        return alike >= ink * _SHOWN_SHARE and alike >= (ink + shown - alike) * 0.5

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


def _complete_words(glyphs: list[Glyph], covers: dict[int, Cover]) -> None:
    """Count the rest of a word as hidden when much of it is: a label painted over a cover meets some of it."""
    word: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is not None and glyph.box is not None and not glyph.text.isspace():
            word.append(glyph)
            continue
        hidden = [covers[item.index] for item in word if item.index in covers]
        if len(hidden) >= len(word) * _WORD_SHARE:
            is_covered = all(cover.is_covering for cover in hidden)
            for item in word if hidden else []:
                common = max(hidden, key=hidden.count)
                covers[item.index] = common if is_covered else covers.get(item.index, common)
        word = []


def _runs(number: int, glyphs: list[Glyph], covers: dict[int, Cover]) -> tuple[list[HiddenText], set[int]]:
    """Return the runs of hidden characters, and the positions of the characters in them."""
    runs: list[HiddenText] = []
    hidden: set[int] = set()
    run: list[Glyph] = []
    blanks: list[Glyph] = []
    kind: Cover | None = None
    for glyph in [*glyphs, None]:
        cover = None if glyph is None else covers.get(glyph.index)
        if glyph is not None and glyph.text.isspace() and glyph.text not in "\r\n" and run:
            blanks.append(glyph)
            continue
        if cover is None or cover is not kind:
            _finish(number, run, kind, runs, hidden)
            run, kind = [], cover
            blanks = []
        if glyph is not None and cover is not None:
            run.extend(blanks)
            run.append(glyph)
        blanks = []
    return runs, hidden


def _finish(number: int, run: list[Glyph], kind: Cover | None, runs: list[HiddenText], hidden: set[int]) -> None:
    text = "".join(glyph.text for glyph in run).strip()
    letters = sum(character.isalnum() for character in text)
    least = 2 if kind in (Cover.PARTLY, Cover.UNPAINTED, Cover.CLIPPED, Cover.BLACKED_OUT) else 1
    if kind is None or letters < least:
        return
    boxes = [glyph.box for glyph in run if glyph.box is not None]
    box = (
        min(item[0] for item in boxes),
        min(item[1] for item in boxes),
        max(item[2] for item in boxes),
        max(item[3] for item in boxes),
    )
    runs.append(HiddenText(number, text, kind, box))
    hidden.update(glyph.index for glyph in run)
