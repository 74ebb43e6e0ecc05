"""Flat documents: pictures and objects that lie in the markup as Base64."""

import base64
from pathlib import Path

import pytest

import fixtures
import leakscan
from fixtures.making.open_document import OdsSheet, ods
from fixtures.making.pictures import exif, jpeg, png
from leakscan.extraction import extract
from tests.formats.ods.test_replacements import metafile

TAKEN = jpeg((0xE1, exif({0x013B: "ZQ-Taker-5b1"})))


def coded(data: bytes, width: int = 76) -> str:
    text = base64.b64encode(data).decode()
    lines = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    return f"<office:binary-data>\n{lines}\n</office:binary-data>"


def frame(inside: str) -> str:
    return f'<table:shapes><draw:frame svg:width="1cm" svg:height="1cm">{inside}</draw:frame></table:shapes>'


def report_of(before: str, styles: str = "") -> leakscan.Report:
    book = ods({"Cover": OdsSheet(rows=[["January", 12]], before=before)})
    book.styles = styles
    return leakscan.scan(book.flat().encode(), leakscan.Options(strict=True), name="book.fods")


def told(report: leakscan.Report, rule: str) -> list[tuple[tuple[str, ...], str]]:
    return [
        (finding.trail[1:], item.reveal())
        for finding in report.findings
        if finding.rule.id == rule
        for item in finding.evidence
    ]


def test_a_picture_in_the_markup_is_a_file_of_its_own() -> None:
    report = report_of(frame(f"<draw:image>{coded(TAKEN)}</draw:image>"))
    assert report.complete
    assert (("picture 1",), "ZQ-Taker-5b1") in told(report, "picture-metadata")


def test_the_picture_of_a_background_is_one_too() -> None:
    style = '<style:style style:name="ground" style:family="table-cell"><style:table-cell-properties>'
    style += f"<style:background-image>{coded(TAKEN)}</style:background-image>"
    report = report_of("", f"{style}</style:table-cell-properties></style:style>")
    assert report.complete
    assert (("picture 1",), "ZQ-Taker-5b1") in told(report, "picture-metadata")


@pytest.mark.parametrize(
    ("picture", "expected"), [(png(), True), (png((b"tRNS", b"\0\x7f")), False), (b"none", False)]
)
def test_a_picture_in_the_markup_covers_the_cells_under_it(picture: bytes, expected: bool) -> None:
    drawn = f"<draw:image>{coded(picture)}</draw:image>"
    box = f'<draw:frame svg:width="4cm" svg:height="2cm">{drawn}</draw:frame>'
    report = report_of(f"<table:shapes>{box}</table:shapes>")
    assert ("covered-cell" in {finding.rule.id for finding in report.findings}) is expected


def test_an_object_of_another_program_is_examined_with_its_sheets() -> None:
    inner = (fixtures.ROOT / "hidden_sheet" / "leaky.xls").read_bytes()
    report = report_of(frame(f"<draw:object-ole>{coded(inner)}</draw:object-ole>"))
    assert report.complete
    assert {"embedded-workbook", "hidden-sheet"} <= {finding.rule.id for finding in report.findings}


def test_a_file_in_the_markup_comes_back(tmp_path: Path) -> None:
    report = report_of(frame(f"<draw:object-ole>{coded(b'ZQ-Object-19e' * 9)}</draw:object-ole>"))
    assert not report.complete
    extract(report, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"ZQ-Object-19e" in path.read_bytes()]


def test_a_replacement_picture_tells_only_what_stands_nowhere_else() -> None:
    chart = "<draw:object><office:document><office:body><text:p>Visits in spring</text:p></office:body>"
    chart += '<office:chart><chart:chart chart:class="chart:bar"/></office:chart></office:document></draw:object>'
    picture = metafile("January", "Visits", "ZQ-Gone-71c")
    report = report_of(frame(f"{chart}<draw:image>{coded(picture)}</draw:image>"))
    assert [text for _, text in told(report, "hidden-shape")] == ["ZQ-Gone-71c"]


@pytest.mark.parametrize("text", ["no Base64!", "QQ=A"])
def test_a_picture_that_is_no_base64_leaves_the_report_incomplete(text: str) -> None:
    inside = f"<draw:image><office:binary-data>{text}</office:binary-data></draw:image>"
    assert [problem.code for problem in report_of(frame(inside)).problems] == ["damaged-data"]
