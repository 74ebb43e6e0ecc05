from fixtures.making import WORKBOOK, Row, xlsx
from fixtures.making.charts import Series, add_chart
from fixtures.making.workbook import Book
from leakscan.views.caches import CacheSource
from tests.formats.xlsx.reading import read_workbook, rows_of

ROWS: list[Row] = [["Team", "Days"], ["North", 12], ["South", 7.5]]
EXTENDED = "http://schemas.microsoft.com/office/drawing/2014/chartex"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def drawn(source: str) -> Book:
    book = xlsx(sheets={"Cover": ROWS, "Data": ROWS})
    series = Series(
        name=(f"{source}!$B$1", "Days"),
        categories=(f"{source}!$A$2:$A$3", ["North", "South"]),
        values=(f"{source}!$B$2:$B$3", [12, 7.5]),
    )
    add_chart(book, "Cover", [series])
    return book


def test_every_point_is_recovered_with_its_series_and_source() -> None:
    data = drawn("Data").to_bytes()
    (chart,) = read_workbook(data)[0].charts
    assert (chart.sheet, chart.is_on_visible_sheet) == ("Cover", True)
    assert rows_of(data, chart.table) == [
        (1, "name", 1, "Days", "Data!$B$1"),
        (1, "category", 1, "North", "Data!$A$2:$A$3"),
        (1, "category", 2, "South", "Data!$A$2:$A$3"),
        (1, "value", 1, 12, "Data!$B$2:$B$3"),
        (1, "value", 2, 7.5, "Data!$B$2:$B$3"),
    ]


def test_the_source_of_each_sequence_is_told() -> None:
    book = drawn("Data")
    book.edit(WORKBOOK, 'name="Data"', 'name="Data" state="veryHidden"')
    (chart,) = read_workbook(book.to_bytes())[0].charts
    assert {series.source for series in chart.series} == {CacheSource.SHEET_HIDDEN}


def test_a_chart_on_a_hidden_sheet_is_told() -> None:
    book = drawn("Data")
    book.edit(WORKBOOK, 'name="Cover"', 'name="Cover" state="hidden"')
    (chart,) = read_workbook(book.to_bytes())[0].charts
    assert not chart.is_on_visible_sheet


def test_a_series_that_a_filter_leaves_out_names_its_range_in_an_extension() -> None:
    book = drawn("Data")
    part = "xl/charts/chart1.xml"
    book.replace(
        part,
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
        '<c:extLst><c:ext uri="x"><c15:filteredBarSeries><c15:ser><c:val><c:numRef><c:extLst><c:ext uri="y">'
        "<c15:formulaRef><c15:sqref>Gone!$A$1</c15:sqref></c15:formulaRef></c:ext></c:extLst><c:numCache>"
        '<c:ptCount val="1"/><c:pt idx="0"><c:v>31</c:v></c:pt></c:numCache></c:numRef></c:val></c15:ser>'
        "</c15:filteredBarSeries></c:ext></c:extLst></c:chartSpace>",
    )
    data = book.to_bytes()
    (chart,) = read_workbook(data)[0].charts
    assert chart.series[0].source is CacheSource.SHEET_GONE
    assert rows_of(data, chart.table) == [(1, "value", 1, 31, "Gone!$A$1")]


def test_the_points_of_a_chart_of_the_newer_kind_are_read() -> None:
    book = drawn("Data")
    points = (
        '<cx:strDim><cx:f>Gone!$A$2</cx:f><cx:lvl ptCount="1"><cx:pt idx="0">Ada</cx:pt></cx:lvl></cx:strDim>'
        '<cx:numDim><cx:f>Gone!$B$2</cx:f><cx:lvl ptCount="1"><cx:pt idx="0">12</cx:pt></cx:lvl></cx:numDim>'
    )
    book.replace(
        "xl/charts/chart1.xml",
        f'<cx:chartSpace xmlns:cx="{EXTENDED}"><cx:chartData><cx:data id="0">{points}</cx:data></cx:chartData>'
        "</cx:chartSpace>",
    )
    data = book.to_bytes()
    (chart,) = read_workbook(data)[0].charts
    assert rows_of(data, chart.table) == [
        (None, "data", 1, "Ada", "Gone!$A$2"),
        (None, "data", 1, 12, "Gone!$B$2"),
    ]


def test_labels_that_number_formats_make_are_told_from_texts() -> None:
    book = drawn("Cover")
    for old, new in (("North", "11/1/06"), ("South", "Ada Field")):
        book.edit("xl/charts/chart1.xml", old, new)
    (chart,) = read_workbook(book.to_bytes())[0].charts
    categories = chart.series[1]
    assert (len(categories.values), len(categories.labels)) == (2, 1)


def test_the_file_behind_a_chart_and_the_shapes_over_it_are_told_of() -> None:
    book = drawn("Data")
    book.relate("xl/charts/chart1.xml", "file:///C:\\Users\\ben.marsh\\pay.xlsx", "oleObject", external=True)
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
    words = "http://schemas.openxmlformats.org/drawingml/2006/main"
    text = "<a:p><a:r><a:t>ZQ-Over-5e3</a:t></a:r></a:p>"
    over = (
        f'<c:userShapes xmlns:c="{CHART}" xmlns:cdr="{drawing}" xmlns:a="{words}"><cdr:relSizeAnchor><cdr:sp>'
        f'<cdr:nvSpPr><cdr:cNvPr id="2" name="Box" hidden="1"/><cdr:cNvSpPr/></cdr:nvSpPr><cdr:txBody>{text}'
        "</cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>"
    )
    book.add(
        "xl/drawings/drawing9.xml",
        over,
        content_type="application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml",
        related_from="xl/charts/chart1.xml",
        rel_type="chartUserShapes",
    )
    workbook, _ = read_workbook(book.to_bytes())
    assert [path.text for path in workbook.paths] == ["file:///C:\\Users\\ben.marsh\\pay.xlsx"]
    found = {item.text for group in workbook.side_texts for item in group.items}
    assert "ZQ-Over-5e3" in found
