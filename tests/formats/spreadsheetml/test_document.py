"""XML spreadsheets of Excel 2003 from end to end."""

import pytest

import leakscan
from leakscan.formats.spreadsheetml.content import reference_text

_HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)


def report_of(inside: str) -> leakscan.Report:
    data = f"{_HEAD}{inside}</Workbook>".encode()
    return leakscan.scan(data, leakscan.Options(strict=True), name="book.xml")


def finding(report: leakscan.Report, rule: str) -> leakscan.Finding:
    (found,) = (item for item in report.findings if item.rule.id == rule)
    return found


def cell(value: str | float, attributes: str = "", inside: str = "") -> str:
    kind = "String" if isinstance(value, str) else "Number"
    return f'<Cell{attributes}><Data ss:Type="{kind}">{value}</Data>{inside}</Cell>'


def sheet(name: str, rows: str, after: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{after}</Worksheet>'


COVER = sheet("Cover", f"<Row>{cell('Total')}{cell(12)}</Row>")


def rows_of(found: leakscan.Finding) -> list[tuple[object, ...]]:
    assert found.table is not None
    rows: list[tuple[object, ...]] = list(found.table.rows())
    assert len(rows) == len(found.table)
    return rows


def test_a_plain_workbook_is_complete_and_gives_nothing() -> None:
    report = report_of(COVER)
    assert report.source.format == "spreadsheetml"
    assert report.complete
    assert report.findings == ()


@pytest.mark.parametrize(("state", "words"), [("SheetHidden", "is hidden"), ("SheetVeryHidden", "very hidden")])
def test_a_sheet_whose_options_hide_it_is_hidden(state: str, words: str) -> None:
    options = (
        f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>{state}</Visible>'
        "</WorksheetOptions>"
    )
    pay = sheet("Pay", f"<Row>{cell('ZQ-Pay-b11')}{cell(1.5)}</Row>", options)
    found = finding(report_of(COVER + pay), "hidden-sheet")
    assert words in found.message
    assert rows_of(found) == [(1, "ZQ-Pay-b11", 1.5)]


def test_rows_and_columns_that_are_skipped_keep_their_numbers() -> None:
    far = cell("ZQ-Far-10c", ' ss:Index="4"')
    rows = (
        f'<Column ss:Index="3" ss:Hidden="1" ss:Span="1"/><Row>{cell("a")}</Row>'
        f'<Row ss:Index="5" ss:Hidden="1">{cell("ZQ-Row-2b9")}{far}</Row>'
    )
    report = report_of(sheet("Cover", rows))
    assert finding(report, "hidden-rows").place.cells == "5:5"
    assert finding(report, "hidden-columns").place.cells == "C:D"
    assert rows_of(finding(report, "hidden-columns")) == [(5, None, "ZQ-Far-10c")]


def test_rows_below_an_active_filter_are_filtered() -> None:
    auto = (
        '<AutoFilter x:Range="R1C1:R3C1" xmlns="urn:schemas-microsoft-com:office:excel"><AutoFilterColumn '
        'x:Type="Custom"/></AutoFilter>'
    )
    rows = f'<Row>{cell("Team")}</Row><Row>{cell("North")}</Row><Row ss:Hidden="1">{cell("ZQ-South-3c8")}</Row>'
    assert rows_of(finding(report_of(sheet("Cover", rows, auto)), "filtered-rows")) == [(3, "ZQ-South-3c8")]


def test_white_text_is_invisible() -> None:
    styles = '<Styles><Style ss:ID="w"><Font ss:Color="#FFFFFF"/></Style></Styles>'
    white = cell("ZQ-Ink-4d1", ' ss:StyleID="w"')
    rows = f"<Row>{cell('a')}{white}</Row>"
    found = finding(report_of(styles + sheet("Cover", rows)), "invisible-text")
    assert rows_of(found) == [("B1", "ZQ-Ink-4d1")]


def test_names_comments_and_people_are_told_of() -> None:
    properties = (
        '<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>Ada Field</Author>'
        "</DocumentProperties>"
    )
    names = '<Names><NamedRange ss:Name="Note" ss:RefersTo="=&quot;ZQ-Name-c91&quot;"/></Names>'
    note = '<Comment ss:Author="Ben Marsh"><ss:Data>ZQ-Note-d24</ss:Data></Comment>'
    report = report_of(properties + names + sheet("Cover", f"<Row>{cell('Total', inside=note)}</Row>"))
    assert rows_of(finding(report, "defined-name"))[0][-1] == "ZQ-Name-c91"
    assert rows_of(finding(report, "cell-comment"))[0][1:5] == ("A1", "Ben Marsh", "", "ZQ-Note-d24")
    assert {row[0] for row in rows_of(finding(report, "people-named"))} == {"Ada Field", "Ben Marsh"}


def test_what_is_not_examined_is_said() -> None:
    report = report_of(COVER + '<PivotCache xmlns="urn:schemas-microsoft-com:office:excel"><x/></PivotCache>')
    assert [problem.code for problem in report.problems] == ["elements-not-examined"]


def test_a_document_that_breaks_off_is_told_of() -> None:
    rows = f'<Row ss:Hidden="1">{cell("ZQ-Row-2b9")}</Row>'
    data = f"{_HEAD}{sheet('Cover', rows)}"
    report = leakscan.scan(data.encode(), leakscan.Options(strict=True), name="book.xml")
    assert finding(report, "hidden-rows").counts.cells == 1
    assert not report.complete


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=Cover!R1C1:R2C3", "Cover!$A$1:$C$2"),
        ("='Old pay'!R5C2", "'Old pay'!$B$5"),
        ('="R1C1"', '"R1C1"'),
        ("=Cover!C2", "Cover!$B"),
        ("=#REF!", "#REF!"),
    ],
)
def test_references_are_spelled_as_elsewhere(text: str, expected: str) -> None:
    assert reference_text(text) == expected
