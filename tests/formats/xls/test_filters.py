"""What the filters of binary sheets look for."""

import struct
from itertools import pairwise

import pytest

from fixtures.making.biff_parts import filter_by_values, filter_for
from leakscan.errors import MalformedFileError
from leakscan.formats.xls.filters import FILTER12, MORE12, Filters
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import Group
from leakscan.formats.xlsx.strings import SharedStrings

AREA = (0, 2, 0, 1)
NAMES = ("Ada", "ZQ-Na\u0119me-2c9")


def groups(*records: bytes) -> list[Group]:
    return [Group(struct.unpack_from("<H", item)[0], [item[4:]], 0) for item in records]


def found(filters: Filters, records: list[bytes]) -> list[str]:
    return [text for group in groups(*records) for text in filters.texts(group)]


@pytest.fixture
def filters() -> Filters:
    return Filters(Globals(strings=SharedStrings()))


def test_values_come_with_the_cells_of_their_filter(filters: Filters) -> None:
    assert found(filters, filter_by_values(AREA, 0, *NAMES)) == list(NAMES)
    assert filters.cells == "A1:B3"


@pytest.mark.parametrize("cut", [3, 10, 11, 14])
def test_a_value_may_go_on_in_the_next_record(filters: Filters, cut: int) -> None:
    head, *values = filter_by_values(AREA, 0, *NAMES)
    data = b"".join(value[16:] for value in values)
    pieces = [data[start:end] for start, end in pairwise((0, cut, 30, len(data)))]
    made = [Group(FILTER12, [head[4:]], 0), *(Group(MORE12, [bytes(12) + piece], 0) for piece in pieces)]
    assert [text for group in made for text in filters.texts(group)] == list(NAMES)


def test_numbers_among_values_are_passed_over(filters: Filters) -> None:
    head, value = filter_by_values(AREA, 0, "Ada")
    number = value[:16] + struct.pack("<BBd", 4, 2, 7.0)
    assert found(filters, [head, number, value]) == ["Ada"]


def test_a_filter_by_colour_has_no_values(filters: Filters) -> None:
    head, value = filter_by_values(AREA, 0, "Ada")
    by_colour = head[:22] + struct.pack("<I", 1) + head[26:]
    assert found(filters, [by_colour, value]) == []


def test_the_earlier_record_tells_no_cells(filters: Filters) -> None:
    assert found(filters, [*filter_by_values(AREA, 0), filter_for(0, "Ada")]) == ["Ada"]
    assert filters.cells == ""


def test_a_record_that_breaks_off_is_damage(filters: Filters) -> None:
    with pytest.raises(MalformedFileError):
        filters.texts(Group(FILTER12, [bytes(20)], 0))
