import pytest

import fixtures
import leakscan
from leakscan.detectors.package.unlisted_entry import unlisted_entry
from leakscan.findings import Access, Place
from leakscan.views.archive import Archive, Remnant, RemnantKind

FOLDER = fixtures.built("unlisted_entry")


def test_an_entry_needs_carving() -> None:
    archive = Archive(unlisted=[Remnant(Place(part="old.txt"), RemnantKind.TEXT, 3)])
    assert [hit.access for hit in unlisted_entry(archive)] == [Access.CARVING]


@pytest.mark.parametrize(
    "name", ["leaky", "leaky-stored", "leaky-descriptor", "leaky-zip64", "leaky-first", "leaky-last"]
)
def test_the_text_of_a_deleted_entry_comes_back(name: str) -> None:
    report = leakscan.scan(FOLDER / f"{name}.xlsx")
    (finding,) = [item for item in report.findings if item.rule.id == "unlisted-entry"]
    assert finding.table is not None
    assert list(finding.table.rows()) == [(1, "ZQ-Unlisted-92f was deleted in place")]
    assert report.complete
    assert finding.indexed is (name == "leaky-stored")


def test_the_rows_of_a_deleted_sheet_come_back() -> None:
    report = leakscan.scan(FOLDER / "leaky-sheet.xlsx")
    (finding,) = [item for item in report.findings if item.rule.id == "unlisted-entry"]
    assert finding.table is not None
    assert list(finding.table.rows()) == [(1, "ZQ-Sheet-0b5")]


def test_a_deleted_workbook_is_examined_by_itself() -> None:
    report = leakscan.scan(FOLDER / "leaky-workbook.xlsx")
    (sheet,) = [finding for finding in report.findings if finding.rule.id == "embedded-workbook"]
    assert sheet.table is not None
    assert list(sheet.table.rows()) == [(1, "ZQ-Workbook-c77")]
