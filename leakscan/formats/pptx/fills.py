"""Colours and fills of DrawingML, as the slides of one master mean them (ECMA-376-1 §20.1.2.3, §20.1.8)."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

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
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


class FillKind(Enum):
    """What a fill is."""

    NONE = "none"
    SOLID = "solid"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fill:
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
            alphas = [share(alpha.get("val")) for alpha in xmlsafe.descendants(element, "alpha")]
            return Fill(FillKind.OTHER, opacity=min((alpha or 0.0 for alpha in alphas), default=1.0))
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
        return replace(found, opacity=found.opacity * own.opacity)

    def text(self, element: "_Element") -> Fill | None:
        """Return how the reference to a font of the theme paints text, or None when it names no colour."""
        return self.solid(element) if len(element) else None

    def solid(self, element: "_Element") -> Fill:
        """Return the fill of an element that holds one colour (§20.1.2.3)."""
        for child in element:
            colour = self._base(child)
            opacity = 1.0
            for change in child:
                value = share(change.get("val"))
                if value is None:
                    continue
                match xmlsafe.local_name(change):
                    case "alpha":
                        opacity = value
                    case "lumMod" | "lumOff" | "shade" | "tint" as name if colour is not None:
                        colour = _changed(colour, name, value)
                    case "alphaMod" | "alphaOff":
                        pass
                    case _:
                        colour = None
            return Fill(FillKind.SOLID, colour, opacity)
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


def _changed(colour: Colour, name: str, value: float) -> Colour:
    if name == "shade":
        return mixed(BLACK, colour, min(max(value, 0.0), 1.0))
    if name == "tint":
        return mixed(WHITE, colour, min(max(value, 0.0), 1.0))
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * value if name == "lumMod" else light + value
    red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
