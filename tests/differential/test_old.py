# ruff: noqa: E501  # records are clearer on one line
"""Runs of plain records of .xls read as arrays say what records read one by one say."""

import io
import struct
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fixtures.making.biff_records import record
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import rk_value, rk_values
from leakscan.formats.xls import cells, records
from leakscan.formats.xls import globals as globals_of
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import PLAIN, Substream, grouped
from leakscan.formats.xls.run_places import record_chain
from leakscan.formats.xls.surroundings import without_views
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.cells import CellHandler
from leakscan.views.values import number_key, number_keys
from tests.differential.sheets import strings_of
from tests.differential.test_seeing import AREAS
from tests.differential.test_sheets import TEXTS
from tests.differential.told import BothTold

BEGIN, END = record(0x0809, b"\0\6\x10\0" + bytes(12)), record(0x000A, b"")
WHOLE = 7 << 2 | 2
FORMATS = 6


def row(number: int, *, height: int = 300, flags: int = 0) -> bytes:
    return record(0x0208, struct.pack("<8H", number, 0, 9, height, 0, 0, 0x100 | flags, 0))


def cell(kind: int, number: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<3H", number, column, style) + value)


def real(number: int, column: int, value: float, style: int = 0) -> bytes:
    return cell(0x0203, number, column, struct.pack("<d", value), style)


def packed(number: int, column: int, value: int, style: int = 0) -> bytes:
    return cell(0x027E, number, column, struct.pack("<I", value), style)


def shared(number: int, column: int, string: int, style: int = 0) -> bytes:
    return cell(0x00FD, number, column, struct.pack("<I", string), style)


def flag(number: int, column: int, code: int, *, is_error: int = 0) -> bytes:
    return cell(0x0205, number, column, bytes((code, is_error)))


def many(number: int, first: int, *values: int, style: int = 2) -> bytes:
    inner = b"".join(struct.pack("<HI", style, value) for value in values)
    return record(0x00BD, struct.pack("<2H", number, first) + inner + struct.pack("<H", first + len(values) - 1))


def text(value: str) -> bytes:
    return struct.pack("<HB", len(value), 0) + value.encode("latin-1")


def formula(number: int, column: int, result: bytes = struct.pack("<d", 4.5)) -> bytes:
    return cell(0x0006, number, column, result + bytes(6) + struct.pack("<H", 3) + b"\x1e\x04\0")


LOOKALIKE = struct.unpack("<d", struct.pack("<HHHH", 0x0203, 14, 7, 0))[0]
"""A number whose bytes are the header of a record of a number, which would end in the middle of the next one."""

Part = Callable[[int], bytes]
PARTS: dict[str, Part] = {
    "numbers": lambda n: row(n) + real(n, 0, 1234.56) + real(n, 1, -0.0) + real(n, 2, 1e15, 3) + real(n, 3, 1 / 3),
    "packed": lambda n: packed(n, 0, WHOLE) + packed(n, 4, 0x3FF00001) + packed(n, 5, 0xFFFFFFFF, 1),
    "strings": lambda n: row(n) + b"".join(shared(n, column, column % 7, column % 6) for column in range(9)),
    "dates": lambda n: row(n) + real(n, 0, 45000.25, 1) + packed(n, 1, 45000 << 2 | 2, 3) + real(n, 2, 45000.25) + real(n + 1, 0, 45000.25) + real(n + 2, 0, 45000.25, 1),
    "flags": lambda n: row(n) + flag(n, 0, 1) + flag(n, 1, 0) + flag(n, 2, 0x2A, is_error=1) + flag(n, 3, 9, is_error=2),
    "many": lambda n: row(n) + many(n, 0, WHOLE, 0x3FF00001, 6) + many(n, 9, WHOLE),
    "blanks": lambda n: row(n) + cell(0x0201, n, 0, b"") + record(0x00BE, struct.pack("<5H", n, 1, 3, 4, 2)),
    "hidden": lambda n: row(n, flags=0x20) + shared(n, 0, 0) + shared(n, 1, 3, 1) + real(n, 2, 7.5),
    "collapsed": lambda n: row(n, flags=0x23) + shared(n, 0, 5),
    "tiny": lambda n: row(n, height=12, flags=0x40) + real(n, 0, 99.0),
    "no row record": lambda n: shared(n, 2, 5) + real(n, 3, 2.5),
    "a row without cells": lambda n: row(n, flags=0x20),
    "rows announced together": lambda n: b"".join(row(n + k, flags=0x20 * (k % 2)) for k in range(6))
    + b"".join(real(n + k, k, k + 0.5) for k in (0, 1, 4)),
    "a wide row": lambda n: row(n) + b"".join(shared(n, column, 0) for column in range(256)),
    "looks like a header": lambda n: row(n) + real(n, 0, LOOKALIKE) + real(n, 1, LOOKALIKE) + real(n, 2, 1.5),
}  # fmt: skip
ODD: dict[str, Part] = {
    "a formula": lambda n: row(n) + real(n, 0, 1.5) + formula(n, 1) + real(n, 2, 2.5),
    "a formula with a text": lambda n: formula(n, 0, bytes(6) + b"\xff\xff") + record(0x0207, text("ZQ")) + shared(n, 1, 0),
    "a text with runs": lambda n: cell(0x00D6, n, 0, text("Ada") + bytes(2)) + real(n, 1, 3.5),
    "a text": lambda n: cell(0x0204, n, 0, text("Ada")) + real(n, 1, 3.5),
    "a row that comes again": lambda n: real(n, 0, 1.5) + real(n + 2, 0, 2.5) + real(n + 1, 0, 3.5) + real(n + 2, 1, 4.5),
    "columns out of order": lambda n: row(n) + real(n, 5, 1.5) + real(n, 2, 2.5) + shared(n, 3, 3),
    "two cells at one place": lambda n: row(n) + real(n, 1, 1.5) + shared(n, 1, 0),
    "a row record behind its cells": lambda n: real(n, 0, 1.5) + row(n, flags=0x20) + real(n + 1, 0, 2.5),
    "a row record of a row before": lambda n: real(n + 3, 0, 1.5) + row(n, flags=0x20) + real(n + 4, 0, 2.5),
    "a row record of a row before, apart": lambda n: real(n + 3, 0, 1.5) + record(0x0FFF, b"") + row(n, flags=0x20) + record(0x0FFF, b"") + real(n + 4, 0, 2.5) + real(n + 5, 0, 3.5),
    "two row records": lambda n: row(n, flags=0x20) + row(n) + shared(n, 0, 0) + row(n + 1) + row(n + 1, flags=0x20) + real(n + 1, 0, 7.0),
    "a string beyond the table": lambda n: row(n) + shared(n, 0, 7) + shared(n, 1, 0xFFFFFFFF),
    "a style beyond the table": lambda n: row(n) + real(n, 0, 1.5, FORMATS),
    "no number": lambda n: row(n) + real(n, 0, float("nan")) + real(n, 1, float("-inf")),
    "a column beyond the last": lambda n: row(n) + real(n, 255, 1.5) + real(n, 300, 2.5),
    "no boolean": lambda n: row(n) + flag(n, 0, 7),
    "an unknown record": lambda n: row(n) + record(0x0FFF, b"abc") + real(n, 0, 1.5),
    "a continuation": lambda n: row(n) + real(n, 0, 1.5) + record(0x003C, b"more") + real(n, 1, 2.5),
    "a saved view": lambda n: record(0x01AA, bytes(20)) + real(n, 0, 1.5) + record(0x01AB, b"\1\0") + real(n, 0, 2.5),
    "a record of no length": lambda n: record(0x0FFE, b"") + real(n, 0, 5.5),
    "a packed record of odd length": lambda n: record(0x00BD, struct.pack("<2H", n, 0) + bytes(9)) + real(n, 9, 1.5),
    "a chart within": lambda n: BEGIN + real(n, 0, 1.5) + END + real(n, 1, 2.5),
}  # fmt: skip


def apart(found: Iterator[records.Record]) -> list[object]:
    """Return records without the places of those in runs, which they must begin at."""
    told: list[object] = []
    for item in found:
        if item.places is not None:
            starts = [inner.start for inner in records.records(io.BytesIO(item.data))]
            assert item.places.tolist() == starts
        told.append(item._replace(places=None))
    return told


def sheet(names: list[str], *, step: int = 1) -> bytes:
    """Return the records of a sheet whose parts stand one below the other."""
    return b"".join((PARTS.get(name) or ODD[name])(7 * step * place) for place, name in enumerate(names))


def both(
    data: bytes, *, chunk: int = 1 << 18, version: int = 8, shows: bool = True, corner: tuple[int, int] = (1, 1),
    areas: str = "merges",
) -> BothTold:  # fmt: skip
    strings = strings_of(TEXTS)
    damage: dict[bool, list[list[str]]] = {True: [], False: []}

    def reading(handler: CellHandler, *, is_fast: bool) -> Iterator[None]:
        found = Globals(version=version, cell_formats=[0] * FORMATS, strings=strings)
        substream = Substream(io.BytesIO(data), 0, has_runs=is_fast, is_large=is_fast)
        groups = without_views(grouped(iter(substream)))
        try:
            yield from cells.steps(groups, found, handler, filter_range="A3:B9", corner=corner)
        finally:
            damage[is_fast].append([str(error) for error in found.damage])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_LARGE_CHUNK_BYTES", chunk)
        patch.setattr(records, "_FEW_RECORDS", 1)
        patch.setattr(cells, "_FEWEST_TOGETHER", 1)
        told = BothTold(
            lambda handler: reading(handler, is_fast=False),
            lambda handler: reading(handler, is_fast=True),
            strings,
            shows=shows,
            areas=areas,
        )
    assert damage[True] == damage[False]
    return told


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("version", [8, 5])
def test_what_is_odd_among_plain_records_is_told_as_ever(odd: str, version: int) -> None:
    data = BEGIN + sheet([*PARTS, odd, *PARTS]) + END
    found = both(data, version=version, chunk=700)
    assert found.different == []
    assert found.taken


@pytest.mark.parametrize("shows", [True, False])
@pytest.mark.parametrize("name", PARTS)
def test_plain_records_are_taken_as_arrays(name: str, shows: bool) -> None:
    data = (
        BEGIN
        + record(0x007D, struct.pack("<6H", 1, 2, 900, 0, 1, 0))
        + sheet(["numbers", name, "numbers"] * 40)
        + END
    )
    found = both(data, shows=shows)
    assert found.different == []
    assert found.taken >= 100


@pytest.mark.parametrize("areas", AREAS)
@pytest.mark.parametrize("corner", [(1, 1), (30, 3), (9000, 2)])
def test_frozen_rows_and_all_that_may_hide_cells_are_the_same(areas: str, corner: tuple[int, int]) -> None:
    found = both(BEGIN + sheet([*PARTS] * 9) + END, corner=corner, areas=areas)
    assert found.different == []


def test_a_row_record_that_comes_late_among_frozen_rows_is_told_as_ever() -> None:
    late = real(11, 0, 1.5) + record(0x0FFF, b"") + row(7) + record(0x0FFF, b"")
    data = BEGIN + late + b"".join(real(number, 0, 1.5) for number in range(12, 90)) + END
    assert both(data, corner=(10, 1)).different == []


def test_a_sheet_that_breaks_off_is_told_as_far_as_it_goes() -> None:
    data = BEGIN + sheet([*PARTS])
    for cut in (1, 3, 5, 11, 17, 40):
        assert both(data[:-cut]).different == []
    assert both(data + bytes(40)).different == []
    assert both(data).different == []


@pytest.mark.parametrize("name", [*PARTS, *ODD])
def test_long_runs_end_where_short_ones_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = BEGIN + sheet(["numbers", name, "strings"])
    expected = apart(records.records_and_runs(io.BytesIO(data)))
    monkeypatch.setattr(records, "_FEW_RECORDS", 1)
    found = list(records.records_and_runs(io.BytesIO(data), is_large=True))
    assert apart(iter(found)) == expected
    assert any(item.places is not None for item in found)


_NAMES = st.lists(st.sampled_from([*PARTS, *PARTS, *ODD]), max_size=14)


@settings(max_examples=80, deadline=None)
@given(
    names=_NAMES,
    chunk=st.integers(1, 900),
    cut=st.integers(0, 40),
    step=st.sampled_from([0, 1, 1, 1]),
    shows=st.booleans(),
)
@example(names=["rows announced together"] * 3, chunk=70, cut=0, step=1, shows=True)
def test_any_mixture_is_the_same_in_pieces_of_any_size(
    names: list[str], chunk: int, cut: int, step: int, shows: bool
) -> None:
    data = BEGIN + sheet(names, step=step) + END
    assert both(data[: len(data) - cut], chunk=chunk, shows=shows).different == []


@settings(max_examples=200, deadline=None)
@given(
    parts=st.lists(
        st.one_of(st.sampled_from(sorted(PLAIN)), st.tuples(st.integers(0, 0xFFFF), st.integers(0, 30))),
        max_size=20,
    ),
    data=st.data(),
)
def test_places_are_those_of_the_records(parts: list[int | tuple[int, int]], data: st.DataObject) -> None:
    """Lookalikes included: what records hold are headers."""
    filling = b"".join(struct.pack("<I", header) for header in (0xE0203, 0xA00FD, 0xA027E, 0x100208))
    whole, expected = b"", []
    for item in parts:
        kind, length = (item & 0xFFFF, item >> 16) if isinstance(item, int) else item
        expected.append((len(whole), kind | length << 16 in PLAIN))
        start = data.draw(st.integers(0, 3))
        whole += struct.pack("<HH", kind, length) + (filling * 100)[start : start + length]
    chain = record_chain(whole, PLAIN)
    for place, (start, _) in enumerate(expected):
        run = []
        for at, is_plain in expected[place:]:
            if not is_plain:
                break
            run.append(at)
        assert chain.run(start)[0].tolist() == run


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.floats(allow_nan=False, allow_infinity=False),
            st.integers(-(10**13), 10**13).map(lambda whole: whole / 10**5),
            st.tuples(st.integers(10**11, 10**12), st.integers(0, 20)).map(
                lambda item: (item[0] + 0.5) / 10 ** item[1]
            ),
        ),
        min_size=1,
    )
)
@example([0.0, -0.0, 5e-324, 0.1 + 0.2, 999999999999.5, 0.00001, 1e-12, 123456789012.25])
def test_keys_of_many_numbers_are_those_of_each(numbers: list[float]) -> None:
    from leakscan.arrays import numpy

    assert number_keys(numpy.array(numbers)).tolist() == [number_key(number) for number in numbers]


@given(st.lists(st.integers(0, 0xFFFFFFFF), min_size=1))
def test_many_packed_numbers_are_those_of_each(words: list[int]) -> None:
    from leakscan.arrays import numpy

    found = rk_values(numpy.array(words, dtype=numpy.uint32)).tolist()
    assert [repr(value) for value in found] == [repr(float(rk_value(word))) for word in words]


def kept_text(value: str, flags: int) -> bytes:
    raw = value.encode("utf-16-le", "surrogatepass") if flags & 1 else value.encode("latin-1", "replace")
    head = struct.pack("<HB", len(raw) // 2 if flags & 1 else len(raw), flags)
    return head + (b"\1\0" if flags & 8 else b"") + raw + (b"\0\0\5\0" if flags & 8 else b"")


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(st.tuples(st.text(max_size=9), st.sampled_from([0, 1, 0, 1, 8, 9])), max_size=9),
    more=st.integers(0, 2),
    cut=st.integers(0, 60),
)
def test_shared_strings_told_together_are_those_told_one_by_one(
    texts: list[tuple[str, int]], more: int, cut: int
) -> None:
    whole = b"".join(kept_text(*item) for item in texts)
    data = struct.pack("<2L", 0, len(texts) + more) + whole
    told = []
    for is_together in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            if not is_together:
                patch.setattr(Reader, "plain_texts", lambda *_: [])
            found, code = Globals(), ""
            try:
                globals_of._read_shared_strings(Reader([data[: 8 + cut], b"\1" + data[8 + cut :]]), found)
            except MalformedFileError as error:
                code = error.code
            strings = found.strings
            told.append((code, list(strings.keys), bytes(strings.filled), strings.between(0, len(strings))))
    assert told[0] == told[1]
