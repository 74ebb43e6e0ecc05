"""What the shapes of a slide take from its layout, master and presentation (ECMA-376-1 §19.3.1.36, §21.1.2.4)."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.pptx.fills import Fill, Fills

if TYPE_CHECKING:
    from lxml.etree import _Element

_MASTER_TYPES = {
    "ctrTitle": "title", "subTitle": "body", "obj": "body", "chart": "body", "tbl": "body", "clipArt": "body",
    "dgm": "body", "media": "body", "pic": "body",
}  # fmt: skip
"""Types of placeholders of a layout, and the type on the master that they follow."""
LEVELS = 9


class Look(NamedTuple):
    """How text is painted where its runs say nothing.

    Attributes:
        fill: its colour; None when that is not known.
        points: its size; None when that is not known.
    """

    fill: Fill | None = None
    points: float | None = None


UNKNOWN = Look()
Looks = Callable[[int], Look]
"""Gives the look of a level."""


class Inheritance:
    """The layout and master of one slide, and the styles of text above them."""

    def __init__(
        self,
        fills: Fills,
        layout: "_Element | None" = None,
        master: "_Element | None" = None,
        presentation: "_Element | None" = None,
    ) -> None:
        self._fills = fills
        self._layout = _placeholders(layout)
        self._master = _placeholders(master)
        self._styles = {
            xmlsafe.local_name(style): style
            for group in (() if master is None else xmlsafe.children(master, "txStyles"))
            for style in group
        }
        usual = () if presentation is None else xmlsafe.children(presentation, "defaultTextStyle")
        self._usual = next(iter(usual), None)

    def above(self, shape: "_Element") -> list["_Element"]:
        """Return the placeholders that a shape follows, the nearest first; none for a shape that fills none."""
        own = placeholder(shape)
        if own is None:
            return []
        found = []
        kind = own.get("type", "obj")
        by_layout = _match(self._layout, kind, own.get("idx"))
        if by_layout is not None:
            found.append(by_layout)
            above = placeholder(by_layout)
            kind = kind if above is None else above.get("type", "obj")
        by_master = _match(self._master, _MASTER_TYPES.get(kind, kind), None)
        return found if by_master is None else [*found, by_master]

    def looks(self, shape: "_Element", reference: Fill | None) -> Looks:
        """Return how text of each level of a shape is painted where its runs say nothing.

        Args:
            shape: the shape.
            reference: the colour that the style of the shape gives to text.
        """
        above = self.above(shape)
        lists = [style for holder in (shape, *above) for style in holder.iterfind("./{*}txBody/{*}lstStyle")]
        own = placeholder(shape)
        last: list[_Element] = []
        if own is not None:
            kind = own.get("type", "obj")
            name = "titleStyle" if kind in ("title", "ctrTitle") else "bodyStyle"
            if kind in ("dt", "ftr", "sldNum", "hdr", "sldImg"):
                name = "otherStyle"
            last = [self._styles[name]] if name in self._styles else []
        elif self._usual is not None:
            last = [self._usual]
        return lru_cache(LEVELS)(partial(self._look, lists, reference, last))

    def sizes(self) -> Looks:
        """Return the size of text in tables, of which the style of the table gives the colour."""
        last = [] if self._usual is None else [self._usual]
        return lru_cache(LEVELS)(lambda level: Look(points=self._look([], None, last, level).points))

    def _look(
        self, lists: Sequence["_Element"], reference: Fill | None, last: Sequence["_Element"], level: int
    ) -> Look:
        fill, points = None, None
        for defaults in _defaults(lists, level):
            fill = fill or self._fills.of(defaults)
            points = points or size_of(defaults)
        fill = fill or reference
        for defaults in _defaults(last, level):
            fill = fill or self._fills.of(defaults)
            points = points or size_of(defaults)
        return Look(fill, points)


def _defaults(styles: Sequence["_Element"], level: int) -> Iterator["_Element"]:
    for style in styles:
        for name in (f"lvl{level + 1}pPr", "defPPr"):
            for properties in xmlsafe.children(style, name):
                yield from xmlsafe.children(properties, "defRPr")


def size_of(properties: "_Element") -> float | None:
    """Return the size of text in points, which is written in hundredths (§21.1.2.3.9), or None."""
    try:
        return int(properties.get("sz", "")) / 100
    except ValueError:
        return None


def placeholder(shape: "_Element") -> "_Element | None":
    """Return what says which placeholder a shape fills, or None (§19.3.1.36)."""
    for child in shape:
        if xmlsafe.local_name(child).startswith("nv"):
            for properties in xmlsafe.children(child, "nvPr"):
                return next(xmlsafe.children(properties, "ph"), None)
    return None


def _placeholders(tree: "_Element | None") -> list[tuple["_Element", str, str | None]]:
    found = []
    for shape in () if tree is None else tree.iter("{*}sp", "{*}pic", "{*}graphicFrame"):
        own = placeholder(shape)
        if own is not None:
            found.append((shape, own.get("type", "obj"), own.get("idx")))
    return found


def _match(
    holders: Sequence[tuple["_Element", str, str | None]], kind: str, index: str | None
) -> "_Element | None":
    """Return the placeholder of the same index, or else of the same type."""
    if index is not None:
        for shape, _, at in holders:
            if at == index:
                return shape
    wanted = _MASTER_TYPES.get(kind, kind)
    return next((shape for shape, other, _ in holders if _MASTER_TYPES.get(other, other) == wanted), None)
