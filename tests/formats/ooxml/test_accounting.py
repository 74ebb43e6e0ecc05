"""Every part and every byte of a package is accounted for."""

import io
from pathlib import Path

import pytest

import fixtures
import leakscan
from fixtures.making import Entry, write_zip, xlsx
from leakscan import Report
from tests.mutating import files


def tiles(report: Report) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for part in report.parts:
        if part.start is not None and part.end is not None:
            found.setdefault(part.trail, []).append((part.start, part.end))
    return found


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_ranges_tile_every_file_and_every_file_inside(path: Path) -> None:
    report = leakscan.scan(path)
    found = tiles(report)
    assert found[(report.source.name,)][-1][1] == report.source.size
    for ranges in found.values():
        position = 0
        for start, end in ranges:
            assert start == position
            position = end
    for part in report.parts:
        assert part.trail in found


def package(*extra: Entry) -> Report:
    target = io.BytesIO()
    write_zip(target, [*xlsx(sheets={"Cover": [["Total", 12]]}).entries(), *extra])
    return leakscan.scan(target.getvalue(), name="book.xlsx")


def state(report: Report, name: str) -> str:
    return next(part.state.value for part in report.parts if part.name == name)


def test_an_item_that_excel_threw_away_is_told_apart() -> None:
    report = package(Entry(name="[trash]/0000.dat", data=b"ZQ-Trash-15e still here"))
    (finding,) = report.findings
    assert finding.message == "The package holds a part that the application threw away: plain text."
    assert state(report, "[trash]/0000.dat") == "examined"


def test_an_empty_item_is_no_finding() -> None:
    assert package(Entry(name="[trash]/0000.dat", data=b"")).findings == ()


def test_relationships_of_a_part_that_does_not_exist_are_an_orphan() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="urn:x/externalLinkPath" Target="file:///C:/ZQ-Path-9b0/a.xlsx" '
        b'TargetMode="External"/></Relationships>'
    )
    report = package(Entry(name="xl/worksheets/_rels/sheet9.xml.rels", data=rels))
    assert state(report, "xl/worksheets/_rels/sheet9.xml.rels") == "examined"
    assert report.complete


def test_a_missing_sheet_is_a_problem() -> None:
    book = xlsx(sheets={"Cover": [["Total", 12]], "Gone": [["x"]]})
    target = io.BytesIO()
    write_zip(target, [entry for entry in book.entries() if not entry.name.endswith("sheet2.xml")])
    report = leakscan.scan(target.getvalue(), name="book.xlsx")
    assert "part-missing" in {problem.code for problem in report.problems}


def test_a_package_without_relationships_is_read_by_its_content_types() -> None:
    book = xlsx(sheets={"Cover": [["Total", 12]]})
    target = io.BytesIO()
    write_zip(target, [entry for entry in book.entries() if entry.name != "_rels/.rels"])
    report = leakscan.scan(target.getvalue(), name="book.xlsx")
    assert report.source.format == "xlsx"
    assert "main-part-not-related" in {problem.code for problem in report.problems}


def test_damaged_macros_leave_the_report_incomplete() -> None:
    report = package(Entry(name="xl/vbaProject.bin", data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert not report.complete


@pytest.mark.parametrize(
    "name", ["clean-openpyxl", "clean-xlsxwriter", "libreoffice-openpyxl", "libreoffice-xlsxwriter"]
)
def test_files_of_ordinary_programs_are_complete_and_silent(name: str) -> None:
    report = leakscan.scan(fixtures.built("clean_office") / f"{name}.xlsx")
    assert report.complete
    assert [finding for finding in report.findings if finding.severity > leakscan.Severity.INFO] == []
