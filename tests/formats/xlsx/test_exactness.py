"""What no reader of the format takes is told, and never taken for visible."""

import io
import zipfile
from collections.abc import Callable

import pytest

from leakscan.views.side_texts import SideKind
from leakscan.views.values import value_key
from tests.formats.xlsx import notation
from tests.formats.xlsx.reading import read_workbook

MANY = [notation.row(f'r="{number}"', "n:1", "i:words of a row that shows") for number in range(100, 12_000)]


def _book(part: bytes, **others: str) -> bytes:
    return notation.workbook([("Cover", "visible", part)], ["words"], **others)


def _edited(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, edit(text) if name == part else text)
    return stream.getvalue()


def _before_end(text: str, inside: str) -> str:
    start, _, end = text.rpartition("</")
    return f"{start}{inside}</{end}"


def _with_styles(data: bytes, styles: str) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/styles.xml", styles)
    related = f'<Relationship Id="styles" Type="{notation.DOCUMENT}/styles" Target="styles.xml"/>'
    return _edited(stream.getvalue(), "xl/_rels/workbook.xml.rels", lambda text: _before_end(text, related))


def _hidden(data: bytes) -> tuple[list[str], list[str]]:
    """Return what is told of the markup, and what of it is taken for visible."""
    workbook, problems = read_workbook(data)
    assert not problems
    told = [item.text for group in workbook.side_texts if group.kind is SideKind.MARKUP for item in group.items]
    return told, [text for text in told if (key := value_key(text)) is not None and key in workbook.visible]


def _cell(text: str, reference: str = "A1") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _rows(*cells: str, row: str = 'r="1"') -> str:
    return f"<row {row}>{''.join(cells)}</row>"


ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:Choice xmlns:x="{notation.MAIN}" Requires="x">%s</mc:Choice>'
    "<mc:Fallback>%s</mc:Fallback></mc:AlternateContent>"
)
REPLACED = {
    "row twice": _rows(_cell("alpha")) + _rows(_cell("omega")),
    "cell twice": _rows(_cell("alpha"), _cell("omega")),
    "row twice, apart": _rows(_cell("alpha")) + _rows(_cell("x", "A2"), row='r="2"') + _rows(_cell("omega")),
    "second data": _rows(_cell("omega")) + "</sheetData><sheetData>" + _rows(_cell("alpha", "A2"), row='r="2"'),
    "alternatives": _rows(_cell("omega")) + ALTERNATIVES % (_rows(_cell("alpha", "A2"), row='r="2"'), ""),
    "unknown element": _rows(_cell("omega")) + "<other>" + _rows(_cell("alpha", "A2"), row='r="2"') + "</other>",
    "cell in a cell": _rows(f'<c r="A1"><v>7</v>{_cell("alpha", "B1")}</c>'),
    "value in an unknown element": _rows('<c r="A1" t="str"><other><v>alpha</v></other></c>'),
    "value twice": _rows('<c r="A1" t="str"><v>omega</v><v>alpha</v></c>'),
    "string beside a value": _rows('<c r="A1" t="n"><v>7</v><is><t>alpha</t></is></c>'),
    "string without its type": _rows('<c r="A1"><is><t>alpha</t></is></c>'),
    "value beside a string": _rows('<c r="A1" t="inlineStr"><v>alpha</v><is><t>omega</t></is></c>'),
    **{f"text in a cell of type {kind}": _rows(f'<c r="A1" t="{kind}"><v>alpha</v></c>') for kind in "ebnds"},
    "text behind the number of a string": _rows('<c r="A1" t="s"><v>0 alpha</v></c>'),
    "row in another namespace": '<o:row xmlns:o="urn:o" r="1"><o:c r="A1" t="str"><o:v>alpha</o:v></o:c></o:row>',
}


@pytest.mark.parametrize("name", REPLACED)
@pytest.mark.parametrize("many", [[], MANY])
def test_a_value_that_no_cell_shows_is_told_and_not_visible(name: str, many: list[str]) -> None:
    told, visible = _hidden(_book(notation.sheet(REPLACED[name], *many)))
    assert "alpha" in "".join(told)
    assert visible == []


def test_values_of_their_type_are_nothing_beside_it() -> None:
    values = [
        "e:#N/A",
        "e:#DIV/0!",
        "e:Err:522",
        "b:1",
        "b:false",
        "n: 1.5e3 ",
        "n:-7",
        "d:2024-01-02",
        "d:10:30:00",
    ]
    others = ["s:0", "str:#alpha", "i:alpha", "n:", "e:"]
    assert _hidden(_book(notation.sheet(notation.row('r="1"', *values, *others), *MANY))) == ([], [])


def test_a_shared_string_that_only_a_replaced_cell_uses_is_told() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="A1"><v>7</v></c></row>'
    assert _hidden(_book(notation.sheet(row))) == (["words"], [])


def test_cells_out_of_order_are_not_replaced() -> None:
    rows = _rows(_cell("b", "B2"), _cell("a", "A2"), row='r="2"') + _rows(_cell("c"))
    assert _hidden(_book(notation.sheet(rows))) == ([], [])


@pytest.mark.parametrize("many", [[], MANY])
@pytest.mark.parametrize(
    "start",
    [
        '<row r="50000" note="alpha">',
        '<row r="50000" x:note="alpha" xmlns:x="urn:x">',
        '<row r="50000" ht="alpha">',
        '<row r="50000"><c r="A50000" note="alpha"/>',
        '<row r="50000"><c r="A50000"><f note="alpha">A1</f></c>',
        '<row r="50000"><c r="A50000"><f ref="alpha"/></c>',
        '<row r="50000"><c r="A50000" t="str"><v note="alpha">x</v></c>',
    ],
)
def test_a_value_of_an_attribute_that_is_not_of_the_format_is_told(start: str, many: list[str]) -> None:
    assert _hidden(_book(notation.sheet(*many, f"{start}</row>"))) == (["alpha"], [])


OTHER = ["<other>alpha</other>", '<other a="alpha"/>', '<ext uri="{0}"><o:a xmlns:o="u" b="alpha"/></ext>']


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/tables/t.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "inside", ["<other>alpha</other>", '<other a="alpha"/>', '<ext uri="{0}"><o:a xmlns:o="u" b="alpha"/></ext>']
)
def test_other_elements_are_told_of_parts_of_any_size(part: str, inside: str) -> None:
    blanks = " " * (2 << 20)
    table = 'id="1" name="T" displayName="T" ref="A1:A2"><tableColumns count="0"/>'
    data = _edited(_book(notation.sheet(""), tables=table), part, lambda text: _before_end(text, blanks + inside))
    assert _hidden(data) == (["alpha"], [])


def test_a_part_that_begins_with_an_element_of_another_namespace_is_not_examined() -> None:
    part = "xl/sharedStrings.xml"
    data = _edited(_book(notation.sheet("")), part, lambda text: text.replace(notation.MAIN, "urn:x"))
    _, problems = read_workbook(data)
    assert [(item.code, item.place.part) for item in problems] == [("elements-not-examined", part)]


FORMAT = "&quot;Ada Alpha, QQ123456C&quot;"


@pytest.mark.parametrize(
    ("code", "cells", "told"),
    [
        (f"{FORMAT};;;", [], ["Ada Alpha, QQ123456C"]),
        (f"{FORMAT};;;", ['<c r="A1" s="1"><v>1</v></c>'], []),
        (f"{FORMAT};;;", ['<c r="A1" s="1"><v>-1</v></c>'], ["Ada Alpha, QQ123456C"]),
        (f"0;{FORMAT}", ['<c r="A1" s="1"><v>1</v></c>'], ["Ada Alpha, QQ123456C"]),
        (r"0\A\d\a\ \A\l\p\h\a", [], ["Ada Alpha"]),
        ("0&quot; days&quot;", [], []),
        ("d&quot; de &quot;mmmm&quot; de &quot;yyyy", [], []),
    ],
)
def test_texts_in_number_formats_that_no_cell_shows_are_told(code: str, cells: list[str], told: list[str]) -> None:
    styles = (
        f'<styleSheet xmlns="{notation.MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<fonts><font/></fonts><fills><fill/></fills><cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    data = _with_styles(_book(notation.sheet(_rows(*cells))), styles)
    assert _hidden(data)[0] == told


@pytest.mark.parametrize("many", [[], MANY])
def test_a_cell_that_refers_to_no_shared_string_leaves_the_report_incomplete(many: list[str]) -> None:
    data = _book(notation.sheet(notation.row('r="1"', "s:7"), *many))
    _, problems = read_workbook(data)
    assert [problem.code for problem in problems] == ["broken-reference"]
