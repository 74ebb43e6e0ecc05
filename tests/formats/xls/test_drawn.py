"""Shapes and pictures of binary workbooks."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

import pytest

import leakscan
from fixtures.making.biff import BiffSheet, xls
from fixtures.making.biff_drawing import DROP_DOWN, LIST, Shape, drawing, pictures
from fixtures.making.biff_records import record
from fixtures.making.pictures import png
from leakscan.formats.ole.officeart import Art, blip_of

REMARK = png((b"tEXt", b"Comment\0ZQ-Remark-9c4"))


def report_of(more: Sequence[bytes], *shared: bytes) -> leakscan.Report:
    book = xls({"Cover": BiffSheet(rows=[["Visits", 12]], more=more)})
    book.more = shared
    return leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")


def rules_of(report: leakscan.Report) -> set[str]:
    return {finding.rule.id for finding in report.findings}


def described(text: str) -> Shape:
    return Shape(name="Note 1", text="read me", description=text)


def test_a_drawing_goes_on_in_the_continuation_of_an_object() -> None:
    first, second = Shape(name="A", text="one"), described("ZQ-Second-1fa of ben.marsh@example.org")
    records = list(drawing([first, second]))
    at = next(index for index, item in enumerate(records[1:], 1) if item[:2] == b"\xec\0" and len(item) > 20)
    moved = [*records[:at], b"\x3c\0" + records[at][2:], *records[at + 1 :]]
    report = report_of(moved)
    assert report.complete
    assert "alternative-text" in rules_of(report)


@pytest.mark.parametrize("kind", [LIST, DROP_DOWN])
def test_choices_that_a_list_brings_with_it_are_recovered(kind: int) -> None:
    report = report_of(list(drawing([Shape(name="List 1", control=kind, choices=("ZQ-Choice-1d7", "all"))])))
    (found,) = (item for item in report.findings if item.rule.id == "control-text")
    assert found.table is not None
    assert [row[1] for row in found.table.rows()] == ["ZQ-Choice-1d7", "all"]
    assert report.complete


def test_choices_that_break_off_leave_the_report_incomplete() -> None:
    records = list(drawing([Shape(name="List 1", control=LIST, choices=("ZQ-Choice-1d7", "all"))]))
    at = next(index for index, item in enumerate(records) if item[:2] == b"\x5d\0")
    records[at] = record(0x005D, records[at][4:-9])
    assert not report_of(records).complete


def test_a_picture_behind_the_cells_in_another_form_is_looked_into() -> None:
    report = report_of([record(0x00E9, struct.pack("<2HI", 0x0E, 1, len(REMARK)) + REMARK)])
    assert "picture-metadata" in rules_of(report)
    assert report.complete


def test_what_a_picture_in_the_store_says_is_read_and_it_can_be_taken_out() -> None:
    report = report_of(list(drawing([Shape(name="Photo", picture=1)])), pictures(REMARK))
    found = next(item for item in report.findings if item.rule.id == "picture-metadata")
    assert found.place.part == "Workbook/picture 1"
    assert found.table is not None
    assert "ZQ-Remark-9c4" in {str(row[2]) for row in found.table.rows()}


def test_a_picture_on_a_hidden_sheet_alone_does_not_show() -> None:
    sheets = {"Cover": BiffSheet(rows=[["Visits"]]), "Back": BiffSheet(rows=[], state="hidden")}
    sheets["Back"].more = list(drawing([Shape(name="Photo", picture=1)]))
    book = xls(sheets)
    book.more = [pictures(REMARK)]
    report = leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")
    assert "unused-picture" not in rules_of(report)
    assert "hidden-shape" in rules_of(report)


def test_a_shape_as_later_versions_keep_it_is_read() -> None:
    shape = '<x:sp xmlns:x="x"><x:nvSpPr><x:cNvPr id="1" name="N" descr="{}"/></x:nvSpPr></x:sp>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:  # a test's own package
        package.writestr("drs/shapexml.xml", shape.format("ZQ-Later-b07 ben.marsh@example.org"))
    data = target.getvalue()
    records = list(drawing([Shape(name="Note 1")]))
    assert "alternative-text" in rules_of(report_of([with_property(records[0], 0x03A9, data), *records[1:]]))


def with_property(made: bytes, number: int, data: bytes) -> bytes:
    """Return the record of a drawing whose only shape has one more property with data of its own."""
    table = (
        struct.pack("<HHI", 0x13, 0xF122, 6 + len(data)) + struct.pack("<HI", number | 0x8000, len(data)) + data
    )
    body = bytearray(made[4:])
    # The drawing, its group and its last shape grow; the table stands in front of the shape's anchor.
    at = body.index(struct.pack("<HHI", 0, 0xF010, 18))
    shape = body.rindex(b"\x0f\0\x04\xf0", 0, at)
    for head in (0, body.index(b"\x0f\0\x03\xf0"), shape):
        size = struct.unpack_from("<I", body, head + 4)[0]
        struct.pack_into("<I", body, head + 4, size + len(table))
    return record(0x00EC, bytes(body[:at]) + table + bytes(body[at:]))


def test_packed_metafiles_and_bitmaps_without_head_become_files() -> None:
    head = struct.pack("<BB16sHIIIBBBB", 2, 2, bytes(16), 0xFF, 0, 1, 0, 0, 0, 0, 0)
    packed = zlib.compress(b"ZQ-Meta-30c")
    metafile = bytes(16) + struct.pack("<I24xIBB", 11, len(packed), 0, 0xFE) + packed
    entry = head + struct.pack("<HHI", 0x3D4 << 4, 0xF01A, len(metafile)) + metafile
    assert blip_of(Art(0xF007, 2, entry, 0, is_container=False)).data == b"ZQ-Meta-30c"
    pixels = struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"\1\2\3\0"
    bitmap = bytes(17) + pixels
    entry = head + struct.pack("<HHI", 0x7A8 << 4, 0xF01F, len(bitmap)) + bitmap
    found = blip_of(Art(0xF007, 7, entry, 0, is_container=False)).data
    assert (found[:2], found[10:14], found[14:]) == (b"BM", struct.pack("<I", 54), pixels)


def test_a_drawing_that_breaks_off_leaves_a_problem() -> None:
    records = list(drawing([described("ZQ-Broken-4fd of ben.marsh@example.org")]))
    report = report_of([record(0x00EC, records[0][4:-10]), *records[1:]])
    assert "broken-drawing" in {problem.code for problem in report.problems}


def test_a_property_of_a_shape_that_nothing_reads_leaves_the_report_incomplete() -> None:
    records = list(drawing([Shape(name="Note 1")]))
    report = report_of([with_property(records[0], 0x0388, b"x"), *records[1:]])
    assert [problem.lost for problem in report.problems] == ["drawn objects"]


def test_titles_of_charts_on_hidden_sheets_are_told_of() -> None:
    begin = record(0x0809, struct.pack("<4HII", 0x0600, 0x0020, 0x0DBB, 0x07CC, 0, 6))
    name = record(0x100D, b"\0\0\x06\0Series")
    title = record(0x100D, b"\0\0\x0c\0ZQ-Title-7b2")
    chart = [begin, record(0x1003, bytes(12)), name, record(0x1025, bytes(32)), title, record(0x000A, b"")]
    sheets = {"Cover": BiffSheet(rows=[["Visits"]]), "Back": BiffSheet(rows=[], state="hidden", more=chart)}
    report = leakscan.scan(xls(sheets).data(), leakscan.Options(strict=True), name="book.xls")
    tables = [item.table for item in report.findings if item.rule.id == "hidden-shape"]
    assert [row[1] for table in tables if table is not None for row in table.rows()] == ["ZQ-Title-7b2"]


def test_the_title_of_a_chart_is_not_the_name_of_its_last_series() -> None:
    begin = record(0x0809, struct.pack("<4HII", 0x0600, 0x0020, 0x0DBB, 0x07CC, 0, 6))
    source = record(0x1051, struct.pack("<BBHHH", 0, 1, 0, 0, 0))
    title = [record(0x1025, bytes(32)), source, record(0x100D, b"\0\0\x0c\0ZQ-Title-7b2")]
    for name in ([], [record(0x100D, b"\0\0\x06\0Series")]):
        chart = [begin, record(0x1003, bytes(12)), source, *name, *title, record(0x000A, b"")]
        sheets = {"Cover": BiffSheet(rows=[["Visits"]]), "Back": BiffSheet(rows=[], state="hidden", more=chart)}
        report = leakscan.scan(xls(sheets).data(), leakscan.Options(strict=True), name="book.xls")
        tables = [item.table for item in report.findings if item.rule.id == "chart-cache"]
        points = [row[3] for table in tables if table is not None for row in table.rows()]
        assert points == ["Series"] * len(name)


def test_a_picture_of_a_header_is_in_use() -> None:
    store = pictures(REMARK)[4:]
    shared = record(0x0866, struct.pack("<H10xBB", 0x0866, 2, 0) + store)
    report = report_of([], shared)
    assert "picture-metadata" in rules_of(report)
    assert "unused-picture" not in rules_of(report)


def test_a_picture_that_fills_a_shape_is_in_use() -> None:
    filled = Shape(name="Box", form=1, more={0x0180: 3, 0x4186: 1})
    report = report_of(list(drawing([filled])), pictures(REMARK))
    assert "unused-picture" not in rules_of(report)
