"""What readers of OpenDocument take no notice of is recovered, wherever it stands and whatever its prefix."""

from io import BytesIO

import pytest

from fixtures.making.open_document import NAMESPACES, OdsBook, OdsSheet, ods
from leakscan import xmlsafe
from leakscan.formats.ods.sieve import Sieve, is_plain
from leakscan.formats.strays import Strays
from tests.formats.ods.test_document import finding, report_of, rules_of

CANARY = "ZQ-Left-7c4"
_URN = "urn:oasis:names:tc:opendocument:xmlns"


def book() -> OdsBook:
    return ods({"Cover": OdsSheet(rows=[["Total", 12]])})


def in_cell(inside: str, attributes: str = "") -> OdsBook:
    cell = f'<table:table-cell office:value-type="string"{attributes}>{inside}</table:table-cell>'
    return ods({"Cover": OdsSheet(rows=[["Total"]], after=f"<table:table-row>{cell}</table:table-row>")})


def with_part(part: str, inside: str) -> OdsBook:
    made = book()
    if part == "styles":
        made.common = inside
    elif part == "meta":
        made.meta = inside
    elif part == "settings":
        made.settings = inside
    else:
        made.before = inside
    return made


def recovered(made: OdsBook) -> set[object]:
    report = report_of(made)
    assert report.complete
    return {
        value
        for item in report.findings
        if item.rule.id == "markup-remark" and item.table is not None
        for row in item.table.rows()
        for value in row
    }


@pytest.mark.parametrize("part", ["content", "styles", "meta", "settings"])
@pytest.mark.parametrize(
    "inside",
    [
        f"<!--{CANARY}-->",
        f"<?note {CANARY}?>",
        f'<x:note xmlns:x="urn:x">{CANARY}</x:note>',
        f'<x:note xmlns:x="urn:x"><x:inner x:value="{CANARY}"/></x:note>',
        f'<note xmlns="urn:x" value="{CANARY}"/>',
        f"<table:unheard>{CANARY}</table:unheard>",
        f"<text:p>{CANARY}</text:p>",
        f"<dc:creator><dc:creator>{CANARY}</dc:creator></dc:creator><style:style>{CANARY}</style:style>",
        CANARY,
    ],
)
def test_texts_in_the_markup_of_every_part_are_recovered(part: str, inside: str) -> None:
    if part == "meta" and "dc:creator" in inside:
        return  # a reader takes it there
    found = recovered(with_part(part, inside))
    assert any(CANARY in str(value) for value in found)


@pytest.mark.parametrize(
    "attribute",
    [
        f'table:unheard="{CANARY}"',
        f'unheard="{CANARY}"',
        f'xmlns:x="urn:x" x:value="{CANARY}"',
        'xmlns:x="urn:x" x:value="91000"',
        f'table:number-columns-repeated="{CANARY}"',
        f'xlink:title="{CANARY}"',
        f'office:formula="{CANARY}"',
        f'table:comment="{CANARY}"',
    ],
)
def test_values_of_attributes_that_nobody_reads_are_recovered(attribute: str) -> None:
    found = recovered(in_cell("<text:p>shown</text:p>", f" {attribute}"))
    assert {CANARY, "91000"} & found


@pytest.mark.parametrize(
    "inside",
    [
        f'<text:hidden-text text:string-value="{CANARY}"/>',
        f'<text:hidden-paragraph text:is-hidden="true">{CANARY}</text:hidden-paragraph>',
        f'<text:conditional-text text:string-value-if-true="a" text:string-value-if-false="{CANARY}"/>',
        f"<text:note><text:note-body><text:p>{CANARY}</text:p></text:note-body></text:note>",
        f'<text:placeholder text:description="{CANARY}"/>',
        f'<text:script script:language="JavaScript">{CANARY}</text:script>',
        f"<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>{CANARY}</text:ruby-text></text:ruby>",
        f'<text:a xlink:href="#a" office:title="{CANARY}">a</text:a>',
    ],
)
def test_fields_that_spreadsheets_do_not_show_are_recovered(inside: str) -> None:
    made = in_cell(f"<text:p>shown {inside}</text:p>")
    assert CANARY in recovered(made)


def test_elements_that_are_not_known_are_recovered_right_in_a_cell() -> None:
    assert CANARY in recovered(in_cell(f'<text:p>shown</text:p><text:unheard text:string-value="{CANARY}"/>'))


def test_what_an_event_calls_is_recovered_when_it_is_no_macro() -> None:
    listener = f'<office:event-listeners><script:event-listener xlink:href="{CANARY}"/></office:event-listeners>'
    assert CANARY in recovered(in_cell(f"<text:p>shown</text:p>{listener}"))
    assert recovered(in_cell(f"<text:p>shown</text:p>{listener.replace(CANARY, 'Module1.Run')}")) == set()


def test_elements_of_programs_tell_by_what_is_no_setting() -> None:
    name = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    inside = f'<loext:newer xmlns:loext="{name}" loext:colour="#ff0000" loext:width="2cm" loext:told="{CANARY}"/>'
    assert recovered(in_cell(f"<text:p>shown</text:p>{inside}")) >= {CANARY}
    assert recovered(in_cell(f"<text:p>shown</text:p>{inside.replace(CANARY, 'small')}")) == set()


def test_values_of_cells_without_a_type_are_recovered() -> None:
    cell = f'<table:table-cell office:string-value="{CANARY}"/>'
    made = ods({"Cover": OdsSheet(rows=[["Total"]], after=f"<table:table-row>{cell}</table:table-row>")})
    assert CANARY in recovered(made)


@pytest.mark.parametrize("name", [f'config:name="{CANARY}"', f'config:name="Zoom" form:label="{CANARY}"'])
def test_names_of_settings_that_are_none_are_recovered(name: str) -> None:
    setting = f'<config:config-item-set><config:config-item {name} config:type="int">1</config:config-item>'
    assert CANARY in recovered(with_part("settings", f"{setting}</config:config-item-set>"))


def test_names_of_another_namespace_are_not_taken_for_those_of_the_format() -> None:
    row = (
        '<table:table-row x:visibility="collapse" xmlns:x="urn:x"><table:table-cell office:value-type="string">'
        "<text:p>shown</text:p></table:table-cell></table:table-row>"
    )
    report = report_of(ods({"Cover": OdsSheet(rows=[["Total"]], after=row)}))
    assert rules_of(report) == {"markup-remark"}


def test_prefixes_are_those_of_the_document() -> None:
    row = (
        f'<t:table-row xmlns:t="{_URN}:table:1.0" t:visibility="collapse"><t:table-cell o:value-type="string" '
        f'xmlns:o="{_URN}:office:1.0"><p xmlns="{_URN}:text:1.0">{CANARY}</p></t:table-cell></t:table-row>'
    )
    report = report_of(ods({"Cover": OdsSheet(rows=[["Total"]], after=row)}))
    assert rules_of(report) == {"hidden-rows"}


def test_a_prefix_that_means_something_else_for_a_while_means_the_same_again_behind_it() -> None:
    row = '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string">'
    made = ods(
        {
            "Cover": OdsSheet(
                rows=[["Total"]],
                after=f'<table:row xmlns:table="urn:x">{CANARY}</table:row>{row}<text:p>ZQ-Row-6f0</text:p>'
                "</table:table-cell></table:table-row>",
            )
        }
    )
    report = report_of(made)
    assert rules_of(report) == {"markup-remark", "hidden-rows"}
    table = finding(report, "hidden-rows").table
    assert table is not None
    assert list(table.rows()) == [(2, "ZQ-Row-6f0")]


def test_what_is_left_is_bounded_and_that_is_said() -> None:
    made = book()
    made.before = "".join(f"<!--remark {number}-->" for number in range(10_001))
    report = report_of(made)
    assert [problem.code for problem in report.problems] == ["limit-tree-bytes"]


@pytest.mark.parametrize(
    "value",
    [
        *("0.35cm", "#ffffff", "12", "-1.5E-3", "true", "wrap-option", "0.06pt solid #000000", "100%", "en"),
        *(
            "GB",
            "rect(0cm, 0cm, 1cm, 0cm)",
            "2020-01-31T10:00:00",
            "PT00H05M",
            "_blank",
            "onLoad",
            "a-1 " * 40,
            "1" * 300,
        ),
    ],
)
def test_values_of_the_format_are_plain(value: str) -> None:
    assert is_plain(value)


@pytest.mark.parametrize("value", [CANARY, "Ada Lovelace", "ada@example.org", "QQ123456C", "7 Ada", "x" * 500])
def test_values_that_tell_something_are_not(value: str) -> None:
    assert not is_plain(value)


def test_a_sieve_without_strays_passes_on_the_same() -> None:
    class Kept(Sieve):
        def __init__(self, strays: Strays | None) -> None:
            super().__init__(strays)
            self.told: list[tuple[str, dict[str, str]]] = []

        def opened(self, name: str, attributes: dict[str, str]) -> None:
            self.told.append((name, dict(attributes)))

    root = (
        f"<office:document{NAMESPACES} office:unheard='1'><office:body x='2'/><office:unheard/></office:document>"
    )
    told = []
    for strays in (None, Strays()):
        handler = Kept(strays)
        xmlsafe.stream(BytesIO(root.encode()), handler)
        told.append(handler.told)
    assert told[0] == told[1]
    assert [name for name, _ in told[0]] == ["document", "body"]


CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


@pytest.mark.parametrize(
    "inside",
    [
        '<calcext:icon-set calcext:icon-set-type="{}"/>',
        '<calcext:sparkline calcext:cell-address="{}"/>',
        '<calcext:sparkline calcext:data-range="Data.B2:Data.B13 {}"/>',
    ],
)
def test_icons_and_sparklines_say_no_more_than_their_kind_and_their_cells(inside: str) -> None:
    told = "3TrafficLights1" if "icon" in inside else "Cover.B82"
    for value, expected in ((told, False), (CANARY, True)):
        before = inside.format(value).replace("/>", f' xmlns:calcext="{CALC}"/>')
        made = ods({"Cover": OdsSheet(rows=[["Total"]], before=before)})
        assert (CANARY in str(recovered(made))) is expected
        assert bool(recovered(made)) is expected


@pytest.mark.parametrize(("more", "is_told"), [("", False), (f" {CANARY} of it", True)])
def test_the_outline_of_a_shape_is_no_text(more: str, *, is_told: bool) -> None:
    path = "M 0 ?f2 G ?f2 ?f2 ?f12 ?f13 L ?f3 0 " * 20 + f"Z N{more}"
    shape = (
        '<table:shapes><draw:custom-shape><draw:enhanced-geometry xmlns:drawooo="http://openoffice.org/2010/draw" '
        f'drawooo:enhanced-path="{path}"><draw:handle draw:handle-position="?f2 0"/></draw:enhanced-geometry>'
        "</draw:custom-shape></table:shapes>"
    )
    made = ods({"Cover": OdsSheet(rows=[["Visits", 12]], before=shape)})
    assert any(CANARY in str(value) for value in recovered(made)) is is_told
