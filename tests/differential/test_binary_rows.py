"""Plain rows of .xlsb given as arrays say what the XML says that the same records are written as."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fixtures.making.xlsb_records import longs, record
from leakscan import xmlsafe
from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.xlsb import row_arrays, telling
from leakscan.formats.xlsb.book import Book
from leakscan.formats.xlsb.records import Peeked
from leakscan.formats.xlsb.row_arrays import row_chain
from leakscan.formats.xlsb.sheet import SheetTeller
from leakscan.formats.xlsb.telling import RecordStream
from leakscan.formats.xlsx.cell_arrays import ArrayTaker
from leakscan.formats.xlsx.cells import CellHandler
from tests.corpus.files import CORPUS
from tests.differential.sheets import strings_of
from tests.differential.test_binary import (
    BLANK,
    BOOL,
    DATA,
    DATA_END,
    END,
    ERROR,
    FIXTURES,
    ODD,
    PLAIN_ROWS,
    REAL,
    RK,
    START,
    STRING,
    WHOLE,
    _parts,
    book,
    cell,
    double,
    row,
)
from tests.differential.test_seeing import AREAS
from tests.differential.test_sheets import TEXTS
from tests.differential.told import BothTold
from tests.formats.xlsb.test_package import package

__all__ = ["book"]
SPANS = longs(1, 0, 8)
AROUND = record(37, b"\1\0\2\x0e\0\x80") + record(1024, longs(5)) + record(38)


def plain(number: int, *, flags: int = 0, height: int = 300, step: int = 0) -> bytes:
    """Return a row of cells of all plain types, around which Excel writes alternatives."""
    cells = (
        cell(STRING, 0, longs((number + step) % 7), number % 5)
        + cell(RK, 1, longs(WHOLE + 4 * number), 1 + 2 * (number % 2))
        + cell(BLANK, 2, b"", 3)
        + cell(REAL, 3, double(45_000 + number / 7), 3)
        + cell(BOOL, 4, bytes((number % 2,)))
        + cell(ERROR, 5, bytes((0x2A,)))
        + cell(REAL, 25, double(number + 0.25))
    )
    return AROUND + row(number, flags=flags, height=height, spans=SPANS) + cells


LOOKALIKE = cell(STRING, 0, longs(0x0C07, 3)[:4]) + cell(REAL, 1, b"\x07\x0c" + bytes(6))
"""Values in which headers of cells stand."""


def rows(first: int, count: int) -> bytes:
    return b"".join(
        plain(number, flags=0x10 * (number % 9 == 0) + number % 3, height=12 if number % 8 == 0 else 300)
        for number in range(first, first + count)
    )


def both(
    data: bytes, book: Book, *, size: int = 1 << 18, shows: bool = True, areas: str = "merges", few: int = 2
) -> BothTold:
    damage: dict[bool, list[list[str]]] = {True: [], False: []}

    def teller(to: xmlsafe.Handler) -> SheetTeller:
        return SheetTeller(to, book, "part")

    def reading(handler: CellHandler, *, is_fast: bool) -> Iterator[None]:
        damaged: list[MalformedFileError] = []
        stream = RecordStream(io.BytesIO(data), teller, lambda _: None, damaged.append)
        try:
            if is_fast and isinstance(handler, ArrayTaker):
                stream.tell_rows(handler)
            else:
                yield from xmlsafe.steps(_Bytes(stream), handler)
        finally:
            damage[is_fast].append([error.code for error in damaged])
        yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "_LARGE_BLOCK_BYTES", size)
        patch.setattr(row_arrays, "_FEWEST_ROWS", few)
        found = BothTold(
            lambda handler: reading(handler, is_fast=False),
            lambda handler: reading(handler, is_fast=True),
            strings_of(TEXTS),
            shows=shows,
            areas=areas,
        )
    assert damage[True] == damage[False]
    return found


class _Bytes:
    """Hides that a part can be told."""

    def __init__(self, stream: RecordStream) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)


@pytest.mark.parametrize("shows", [True, False])
@pytest.mark.parametrize("areas", AREAS)
def test_plain_rows_are_given_as_arrays(shows: bool, areas: str, book: Book) -> None:
    columns = record(390) + record(60, longs(1, 1, 2304, 0) + b"\1\0") + record(391)
    found = both(START + columns + DATA + rows(0, 400) + DATA_END + END, book, shows=shows, areas=areas)
    assert found.different == []
    assert found.taken == 399


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_among_plain_rows_is_told_as_ever(odd: str, book: Book) -> None:
    data = START + DATA + rows(0, 40) + row(40, spans=SPANS) + ODD[odd] + rows(41, 40)
    for end in (DATA_END + END, b""):
        found = both(data + end, book, size=3000)
        assert found.different == []
        assert found.taken > 20


@pytest.mark.parametrize(
    "between",
    [rows(3, 4), cell(RK, 9, longs(WHOLE)), row(2_000_000, spans=SPANS), plain(90, step=3) * 2, LOOKALIKE * 3],
    ids=["rows that come again", "a cell behind", "a row beyond the last", "a row twice", "headers in values"],
)
def test_rows_out_of_order_are_told_as_ever(between: bytes, book: Book) -> None:
    found = both(START + DATA + rows(0, 90) + between + rows(100, 90) + DATA_END + END, book, size=6000)
    assert found.different == []
    assert found.taken


def test_frozen_rows_are_the_same(book: Book) -> None:
    window = record(137, bytes(6) + longs(25, 2) + bytes(16))
    pane = record(151, double(2) + double(25) + longs(25, 2, 0) + b"\1")
    views = record(133) + window + pane + record(138) + record(134)
    assert both(START + views + DATA + rows(0, 90) + DATA_END + END, book, size=900).different == []


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.one_of(
            st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda item: rows(*item)),
            st.sampled_from([*PLAIN_ROWS, *ODD.values(), LOOKALIKE]),
        ),
        max_size=8,
    ).map(b"".join),
    size=st.integers(8, 1500),
    cut=st.integers(0, 60),
    shows=st.booleans(),
)
@example(parts=rows(0, 30), size=500, cut=20, shows=True)
def test_any_mixture_is_the_same_in_pieces_of_any_size(
    parts: bytes, size: int, cut: int, shows: bool, book: Book
) -> None:
    data = START + DATA + parts + DATA_END + END
    assert both(data[: len(data) - cut], book, size=size, shows=shows).different == []


FORMULA = cell(9, 30, double(4) + b"\0\0" + longs(0, 0))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (START + DATA + rows(0, 400) + DATA_END + END, True),
        (START + DATA + rows(0, 6000), True),
        (START + DATA + b"".join(plain(number) + FORMULA for number in range(400)) + DATA_END + END, False),
        (START + DATA + rows(0, 100) + (row(101) + FORMULA * 30) * 40 + DATA_END + END, False),
        (START + rows(0, 400) + END, False),
        (b"", False),
    ],
    ids=["plain", "more than is looked at", "a formula in each row", "mostly formulas", "no rows", "nothing"],
)
def test_parts_are_looked_at_for_plain_rows_before_they_are_read(data: bytes, expected: bool, book: Book) -> None:
    def opened(*, is_large: bool) -> RecordStream:
        return RecordStream(
            io.BytesIO(data),
            lambda to: SheetTeller(to, book, "part"),
            lambda _: None,
            lambda _: None,
            is_plain=True,
            is_large=is_large,
        )

    looked_at, other = opened(is_large=True), opened(is_large=False)
    assert (looked_at.has_arrays, other.has_arrays) == (expected, False)
    assert looked_at.read() == other.read()


def test_what_is_wrong_behind_the_beginning_of_a_part_is_raised_in_its_turn() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            if not found:
                raise MalformedFileError("it breaks off")
            return found

    peeked = Peeked(Broken(b"abcdef"), 9)
    assert peeked.beginning == b"abcdef"
    assert [peeked.read(4), peeked.read(4)] == [b"abcd", b"ef"]
    with pytest.raises(MalformedFileError):
        peeked.read(4)
    peeked = Peeked(io.BytesIO(b"abcdef"), 3)
    assert [peeked.read(2), peeked.read(2), peeked.read(9), peeked.read(9)] == [b"ab", b"c", b"def", b""]


def test_places_are_those_of_the_records() -> None:
    data = rows(0, 50)
    places, end = row_chain(data).run(0)
    expected = []
    stream = io.BytesIO(data)
    while head := stream.read(1):
        expected.append(stream.tell() - 1)
        if head[0] & 0x80:
            stream.read(1)
        stream.read(stream.read(1)[0])
    assert places.tolist() == expected
    assert end == len(data)


@pytest.mark.parametrize("folder", [FIXTURES, CORPUS], ids=["fixtures", "corpus"])
def test_parts_of_real_files_are_the_same(folder: Path) -> None:
    count = taken = 0
    books: dict[int, Book] = {}
    for name, data, source in _parts(folder):
        if "sharedStrings" in name:
            continue
        known = books.setdefault(hash(source), package(source).book)
        try:
            found = both(data, known, size=4096)
        except FileError:
            continue
        assert found.different == [], name
        count, taken = count + 1, taken + found.taken
    if not count:
        pytest.skip("no such files here")
    assert taken
