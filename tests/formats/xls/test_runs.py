"""Plain records of cells in runs: the same as one by one, whatever stands around them and wherever a read ends."""

import io
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import leakscan
from fixtures.making.biff_records import record
from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.xls import book, cells
from leakscan.formats.xls import records as module
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.cells import feed
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import PLAIN, RUN, Record, Substream, grouped, records, records_and_runs
from leakscan.formats.xlsx.cells import CellHandler
from tests.corpus.files import CORPUS

FIXTURES = sorted((Path(__file__).resolve().parents[3] / "fixtures").rglob("*.xls"))
CORPUS_FILES = sorted(CORPUS.rglob("*.xls")) if CORPUS.exists() else []
BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
FORMULA, TEXT, LABEL, VIEW, VIEW_END = 0x0006, 0x0207, 0x0204, 0x01AA, 0x01AB
KINDS = [0x0208, 0x0203, 0x027E, 0x00FD, 0x0205, 0x00BD, 0x0201, 0x00BE]
OTHERS = [BEGIN, END, CONTINUE, FORMULA, TEXT, LABEL, VIEW, VIEW_END, 0x00E5, 0x007D, 0x0002, 0x0008, 0x0001]

plain = st.sampled_from(sorted(PLAIN)).flatmap(
    lambda header: st.binary(min_size=header >> 16, max_size=header >> 16).map(
        lambda data: (header & 0xFFFF, struct.pack("<HH", data[0] % 4, data[2] % 5) + data[4:])
    )
)
other = st.tuples(st.sampled_from(KINDS + OTHERS), st.binary(max_size=24))
streams = st.lists(st.one_of(plain, plain, plain, other), max_size=30)


class Recorder(CellHandler):
    """Keeps all that it is told of rows and cells."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Keep it."""
        self.told.append((name, dict(attributes)))

    def row(self, attributes: Mapping[str, str]) -> None:
        """Keep it."""
        self.told.append((self.row_number, dict(attributes)))

    def row_end(self) -> None:
        """Keep it."""
        self.told.append("end")

    def cell(self, column: int, kind: str, text: str) -> None:
        """Keep it."""
        formula = "".join(self.formula) if self.has_formula else None
        self.told.append((self.row_number, column, kind, text, self.style, formula))


def _single(found: Iterator[Record]) -> Iterator[Record]:
    for item in found:
        if item.type == RUN:
            for inner in records(io.BytesIO(item.data)):
                yield inner._replace(start=inner.start + item.start)
        else:
            yield item


def _kept(found: Iterator[Record]) -> list[object]:
    kept: list[object] = []
    try:
        kept.extend(found)
    except MalformedFileError as error:
        kept.append(error.code)
    return kept


def _told(data: bytes, *, has_runs: bool) -> tuple[list[object], list[str], list[int], int]:
    handler, found = Recorder(), Globals(cell_formats=[0, 0])
    for text in ("one", "two"):
        found.strings.append(text)
    substream = Substream(io.BytesIO(data), 0, has_runs=has_runs)
    try:
        feed(grouped(iter(substream)), found, handler)
    except MalformedFileError as error:
        handler.told.append(error.code)
    return handler.told, [str(error) for error in found.damage], substream.inner, substream.end


@given(parts=streams, cut=st.integers(0, 40), zeros=st.integers(0, 9), chunk=st.integers(1, 90))
@settings(max_examples=150, deadline=None)
def test_runs_hold_the_records_that_stand_there(
    parts: list[tuple[int, bytes]], cut: int, zeros: int, chunk: int
) -> None:
    whole = b"".join(record(kind, data) for kind, data in parts)
    data = b"before" + whole[: len(whole) - cut if cut < 20 else None] + bytes(zeros)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FIRST_CHUNK_BYTES", chunk)
        patch.setattr(module, "_CHUNK_BYTES", 2 * chunk)
        assert _kept(_single(records_and_runs(io.BytesIO(data), 6))) == _kept(records(io.BytesIO(data), 6))


@given(parts=streams, chunk=st.integers(1, 300))
@settings(max_examples=150, deadline=None)
def test_cells_in_runs_are_told_as_those_that_come_alone(parts: list[tuple[int, bytes]], chunk: int) -> None:
    data = record(BEGIN, b"\0\6\x10\0" + bytes(12)) + b"".join(record(kind, data) for kind, data in parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FIRST_CHUNK_BYTES", chunk)
        assert _told(data + record(END, b""), has_runs=True) == _told(data + record(END, b""), has_runs=False)


def test_plain_records_do_come_in_runs() -> None:
    number = record(0x0203, struct.pack("<HHHd", 1, 2, 0, 1.5))
    found = list(records_and_runs(io.BytesIO(9 * number + record(END, b"") + number)))
    assert [item.type for item in found] == [RUN, END, 0x0203]
    assert found[0].data == 9 * number


def test_a_continued_record_is_in_no_run() -> None:
    number = record(0x0203, struct.pack("<HHHd", 1, 2, 0, 1.5))
    found = list(grouped(records_and_runs(io.BytesIO(3 * number + record(CONTINUE, b"more") + record(END, b"")))))
    assert [(item.type, len(item.pieces)) for item in found] == [(RUN, 1), (0x0203, 2), (END, 1)]


def test_rows_that_are_all_announced_first_cost_no_more_than_others() -> None:
    rows = b"".join(record(0x0208, struct.pack("<H14x", number)) for number in range(65_536))
    cells = b"".join(record(0x027E, struct.pack("<HHHI", number, 0, 0, 6)) for number in range(65_536))
    data = record(BEGIN, b"\0\6\x10\0" + bytes(12)) + rows + cells + record(END, b"")
    told = _told(data, has_runs=True)[0]
    assert len([item for item in told if item == "end"]) == 65_536


def _facts(path: Path) -> object:
    try:
        with leakscan.scan(path) as report:
            found = report.to_dict()
    except FileError as error:
        return error.code
    return {key: value for key, value in found.items() if key in ("complete", "findings", "problems")}


def _facts_by_arrays(path: Path) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "LARGE_BYTES", -(1 << 40))
        patch.setattr(module, "_FEW_RECORDS", 1)
        patch.setattr(cells, "_FEWEST_TOGETHER", 1)
        return _facts(path)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_fixtures_give_the_same_report(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = _facts(path)
    assert _facts_by_arrays(path) == fast
    monkeypatch.setattr(BinaryBook, "has_runs", False)
    assert _facts(path) == fast


@pytest.mark.skipif(not CORPUS_FILES, reason="there is no corpus here")
@pytest.mark.parametrize("path", CORPUS_FILES, ids=lambda path: path.name)
def test_real_files_give_the_same_report(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = _facts(path)
    assert _facts_by_arrays(path) == fast
    monkeypatch.setattr(BinaryBook, "has_runs", False)
    assert _facts(path) == fast
