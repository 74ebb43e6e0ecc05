"""Conditional formats: which cells they may make invisible; their conditions are not evaluated."""

import re

from leakscan.formats.colours import BLACK, WHITE, Colour, is_alike, read_rgb
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.veils import Veil
from leakscan.formats.spreadsheetml.content import reference_text
from leakscan.formats.xlsx.areas import read_area
from leakscan.views.unseen import Unseen

_PROPERTY = re.compile(r"(?<![-\w])(color|background(?:-color)?)\s*:\s*([^;]+)")
_NAMED: dict[str, Colour] = {
    "white": WHITE, "black": BLACK, "red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "aqua": (0, 255, 255), "fuchsia": (255, 0, 255), "silver": (192, 192, 192),
    "gray": (128, 128, 128), "maroon": (128, 0, 0), "green": (0, 128, 0), "navy": (0, 0, 128),
    "olive": (128, 128, 0), "teal": (0, 128, 128), "purple": (128, 0, 128),
}  # fmt: skip
"""The colours that HTML 4.01 §6.5 names."""


def conditional_veil(node: Node) -> Veil:
    """Return the cells that a `ConditionalFormatting` may make invisible."""
    if not any(_hides(item.get("Style")) for item in node.descendants("Format")):
        return ()
    ranges = reference_text(node.child_text("Range").strip()).split(",")
    areas = [area for text in ranges if (area := read_area(text)) is not None]
    return tuple((area.top, area.left, area.bottom, area.right, Unseen.MAYBE_CONDITIONAL.name) for area in areas)


def _hides(style: str) -> bool:
    """Return whether a format gives texts the colour of their background; a colour that is not known may be it."""
    said = {name.partition("-")[0]: value for name, value in _PROPERTY.findall(style)}
    if "color" not in said:
        return False
    colour, background = _colour(said["color"]), _colour(said.get("background", "white"))
    if colour is None or background is None:
        return True
    return is_alike(colour, background)


def _colour(text: str) -> Colour | None:
    return _NAMED.get(text.strip().casefold()) or read_rgb(text.strip().lstrip("#"))
