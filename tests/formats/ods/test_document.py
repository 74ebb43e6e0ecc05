"""OpenDocument spreadsheets from end to end: repetition, encryption, damage, objects, settings."""

import base64
import time
from xml.sax.saxutils import quoteattr

import pytest

import leakscan
from fixtures.making import Row
from fixtures.making.open_document import MIMETYPE, NAMESPACES, OdsBook, OdsSheet, ods
from fixtures.making.zipping import Entry, zip_bytes
from leakscan.parts import PartState
from tests.mutating import LIMITS

_ROWS, _COLUMNS = 1_048_576, 1_000


def report_of(data: bytes | OdsBook, name: str = "book.ods") -> leakscan.Report:
    content = data if isinstance(data, bytes) else data.data()
    return leakscan.scan(content, leakscan.Options(strict=True, limits=LIMITS), name=name)


def finding(report: leakscan.Report, rule: str) -> leakscan.Finding:
    (found,) = (item for item in report.findings if item.rule.id == rule)
    return found


def rules_of(report: leakscan.Report) -> set[str]:
    return {item.rule.id for item in report.findings}


def raw(inside: str, *, is_hidden: bool = False) -> OdsBook:
    """A sheet of which everything but its first cell is given."""
    return ods({"Cover": OdsSheet(rows=[["Total"]], is_hidden=is_hidden, after=inside), "Last": [["x"]]})


def test_repetition_is_counted_and_never_expanded() -> None:
    cell = f'<table:table-cell table:number-columns-repeated="{_COLUMNS}" office:value-type="string">'
    book = raw(
        f'<table:table-row table:number-rows-repeated="{_ROWS}" table:visibility="collapse">{cell}'
        "<text:p>ZQ-Many-1c0</text:p></table:table-cell></table:table-row>"
    )
    started = time.process_time()
    report = report_of(book)
    assert time.process_time() - started < 5
    counts = finding(report, "hidden-rows").counts
    assert counts.rows == _ROWS - 1
    assert counts.cells == (_ROWS - 1) * _COLUMNS
    assert counts.distinct_values == 1
    table = finding(report, "hidden-rows").table
    assert table is not None
    assert len(list(table.rows())) == len(table)


def test_empty_rows_that_repeat_hold_nothing() -> None:
    report = report_of(
        raw(f'<table:table-row table:number-rows-repeated="{_ROWS}"><table:table-cell/></table:table-row>')
    )
    assert report.findings == ()


def test_rows_that_are_alike_are_rows_of_the_table() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="7"/>'
    line = f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
    report = report_of(raw(line, is_hidden=True))
    table = finding(report, "hidden-sheet").table
    assert table is not None
    assert list(table.rows()) == [(1, "Total"), (2, 7), (3, 7), (4, 7)]


@pytest.mark.parametrize("group", ["table-row-group", "table-header-rows"])
def test_rows_in_groups_are_rows(group: str) -> None:
    hidden = '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>ZQ'
    report = report_of(
        raw(f"<table:{group}>{hidden}</text:p></table:table-cell></table:table-row></table:{group}>")
    )
    message = finding(report, "hidden-rows").message
    assert ("outline group" in message) is (group == "table-row-group")


def test_a_column_style_applies_to_cells_without_one() -> None:
    sheet = OdsSheet(
        rows=[["a", "ZQ-Ink-0d2"]],
        before='<table:table-column/><table:table-column table:default-cell-style-name="white"/>',
    )
    book = ods({"Cover": sheet})
    book.styles = (
        '<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/>'
        "</style:style>"
    )
    assert finding(report_of(book), "invisible-text").place.cells == "B1"


def test_an_automatic_colour_is_seen_on_a_dark_cell() -> None:
    book = ods({"Cover": OdsSheet(rows=[["a"]], styles={(1, 1): "dark"})})
    book.styles = (
        '<style:style style:name="dark" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#000000"/><style:text-properties style:use-window-font-color="true"/></style:style>'
    )
    assert report_of(book).findings == ()


def test_a_value_that_shows_nothing_has_a_format_that_hides_it() -> None:
    book = raw(
        '<table:table-row><table:table-cell office:value-type="float" office:value="4.5"><text:p/>'
        "</table:table-cell></table:table-row>"
    )
    assert finding(report_of(book), "invisible-format").place.cells == "A2"


@pytest.mark.parametrize(
    ("box", "is_told"),
    [
        ('svg:width="0cm" svg:height="0cm" svg:x="1cm" svg:y="1cm"', True),
        ('svg:width="5cm" svg:height="2cm" svg:x="-20cm" svg:y="1cm"', True),
        ('svg:width="5cm" svg:height="0cm" svg:x="1cm" svg:y="1cm"', False),
        ('svg:width="5cm" svg:height="2cm" svg:x="-2cm" svg:y="1cm"', False),
    ],
)
def test_a_shape_of_no_size_or_off_the_sheet_does_not_show(box: str, *, is_told: bool) -> None:
    names = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    names += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    text = "<draw:text-box><text:p>ZQ-Speck-3e9</text:p></draw:text-box>"
    book = raw(f"<table:shapes><draw:frame {names} {box}>{text}</draw:frame></table:shapes>")
    assert ("hidden-shape" in rules_of(report_of(book))) is is_told


@pytest.mark.parametrize(
    ("hours", "is_told"),
    [("PT00H00M00S", False), ("-PT08H00M00S", False), ("-PT32H00M00S", True), ("PT08H00M00S", True)],
)
def test_hours_that_no_format_shows_or_that_are_none_are_as_good_as_shown(hours: str, *, is_told: bool) -> None:
    cell = f'<table:table-cell office:value-type="time" office:time-value="{hours}"><text:p/></table:table-cell>'
    rules = rules_of(report_of(raw(f"<table:table-row>{cell}</table:table-row>")))
    assert ("invisible-format" in rules) is is_told


@pytest.mark.parametrize(
    ("condition", "confidence"), [("cell-content()&gt;2", "certain"), ("is-true-formula([.B1]&gt;2)", "possible")]
)
def test_a_condition_that_was_not_evaluated_is_said(condition: str, confidence: str) -> None:
    book = ods({"Cover": OdsSheet(rows=[[5]], styles={(1, 1): "ce1"})})
    book.styles = (
        '<style:style style:name="ce1" style:family="table-cell"><style:map '
        f'style:condition="{condition}" style:apply-style-name="white"/></style:style>'
    )
    book.common = (
        '<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/>'
        "</style:style>"
    )
    assert finding(report_of(book), "conditional-invisible").confidence.value == confidence


def test_encryption_is_reported() -> None:
    book = ods({"Cover": [["ZQ-Locked-90e"]]})
    entries = [
        Entry(name=item.name, data=item.data.replace(b'content.xml" manifest:media-type="text/xml"/>', LOCKED))
        if isinstance(item.data, bytes)
        else item
        for item in book.entries()
    ]
    report = report_of(zip_bytes(entries))
    assert "encrypted-file" in rules_of(report)
    assert [problem.code for problem in report.problems] == ["encrypted"]
    assert not report.complete


LOCKED = (
    b'content.xml" manifest:media-type="text/xml"><manifest:encryption-data><manifest:algorithm '
    b'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></manifest:encryption-data>'
    b"</manifest:file-entry>"
)


def test_a_file_that_the_manifest_lists_in_vain_is_said() -> None:
    book = ods({"Cover": [["Total"]]})
    book.listed = ("Object 1/content.xml", "Configurations2/accelerator/current.xml")
    report = report_of(book)
    assert [(problem.code, problem.place.name) for problem in report.problems] == [
        ("part-missing", "Object 1/content.xml")
    ]


BASIC = (
    '<?xml version="1.0"?>'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">Sub Main\n  password = "ZQ-Pass-5e2"\nEnd Sub</script:module>'
)


def test_macros_are_read_though_their_document_type_names_a_grammar() -> None:
    book = ods({"Cover": [["Total"]]})
    book.files = {"Basic/Standard/Module1.xml": BASIC.encode()}
    report = report_of(book)
    assert report.complete
    table = finding(report, "macro-source").table
    assert table is not None
    assert ("Module1", "source", '  password = "ZQ-Pass-5e2"') in list(table.rows())


def test_a_document_type_that_declares_something_is_refused() -> None:
    book = ods({"Cover": [["Total"]]})
    harmful = BASIC.replace('"module.dtd">', '"module.dtd" [<!ENTITY a "b">]>')
    book.files = {"Basic/Standard/Module1.xml": harmful.encode()}
    assert [problem.code for problem in report_of(book).problems] == ["xml-doctype"]


def test_macros_in_a_compiled_form_are_skipped_and_that_is_said() -> None:
    book = ods({"Cover": [["Total"]]})
    book.files = {"Basic/Standard/Module1.pba": b"\0\1"}
    report = report_of(book)
    assert [problem.code for problem in report.problems] == ["macros-not-examined"]
    assert {part.state for part in report.parts if part.name.startswith("Basic/")} == {PartState.SKIPPED}


def test_damaged_styles_cost_no_rows_of_the_sheets() -> None:
    book = ods({"Cover": OdsSheet(rows=[["Total"], ["ZQ-Row-4b8"]], hidden_rows=frozenset({2}))})
    book.common = "<style:style>"
    report = report_of(book)
    assert [problem.place.part for problem in report.problems] == ["styles.xml"]
    table = finding(report, "hidden-rows").table
    assert table is not None
    assert list(table.rows()) == [(2, "ZQ-Row-4b8")]


def test_printers_are_named() -> None:
    book = ods({"Cover": [["Total"]]})
    setup = base64.b64encode("\\\\ZQ-Print-f19\\Floor2".encode("utf-16-le")).decode()
    item = '<config:config-item config:name="{}" config:type="{}">{}</config:config-item>'
    book.settings = item.format("PrinterName", "string", "Reception") + item.format(
        "PrinterSetup", "base64Binary", setup
    )
    report = report_of(book)
    table = finding(report, "printer-settings").table
    assert table is not None
    assert list(table.rows()) == [(1, "\\\\ZQ-Print-f19\\Floor2")]
    assert "Reception" in {row[0] for row in finding(report, "people-named").table.rows()}  # type: ignore[union-attr]


def test_a_flat_document_gives_what_the_packed_one_gives() -> None:
    book = ods({"Cover": [["Total", 12]], "Pay": OdsSheet(rows=[["ZQ-Pay-b11", 1.5]], is_hidden=True)})
    packed, flat = report_of(book), report_of(book.flat().encode(), "book.fods")
    assert flat.source.format == "fods"
    assert flat.complete
    assert rules_of(packed) - {"archive-comment"} == rules_of(flat)


def test_a_document_that_breaks_off_is_told_of_as_far_as_it_was_read() -> None:
    book = ods({"Pay": OdsSheet(rows=[["ZQ-Pay-b11"], ["Ben"]], is_hidden=True), "Cover": [["Total"]]})
    flat = book.flat()
    report = report_of(flat[: flat.index("Ben")].encode(), "book.fods")
    assert finding(report, "hidden-sheet").counts.cells == 1
    assert {problem.code for problem in report.problems} == {"malformed-xml"}
    assert not report.complete


def test_a_template_is_a_spreadsheet() -> None:
    entries = ods({"Cover": [["Total"]]}).entries()
    entries[0] = Entry(name="mimetype", data=f"{MIMETYPE}-template".encode(), stored=True)
    report = report_of(zip_bytes(entries), "book.ots")
    assert report.source.format == "ods"
    assert report.complete
    assert report.findings == ()


@pytest.mark.parametrize(
    ("condition", "value", "severity"),
    [
        ("cell-content()=1", 1, "info"),
        ("cell-content()=0", 0, None),
        ("cell-content()&lt;2", 1, "medium"),
        ("cell-content()=&quot;ZQ-Veil-0b6&quot;", "ZQ-Veil-0b6", "medium"),
    ],
)
def test_paint_for_one_number_alone_stands_for_it(condition: str, value: str | int, severity: str | None) -> None:
    book = ods({"Cover": OdsSheet(rows=[[value]], styles={(1, 1): "ce1"})})
    book.styles = (
        '<style:style style:name="ce1" style:family="table-cell"><style:map '
        f'style:condition="{condition}" style:apply-style-name="bar"/></style:style>'
    )
    book.common = (
        '<style:style style:name="bar" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#4472c4"/><style:text-properties fo:color="#4472c4"/></style:style>'
    )
    found = [item for item in report_of(book).findings if item.rule.id == "conditional-invisible"]
    assert [item.severity.value for item in found] == ([] if severity is None else [severity])


def chart_document(series: str, *rows: tuple[str, ...]) -> bytes:
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    extension = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    return (
        f'<office:document-content{NAMESPACES} xmlns:loext="{extension}"><office:body><office:chart>'
        f'<chart:chart chart:class="chart:scatter"><chart:plot-area>{series}</chart:plot-area>'
        f'<table:table table:name="local-table"><table:table-rows>{table}</table:table-rows></table:table>'
        "</chart:chart></office:chart></office:body></office:document-content>"
    ).encode()


def with_chart(document: bytes, *, is_hidden: bool = False) -> OdsBook:
    frame = '<table:shapes><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></table:shapes>'
    rows: list[Row] = [["Month", "Sales"], ["May", 65], ["June", 84]]
    book = ods({"Data": OdsSheet(rows=rows, before=frame, is_hidden=is_hidden), "Last": [["x"]]})
    book.files = {"Object 1/content.xml": document}
    book.folders = {"Object 1/": "application/vnd.oasis.opendocument.chart"}
    return book


SCATTER = (
    '<chart:series chart:values-cell-range-address="Data.B2:Data.B3" chart:label-cell-address="Data.B1:Data.B1">'
    '<chart:domain table:cell-range-address="Data.A2:Data.A3"/></chart:series>'
)


@pytest.mark.parametrize(
    ("numbers", "expected"), [(("1", "2"), []), (("1", "4711"), ["chart-cache"]), (("3", "4"), ["chart-cache"])]
)
def test_numbers_in_place_of_texts_to_lie_over_say_nothing(numbers: tuple[str, str], expected: list[str]) -> None:
    rows = [("", "Column A", "Sales"), ("1", numbers[0], "65"), ("2", numbers[1], "84")]
    report = report_of(with_chart(chart_document(SCATTER, *rows)))
    assert [item.rule.id for item in report.findings] == expected


@pytest.mark.parametrize(("is_hidden", "expected"), [(False, False), (True, True)])
def test_a_name_typed_into_a_series_is_read_with_the_chart(is_hidden: bool, expected: bool) -> None:
    series = (
        '<chart:series chart:values-cell-range-address="Data.B2:Data.B3" '
        'loext:label-string="&quot;ZQ-Label-2c8&quot;"/>'
    )
    report = report_of(with_chart(chart_document(series, ("", "Sales"), ("1", "65")), is_hidden=is_hidden))
    assert "markup-remark" not in rules_of(report)
    rows = [
        row
        for item in report.findings
        if item.rule.id == "chart-cache" and item.table
        for row in item.table.rows()
    ]
    assert ("ZQ-Label-2c8" in str(rows)) is expected


@pytest.mark.parametrize(
    ("display", "sheet_is_hidden", "expected"),
    [("", False, set()), ("none", False, {"control-text"}), ("", True, {"control-text"})],
)
def test_the_caption_of_a_control_that_shows_is_a_text_of_the_sheet(
    display: str, sheet_is_hidden: bool, expected: set[str]
) -> None:
    button = '<form:button form:id="control1" form:label="ZQ-Submit-6d1"/>'
    form = f"<office:forms><form:form>{button}</form:form></office:forms>"
    shown = f' draw:display="{display}"' if display else ""
    shape = f'<table:shapes><draw:control draw:control="control1"{shown}/></table:shapes>'
    made = ods(
        {"Cover": OdsSheet(rows=[["Total"]], before=form + shape, is_hidden=sheet_is_hidden), "Last": [["x"]]}
    )
    assert rules_of(report_of(made)) & {"control-text", "markup-remark"} == expected


@pytest.mark.parametrize(
    ("views", "hidden"),
    [
        ([("Cover", "true"), ("Pay", "false")], set()),
        ([("Cover", "false")], {"Pay", "Last"}),
        ([("Cover", "false"), ("Pay", "false")], {"Last"}),
        ([("", "false")], {"Pay", "Last"}),
        ([], set()),
    ],
)
def test_without_tabs_only_active_tables_are_come_to(views: list[tuple[str, str]], hidden: set[str]) -> None:
    book = ods({"Cover": [["Total"]], "Pay": [["ZQ-Pay-b11"]], "Last": [["x"]]})
    item = '<config:config-item config:name="{}" config:type="string">{}</config:config-item>'
    entries = "".join(
        f"<config:config-item-map-entry>{item.format('ActiveTable', name)}{item.format('HasSheetTabs', tabs)}"
        "</config:config-item-map-entry>"
        for name, tabs in views
    )
    book.settings = f"<config:config-item-map-indexed>{entries}</config:config-item-map-indexed>"
    findings = report_of(book).findings
    assert {found.place.sheet for found in findings if found.rule.id == "hidden-sheet"} == hidden


def test_a_condition_that_two_places_keep_is_told_once() -> None:
    text = 'is-true-formula([.A1]="ZQ-Rule-5c1")'
    book = ods({"Cover": OdsSheet(rows=[["Ada"], ["Ben"]], styles={(1, 1): "ce1", (2, 1): "ce2"})})
    made = (
        '<style:style style:name="{}" style:family="table-cell"><style:map style:condition={} {}/></style:style>'
    )
    applied = 'style:apply-style-name="Ink" style:base-cell-address="Cover.A1"'
    book.styles = "".join(made.format(name, quoteattr(text), applied) for name in ("ce1", "ce2", "unused"))
    table = finding(report_of(book), "formula-text").table
    assert table is not None
    assert [row[1:4] for row in table.rows()] == [("ZQ-Rule-5c1", "Cover", "A1")]


def test_a_condition_of_a_style_that_no_cell_has_is_told() -> None:
    book = ods({"Cover": [["Ada"]]})
    condition = quoteattr('cell-content()="ZQ-Rule-5c1"')
    book.common = (
        '<style:style style:name="Old" style:family="table-cell">'
        f'<style:map style:condition={condition} style:apply-style-name="Ink"/></style:style>'
    )
    assert finding(report_of(book), "formula-text").place.sheet == ""


def test_of_cells_that_are_alike_each_but_the_last_is_cut_off() -> None:
    text = "Ada is to be moved in May because of ZQ-Clip-5e1, and nobody outside of the house is told before."
    row = f'<table:table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>{text}</text:p>'
    book = ods(
        {"Cover": OdsSheet(rows=[["Name"]], after=f"<table:table-row>{row}</table:table-cell></table:table-row>")}
    )
    assert finding(report_of(book), "clipped-text").place.cells == "A2:B2"


@pytest.mark.parametrize(("legend", "is_told"), [("<chart:legend/>", False), ("", True)])
def test_the_name_of_a_trend_line_is_told_where_no_legend_shows_it(legend: str, *, is_told: bool) -> None:
    document = chart_document(SCATTER + legend, ("", "Sales"), ("1", "65"), ("2", "84")).replace(
        b"<office:body>",
        b'<office:automatic-styles><style:style style:name="t" style:family="chart"><style:chart-properties '
        b'chart:regression-name="ZQ-Trend-9f2"/></style:style></office:automatic-styles><office:body>',
    )
    found = [item for item in report_of(with_chart(document)).findings if item.rule.id == "markup-remark"]
    assert [evidence.reveal() for item in found for evidence in item.evidence] == ["ZQ-Trend-9f2"] * is_told
