"""How a run of text looks: defaults, styles and direct formatting resolved (ECMA-376-1 §17.7.2, §17.7.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.docx.layout import Layout, Numbering, read_layout
from leakscan.formats.docx.tints import Look, Tints, read_look

if TYPE_CHECKING:
    from lxml.etree import _Element

_CORNERS = ("firstRow", "lastRow", "firstCol", "lastCol")


@dataclass(slots=True)
class Style:
    """One style.

    Attributes:
        based_on: the style it builds on; empty for none.
        look: what it says of runs.
        paragraph: what it says of the ground behind paragraphs, or behind the cells of a table.
        layout: what it says of where paragraphs lie.
        parts: what a table style says of runs in its first and last rows and columns.
        has_grounds: it is a table style that colours some of its cells.
    """

    based_on: str = ""
    look: Look = field(default_factory=Look)
    paragraph: Look = field(default_factory=Look)
    layout: Layout = field(default_factory=Layout)
    parts: dict[str, Look] = field(default_factory=dict)
    has_grounds: bool = False


@dataclass(frozen=True, slots=True)
class TableUse:
    """Where in a table a paragraph stands.

    Attributes:
        style: the style of the table.
        parts: which of its corner rows and columns it is in.
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
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, Style] = {}
        self._usual = {"paragraph": "", "character": "", "table": ""}
        for element in () if root is None else root:
            match xmlsafe.local_name(element):
                case "docDefaults":
                    for rpr in xmlsafe.descendants(element, "rPr"):
                        self.defaults = read_look(rpr, tints)
                    for ppr in xmlsafe.descendants(element, "pPr"):
                        self._layout = read_layout(ppr)
                case "style":
                    self._read(element)

    def _read(self, element: "_Element") -> None:
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
                    style.has_grounds |= ground.ground is not None and xmlsafe.local_name(child) != "pPr"
                case "tblStylePr":
                    for rpr in xmlsafe.children(child, "rPr"):
                        style.parts[xmlsafe.attribute(child, "type") or ""] = read_look(rpr, self.tints)
                    style.has_grounds |= any(True for _ in xmlsafe.descendants(child, "shd"))
        name = xmlsafe.attribute(element, "styleId") or ""
        self._styles[name] = style
        if xmlsafe.is_true(xmlsafe.attribute(element, "default")):
            self._usual[xmlsafe.attribute(element, "type") or "paragraph"] = name

    def _chain(self, name: str) -> Style:
        """Return a style together with those it builds on; the nearest wins."""
        known = self._chains.get(name)
        if known is not None:
            return known
        found = Style()
        first = name
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            found.look = style.look.over(found.look)
            found.paragraph = style.paragraph.over(found.paragraph)
            found.layout = style.layout.over(found.layout)
            found.has_grounds |= style.has_grounds
            for part, look in style.parts.items():
                found.parts[part] = look.over(found.parts.get(part, Look()))
            name = style.based_on
        self._chains[first] = found
        return found

    def look(self, *, paragraph: str, run: str, table: TableUse, direct: Sequence[Look]) -> Look:
        """Return the look of a run.

        Args:
            paragraph: the style of its paragraph.
            run: the style of the run.
            table: where in a table it stands.
            direct: what it says itself, the weaker first.
        """
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
        for level in direct:
            if level.vanish is not None:
                merged.is_direct = level.vanish
            merged = merged.over(level)
        return merged

    def ground(self, paragraph: str) -> Look:
        """Return what a paragraph style says of the ground behind its paragraphs."""
        return self._chain(paragraph or self._usual["paragraph"]).paragraph

    def layout(self, paragraph: str, table: TableUse, direct: Layout) -> Layout:
        """Return where a paragraph lies, by the defaults, the styles and what it says itself."""
        table_layout = self._chain(table.style).layout if table.style else Layout()
        own = self._chain(paragraph or self._usual["paragraph"]).layout
        counted = self._numbering.layout(direct.numbering)
        styled = self._numbering.layout(own.numbering).over(own)
        return self._layout.over(table_layout).over(styled).over(counted).over(direct)

    def has_grounds(self, table: str) -> bool:
        """Return whether a table style colours some of its cells."""
        return bool(table) and self._chain(table).has_grounds


def corners(conditions: Mapping[str, bool], *, row: int, rows: int, cell: int, cells: int) -> tuple[str, ...]:
    """Return which first and last rows and columns a cell is in, of those that its table's look asks for."""
    holds = (row == 0, row == rows - 1, cell == 0, cell == cells - 1)
    return tuple(name for name, is_in in zip(_CORNERS, holds, strict=True) if is_in and conditions.get(name))


def table_conditions(look: "_Element | None") -> dict[str, bool]:
    """Return which rows and columns a table's look sets apart (ECMA-376-1 §17.4.55, §17.18.49)."""
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
    )
    return {
        name: xmlsafe.is_true(xmlsafe.attribute(look, attribute), default=bool(bits & bit))
        for name, attribute, bit in names
    }
