"""What is not painted is nowhere near what is looked at."""

import random

import numpy
import pytest

from leakscan.formats.pdf.page_parts import common, parts_of
from leakscan.formats.pdf.painting import Area

AREA = (slice(10, 1410), slice(20, 1020))


def _boxes(seed: int, count: int, *, rows: int, columns: int) -> list[list[int]]:
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        top, left = chance.randrange(10, 10 + rows), chance.randrange(20, 20 + columns)
        made.append(
            [top, min(1410, top + chance.randrange(1, 40)), left, min(1020, left + chance.randrange(1, 30))]
        )
    return made


def _holds(part: Area, box: list[int]) -> bool:
    """Return whether a part holds a box, and around it what a look for black surfaces takes in."""
    rows, columns = part
    margin = max(2, (box[1] - box[0]) // 4)
    return bool(
        rows.start <= max(10, box[0] - margin)
        and min(1410, box[1] + margin) <= rows.stop
        and columns.start <= max(20, box[2] - margin)
        and min(1020, box[3] + margin) <= columns.stop
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_box_lies_in_a_part_with_what_is_around_it(seed: int) -> None:
    near, far = _boxes(seed, 12, rows=200, columns=300), _boxes(-seed, 3, rows=1390, columns=990)
    found = parts_of(AREA, numpy.array(near + far))
    assert all(any(_holds(part, box) for part in found) for box in near + far)


def test_what_lies_between_is_left_out() -> None:
    found = parts_of(AREA, numpy.array([[30, 50, 40, 60], [30, 50, 900, 930], [1300, 1320, 40, 60]]))
    assert len(found) == 3
    assert not any(rows.start <= 700 < rows.stop for rows, _ in found)


def test_boxes_all_over_take_the_whole_area() -> None:
    assert parts_of(AREA, numpy.array(_boxes(1, 3000, rows=1390, columns=990))) == [AREA]


def test_a_small_area_is_not_cut() -> None:
    area = (slice(0, 100), slice(0, 100))
    assert parts_of(area, numpy.array([[0, 5, 0, 5], [95, 100, 95, 100]])) == [area]


def test_parts_in_common_lie_in_both() -> None:
    parts = [(slice(0, 10), slice(0, 10)), (slice(20, 30), slice(0, 40))]
    others = [(slice(5, 25), slice(8, 50)), (slice(30, 40), slice(0, 40))]
    assert common(parts, others) == [(slice(5, 10), slice(8, 10)), (slice(20, 25), slice(8, 40))]
