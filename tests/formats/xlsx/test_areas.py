"""Ranges, rows that run through them, and what lies far."""

import pytest

from leakscan.formats.xlsx.areas import Area, Areas, Blocks, Occupancy, read_area, read_areas
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.formats.xlsx.unseen import Spans


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("B2", Area(2, 2, 2, 2)),
        ("$A$1:C4", Area(1, 1, 4, 3)),
        ("C4:A1", Area(1, 1, 4, 3)),
        ("A:B", Area(1, 1, 1_048_576, 2)),
        ("3:4", Area(3, 1, 4, 16_384)),
        ("A0", None),
        ("!", None),
        ("", None),
    ],
)
def test_a_reference_is_a_rectangle(reference: str, area: Area | None) -> None:
    assert read_area(reference) == area


def test_several_references_stand_with_blanks_between() -> None:
    assert read_areas("A1 nonsense_ B2:B3") == [Area(1, 1, 1, 1), Area(2, 2, 3, 2)]
    assert read_areas(None) == []


def test_rows_meet_their_areas_in_any_order() -> None:
    areas = Areas([(Area(5, 1, 9, 1), "b"), (Area(1, 1, 6, 1), "a")])
    assert [[item for _, item in areas.at_row(row)] for row in (1, 5, 7, 10, 2)] == [
        ["a"],
        ["a", "b"],
        ["b"],
        [],
        ["a"],
    ]


def test_areas_that_stay_are_not_gone_through_again() -> None:
    areas = Areas([(Area(1, 1, 9, 1), "long"), (Area(3, 1, 3, 1), "short")])
    changes = []
    for row in range(1, 11):
        areas.at_row(row)
        changes.append(areas.changes)
    assert changes == [1, 1, 2, 3, 3, 3, 3, 3, 3, 4]


def test_occupancy_knows_which_cells_hold_something() -> None:
    occupancy = Occupancy()
    for row, columns in ((1, [1, 4]), (2, [1, 4]), (9, [2])):
        occupancy.add(row, columns)
    assert occupancy.meets(Area(2, 3, 5, 4))
    assert not occupancy.meets(Area(1, 2, 8, 3))
    assert not occupancy.meets(Area(3, 1, 8, 9))
    assert occupancy.columns() == [(1, 2), (2, 1), (4, 2)]
    occupancy.add(3, [7])
    assert occupancy.meets(Area(100, 1, 100, 1))  # rows out of order: it cannot be told


def test_far_is_what_a_wide_gap_parts_from_the_most() -> None:
    blocks = Blocks(gap=10)
    for number, weight in ((1, 5), (5, 5), (16, 1), (17, 1), (30, 50)):
        blocks.add(number, weight)
    assert blocks.far() == [(1, 5), (16, 17)]
    alone = Blocks(gap=10)
    alone.add(11, 1)
    assert alone.far() == [(11, 11)]
    near = Blocks(gap=10)
    near.add(10, 1)
    assert near.far() == []


def test_spans_are_joined_down_and_across() -> None:
    spans = Spans()
    for row in (2, 3, 4):
        spans.add(row, 2)
        spans.add(row, 3)
    spans.add(9, 3)
    assert spans.areas() == ([Area(2, 2, 4, 3), Area(9, 3, 9, 3)], 0)
    many = Spans()
    for row in range(1, 1001, 2):
        many.add(row, 1)
    shown, left_out = many.areas()
    assert (len(shown), len(shown) + left_out) == (Spans.SHOWN, 500)


def test_sizes_say_which_cells_a_box_covers() -> None:
    sizes = Sizes()
    sizes.start("col", {"min": "2", "max": "2", "hidden": "1"})
    sizes.start("col", {"min": "3", "max": "3", "width": "20"})
    sizes.row(2, {"ht": "30"})
    pixel, point = 9525, 12_700
    assert [sizes.left(column) // pixel for column in (1, 2, 3, 4)] == [0, 64, 64, 204]
    assert [sizes.top(row) // point for row in (1, 2, 3, 4)] == [0, 15, 45, 60]
    assert sizes.covered((0, 15 * point, 204 * pixel, 60 * point)) == Area(2, 1, 3, 3)
    assert sizes.covered((4 * pixel, 15 * point, 200 * pixel, 60 * point)) == Area(2, 1, 3, 3)
    assert sizes.covered((10 * pixel, 20 * point, 60 * pixel, 40 * point)) is None
    assert sizes.touched((10 * pixel, 20 * point, 60 * pixel, 40 * point)) == Area(2, 1, 2, 1)


def test_occupancy_knows_the_neighbours_of_a_cell_and_what_lies_outside_of_areas() -> None:
    occupancy = Occupancy()
    for row, columns in ((1, [1, 4, 9]), (2, [1, 4, 9]), (7, [2])):
        occupancy.add(row, columns)
    assert [occupancy.around(*cell) for cell in ((2, 4), (2, 9), (2, 1), (7, 2), (3, 4))] == [
        (1, 9),
        (4, None),
        (0, 4),
        (0, None),
        (0, None),
    ]
    assert occupancy.outside([Area(1, 1, 1, 4)]) == 5
    assert occupancy.outside([Area(1, 1, 9, 2), Area(2, 2, 2, 4)]) == 3
    assert occupancy.outside([Area(1, 1, 1_048_576, 16_384)]) == 0
