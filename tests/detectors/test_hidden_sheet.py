"""Sheets that do not show in the tab bar."""

import pytest

import leakscan
from fixtures.making import xlsx
from leakscan.detectors.hidden.hidden_sheet import RULE, hidden_sheet
from leakscan.findings import Access, Confidence, Severity
from leakscan.judging import judge
from leakscan.views.spreadsheet import Sheet, SheetFacts, SheetKind, SheetState, Workbook
from leakscan.views.values import ValueSet


def sheet(state: SheetState, facts: SheetFacts | None, part: str = "xl/worksheets/sheet1.xml") -> Sheet:
    return Sheet("Staff", 1, SheetKind.WORKSHEET, state, part, facts=facts)


def holding() -> SheetFacts:
    return SheetFacts(rows=2, cells=3, values=ValueSet([10, 11]), examples=["Ada"])


@pytest.mark.parametrize(
    ("text", "access", "confidence"),
    [
        ("hidden", Access.ONE_CLICK, Confidence.CERTAIN),
        ("veryHidden", Access.IN_APP, Confidence.CERTAIN),
        ("VERYHIDDEN", Access.PACKAGE, Confidence.LIKELY),
    ],
)
def test_a_state_says_how_a_stranger_reaches_the_sheet(text: str, access: Access, confidence: Confidence) -> None:
    [hit] = hidden_sheet(Workbook(sheets=[sheet(SheetState.read(text), holding())]))
    assert (hit.access, hit.confidence) == (access, confidence)
    assert (hit.counts.rows, hit.counts.cells, hit.counts.not_visible) == (2, 3, 2)
    assert judge(RULE, hit) is Severity.MEDIUM


def test_a_visible_sheet_is_no_finding() -> None:
    for text in (None, "visible"):
        assert list(hidden_sheet(Workbook(sheets=[sheet(SheetState.read(text), holding())]))) == []


@pytest.mark.parametrize(
    ("facts", "part", "message", "severity"),
    [
        (SheetFacts(), "xl/a.xml", "The worksheet is hidden and holds no cells.", Severity.INFO),
        (None, "", "The worksheet is hidden and has no part in the package.", Severity.INFO),
        (None, "xl/a.xml", "The worksheet is hidden.", Severity.MEDIUM),
    ],
)
def test_an_empty_sheet_is_told_from_one_that_could_not_be_read(
    facts: SheetFacts | None, part: str, message: str, severity: Severity
) -> None:
    [hit] = hidden_sheet(Workbook(sheets=[sheet(SheetState.HIDDEN, facts, part)]))
    assert hit.message == message
    assert judge(RULE, hit) is severity


def test_an_impossible_row_number_costs_no_other_sheet() -> None:
    book = xlsx(sheets={"Cover": [["Q3"]], "Old": [["ZQ-Old-5b2"]]})
    book.edit("xl/workbook.xml", 'name="Old"', 'name="Old" state="hidden"')
    book.edit("xl/worksheets/sheet1.xml", '<row r="1">', '<row r="99999999999999999999">')
    report = leakscan.scan(book.to_bytes(), name="book.xlsx")
    assert [finding.place.sheet for finding in report.findings if finding.rule.id == "hidden-sheet"] == ["Old"]
    assert "internal-error" not in {problem.code for problem in report.problems}


def test_a_hidden_sheet_that_breaks_off_is_not_called_empty() -> None:
    book = xlsx(sheets={"Cover": [["Q3"]], "Old": [["ZQ-Old-5b2"]]})
    book.edit("xl/workbook.xml", 'name="Old"', 'name="Old" state="hidden"')
    book.edit("xl/worksheets/sheet2.xml", "<sheetData>", "<!DOCTYPE x><sheetData>")
    [hit] = [
        item for item in leakscan.scan(book.to_bytes(), name="b.xlsx").findings if item.rule.id == "hidden-sheet"
    ]
    assert hit.severity is leakscan.Severity.MEDIUM
    assert "could not be read" in hit.message
