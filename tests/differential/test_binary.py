"""Runs of plain records that are written at once say what records that are told one by one say."""

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fixtures.making.xlsb_records import longs, record, wide
from leakscan import xmlsafe
from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.xlsb import records
from leakscan.formats.xlsb.book import Book
from leakscan.formats.xlsb.sheet import SheetTeller
from leakscan.formats.xlsb.strings import StringsTeller
from leakscan.formats.xlsb.telling import RecordStream, Teller
from tests.corpus.files import CORPUS
from tests.formats.xlsb.test_package import leaky, package

FIXTURES = Path(__file__).parents[2] / "fixtures"
START, DATA, DATA_END, END = record(129), record(145), record(146), record(130)
ROW, BLANK, RK, ERROR, BOOL, REAL, TEXT, STRING = range(8)
WHOLE = 7 << 2 | 2


class Counted:
    """Counts the records that are told one by one."""

    def __init__(self, kind: type[Teller]) -> None:
        self.told = 0
        counted = self

        class Counting(kind):  # type: ignore[misc, valid-type]  # whichever
            def take(self, kind: int, data: bytes) -> None:
                counted.told += 1
                super().take(kind, data)

        self.kind = Counting


def read(kind: type[Teller], data: bytes, book: Book, *, size: int = 1 << 16) -> tuple[object, ...]:
    """Return the bytes of a part, read in pieces of a size, and all else that came of it."""
    tellers: list[Teller] = []
    damaged: list[MalformedFileError] = []
    stream = RecordStream(io.BytesIO(data), lambda to: kind(to, book, "part"), tellers.append, damaged.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_BLOCK_BYTES", size)
        try:
            found = stream.read()
        except FileError as error:
            return (error.code,)
    (teller,) = tellers
    return found, [error.code for error in damaged], list(teller.unread), list(teller.damage)


def exact(kind: type[Teller]) -> type[Teller]:
    return type("Exact", (kind,), {"plain_types": frozenset()})


def assert_same(kind: type[Teller], data: bytes, book: Book, *, size: int = 1 << 16) -> None:
    assert read(kind, data, book, size=size) == read(exact(kind), data, book, size=size)


@pytest.fixture(scope="module")
def book() -> Book:
    return package(leaky("hidden_rows")).book


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, longs(column, style) + value)


def row(number: int, *, height: int = 300, flags: int = 0, spans: bytes = longs(0)) -> bytes:
    return record(ROW, longs(number, 0) + struct.pack("<HBB", height, 0, flags) + b"\0" + spans)


def double(value: float) -> bytes:
    return struct.pack("<d", value)


PLAIN_ROWS = [
    row(0) + cell(STRING, 0, longs(3)) + cell(RK, 1, longs(WHOLE)) + cell(REAL, 2, double(0.1), 5),
    row(1, flags=0x10) + cell(BLANK, 0, b"", 9) + cell(BOOL, 1, b"\1") + cell(ERROR, 16_383, b"\x2a"),
    row(4, height=12, flags=0x33) + cell(TEXT, 2, wide("<Ada> & \"ZQ\" _x0041_ \x01")) + cell(TEXT, 3, wide("")),
    row(5) + cell(TEXT, 0, longs(2) + b"A\0\0\xd8"),  # half of a character
    row(6) + record(13, longs(1, WHOLE | 1)) + record(18, longs(7, 2)) + record(12, longs(1)),
    row(7) + record(16, longs(0) + double(2.5)),
    record(37, b"\1\0\0\0\0\0") + record(1024, longs(0)) + record(38) + row(8) + cell(TEXT, 0, wide("long " * 40)),
]  # fmt: skip
ODD = {
    "too short": cell(STRING, 1, b"\1\0"),
    "too long": cell(RK, 1, longs(WHOLE, 7)),
    "a number cut off": cell(REAL, 1, double(1.5)[:-1]),
    "no column": record(STRING, b"\1\0"),
    "a short row": record(ROW, longs(7)),
    "a row with many spans": row(9, spans=longs(*range(31))),
    "columns out of order": cell(RK, 5, longs(WHOLE)) + cell(RK, 2, longs(WHOLE)) + cell(STRING, 2, longs(0)),
    "a column beyond the last": cell(RK, 16_384, longs(WHOLE)) + record(13, longs(0, WHOLE)),
    "a short cell behind the last column": cell(RK, 16_383, longs(WHOLE)) + record(13, longs(0, WHOLE)),
    "a string beyond the table": cell(STRING, 0, longs(0xFFFFFFFF)),
    "a text longer than its record": cell(TEXT, 0, longs(9) + b"A\0"),
    "a text shorter than its record": cell(TEXT, 0, wide("Ada") + b"B\0"),
    "no number": cell(REAL, 0, double(float("nan"))) + cell(REAL, 1, double(float("-inf"))),
    "numbers at the edges": cell(REAL, 0, double(-0.0))
    + cell(REAL, 1, double(1e15))
    + cell(REAL, 2, double(5e-324)),
    "a type in more bytes than it needs": b"\x80\x00\x0c" + bytes(12) + b"\x87\x00\x0c" + bytes(12),
    "a size in more bytes than it needs": b"\x07\x8c\x00" + longs(1, 0, 2) + b"\x01\x88\x80\x00" + longs(1, 0),
    "a formula": cell(9, 3, double(4) + b"\0\0" + longs(0, 0)),
    "a formula that others share": cell(9, 3, double(4) + b"\0\0" + longs(5) + b"\1" + longs(0)),
    "a text with runs": cell(62, 3, b"\1" + wide("ZQ-Name") + longs(1) + b"\2\0\0\0"),
    "an unknown record": record(2999, b"abc"),
    "a filter among the rows": record(161, longs(0, 5, 0, 3)),
    "the end of the cells": DATA_END,
    "cells again": DATA_END + DATA,
    "the end of the part": END,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("before", [b"", PLAIN_ROWS[0]], ids=["first", "behind a row"])
def test_what_is_odd_among_plain_records_is_told_as_ever(before: bytes, odd: bytes, book: Book) -> None:
    for data in (START + DATA + before + odd + b"".join(PLAIN_ROWS) + DATA_END + END, START + DATA + before + odd):
        assert_same(SheetTeller, data, book)


@pytest.mark.parametrize("size", [6, 7, 13, 14, 15, 64, 1 << 16])
def test_plain_rows_are_the_same_wherever_they_are_cut(size: int, book: Book) -> None:
    assert_same(SheetTeller, START + DATA + b"".join(PLAIN_ROWS) + DATA_END + END, book, size=size)


def test_cells_before_the_data_and_in_no_row_are_told_as_ever(book: Book) -> None:
    cells = cell(RK, 0, longs(WHOLE)) + cell(STRING, 1, longs(0))
    assert_same(SheetTeller, START + cells + DATA + cells + PLAIN_ROWS[1] + DATA_END + cells + END + cells, book)


_ROWS = st.lists(st.sampled_from([*PLAIN_ROWS, *ODD.values()]), max_size=12).map(b"".join)


@settings(max_examples=150, deadline=None)
@given(rows=_ROWS, size=st.integers(6, 400), cut=st.integers(0, 60))
@example(rows=PLAIN_ROWS[0], size=6, cut=20)
def test_any_mixture_is_the_same_in_pieces_of_any_size(rows: bytes, size: int, cut: int, book: Book) -> None:
    data = START + DATA + rows + DATA_END + END
    assert_same(SheetTeller, data[: len(data) - cut], book, size=size)


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(
        st.one_of(
            st.text(max_size=70).map(lambda text: b"\0" + wide(text)),
            st.sampled_from(
                [b"", b"\0", b"\0" + longs(9), b"\0" + wide("Ada") + b"\0", b"\1" + wide("Ada") + longs(0)]
            ),
        ),
        max_size=12,
    ),
    size=st.integers(6, 400),
)
def test_shared_strings_are_the_same_in_pieces_of_any_size(texts: list[bytes], size: int, book: Book) -> None:
    data = record(159, longs(3, 3)) + b"".join(record(19, text) for text in texts) + record(160)
    assert_same(StringsTeller, data, book, size=size)


def test_plain_records_are_not_told_one_by_one(book: Book) -> None:
    counted = Counted(SheetTeller)
    read(counted.kind, START + DATA + b"".join(PLAIN_ROWS) * 50 + DATA_END + END, book)
    assert counted.told < 60  # what lies at the ends of runs
    counted = Counted(StringsTeller)
    read(counted.kind, record(159, longs(3, 3)) + record(19, b"\0" + wide("Ada")) * 500 + record(160), book)
    assert counted.told <= 3


class Taken(xmlsafe.Handler):
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.events.append((name, {key: value for key, value in attributes.items() if "xmlns" not in key}))

    def end(self, name: str) -> None:
        self.events.append(name)

    def text(self, data: str) -> None:
        self.events.append(data)


@pytest.mark.parametrize("odd", ["too short", "a string beyond the table", "the end of the part"])
def test_what_is_written_raises_the_damage_that_telling_raises(odd: str, book: Book) -> None:
    found = []
    for is_plain in (True, False):
        data = START + DATA + PLAIN_ROWS[0] + ODD[odd] + b"".join(PLAIN_ROWS[1:]) + DATA_END + END
        stream = RecordStream(
            io.BytesIO(data),
            lambda to: SheetTeller(to, book, "part"),
            lambda _: None,
            lambda _: None,
            is_plain=is_plain,
        )
        source = xmlsafe.fastest(cast("BinaryIO", stream))
        assert isinstance(source, xmlsafe.Told) is not is_plain
        taken, code = Taken(), ""
        try:
            xmlsafe.stream(source, taken)
        except FileError as error:
            code = error.code
        found.append((taken.events, code))
    assert found[0] == found[1]


def _parts(folder: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield the names and the data of parts of sheets and strings, each with the workbook it is of."""
    for path in sorted(folder.rglob("*.xlsb")):
        if not zipfile.is_zipfile(path):
            continue
        book = path.read_bytes()
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                if name.endswith(".bin") and ("sheets/sheet" in name or "sharedStrings" in name):
                    yield name, parts.read(name), book


@pytest.mark.parametrize("folder", [FIXTURES, CORPUS], ids=["fixtures", "corpus"])
def test_parts_of_real_files_are_the_same(folder: Path) -> None:
    count = 0
    books: dict[int, Book] = {}
    for name, data, source in _parts(folder):
        known = books.setdefault(hash(source), package(source).book)
        kind = StringsTeller if "sharedStrings" in name else SheetTeller
        assert_same(kind, data, known, size=4096)
        count += 1
    if not count:
        pytest.skip("no such files here")
