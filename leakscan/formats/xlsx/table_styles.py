"""How the styles of tables paint their cells (ECMA-376-1 §18.8.83, §18.5.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.colours import Colour
from leakscan.formats.xlsx.areas import Area, read_area
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.looks import UNKNOWN, Background, Looks, Paint

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUILT_IN = re.compile(r"(?:Table|Pivot)Style(Light|Medium|Dark)(\d+)$")
_STRIPES = (
    "firstRowStripe",
    "secondRowStripe",
    "firstColumnStripe",
    "secondColumnStripe",
    "firstColumn",
    "lastColumn",
)
_TINTED_MEDIUM = (*range(8, 15), *range(22, 29))


@dataclass(frozen=True, slots=True)
class TableArea:
    """A table on a sheet.

    Attributes:
        area: its cells.
        headers: how many of its rows are headers.
        totals: how many of its rows are totals.
        style: the name of its style.
        elements: what the style paints, where the workbook says so itself.
    """

    area: Area
    headers: int
    totals: int
    style: str
    elements: Mapping[str, Paint] | None

    def paint(self, row: int, column: int) -> tuple[Colour | None, Background]:
        """Return the colour of text and the fill that the style gives a cell; UNKNOWN for one of the program's."""
        is_edge = column in (self.area.left, self.area.right)
        part = "wholeTable"
        if row < self.area.top + self.headers:
            part = "headerRow"
        elif row > self.area.bottom - self.totals:
            part = "totalRow"
        if self.elements is not None:
            return self._own(part)
        found = _BUILT_IN.match(self.style)
        if found is None:
            return None, ()
        if part != "wholeTable" or found[1] == "Dark" or is_edge:
            return None, UNKNOWN
        is_tinted = found[1] == "Medium" and int(found[2]) in _TINTED_MEDIUM
        return None, UNKNOWN if is_tinted else ()

    def _own(self, part: str) -> tuple[Colour | None, Background]:
        elements = self.elements or {}
        if part == "wholeTable" and any(elements[name].background for name in _STRIPES if name in elements):
            return None, UNKNOWN
        colour, background = None, None
        for name in (part, "wholeTable"):
            paint = elements.get(name, Paint())
            colour = paint.colour if colour is None else colour
            background = paint.background if background is None else background
        return colour, background or ()


def read_table_area(table: "_Element", looks: Looks) -> TableArea | None:
    """Return what a `table` element says of its cells, or None when it has no range."""
    area = read_area(table.get("ref", ""))
    if area is None:
        return None
    style = ""
    for info in xmlsafe.children(table, "tableStyleInfo"):
        style = info.get("name", "")
    headers, totals = whole(table.get("headerRowCount")), whole(table.get("totalsRowCount"))
    return TableArea(area, 1 if headers is None else headers, totals or 0, style, looks.table_styles.get(style))
