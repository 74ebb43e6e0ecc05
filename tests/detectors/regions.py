"""Workbooks with one hidden region, built by hand."""

from leakscan.views.spreadsheet import Axis, Hiding, Region, Sheet, SheetFacts, SheetKind, SheetState, Workbook
from leakscan.views.values import ValueSet


def workbook_with(
    axis: Axis,
    hiding: Hiding,
    *,
    cells: int = 2,
    state: SheetState = SheetState.VISIBLE,
    visible: tuple[int, ...] = (),
) -> Workbook:
    region = Region(axis, hiding, [(2, 3)], count=2, lines=1, rows=1, cells=cells, values=ValueSet([10, 11]))
    region.examples = ["Ada"] if cells else []
    sheet = Sheet("Staff", 1, SheetKind.WORKSHEET, state, "xl/worksheets/sheet1.xml")
    sheet.facts = SheetFacts(rows=4, cells=8, regions=[region])
    return Workbook(sheets=[sheet], visible=ValueSet(visible))
