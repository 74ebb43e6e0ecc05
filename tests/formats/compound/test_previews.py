"""Pictures of objects and first pages, files in streams of no known kind, and workbooks that lie there twice."""

import struct

import pytest

import leakscan
from fixtures.making.biff import xls
from fixtures.making.biff_before import TEXT, book_before, drawn
from fixtures.making.metafiles import wmf, wmf_text
from fixtures.making.pictures import png
from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.errors import MalformedFileError
from leakscan.formats.compound.previews import preview_file
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source

SUMMARY = "\x05SummaryInformation"
OBJECT = "\x02OlePres000"
BITMAP = struct.pack("<I2i2H6I", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"\xff\xff\xff\0"


def metafile(text: str) -> bytes:
    return wmf(wmf_text(text), is_placeable=False)


def presented(data: bytes, kind: int = 3, *, device: bytes = b"") -> bytes:
    head = struct.pack("<3I", 0xFFFFFFFF, kind, 4 + len(device)) + device
    return head + struct.pack("<7I", 1, 0xFFFFFFFF, 2, 0, 100, 100, len(data)) + data + bytes(18)


def summary(thumbnail: bytes, *, marker: int = 0xFFFFFFFF, kind: int = 3) -> bytes:
    clip = struct.pack("<2I", marker, kind) + thumbnail
    value = struct.pack("<2I", 0x47, len(clip)) + clip + bytes(-len(clip) % 4)
    section = struct.pack("<4I", 16 + len(value), 1, 17, 16) + value
    head = struct.pack("<2HI16sI", 0xFFFE, 0, 0x20105, bytes(16), 1)
    return head + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9") + struct.pack("<I", 48) + section


def report_of(**streams: bytes) -> leakscan.Report:
    book = xls(sheets={"Cover": [["Visits", 12]]})
    book.streams = streams
    return leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")


def texts(report: leakscan.Report) -> list[str]:
    return [
        str(row[1])
        for finding in report.findings
        if finding.rule.id == "preview-text" and finding.table is not None
        for row in finding.table.rows()
    ]


def container(**streams: bytes) -> CfbContainer:
    return CfbContainer(Source(BytesStore(compound_file(streams)), name="a.doc", budget=Budget(Limits())))


def test_what_the_picture_of_a_workbook_draws_and_no_cell_shows_is_told() -> None:
    report = report_of(**{OBJECT: presented(metafile("ZQ-Stale-2c5"))})
    assert texts(report) == ["ZQ-Stale-2c5"]
    assert report.complete


def test_what_the_picture_shows_and_a_cell_as_well_is_no_news() -> None:
    report = report_of(**{OBJECT: presented(metafile("Visits"))})
    assert {finding.severity for finding in report.findings} == {leakscan.Severity.INFO}


def test_the_thumbnail_in_the_summary_is_read_behind_its_size() -> None:
    report = report_of(**{SUMMARY: summary(struct.pack("<4H", 8, 1, 1, 0) + metafile("ZQ-First-b70"))})
    assert texts(report) == ["ZQ-First-b70"]
    assert report.complete


def test_the_thumbnail_of_a_macintosh_is_listed_alone() -> None:
    report = report_of(**{SUMMARY: summary(b"\0\0PICT", marker=0xFFFFFFFE)})
    assert [finding.rule.id for finding in report.findings] == ["thumbnail"]


def test_a_bitmap_gets_the_head_of_a_file() -> None:
    assert preview_file(container(**{OBJECT: presented(BITMAP, 8)}), OBJECT).startswith(b"BM")
    assert preview_file(container(Word=b"x"), OBJECT) == b""


@pytest.mark.parametrize(
    "data",
    [presented(b"")[:20], presented(metafile("a"))[:60], presented(b"", device=b"printer!"), b"\7\0\0\0Private"],
)
def test_a_picture_that_breaks_off_or_is_of_another_form_is_a_problem(data: bytes) -> None:
    with pytest.raises(MalformedFileError):
        preview_file(container(**{OBJECT: data}), OBJECT)
    assert not report_of(**{OBJECT: data}).complete


def test_pictures_of_an_object_leave_nothing_unexamined() -> None:
    streams = {"\x01Ole10Native": struct.pack("<I", len(png())) + png(), OBJECT: presented(metafile("Visits"))}
    streams |= {"\x03EPRINT": b"", "\x03PRINT": metafile("a")}
    report = leakscan.scan(compound_file(streams), name="object.bin")
    assert report.complete


def test_a_file_in_a_stream_of_no_known_kind_is_examined() -> None:
    remark = png((b"tEXt", b"Comment\0ZQ-Remark-9c4"))
    report = report_of(Extra=remark)
    assert ("book.xls", "Extra") in report.embedded
    assert report.complete
    assert not report_of(Extra=b"\1\2\3 nobody knows").complete


def test_numbers_of_wps_office_hold_nothing_but_are_looked_through() -> None:
    assert report_of(ETExtData=bytes(range(8)) * 9).complete
    assert not report_of(ETExtData=b"\1\2\3\0ZQ-Text-in-it-1b9\0\1").complete


def test_a_workbook_for_older_versions_is_examined_beside_the_other() -> None:
    before = CfbContainer(
        Source(BytesStore(book_before([drawn(TEXT, "Total")])), name="b.xls", budget=Budget(Limits()))
    ).read("Book")
    report = report_of(Book=before)
    assert ("book.xls", "Book") in report.embedded
    assert "embedded-workbook" in {finding.rule.id for finding in report.findings}
    assert report.complete


def test_what_lay_in_memory_behind_a_thumbnail_is_no_leak_but_text_is() -> None:
    size = struct.pack("<4H", 8, 1, 1, 0)
    noise = report_of(**{SUMMARY: summary(size + metafile("Visits") + bytes(range(1, 9)) * 6)})
    assert "picture-extra-bytes" not in {finding.rule.id for finding in noise.findings}
    words = report_of(**{SUMMARY: summary(size + metafile("Visits") + b"ZQ-Behind-3a1 of the end")})
    assert "picture-extra-bytes" in {finding.rule.id for finding in words.findings}


def test_the_picture_of_an_object_inside_is_left_to_the_object() -> None:
    streams = {
        f"MBD00A1B2C3/{OBJECT}": presented(metafile("ZQ-Inside-8f4")),
        "MBD00A1B2C3/\x01Ole10Native": b"\0" * 8,
    }
    assert texts(report_of(**streams)) == []
