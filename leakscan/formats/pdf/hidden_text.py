"""Finds text that does not show: nominated by what is painted, decided by painting with and without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from leakscan.formats.pdf.characters import Characters, Glyph
from leakscan.formats.pdf.copies import Again, Copies
from leakscan.formats.pdf.geometry import Box, overlaps, share_of
from leakscan.formats.pdf.hidden_runs import LEAST_UNREADABLE, UNREADABLE, complete_words, hidden_runs
from leakscan.formats.pdf.nomination import (
    FAINT,
    PALE,
    TINY_POINTS,
    Index,
    Surroundings,
    covering,
    forget_patterns,
    nominate,
)
from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.sight import LARGE_POINTS, SHOWN_SHARE, Sight
from leakscan.formats.pdf.walking import CLIPPING_MODE, INVISIBLE_MODES, Painted, Painting
from leakscan.views.pages import Cover, HiddenText

_LETTERS_A_HEIGHT = 1.5
_SQUEEZED = 0.25
"""Below which share of its size the other way a text is squeezed, not set in a font drawn at a small size."""
_MARGIN = 0.1
_HIDDEN_SHARE = 0.15
_STRIKE_SHARE = 0.35
"""Up to which share of their size words can be read that a line strikes out."""
_SLIVER = 0.25
"""Below which share of its place a clipping path leaves nothing of a character to be read."""
_LOST_SHARE = 0.4
_MOST_LONE = 2
_DARK, _WHITE = 60, 250
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
    if not text:
        return PageText("", [])
    surroundings = replace(surroundings, has_blocks=not _BLOCKS.isdisjoint(text))
    if surroundings.has_patterns:
        forget_patterns(page.objects())
    nominated = nominate(page, surroundings)
    if not nominated:
        return PageText(text, [])
    owners = {item.handle: item for item in nominated}
    characters = page.characters(set(owners))
    wordless = _wordless(page, nominated, characters)
    covers = _covers(page, characters.printed() + wordless, owners, surroundings)
    unread = [
        HiddenText(number, glyph.text, cover, glyph.box)
        for glyph in wordless
        if (cover := covers.pop(glyph.place, Cover.UNPAINTED)) is not Cover.UNPAINTED and glyph.box is not None
    ]
    if not covers and not unread:
        return PageText(text, [], is_painted=True)
    letters = shown_letters = ""
    if any(cover.is_edge for cover in covers.values()):
        printed = [place for place, letter in enumerate(characters.letters) if not letter.isspace()]
        letters = "".join(characters.letters[place] for place in printed)
        shown_letters = "".join("\0" if place in covers else characters.letters[place] for place in printed)
    complete_words(characters, covers)
    runs, hidden = hidden_runs(number, characters, covers)
    shown = "".join(letter for place, letter in enumerate(characters.letters) if place not in hidden)
    again = Again(page, characters, covers)
    runs = [run for run in runs if not again.shows(run)] + unread
    return PageText(shown, runs, is_painted=True, letters=letters, shown_letters=shown_letters)


def _wordless(page: Page, nominated: list[Painted], characters: Characters) -> list[Glyph]:
    """Return texts of which the file does not tell a letter, each as one character; copies of others aside."""
    lettered = {
        owner for owner, letter in zip(characters.owners, characters.letters, strict=True) if not letter.isspace()
    }
    found: list[Glyph] = []
    copies = Copies(page)
    for item in nominated:
        left, bottom, right, top = item.box
        count = round((right - left) / max(top - bottom, 0.1) * _LETTERS_A_HEIGHT)
        is_long = top > bottom and count >= LEAST_UNREADABLE
        if item.handle not in lettered and is_long and not copies.is_copy(item):
            found.append(Glyph(len(characters.letters) + len(found), UNREADABLE * count, item.handle, item.box))
    return found


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
    others, extents = Index(covering(page.objects(), surroundings)), _extents(boxed)
    copies = Copies(page)
    near, near_whom = others, 0
    recognised = _recognised_area(page, owners)
    pictures = [item.box for item in page.objects() if item.painting is Painting.IMAGE]
    for position, glyph in enumerate(boxed):
        page.check_time()
        owner = owners[glyph.owner]
        if glyph.owner != near_whom:
            near, near_whom = Index(others.meeting(extents[glyph.owner])), glyph.owner
        cover = _cover(glyph, owner, position, sight, near, surroundings, copies)
        if cover is Cover.MODE and glyph.box is not None:
            is_scanned = recognised is not None and overlaps(recognised, glyph.box)
            if is_scanned or any(overlaps(box, glyph.box) for box in pictures):
                cover = _behind_picture(sight, position, is_scanned=is_scanned)
        if cover is not None:
            found[glyph.place] = cover
    _show_rest(boxed, owners, found)
    return found


def _behind_picture(sight: Sight, position: int, *, is_scanned: bool) -> Cover:
    """Return what a character is that leaves no mark, and stands where a picture does.

    A picture of the page may be blank in the place of letters that were recognised; another shows what was read.
    """
    if sight.is_black(position):
        return Cover.BLACKED_OUT
    return Cover.RECOGNISED if is_scanned or not sight.is_blank(position) else Cover.MODE


def _show_rest(boxed: list[Glyph], owners: dict[int, Painted], covers: dict[int, Cover]) -> None:
    """Count lone letters as legible in a line that can hardly be seen, where most of it shows.

    The edges of a blurred or clipped letter are not always told from its neighbours; and boxes and pictures stand
    over a letter or two of a watermark.
    """
    unseen = [glyph for glyph in boxed if _is_hard_to_see(owners[glyph.owner])]
    for line in _lines(unseen, owners):
        lost = [
            list(group) for is_lost, group in groupby(line, key=lambda glyph: glyph.place in covers) if is_lost
        ]
        count = sum(map(len, lost))
        if max(map(len, lost), default=0) <= _MOST_LONE and count < (len(line) - count) * _LOST_SHARE:
            for glyph in chain.from_iterable(lost):
                del covers[glyph.place]


def _is_hard_to_see(text: Painted) -> bool:
    """Return whether a text shows by something else alone, if at all, or is pale and large as a watermark is."""
    if text.mode == CLIPPING_MODE:
        return True
    if text.colour is None:
        return False
    return text.colour[3] < FAINT or (text.size >= LARGE_POINTS and PALE <= min(text.colour[:3]) < _WHITE)


def _lines(glyphs: list[Glyph], owners: dict[int, Painted]) -> Iterator[list[Glyph]]:
    """Yield characters that stand next to each other and look alike, by their own place in the text."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and not _goes_on(line[-1], glyph, owners):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _goes_on(one: Glyph, other: Glyph, owners: dict[int, Painted]) -> bool:
    mine, theirs = owners[one.owner], owners[other.owner]
    if mine is theirs:
        return True
    is_alike = (mine.mode, mine.colour, mine.size) == (theirs.mode, theirs.colour, theirs.size)
    near = 2 * mine.size
    left, bottom, right, top = one.box or mine.box
    return is_alike and overlaps((left - near, bottom, right + near, top), other.box or theirs.box)


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
    others: Index,
    surroundings: Surroundings,
    copies: Copies,
) -> Cover | None:
    """Return why one character does not show, or None when it shows."""
    if owner.mode in INVISIBLE_MODES:
        return None if owner.mode == CLIPPING_MODE and sight.stands_out(position) else Cover.MODE
    ink = sight.ink(position)
    if owner.clip is not None and glyph.box is not None and 0 < share_of(glyph.box, owner.clip) < _SLIVER:
        return Cover.CLIPPED
    if ink == 0:
        return _why_unpainted(owner, glyph, _centre(glyph), surroundings)
    share = sight.seen(position) / ink
    if share >= SHOWN_SHARE:
        return Cover.TINY if glyph.owner in surroundings.tiny else None
    if sight.is_legible(position, copies.steps(owner)):
        return None
    is_clear = owner.colour is not None and owner.colour[3] < FAINT
    cover = Cover.TRANSPARENT if is_clear else _why_unseen(glyph, owner, share, others, surroundings)
    if cover is None or _is_glimpsed(owner, cover, sight.glimpsed(position) / ink):
        return None
    return None if not cover.is_covering and sight.stands_out(position) else cover


def _is_glimpsed(owner: Painted, cover: Cover, share: float) -> bool:
    """Return whether a character that is hard to see is seen all the same, for it is large.

    What lies over words that are pale by themselves may let them through: the bounds of a picture tell too little.
    """
    if owner.size < LARGE_POINTS:
        return False
    if cover.is_covering and not _is_hard_to_see(owner):
        return False
    return share >= (SHOWN_SHARE if cover.is_covering and cover is not Cover.PARTLY else _HIDDEN_SHARE)


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
        if glyph.box is not None and max(glyph.box[2] - glyph.box[0], glyph.box[3] - glyph.box[1]) >= TINY_POINTS
    }
    broad = {
        glyph.owner
        for glyph in glyphs
        if glyph.box is not None and min(glyph.box[2] - glyph.box[0], glyph.box[3] - glyph.box[1]) >= TINY_POINTS
    }
    return frozenset(
        key
        for key, owner in owners.items()
        if (owner.size < TINY_POINTS and key not in large)
        or (
            min(owner.size, owner.breadth) < min(TINY_POINTS, max(owner.size, owner.breadth) * _SQUEEZED)
            and key not in broad
        )
    )


def _why_unseen(
    glyph: Glyph, owner: Painted, share: float, others: Index, surroundings: Surroundings
) -> Cover | None:
    """Return what hides a character of which only a share is to be seen; None when that is its own look."""
    point, box = _centre(glyph), glyph.box or owner.box
    over, beneath, breadth, strike = None, False, 0.0, owner.size * _STRIKE_SHARE
    for item in others.meeting(box):
        is_at = overlaps(point, item.box)
        if item.order > owner.order:
            is_bar = _breadth(item) <= strike
            breadth += _breadth(item) if is_at or is_bar else 0.0
            if is_at or (is_bar and over is None and breadth * 2 >= box[3] - box[1]):
                over = item
        elif is_at and item.order < owner.order and item.painting is not Painting.TEXT:
            beneath = True
    is_annotated = any(overlaps(point, other.box) for other in surroundings.annotations)
    if over is not None and surroundings.is_own(owner) and not surroundings.is_own(over):
        over, is_annotated = None, True
    elif over is None and is_annotated and not surroundings.is_own(owner):
        return None  # which of two annotations lies over the other is not known
    if share >= _HIDDEN_SHARE:
        is_own_look = owner.colour is None or breadth <= strike
        return Cover.PARTLY if is_annotated or not is_own_look else None
    if over is not None:
        return _COVERS[over.painting]
    if is_annotated:
        return Cover.ANNOTATION
    return Cover.BENEATH_COLOUR if beneath else Cover.PAPER_COLOUR


def _breadth(item: Painted) -> float:
    """Return how broad a line or bar is: words struck out can be read above and below what strikes them."""
    extent = min(item.box[2] - item.box[0], item.box[3] - item.box[1])
    # PDFium's bounds have the width of a line on either side of it.
    return max(extent - item.width, item.width) if item.painting is Painting.LINE else extent


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
