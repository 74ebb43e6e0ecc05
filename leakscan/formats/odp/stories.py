"""The shapes of one slide, in the order in which they are painted (ODF 1.3 part 3, §10, §3.6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.formats.docx.boxes import Area
from leakscan.formats.docx.covering import Placed, largest
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.tints import Look, Tint
from leakscan.formats.ods.looks import points
from leakscan.formats.ods.nodes import Node
from leakscan.formats.odt.inline import Setup
from leakscan.formats.odt.shapes import lets_nothing_through, shape_ground, why_hidden
from leakscan.formats.odt.story import Story
from leakscan.formats.pptx.seeing import MAYBE
from leakscan.views.prose import Passage, PassageKind

_LEAST_BAR_POINTS = 8.0
_MOST_BENEATH = 2_000
_HIDDEN_LAYER = "on a layer that does not show"


@dataclass(frozen=True, slots=True)
class Stage:
    """What the shapes of a slide stand on.

    Attributes:
        page: its number; None for masters.
        is_bare: nothing but the background lies under them.
        layers: names of the layers that do not show.
        moving: ids of the shapes that come, go or move while the slide shows.
    """

    page: int | None = None
    is_bare: bool = True
    layers: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()


class SlideStory(Story):
    """Reads the shapes of one slide, of its notes, or of a master."""

    def __init__(self, setup: Setup, stage: Stage = Stage()) -> None:  # frozen
        super().__init__(setup)
        self._stage = stage
        self._name = ""
        self._grounds: list[tuple[Area | None, Tint]] = []

    @property
    def place(self) -> Place:
        """Where the slide is being read."""
        return Place(part=self._setup.part, page=self._stage.page, name=self._name)

    def read_slide(self, page: Node) -> None:
        """Read the shapes of a slide."""
        self.read_whole(page, Where(ground=self._setup.page), on_every_page=True)
        bars = largest(item for item in self._placed if item.end == item.start and item.area.is_opaque)
        for item in self._placed:
            texts = [text for text in self.shown[item.start : item.end] if text]
            if texts and any(self._is_bar(bar.area, item.area) for bar in bars):
                place = Place(part=self._setup.part, page=self._stage.page)
                self.passages.append(Passage(PassageKind.UNSEEN, MAYBE, "\n".join(texts), place))

    def _place_of(self, item: Placed) -> Place:  # noqa: ARG002  # texts stand in paragraphs
        return self.place

    @staticmethod
    def _is_bar(bar: Area, box: Area) -> bool:
        """Return whether a filled shape without text lies over a part of a box of text."""
        across = min(bar.left + bar.width, box.left + box.width) - max(bar.left, box.left)
        down = min(bar.top + bar.height, box.top + box.height) - max(bar.top, box.top)
        is_over = bar.is_opaque and not bar.is_picture and bar.order > box.order
        return is_over and across >= _LEAST_BAR_POINTS and down >= _LEAST_BAR_POINTS

    def _drawing(self, node: Node, where: Where, look: Look) -> None:
        outer, self._name = self._name, node.get("name")
        if node.get("layer") in self._stage.layers:
            where = where._replace(shape=where.shape or _HIDDEN_LAYER)
        super()._drawing(node, where, look)
        if node.name != "g":
            self._grounds.append((self._box(node), shape_ground(node, self._setup.styles)))
        self._name = outer

    def _why_hidden(self, node: Node, *, has_text: bool) -> str:
        if node.get("id") in self._stage.moving:
            return ""
        setup = self._setup
        return why_hidden(node, setup.styles, setup.pages, has_text=has_text, is_on_slide=True)

    def _area(self, node: Node) -> Area | None:
        return None if node.get("id") in self._stage.moving else self._box(node)

    def _box(self, node: Node) -> Area | None:
        """Return where a shape lies; later ones lie nearer to the reader."""
        measures = [points(node.get(key)) for key in ("x", "y", "width", "height")]
        if any(measure is None for measure in measures) or node.get("transform"):
            return None
        left, top, width, height = (measure or 0.0 for measure in measures)
        setup = self._setup
        return Area(
            ("page", "page"),
            left,
            top,
            width,
            height,
            float(len(self._grounds)),
            lets_nothing_through(node, setup.styles, setup.is_opaque),
            is_picture=any(True for _ in node.children("image")),
        )

    def _beneath(self, node: Node) -> Tint:
        box = self._box(node)
        if box is None or len(self._grounds) > _MOST_BENEATH:
            return None
        for area, ground in reversed(self._grounds):
            if area is None:
                return None
            if _meet(area, box) and (ground != "nothing" or area.is_picture):
                # The nearest shape beneath is the ground, when it holds all of the box.
                whole = area._replace(order=box.order + 1).covers(box)
                return ground if whole and isinstance(ground, tuple) else None
        return self._setup.page if self._stage.is_bare else None

    def _table(self, table: Node, where: Where) -> None:
        # A style of tables fills their cells in colours that are not read here.
        has_style = bool(table.get("template-name"))
        super()._table(table, where._replace(ground=None) if has_style else where)


def _meet(one: Area, other: Area) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def taken_away(page: Node) -> frozenset[str]:
    """Return the ids of the shapes that the main sequence of a slide takes away for good (§15.4)."""
    states: dict[str, bool] = {}
    for sequence in page.descendants("seq"):
        if sequence.get("node-type") == "main-sequence":
            for effect in sequence.descendants("set"):
                if effect.get("attributeName") == "visibility" and not effect.get("sub-item"):
                    states[effect.get("targetElement")] = effect.get("to") == "hidden"
    return frozenset(number for number, is_hidden in states.items() if is_hidden)


def targets(page: Node) -> Iterator[str]:
    """Yield the ids of the shapes that animations of a slide concern."""
    for node in page.descendants():
        if node.get("targetElement"):
            yield node.get("targetElement")
