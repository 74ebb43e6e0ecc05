"""Which cells of an OpenDocument sheet lie under something."""

import pytest

from fixtures.making.open_document import NAMESPACES, OdsBook, OdsSheet, ods
from tests.formats.ods.test_document import report_of

_CHART_TYPE = "application/vnd.oasis.opendocument.chart"


def covered(made: OdsBook) -> list[tuple[str, list[tuple[object, ...]]]]:
    report = report_of(made)
    assert report.complete
    return [
        (item.message, list(item.table.rows()))
        for item in report.findings
        if item.rule.id == "covered-cell" and item.table is not None
    ]


def shape(place: str, *, style: str = "solid") -> str:
    return f'<draw:rect draw:style-name="{style}" {place}/>'


def book(before: str = "", **more: object) -> OdsBook:
    made = ods({"Cover": OdsSheet(rows=[["a", "b"], ["c", "d"], ["e", "f"]], before=before, **more)})  # type: ignore[arg-type]
    made.styles = (
        '<style:style style:name="solid" style:family="graphic"><style:graphic-properties draw:fill="solid"/>'
        '</style:style><style:style style:name="tall" style:family="table-row"><style:table-row-properties '
        'style:row-height="72pt"/></style:style>'
    )
    return made


def shapes(inside: str) -> str:
    return f"<table:shapes>{inside}</table:shapes>"


BY_SIZE = 'svg:x="0pt" svg:y="{top}" svg:width="64pt" svg:height="12.8pt"'


@pytest.mark.parametrize(("top", "cell"), [("0pt", "A1"), ("12.8pt", "A2"), ("0.9cm", "A3")])
def test_a_shape_by_its_place_covers_the_cells_there(top: str, cell: str) -> None:
    ((message, rows),) = covered(book(shapes(shape(BY_SIZE.format(top=top)))))
    assert message == "Cells lie under a shape."
    assert [row[0] for row in rows] == [cell]


def test_rows_that_do_not_show_take_no_place() -> None:
    made = book(shapes(shape(BY_SIZE.format(top="12.8pt"))), hidden_rows=frozenset({2}))
    ((_, rows),) = covered(made)
    assert rows == [("A3", "e")]


@pytest.mark.parametrize(
    "place",
    [
        'svg:x="0pt" svg:y="4pt" svg:width="64pt" svg:height="6pt"',
        'svg:x="500pt" svg:y="0pt" svg:width="64pt" svg:height="12.8pt"',
        'draw:transform="rotate (0.5)" svg:width="64pt" svg:height="12.8pt"',
        'svg:x="0pt" svg:y="0pt"',
        'svg:x="0pt" svg:y="0pt" svg:width="99999999pt" svg:height="1e9pt"',
    ],
)
def test_what_covers_no_cell_wholly_gives_nothing(place: str) -> None:
    assert covered(book(shapes(shape(place)))) == []


def test_a_repeated_row_is_covered_in_part() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    after = f'<table:table-row table:number-rows-repeated="4">{cell}</table:table-row>'
    made = book(shapes(shape(BY_SIZE.format(top="51.2pt"))), after=after)
    ((_, rows),) = covered(made)
    assert rows == [("A5", "x")]


def chart(fill: str, ranges: str) -> bytes:
    style = (
        f'<style:style style:name="ch1" style:family="chart"><style:graphic-properties draw:fill="{fill}"/>'
        "</style:style>"
    )
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{a}</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="float" office:value="{b}"/></table:table-row>'
        for a, b in (("x", 1), ("y", 2))
    )
    return (
        f"<office:document-content{NAMESPACES}><office:automatic-styles>{style}</office:automatic-styles><office:body>"
        '<office:chart><chart:chart chart:class="chart:bar" chart:style-name="ch1"><chart:plot-area>'
        f'<chart:series chart:values-cell-range-address="{ranges}"/></chart:plot-area><table:table '
        f'table:name="local-table"><table:table-rows>{cells}</table:table-rows></table:table></chart:chart>'
        "</office:chart></office:body></office:document-content>"
    ).encode()


@pytest.mark.parametrize(
    ("fill", "ranges", "expected"),
    [
        ("solid", "Other.A1:Other.A2", {"Cells that it does not draw lie under a chart."}),
        ("solid", "Cover.A1:Cover.B3", {"Cells lie under a chart or shape that shows them."}),
        ("none", "Other.A1:Other.A2", set()),
    ],
)
def test_a_chart_covers_what_it_does_not_draw(fill: str, ranges: str, expected: set[str]) -> None:
    frame = (
        '<draw:frame svg:x="0pt" svg:y="0pt" svg:width="128pt" svg:height="38.4pt">'
        '<draw:object xlink:href="./Object 1" xlink:type="simple"/></draw:frame>'
    )
    made = book(shapes(frame))
    made.files = {"Object 1/content.xml": chart(fill, ranges)}
    made.folders = {"Object 1/": _CHART_TYPE}
    assert {message for message, _ in covered(made)} == expected
