"""Shapes over cells: turned ones, and those that cover a cell in part."""

import math

import pytest

from fixtures.making import Row, xlsx
from fixtures.making.styling import add_drawing, add_style, between, set_style, shape
from fixtures.making.workbook import Book
from leakscan.formats.xlsx.areas import read_areas
from tests.formats.xlsx.reading import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
COLUMN, ROW = 64 * 9525, 15 * 12_700
MARGIN = 5 * 9525
ROWS, COLUMNS = 40, 20


def covered_cells(book: Book) -> set[tuple[int, int]]:
    """Return the row and column of every covered cell."""
    facts = read_workbook(book.to_bytes())[0].sheets[0].facts
    assert facts is not None
    areas = [area for cells in facts.unseen for span in cells.spans for area in read_areas(span)]
    return {
        (row, column)
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }


def full() -> Book:
    rows: list[Row] = [[10 * row + column for column in range(COLUMNS)] for row in range(ROWS)]
    return xlsx(sheets={"Staff": rows})


def is_within(row: int, column: int, box: tuple[int, int, int, int], degrees: float) -> bool:
    """Return whether all corners of a cell lie in a turned box, but for the margin."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    angle = -math.radians(degrees)
    for across, down in ((0, 0), (0, 1), (1, 0), (1, 1)):
        dx, dy = (column - 1 + across) * COLUMN - x, (row - 1 + down) * ROW - y
        turned_x = dx * math.cos(angle) - dy * math.sin(angle)
        turned_y = dx * math.sin(angle) + dy * math.cos(angle)
        if abs(turned_x) > (right - left) / 2 + 2 * MARGIN or abs(turned_y) > (bottom - top) / 2 + 2 * MARGIN:
            return False
    return True


@pytest.mark.parametrize("last", [(14, 34), (14, 12), (5, 34)])
@pytest.mark.parametrize("degrees", [0, 5, 30, 44, 46, 60, 90, 100, 150, 180, 270, 315, -20])
def test_a_turned_shape_covers_only_cells_that_lie_within_it(degrees: int, last: tuple[int, int]) -> None:
    book = full()
    turned = shape(WHITE).replace("<a:xfrm>", f'<a:xfrm rot="{degrees * 60_000}">')
    add_drawing(book, "Staff", between((4, 2), last, turned))
    found = covered_cells(book)
    box = 4 * COLUMN, 2 * ROW, last[0] * COLUMN, last[1] * ROW
    is_across = 45 <= degrees % 180 < 135  # Excel anchors such a shape as a quarter of a turn leaves it
    assert all(is_within(*cell, box, degrees - 90 if is_across else degrees) for cell in found)
    if degrees % 90 == 0:
        assert len(found) == (last[0] - 4) * (last[1] - 2)
    elif last[0] == 14:
        assert found


@pytest.mark.parametrize(
    ("align", "value", "start", "end", "is_hidden"),
    [
        ("", "Ada Field", 1.0, 1.95, True),
        ("", "Ada Field", 1.2, 2.0, False),
        ("", "Ada Field of Ely", 1.0, 2.8, True),
        ('horizontal="right"', "Ada", 1.5, 2.0, True),
        ('horizontal="center"', "Ada", 1.2, 1.8, True),
        ('horizontal="left" indent="2"', "Ada", 1.0, 1.9, False),
        ('horizontal="fill"', "Ada", 1.0, 1.9, False),
        ("", 51, 1.0, 1.8, False),
        ("", 51, 1.2, 2.0, False),
    ],
)
def test_a_cell_covered_in_part_is_hidden_when_its_text_is(
    align: str, value: str | int, start: float, end: float, *, is_hidden: bool
) -> None:
    book = xlsx(sheets={"Staff": [["x", value], ["y", "z"]]})
    style = add_style(book)
    if align:
        styled = f'xfId="0" applyFont="1"><alignment {align}/></xf></cellXfs>'
        book.edit("xl/styles.xml", 'xfId="0" applyFont="1"/></cellXfs>', styled)
    set_style(book, SHEET, style, "B1")
    left, right = round(start * COLUMN), round(end * COLUMN)
    where = f'<xdr:pos x="{left}" y="0"/><xdr:ext cx="{right - left}" cy="{ROW}"/>'
    add_drawing(book, "Staff", f"<xdr:absoluteAnchor>{where}{shape(WHITE)}<xdr:clientData/></xdr:absoluteAnchor>")
    assert ((1, 2) in covered_cells(book)) is is_hidden


def test_a_shape_that_leaves_half_of_a_row_hides_no_text() -> None:
    book = xlsx(sheets={"Staff": [["Ada", "x"]]})
    where = f'<xdr:pos x="0" y="0"/><xdr:ext cx="{COLUMN}" cy="{ROW // 2}"/>'
    add_drawing(book, "Staff", f"<xdr:absoluteAnchor>{where}{shape(WHITE)}<xdr:clientData/></xdr:absoluteAnchor>")
    assert covered_cells(book) == set()


def half_in_a_group(degrees: int) -> str:
    """Return a turned group of a hundred units each way, with a shape over the left half of it."""
    half = '<a:off x="0" y="0"/><a:ext cx="50" cy="100"/>'
    inner = shape(WHITE).replace('<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>', half)
    bounds = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="100" cy="100"/>'
    return (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="Group"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
        f'<xdr:grpSpPr><a:xfrm rot="{degrees * 60_000}">{bounds}</a:xfrm></xdr:grpSpPr>{inner}</xdr:grpSp>'
    )


@pytest.mark.parametrize(("degrees", "columns"), [(0, {5, 6, 7}), (180, {8, 9, 10})])
def test_a_turned_group_takes_its_shapes_along(degrees: int, columns: set[int]) -> None:
    book = full()
    add_drawing(book, "Staff", between((4, 2), (10, 6), half_in_a_group(degrees)))
    assert covered_cells(book) == {(row, column) for row in range(3, 7) for column in columns}


def test_a_group_that_stands_on_its_side_has_its_left_above() -> None:
    book = full()
    add_drawing(book, "Staff", between((4, 2), (8, 22), half_in_a_group(90)))
    assert {row for row, _ in covered_cells(book)} == set(range(3, 13))
    assert {column for _, column in covered_cells(book)} == {5, 6, 7, 8}
