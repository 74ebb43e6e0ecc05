"""Modules of a macro project, from the records of its dir stream."""

import struct

import pytest

from leakscan.errors import MalformedFileError
from leakscan.formats.vba.directory import Module, read_directory


def _record(kind: int, value: bytes, size: int | None = None) -> bytes:
    return struct.pack("<HI", kind, len(value) if size is None else size) + value


_HEAD = _record(0x0003, struct.pack("<H", 1251)) + _record(0x0009, b"\1\2\3\4\5\6", size=4)


def test_the_wide_name_is_taken_and_the_version_stepped_over() -> None:
    names = _record(0x001A, b"Sheet?") + _record(0x0032, "Sheet\u0416".encode("utf-16-le"))
    directory = _HEAD + names + _record(0x0031, struct.pack("<I", 1234))
    assert list(read_directory(directory).modules) == [Module("Sheet\u0416", 1234)]


def test_a_narrow_name_is_read_in_the_code_page_of_the_project() -> None:
    directory = _HEAD + _record(0x001A, "\u0416".encode("cp1251")) + _record(0x0031, struct.pack("<I", 7))
    assert list(read_directory(directory).modules) == [Module("\u0416", 7)]


@pytest.mark.parametrize("cut", [1, 5, 7])
def test_a_record_that_breaks_off_is_said(cut: int) -> None:
    directory = _record(0x001A, b"Module1")
    with pytest.raises(MalformedFileError):
        read_directory(directory[:-cut])
