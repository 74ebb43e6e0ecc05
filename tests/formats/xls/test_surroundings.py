"""What stands around the cells of a binary sheet: saved views, conditional formats, headers, filters, printers."""

import struct
from collections.abc import Sequence

import leakscan
from fixtures.making.biff import BiffSheet, xls
from fixtures.making.biff_parts import (
    ALWAYS,
    WHITE,
    cell_format,
    conditional,
    filter_for,
    font,
    printer,
    saved_view,
    view_of_sheet,
)
from fixtures.making.biff_records import record, text
from fixtures.making.cells import Row

ROWS: list[Row] = [["Name", "Grade"], ["Ada", 3], ["ZQ-Veil-7d2", 4.25]]
GUID = bytes(range(16))


def report_of(more: Sequence[bytes] = (), *, shared: Sequence[bytes] = (), **made: object) -> leakscan.Report:
    book = xls({"Staff": BiffSheet(rows=ROWS, more=more)})
    book.more = shared
    for name, value in made.items():
        setattr(book, name, value)
    return leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")


def rules_of(report: leakscan.Report) -> set[str]:
    return {finding.rule.id for finding in report.findings}


def rows_of(report: leakscan.Report, rule: str) -> list[tuple[object, ...]]:
    tables = [finding.table for finding in report.findings if finding.rule.id == rule]
    return [row for table in tables if table is not None for row in table.rows()]


def test_filters_and_headers_of_a_saved_view_are_not_the_sheets() -> None:
    inside = [record(0x009B, b""), filter_for(0, "ZQ-Wanted-1c9"), record(0x0014, text("&CZQ-Header-1ca"))]
    report = report_of(view_of_sheet(GUID, *inside), shared=[saved_view(GUID, "Print")])
    assert report.complete
    assert rules_of(report) == {"custom-view", "document-identifier"}
    assert {row[2] for row in rows_of(report, "custom-view")} == {"ZQ-Wanted-1c9", "ZQ-Header-1ca"}


def test_the_printer_of_a_saved_view_is_named() -> None:
    device = "ZQ-Device-1fb".encode("utf-16-le").ljust(68, b"\0") + struct.pack("<HH", 220, 0) + bytes(148)
    report = report_of(view_of_sheet(GUID, printer(device)), shared=[saved_view(GUID, "Print")])
    assert report.complete
    assert "ZQ-Device-1fb" in {row[0] for row in rows_of(report, "people-named")}


def test_a_view_without_its_line_in_the_list_is_told_of() -> None:
    report = report_of(view_of_sheet(GUID, filter_for(0, "ZQ-Wanted-1c9")))
    assert rows_of(report, "custom-view") == [("", "filter", "ZQ-Wanted-1c9")]


def test_a_view_that_never_ends_hides_nothing() -> None:
    report = report_of([*view_of_sheet(GUID)[:1], filter_for(0, "ZQ-Wanted-1c9")])
    assert rows_of(report, "custom-view") == [("", "filter", "ZQ-Wanted-1c9")]


def test_relative_references_of_a_condition_are_read_for_each_cell() -> None:
    # =B2>4 for A2:B3, whose references move along: true of B3 alone
    greater = struct.pack("<BHH", 0x4C, 0, 0xC000) + b"\x1e\4\0\x0d"
    report = report_of(conditional((1, 2, 1, 1), greater, WHITE))
    assert rows_of(report, "conditional-invisible") == [("B3", 4.25)]


def test_a_rule_of_a_later_version_is_read() -> None:
    assert rows_of(report_of(later(ALWAYS)), "conditional-invisible") == [("A3", "ZQ-Veil-7d2")]


def test_an_earlier_rule_that_stops_wins_over_a_later_one() -> None:
    first = conditional((2, 2, 0, 0), ALWAYS, 10)
    assert "conditional-invisible" not in rules_of(report_of([*first, *later(ALWAYS)]))


def later(tokens: bytes) -> list[bytes]:
    """Return a conditional format of Excel 2007 that gives A3 white text ([MS-XLS] 2.4.43, 2.4.57)."""
    area = struct.pack("<4H", 2, 2, 0, 0)
    inside = bytearray(118)
    inside[80:84] = struct.pack("<I", WHITE)
    paint = struct.pack("<IH", 0x0400_0000, 0) + bytes(inside)
    head = struct.pack("<HH", 0x0879, 1) + area
    rule = struct.pack("<H10x", 0x087A) + struct.pack("<BBHHI", 2, 0, len(tokens), 0, len(paint)) + paint + tokens
    rule += struct.pack("<HBHHB16x", 0, 2, 7, 1, 16)
    return [
        record(0x0879, head + struct.pack("<HH", 1, 4) + area + struct.pack("<H", 1) + area),
        record(0x087A, rule),
    ]


def test_exact_colours_win_over_those_of_the_palette() -> None:
    white = struct.pack("<HhI8x", 2, 0, 0x00FFFFFF)
    exact = struct.pack("<H10x2xH2xH", 0x087D, 3, 1) + struct.pack("<HH", 13, 4 + len(white)) + white
    sheet = BiffSheet(rows=ROWS, styles={(3, 1): 3})
    book = xls({"Staff": sheet})
    book.fonts, book.formats, book.more = [font(10)], [cell_format(1)], [record(0x087D, exact)]
    report = leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")
    assert rows_of(report, "invisible-text") == [("A3", "ZQ-Veil-7d2")]


def test_headers_of_first_and_even_pages_are_read() -> None:
    words = "&CZQ-First-8ab ben.marsh@example.org"
    data = struct.pack("<H10x16xH4H", 0x089C, 2, 0, 0, len(words), 0) + text(words)
    assert [row[1] for row in rows_of(report_of([record(0x089C, data)]), "header-footer")] == [words[2:]]


def test_the_printer_of_an_old_version_is_named() -> None:
    device = b"ZQ-Device-5d1".ljust(32, b"\0") + struct.pack("<4H", 0x0401, 0x0600, 156, 4) + bytes(120)
    report = report_of([printer(device)])
    assert report.complete
    assert "ZQ-Device-5d1" in {row[0] for row in rows_of(report, "people-named")}


def test_settings_of_an_unknown_form_leave_the_report_incomplete() -> None:
    assert [problem.lost for problem in report_of([printer(b"x" * 40)]).problems] == ["printer settings"]


def test_settings_that_a_mac_keeps_of_a_printer_are_read() -> None:
    kept = b"<?xml version='1.0'?><!DOCTYPE plist PUBLIC '-//Apple//DTD' 'http://example.org/p.dtd'><plist><dict>"
    kept += b"<key>PMPrinterName</key><string>ZQ-Printer-f20</string></dict></plist>"
    report = report_of([printer(kept)])
    assert report.complete
    assert "ZQ-Printer-f20" in {row[0] for row in rows_of(report, "people-named")}


def test_a_header_that_breaks_off_leaves_no_view_open() -> None:
    report = report_of(view_of_sheet(GUID, record(0x0014, b"\xff\0\0Z"), filter_for(0, "ZQ-Wanted-1c9")))
    assert [problem.code for problem in report.problems] == ["short-record"]
    assert rows_of(report, "custom-view") == [("", "filter", "ZQ-Wanted-1c9")]


def test_a_record_that_breaks_off_costs_only_itself() -> None:
    broken = [record(kind, b"\1") for kind in (0x00AF, 0x01BE, 0x01B0, 0x00E5, 0x089C, 0x087A)]
    report = report_of([*broken, *conditional((2, 2, 0, 0), ALWAYS, WHITE)])
    assert {problem.code for problem in report.problems} == {"short-record", "records-not-examined"}
    assert rows_of(report, "conditional-invisible") == [("A3", "ZQ-Veil-7d2")]


def test_a_cell_beyond_the_last_column_is_read_as_in_it() -> None:
    far = record(0x0204, struct.pack("<3H", 2, 0xFFFF, 0) + text("ZQ-Beyond-e0d"))
    report = report_of([far])
    assert ("IV3", "ZQ-Beyond-e0d") in rows_of(report, "far-cell")
    assert [problem.code for problem in report.problems] == ["malformed"]


def test_what_a_mac_calls_its_own_software_is_no_printer() -> None:
    kept = b"<?xml version='1.0'?><plist><dict><key>com.apple.print.ticket.creator</key>"
    kept += b"<string>com.apple.jobticket</string></dict></plist>"
    report = report_of([printer(kept), record(0x004D, b"\1\0" + b"\0\3" + bytes(118))])
    assert report.complete
    assert rows_of(report, "people-named") == []


def test_columns_that_others_make_room_for_are_none_of_the_sheet() -> None:
    rows: list[Row] = [["Total", *([None] * 254), "ZQ-Last-2f1"]]
    data = xls({"Cover": BiffSheet(rows=rows, hidden_columns=frozenset({256, 257}))}).data()
    report = leakscan.scan(data, leakscan.Options(strict=True), name="book.xls")
    (found,) = (item for item in report.findings if item.rule.id == "hidden-columns")
    assert (found.place.cells, found.counts.columns) == ("IV:IV", 1)
