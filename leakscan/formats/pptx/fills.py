"""Colours and fills of DrawingML, as the slides of one master mean them (ECMA-376-1 §20.1.2.3, §20.1.8)."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
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

    def __init__(self, theme: Mapping[str, Colour], mapping: Mapping[str, str]) -> None:
        self._theme = theme
        self._mapping = {**_USUAL_MAP, **mapping}

    def of(self, properties: "_Element | None") -> Fill | None:
        """Return the fill that properties of a shape, run or background name, or None when they name none."""
        for child in properties if properties is not None else ():
            name = xmlsafe.local_name(child)
            if name == "noFill":
                return Fill(FillKind.NONE, opacity=0.0)
            if name == "solidFill":
                return self.solid(child)
            if name in ("gradFill", "pattFill"):
                alphas = [share(alpha.get("val")) for alpha in xmlsafe.descendants(child, "alpha")]
                return Fill(FillKind.OTHER, opacity=min((alpha or 0.0 for alpha in alphas), default=1.0))
            if name in _FILLS:
                return Fill(FillKind.OTHER, opacity=0.0)
        return None

    def reference(self, element: "_Element") -> Fill:
        """Return the fill of a reference to a style of the theme, of which only the colour is looked at."""
        if (element.get("idx") or "0") in ("0", "1000"):
            return Fill(FillKind.NONE, opacity=0.0)
        if element.get("idx") in ("1", "1001"):  # the first style of a theme is the plain one
            return self.solid(element)
        return Fill(FillKind.OTHER, opacity=0.0)

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
