"""How the styles of tables and pivot tables paint their cells (ECMA-376-1 §18.8.83, §18.5.1, §18.10.1.74)."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.colours import Colour
from leakscan.formats.xlsx.areas import Area, read_area
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.looks import UNKNOWN, Background, Looks, Paint
from leakscan.patterns import late_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUILT_IN = late_pattern(r"(Table|Pivot)Style(Light|Medium|Dark)(\d+)$")
_STRIPED = late_pattern(r"(?:TableStyleLight(?:[1-7]|1[5-9]|2[01])|TableStyleMedium(?:[1-7]|1[5-9]|2[01]))$")
"""Styles whose stripes have a fill; in the others stripes are lines, or the whole body is tinted."""
_WHOLE = frozenset(
    {
        "wholeTable", "headerRow", "totalRow", "firstHeaderCell", "lastHeaderCell", "firstTotalCell",
        "lastTotalCell", "pageFieldLabels", "pageFieldValues",
    }
)  # fmt: skip
"""Elements of a style that paint no single row or column of the body."""
_TINTED_MEDIUM = (*range(8, 15), *range(22, 29))
_STYLE_INFO = ("name", "showRowStripes", "showColumnStripes")
_PAGE_COLUMNS = 3
"""Columns that a page field takes: its name, its item, and the gap to the next."""


class TableArea(NamedTuple):
    """A table or a pivot table on a sheet.

    Attributes:
        area: its cells.
        headers: how many of its rows are headers.
        totals: how many of its rows are totals.
        style: the name of its style.
        elements: what the style paints, where the workbook says so itself.
        has_row_stripes: every second row of the body is painted otherwise.
        has_column_stripes: every second column of the body is.
    """

    area: Area
    headers: int
    totals: int
    style: str
    elements: Mapping[str, Paint] | None
    has_row_stripes: bool = False
    has_column_stripes: bool = False

    def paint(self, row: int, column: int) -> tuple[Colour | None, Background]:
        """Return the colour of text and the fill that the style gives a cell; UNKNOWN for one of the program's."""
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
        is_painted = part != "wholeTable" or found[2] == "Dark" or column in (self.area.left, self.area.right)
        is_pivot, is_medium = found[1] == "Pivot", found[2] == "Medium"
        if is_pivot and not is_painted:  # subtotals and the headings of groups may stand in any row
            is_painted = is_medium or self.has_row_stripes or self.has_column_stripes
        elif not is_painted:
            is_painted = (is_medium and int(found[3]) in _TINTED_MEDIUM) or self._is_striped(row)
        return None, UNKNOWN if is_painted else ()

    def _is_striped(self, row: int) -> bool:
        """Return whether a row of the body has a fill; the first row has, as long as none before is hidden."""
        if _STRIPED.match(self.style) is None:
            return False
        is_odd = (row - self.area.top - self.headers) % 2 == 0
        return self.has_column_stripes or (self.has_row_stripes and is_odd)

    def _own(self, part: str) -> tuple[Colour | None, Background]:
        elements = self.elements or {}
        if part == "wholeTable" and any(
            paint.background for name, paint in elements.items() if name not in _WHOLE
        ):
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
    info: dict[str, str] = {}
    for element in xmlsafe.children(table, "tableStyleInfo"):
        info = {name: element.get(name, "") for name in _STYLE_INFO}
    headers, totals = whole(table.get("headerRowCount")), whole(table.get("totalsRowCount"))
    return _painted(area, 1 if headers is None else headers, totals or 0, info, looks)


def pivot_areas(location: Mapping[str, str], info: Mapping[str, str], looks: Looks) -> Iterator[TableArea]:
    """Yield the cells of a pivot table and of its page fields above it (ECMA-376-1 §18.10.1.49).

    Args:
        location: attributes of its `location`.
        info: attributes of its `pivotTableStyleInfo`.
        looks: the styles of the workbook.
    """
    area = read_area(location.get("ref", ""))
    if area is None:
        return
    headers = max(1, whole(location.get("firstDataRow")) or 0)
    yield _painted(area, headers, 1, info, looks)
    rows, columns = whole(location.get("rowPageCount")) or 0, whole(location.get("colPageCount")) or 0
    last = area.top - 2  # a row stays empty between them
    if rows and last >= rows and info.get("name", "") not in looks.table_styles:
        right = area.left + max(1, columns) * _PAGE_COLUMNS - 1
        yield _painted(Area(last - rows + 1, area.left, last, right), rows, 0, info, looks)


def _painted(area: Area, headers: int, totals: int, info: Mapping[str, str], looks: Looks) -> TableArea:
    style = info.get("name", "")
    return TableArea(
        area,
        headers,
        totals,
        style,
        looks.table_styles.get(style),
        has_row_stripes=xmlsafe.is_true(info.get("showRowStripes")),
        has_column_stripes=xmlsafe.is_true(info.get("showColumnStripes") or info.get("showColStripes")),
    )
