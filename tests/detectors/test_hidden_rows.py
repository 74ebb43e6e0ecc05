"""Rows that do not show."""

import pytest

from leakscan.detectors.hidden.hidden_rows import RULE, hidden_rows
from leakscan.findings import Access, Confidence, Content, Severity
from leakscan.judging import judge
from leakscan.views.spreadsheet import Axis, Hiding, SheetState
from tests.detectors.regions import workbook_with


@pytest.mark.parametrize(
    ("hiding", "message", "confidence"),
    [
        (Hiding.BY_HAND, "Rows are hidden by hand.", Confidence.CERTAIN),
        (Hiding.COLLAPSED, "Rows are hidden in a collapsed outline group.", Confidence.CERTAIN),
        (Hiding.ZERO, "Rows are of zero size.", Confidence.CERTAIN),
        (Hiding.TINY, "Rows are too small to see.", Confidence.LIKELY),
        (Hiding.DEFAULT, "Rows are hidden by the sheet's default.", Confidence.LIKELY),
    ],
)
def test_every_way_of_hiding_rows_is_told_apart(hiding: Hiding, message: str, confidence: Confidence) -> None:
    [hit] = hidden_rows(workbook_with(Axis.ROWS, hiding))
    assert (hit.message, hit.confidence, hit.place.cells) == (message, confidence, "2:3")
    assert (hit.counts.rows, hit.counts.cells, hit.counts.columns) == (2, 2, None)
    assert hit.access is Access.ONE_CLICK
    assert judge(RULE, hit) is Severity.MEDIUM


def test_filtered_rows_and_columns_are_for_other_rules() -> None:
    assert list(hidden_rows(workbook_with(Axis.ROWS, Hiding.FILTERED))) == []
    assert list(hidden_rows(workbook_with(Axis.COLUMNS, Hiding.BY_HAND))) == []


def test_rows_that_hold_nothing_are_harmless() -> None:
    [hit] = hidden_rows(workbook_with(Axis.ROWS, Hiding.BY_HAND, cells=0))
    assert hit.message == "Rows are hidden by hand and hold nothing."
    assert judge(RULE, hit) is Severity.INFO


def test_a_hidden_sheet_covers_its_hidden_rows() -> None:
    [hit] = hidden_rows(workbook_with(Axis.ROWS, Hiding.BY_HAND, state=SheetState.HIDDEN))
    assert hit.content is Content.COVERED
    assert judge(RULE, hit) is Severity.INFO


def test_rows_whose_values_all_stand_visibly_are_a_copy() -> None:
    [hit] = hidden_rows(workbook_with(Axis.ROWS, Hiding.BY_HAND, visible=(10, 11, 12)))
    assert hit.counts.not_visible == 0
    assert judge(RULE, hit) is Severity.LOW
