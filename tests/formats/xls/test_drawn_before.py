"""Drawn objects of BIFF5 and 7; LibreOffice 7.4 shows the same texts and names of what is written here."""

import struct

import pytest

import leakscan
from fixtures.making.biff_before import (
    ARC,
    GROUP,
    HIDDEN,
    LINE,
    OVAL,
    POLYGON,
    RECTANGLE,
    TEXT,
    book_before,
    drawn,
)
from fixtures.making.biff_records import record
from leakscan.formats.xls.drawn_before import shape_before

_BUTTON = 7


def report_of(*objects: bytes) -> leakscan.Report:
    return leakscan.scan(book_before(objects), leakscan.Options(strict=True), name="book.xls")


def texts_of(report: leakscan.Report, rule: str) -> list[str]:
    return [text.reveal() for item in report.findings if item.rule.id == rule for text in item.evidence]


@pytest.mark.parametrize("kind", [GROUP, LINE, RECTANGLE, OVAL, ARC, POLYGON, TEXT])
@pytest.mark.parametrize("name", ["", "Odd", "Even"])
def test_names_are_read_of_every_kind(kind: int, name: str) -> None:
    anchor = shape_before(drawn(kind, name=name)[4:], "cp1252")
    assert anchor is not None
    (named,) = anchor.iter("cNvPr")
    assert named.get("name") == name
    assert [item.text for item in anchor.iter("col", "row")] == ["1", "1", "3", "5"]


@pytest.mark.parametrize("name", ["", "Odd", "Even"])
def test_texts_are_read_behind_names(name: str) -> None:
    anchor = shape_before(drawn(TEXT, "First\nZQ-Text-1a2", name)[4:], "cp1252")
    assert anchor is not None
    assert [item.text for item in anchor.iter("t")] == ["First", "ZQ-Text-1a2"]


def test_a_shape_that_shows_is_no_leak_and_leaves_the_report_complete() -> None:
    report = report_of(drawn(TEXT, "Total of the year"), drawn(RECTANGLE), drawn(LINE))
    assert report.complete
    assert report.findings == ()


def test_a_text_that_does_not_show_is_recovered() -> None:
    report = report_of(drawn(TEXT, "ZQ-Hidden-3b4", flags=HIDDEN))
    assert report.complete
    assert texts_of(report, "hidden-shape") == ["ZQ-Hidden-3b4"]


def test_controls_are_said_not_to_be_read() -> None:
    report = report_of(record(0x005D, drawn(RECTANGLE)[4:8] + struct.pack("<H", _BUTTON) + bytes(60)))
    assert [item.lost for item in report.problems] == ["drawn objects"]


def test_a_text_that_breaks_off_is_damage() -> None:
    report = report_of(record(0x005D, drawn(TEXT, "ZQ-Hidden-3b4", flags=HIDDEN)[4:-20]))
    assert {item.code for item in report.problems} == {"short-record"}
