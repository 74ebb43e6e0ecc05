"""How the cells of a page look, told as the styles of an XML spreadsheet."""

from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.formats.colours import BLACK, WHITE, Colour
from leakscan.formats.html.looks import Look
from leakscan.formats.html.sheets import Declarations

PLACING = frozenset(
    ("mso-height-source", "mso-protection", "mso-rotate", "mso-text-control", "text-align", "white-space")
)
"""Properties that say how texts lie in their cells, and whether formulas show (Microsoft Office HTML and XML)."""
POINTS = 11.0
"""Size of texts of which a page says nothing."""
_WRAPPED = (("WrapText", "1"),)
"""How pages lay out texts that they say nothing of."""
_SIDES = {"left": "Left", "right": "Right", "center": "Center", "fill": "Fill", "justify": "Justify"}


class CellLook(NamedTuple):
    """How a cell shows its value.

    Attributes:
        colour: of the text.
        ground: the colour behind it.
        points: size of the text.
        code: the number format.
        placing: where the text stands and what becomes of a long one, as attributes of an `Alignment`.
        conceals: it hides formulas while the sheet is protected.
    """

    colour: Colour = BLACK
    ground: Colour = WHITE
    points: float = POINTS
    code: str = ""
    placing: tuple[tuple[str, str], ...] = _WRAPPED
    conceals: bool = False


def cell_look(look: Look, code: str, attributes: dict[str, str], told: Declarations) -> CellLook:
    """Return how a cell shows its value.

    Args:
        look: how its text looks.
        code: its number format.
        attributes: of its element.
        told: what its style sheets say for sure.
    """
    colour, ground = look.colour, look.ground
    if colour is None or ground is None:
        colour, ground = BLACK, WHITE
    return CellLook(colour, ground, look.points, code, _placing(attributes, told), _conceals(told))


def tell_style(handler: xmlsafe.Handler, name: str, look: CellLook) -> None:
    """Tell a handler of a style."""
    handler.start("Styles", {})
    handler.start("Style", {"ID": name})
    tell_element(handler, "Font", {"Color": _hexadecimal(look.colour), "Size": str(look.points)})
    tell_element(handler, "Interior", {"Color": _hexadecimal(look.ground), "Pattern": "Solid"})
    tell_element(handler, "Alignment", dict(look.placing))
    if look.code:
        tell_element(handler, "NumberFormat", {"Format": look.code.strip("\"'").replace("\\", "")})
    if look.conceals:
        tell_element(handler, "Protection", {"HideFormula": "1"})
    handler.end("Style")
    handler.end("Styles")


def tell_element(handler: xmlsafe.Handler, name: str, attributes: dict[str, str], text: str = "") -> None:
    """Tell a handler of an element that holds nothing but a text."""
    handler.start(name, attributes)
    handler.text(text)
    handler.end(name)


def _placing(attributes: dict[str, str], told: Declarations) -> tuple[tuple[str, str], ...]:
    """Return how the text of a cell is laid out, as attributes of an `Alignment`."""
    found = []
    side = _SIDES.get(told.get("text-align") or attributes.get("align", "").casefold())
    if side is not None:
        found.append(("Horizontal", side))
    if told.get("mso-rotate"):
        found.append(("Rotate", "1"))
    if told.get("white-space") != "nowrap" and "nowrap" not in attributes:
        found.extend(_WRAPPED)
    if told.get("mso-text-control") == "shrinktofit":
        found.append(("ShrinkToFit", "1"))
    return tuple(found)


def _conceals(told: Declarations) -> bool:
    """Return whether a cell hides its formula while the sheet is protected."""
    return "hidden" in told.get("mso-protection", "").split()


def _hexadecimal(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
