"""Which texts of a slide are not seen: outside it, under something, or in the colour of what lies beneath."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from leakscan.formats.colours import EQUAL_DIFFERENCE, SAME_DIFFERENCE, difference
from leakscan.formats.pptx.fills import Fill, FillKind
from leakscan.formats.pptx.shapes import Box, Run, Shape

TINY_POINTS = 2.0
"""Text smaller than this cannot be read on any slide."""
_CORNER = 0.147
"""How far from each side of an ellipse's box, as a share of it, the largest rectangle inside begins."""
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
    if any(at > number and _covers(other, box, stage) for at, other in stage.covers):
        return COVERED
    return ""


def _covers(shape: Shape, box: Box, stage: Stage) -> bool:
    """Return whether a shape painted later hides everything within a box."""
    over = shape.box
    if over is None or shape.is_hidden or shape.is_turned or shape.id in stage.moving:
        return False
    share = 0.0 if shape.is_rectangle else _CORNER
    across, down = share * (over[2] - over[0]), share * (over[3] - over[1])
    left, top, right, bottom = over[0] + across, over[1] + down, over[2] - across, over[3] - down
    if not (left <= box[0] and top <= box[1] and right >= box[2] and bottom >= box[3]):
        return False
    if not (shape.is_rectangle or shape.is_rounded):
        return False
    if shape.kind == "pic":
        return stage.is_opaque(shape)
    fill = shape.fill
    return shape.kind == "sp" and fill is not None and fill.opacity >= _NEARLY_ALL


def unseen_texts(shapes: Sequence[Shape], number: int, stage: Stage) -> Iterator[tuple[str, str]]:
    """Yield the texts of a shape that show to nobody, each with the reason."""
    shape = shapes[number]
    is_coloured = any(run.fill is not None for runs in shape.paragraphs for run in runs)
    ground = _ground(shapes, number, stage) if is_coloured else None
    for runs in shape.paragraphs:
        found: dict[str, list[str]] = {}
        for run in runs:
            why = run.unseen or _why_unseen(run, run.ground or ground) if run.text.strip() else ""
            if why:
                found.setdefault(why, []).append(run.text)
        for why, texts in found.items():
            yield why, "".join(texts).strip()


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
    if shape.box is None or not stage.is_bare or number > _MOST_BENEATH:
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
