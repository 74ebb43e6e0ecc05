"""How a run of text looks: defaults, styles and direct formatting resolved (ECMA-376-1 §17.7.2, §17.7.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.docx.layout import UNSAID, Layout, Numbering, read_layout
from leakscan.formats.docx.tints import Look, Tints, read_look

if TYPE_CHECKING:
    from lxml.etree import _Element

_EDGES = ("firstRow", "lastRow", "firstCol", "lastCol")
_CORNERS = {
    "nwCell": ("firstRow", "firstCol"),
    "neCell": ("firstRow", "lastCol"),
    "swCell": ("lastRow", "firstCol"),
    "seCell": ("lastRow", "lastCol"),
}


@dataclass(slots=True)
class Style:
    """One style.

    Attributes:
        based_on: the style it builds on; empty for none.
        look: what it says of runs.
        paragraph: what it says of the ground behind paragraphs, or behind the cells of a table.
        layout: what it says of where paragraphs lie.
        parts: what a table style says of runs in its first and last rows and columns, its corners and bands.
        bands: how many rows and columns make a band of a table; None where it does not say.
        has_grounds: it is a table style that colours some of its cells.
    """

    based_on: str = ""
    look: Look = field(default_factory=Look)
    paragraph: Look = field(default_factory=Look)
    layout: Layout = field(default_factory=Layout)
    parts: dict[str, Look] = field(default_factory=dict)
    bands: "tuple[int | None, int | None]" = (None, None)
    has_grounds: bool = False


class TableUse(NamedTuple):
    """Where in a table a paragraph stands.

    Attributes:
        style: the style of the table.
        parts: which of its bands, first and last rows and columns, and corners it is in; the nearest last.
    """

    style: str = ""
    parts: tuple[str, ...] = ()


class Styles:
    """The styles of a document."""

    def __init__(self, root: "_Element | None", tints: Tints, numbering: Numbering | None = None) -> None:
        self.tints = tints
        self._numbering = numbering or Numbering(None)
        self.defaults = Look()
        self._layout = Layout()
        self._elements: dict[str, _Element] = {}
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, Style] = {}
        self._looks: dict[tuple[str, str, TableUse], Look] = {}
        self._layouts: dict[tuple[str, str], Layout] = {}
        self._usual = {"paragraph": "", "character": "", "table": ""}
        for element in () if root is None else root:
            match xmlsafe.local_name(element):
                case "docDefaults":
                    for rpr in xmlsafe.descendants(element, "rPr"):
                        self.defaults = read_look(rpr, tints)
                    for ppr in xmlsafe.descendants(element, "pPr"):
                        self._layout = read_layout(ppr)
                case "style":
                    name = xmlsafe.attribute(element, "styleId") or ""
                    self._elements[name] = element
                    if xmlsafe.is_true(xmlsafe.attribute(element, "default")):
                        self._usual[xmlsafe.attribute(element, "type") or "paragraph"] = name

    def _read(self, element: "_Element") -> Style:
        style = Style()
        for child in element:
            match xmlsafe.local_name(child):
                case "basedOn":
                    style.based_on = xmlsafe.attribute(child, "val") or ""
                case "rPr":
                    style.look = read_look(child, self.tints)
                case "pPr" | "tcPr" | "tblPr":
                    ground = read_look(child, self.tints)
                    style.paragraph = style.paragraph.over(ground)
                    if xmlsafe.local_name(child) == "pPr":
                        style.layout = read_layout(child)
                    if xmlsafe.local_name(child) == "tblPr":
                        style.bands = (_count(child, "tblStyleRowBandSize"), _count(child, "tblStyleColBandSize"))
                    style.has_grounds |= ground.ground is not None and xmlsafe.local_name(child) != "pPr"
                case "tblStylePr":
                    for rpr in xmlsafe.children(child, "rPr"):
                        style.parts[xmlsafe.attribute(child, "type") or ""] = read_look(rpr, self.tints)
                    style.has_grounds |= any(True for _ in xmlsafe.descendants(child, "shd"))
        return style

    def _chain(self, name: str) -> Style:
        """Return a style together with those it builds on; the nearest wins."""
        known = self._chains.get(name)
        if known is not None:
            return known
        found = Style()
        first = name
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            style = self._styles.get(name) or self._styles.setdefault(name, self._read(self._elements[name]))
            found.look = style.look.over(found.look)
            found.paragraph = style.paragraph.over(found.paragraph)
            found.layout = style.layout.over(found.layout)
            found.has_grounds |= style.has_grounds
            rows, columns = zip(found.bands, style.bands, strict=True)
            found.bands = (_first(rows), _first(columns))
            for part, look in style.parts.items():
                found.parts[part] = look.over(found.parts.get(part, Look()))
            name = style.based_on
        self._chains[first] = found
        return found

    def look(self, *, paragraph: str, run: str, table: TableUse, direct: Sequence[Look]) -> Look:
        """Return the look of a run, which others may have as well: it is not to be changed.

        Args:
            paragraph: the style of its paragraph.
            run: the style of the run.
            table: where in a table it stands.
            direct: what it says itself, the weaker first.
        """
        styled = self._looks.get((paragraph, run, table))
        if styled is None:
            styled = self._looks[paragraph, run, table] = self._styled(paragraph, run, table)
        merged = styled
        for level in direct:
            merged = merged.over(level)
            if level.vanish is not None:
                merged.is_direct = level.vanish
        return merged

    def _styled(self, paragraph: str, run: str, table: TableUse) -> Look:
        table_style = self._chain(table.style) if table.style else Style()
        levels = [table_style.look]
        levels += [table_style.parts[name] for name in table.parts if name in table_style.parts]
        levels.append(self._chain(paragraph or self._usual["paragraph"]).look)
        levels.append(self._chain(run or self._usual["character"]).look)
        merged = self.defaults
        for level in levels:
            merged = merged.over(level)
        # A toggle that an even number of levels set is off again; the defaults and the run itself are final.
        merged.vanish = sum(bool(level.vanish) for level in levels) % 2 == 1 or bool(self.defaults.vanish)
        merged.is_direct = False
        return merged

    def ground(self, paragraph: str) -> Look:
        """Return what a paragraph style says of the ground behind its paragraphs."""
        return self._chain(paragraph or self._usual["paragraph"]).paragraph

    def layout(self, paragraph: str, table: TableUse, direct: Layout) -> Layout:
        """Return where a paragraph lies, by defaults, styles and what it says itself; not to be changed."""
        styled = self._layouts.get((paragraph, table.style))
        if styled is None:
            table_layout = self._chain(table.style).layout if table.style else UNSAID
            own = self._chain(paragraph or self._usual["paragraph"]).layout
            styled = self._layout.over(table_layout).over(self._numbering.layout(own.numbering)).over(own)
            self._layouts[paragraph, table.style] = styled
        if direct is UNSAID:
            return styled
        counted = self._numbering.layout(direct.numbering)
        return (styled if counted is UNSAID else styled.over(counted)).over(direct)

    def bands(self, table: str) -> tuple[int, int]:
        """Return how many rows and columns make a band of a table style; one unless it says otherwise."""
        rows, columns = self._chain(table).bands if table else (None, None)
        return 1 if rows is None else rows, 1 if columns is None else columns

    def has_grounds(self, table: str) -> bool:
        """Return whether a table style colours some of its cells."""
        return bool(table) and self._chain(table).has_grounds


def _count(properties: "_Element", name: str) -> int | None:
    for child in xmlsafe.children(properties, name):
        text = xmlsafe.attribute(child, "val") or ""
        if text.isdecimal() and len(text) < 5:
            return int(text)
    return None


def _first(values: tuple[int | None, ...]) -> int | None:
    return next((value for value in values if value is not None), None)


def table_parts(
    conditions: Mapping[str, bool], bands: tuple[int, int], *, row: int, rows: int, cell: int, cells: int
) -> tuple[str, ...]:
    """Return which parts of its table a cell is in, of those that its look asks for, the nearest last."""
    found = []
    for name, number, first, size in (
        ("Vert", cell, conditions.get("firstCol"), bands[1]),
        ("Horz", row, conditions.get("firstRow"), bands[0]),
    ):
        number -= bool(first)
        if conditions.get(name) and number >= 0 and size:
            found.append(f"band{number // size % 2 + 1}{name}")
    holds = (row == 0, row == rows - 1, cell == 0, cell == cells - 1)
    edges = [name for name, is_in in zip(_EDGES, holds, strict=True) if is_in and conditions.get(name)]
    found += edges
    found += [name for name, both in _CORNERS.items() if all(edge in edges for edge in both)]
    return tuple(found)


def table_conditions(look: "_Element | None") -> dict[str, bool]:
    """Return which rows, columns and bands a table's look sets apart (ECMA-376-1 §17.4.55, §17.18.49)."""
    if look is None:
        return {}
    try:
        bits = int(xmlsafe.attribute(look, "val") or "0", 16)
    except ValueError:
        bits = 0
    names = (
        ("firstRow", "firstRow", 0x20),
        ("lastRow", "lastRow", 0x40),
        ("firstCol", "firstColumn", 0x80),
        ("lastCol", "lastColumn", 0x100),
        ("Horz", "noHBand", 0x200),
        ("Vert", "noVBand", 0x400),
    )
    found = {
        name: xmlsafe.is_true(xmlsafe.attribute(look, attribute), default=bool(bits & bit))
        for name, attribute, bit in names
    }
    return {**found, "Horz": not found["Horz"], "Vert": not found["Vert"]}
