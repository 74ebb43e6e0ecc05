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


def test_records_that_nothing_reads_are_named() -> None:
    assert kinds(record(0x00F9, b"\0\0\1")) == ("formulas of pivot tables",)


def test_a_record_of_a_type_nobody_knows_is_not_passed_over() -> None:
    assert kinds(record(0x7ABC, b"ZQ-Odd-5e1")) == ("records of other kinds",)


def test_a_record_too_short_for_a_word_holds_nothing() -> None:
    assert kinds(record(0x7ABC, b"\1\0"), record(0xFFFF, b"")) == ()


def test_kinds_of_shared_features_are_told_apart() -> None:
    lists, tags, ranges = (record(0x0868, struct.pack("<H10xH", 0x0868, kind) + bytes(13)) for kind in (5, 4, 2))
    assert kinds(ranges, tags) == ()
    assert kinds(ranges, lists) == ("shared features",)


def test_what_is_unread_makes_the_report_incomplete() -> None:
    report = leakscan.scan(bare(record(0x00F9, b"\0\0device")), name="book.xls")
    assert not report.complete
    assert [(item.code, item.lost) for item in report.problems] == [
        ("records-not-examined", "formulas of pivot tables")
    ]
