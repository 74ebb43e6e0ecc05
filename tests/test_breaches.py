"""The breaches that happened: every hidden record comes back, equal to what was put in."""

import datetime
import importlib
from pathlib import Path

import pytest

import fixtures
import leakscan
from leakscan.tables import Value

BREACHES = {
    "norfolk_suffolk": "pivot-cache",
    "psni": "hidden-sheet",
    "hackney": "external-link-cache",
    "southend": "pivot-cache",
    "afghan_list": "filtered-rows",
    "barclays": "hidden-rows",
    "boeing": "hidden-columns",
}
BINARY = [
    ("islington", "leaky.xls", "pivot-cache", 2_375),
    ("hackney", "leaky.xls", "external-link-cache", 500),
    ("norfolk_suffolk", "leaky.xls", "pivot-cache", 3_000),
    ("norfolk_suffolk", "leaky.xlsb", "pivot-cache", 3_000),
]
"""The breaches that were binary workbooks, or could have been, and how many records came with them."""
HAS_ROW_NUMBERS = {"hidden-sheet", "external-link-cache", "filtered-rows", "hidden-rows", "hidden-columns"}
HOLDS_ITS_HEADER = {"hidden-sheet", "hidden-columns", "external-link-cache"}


def as_stored(value: object) -> object:
    """Return a value as a file holds it: a date is a moment, a whole number needs no fraction."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.datetime.combine(value, datetime.time())
    return value


def recovered(report: leakscan.Report, rule: str) -> list[tuple[Value, ...]]:
    (finding,) = [finding for finding in report.findings if finding.rule.id == rule]
    assert finding.table is not None
    rows = list(finding.table.rows())
    assert len(rows) == len(finding.table)
    return [row[1:] for row in rows] if rule in HAS_ROW_NUMBERS else rows


@pytest.mark.parametrize("name", BREACHES)
def test_every_hidden_record_comes_back(name: str) -> None:
    rule = BREACHES[name]
    make = importlib.import_module(f"fixtures.breaches.{name}.make")
    folder = fixtures.built(f"breaches/{name}")
    header, *expected = [tuple(as_stored(value) for value in row) for row in make.records()]
    assert len(expected) == make.RECORDS
    report = leakscan.scan(folder / "leaky.xlsx")
    assert report.complete
    rows = recovered(report, rule)
    if rule in HOLDS_ITS_HEADER:
        assert rows[0] == header
        rows = rows[1:]
    assert rows == expected


@pytest.mark.parametrize(("name", "file", "rule", "count"), BINARY)
def test_every_hidden_record_comes_back_from_a_binary_workbook(
    name: str, file: str, rule: str, count: int
) -> None:
    make = importlib.import_module(f"fixtures.breaches.{name}.make")
    header, *expected = [tuple(as_stored(value) for value in row) for row in (make.HEADER, *make.records())]
    if expected[0] == header:
        del expected[0]
    assert len(expected) == count
    report = leakscan.scan(fixtures.built(f"breaches/{name}") / file)
    assert report.complete
    (finding,) = [finding for finding in report.findings if finding.rule.id == rule]
    assert finding.severity >= leakscan.Severity.HIGH
    assert finding.exposure is not None
    assert finding.exposure.people.estimate == make.PEOPLE
    assert finding.table is not None
    shown = [str(name) for name in header]
    rows = recovered(report, rule)
    if rule == "pivot-cache":
        assert list(finding.table.columns) == shown
    else:
        assert list(rows.pop(0)) == shown
    assert rows == expected


@pytest.mark.parametrize(
    ("name", "file"),
    [
        *((name, "clean.xlsx") for name in BREACHES),
        *((name, "clean.xls") for name in ("islington", "hackney", "norfolk_suffolk")),
    ],
)
def test_the_clean_twin_of_a_breach_holds_no_data_that_does_not_show(name: str, file: str) -> None:
    report = leakscan.scan(Path(fixtures.built(f"breaches/{name}")) / file)
    assert report.complete
    assert not [item for item in report.findings if item.severity >= leakscan.Severity.MEDIUM]


@pytest.mark.parametrize("name", ["norfolk_suffolk", "southend"])
def test_protection_and_a_vanished_source_leave_the_records_one_click_away(name: str) -> None:
    report = leakscan.scan(Path(fixtures.built(f"breaches/{name}")) / "leaky.xlsx")
    (finding,) = [finding for finding in report.findings if finding.rule.id == "pivot-cache"]
    assert finding.access is leakscan.Access.ONE_CLICK
    assert finding.severity is leakscan.Severity.CRITICAL


DELETIONS = ["sco", "mehlis"]


@pytest.mark.parametrize("name", DELETIONS)
def test_every_deleted_text_comes_back_in_order_with_its_author(name: str) -> None:
    make = importlib.import_module(f"fixtures.breaches.{name}.make")
    report = leakscan.scan(fixtures.built(f"breaches/{name}") / "leaky.docx")
    assert report.complete
    (finding,) = [finding for finding in report.findings if finding.rule.id == "tracked-deletion"]
    assert finding.table is not None
    rows = list(finding.table.rows())
    assert [row[1] for row in rows] == make.records()
    assert len(rows) == make.RECORDS
    assert {(row[2], row[3]) for row in rows} == {("Ada Field", "2023-08-15T09:00:00Z")}


def test_the_workbook_behind_a_chart_gives_back_every_record_of_both_sheets() -> None:
    make = importlib.import_module("fixtures.breaches.immigration.make")
    report = leakscan.scan(fixtures.built("breaches/immigration") / "leaky.docx")
    assert report.complete
    header, *expected = [tuple(row) for row in make.records()]
    charted, other = sorted(
        (finding for finding in report.findings if finding.rule.id == "embedded-workbook"),
        key=lambda finding: finding.place.name != "Sheet1",
    )
    rows = []
    for finding in (charted, other):
        assert finding.table is not None
        assert finding.severity >= leakscan.Severity.HIGH
        found = [row[1:] for row in finding.table.rows()]
        rows += found[found.index(header) + 1 :]
    assert rows == expected
    assert len(rows) == make.RECORDS


@pytest.mark.parametrize("name", [*DELETIONS, "immigration"])
def test_the_clean_twin_of_a_document_holds_nothing_that_does_not_show(name: str) -> None:
    report = leakscan.scan(fixtures.built(f"breaches/{name}") / "clean.docx")
    assert report.complete
    assert not [item for item in report.findings if item.severity > leakscan.Severity.INFO and not item.redundant]


def test_notes_and_a_hidden_slide_come_back_slide_by_slide() -> None:
    make = importlib.import_module("fixtures.breaches.analyst_day.make")
    report = leakscan.scan(fixtures.built("breaches/analyst_day") / "leaky.pptx")
    assert report.complete
    found = [finding for finding in report.findings if finding.rule.id in ("speaker-notes", "hidden-slide")]
    assert {finding.place.page for finding in found} == {1, 3, 4}
    assert {finding.severity for finding in found} >= {leakscan.Severity.MEDIUM}
    rows = [row for finding in found if finding.table is not None for row in finding.table.rows()]
    assert sorted((row[5], row[1]) for row in rows) == make.records()
    assert len(rows) == make.RECORDS


def test_the_clean_twin_of_a_deck_holds_nothing_that_does_not_show() -> None:
    report = leakscan.scan(fixtures.built("breaches/analyst_day") / "clean.pptx")
    assert report.complete
    assert not [item for item in report.findings if item.severity > leakscan.Severity.INFO]
