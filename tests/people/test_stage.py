"""Who is exposed by real findings: headers found, columns joined, records looked for among what is visible."""

import json
import logging
import pickle
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import fixtures
import leakscan
from fixtures.hidden_sheet.make import hide
from fixtures.making import add_pivot, worksheet_source, xlsx
from fixtures.making.parts import embed
from fixtures.making.people import people
from fixtures.making.styling import add_style, font, set_style
from leakscan import Limits, Options, Report, Severity
from tests.scanned import report_of

BREACHES = {
    "norfolk_suffolk": (1_230, Severity.CRITICAL),
    "psni": (9_483, Severity.HIGH),
    "southend": (2_354, Severity.CRITICAL),
    "hackney": (500, Severity.HIGH),
    "afghan_list": (18_714, Severity.HIGH),
    "boeing": (7_288, Severity.CRITICAL),
}


def scanned(tmp_path: Path, sheets: Mapping[str, Any], hidden: str = "Hidden") -> Report:
    path = tmp_path / "book.xlsx"
    book = xlsx(sheets=sheets)
    hide(book, hidden, "hidden")
    book.save(path)
    return leakscan.scan(path, Options(strict=True))


def staff(count: int, seed: int = 3) -> list[Any]:
    return [[person.name, person.born, person.nino] for person in people(count, seed=seed)]


@pytest.mark.parametrize("name", BREACHES)
def test_the_people_of_a_breach_are_counted_within_two_percent(name: str) -> None:
    truth, severity = BREACHES[name]
    report = report_of(Path(fixtures.built(f"breaches/{name}")) / "leaky.xlsx")
    assert report.exposure is not None
    counted = report.exposure.people
    assert abs(counted.estimate - truth) <= 0.02 * truth
    assert counted.lower <= truth <= counted.upper
    assert report.worst is severity


@pytest.mark.parametrize("name", ["norfolk_suffolk", "southend", "boeing", "afghan_list"])
def test_people_are_the_same_whether_rows_or_columns_are_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(fixtures.built(f"breaches/{name}")) / "leaky.xlsx"
    reports = []
    for least in (1, 1 << 60):
        monkeypatch.setattr("leakscan.formats.xlsx.begun.Begun._least", lambda _, least=least: least)
        reports.append(leakscan.scan(path, Options(strict=True)))
    by_columns, by_rows = reports
    assert by_columns.exposure is not None
    assert by_columns.exposure == by_rows.exposure
    assert by_rows.exposure is not None
    assert by_columns.exposure.keys == by_rows.exposure.keys
    assert [item.exposure for item in by_columns.findings] == [item.exposure for item in by_rows.findings]


def test_contracts_without_people_expose_nobody_and_stay_as_they_were() -> None:
    report = report_of(Path(fixtures.built("breaches/barclays")) / "leaky.xlsx")
    assert report.exposure is not None
    assert report.exposure.people.estimate == 0
    assert report.worst is Severity.MEDIUM


def test_hidden_columns_are_about_the_people_whose_names_show_beside_them() -> None:
    report = report_of(Path(fixtures.built("breaches/boeing")) / "leaky.xlsx")
    assert report.exposure is not None
    columns = {name for item in report.exposure.indications for name in item.columns}
    assert columns == {"NINO", "Born"}


def test_the_header_of_hidden_rows_is_the_visible_row_above_them() -> None:
    report = report_of(Path(fixtures.built("breaches/afghan_list")) / "leaky.xlsx")
    assert report.exposure is not None
    assert any("E-mail" in column for item in report.exposure.indications for column in item.columns)


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    sheet = [["Staff of the department"], [], ["Name", "Born", "NINO"], *staff(30)]
    report = scanned(tmp_path, {"Shown": [["Total", 30]], "Hidden": sheet})
    assert report.exposure is not None
    assert report.exposure.people.estimate == 30
    assert report.exposure.records == 30


def test_a_record_shown_in_one_row_is_visible_and_one_in_pieces_is_not(tmp_path: Path) -> None:
    header: list[Any] = ["Name", "Born", "NINO"]
    rows = staff(20)
    whole = scanned(tmp_path, {"Shown": [header, *rows], "Hidden": [header, *rows]})
    (finding,) = [item for item in whole.findings if item.rule.id == "hidden-sheet"]
    assert finding.exposure is not None
    assert finding.exposure.not_visible == 0
    assert finding.redundant
    assert finding.severity is Severity.LOW
    turned = [[name, *rows[place - 1][1:]] for place, (name, *_) in enumerate(rows)]
    pieces = scanned(tmp_path, {"Shown": [header, *turned], "Hidden": [header, *rows]})
    (finding,) = [item for item in pieces.findings if item.rule.id == "hidden-sheet"]
    assert finding.exposure is not None
    assert finding.exposure.not_visible == 20
    assert not finding.redundant
    assert finding.severity is Severity.CRITICAL
    assert "none of the records is visible in the workbook" in str(finding.exposure)


@pytest.mark.parametrize("how", ["hidden rows", "white text"])
def test_a_record_that_no_reader_of_the_page_sees_is_not_visible(tmp_path: Path, how: str) -> None:
    rows = [["Name", "Born", "NINO"], *staff(20)]
    book = xlsx(sheets={"Shown": rows, "Hidden": rows})
    hide(book, "Hidden", "hidden")
    part = book.sheet_part("Shown")
    white = add_style(book, font=font('rgb="FFFFFFFF"'))
    for number in range(2, 12):
        if how == "hidden rows":
            book.edit(part, f'<row r="{number}"', f'<row r="{number}" hidden="1"')
        else:
            set_style(book, part, white, *(f"{letter}{number}" for letter in "ABC"))
    book.save(tmp_path / "book.xlsx")
    report = leakscan.scan(tmp_path / "book.xlsx", Options(strict=True))
    (finding,) = [item for item in report.findings if item.rule.id == "hidden-sheet"]
    assert finding.exposure is not None
    assert (finding.exposure.records, finding.exposure.not_visible) == (20, 10)


def test_a_person_of_a_cache_a_hidden_sheet_and_a_workbook_inside_is_one(tmp_path: Path) -> None:
    header: list[Any] = ["Name", "Born", "NINO"]
    rows = staff(30)
    inner = xlsx(sheets={"Shown": [["Total"]], "List": [header, *rows[10:]]})
    hide(inner, "List", "hidden")
    book = xlsx(sheets={"Shown": [["Total"]], "Hidden": [header, *rows[:20]]})
    hide(book, "Hidden", "hidden")
    add_pivot(book, rows[5:25], header, source=worksheet_source("Gone", "A1:C21"), shown_on="Shown", at="A3")
    embed(book, "Shown", "xl/embeddings/book.xlsx", inner.to_bytes())
    book.save(tmp_path / "book.xlsx")
    report = leakscan.scan(tmp_path / "book.xlsx", Options(strict=True))
    told = [(item.rule.id, item.exposure.people.estimate) for item in report.findings if item.exposure is not None]
    assert {("pivot-cache", 20), ("hidden-sheet", 20)} <= {*told}
    assert [rule for rule, _ in told].count("hidden-sheet") == 2
    assert report.exposure is not None
    assert report.exposure.people.estimate == 30


@pytest.mark.parametrize("not_visible", [0, 20])
def test_a_date_that_shows_is_visible_whatever_its_days_are_counted_from(tmp_path: Path, not_visible: int) -> None:
    header: list[Any] = ["Name", "Born", "NINO"]
    rows = staff(20)
    shown = [[name, born + timedelta(days=not_visible), nino] for name, born, nino in rows]
    book = xlsx(sheets={"Shown": [header, *shown], "Hidden": [header, *rows]})
    hide(book, "Hidden", "hidden")
    book.edit("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
    book.save(tmp_path / "book.xlsx")
    report = leakscan.scan(tmp_path / "book.xlsx", Options(strict=True))
    (finding,) = [item for item in report.findings if item.rule.id == "hidden-sheet"]
    assert finding.exposure is not None
    assert finding.exposure.not_visible == not_visible


def test_a_small_number_of_a_summary_that_is_so_many_records_is_said_to_be(tmp_path: Path) -> None:
    wards = ["North"] * 15 + ["South"] * 3
    rows = [[*row, ward] for row, ward in zip(staff(18), wards, strict=True)]
    hidden = [["Name", "Born", "NINO", "Ward"], *rows]
    report = scanned(tmp_path, {"Shown": [["North", 15], ["South", 3]], "Hidden": hidden})
    assert report.exposure is not None
    assert report.exposure.reidentified == 1
    other = scanned(tmp_path, {"Shown": [["North", 15], ["South", 4]], "Hidden": hidden})
    assert other.exposure is not None
    assert other.exposure.reidentified == 0


def test_a_small_number_where_two_labels_cross_is_traced_to_its_records(tmp_path: Path) -> None:
    marks = (
        [("North", "Theft")] * 9 + [("North", "Fraud")] * 2 + [("South", "Theft")] * 6 + [("South", "Fraud")] * 8
    )
    rows = [[*row, *mark] for row, mark in zip(staff(25), marks, strict=True)]
    hidden = [["Name", "Born", "NINO", "Ward", "Kind"], *rows]
    for fraud, expected in ((2, 1), (3, 0)):
        shown = [["Ward", "Theft", "Fraud"], ["North", 9, fraud], ["South", 6, 8]]
        report = scanned(tmp_path, {"Shown": shown, "Hidden": hidden})
        assert report.exposure is not None
        assert report.exposure.reidentified == expected


def test_products_and_firms_are_nobody(tmp_path: Path) -> None:
    rows = [[f"Item {number}", "Steel bracket, 12 mm", f"Smith & Partners {number} Ltd"] for number in range(40)]
    report = scanned(
        tmp_path, {"Shown": [["Total", 3]], "Hidden": [["Code", "Product name", "Customer name"], *rows]}
    )
    assert report.exposure is not None
    assert report.exposure.people.estimate == 0
    assert report.worst is Severity.MEDIUM


def test_a_row_taken_for_a_header_shows_no_value(tmp_path: Path) -> None:
    rows = [[person.name, person.nino, "x"] for person in people(30, seed=4)]
    report = scanned(tmp_path, {"Shown": [["Total", 3]], "Hidden": rows})
    assert report.exposure is not None
    shown = str(report) + report.to_json() + report._repr_html_()
    assert not [person.name for person in people(30, seed=4) if person.name in shown]


def test_people_can_be_left_out(tmp_path: Path) -> None:
    path = Path(fixtures.built("breaches/hackney")) / "leaky.xlsx"
    report = leakscan.scan(path, Options(people=False))
    assert report.exposure is None
    assert report.worst is Severity.MEDIUM


def test_a_list_of_ones_own_is_found_in_what_is_hidden(tmp_path: Path) -> None:
    known = tmp_path / "known.txt"
    known.write_text("ZX-4471-Q\n", encoding="utf-8")
    hidden = [["Thing", "Code"], *[["a", f"ZX-{number}-Q"] for number in (4470, 4471, 4472)]]
    scanned(tmp_path, {"Shown": [["Total", 3]], "Hidden": hidden})
    report = leakscan.scan(tmp_path / "book.xlsx", Options(identifiers=str(known)))
    assert report.exposure is not None
    assert "on your list" in str(report.exposure)


@pytest.mark.parametrize("options", [Options(identifiers="/nowhere/at/all"), Options(words="/nowhere/at/all")])
def test_a_file_of_ones_own_that_is_missing_is_wrong_usage(options: Options) -> None:
    with pytest.raises(leakscan.UsageError):
        leakscan.scan(Path(fixtures.built("hidden_sheet")) / "leaky.xlsx", options)


def test_a_limit_reached_while_people_are_counted_is_a_problem_and_keeps_the_findings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from leakscan.people import stage

    monkeypatch.setattr(stage, "Budget", lambda limits: leakscan.limits.Budget(Limits(total_bytes=10)))
    report = leakscan.scan(Path(fixtures.built("hidden_sheet")) / "leaky.xlsx")
    assert report.findings
    assert not report.complete
    assert any("who is exposed" in problem.lost for problem in report.problems)


def test_people_are_counted_in_the_time_that_the_scan_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leakscan.limits.Budget, "seconds_left", 0.0)
    report = leakscan.scan(Path(fixtures.built("hidden_sheet")) / "leaky.xlsx")
    assert report.findings
    assert [problem.code for problem in report.problems] == ["limit-time"]


def test_keys_are_in_no_text_json_repr_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    report = leakscan.scan(Path(fixtures.built("breaches/hackney")) / "leaky.xlsx")
    assert report.exposure is not None
    keys = {str(key) for values in report.exposure.keys.mentions.values() for key in values[:50] if key > 1_000}
    assert keys
    shown = json.dumps(report.to_dict()) + str(report) + repr(report) + repr(report.findings) + caplog.text
    assert not [key for key in keys if key in shown]


def test_a_pickled_report_keeps_its_people_and_not_the_secret() -> None:
    from leakscan.people.secret import run_secret

    report = leakscan.scan(Path(fixtures.built("breaches/hackney")) / "leaky.xlsx")
    stored = pickle.dumps(report)
    assert run_secret() not in stored
    again = pickle.loads(stored)
    assert again.exposure == report.exposure
    assert leakscan.assess([report, again]).exposure.people.estimate == 500


def test_findings_can_be_kept_in_sets() -> None:
    report = leakscan.scan(fixtures.built("hidden_sheet") / "leaky.xlsx")
    assert len({*report.findings, *report.findings}) == len(report.findings) > 0
    assert any(item.exposure is not None for item in report.findings)
