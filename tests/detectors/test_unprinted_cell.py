"""Cells outside of what a sheet prints."""

from leakscan.detectors.hidden.unprinted_cell import RULE, unprinted_cell
from leakscan.findings import Severity
from leakscan.judging import judge
from leakscan.views.spreadsheet import Sheet, SheetFacts, SheetKind, SheetState, Workbook


def printing(state: SheetState, unprinted: int) -> Workbook:
    facts = SheetFacts(print_area="A1:B9", unprinted=unprinted)
    return Workbook(sheets=[Sheet("Staff", 1, SheetKind.WORKSHEET, state, "xl/sheet1.xml", facts=facts)])


def test_it_names_the_area_and_counts_what_lies_outside() -> None:
    [hit] = unprinted_cell(printing(SheetState.VISIBLE, 7))
    assert (hit.place.cells, hit.counts.cells) == ("A1:B9", 7)
    assert judge(RULE, hit) is Severity.INFO


def test_a_sheet_that_prints_everything_or_does_not_show_is_passed_over() -> None:
    assert list(unprinted_cell(printing(SheetState.VISIBLE, 0))) == []
    assert list(unprinted_cell(printing(SheetState.HIDDEN, 7))) == []
