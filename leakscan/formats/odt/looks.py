"""How text looks and where it lies: the styles of runs, paragraphs and shapes (ODF 1.3 part 3, §16)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leakscan.formats.colours import WHITE, Colour, read_rgb
from leakscan.formats.docx.layout import Layout, Pages
from leakscan.formats.docx.tints import Look
from leakscan.formats.ods.looks import Styles, points
from leakscan.formats.ods.nodes import Node

_TWIPS = 20
_USUAL_POINTS = 12.0
_NOTHING = "nothing"
_DEEPEST = 32
_SIDES = {"start": "left", "end": "right", "left": "left", "right": "right", "center": "center"}


@dataclass(frozen=True, slots=True)
class Around:
    """What gives a look to text beside its own styles.

    Attributes:
        paragraph: name of the style of its paragraph.
        shape: family and name of the style of the shape it stands in; empty outside shapes.
        spans: names of the styles of the runs around it, the innermost first.
    """

    paragraph: str = ""
    shape: tuple[str, str] = ("", "")
    spans: tuple[str, ...] = ()


class TextStyles(Styles):
    """The styles of a document of text or slides."""

    def __init__(self) -> None:
        super().__init__()
        self._automatic: set[tuple[str, str]] = set()
        self._runs: dict[Around, Look] = {}

    def add_own(self, group: Node) -> None:
        """Take automatic styles, which say what somebody did to a piece of text itself."""
        self.add(group)
        self._automatic.update((node.get("family"), node.get("name")) for node in group.children("style"))

    def styles(self) -> Iterator[Node]:
        """Yield every style."""
        return iter(self._known.values())

    def named(self, family: str, name: str) -> list[Node]:
        """Return a style and those it builds on, the nearest first, without the defaults."""
        found: list[Node] = []
        while (node := self._known.get((family, name))) is not None and len(found) < _DEEPEST:
            found.append(node)
            name = node.get("parent-style-name")
        return found

    def said(self, family: str, name: str, group: str, key: str) -> str:
        """Return what a style says of a property; empty when it says nothing."""
        return self._property(family, name, group, key)

    def run(self, around: Around) -> Look:
        """Return the look of a piece of text; its ground is only what lies right behind its letters."""
        known = self._runs.get(around)
        if known is None:
            known = self._runs[around] = self._run(around)
        return replace(known)

    def _run(self, around: Around) -> Look:
        spans = [node for name in around.spans for node in self.named("text", name)]
        paragraph = self.named("paragraph", around.paragraph)
        shape = self.named(*around.shape) if around.shape[1] else []
        family = around.shape[0] if around.shape[1] else "paragraph"
        defaults = [self._defaults[family]] if family in self._defaults else []
        chain = [*spans, *paragraph, *shape, *defaults]
        look = Look()
        look.points = _size(chain)
        look.colour = _colour(chain)
        look.vanish, look.is_direct = self._hidden(chain)
        ground = _first(chain, "text-properties", "background-color")
        if ground and ground != "transparent":
            look.ground, look.is_marked = read_rgb(ground.lstrip("#")) or _NOTHING, True
        scale = _first(chain, "text-properties", "text-scale")
        look.percent = _percent(scale)
        spacing = points(_first(chain, "text-properties", "letter-spacing"))
        look.spacing = spacing
        place, _, share = _first(chain, "text-properties", "text-position").partition(" ")
        raised, percent = _percent(place), _percent(share.strip())
        if raised is not None:
            look.raised = raised / 100 * (look.points or _USUAL_POINTS)
        if percent is not None:
            look.points = percent / 100 * (look.points or _USUAL_POINTS)
        return look

    def _hidden(self, chain: Sequence[Node]) -> tuple[bool, bool]:
        """Return whether text is hidden, and whether it is so by itself."""
        for node in chain:
            for properties in node.children("text-properties"):
                display = properties.get("display")
                if display:
                    is_hidden = display == "none" or (
                        display == "condition" and properties.get("condition") == "none"
                    )
                    return is_hidden, (node.get("family"), node.get("name")) in self._automatic
        return False, False

    def paragraph_ground(self, name: str) -> Colour | None:
        """Return the colour behind a paragraph, or None where it lets through what lies there."""
        return read_rgb(
            _first(self.named("paragraph", name), "paragraph-properties", "background-color").lstrip("#")
        )

    def layout(self, name: str) -> Layout:
        """Return where a paragraph of a style lies."""
        chain = self.named("paragraph", name)

        def twips(key: str) -> int | None:
            length = points(_first(chain, "paragraph-properties", key))
            return None if length is None else round(length * _TWIPS)

        line = _first(chain, "paragraph-properties", "line-height")
        share = _percent(line)
        return Layout(
            left=twips("margin-left"),
            right=twips("margin-right"),
            first=twips("text-indent"),
            line=share * 240 // 100 if share is not None else twips("line-height"),
            rule="auto" if share is not None else "exact",
            side=_SIDES.get(_first(chain, "paragraph-properties", "text-align")),
        )


def _size(chain: Sequence[Node]) -> float | None:
    """Return the size of letters, which styles may give as a share of that of the next, or as a change of it."""
    share, added = 1.0, 0.0
    for node in chain:
        for properties in node.children("text-properties"):
            size, more = properties.get("font-size"), points(properties.get("font-size-rel"))
            percent = _percent(size)
            if percent is not None:
                share *= percent / 100
            elif (length := points(size)) is not None:
                return length * share + added
            elif more is not None:
                added += more * share
    return _USUAL_POINTS * share + added if share < 1 or added else None


def _colour(chain: Sequence[Node]) -> Colour | str | None:
    """Return the colour of letters; None when it is left to what they stand on."""
    for node in chain:
        for properties in node.children("text-properties"):
            if properties.get("use-window-font-color") == "true":
                return None
            colour = read_rgb(properties.get("color").lstrip("#"))
            if colour is not None:
                # LibreOffice 7.4 writes no opacity beside an automatic colour too, where it means nothing.
                return _NOTHING if properties.get("opacity") == "0%" else colour
    return None


def _first(chain: Sequence[Node], group: str, key: str) -> str:
    for node in chain:
        for properties in node.children(group):
            value = properties.attributes.get(key)
            if value is not None:
                return value
    return ""


def _percent(text: str) -> int | None:
    try:
        return round(float(text.removesuffix("%"))) if text.endswith("%") else None
    except (ValueError, OverflowError):
        return None


class PageStyles:
    """The page layouts of a document.

    Attributes:
        pages: the largest page, with its margin.
        ground: the colour of all pages; None when they differ, or it is not one colour.
    """

    def __init__(self, layouts: Sequence[Node]) -> None:
        sizes = []
        grounds: set[Colour | None] = set()
        for node in layouts:
            for properties in node.children("page-layout-properties"):
                width, height = points(properties.get("page-width")), points(properties.get("page-height"))
                margin = points(properties.get("margin-left")) or points(properties.get("margin"))
                if width and height:
                    sizes.append((width, height, margin or 0.0))
                grounds.add(page_ground(properties))
        self.ground: Colour | None = grounds.pop() if len(grounds) == 1 else (None if grounds else WHITE)
        self.pages = Pages()
        if sizes:
            width, height, margin = (round(max(measures) * _TWIPS) for measures in zip(*sizes, strict=True))
            self.pages = Pages(width, height, margin, is_known=True)


def page_ground(properties: Node) -> Colour | None:
    """Return the colour of a page or box by its fill; white without one, None when that is no single colour."""
    fill = properties.get("fill")
    has_picture = any(item.get("href") for item in properties.children("background-image"))
    if has_picture or fill in ("bitmap", "gradient", "hatch"):
        return None
    colour = properties.get("fill-color") if fill == "solid" else properties.get("background-color")
    return read_rgb(colour.lstrip("#")) or WHITE
