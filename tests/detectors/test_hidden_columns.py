"""Columns that do not show."""

import pytest

from leakscan.detectors.hidden.hidden_columns import hidden_columns
from leakscan.findings import Access
from leakscan.views.spreadsheet import Axis, Hiding
from tests.detectors.regions import workbook_with


@pytest.mark.parametrize("hiding", [Hiding.BY_HAND, Hiding.COLLAPSED, Hiding.ZERO, Hiding.TINY, Hiding.DEFAULT])
def test_every_way_of_hiding_columns_is_told(hiding: Hiding) -> None:
    [hit] = hidden_columns(workbook_with(Axis.COLUMNS, hiding))
    assert hit.message == f"Columns are {hiding.value}."
    assert (hit.place.cells, hit.counts.columns, hit.counts.rows) == ("B:C", 2, None)
    assert (hit.counts.distinct_values, hit.counts.not_visible) == (2, 2)
    assert hit.access is Access.ONE_CLICK


def test_rows_are_for_another_rule() -> None:
    assert list(hidden_columns(workbook_with(Axis.ROWS, Hiding.BY_HAND))) == []
