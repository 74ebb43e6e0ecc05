"""What stands in the stream of a pivot cache besides fields, items and records."""

import struct

import leakscan
from fixtures.making.biff import BiffSheet, xls
from fixtures.making.biff_pivot import Cache, cache_stream
from fixtures.making.biff_records import record

CACHE = Cache(
    rows=[["North", 3], ["South", 4]], fields=["Area", "Visits"], source_sheet="Data", source_cells=(1, 1, 2, 3)
)
TEXT = "ZQ-Rate-3e1"
LITERAL = bytes([0x17, len(TEXT), 0]) + TEXT.encode()
FIELD = b"\x18\x1d" + bytes(4)


def report_of(*records: bytes) -> leakscan.Report:
    """Return the report on a workbook whose cache holds these records before its first row."""
    stream = cache_stream(CACHE, 1)
    at = stream.index(struct.pack("<H", 0x00C8))
    book = xls({"Cover": BiffSheet(rows=[["Visits", 12]], views=[0])})
    book.streams = {"_SX_DB_CUR/0001": stream[:at] + b"".join(records) + stream[at:]}
    return leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")


def formula(tokens: bytes) -> bytes:
    return record(0x00F9, struct.pack("<2H", len(tokens), 1) + tokens) + record(
        0x00F6, struct.pack("<4h", 0, 1, -1, 0)
    )


def told(report: leakscan.Report) -> set[str]:
    tables = [item.table for item in report.findings if item.table is not None]
    return {str(cell) for table in tables for row in table.rows() for cell in row}


def test_the_formula_of_a_calculated_field_is_told() -> None:
    report = report_of(formula(FIELD + LITERAL + b"\x08"))
    assert any(TEXT in text for text in told(report))
    assert [problem.code for problem in report.problems] == []


def test_a_formula_that_cannot_be_read_costs_itself() -> None:
    report = report_of(formula(b"\x7f\x7f"))
    assert [problem.code for problem in report.problems] == ["unknown-token"]
    assert {"North", "South"} <= told(report)


def test_a_record_that_nothing_reads_leaves_the_report_incomplete() -> None:
    report = report_of(record(0x7ABC, b"ZQ-Odd-5e1"))
    assert [problem.code for problem in report.problems] == ["records-not-examined"]
