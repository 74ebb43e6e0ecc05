"""Formulas of cells, as far as they say more than their results."""

import struct

import pytest

import leakscan
from fixtures.making.biff import BiffName, BiffSheet, xls
from fixtures.making.biff_records import record, text
from leakscan.containers.cfb_writing import compound_file

GONE = b"\x5a\x01\0\0\0\0\xc0"
"""The first cell of a sheet that was deleted, in a workbook of one sheet."""
RESULT = record(0x0207, text("ZQ-Shared-8d2"))


def cell(tokens: bytes, row: int = 1) -> bytes:
    head = struct.pack("<3H", row, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6)
    return record(0x0006, head + struct.pack("<H", len(tokens)) + tokens)


def shared(kind: int, tokens: bytes) -> bytes:
    head = {0x04BC: struct.pack("<HHBBBB", 1, 2, 0, 0, 0, 2), 0x0221: struct.pack("<HHBBHI", 1, 1, 0, 0, 0, 0)}
    return record(kind, head[kind] + struct.pack("<H", len(tokens)) + tokens)


def report_of(*more: bytes, names: tuple[BiffName, ...] = ()) -> leakscan.Report:
    book = xls({"Cover": BiffSheet(rows=[["Ada"]], more=more)})
    book.has_deleted_sheet = True
    book.names = names
    return leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")


def lost(report: leakscan.Report) -> list[tuple[object, ...]]:
    tables = [finding.table for finding in report.findings if finding.rule.id == "lost-source"]
    return [row for table in tables if table is not None for row in table.rows()]


@pytest.mark.parametrize("kind", [0x04BC, 0x0221])
def test_a_formula_that_cells_share_is_that_of_its_first_cell(kind: int) -> None:
    report = report_of(cell(b"\x01\x01\0\0\0"), shared(kind, GONE), RESULT, cell(b"\x01\x01\0\0\0", 2), RESULT)
    assert report.complete
    assert lost(report) == [("A2", "#REF!A1", "ZQ-Shared-8d2", "#REF")]


def test_distances_in_a_shared_formula_count_from_its_cell() -> None:
    tokens = GONE + b"\x4c\xff\xff\0\xc0\x08"
    report = report_of(cell(b"\x01\x01\0\0\0"), shared(0x04BC, tokens), RESULT)
    assert [row[1] for row in lost(report)] == ["#REF!A1&A1"]


def test_a_name_that_means_something_is_not_gone() -> None:
    name = BiffName(name="Kept", tokens=b"\x1e\x07\x00")
    assert lost(report_of(cell(b"\x43\x01\0\0\0"), RESULT, names=(name,))) == []
    name.tokens = b"\x1c\x1d"
    assert [row[3] for row in lost(report_of(cell(b"\x43\x01\0\0\0"), RESULT, names=(name,)))] == ["Kept"]


@pytest.mark.parametrize("tokens", [GONE[:-1], GONE + b"\x3f"])
def test_a_formula_that_cannot_be_read_is_said_and_keeps_its_result(tokens: bytes) -> None:
    report = report_of(cell(tokens), RESULT)
    assert not report.complete
    assert lost(report) == []
    assert b"ZQ-Shared" not in report.to_json().encode()


def test_a_record_that_breaks_off_in_its_formula_keeps_its_result() -> None:
    short = cell(GONE)[:-3]
    report = report_of(short[:2] + struct.pack("<H", len(short) - 4) + short[4:], RESULT)
    assert not report.complete


def test_formulas_of_excel_95_name_sheets_that_are_gone() -> None:
    place = b"\x5a\xff\xff" + bytes(8)
    tokens = place + b"\xff\xff\xff\xff\0\xc0\0"
    stream = record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0)) + record(
        0x0085, struct.pack("<IBB", 0, 0, 0) + b"\x05Cover"
    )
    stream += record(0x000A, b"")
    start = len(stream)
    stream = stream[:16] + struct.pack("<I", start) + stream[20:]
    sheet = record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0)) + cell(tokens)
    sheet += record(0x0207, b"\x0d\0ZQ-Shared-8d2") + record(0x000A, b"")
    data = compound_file({"Book": stream + sheet})
    report = leakscan.scan(data, leakscan.Options(strict=True), name="book.xls")
    assert report.complete
    assert lost(report) == [("A2", "#REF!A1", "ZQ-Shared-8d2", "#REF")]
