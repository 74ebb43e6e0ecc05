"""Colours, sizes and hiding of runs, as one element of formatting says them (ECMA-376-1 §17.3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.colours import (
    BLACK,
    EQUAL_DIFFERENCE,
    WHITE,
    Colour,
    difference,
    is_alike,
    mixed,
    read_rgb,
    tinted,
)
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

TINY_POINTS = 2.0
"""Text of no more than this cannot be read at any usual magnification."""
_NARROWEST_PERCENT = 5
_MEASURES = {
    "sz": ("points", 2),
    "szCs": ("complex_points", 2),
    "position": ("raised", 2),
    "spacing": ("spacing", 20),
    "fitText": ("fitted", 20),
}
"""Elements that give a measure: of what, and in which part of a point."""
_SAYING = frozenset({"vanish", "color", "w", "cs", "rtl", "highlight", "shd", "textFill", *_MEASURES})
_USUAL_POINTS = 11.0
MOST_CONDENSED = 0.8
"""Letters drawn closer by so much of their size lie on one another."""
CONDENSED = "text whose letters lie on one another"
_HIGHLIGHTS = {
    "black": BLACK, "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "yellow": (255, 255, 0), "white": WHITE, "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128), "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0), "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip
"""ECMA-376-1 §17.18.40."""
_SLOTS = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink", "text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2",
    "tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2",
}  # fmt: skip
"""Slots of the theme by the names that Word gives its colours (ECMA-376-1 §17.18.97, §20.1.6.2)."""
_AUTO, _NOTHING = "auto", "nothing"

Tint = Colour | str | None
"""A colour, `auto`, `nothing` for transparent text or a ground that is none, or None where not said."""


class Tints:
    """Says what colours mean in one document."""

    def __init__(self, theme: Mapping[str, Colour]) -> None:
        self._theme = theme

    def named(self, name: str) -> Colour | None:
        """Return a colour of the theme by its slot, or by what Word or DrawingML call that."""
        return self._theme.get(_SLOTS.get(name, name))

    def of(self, element: "_Element", value: str, *, is_fill: bool = False) -> Tint:
        """Return the colour that an element's attributes give: of the theme, else written out as `value`."""
        stem = "themeFill" if is_fill else "theme"
        name = xmlsafe.attribute(element, "themeFill" if is_fill else "themeColor") or ""
        base = self.named(name)
        if base is not None:
            shade = _hex(xmlsafe.attribute(element, f"{stem}Shade"))
            tint = _hex(xmlsafe.attribute(element, f"{stem}Tint"))
            if shade is not None:
                base = tinted(base, shade / 255 - 1)
            return base if tint is None else tinted(base, 1 - tint / 255)
        text = xmlsafe.attribute(element, value)
        if text is None:
            return None
        return _AUTO if text.casefold() == _AUTO else read_rgb(text)


def _hex(text: str | None) -> int | None:
    try:
        return int(text or "", 16)
    except ValueError:
        return None


@dataclass(slots=True)
class Look:
    """What some formatting says; None where it says nothing.

    Attributes:
        vanish: the text is hidden.
        colour: the colour of the text.
        ground: the colour behind it, from highlighting or shading.
        points: its size.
        percent: its width, in hundredths of the usual.
        is_marked: the ground is that of a highlighter.
    spacing: how much further apart its letters stand, in points.
    raised: how far it is raised above its line, in points.
    fitted: the width that it is fitted into, in points.
    complex_points: the size of right-to-left and complex scripts.
    is_complex: it is of such a script.
        is_direct: the run itself says that it is hidden.
    """

    vanish: bool | None = None
    colour: Tint = None
    ground: Tint = None
    points: float | None = None
    percent: int | None = None
    is_marked: bool = False
    is_direct: bool = False
    spacing: float | None = None
    raised: float | None = None
    fitted: float | None = None
    complex_points: float | None = None
    is_complex: bool | None = None

    def over(self, nearer: "Look") -> "Look":
        """Return this look with what a nearer one says over it."""
        return Look(
            self.vanish if nearer.vanish is None else nearer.vanish,
            self.colour if nearer.colour is None else nearer.colour,
            self.ground if nearer.ground is None else nearer.ground,
            self.points if nearer.points is None else nearer.points,
            self.percent if nearer.percent is None else nearer.percent,
            self.is_marked if nearer.ground is None else nearer.is_marked,
            self.is_direct or nearer.is_direct,
            self.spacing if nearer.spacing is None else nearer.spacing,
            self.raised if nearer.raised is None else nearer.raised,
            self.fitted if nearer.fitted is None else nearer.fitted,
            self.complex_points if nearer.complex_points is None else nearer.complex_points,
            self.is_complex if nearer.is_complex is None else nearer.is_complex,
        )

    def on(self, ground: Tint) -> "Look":
        """Return this look on a ground, where it has none of its own."""
        if isinstance(self.ground, tuple) or self.ground == ground:
            return self
        return Look(
            self.vanish,
            self.colour,
            ground,
            self.points,
            self.percent,
            self.is_marked,
            self.is_direct,
            self.spacing,
            self.raised,
            self.fitted,
            self.complex_points,
            self.is_complex,
        )

    def unseen(self) -> Unseen | None:
        """Return why text of this look cannot be seen, or None; unknown grounds are never the reason."""
        points = self.complex_points if self.is_complex and self.complex_points is not None else self.points
        if points is not None and points <= TINY_POINTS:
            return Unseen.SIZE
        if self.percent is not None and self.percent < _NARROWEST_PERCENT:
            return Unseen.SIZE
        if self.colour == _NOTHING:
            return Unseen.COLOUR
        if not isinstance(self.ground, tuple):
            return None
        if not isinstance(self.colour, tuple):
            # Word turns automatic text white on dark shading; under a black highlighter it is meant to be gone.
            return Unseen.RUN if self.is_marked and self.ground == BLACK else None
        if difference(self.colour, self.ground) < EQUAL_DIFFERENCE:
            return Unseen.COLOUR
        return Unseen.NEAR_COLOUR if is_alike(self.colour, self.ground) else None

    def displaced(self, page_points: float) -> str:
        """Return why text of this look cannot be seen where it lies, or nothing.

        Args:
            page_points: the height of the page.
        """
        points = self.points or _USUAL_POINTS
        if self.spacing is not None and self.spacing <= -MOST_CONDENSED * points:
            return CONDENSED
        if self.fitted is not None and self.fitted <= TINY_POINTS:
            return "text fitted into no width"
        if self.raised is not None and abs(self.raised) >= page_points:
            return "text moved off the page"
        return ""


def read_look(formatting: "_Element | None", tints: Tints) -> Look:
    """Return what a `rPr`, or the shading of a `pPr` or `tcPr`, says."""
    look = Look()
    shading: Tint = None
    for element in () if formatting is None else formatting:
        said = xmlsafe.local_name(element)
        if said not in _SAYING:
            continue
        value = xmlsafe.attribute(element, "val")
        match said:
            case "vanish":
                look.vanish = xmlsafe.is_true(value, default=True)
            case "color":
                look.colour = look.colour or tints.of(element, "val")
            case name if name in _MEASURES:
                attribute, parts = _MEASURES[name]
                setattr(look, attribute, _parts(value, parts))
            case "w":
                look.percent = _percent(value)
            case "cs" | "rtl":
                look.is_complex = xmlsafe.is_true(value, default=True)
            case "highlight":
                look.ground = _HIGHLIGHTS.get(value or "", _NOTHING)
                look.is_marked = True
            case "shd":
                shading = _shading(element, tints)
            case "textFill":
                look.colour = _text_fill(element, formatting, tints)
    if not isinstance(look.ground, tuple) and shading is not None:
        look.ground, look.is_marked = shading, False
    return look


def _parts(text: str | None, parts: int) -> float | None:
    """Return a measure in points that is written in parts of a point, or with its unit."""
    text = (text or "").strip()
    try:
        return float(text.removesuffix("pt")) if text.endswith("pt") else float(text) / parts
    except ValueError:
        return None


def _percent(text: str | None) -> int | None:
    try:
        return int((text or "").strip().removesuffix("%"))
    except ValueError:
        return None


def _shading(element: "_Element", tints: Tints) -> Tint:
    """Return the colour of a shading: a ground, and a pattern that lies over it (ECMA-376-1 §17.3.5)."""
    pattern = xmlsafe.attribute(element, "val") or "clear"
    ground = tints.of(element, "fill", is_fill=True)
    if pattern == "nil":
        return _NOTHING
    over = tints.of(element, "color")
    if pattern == "solid":
        return BLACK if over in (None, _AUTO) else over
    if pattern.startswith("pct"):
        front = over if isinstance(over, tuple) else BLACK
        back = ground if isinstance(ground, tuple) else WHITE
        return mixed(back, front, (_percent(pattern[3:]) or 0) / 100)
    return ground if isinstance(ground, tuple) else _NOTHING


def _text_fill(element: "_Element", formatting: "_Element | None", tints: Tints) -> Tint:
    """Return the colour of a text's fill, which goes before its colour ([MS-DOCX] 2.6.1.27)."""
    has_outline = formatting is not None and any(True for _ in xmlsafe.children(formatting, "textOutline"))
    for fill in element:
        if xmlsafe.local_name(fill) == "noFill":
            return _AUTO if has_outline else _NOTHING
        for alpha in xmlsafe.descendants(fill, "alpha"):
            if (xmlsafe.attribute(alpha, "val") or "").removesuffix("%") in ("100000", "100"):
                return _AUTO if has_outline else _NOTHING
        for colour in xmlsafe.children(fill, "srgbClr"):
            return read_rgb(xmlsafe.attribute(colour, "val")) or _AUTO
        for colour in xmlsafe.children(fill, "schemeClr"):
            named = tints.named(xmlsafe.attribute(colour, "val") or "")
            return _AUTO if named is None or len(colour) else named
        stops = [read_rgb(xmlsafe.attribute(item, "val")) for item in xmlsafe.descendants(fill, "srgbClr")]
        first = stops[0] if stops and not any(True for _ in xmlsafe.descendants(fill, "schemeClr")) else None
        if first and all(stop and difference(first, stop) < EQUAL_DIFFERENCE for stop in stops):
            return first  # a gradient from a colour to itself
    return _AUTO
