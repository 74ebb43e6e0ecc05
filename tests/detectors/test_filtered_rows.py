"""Rows that a filter hides."""

from leakscan.detectors.hidden.filtered_rows import filtered_rows
from leakscan.findings import Access
from leakscan.views.spreadsheet import Axis, Hiding
from tests.detectors.regions import workbook_with


def test_rows_hidden_by_a_filter_are_reported_with_what_they_hold() -> None:
    [hit] = filtered_rows(workbook_with(Axis.ROWS, Hiding.FILTERED, visible=(10,)))
    assert (hit.message, hit.place.cells) == ("Rows are hidden by a filter.", "2:3")
    assert (hit.counts.rows, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert hit.access is Access.ONE_CLICK


def test_rows_hidden_by_hand_are_for_another_rule() -> None:
    assert list(filtered_rows(workbook_with(Axis.ROWS, Hiding.BY_HAND))) == []
