"""Records that nothing reads make a report incomplete."""

import struct

import leakscan
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.unread import unread_kinds
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source

BOF = struct.pack("<HHHHII2H", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
SHEET_BOF = struct.pack("<HHHHII2H", 0x0809, 16, 0x0600, 0x0010, 0, 0, 0, 0)
EOF = struct.pack("<HH", 0x000A, 0)


def bare(*within: bytes) -> bytes:
    name = b"Cover"
    sheet_list_size = 4 + 8 + len(name)
    start = len(BOF) + sheet_list_size + len(EOF)
    sheet_list = struct.pack("<HHIBBBB", 0x0085, 8 + len(name), start, 0, 0, len(name), 0) + name
    return BOF + sheet_list + EOF + SHEET_BOF + b"".join(within) + EOF


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def kinds(*within: bytes) -> tuple[str, ...]:
    source = Source(BytesStore(bare(*within)), name="book.xls", budget=Budget(Limits()))
    return unread_kinds(BinaryBook(source, None))


def test_a_plain_workbook_holds_nothing_unread() -> None:
    assert kinds() == ()
    assert leakscan.scan(bare(), name="book.xls").complete


def test_printer_settings_and_scenarios_are_named() -> None:
    assert kinds(record(0x004D, b"\0\0device"), record(0x00AF, b"\0" * 12)) == ("printer settings", "scenarios")


def test_a_note_and_a_chart_are_read_and_a_text_box_is_not() -> None:
    note, chart, box = (record(0x005D, struct.pack("<4H", 0x15, 18, kind, 1)) for kind in (0x19, 0x05, 0x06))
    assert kinds(note, chart) == ()
    assert kinds(note, box) == ("drawn objects",)


def test_what_is_unread_makes_the_report_incomplete() -> None:
    report = leakscan.scan(bare(record(0x004D, b"\0\0device")), name="book.xls")
    assert not report.complete
    assert [(item.code, item.lost) for item in report.problems] == [("records-not-examined", "printer settings")]
