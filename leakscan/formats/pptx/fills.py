"""Colours and fills of DrawingML, as the slides of one master mean them (ECMA-376-1 §20.1.2.3, §20.1.8)."""

import colorsys
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.colours import BLACK, WHITE, Colour, mixed, read_rgb

if TYPE_CHECKING:
    from lxml.etree import _Element

_PRESETS = {
    "black": BLACK, "white": WHITE, "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
}  # fmt: skip
_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_WHOLE = 100_000
"""Percentages are written in thousandths of a percent."""
_BROUGHT = "phClr"
"""The name by which a style of the theme calls the colour of what refers to it (§20.1.10.54)."""
_FIRST_STYLE, _FIRST_GROUND = 1, 1001
_CIRCLE = 21_600_000
"""Angles are written in sixty-thousandths of a degree."""
_STOPS = ("{*}gs", "{*}fgClr", "{*}bgClr")
_OPACITIES: dict[str, Callable[[float, float], float]] = {
    "alpha": lambda _, value: value,
    "alphaMod": lambda old, value: old * value,
    "alphaOff": lambda old, value: old + value,
}
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


class FillKind(Enum):
    """What a fill is."""

    NONE = "none"
    SOLID = "solid"
    OTHER = "other"


class Fill(NamedTuple):
    """How an area or a text is painted.

    Attributes:
        kind: what it is.
        colour: its colour; None when it is no single one, or not known.
        opacity: from 0 to 1, at its clearest place; 0 where that is not known.
    """

    kind: FillKind
    colour: Colour | None = None
    opacity: float = 1.0


class Fills:
    """Says what fills mean under one master: by its theme, and by which colours it maps to which slots."""

    def __init__(
        self,
        theme: Mapping[str, Colour],
        mapping: Mapping[str, str],
        styles: "Mapping[int, _Element] | None" = None,
    ) -> None:
        self._theme = theme
        self._styles = styles or {}
        self._mapping = {**_USUAL_MAP, **mapping}

    def of(self, properties: "_Element | None") -> Fill | None:
        """Return the fill that properties of a shape, run or background name, or None when they name none."""
        for child in properties if properties is not None else ():
            found = self.one(child)
            if found is not None:
                return found
        return None

    def one(self, element: "_Element") -> Fill | None:
        """Return what an element says when it is a fill, or None."""
        name = xmlsafe.local_name(element)
        if name == "noFill":
            return Fill(FillKind.NONE, opacity=0.0)
        if name == "solidFill":
            return self.solid(element)
        if name in ("gradFill", "pattFill"):
            stops = [self.solid(item) for item in element.iter(*_STOPS)]
            opacity = min((stop.opacity for stop in stops), default=1.0)
            if opacity >= 1 and stops and stops[0].colour is not None and stops.count(stops[0]) == len(stops):
                return stops[0]  # from one colour to the same
            return Fill(FillKind.OTHER, opacity=opacity)
        return Fill(FillKind.OTHER, opacity=0.0) if name in _FILLS else None

    def reference(self, element: "_Element") -> Fill:
        """Return the fill of a reference to a style of the theme, in the colour that it brings (§20.1.4.2.10)."""
        number = element.get("idx") or "0"
        if number in ("0", "1000"):
            return Fill(FillKind.NONE, opacity=0.0)
        own = self.solid(element)
        style = self._styles.get(int(number)) if number.isdecimal() else None
        if style is None:  # the first style of a theme is the plain one
            return own if number in ("1", "1001") else Fill(FillKind.OTHER, opacity=0.0)
        theme = {name: colour for name, colour in self._theme.items() if name != _BROUGHT}
        if own.colour is not None:
            theme[_BROUGHT] = own.colour
        found = Fills(theme, self._mapping).one(style) or Fill(FillKind.OTHER, opacity=0.0)
        return found._replace(opacity=found.opacity * own.opacity)

    def text(self, element: "_Element") -> Fill | None:
        """Return how the reference to a font of the theme paints text, or None when it names no colour."""
        return self.solid(element) if len(element) else None

    def solid(self, element: "_Element") -> Fill:
        """Return the fill of an element that holds one colour (§20.1.2.3)."""
        for child in element:
            colour = self._base(child)
            opacity = 1.0
            for change in child:
                name, value = xmlsafe.local_name(change), share(change.get("val"))
                if name in _OPACITIES:
                    opacity = _OPACITIES[name](opacity, 0.0 if value is None else value)
                elif name:
                    colour = None if colour is None else _changed(colour, name, value)
            return Fill(FillKind.SOLID, colour, min(max(opacity, 0.0), 1.0))
        return Fill(FillKind.SOLID)

    def _base(self, element: "_Element") -> Colour | None:
        value = element.get("val") or ""
        match xmlsafe.local_name(element):
            case "srgbClr":
                return read_rgb(value)
            case "sysClr":
                known = {"window": WHITE, "windowText": BLACK}
                return read_rgb(element.get("lastClr")) or known.get(value)
            case "prstClr":
                return _PRESETS.get(value)
            case "scrgbClr":
                return _from_light([share(element.get(name)) for name in "rgb"])
            case "hslClr":
                hue, saturation, light = (share(element.get(name)) for name in ("hue", "sat", "lum"))
                if hue is None or saturation is None or light is None:
                    return None
                return _from_parts(hue * _WHOLE / _CIRCLE, light, saturation)
            case "schemeClr":
                return self._theme.get(self._mapping.get(value, value))
            case _:
                return None


def fill_styles(theme: "_Element | None") -> "dict[int, _Element]":
    """Return the fills that a theme names, by the numbers that refer to them (§20.1.4.1.13, §20.1.4.1.7)."""
    found: dict[int, _Element] = {}
    for name, first in (("fillStyleLst", _FIRST_STYLE), ("bgFillStyleLst", _FIRST_GROUND)):
        for listed in theme.iterfind("./{*}themeElements/{*}fmtScheme/{*}" + name) if theme is not None else ():
            styles = [item for item in listed if xmlsafe.local_name(item) in _FILLS]
            found |= dict(enumerate(styles, first))
    return found


def share(text: str | None) -> float | None:
    """Return a percentage as a number from 0 to 1; strict documents write it with its sign."""
    try:
        if text is None:
            return None
        return float(text[:-1]) / 100 if text.endswith("%") else float(text) / _WHOLE
    except ValueError:
        return None


def _changed(colour: Colour, name: str, value: float | None) -> Colour | None:
    """Return a colour after a change (§20.1.2.3), or None where it is not reckoned."""
    if name == "inv":
        red, green, blue = colour
        return 255 - red, 255 - green, 255 - blue
    if value is None or name not in ("shade", "tint", "lumMod", "lumOff"):
        return None
    if name in ("shade", "tint"):
        return mixed(BLACK if name == "shade" else WHITE, colour, min(max(value, 0.0), 1.0))
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    return _from_parts(hue, light * value if name == "lumMod" else light + value, saturation)


def _from_parts(hue: float, light: float, saturation: float) -> Colour:
    light, saturation = min(max(light, 0.0), 1.0), min(max(saturation, 0.0), 1.0)
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _from_light(shares: Sequence[float | None]) -> Colour | None:
    """Return a colour given by shares of light (IEC 61966-2-1)."""
    parts = []
    for part in shares:
        if part is None:
            return None
        bright = min(max(part, 0.0), 1.0)
        parts.append(round(255 * (12.92 * bright if bright <= 0.0031308 else 1.055 * bright ** (1 / 2.4) - 0.055)))
    return parts[0], parts[1], parts[2]
