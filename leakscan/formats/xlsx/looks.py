"""How cells look: fonts, fills and number formats of a workbook's styles (ECMA-376-1 §18.8)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from leakscan import xmlsafe
from leakscan.formats import number_formats
from leakscan.formats.colours import BLACK, WHITE, Colour, is_alike
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.builtin import BUILTIN_FORMATS
from leakscan.formats.xlsx.cells import decimal, whole
from leakscan.formats.xlsx.palette import Palette, palette_of, theme_colours

if TYPE_CHECKING:
    from lxml.etree import _Element

TINY_POINTS = 2.0
"""Text smaller than this cannot be read at any usual magnification; Excel's smallest size is 1 point."""
_USUAL_POINTS = 11.0
_BY_KIND = "general"

Item = TypeVar("Item")

Background = tuple[Colour, ...]
"""Every colour of a fill; none when it lets the sheet through."""
UNKNOWN: Background = ((-1, -1, -1),)
"""A fill whose colour cannot be told; no text has it."""


class Flow(Enum):
    """What becomes of a text that is too long for its cell (ECMA-376-1 §18.8.1)."""

    OVER = "it runs over into empty neighbours"
    WRAP = "it goes on in the next line"
    SHRINK = "its letters are made smaller"
    TURNED = "it does not run from left to right"


class Look(NamedTuple):
    """How a cell style shows a value.

    Attributes:
        colour: colour of the text.
        points: size of the text.
        background: the fill.
        code: the number format; empty for General.
        is_plain: the font is that of the default style, so that a table's own font shows instead.
        side: where in the cell the value stands: left, center, right, or by its kind; empty when it is indented.
        flow: what becomes of a text that is too long for its cell.
    """

    colour: Colour = BLACK
    points: float = _USUAL_POINTS
    background: Background = ()
    code: str = ""
    is_plain: bool = True
    side: str = _BY_KIND
    flow: Flow = Flow.OVER


class Paint(NamedTuple):
    """What a differential format changes (ECMA-376-1 §18.8.14); None is left as it is."""

    colour: Colour | None = None
    background: Background | None = None
    code: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Looks:
    """The styles of a workbook.

    Attributes:
        palette: its colours.
        cells: looks by number of the cell style.
        paints: differential formats by number.
        table_styles: its own table styles: paints by element, by name.
        suspects: numbers of styles, as written, under which some value may not be seen, or whose number format has
            texts; None stands for none.
        concealing: numbers of styles, as written, that hide formulas while their sheet is protected.
        backgrounds: every colour that a fill has, and white.
        texts: texts in number formats that are more than units; `shown_texts` those that some cell shows.
    """

    palette: Palette
    cells: list[Look] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)
    table_styles: dict[str, dict[str, Paint]] = field(default_factory=dict)
    suspects: frozenset[str | None] = frozenset()
    concealing: frozenset[str | None] = frozenset()
    backgrounds: frozenset[Colour] = frozenset((WHITE,))
    texts: tuple[str, ...] = ()
    shown_texts: set[str] = field(default_factory=set)

    def show(self, look: Look, value: float | None) -> None:
        """Take that a cell shows a number, or a text when `value` is None, and with it texts of its format."""
        section = number_formats.section_for(look.code, value) if look.code else None
        if section is not None:
            self.shown_texts.update(section.texts)

    def look(self, style: str | None) -> Look:
        """Return the look of a cell style; a cell without one has style 0."""
        number = 0 if style is None else whole(style)
        return self.cells[number] if number is not None and 0 <= number < len(self.cells) else Look()

    def settle(self, fills: Iterable[Background]) -> None:
        """Say that cells and paints are complete; `fills` are those that cells may have."""
        self.suspects = _suspects(self)
        every = [*fills, *(item.background for item in self.paints if item.background is not None)]
        self.backgrounds = frozenset((WHITE, *(colour for fill in every for colour in fill if colour[0] >= 0)))

    def is_suspect(self, colour: Colour | None, points: float | None) -> bool:
        """Return whether a piece of text with a font of its own may not be seen."""
        if points is not None and points < TINY_POINTS:
            return True
        return colour is not None and any(is_same(colour, (other,)) for other in self.backgrounds)


def is_same(colour: Colour, background: Background) -> bool:
    """Return whether text of a colour cannot be told from every colour of its background."""
    return all(other[0] >= 0 and (colour == other or is_alike(colour, other)) for other in background)


def read_looks(package: Package, workbook_part: str) -> Looks:
    """Return the styles of a workbook; default ones where it has none."""
    theme = theme_colours(package, workbook_part)
    looks: Looks | None = None
    for relationship in package.related(workbook_part, "styles"):
        lost = "the colours and formats of the cells"
        looks = package.examined(relationship.target, "styles", _looks, tuple(theme.items()), lost=lost)
        break
    return looks or Looks(palette_of(theme, None))


def _looks(root: "_Element", theme: tuple[tuple[str, Colour], ...]) -> tuple[Looks, bool]:
    """Return the styles of a part, fit to be kept where nothing in them was named or written by somebody."""
    looks = Looks(palette_of(dict(theme), root))
    codes = _codes(root)
    looks.texts = tuple(
        text
        for element in xmlsafe.descendants(root, "numFmt")
        for section in number_formats.sections(element.get("formatCode", ""))
        for text in section.texts
    )
    fonts = [_font(looks.palette, element) for element in _items(root, "fonts", "font")]
    fills = [_background(looks.palette, element) for element in _items(root, "fills", "fill")]
    usual = fonts[0] if fonts else (BLACK, _USUAL_POINTS)
    looks.concealing = _concealing(root)
    for element in _items(root, "cellXfs", "xf"):
        font = _at(fonts, element.get("fontId"), usual)
        fill = _at(fills, element.get("fillId"), ())
        code = codes.get(whole(element.get("numFmtId")) or 0, "")
        looks.cells.append(
            Look(*font, fill, code, is_plain=font == usual, side=_side(element), flow=_flow(element))
        )
    looks.paints = [paint(looks.palette, element) for element in _items(root, "dxfs", "dxf")]
    looks.table_styles = dict(_table_styles(root, looks.paints))
    looks.settle(fills)
    return looks, not (looks.texts or looks.table_styles)


def paint(palette: Palette, element: "_Element") -> Paint:
    """Return what a `dxf` element changes."""
    colour, background, code = None, None, None
    for child in element:
        match xmlsafe.local_name(child):
            case "font":
                colour = palette.child(child, "color")
            case "fill":
                background = _background(palette, child, is_differential=True)
            case "numFmt":
                code = child.get("formatCode")
    return Paint(colour, background, code)


def text_colour(looks: Looks, look: Look, code: str, value: float | None) -> Colour:
    """Return the colour of a number, or of a text when `value` is None: that of the number format wins."""
    section = number_formats.section_for(code, value) if code else None
    return look.colour if section is None or section.colour is None else _format_colour(looks, section.colour)


def _items(root: "_Element", group: str, name: str) -> "Iterable[_Element]":
    for element in xmlsafe.children(root, group):
        yield from xmlsafe.children(element, name)


def _at(items: list[Item], text: str | None, default: Item) -> Item:
    number = whole(text) or 0
    return items[number] if 0 <= number < len(items) else default


def _codes(root: "_Element") -> dict[int, str]:
    codes: dict[int, str] = {number: code for number, code in BUILTIN_FORMATS.items() if code != "General"}
    for element in _items(root, "numFmts", "numFmt"):
        codes[whole(element.get("numFmtId")) or 0] = element.get("formatCode", "")
    return codes


def _font(palette: Palette, element: "_Element") -> tuple[Colour, float]:
    points = next((decimal(size.get("val")) for size in xmlsafe.children(element, "sz")), None)
    return palette.child(element, "color") or BLACK, _USUAL_POINTS if points is None else points


def _side(xf: "_Element") -> str:
    for alignment in xmlsafe.children(xf, "alignment"):
        return "" if whole(alignment.get("indent")) else alignment.get("horizontal", _BY_KIND)
    return _BY_KIND


def _flow(xf: "_Element") -> Flow:
    for alignment in xmlsafe.children(xf, "alignment"):
        if whole(alignment.get("textRotation")):
            return Flow.TURNED
        if xmlsafe.is_true(alignment.get("wrapText")) or alignment.get("horizontal") in ("justify", "distributed"):
            return Flow.WRAP
        if xmlsafe.is_true(alignment.get("shrinkToFit")):
            return Flow.SHRINK
    return Flow.OVER


def _concealing(root: "_Element") -> frozenset[str | None]:
    """Return the styles that hide formulas (ECMA-376-1 §18.8.33); cells without a style have that of number 0."""
    found: set[str | None] = set()
    for number, element in enumerate(_items(root, "cellXfs", "xf")):
        if any(xmlsafe.is_true(item.get("hidden")) for item in xmlsafe.children(element, "protection")):
            found |= {str(number), None} if number == 0 else {str(number)}
    return frozenset(found)


def _background(palette: Palette, element: "_Element", *, is_differential: bool = False) -> Background:
    """Return the colours of a `fill` (ECMA-376-1 §18.8.20): of a solid one its foreground, in a dxf its back.

    A solid fill without a foreground is black in Excel and LibreOffice, and how openpyxl writes black.
    """
    for child in element:
        match xmlsafe.local_name(child):
            case "patternFill":
                kind = child.get("patternType", "solid" if is_differential else "none")
                if kind == "none":
                    return ()
                front, back = palette.child(child, "fgColor"), palette.child(child, "bgColor")
                if kind != "solid":
                    return front or BLACK, back or WHITE
                if not is_differential and next(xmlsafe.children(child, "fgColor"), None) is None:
                    return (BLACK,)
                colour = (back or front) if is_differential else front
                return UNKNOWN if colour is None else (colour,)
            case "gradientFill":
                stops = (palette.child(stop, "color") for stop in xmlsafe.children(child, "stop"))
                return tuple(colour for colour in stops if colour is not None) or UNKNOWN
    return ()


def _table_styles(root: "_Element", paints: list[Paint]) -> Iterable[tuple[str, dict[str, Paint]]]:
    for style in _items(root, "tableStyles", "tableStyle"):
        elements: dict[str, Paint] = {}
        for element in xmlsafe.children(style, "tableStyleElement"):
            number = whole(element.get("dxfId"))
            if number is not None and 0 <= number < len(paints):
                elements[element.get("type", "")] = paints[number]
        yield style.get("name", ""), elements


def _suspects(looks: Looks) -> frozenset[str | None]:
    found: set[str | None] = set()
    for number, look in enumerate(looks.cells):
        background = look.background or (WHITE,)
        painted = {look.colour, *(_format_colour(looks, index) for index in number_formats.colours(look.code))}
        if (
            look.points < TINY_POINTS
            or any(is_same(colour, background) for colour in painted)
            or number_formats.may_show_nothing(look.code)
            or any(section.texts for section in number_formats.sections(look.code))
        ):
            found.add(str(number))
            if number == 0:
                found.add(None)
    return frozenset(found)


def _format_colour(looks: Looks, index: int) -> Colour:
    return looks.palette.indexed(index + 7) or BLACK
