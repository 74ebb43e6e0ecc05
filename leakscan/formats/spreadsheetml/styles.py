"""The cell styles of an XML spreadsheet (Microsoft: XML Spreadsheet Reference, `Style`)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leakscan import xmlsafe
from leakscan.formats.colours import BLACK, WHITE, is_alike, read_rgb
from leakscan.formats.number_formats import section_for, shows_nothing
from leakscan.formats.ods.conditions import unseen_under
from leakscan.formats.ods.looks import TINY_POINTS, Look, look_hiding
from leakscan.formats.ods.nodes import Node
from leakscan.formats.spreadsheetml.conditions import Painting
from leakscan.formats.xlsx.builtin import INDEXED_COLOURS
from leakscan.formats.xlsx.cells import decimal
from leakscan.formats.xlsx.conditions import Subject
from leakscan.formats.xlsx.looks import Flow
from leakscan.views.unseen import Unseen

POINTS = 10.0
_SIDES = {
    "Left": "left",
    "Right": "right",
    "Center": "center",
    "CenterAcrossSelection": "centerContinuous",
    "Fill": "fill",
}
_WRAPPED = frozenset(("Justify", "Distributed", "JustifyDistributed"))
_FIRST_COLOUR = 7
"""The eight colours of number formats stand behind as many of the palette."""


@dataclass(frozen=True, slots=True)
class Style:
    """A cell style.

    Attributes:
        look: how it shows a value.
        code: its number format.
        conceals: it hides formulas while their sheet is protected.
    """

    look: Look = field(default_factory=lambda: Look(points=POINTS))
    code: str = ""
    conceals: bool = False


class CellStyles:
    """The cell styles of a workbook.

    Attributes:
        at: row and column of the cell that is being read.
        over: its conditional formats.
    """

    def __init__(self) -> None:
        self.at = (0, 0)
        self.over: Sequence[Painting] = ()
        self._known: dict[str, Style] = {}

    def add(self, styles: Node) -> None:
        """Take the styles of a `Styles` element; a style stands after its parent."""
        for node in styles.children("Style"):
            style = self._known.get(node.get("Parent") or "Default", Style())
            look, code, conceals = style.look, style.code, style.conceals
            for font in node.children("Font"):
                colour = read_rgb(font.get("Color").lstrip("#")) or BLACK
                look = replace(look, colour=colour, points=number_of(font.get("Size"), POINTS))
            for interior in node.children("Interior"):
                solid = interior.get("Pattern") == "Solid"
                background = read_rgb(interior.get("Color").lstrip("#")) if solid else None
                look = replace(look, background=background)
            for item in node.children("Alignment"):
                side = _SIDES.get(item.get("Horizontal"), "general")
                is_indented = number_of(item.get("Indent"), 0.0) > 0
                look = replace(look, side="" if is_indented else side, flow=_flow(item))
            for item in node.children("NumberFormat"):
                code = item.get("Format")
            for item in node.children("Protection"):
                conceals = xmlsafe.is_true(item.get("HideFormula"))
            self._known[node.get("ID")] = Style(look, code, conceals)

    def style(self, name: str) -> Style:
        """Return the style of that name; the default one where there is none."""
        return self._known.get(name) or self._known.get("Default") or Style()

    def look(self, name: str) -> Look:
        """Return the look of the style of that name."""
        return self.style(name).look

    def unseen(self, name: str, kind: str, text: str) -> Unseen | None:
        """Return why a value is not seen in a cell of that style, or None when it is."""
        style = self.style(name)
        look = style.look
        if style.code and kind not in ("b", "e"):
            number = number_of(text, 1.0) if kind == "n" else 1.0 if kind == "d" else None
            if number != 0 and shows_nothing(style.code, number):
                return Unseen.FORMAT
            section = section_for(style.code, number)
            if section is not None and section.colour is not None:
                painted = INDEXED_COLOURS[min(section.colour + _FIRST_COLOUR, len(INDEXED_COLOURS) - 1)]
                look = replace(look, colour=read_rgb(painted) or BLACK)
        return look_hiding(look) if not self.over else self._under(look, kind, text)

    def _under(self, look: Look, kind: str, text: str) -> Unseen | None:
        """Return why a value is not seen under the conditional formats of its cell, or None when it is."""
        if not all(painting.is_known for painting in self.over):
            return look_hiding(look) or Unseen.MAYBE_CONDITIONAL
        value = decimal(text) if kind == "n" else text == "1" if kind == "b" else text
        subject = Subject(*self.at, value if value is not None else text, is_error=kind == "e")
        painted = (rule for painting in self.over for rule in painting.painted(look, subject))
        return unseen_under(look_hiding(look), painted)

    def hidden_text(self, name: str, runs: list[tuple[str, str, str]]) -> str:
        """Return what is not seen of a text with fonts of its own: colour, size and text of each piece."""
        ground = self.look(name).background or WHITE
        hidden: list[str] = []
        for colour, size, text in runs:
            own = read_rgb(colour.lstrip("#"))
            is_tiny = number_of(size, POINTS) < TINY_POINTS
            if is_tiny or (own is not None and is_alike(own, ground)):
                hidden.append(text)
        return "".join(hidden)


def number_of(text: str, default: float) -> float:
    """Return a number, or the default where there is none."""
    found = decimal(text)
    return default if found is None else found


def _flow(alignment: Node) -> Flow:
    """Return what becomes of texts that are too long for their cells."""
    if alignment.get("Rotate").strip("0") or xmlsafe.is_true(alignment.get("VerticalText")):
        return Flow.TURNED
    if xmlsafe.is_true(alignment.get("WrapText")) or alignment.get("Horizontal") in _WRAPPED:
        return Flow.WRAP
    return Flow.SHRINK if xmlsafe.is_true(alignment.get("ShrinkToFit")) else Flow.OVER
