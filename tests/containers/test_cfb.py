"""Compound files: what is written reads back, ranges tile, and what no stream owns stays in sight."""

import io
import itertools
import random

import olefile
import pytest

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.containers.container import RangeKind
from leakscan.errors import MalformedFileError
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source

STREAMS = {"Workbook": b"w" * 9_000, "\x05Summary": b"s" * 100, "A/B": b"b" * 3_000, "A/C/D": b"d" * 5_000}
TEXT = b"ZQ-Cfb-1a1 was here"


def container(data: bytes) -> CfbContainer:
    return CfbContainer(Source(BytesStore(data), name="book.xls", budget=Budget(Limits())))


def test_another_reader_reads_what_is_written() -> None:
    ole = olefile.OleFileIO(io.BytesIO(compound_file(STREAMS)))
    assert {"/".join(path): ole.openstream(path).read() for path in ole.listdir()} == STREAMS


def test_streams_come_back() -> None:
    found = container(compound_file(STREAMS))
    assert {entry.name: found.read(entry.name) for entry in found.entries()} == STREAMS


def test_ranges_tile_the_file() -> None:
    data = compound_file(STREAMS) + TEXT.ljust(512, b"\0") + bytes(512)
    ranges = container(data).ranges()
    assert ranges[0].start == 0
    assert ranges[-1].end == len(data)
    assert all(first.end == second.start for first, second in itertools.pairwise(ranges))
    assert [item.kind for item in ranges[-2:]] == [RangeKind.EXTRA, RangeKind.PADDING]


def test_a_free_sector_with_content_is_a_remnant() -> None:
    data = compound_file(STREAMS)
    found = container(data + TEXT.ljust(512, b"\0")).remnants()
    assert [(item.start, item.end, item.where) for item in found] == [(len(data), len(data) + 512, "free sectors")]


def test_zeros_are_no_remnant() -> None:
    assert container(compound_file(STREAMS) + bytes(1024)).remnants() == ()


def test_the_tail_of_a_last_sector_is_a_remnant() -> None:
    data = bytearray(compound_file({"Workbook": b"w" * 5_000}))
    data[5_512 : 5_512 + len(TEXT)] = TEXT
    (found,) = container(bytes(data)).remnants()
    assert (found.start, found.where) == (5_512, "slack of a sector")


def test_a_chain_that_breaks_off_is_told_of() -> None:
    data = bytearray(compound_file({"Workbook": b"w" * 9_000}))
    table = len(data) - 512
    data[table + 4 : table + 8] = b"\xfe\xff\xff\xff"  # the second sector is said to be the last
    found = container(bytes(data))
    with pytest.raises(MalformedFileError):
        found.read("Workbook")


def test_a_chain_without_an_end_ends() -> None:
    data = bytearray(compound_file({"Workbook": b"w" * 9_000}))
    table = len(data) - 512
    data[table + 4 : table + 8] = (0).to_bytes(4, "little")  # the second sector leads to the first again
    found = container(bytes(data))
    with pytest.raises(MalformedFileError):
        found.read("Workbook")


def test_a_mini_sector_larger_than_a_sector_is_damage() -> None:
    data = bytearray(compound_file(STREAMS))
    data[32] = 12  # the shift of a mini sector ([MS-CFB] 2.2)
    with pytest.raises(MalformedFileError):
        container(bytes(data))


@pytest.mark.parametrize("megabytes", [6, 7, 8, 16, 24])
def test_large_files_have_sectors_that_name_their_table(megabytes: int) -> None:
    streams = {"Workbook": random.Random(megabytes).randbytes(megabytes << 20), "a/b": TEXT * 500, "small": b"x"}
    data = compound_file(streams)
    ole = olefile.OleFileIO(io.BytesIO(data))
    assert {name: ole.openstream(name).read() for name in streams} == streams
    found = container(data)
    assert {name: found.read(name) for name in streams} == streams
    assert found.remnants() == ()


def test_what_stands_behind_names_and_in_the_header_is_a_remnant() -> None:
    data = bytearray(compound_file(STREAMS))
    assert container(bytes(data)).remnants() == ()
    at = data.index("Workbook\0".encode("utf-16-le"))
    data[at + 18 : at + 22] = b"a\0b\0"
    data[8:12] = b"used"
    found = container(bytes(data)).remnants()
    assert [(item.start, item.end, item.where) for item in found] == [
        (8, 24, "header"),
        (at + 18, at + 64, "directory"),
    ]


def test_the_name_of_an_entry_that_is_no_more_is_a_remnant() -> None:
    data = bytearray(compound_file(STREAMS))
    at = data.index("D\0".encode("utf-16-le") + bytes(60))
    data[at + 66] = 0  # the type: unused
    data[at + 64] = 0  # the length of its name
    assert (at, at + 64, "directory") in container(bytes(data)).remnants()
