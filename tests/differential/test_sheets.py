# ruff: noqa: E501  # rows are clearer on one line
"""The fast reader of sheets tells what the exact one tells: over traps, fixtures, and blocks cut anywhere."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.formats.xlsx.plain import PlainReader
from leakscan.formats.xlsx.plain_texts import is_plain_text
from leakscan.formats.xlsx.strings import SharedStrings
from tests.differential.parts import parts_of, workbooks
from tests.differential.parts import strings_of as strings_of_workbook
from tests.differential.sheets import Both, strings_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXTS = ("Ada", "", "  ", "Ben", "17", "Cy", "x" * 300)
PLAIN_ROW = '<row r="9000"><c r="A9000"><v>5</v></c></row>'


def part(rows: str, *, before: str = "", after: str = "", root: str = "", declaration: str = "") -> bytes:
    cells = f"<sheetData>{rows}{PLAIN_ROW}</sheetData>"
    return f'{declaration}<worksheet xmlns="{NAMESPACE}"{root}>{before}{cells}{after}</worksheet>'.encode()


def strings() -> SharedStrings:
    return strings_of(TEXTS)


def row(number: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


PLAIN = {
    "numbers": row(1, *(f'<c r="{column}1"><v>{value}</v></c>' for column, value in zip(
        "ABCDEFGHIJKL",
        ("0", "1.50", "1e5", "-3", "99999999", "123456789012345678", "0.1", ".5", "5.", "1.2345678", " 7", "x"),
        strict=True,
    ))),
    "strings": row(1, *(f'<c r="{"ABCDEFGH"[n]}1" t="s"><v>{n}</v></c>' for n in range(8))),
    "styles": row(1, '<c r="A1" s="1"><v>1</v></c>', '<c r="B1" t="s" s="2"><v>0</v></c>', '<c r="C1" s="3" t="s"><v>3</v></c>'),
    "kinds": row(
        1, '<c r="A1" t="b"><v>1</v></c>', '<c r="B1" t="e"><v>#N/A</v></c>', '<c r="C1" t="d"><v>2024-01-02</v></c>',
        '<c r="D1" t="str"><v>text</v></c>', '<c r="E1" t="n"><v>4</v></c>',
    ),
    "inline": row(
        1, '<c r="A1" t="inlineStr"><is><t>Ada</t></is></c>', '<c r="B1" t="inlineStr"><is><t></t></is></c>',
        '<c r="C1" t="inlineStr"><is><t xml:space="preserve"> b </t></is></c>', '<c r="D1" t="inlineStr"><is></is></c>',
        '<c r="E1" t="inlineStr"><is><t>a text of over twenty-four characters</t></is></c>',
    ),
    "formulas": row(
        1, '<c r="A1"><f>A2&amp;B2</f><v>5</v></c>', '<c r="B1" t="str"><f>""</f><v></v></c>',
        '<c r="C1"><f t="shared" si="0"/><v>1</v></c>', '<c r="D1"><f>1</f></c>', '<c r="E1"><f t="shared" ref="A1" si="0">x</f><v/></c>',
    ),
    "empties": '<row r="1"/>' + row(2) + row(3, '<c r="A3"/>', '<c r="B3" s="4"/>', '<c r="C3"></c>', '<c r="D3"><v></v></c>'),
    "long texts": row(1, f'<c r="A1" t="inlineStr"><is><t>{"long " * 20}end</t></is></c>', f'<c r="B1" t="inlineStr"><is><t>{"b" * 39}</t></is></c>'),
    "no values of their types": row(
        1, '<c r="A1" t="b"><v>first</v></c>', '<c r="B1"><v>second</v></c>', '<c r="C1" t="d"><v>third</v></c>',
        '<c r="D1"><v>fourth</v></c>', '<c r="E1" t="b"><v>fifth</v></c>',
    ),
    "escapes": row(1, '<c r="A1" t="str"><v>_x0041_da</v></c>', '<c r="B1" t="str"><v>a &lt;&amp;amp; b</v></c>'),
    "letters": row(1, '<c r="Z1"><v>1</v></c>', '<c r="AA1"><v>2</v></c>', '<c r="ZZ1"><v>3</v></c>', '<c r="XFD1"><v>4</v></c>'),
    "hidden rows": "".join(row(n, f'<c r="A{n}" t="s"><v>{n % 7}</v></c>', attributes=attributes) for n, attributes in enumerate(
        (' hidden="1"', ' hidden="TRUE" outlineLevel="1"', ' ht="0"', ' ht="0.5" customHeight="1"', ' hidden="0" spans="1:2"', ""), start=1
    )),
    "other alphabets": row(1, '<c r="A1" t="str"><v>žluťoučký</v></c>', '<c r="B1" t="str"><v>\u00a0blank\u2003</v></c>', '<c r="C1" t="str"><v>\uff11\uff12</v></c>'),
    "missing string": row(1, '<c r="A1" t="s"><v>7</v></c>', '<c r="B1" t="s"><v>99999999</v></c>'),
}  # fmt: skip
"""Rows that must be read as arrays."""

ODD = {
    "entity in an attribute": row(1, '<c r="A1"><v>1</v></c>', attributes=' hidden="&#49;"'),
    "row out of order": row(5, '<c r="A5"><v>1</v></c>') + row(2, '<c r="A2"><v>1</v></c>'),
    "row twice": row(5, '<c r="A5"><v>1</v></c>') + row(5, '<c r="B5"><v>1</v></c>'),
    "empty cell twice": row(1, '<c r="A1"><v>1</v></c>', '<c r="A1"/>'),
    "value beside an inline string": row(1, '<c r="A1" t="inlineStr"><v>odd</v></c>'),
    "unknown attribute of a row": row(1, '<c r="A1"><v>1</v></c>', attributes=' note="words"'),
    "value that is none of an attribute": row(1, '<c r="A1"><v>1</v></c>', attributes=' ht="words"'),
    "unknown attribute of a formula": row(1, '<c r="A1"><f note="words">A2</f><v>1</v></c>'),
    "unknown attribute of an empty formula": row(1, '<c r="A1"><f t="shared" si="0" note="words"/><v>1</v></c>'),
    "text behind an empty formula": row(1, '<c r="A1"><f t="shared" si="0"/>words/><v>1</v></c>', '<c r="B1"><f/>words/><v>1</v></c>'),
    "empty formula that is closed": row(1, '<c r="A1"><f\tt="shared" si="0" note="words">A1</f><v>1</v></c>'),
    "heights between two lists": row(1, '<c r="A1"><v>1</v></c>') + '</sheetData><sheetFormatPr defaultRowHeight="0"/><sheetData>'
    + row(2, '<c r="A2"><v>1</v></c>') + row(3, '<c r="A3"><v>1</v></c>'),
    "section": row(1, '<c r="A1" t="str"><v><![CDATA[<row r="3">]]></v></c>'),
    "comment": '<!-- <row r="1" hidden="1"><c r="A1"><v>1</v></c></row> -->' + row(2, '<c r="A2"><v>1</v></c>'),
    "row in a section": row(1, '<c r="A1"><v>1</v></c>') + row(
        2, '<c r="A2" t="str"><v><![CDATA[</row><row r="3" hidden="1"><c r="A3"><v>1</v></c>]]></v></c>'
    ) + row(4, '<c r="A4"><v>1</v></c>') + row(5, '<c r="A5"><v>1</v></c>'),
    "row in a comment": row(1, '<c r="A1"><v>1</v></c>') + row(
        2, '<c r="A2"><v>1</v></c><!--</row><row r="3" hidden="1"><c r="A3"><v>1</v></c>-->'
    ) + row(4, '<c r="A4"><v>1</v></c>') + row(5, '<c r="A5"><v>1</v></c>'),
    "row without a number among others": row(1, '<c r="A1"><v>1</v></c>') + row(2, '<c r="A2"><v>1</v></c>')
    + '<row hidden="1"><c><v>1</v></c></row>' + row(5, '<c r="A5"><v>1</v></c>'),
    "long comment": "<!-- " + row(1, '<c r="A1"><v>1</v></c>') * 40 + " -->" + row(2, '<c r="A2"><v>1</v></c>'),
    "instruction": '<?x <row r="1"><c r="A1"><v>1</v></c></row> ?>' + row(2, '<c r="A2"><v>1</v></c>'),
    "prefix": f'<x:row xmlns:x="{NAMESPACE}" r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
    "namespace on a row": row(1, '<c r="A1"><v>1</v></c>', attributes=f' xmlns="{NAMESPACE}"'),
    "namespace on a cell": row(1, f'<c r="A1" xmlns="{NAMESPACE}"><v>1</v></c>'),
    "order of attributes": '<row spans="1:2" r="1"><c s="1" r="A1"><v>1</v></c></row>',
    "single quotes": "<row r='1' hidden='1'><c r='A1'><v>1</v></c></row>",
    "raw > in a row": row(1, '<c r="A1"><v>1</v></c>', attributes=' x="a>b" hidden="1"'),
    "raw > in a cell": row(1, '<c r="A1" x=">"><v>1</v></c>'),
    "raw > in a formula": row(1, '<c r="A1"><f>A2>/></f><v>1</v></c>'),
    "other attributes": row(1, '<c r="A1" cm="1"><v>1</v></c>', '<c r="B1" ph="1"><v>1</v></c>'),
    "no references": "<row><c><v>1</v></c><c><v>2</v></c></row>",
    "row without a number": '<row hidden="1"><c r="B4"><v>1</v></c></row>',
    "cell without a reference": row(1, "<c><v>1</v></c>", '<c r="C1"><v>1</v></c>', "<c><v>1</v></c>"),
    "row of another number": row(1, '<c r="A2"><v>1</v></c>'),
    "zero and huge rows": row(0, '<c r="A0"><v>1</v></c>') + row(1048577, '<c r="A1048577"><v>1</v></c>'),
    "lower case": row(1, '<c r="a1"><v>1</v></c>'),
    "dollars": row(1, '<c r="$A$1"><v>1</v></c>'),
    "beyond the last column": row(1, '<c r="XFE1"><v>1</v></c>', '<c r="AAAA1"><v>1</v></c>'),
    "column twice": row(1, '<c r="A1"><v>1</v></c>', '<c r="A1"><v>2</v></c>'),
    "columns backwards": row(1, '<c r="B1"><v>1</v></c>', '<c r="A1"><v>2</v></c>'),
    "number of a string": row(1, *(f'<c r="{"ABCDEF"[n]}1" t="s"><v>{value}</v></c>' for n, value in enumerate(("-1", " 1", "+1", "x", "1.0", "000000001")))),
    "runs": row(1, '<c r="A1" t="inlineStr"><is><r><rPr><sz val="1"/></rPr><t>A</t></r><r><t>b</t></r></is></c>'),
    "reading": row(1, '<c r="A1" t="inlineStr"><is><t>A</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>'),
    "text between": row(1, '<c r="A1">lost<v>1</v></c>', "lost", '<c r="B1"><v>1</v>lost</c>'),
    "value twice": row(1, '<c r="A1"><v>1</v><v>2</v></c>'),
    "unknown elements": row(1, '<c r="A1"><v>1</v><extLst><ext/></extLst></c>', "<foo/>"),
    "row in a row": row(1, '<c r="A1"><v>1</v></c>', row(2, '<c r="A2"><v>2</v></c>'), '<c r="B1"><v>1</v></c>'),
    "row in a cell": '<row r="1"><c r="A1"><v>4</v>' + row(2, '<c r="A2"><v>2</v></c>') * 30 + "</c></row>",
    "rows in an element": "<foo>" + row(1, '<c r="A1"><v>1</v></c>') * 30 + "</foo>",
    "pretty": '<row r="1">\n  <c r="A1">\n    <v>1</v>\n  </c>\n</row>\n' * 20,
    "line ends": row(1, '<c r="A1" t="str"><v>a\r\nb</v></c>'),
    "number reference": row(1, '<c r="A1" t="str"><v>&#65;</v></c>'),
    "type unknown": row(1, '<c r="A1" t="zz"><v>1</v></c>'),
    "inline under another type": row(1, '<c r="A1" t="s"><is><t>1</t></is></c>'),
    "second data": row(1, '<c r="A1"><v>1</v></c>') + "</sheetData><sheetData>" + row(2, '<c r="A2"><v>2</v></c>') * 30,
    "rows after the data": "</sheetData><extLst><sheetData>" + row(2, '<c r="A2"><v>2</v></c>') * 30 + "</sheetData></extLst><sheetData>",
}  # fmt: skip

DAMAGED = {
    "control character": row(1, '<c r="A1" t="str"><v>a\x01b</v></c>'),
    "undefined entity": row(1, '<c r="A1" t="str"><v>&nope;</v></c>'),
    "bare &": row(1, '<c r="A1" t="str"><v>a & b</v></c>'),
    "attribute twice": row(1, '<c r="A1"><v>1</v></c>', attributes=' hidden="1" hidden="0"'),
    "reference twice": row(1, '<c r="A1" s="1" s="2"><v>1</v></c>'),
    "end of a section": row(1, '<c r="A1" t="str"><v>a]]>b</v></c>'),
    "never closed": '<row r="1"><c r="A1"><v>1</v></c>',
}


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("shows", [True, False])
def test_plain_rows_are_read_as_arrays_and_mean_the_same(name: str, shows: bool) -> None:
    both = Both(part(PLAIN[name]), strings(), shows=shows)
    assert (both.different, both.is_damaged) == ([], False)
    assert (both.taken, both.refused) == (1, 0)
    assert both.taken_small == 1


SMALL = {
    "formulas computed each time": row(
        1, '<c r="A1"><f ca="1">NOW()</f><v>5</v></c>', '<c r="B1"><f t="shared" ca="1" si="0"/><v>1</v></c>',
        '<c r="C1"><f t="array" aca="1" ref="C1:C2" ca="1">A1</f><v>1</v></c>',
    ),
    "metadata": row(1, '<c r="A1" cm="1"><v>1</v></c>', '<c r="B1" s="1" t="e" vm="2"><f>A1</f><v>#N/A</v></c>'),
    "blanks kept": row(1, '<c r="A1" t="str"><f>" a "</f><v xml:space="preserve"> a </v></c>'),
}  # fmt: skip
"""Rows of small sheets that need no parser; in large ones they are rare."""


@pytest.mark.parametrize("name", SMALL)
def test_plain_rows_of_small_sheets_mean_the_same(name: str) -> None:
    both = Both(part(SMALL[name]), strings())
    assert (both.different, both.is_damaged, both.taken_small) == ([], False, 1)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("block_bytes", [1, 40, 200, 4096])
def test_traps_mean_the_same(name: str, block_bytes: int) -> None:
    both = Both(part(PLAIN_ROW + ODD[name] + PLAIN_ROW * 20), strings(), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("name", ODD)
def test_traps_in_rows_that_are_in_order_mean_the_same(name: str) -> None:
    both = Both(part(ODD[name]), strings())
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("block_bytes", [40, 4096])
def test_damage_is_not_overlooked(name: str, block_bytes: int) -> None:
    both = Both(part(PLAIN_ROW + DAMAGED[name] + PLAIN_ROW * 20), strings(), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], True)


@pytest.mark.parametrize(
    "whole",
    [
        part(PLAIN["strings"]).decode().encode("utf-16"),
        part(PLAIN["strings"], declaration='<?xml version="1.0" encoding="ISO-8859-1"?>'),
        part(PLAIN["strings"], declaration="<!-- <sheetData><row r='1'> -->"),
        part(PLAIN["strings"], declaration='<!DOCTYPE x [<!ENTITY y "z">]>'),
        b"\xef\xbb\xbf" + part(PLAIN["strings"]),
        part(PLAIN["strings"], before='<cols><col min="2" max="3" width="0"/><col min="5" max="9" hidden="1"/></cols>'),
        part(PLAIN["numbers"], before='<sheetFormatPr defaultRowHeight="1" zeroHeight="1"/>'),
        part(PLAIN["numbers"], after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetProtection/>'),
        part(PLAIN["hidden rows"], after='<autoFilter ref="A1:B4"><filterColumn colId="0"><x/></filterColumn></autoFilter>'),
        part("").replace(b"sheetData>", b"other>"),
        b"",
    ],
)  # fmt: skip
def test_what_stands_around_the_rows_is_read_the_same(whole: bytes) -> None:
    both = Both(whole, strings())
    assert both.different == []


@settings(max_examples=60, deadline=None)
@given(
    block_bytes=st.integers(1, 700),
    names=st.lists(st.sampled_from(sorted(PLAIN) + sorted(ODD)), min_size=1, max_size=8),
    shows=st.booleans(),
)
def test_blocks_may_be_cut_anywhere(block_bytes: int, names: list[str], shows: bool) -> None:
    rows = "".join(PLAIN.get(name) or ODD[name] for name in names)
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    both = Both(part(rows, before=columns), strings(), shows=shows, block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("block_bytes", [4000, 1 << 18])
def test_sheets_of_the_fixtures_mean_the_same(block_bytes: int) -> None:
    seen: set[bytes] = set()
    for path in workbooks(FIXTURES):
        texts = strings_of_workbook(path)
        for name, data in parts_of(path, holding=b"sheetData"):
            if data not in seen:
                seen.add(data)
                both = Both(data, texts, block_bytes=block_bytes)
                assert both.is_damaged or not both.different, (path, name, both.different)
        texts.close()
    assert len(seen) > 50


def test_more_rows_than_a_block_holds_come_out_in_order() -> None:
    rows = "".join(
        row(n, *(f'<c r="{letter}{n}" t="s"><v>{n % 6}</v></c>' for letter in "ABCD"[: 1 + n % 4])) for n in range(1, 5000)
    )  # fmt: skip
    both = Both(part(rows), strings(), block_bytes=9000)
    assert both.different == []
    assert both.taken > 20
    assert both.refused == 0


def test_no_reference_is_left_to_chance() -> None:
    assert is_plain_text(b"a &amp; b")
    assert not is_plain_text(b"a &#38; b")
    assert not is_plain_text(b"\xff")
    assert PlainReader(bool).read(b"") is None
