"""The cells of a table in running text, each with why its text cannot be seen (ODF 1.3 part 3, §9.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.formats.colours import Colour, read_rgb
from leakscan.formats.ods.content import repeated
from leakscan.formats.ods.nodes import Node
from leakscan.formats.odt.looks import TextStyles

_LOWEST_POINTS = 2.0
_GROUPS = frozenset(
    {
        "table-rows",
        "table-header-rows",
        "table-row-group",
        "table-columns",
        "table-header-columns",
        "table-column-group",
    }
)
_MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        node: the cell.
        hidden: why it does not show; empty when it does.
        unseen: why its text cannot be read where it lies.
        ground: its colour, or that of its row or table; None where it lets through what lies beneath.
    """

    node: Node
    hidden: str
    unseen: str
    ground: Colour | None


def read_cells(table: Node, styles: TextStyles) -> Iterator[Cell]:
    """Yield the cells of a table, row by row."""
    whole = _ground(styles, "table", table.get("style-name"))
    is_hidden = styles.hides_table(table.get("style-name"))
    widths = [
        styles.column_width(column.get("style-name"))
        for column in _in_groups(table, "table-column")
        for _ in range(min(repeated(column.attributes, "number-columns-repeated"), _MOST_COLUMNS))
    ]
    for row in _in_groups(table, "table-row"):
        hidden = "hidden table" if is_hidden else ""
        if row.get("visibility") in ("collapse", "filter"):
            hidden = hidden or "hidden row of a table"
        height = styles.row_height(row.get("style-name"))
        low = "text in a row too low to read" if height is not None and height <= _LOWEST_POINTS else ""
        ground = _ground(styles, "table-row", row.get("style-name")) or whole
        column = 0
        for cell in row.children("table-cell", "covered-table-cell"):
            merged = "cell that a merged one covers" if cell.name == "covered-table-cell" else ""
            spanned = repeated(cell.attributes, "number-columns-spanned")
            own = [width for width in widths[column : column + spanned] if width is not None]
            narrow = len(own) == spanned and sum(own) <= _LOWEST_POINTS
            yield Cell(
                cell,
                hidden or merged,
                low or ("text in a column too narrow to read" if narrow else ""),
                _ground(styles, "table-cell", cell.get("style-name")) or ground,
            )
            column += repeated(cell.attributes, "number-columns-repeated")


def _in_groups(table: Node, name: str) -> Iterator[Node]:
    for child in table.children():
        if child.name == name:
            yield child
        elif child.name in _GROUPS:
            yield from _in_groups(child, name)


def _ground(styles: TextStyles, family: str, name: str) -> Colour | None:
    group = f"{family}-properties"
    return read_rgb(styles.said(family, name, group, "background-color").lstrip("#")) if name else None
