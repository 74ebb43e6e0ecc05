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


_X = 'xmlns="urn:schemas-microsoft-com:office:excel"'
_ROWSET = (
    'xmlns:s="uuid:BDC6E3F0-6DA3-11d1-A2A3-00AA00C14882" xmlns:dt="uuid:C2F41010-65B3-11d1-A29F-00AA00C14882" '
    'xmlns:rs="urn:schemas-microsoft-com:rowset" xmlns:z="#RowsetSchema"'
)
_CACHE = (
    f"<PivotCache {_X} {_ROWSET}><CacheIndex>1</CacheIndex>"
    '<s:Schema id="RowsetSchema"><s:ElementType name="row" content="eltOnly"><s:attribute type="Col1"/>'
    '<s:attribute type="Col2"/><s:extends type="rs:rowbase"/></s:ElementType>'
    '<s:AttributeType name="Col1" rs:name="Full name"><s:datatype dt:maxLength="255"/></s:AttributeType>'
    '<s:AttributeType name="Col2" rs:name="Pay"><s:datatype dt:type="float"/></s:AttributeType></s:Schema>'
    '<rs:data><z:row Col1="ZQ-Name-7f3" Col2="1200"/><z:row Col1="ZQ-Name-9b1" Col2="1.5"/></rs:data></PivotCache>'
)


def pivot_table(reference: str, more: str = "") -> str:
    return (
        f"<PivotTable {_X}><Name>PivotTable1</Name><Location>R3C1:R7C2</Location>"
        "<PivotField><Name>Full name</Name>"
        "<PivotItem><Name>ZQ-Item-40c</Name></PivotItem></PivotField><PTSource><CacheIndex>1</CacheIndex>"
        f"<RefreshName>Zq Clerk</RefreshName><ConsolidationReference><Reference>{reference}</Reference>"
        f"</ConsolidationReference></PTSource>{more}</PivotTable>"
    )


def test_the_records_of_a_pivot_cache_are_recovered() -> None:
    report = report_of(sheet("Cover", f"<Row>{cell('Total')}</Row>", pivot_table("Gone!R1C1:R9C2")) + _CACHE)
    assert report.complete
    tables = [item.table for item in report.findings if item.rule.id == "pivot-cache" and item.table is not None]
    columns = {table.columns: list(table.rows()) for table in tables}
    assert columns["Full name", "Pay"] == [("ZQ-Name-7f3", 1200), ("ZQ-Name-9b1", 1.5)]
    assert finding(report, "people-named").counts.values


def test_the_items_of_a_pivot_table_whose_cache_is_gone_are_recovered() -> None:
    more = "<Comment2>ZQ-Other-61a of it</Comment2>"
    report = report_of(sheet("Cover", f"<Row>{cell('Total')}</Row>", pivot_table("Gone!R1C1:R9C2", more)))
    rows = rows_of(finding(report, "pivot-cache"))
    assert ("Full name", "ZQ-Item-40c", None, "item") in rows
    assert (None, "ZQ-Other-61a of it", None, "Comment2") in rows


def test_kept_cells_of_another_workbook_are_recovered() -> None:
    book = (
        f"<ExcelWorkbook {_X}><SupBook><Path>C:\\Pay\\staff.xls</Path><SheetName>Staff</SheetName>"
        "<Xct><Count>1</Count>"
        "<SheetIndex>0</SheetIndex><Crn><Row>4</Row><ColFirst>1</ColFirst><ColLast>2</ColLast>"
        "<Text>ZQ-Kept-5d2</Text><Number>12.5</Number></Crn></Xct></SupBook></ExcelWorkbook>"
    )
    report = report_of(book + COVER)
    assert report.complete
    assert rows_of(finding(report, "external-link-cache")) == [(5, "ZQ-Kept-5d2", 12.5)]


def test_validations_headers_and_remarks_are_recovered() -> None:
    after = (
        f'<WorksheetOptions {_X}><PageSetup><Header x:Margin="0.3" x:Data="&amp;LZQ-Header-1c8"/></PageSetup>'
        "<FreezePanes/><SplitHorizontal>1</SplitHorizontal><Note>ZQ-Note-3f0 here</Note></WorksheetOptions>"
        f'<DataValidation {_X}><Range>R1C1</Range><Type>List</Type><Value>"ZQ-Choice-b6e,Other"</Value>'
        "<InputMessage>ZQ-Hint-9a0</InputMessage></DataValidation><!-- ZQ-Remark-e17 -->"
    )
    report = report_of(sheet("Cover", f"<Row>{cell('Total')}</Row>", after))
    assert report.complete
    told = {
        value for item in report.findings if item.table is not None for row in item.table.rows() for value in row
    }
    assert {"ZQ-Header-1c8", "ZQ-Note-3f0 here", "ZQ-Choice-b6e", "ZQ-Hint-9a0", "ZQ-Remark-e17"} <= told


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        ("background:yellow", False),
        ("color:red;background:white", False),
        ("color:white", True),
        ("color:#FEFEFE", True),
        ("color:#00FF00;background:lime", True),
        ("color:strange", True),
    ],
)
def test_a_conditional_format_that_may_hide_is_told_of(style: str, *, is_hidden: bool) -> None:
    condition = f"<Condition><Value1>5</Value1><Format Style='{style}'/></Condition>"
    after = f"<ConditionalFormatting {_X}><Range>R1C2</Range>{condition}</ConditionalFormatting>"
    report = report_of(sheet("Cover", f"<Row>{cell('Total')}{cell('ZQ-Under-5d0')}</Row>", after))
    assert report.complete
    assert ["conditional-invisible"] * is_hidden == [item.rule.id for item in report.findings]
    if is_hidden:
        assert rows_of(report.findings[0]) == [("B1", "ZQ-Under-5d0")]


def test_cells_far_from_the_others_are_told_of() -> None:
    rows = f"<Row>{cell('Total')}</Row><Row>{cell('Sum')}</Row><Row ss:Index='5000'>{cell('ZQ-Far-6c8')}</Row>"
    assert rows_of(finding(report_of(sheet("Cover", rows)), "far-cell")) == [("A5000", "ZQ-Far-6c8")]


def test_what_excel_writes_by_itself_gives_nothing() -> None:
    after = (
        f'<WorksheetOptions {_X}><PageSetup><Header x:Margin="0.3"/><PageMargins x:Bottom="0.75"/>'
        "</PageSetup><Unsynced/>"
        "<Print><ValidPrinterInfo/><PaperSizeIndex>9</PaperSizeIndex><HorizontalResolution>600</HorizontalResolution>"
        "</Print><Selected/><FreezePanes/><FrozenNoSplit/><SplitHorizontal>1</SplitHorizontal>"
        "<TopRowBottomPane>1</TopRowBottomPane><ActivePane>2</ActivePane><Panes><Pane><Number>3</Number>"
        "<ActiveRow>4</ActiveRow><RangeSelection>R5C1:R6C2</RangeSelection></Pane></Panes>"
        "<ProtectObjects>False</ProtectObjects></WorksheetOptions>"
    )
    report = report_of(sheet("Cover", f"<Row>{cell('Total')}</Row>", after))
    assert report.complete
    assert report.findings == ()


@pytest.mark.parametrize("name", ["note", "x:note", "zq:note", "ss:Note"])
@pytest.mark.parametrize("place", ["Worksheet", "Table", "Row", "Cell", "Data"])
def test_an_attribute_that_the_format_does_not_know_is_told_of(name: str, place: str) -> None:
    known = {"Worksheet": ' ss:Name="Cover"', "Data": ' ss:Type="Number"'}
    inside = "12"
    for element in ("Data", "Cell", "Row", "Table", "Worksheet"):
        more = f' xmlns:zq="urn:example" {name}="ZQ-Attribute-6d1"' if element == place else ""
        inside = f"<{element}{known.get(element, '')}{more}>{inside}</{element}>"
    found = finding(report_of(inside), "markup-remark")
    assert [item.reveal() for item in found.evidence] == ["ZQ-Attribute-6d1"]


def test_an_unknown_attribute_with_a_number_or_a_word_of_the_format_is_nothing() -> None:
    row = f"<Row{' ss:Sorted='}'Descending' ss:Depth='12'>{cell(12)}</Row>"
    report = report_of(f'<Worksheet ss:Name="Cover"><Table>{row}</Table></Worksheet>')
    assert report.complete
    assert not report.findings
