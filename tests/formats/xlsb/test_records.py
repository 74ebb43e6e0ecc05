"""Records are read whole, or said to break off."""

import io

import pytest

from fixtures.making.xlsb_records import record, wide
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.xlsb.records import MOST_RECORD_BYTES, Reader, Record, Records


def read(data: bytes) -> list[Record]:
    return list(Records(io.BytesIO(data)))


def test_types_and_sizes_take_as_many_bytes_as_they_need() -> None:
    made = [
        (0, b""),
        (127, b"a"),
        (128, b"b" * 127),
        (1045, b"c" * 128),
        (2071, b"d" * 20_000),
        (5, b"e" * 200_000),
    ]
    assert read(b"".join(record(*item) for item in made)) == made


@pytest.mark.parametrize("missing", [1, 2, 5])
def test_a_record_that_breaks_off_is_damage_and_those_before_are_read(missing: int) -> None:
    data = record(19, b"first") + record(1045, b"abc")
    reading = Records(io.BytesIO(data[:-missing]))
    assert next(reading) == (19, b"first")
    with pytest.raises(MalformedFileError):
        next(reading)


def test_an_impossible_size_is_refused_before_it_is_read() -> None:
    size = MOST_RECORD_BYTES + 1
    groups = bytes([size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14 & 0x7F | 0x80, size >> 21])
    with pytest.raises(LimitReachedError):
        read(b"\x13" + groups)


def test_a_text_longer_than_its_record_is_damage() -> None:
    with pytest.raises(MalformedFileError):
        Reader(wide("Ada")[:-1]).text()
    assert Reader(wide("Ada")).text() == "Ada"
    assert Reader(b"\xff\xff\xff\xff").nullable_text() is None
