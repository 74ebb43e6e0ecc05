"""The rows and cells of a table, each with why its text cannot be seen (ECMA-376-1 §17.4)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.docx.elements import unwrapped, value_of
from leakscan.formats.docx.layout import (
    LOWEST,
    Pages,
    cell_width,
    column_widths,
    is_fixed,
    is_pushed_off,
    row_room,
    row_unseen,
    table_unseen,
    top_margin,
)
from leakscan.formats.docx.styles import Styles, TableUse, table_conditions, table_parts
from leakscan.formats.docx.tints import Tint, read_look

if TYPE_CHECKING:
    from lxml.etree import _Element


PUSHED = "text that the margins of its cell push off the page"


class Cell(NamedTuple):
    """One cell.

    Attributes:
        element: the cell.
        properties: what its formatting is said by.
        use: where in the table it stands.
        ground: the colour of it; None where that is not known, `nothing` where it lets through what is behind.
        hidden: why it does not show.
        unseen: why its text cannot be seen.
        room: its height in points, where it does not grow.
    """

    element: "_Element"
    properties: "list[_Element]"
    use: TableUse
    ground: Tint
    hidden: str
    unseen: str
    room: float | None


class Row(NamedTuple):
    """One row.

    Attributes:
        element: the row.
        properties: what its formatting is said by.
        hidden: why it does not show.
        cells: its cells.
    """

    element: "_Element"
    properties: "list[_Element]"
    hidden: str
    cells: list[Cell]


def read_rows(table: "_Element", styles: Styles, pages: Pages) -> Iterator[Row]:
    """Yield the rows of a table."""
    properties = next(xmlsafe.children(table, "tblPr"), None)
    style = "" if properties is None else value_of(properties, "tblStyle")
    look = None if properties is None else next(xmlsafe.children(properties, "tblLook"), None)
    conditions = table_conditions(look)
    widths = column_widths(table)
    off = table_unseen(properties, sum(widths), pages)
    if is_pushed_off(properties, "tblCellMar", pages):
        off = off or PUSHED
    fixed, usual_margin = is_fixed(properties), top_margin(properties, "tblCellMar") or 0.0
    elements = list(unwrapped(table, "tr"))
    has_grounds, bands = styles.has_grounds(style), styles.bands(style)
    for number, row in enumerate(elements):
        row_properties = list(xmlsafe.children(row, "trPr"))
        room = next((height for item in row_properties if (height := row_room(item)) is not None), None)
        low = next((why for item in row_properties if (why := row_unseen(item))), "")
        cells = list(unwrapped(row, "tc"))
        found, column = [], 0
        for position, cell in enumerate(cells):
            parts = table_parts(conditions, bands, row=number, rows=len(elements), cell=position, cells=len(cells))
            cell_properties = list(xmlsafe.children(cell, "tcPr"))
            span = max(1, _span(cell_properties))
            width = _width(cell_properties, widths[column : column + span])
            column += span
            narrow = (
                "text in a column too narrow to read" if fixed and width is not None and width <= LOWEST else ""
            )
            margins = (top_margin(item, "tcMar") for item in cell_properties)
            margin = next((height for height in margins if height is not None), usual_margin)
            pushed = any(is_pushed_off(item, "tcMar", pages) for item in cell_properties)
            found.append(
                Cell(
                    cell,
                    cell_properties,
                    TableUse(style, parts),
                    _ground(cell_properties, styles, has_grounds=has_grounds),
                    _merged(cell_properties),
                    off or low or narrow or (PUSHED if pushed else ""),
                    None if room is None else room - margin,
                )
            )
        yield Row(row, row_properties, _hidden(row_properties), found)


def _hidden(properties: "list[_Element]") -> str:
    for element in properties:
        for child in xmlsafe.children(element, "hidden"):
            if xmlsafe.is_true(xmlsafe.attribute(child, "val"), default=True):
                return "hidden row of a table"
    return ""


def _merged(properties: "list[_Element]") -> str:
    """Return whether a cell is merged away (ECMA-376-1 §17.4.22, §17.4.84)."""
    for element in properties:
        for name, where in (("vMerge", "into the one above"), ("hMerge", "into the one beside it")):
            for child in xmlsafe.children(element, name):
                if (xmlsafe.attribute(child, "val") or "continue") == "continue":
                    return f"cell merged {where}"
    return ""


def _ground(properties: "list[_Element]", styles: Styles, *, has_grounds: bool) -> Tint:
    for element in properties:
        ground = read_look(element, styles.tints).ground
        if isinstance(ground, tuple):
            return ground
    return None if has_grounds else "nothing"


def _span(properties: "list[_Element]") -> int:
    for element in properties:
        text = value_of(element, "gridSpan")
        if text.isdecimal() and len(text) < 5:
            return int(text)
    return 1


def _width(properties: "list[_Element]", columns: list[int]) -> int | None:
    own = [width for element in properties if (width := cell_width(element)) is not None]
    return own[0] if own else (sum(columns) if columns else None)
