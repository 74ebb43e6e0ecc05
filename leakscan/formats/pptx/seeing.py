"""Which texts of a slide are not seen: outside it, under something, or in the colour of what lies beneath."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from leakscan.formats.colours import EQUAL_DIFFERENCE, SAME_DIFFERENCE, difference
from leakscan.formats.pptx.fills import Fill, FillKind
from leakscan.formats.pptx.shapes import Box, Run, Shape

TINY_POINTS = 2.0
"""Text smaller than this cannot be read on any slide."""
_NEARLY_NONE = 0.03
_NEARLY_ALL = 0.97

HIDDEN, NO_SIZE, OUTSIDE, COVERED = "that is hidden", "of no size", "off the slide", "under another shape"


@dataclass(frozen=True, slots=True)
class Stage:
    """What a slide's shapes stand on.

    Attributes:
        width: width of the slide.
        height: height of the slide.
        ground: how its background is painted; None when that is not known.
        is_bare: nothing but the ground lies under the slide's own shapes.
        moving: numbers of the shapes that come, go or move while the slide shows.
        is_opaque: tells whether the picture of a shape lets nothing through.
    """

    width: float
    height: float
    ground: Fill | None
    is_bare: bool
    moving: frozenset[str]
    is_opaque: Callable[[Shape], bool]


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
    if any(_covers(other, box, stage) for other in shapes[number + 1 :]):
        return COVERED
    return ""


def _covers(shape: Shape, box: Box, stage: Stage) -> bool:
    """Return whether a shape painted later hides everything within a box."""
    over = shape.box
    if over is None or shape.is_hidden or shape.is_turned or shape.id in stage.moving:
        return False
    if not (over[0] <= box[0] and over[1] <= box[1] and over[2] >= box[2] and over[3] >= box[3]):
        return False
    if shape.kind == "pic":
        return shape.is_rectangle and stage.is_opaque(shape)
    fill = shape.fill
    if shape.kind != "sp" or not shape.is_rectangle or fill is None or fill.kind is not FillKind.SOLID:
        return False
    return fill.opacity >= _NEARLY_ALL


def unseen_texts(shapes: Sequence[Shape], number: int, stage: Stage) -> Iterator[tuple[str, str]]:
    """Yield the texts of a shape that show to nobody, each with the reason."""
    shape = shapes[number]
    ground = _ground(shapes, number, stage)
    for runs in shape.paragraphs:
        found: dict[str, list[str]] = {}
        for run in runs:
            why = _why_unseen(run, ground) if run.text.strip() else ""
            if why:
                found.setdefault(why, []).append(run.text)
        for why, texts in found.items():
            yield why, "".join(texts).strip()


def _why_unseen(run: Run, ground: Fill | None) -> str:
    if run.points is not None and 0 < run.points < TINY_POINTS:
        return "text too small to read"
    fill = run.fill
    if fill is None or run.has_outline:
        return ""
    if fill.opacity <= _NEARLY_NONE:
        return "text without any colour"
    if fill.colour is None or ground is None or ground.kind is not FillKind.SOLID or ground.colour is None:
        return ""
    distance = difference(fill.colour, ground.colour)
    if distance < EQUAL_DIFFERENCE:
        return "text in the colour of its background"
    return "text in nearly the colour of its background" if distance < SAME_DIFFERENCE else ""


def _ground(shapes: Sequence[Shape], number: int, stage: Stage) -> Fill | None:
    """Return what lies right under the text of a shape, or None when that is not one known fill."""
    shape = shapes[number]
    if shape.kind != "sp" or shape.element.find(".//{*}tbl") is not None:
        return None  # cells of tables have fills of their own and of their style
    if shape.fill is not None and shape.fill.kind is not FillKind.NONE:
        return shape.fill if shape.fill.opacity >= _NEARLY_ALL else None
    if shape.fill is None and shape.placeholder is not None:
        return None  # a placeholder may be filled by its layout
    if shape.box is None or not stage.is_bare:
        return None
    if any(_meets(other, shape.box) for other in shapes[:number]):
        return None
    return stage.ground


def _meets(shape: Shape, box: Box) -> bool:
    """Return whether anything of a shape may lie under a box."""
    if shape.is_hidden or (shape.fill is not None and shape.fill.kind is FillKind.NONE and shape.kind == "sp"):
        return False
    under = shape.box
    if under is None:
        return shape.placeholder is None or shape.fill is not None
    return under[0] < box[2] and under[2] > box[0] and under[1] < box[3] and under[3] > box[1]
