"""Blocks: rows and columns are two forms of the same table."""

import numpy
import pytest

from leakscan.blocks import Block, Coded, ColumnBlock, RowBlock, blocks_of_rows, regrouped
from leakscan.people.reading import rows_judged
from leakscan.tables import Row, Value

ROWS: list[Row] = [
    (1, "Name", None),
    (2, "Ada", True),
    (None, None, 1),
    (4, "Ada", 1.0),
    ("x", "", None),
    (2, "Ben", "1"),
]


def columns() -> Block:
    """Return the rows as a block of columns."""

    def column(number: int) -> Coded[Value]:
        items = [row[number] for row in ROWS]
        codes = [-1 if item is None else place for place, item in enumerate(items)]
        return Coded(items, numpy.array(codes, dtype=numpy.int64))

    return ColumnBlock(len(ROWS), column)


def told(block: Block, width: int = 3) -> list[list[str]]:
    """Return the rows of a block so that True, 1 and 1.0 are three values."""
    return [[repr(value) for value in row] for row in block.rows(width, block.height)]


@pytest.mark.parametrize("number", [None, 0, 2, 9])
def test_rows_and_columns_have_the_same_rows_below_a_header(number: int | None) -> None:
    assert told(RowBlock(ROWS).below(number), 2) == told(columns().below(number), 2)
    assert columns().below(2).height == 3


@pytest.mark.parametrize("chosen", [[2], [1, 2], [0]])
def test_rows_and_columns_have_the_same_rows_that_hold_something(chosen: list[int]) -> None:
    assert told(RowBlock(ROWS).holding(chosen)) == told(columns().holding(chosen))
    assert columns().holding([2]).height == 4


def test_rows_and_columns_are_cut_alike() -> None:
    for start, end in ((0, 2), (2, 5), (4, 99), (3, 3)):
        assert told(RowBlock(ROWS).between(start, end)) == told(columns().between(start, end))
        assert told(columns().between(start, end)) == told(columns())[start:end]
    for places in (range(1), range(1, 3), range(3)):
        assert told(RowBlock(ROWS).only(places)) == told(columns().only(places))
    assert told(columns().only(range(1, 2)))[0] == ["None", "'Name'", "None"]


@pytest.mark.parametrize("places", [[], [0], [4], [0, 2, 3], [1, 4], list(range(5))])
def test_rows_are_picked_alike_however_they_are_held(places: list[int]) -> None:
    expected = [told(columns())[place] for place in places]
    assert told(columns().picked(places)) == told(RowBlock(ROWS).picked(places)) == expected
    shifted = [place + 1 for place in places if place < 3]
    assert told(columns().between(1, 4).picked([place - 1 for place in shifted])) == [
        told(columns())[place] for place in shifted
    ]
    for size in (2, 3):
        pieces = [columns().between(start, min(start + size, 5)) for start in range(0, 5, size)]
        [joined] = regrouped(pieces, 5, 3)
        assert told(joined.picked(places)) == expected


@pytest.mark.parametrize("size", [1, 2, 4, 5, 100])
def test_regrouping_changes_no_row(size: int) -> None:
    mixed = [columns(), *blocks_of_rows(ROWS, size=4), columns()]
    for blocks in (mixed, [columns(), columns()], list(blocks_of_rows(ROWS * 2, size=5))):
        expected = [row for block in blocks for row in told(block)]
        again = list(regrouped(blocks, size, 3))
        assert [row for block in again for row in told(block)] == expected
        assert all(block.height == size for block in again[:-1])


def test_a_column_of_rows_has_each_value_once_and_true_is_not_one() -> None:
    column = RowBlock([(True,), (1,), (1.0,), (1,), ("1",)]).column(0)
    assert [repr(item) for item in column.items] == ["True", "1", "1.0", "'1'"]
    assert column.codes.tolist() == [0, 1, 2, 1, 3]


def test_a_column_without_values_costs_no_list_of_its_own() -> None:
    blank = ColumnBlock(3, lambda _: Coded((), numpy.full(3, -1, dtype=numpy.int64)))
    assert blank.rows(2, 2) == [(None, None), (None, None)]
    [joined] = regrouped([blank, blank], 6, 2)
    assert joined.column(1).items == ()
    assert joined.rows(2, 9) == [(None, None)] * 6


def test_of_a_very_wide_table_fewer_rows_are_sampled() -> None:
    assert [rows_judged(width) for width in (0, 1, 1_000, 16_384, 10_000_000)] == [4_000, 4_000, 4_000, 244, 25]
