"""Workbooks that are web pages, from end to end."""

import time

import pytest

import leakscan
from fixtures.making.web_workbook import (
    COMMENTED,
    WebSheet,
    comment,
    commented_book,
    island,
    page,
    row,
    table,
    web_archive,
    web_book,
)

COVER = WebSheet("Cover", row("Total", 12))
HIDDEN = WebSheet("Pay", row("ZQ-Pay-b11", 1234.5), state="SheetHidden")
NONE = " style='display:none'"


def report_of(data: bytes, name: str = "figures.xls") -> leakscan.Report:
    return leakscan.scan(data, leakscan.Options(strict=True), name=name)


def rules(report: leakscan.Report) -> set[str]:
    return {item.rule.id for item in report.findings} - {"wrong-extension"}


def finding(report: leakscan.Report, rule: str) -> leakscan.Finding:
    (found,) = (item for item in report.findings if item.rule.id == rule)
    return found


def rows_of(found: leakscan.Finding) -> list[tuple[object, ...]]:
    assert found.table is not None
    rows: list[tuple[object, ...]] = list(found.table.rows())
    assert len(rows) == len(found.table)
    return rows


@pytest.mark.parametrize(("data", "kind"), [(web_book(COVER), "html"), (web_archive(COVER, COVER), "mhtml")])
def test_a_plain_workbook_is_complete_and_silent_but_for_its_name(data: bytes, kind: str) -> None:
    report = report_of(data)
    assert (report.source.format, report.problems) == (kind, ())
    assert [item.rule.id for item in report.findings] == ["wrong-extension"]


def test_hidden_sheets_of_an_archive_and_of_a_page() -> None:
    report = report_of(web_archive(COVER, HIDDEN))
    assert finding(report, "hidden-sheet").place.sheet == "Pay"
    assert rows_of(finding(report, "hidden-sheet")) == [(1, "ZQ-Pay-b11", 1234.5)]
    assert rules(report_of(web_book(HIDDEN))) == {"hidden-sheet"}


def test_hidden_rows_and_columns() -> None:
    rows = row("Team", "Grade") + row("ZQ-Row-2b9", 3, attributes=NONE) + row("North", "ZQ-Column-3c8")
    report = report_of(web_book(WebSheet("Cover", rows, columns=f"<col width=64><col width=0{NONE}>")))
    assert rows_of(finding(report, "hidden-rows")) == [(2, "ZQ-Row-2b9", 3)]
    assert finding(report, "hidden-columns").place.cells == "B:B"
    assert rows_of(finding(report, "hidden-columns")) == [(1, "Grade"), (2, 3), (3, "ZQ-Column-3c8")]


def test_merged_cells_keep_the_columns_of_those_behind_them() -> None:
    rows = "<tr><td rowspan=2 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>" + row(
        "d", "e", "f", "g", attributes=NONE
    ).replace("<td>f", "<td colspan=3>f")
    assert rows_of(finding(report_of(web_book(WebSheet("Cover", rows))), "hidden-rows")) == [
        (3, "d", "e", "f", None, None, "g")
    ]
    shown = report_of(web_book(WebSheet("Cover", rows, columns=f"<col span=2><col{NONE}>")))
    assert [item[:2] for item in rows_of(finding(shown, "hidden-columns"))] == [(1, "b"), (2, "c"), (3, "f")]


def test_white_text_is_invisible_and_on_a_dark_ground_is_not() -> None:
    rows = row("ZQ-White-4d7", cell=" class=xl65") + row("light", cell=" class=xl66")
    report = report_of(web_book(WebSheet("Cover", rows)))
    assert rows_of(finding(report, "invisible-text")) == [("A1", "ZQ-White-4d7")]
    rows = row("Total", 4711, cell=" style='mso-number-format:\"\\;\\;\\;\"'")
    assert rows_of(finding(report_of(web_book(WebSheet("Cover", rows))), "invisible-format"))[-1][0] == "B1"


def test_properties_names_remarks_and_paths() -> None:
    more = (
        "<o:DocumentProperties><o:Author>Ada Field</o:Author></o:DocumentProperties>"
        '<x:ExcelName><x:Name>Rate</x:Name><x:Formula>="ZQ-Rate-5e6"</x:Formula></x:ExcelName>'
    )
    rows = row("Total", "<a href='file:///C:/Users/zq.rosa/pay.xls'>link</a>") + "<!-- ZQ-Remark-6f5 -->"
    report = report_of(web_book(WebSheet("Cover", rows), more))
    assert {row[0] for row in rows_of(finding(report, "people-named"))} == {"Ada Field", "zq.rosa"}
    assert rows_of(finding(report, "defined-name"))[0][-1] == "ZQ-Rate-5e6"
    assert rows_of(finding(report, "markup-remark"))[0][1] == "ZQ-Remark-6f5"
    assert "local-path" in rules(report)


def test_a_table_under_the_name_of_a_workbook_is_one() -> None:
    data = f"<table>{row('a')}{row('ZQ-Row-7a4', attributes=NONE)}</table>".encode()
    assert rows_of(finding(report_of(data), "hidden-rows")) == [(2, "ZQ-Row-7a4")]
    report = report_of(data, "page.html")
    assert "hidden-text" in rules(report)


def test_sheets_beside_the_page_are_said_to_be_missing() -> None:
    data = page("<frameset></frameset>", island([COVER, HIDDEN], with_sources=True)).encode()
    assert [problem.code for problem in report_of(data).problems] == ["sheets-elsewhere"]


def test_cells_hidden_one_by_one_and_unknown_data_are_said() -> None:
    rows = row("a") + f"<tr><td{NONE}>ZQ-Cell-8b3</td></tr>"
    assert [problem.code for problem in report_of(web_book(WebSheet("Cover", rows))).problems] == [
        "elements-not-examined"
    ]
    report = report_of(web_book(COVER, "<x:PivotCache>1</x:PivotCache>"))
    assert [problem.lost for problem in report.problems] == ["PivotCache"]


def test_an_archive_of_another_program_is_pages_and_pictures() -> None:
    lines = [
        "From: <Saved by Blink>", "Subject: Visits", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="b"', "", "--b", "Content-Type: text/html",
        "Content-Location: https://example.org/", "", "<html><p class=x>ZQ-Page-9c2</p></html>", "--b",
        "Content-Type: text/css", "", ".x { display: none }", "--b--", "",
    ]  # fmt: skip
    report = report_of("\r\n".join(lines).encode(), "page.mhtml")
    assert report.source.format == "mhtml"
    assert report.complete
    assert finding(report, "hidden-text").trail == ("page.mhtml", "part 1.html")


def test_a_table_is_told_the_same_alone_and_as_a_sheet() -> None:
    assert table(HIDDEN) in web_archive(COVER, HIDDEN).decode()


def test_cells_in_no_row_begin_one() -> None:
    data = f"<table><td>a</td><tr{NONE}><td>ZQ-Row-0d1</td></tr><td>b</td></table>".encode()
    assert rows_of(finding(report_of(data), "hidden-rows"))[0][1] == "ZQ-Row-0d1"


def test_cells_that_reach_over_all_rows_below_end_the_reading_soon() -> None:
    started = time.monotonic()
    first = "<tr>" + "<td rowspan=65534>a" * 10_000
    report = report_of(f"<table>{first}{'<tr><td>b' * 20_000}</table>".encode())
    assert time.monotonic() - started < 60
    assert "limit-cells" in {problem.code for problem in report.problems}


def test_comments_are_told_with_their_cells_and_are_no_visible_text() -> None:
    rows = row("Total" + COMMENTED, "North") + row("Left", 12)
    first = comment(1, (0, 0), "Ada Field:\nZQ-Note-5e7 says", "Ada Field")
    second = comment(2, (4, 2), "ZQ-Note-6f8", "Ben Marsh")
    report = report_of(commented_book(WebSheet("Cover", rows), second, first))
    assert report.complete
    assert rules(report) == {"cell-comment", "people-named"}
    assert sorted(row[1:3] + row[4:5] for row in rows_of(finding(report, "cell-comment"))) == [
        ("A1", "Ada Field", "Ada Field:\nZQ-Note-5e7 says"),
        ("C5", "Ben Marsh", "ZQ-Note-6f8"),
    ]


def test_marks_of_comments_are_no_part_of_a_cell() -> None:
    rows = row("ZQ-Row-2b9" + COMMENTED, 3, attributes=NONE) + row("North", 4)
    report = report_of(commented_book(WebSheet("Cover", rows), comment(1, (0, 1), "ZQ-Note-5e7", "Ada Field")))
    assert rows_of(finding(report, "hidden-rows")) == [(1, "ZQ-Row-2b9", 3)]


def test_a_comment_that_names_no_cell_makes_the_report_incomplete() -> None:
    odd = comment(1, (0, 0), "ZQ-Note-5e7", "Ada Field").replace("<x:Row>0</x:Row>", "")
    report = report_of(commented_book(WebSheet("Cover", row("Total", 12)), odd))
    assert not report.complete
    assert any("comments" in problem.lost for problem in report.problems)


def test_shapes_that_are_no_comments_are_said_not_to_be_examined() -> None:
    shape = comment(1, (0, 0), "ZQ-Note-5e7", "Ada Field").replace('ObjectType="Note"', 'ObjectType="Drop"')
    report = report_of(commented_book(WebSheet("Cover", row("Total", 12)), shape))
    assert any("shape" in problem.lost for problem in report.problems)


@pytest.mark.parametrize(
    ("attributes", "rule"),
    [
        ('x:autofilter="custom" x:autofilterrange="$A$1:$B$3"', "filtered-rows"),
        ('x:autofilter="all" x:autofiltervalue="North" x:autofilterrange="$A$1:$B$3"', "filtered-rows"),
        ('x:autofilter="all" x:autofilterrange="$A$1:$B$3"', "hidden-rows"),
        ('x:autofilter="custom" x:autofilterrange="$A$5:$B$9"', "hidden-rows"),
    ],
)
def test_rows_that_a_filter_hides_are_told_apart(attributes: str, rule: str) -> None:
    head = row("Team", "Grade").replace("<td>Team", f"<td {attributes}>Team")
    rows = head + row("ZQ-Row-2b9", 3, attributes=NONE) + row("North", 4)
    report = report_of(web_book(WebSheet("Cover", rows)))
    assert rules(report) == {rule}
    assert rows_of(finding(report, rule)) == [(2, "ZQ-Row-2b9", 3)]


_LONG = "Ada is to be moved in May because of ZQ-Clip-5e1, and nobody outside of the house is told before."


@pytest.mark.parametrize(
    ("style", "next_cell", "is_cut"),
    [
        ("white-space:nowrap", 3, True),
        ("white-space:nowrap", None, False),
        ("white-space:nowrap;text-align:right", None, True),
        ("white-space:nowrap;mso-rotate:90", 3, False),
        ("white-space:normal", 3, False),
        ("", 3, False),
        ("mso-text-control:shrinktofit;white-space:nowrap", 3, True),
    ],
)
def test_texts_that_are_cut_off_are_told_of(style: str, next_cell: int | None, *, is_cut: bool) -> None:
    cells = [_LONG] if next_cell is None else [_LONG, next_cell]
    report = report_of(web_book(WebSheet("Cover", row(*cells, cell=f" style='{style}'"))))
    assert rules(report) == ({"clipped-text"} if is_cut else set())
    if is_cut:
        assert rows_of(finding(report, "clipped-text")) == [("A1", _LONG)]


@pytest.mark.parametrize(("source", "is_cut"), [("mso-height-source:userset", True), ("", False)])
def test_a_wrapped_text_is_cut_where_somebody_fixed_the_height_of_its_row(source: str, *, is_cut: bool) -> None:
    rows = row(_LONG, 3, attributes=f" height=20 style='{source};height:15.0pt'")
    assert rules(report_of(web_book(WebSheet("Cover", rows)))) == ({"clipped-text"} if is_cut else set())


def test_cells_outside_the_print_area_are_told_of() -> None:
    area = (
        "<x:ExcelName><x:Name>Print_Area</x:Name><x:SheetIndex>1</x:SheetIndex>"
        "<x:Formula>=Cover!$A$1:$A$9</x:Formula></x:ExcelName>"
    )
    found = finding(report_of(web_book(WebSheet("Cover", row("Total", 12)), more=area)), "unprinted-cell")
    assert (found.place.cells, found.counts.cells) == ("A1:A9", 1)


@pytest.mark.parametrize(
    ("style", "options", "is_told"),
    [
        ("mso-protection:locked hidden", "<x:ProtectContents>True</x:ProtectContents>", True),
        ("mso-protection:locked hidden", "<x:ProtectContents>False</x:ProtectContents>", False),
        ("mso-protection:locked visible", "<x:ProtectContents>True</x:ProtectContents>", False),
    ],
)
def test_formulas_that_a_protected_sheet_hides_are_told_of(style: str, options: str, *, is_told: bool) -> None:
    formula = "=IF(A1&gt;1,&quot;ZQ-Formula-3d7&quot;,&quot;&quot;)"
    rows = f"<tr><td x:num>2</td><td style='{style}' x:fmla=\"{formula}\">late</td></tr>"
    report = report_of(web_book(WebSheet("Cover", rows, options=options)))
    assert ("formula-text" in rules(report)) is is_told
    if is_told:
        assert rows_of(finding(report, "formula-text"))[0][:2] == ("text in a formula", "ZQ-Formula-3d7")


def test_a_result_whose_sheet_is_gone_is_told_with_its_formula_as_it_stands() -> None:
    rows = '<tr><td x:fmla="=Gone!C2+RC1">ZQ-Lost-84e</td></tr>'
    found = finding(report_of(web_book(WebSheet("Cover", rows))), "lost-source")
    assert rows_of(found) == [("A1", "Gone!C2+RC1", "ZQ-Lost-84e", "Gone")]
