"""Binary workbooks from end to end: names, encryption, damage, objects."""

import itertools
import struct

import pytest

import leakscan
from fixtures.making.biff import BiffName, BiffSheet, area, literal, xls
from fixtures.making.biff_locking import locked
from fixtures.making.biff_records import record
from leakscan.containers.cfb_writing import compound_file
from tests.mutating import LIMITS

SECRET = "ZQ-Password-0d4"


def report_of(data: bytes, *passwords: str) -> leakscan.Report:
    return leakscan.scan(data, leakscan.Options(strict=True, passwords=passwords), name="book.xls")


def rules_of(report: leakscan.Report) -> set[str]:
    return {finding.rule.id for finding in report.findings}


def hidden() -> bytes:
    return xls({"Cover": [["Total", 12]], "Pay": BiffSheet(rows=[["ZQ-Pay-b11", 1.5]], state="hidden")}).stream()


def test_a_stream_of_records_alone_is_a_workbook() -> None:
    report = report_of(hidden())
    assert report.source.format == "xls"
    assert report.complete
    assert "hidden-sheet" in rules_of(report)


def test_every_byte_of_the_file_is_accounted_for() -> None:
    data = compound_file({"Workbook": hidden()})
    ranges = [(part.start, part.end) for part in report_of(data).parts if part.start is not None]
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(data)
    assert all(first[1] == second[0] for first, second in itertools.pairwise(ranges))


def test_a_password_that_is_given_opens_the_workbook() -> None:
    data = compound_file({"Workbook": locked(hidden(), SECRET)})
    assert "hidden-sheet" in rules_of(report_of(data, "wrong", SECRET))


def test_without_its_password_nothing_of_it_is_examined() -> None:
    report = report_of(compound_file({"Workbook": locked(hidden(), SECRET)}))
    assert rules_of(report) == {"encrypted-file"}
    assert [problem.code for problem in report.problems] == ["encrypted"]
    assert SECRET not in report.to_json(reveal=True)


def test_an_unknown_method_of_encryption_is_said() -> None:
    stream = hidden()
    first = 4 + int.from_bytes(stream[2:4], "little")
    data = stream[:first] + record(0x002F, struct.pack("<3H", 9, 9, 9)) + stream[first:]
    report = report_of(compound_file({"Workbook": data}))
    assert [problem.code for problem in report.problems] == ["encrypted"]


def test_a_stream_of_an_unknown_kind_leaves_the_report_incomplete() -> None:
    report = report_of(compound_file({"Workbook": hidden(), "Odd": b"ZQ-Odd-77a"}))
    assert [problem.place.part for problem in report.problems] == ["Odd"]


def test_damaged_macros_leave_the_report_incomplete() -> None:
    report = report_of(compound_file({"Workbook": hidden(), "_VBA_PROJECT_CUR/VBA/dir": b"x" * 10}))
    assert [problem.code for problem in report.problems] == ["malformed-vba"]


def test_an_object_is_examined_as_a_file_of_its_own() -> None:
    streams = {"Workbook": xls({"Cover": [["Total"]]}).stream(), "MBD0001A2B3/Workbook": hidden()}
    report = report_of(compound_file(streams))
    assert ("MBD0001A2B3", "hidden-sheet") in {(finding.trail[-1], finding.rule.id) for finding in report.findings}
    table = next(item.table for item in report.findings if item.rule.id == "hidden-sheet")
    assert table is not None
    assert list(table.rows()) == [(1, "ZQ-Pay-b11", 1.5)]


def test_one_sheet_out_of_place_costs_only_itself() -> None:
    stream = bytearray(hidden())
    at = stream.index(b"\x85\0", 0) + 4
    stream[at : at + 4] = (len(stream) - 3).to_bytes(4, "little")
    report = report_of(compound_file({"Workbook": bytes(stream)}))
    assert not report.complete
    assert "hidden-sheet" in rules_of(report)


@pytest.mark.parametrize("cut", range(40, 450, 30))
def test_a_stream_cut_short_never_fails_inside(cut: int) -> None:
    assert cut < len(hidden())
    data = compound_file({"Workbook": hidden()[:cut]})
    with leakscan.scan(data, leakscan.Options(limits=LIMITS), name="book.xls") as report:
        assert "internal-error" not in {problem.code for problem in report.problems}
        assert not report.complete


def test_names_are_told_with_what_they_refer_to() -> None:
    book = xls({"Cover": [["Total", 12]], "My sheet": [["x"]]})
    book.names = [
        BiffName(name="Rate", tokens=area(1, (1, 1), (2, 3)), is_hidden=True),
        BiffName(name="All", tokens=area(0, (1, 1), (256, 2)), is_hidden=True),
        BiffName(name="Note", tokens=literal("ZQ-Text-4e4"), is_hidden=True),
    ]
    report = report_of(book.data())
    table = next(
        item.table for item in report.findings if item.table is not None and item.table.columns[-1] == "Refers to"
    )
    assert [row[-1] for row in table.rows()] == ["'My sheet'!$A$1:$B$3", "Cover!$1:$2", '"ZQ-Text-4e4"']


@pytest.mark.parametrize(
    ("version", "name", "word"),
    [
        (0x0680, b"\5\0Plan2", b"\7\0Advance"),
        (0x0500, b"\5Plan2", b"\7Advance"),
        (0x0600, b"\5\0Plan2", b"\7\0Advance"),
    ],
)
def test_strings_are_read_in_the_form_of_the_version(version: int, name: bytes, word: bytes) -> None:
    begin, end = record(0x0809, struct.pack("<2H12x", version, 5)), record(0x000A, b"")
    bound = 4 + 6 + len(name)
    start = len(begin) + bound + len(end)
    label = record(0x0004, struct.pack("<2H3x", 0, 0) + word)
    sheet = record(0x0809, struct.pack("<2H12x", version, 0x10)) + label + end
    stream = begin + record(0x0085, struct.pack("<I2B", start, 1, 0) + name) + end + sheet
    (found,) = [item for item in leakscan.scan(stream, name="plan.xls").findings if item.rule.id == "hidden-sheet"]
    assert found.table is not None
    assert [row[1:] for row in found.table.rows()] == [("Advance",)]
