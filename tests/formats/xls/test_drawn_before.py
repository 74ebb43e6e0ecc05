"""Drawn objects of BIFF5 and 7; LibreOffice 7.4 shows the same texts and names of what is written here."""

import struct

import pytest

import leakscan
from fixtures.making.biff_before import (
    ARC,
    BUTTON,
    CHECK_BOX,
    DIALOG,
    DROP_DOWN,
    EDIT,
    GROUP,
    GROUP_BOX,
    HIDDEN,
    LABEL,
    LINE,
    LIST,
    OPTION,
    OVAL,
    PICTURE,
    POLYGON,
    RECTANGLE,
    SCROLL_BAR,
    SPIN,
    TEXT,
    book_before,
    drawn,
    image,
)
from fixtures.making.biff_records import record
from leakscan.formats.xls.drawn_before import shape_before

CONTROLS = [BUTTON, CHECK_BOX, OPTION, EDIT, LABEL, DIALOG, GROUP_BOX, DROP_DOWN]
BITMAP = struct.pack("<I2i2H6I", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"\xff\xff\xff\0"


def report_of(*objects: bytes) -> leakscan.Report:
    return leakscan.scan(book_before(objects), leakscan.Options(strict=True), name="book.xls")


def texts_of(report: leakscan.Report, rule: str) -> list[str]:
    return [text.reveal() for item in report.findings if item.rule.id == rule for text in item.evidence]


@pytest.mark.parametrize(
    "kind", [GROUP, LINE, RECTANGLE, OVAL, ARC, POLYGON, TEXT, PICTURE, SPIN, SCROLL_BAR, LIST, *CONTROLS]
)
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


@pytest.mark.parametrize("kind", CONTROLS)
@pytest.mark.parametrize("name", ["", "Odd", "Even"])
def test_texts_of_controls_are_read_behind_name_macro_and_link(kind: int, name: str) -> None:
    anchor = shape_before(drawn(kind, "ZQ-Control-5d1", name)[4:], "cp1252")
    assert anchor is not None
    assert [item.text for item in anchor.iter("t")] == ["ZQ-Control-5d1"]


def test_controls_that_show_leave_the_report_complete_and_cover_no_cell() -> None:
    report = report_of(*(drawn(kind, "Choose") for kind in CONTROLS), drawn(LIST), drawn(SPIN), drawn(SCROLL_BAR))
    assert report.complete
    assert report.findings == ()


def test_the_text_of_a_hidden_control_is_recovered() -> None:
    report = report_of(drawn(CHECK_BOX, "ZQ-Hidden-d0c", flags=HIDDEN))
    assert report.complete
    assert texts_of(report, "hidden-shape") == ["ZQ-Hidden-d0c"]


def test_an_object_of_a_kind_nobody_knows_is_said_not_to_be_read() -> None:
    report = report_of(record(0x005D, drawn(RECTANGLE)[4:8] + struct.pack("<H", 0x55) + bytes(60)))
    assert [item.lost for item in report.problems] == ["drawn objects"]


def test_a_picture_that_shows_is_no_leak_and_leaves_the_report_complete() -> None:
    report = report_of(drawn(PICTURE), image(9, BITMAP))
    assert report.complete
    assert report.findings == ()


def test_what_a_hidden_picture_draws_is_recovered_and_taken_out() -> None:
    text = b"ZQ-Drawn-88e"
    words = struct.pack("<IHh", 3 + 2 + len(text) // 2 + 1, 0x0521, len(text)) + text + struct.pack("<2h", 5, 5)
    metafile = struct.pack("<3HIHIH", 1, 9, 0x0300, 0, 0, 0, 0) + words + struct.pack("<IH", 3, 0)
    book = book_before([drawn(PICTURE, flags=HIDDEN), image(2, struct.pack("<4H", 8, 1, 1, 0) + metafile)])
    report = leakscan.scan(book, leakscan.Options(strict=True), name="book.xls")
    tables = [item.table for item in report.findings if item.table is not None]
    assert "ZQ-Drawn-88e" in {str(cell) for table in tables for row in table.rows() for cell in row}
    assert report.complete


def test_a_picture_behind_the_cells_is_a_hidden_object_of_a_name_of_its_own() -> None:
    report = report_of(drawn(PICTURE, name="__BkgndObj", flags=HIDDEN), image(9, BITMAP))
    assert report.complete
    assert report.findings == ()


def test_a_picture_that_breaks_off_leaves_the_report_incomplete() -> None:
    report = report_of(drawn(PICTURE), record(0x007F, struct.pack("<2HI", 9, 1, 900) + BITMAP))
    assert {item.code for item in report.problems} == {"damaged-picture"}


def test_a_text_that_breaks_off_is_damage() -> None:
    report = report_of(record(0x005D, drawn(TEXT, "ZQ-Hidden-3b4", flags=HIDDEN)[4:-20]))
    assert {item.code for item in report.problems} == {"short-record"}


@pytest.mark.parametrize("length", ["<B", "<H"])
def test_a_sheet_that_a_consolidation_reads_is_told_whatever_the_width_of_its_length(length: str) -> None:
    name = b"\x02ZQ-Deleted-c17"
    source = struct.pack("<2H2B", 0, 3, 0, 1) + struct.pack(length, len(name)) + name
    report = report_of(record(0x0050, bytes(8)), record(0x0051, source))
    assert report.complete
    assert texts_of(report, "table-text") == ["ZQ-Deleted-c17"]
