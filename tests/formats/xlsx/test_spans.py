"""Spans: of columns that several elements speak of, the last one holds."""

from hypothesis import given
from hypothesis import strategies as st

from leakscan.formats.xlsx.layout import Layout
from leakscan.formats.xlsx.spans import Spans
from leakscan.views.spreadsheet import Hiding

_MOST = 12
_ENDS = st.integers(1, _MOST)


@given(st.lists(st.tuples(_ENDS, _ENDS, st.integers(0, 3))))
def test_later_spans_hold(said: list[tuple[int, int, int]]) -> None:
    spans: Spans[int] = Spans()
    told: dict[int, int] = {}
    for one, other, value in said:
        first, last = min(one, other), max(one, other)
        spans.put(first, last, value)
        told.update(dict.fromkeys(range(first, last + 1), value))
    assert [column for first, last, _ in spans for column in range(first, last + 1)] == sorted(told)
    assert all(told[column] == value for first, last, value in spans for column in range(first, last + 1))
    free = [column for first, last in spans.gaps(2, _MOST) for column in range(first, last + 1)]
    assert free == [column for column in range(2, _MOST + 1) if column not in told]


def test_columns_before_a_frozen_corner_are_hidden_whether_or_not_they_are_sized() -> None:
    layout = Layout()
    layout.start("sheetView", {"topLeftCell": "F1"})
    layout.start("pane", {"xSplit": "1", "state": "frozen"})
    layout.start("col", {"min": "2", "max": "3", "width": "9"})
    layout.start("col", {"min": "3", "max": "3", "width": "0"})
    layout.start("col", {"min": "5", "max": "7", "width": "9"})
    assert layout.hidden_columns() == [
        (1, 1, Hiding.FROZEN),
        (2, 2, Hiding.FROZEN),
        (3, 3, Hiding.ZERO),
        (4, 4, Hiding.FROZEN),
        (5, 5, Hiding.FROZEN),
    ]


def test_narrow_columns_by_default_are_those_that_no_element_sizes() -> None:
    layout = Layout()
    layout.start("sheetFormatPr", {"defaultColWidth": "0"})
    layout.start("col", {"min": "2", "max": "16384", "width": "9"})
    assert layout.hidden_columns() == [(1, 1, Hiding.DEFAULT)]
