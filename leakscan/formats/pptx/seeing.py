"""Which texts of a slide are not seen: outside it, under something, or in the colour of what lies beneath."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from leakscan.formats.colours import EQUAL_DIFFERENCE, difference, is_alike
from leakscan.formats.pptx.covering import cover, meets, pieces
from leakscan.formats.pptx.fills import Fill, FillKind
from leakscan.formats.pptx.frames import Box, holds_text, indents_of, margins_of
from leakscan.formats.pptx.lines import grows, words
from leakscan.formats.pptx.shapes import Run, Shape
from leakscan.formats.unseen_letters import unseen_letters

TINY_POINTS = 2.0
"""Text smaller than this cannot be read on any slide."""
_NEARLY_NONE = 0.03
_NEARLY_ALL = 0.97

UNDER = "text that another shape seems to cover"
PUSHED = "text that its margins push off the slide"
MAYBE = "text of a shape that may lie under another one in part"
_GAP = "\0"
"""Stands for what another piece of a text holds; XML cannot hold it itself."""
HIDDEN, NO_SIZE, OUTSIDE, COVERED = "that is hidden", "of no size", "off the slide", "under another shape"


class Stage(NamedTuple):
    """What a slide's shapes stand on.

    Attributes:
        width: width of the slide.
        height: height of the slide.
        ground: how its background is painted; None when that is not known.
        is_bare: nothing but the ground lies under the slide's own shapes.
        moving: numbers of the shapes that come, go or move while the slide shows.
        is_opaque: tells whether the picture of a shape lets nothing through.
        covers: shapes that may cover others, each with its number.
    """

    width: float
    height: float
    ground: Fill | None
    is_bare: bool
    moving: frozenset[str]
    is_opaque: Callable[[Shape], bool]
    covers: Sequence[tuple[int, Shape]] = ()


_MOST_COVERS = 256
"""On a slide with more shapes that may cover others only the largest count: with all, a map takes hours."""
_MOST_BENEATH = 2_000
_MOST_OVER_WORDS = 64
_LEAST_BAR = 101_600
"""Eight points: what is thinner covers no word."""


def covers_of(shapes: Sequence[Shape]) -> list[tuple[int, Shape]]:
    """Return the shapes that may cover others, each with its number, the largest first."""
    found = [
        (number, shape)
        for number, shape in enumerate(shapes)
        if shape.box is not None and not shape.is_hidden and (shape.is_rectangle or shape.is_rounded)
    ]
    return sorted(found, key=lambda item: -_area(item[1].box))[:_MOST_COVERS]


def _area(box: Box | None) -> float:
    return 0.0 if box is None else (box[2] - box[0]) * (box[3] - box[1])


def why_hidden(shapes: Sequence[Shape], number: int, stage: Stage) -> str:
    """Return why a shape does not show at all, or an empty string when it does."""
    shape = shapes[number]
    if shape.is_hidden:
        return HIDDEN
    box = shape.box
    if box is None or shape.id in stage.moving:
        return ""
    left, top, right, bottom = box
    if left == right and top == bottom:
        return NO_SIZE
    if right <= 0 or bottom <= 0 or left >= stage.width or top >= stage.height:
        return OUTSIDE
    return COVERED if cover(_over(number, box, stage), box) else ""


def _over(number: int, box: Box, stage: Stage) -> list[Box]:
    """Return rectangles that hide what lies within a box of a shape, as far as they reach."""
    return [
        piece
        for at, other in stage.covers
        if at > number and other.box is not None and meets(other.box, box) and _is_opaque(other, stage)
        for piece in pieces(other)
    ]


def _is_opaque(shape: Shape, stage: Stage) -> bool:
    """Return whether nothing shows through a shape, at any time."""
    if shape.is_hidden or shape.id in stage.moving:
        return False
    if shape.kind == "pic":
        return stage.is_opaque(shape)
    fill = shape.fill
    return shape.kind == "sp" and fill is not None and fill.opacity >= _NEARLY_ALL


class Seen(NamedTuple):
    """A paragraph of a shape that shows.

    Attributes:
        visible: what shows of it.
        unseen: what shows to nobody, each piece with the reason.
    """

    visible: str
    unseen: Sequence[tuple[str, str]]


def seen_texts(shapes: Sequence[Shape], number: int, stage: Stage) -> Iterator[Seen]:
    """Yield the paragraphs of a shape, parted into what shows and what does not."""
    shape = shapes[number]
    is_coloured = any(run.fill is not None for runs in shape.paragraphs for run in runs)
    ground = _ground(shapes, number, stage) if is_coloured else None
    covered = _covered_letters(shape, number, stage)
    margins = pushed_away(shape, stage)
    for at, runs in enumerate(shape.paragraphs):
        away = margins[at] if at < len(margins) else False
        found: dict[str, list[str]] = {}
        start = 0
        for run in runs:
            why = PUSHED if away else run.unseen or _why_unseen(run, run.ground or ground)
            why = why if run.text.strip() else ""
            for letter_at, letter in enumerate(run.text, start):
                reason = why or (UNDER if letter_at in covered.get(at, ()) else "")
                for other in {"", *found, reason}:
                    found.setdefault(other, []).append(letter if other == reason else _GAP)
            start += len(run.text)
        texts = {why: _joined(letters) for why, letters in found.items()}
        letters = unseen_letters("".join(run.text for run in runs))
        yield Seen(texts.pop("", ""), [*((why, text) for why, text in texts.items() if text), *letters])


def pushed_away(shape: Shape, stage: Stage) -> list[bool]:
    """Return for each paragraph of a shape whether margins as large as the slide push it away (§21.1.2.1.1)."""
    if shape.kind != "sp" or shape.id in stage.moving:
        return []
    is_far = any(
        abs(margin) >= (stage.width if at % 2 == 0 else stage.height)
        for body in shape.element.iterfind("./{*}txBody/{*}bodyPr")
        for at, margin in enumerate(margins_of(body))
    )
    return [
        is_far or any(abs(indent) >= stage.width for indent in indents_of(paragraph))
        for paragraph in shape.element.iterfind("./{*}txBody/{*}p")
        if holds_text(paragraph)
    ]


def _joined(letters: Sequence[str]) -> str:
    """Return pieces of a text, with a space where others stood between them."""
    return " ".join(filter(None, "".join(letters).split(_GAP))).strip()


def _covered_letters(shape: Shape, number: int, stage: Stage) -> dict[int, set[int]]:
    """Return the letters under other shapes, by paragraph, as far as their places can be reckoned."""
    found: dict[int, set[int]] = {}
    if shape.id in stage.moving or not any(at > number for at, _ in stage.covers):
        return found
    frames = [(frame, shape.paragraphs[frame.first : frame.first + len(frame.aligned)]) for frame in shape.frames]
    if any(frame.is_cell and grows(frame, paragraphs) for frame, paragraphs in frames):
        return found
    for frame, paragraphs in frames:
        placed = list(words(frame, paragraphs))
        if not placed:
            continue
        left, top, right, bottom = zip(*(word.box for word in placed), strict=True)
        over = _over(number, (min(left), min(top), max(right), max(bottom)), stage)[:_MOST_OVER_WORDS]
        for word in placed if over else ():
            if cover(over, word.box):
                found.setdefault(frame.first + word.paragraph, set()).update(range(word.start, word.end))
    return found


def may_be_covered(shapes: Sequence[Shape], number: int, stage: Stage) -> bool:
    """Return whether a bar lies over a part of a text of which the words' places are not reckoned.

    A bar is a filled rectangle without a text of its own. Pictures and shapes with texts often stand upon the
    empty part of a placeholder, and are left out.
    """
    shape = shapes[number]
    box = shape.box
    if box is None or shape.frames or not shape.texts or shape.id in stage.moving or shape.kind != "sp":
        return False
    for at, other in stage.covers:
        lid = other.box
        if at <= number or lid is None or other.kind != "sp" or other.texts or not _is_opaque(other, stage):
            continue
        across, down = min(box[2], lid[2]) - max(box[0], lid[0]), min(box[3], lid[3]) - max(box[1], lid[1])
        if across >= _LEAST_BAR and down >= _LEAST_BAR and other.is_rectangle and not other.is_turned:
            return True
    return False


def _why_unseen(run: Run, ground: Fill | None) -> str:
    fill = run.fill
    if run.points is not None and 0 < run.points < TINY_POINTS:
        return "text too small to read"
    if fill is None or run.has_outline:
        return ""
    if fill.kind is not FillKind.OTHER and fill.opacity <= _NEARLY_NONE:
        return "text without any colour"
    if fill.colour is None or ground is None or ground.kind is not FillKind.SOLID or ground.colour is None:
        return ""
    if difference(fill.colour, ground.colour) < EQUAL_DIFFERENCE:
        return "text in the colour of its background"
    return "text in nearly the colour of its background" if is_alike(fill.colour, ground.colour) else ""


def _ground(shapes: Sequence[Shape], number: int, stage: Stage) -> Fill | None:
    """Return what lies right under the text of a shape, or None when that is not one known fill."""
    shape = shapes[number]
    if shape.kind != "sp" or shape.element.find(".//{*}tbl") is not None:
        return None  # cells of tables have fills of their own and of their style
    if shape.fill is not None and shape.fill.kind is not FillKind.NONE:
        return shape.fill if shape.fill.opacity >= _NEARLY_ALL else None
    if shape.box is None or number > _MOST_BENEATH:
        return None
    for other in reversed(shapes[:number]):  # the nearest that lies beneath counts
        if _meets(other, shape.box):
            is_ground = other.kind == "sp" and _is_opaque(other, stage) and cover(pieces(other), shape.box)
            return other.fill if is_ground else None
    return stage.ground if stage.is_bare else None


def _meets(shape: Shape, box: Box) -> bool:
    """Return whether anything of a shape may lie under a box."""
    if shape.is_hidden or (shape.fill is not None and shape.fill.kind is FillKind.NONE and shape.kind == "sp"):
        return False
    under = shape.box
    if under is None:
        return shape.placeholder is None or shape.fill is not None
    return meets(under, box)
