# ruff: noqa: E501  # rows are clearer on one line
"""The fast reader of .ods tells what the exact one tells: over traps, fixtures, and blocks cut anywhere."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.blocks import RowBlock
from leakscan.formats.ods import kept_rows as kept_module
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source
from leakscan.views.spreadsheet import Hiding
from tests.corpus.files import CORPUS
from tests.differential.documents import facts_of, kept_rows, rows_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ROOT = (
    f'<office:document-content xmlns:office="{SPACE}office:1.0" xmlns:table="{SPACE}table:1.0" xmlns:text="{SPACE}text:1.0"'
    f' xmlns:style="{SPACE}style:1.0" xmlns:fo="{SPACE}xsl-fo-compatible:1.0" xmlns:number="{SPACE}datastyle:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:odd="urn:odd">'
)
STYLES = """<office:automatic-styles>
<style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="0.5cm" style:use-optimal-row-height="false"/></style:style>
<style:style style:name="ro0" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>
<style:style style:name="co0" style:family="table-column"><style:table-column-properties style:column-width="0cm"/></style:style>
<style:style style:name="ce1" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="dated" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="blank" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="red" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="judged" style:family="table-cell"><style:map style:condition="cell-content()&gt;5" style:apply-style-name="white"/></style:style>
<number:date-style style:name="N1"><number:day/><number:text>.</number:text><number:month/></number:date-style>
<number:number-style style:name="N2"><number:text/></number:number-style>
<number:number-style style:name="N3P0"><number:number/></number:number-style>
<number:number-style style:name="N3"><style:text-properties fo:color="#ffffff"/><number:number/><style:map style:condition="value()&gt;=0" style:apply-style-name="N3P0"/></number:number-style>
<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"""
COLUMNS = {
    "": "",
    "hidden": '<table:table-column table:number-columns-repeated="1"/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column table:style-name="co0"/>',
    "white": '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce1"/><table:table-column table:default-cell-style-name="white"/>',
}


def cell(attributes: str = "", words: str = "") -> str:
    return (
        f"<table:table-cell{attributes}>" + f"<text:p>{words}</text:p></table:table-cell>"
        if words
        else f"<table:table-cell{attributes}/>"
    )


def number(value: object, words: object = None, *, before: str = "", behind: str = "") -> str:
    return cell(
        f'{before} office:value-type="float" office:value="{value}"{behind}',
        str(value if words is None else words),
    )


def text(words: str, attributes: str = "") -> str:
    return cell(f'{attributes} office:value-type="string" calcext:value-type="string"', words)


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


USUAL = row(text("Ada"), number(17), number("1234.5"), text("case 5"), number(0.25, "25%"))
CALCEXT = ' calcext:value-type="float"'
COLLAPSED, FILTERED = ' table:visibility="collapse"', ' table:visibility="filter"'

PLAIN = {
    "usual": USUAL,
    "LibreOffice": row(
        *(number(n, before=' table:style-name="ce1"', behind=CALCEXT) for n in range(9)),
        cell(' table:number-columns-repeated="16375"'),
    ),
    "Excel": row(
        cell(' office:value-type="float" office:value="5" table:style-name="ce1"', "5"),
        cell(' office:value-type="string" table:style-name="ce1"', "Ada"),
    ),
    "numbers": row(
        *(
            number(value)
            for value in (
                "1.50",
                "1e5",
                "-3",
                "+4",
                "99999999",
                "123456789012345678",
                ".5",
                "5.",
                "0.333333333333333",
                "-0",
                "1E-300",
            )
        )
    ),
    "numbers that show other digits": row(number(1234.5, "1.234,50 €"), number(0.5, "50 %"), number(7, "\u0667")),
    "words for yes and no": row(
        number(0, "FALSE", before=' table:formula="of:=FALSE()"'),
        number(1, "TRUE", before=' table:formula="of:=TRUE()"'),
        number("-0.0", "none"),
        number(0, "- €"),
        number(7, "- €"),
    ),
    "number without words": row(
        cell(' office:value-type="float" office:value="5"'),
        cell(' office:value-type="percentage" office:value="0.5"'),
    ),
    "texts": row(
        text("  a   b "),
        text("17"),
        text("1_0"),
        text("+44 7700 900123"),
        text("-"),
        text("a &amp; &lt;b&gt; &quot;c&apos;"),
        text("žluťoučký"),
        text("日本"),
        text("a > b"),
    ),
    "text without type": row(cell("", "Ada"), cell(' table:style-name="ce1"', "Ben")),
    "dates": row(
        cell(' office:value-type="date" office:date-value="2024-02-03"', "3.2."),
        cell(' office:value-type="date" office:date-value="2024-02-03T10:00:00"', "3.2."),
        cell(' office:value-type="time" office:time-value="PT10H00M00S"', "10:00"),
    ),
    "booleans": row(
        cell(' office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        cell(' office:value-type="boolean" office:boolean-value="false" calcext:value-type="boolean"', "FALSE"),
    ),
    "currency": row(cell(' office:value-type="currency" office:currency="EUR" office:value="5"', "5 €")),
    "formulas": row(
        number(5, before=' table:formula="of:=[.A1]+1"'),
        number(6, before=' table:style-name="ce1" table:formula="of:=SUM([.A1:.B2])"'),
        cell(' table:formula="of:=[$Other.A1]" office:value-type="string"', "x"),
        cell(' table:formula="of:=#REF!" office:value-type="float" office:value="3"', "3"),
    ),
    "repeated cells": row(
        number(5, behind=' table:number-columns-repeated="3"'),
        cell(' table:number-columns-repeated="4"'),
        text("Ada", ' table:number-columns-repeated="300"'),
    ),
    "empty rows": row(cell(), attributes=' table:number-rows-repeated="5"')
    + row(cell(' table:style-name="ce1"'), attributes=f'{COLLAPSED} table:number-rows-repeated="7"'),
    "hidden rows": "".join(
        row(
            number(n),
            text(f"name {n}"),
            attributes=(COLLAPSED, FILTERED, ' table:style-name="ro0"', "", ' table:style-name="ro1"')[n % 5],
        )
        for n in range(20)
    ),
    "far below": row(cell(), attributes=' table:number-rows-repeated="30000"') + USUAL,
    "validation": row(
        text("Ada", ' table:content-validation-name="val1"'), text("Ben", ' table:content-validation-name="val1"')
    ),
    "format that shows": row(
        number(5, before=' table:style-name="dated"'), text("x", ' table:style-name="dated"')
    ),
    "spanned": row(text("Ada", ' table:number-columns-spanned="1" table:number-rows-spanned="2"')),
    "white in a hidden row": row(
        text("Ada", ' table:style-name="ce1"'), attributes=f'{COLLAPSED} table:default-cell-style-name="ce1"'
    ),
}
"""Rows of which some go as arrays."""

ODD = {
    "white": row(text("Ada", ' table:style-name="white"')),
    "white by the row": row(text("Ada"), attributes=' table:default-cell-style-name="white"'),
    "conditional": row(
        number(6, before=' table:style-name="judged"'), number(4, before=' table:style-name="judged"')
    ),
    "format that shows nothing": row(number(5, before=' table:style-name="blank"')),
    "format with a colour": row(
        number(-5, before=' table:style-name="red"'), number(5, before=' table:style-name="red"')
    ),
    "words in place of a number": row(number(5, "five")),
    "word for one without a formula": row(
        number(1, "TRUE"), number(2, "TRUE", before=' table:formula="of:=TRUE()"')
    ),
    "blank in place of nought": row(number(0, " ")),
    "blank in place of a number": row(number(5, " ")),
    "blank": row(text(" "), text("\u00a0")),
    "long text": row(text("words " * 20), number(5)),
    "very long text": row(text("words " * 2000), number(5)),
    "string value": row(cell(' office:value-type="string" office:string-value="other"', "shown")),
    "two values": row(cell(' office:value-type="float" office:value="5" office:date-value="2024-01-01"', "5")),
    "value that is none": row(
        number("words"),
        number("1_0"),
        number("nan"),
        number("1e999"),
        number(""),
        number("9" * 120),
        number("1 2"),
    ),
    "date that is none": row(
        cell(' office:value-type="date" office:date-value="yesterday"', "x"),
        cell(' office:value-type="date" office:date-value=""', "x"),
        cell(' office:value-type="date"', "x"),
    ),
    "boolean that is none": row(
        cell(' office:value-type="boolean" office:boolean-value="perhaps"', "x"),
        cell(' office:value-type="boolean"', "x"),
    ),
    "value of another type": row(
        cell(' office:value-type="date" office:value="5"', "5"), cell(' office:value="5"', "x")
    ),
    "foreign attribute": row(text("Ada", ' odd:note="words of nobody"'), attributes=' odd:note="more words"'),
    "odd attribute of a row": row(text("Ada"), attributes=' table:visibility="words of nobody"'),
    "other file": row(number(5, before=" table:formula=\"of:='file:///x.ods'#$A.B1\"")),
    "errors": row(
        cell(' table:formula="of:=1/0" office:value-type="string"', "#DIV/0!"),
        cell(' table:formula="of:=1" office:value-type="string"'),
        cell(' table:formula="of:=1"'),
        cell(' table:formula="of:=1" office:value-type="float" office:value=""', "Err:502"),
    ),
    "formula with words": row(cell(' table:formula="of:=&quot;secret&quot;" office:value-type="string"', "x")),
    "repeated row": row(text("Ada"), number(5), attributes=' table:number-rows-repeated="3"'),
    "repeated hidden row": row(text("Ada"), attributes=f' table:number-rows-repeated="3"{COLLAPSED}'),
    "cells beyond the last column": row(
        cell(' table:number-columns-repeated="16383"'), number(1), number(2), number(3)
    ),
    "rows beyond the last": row(cell(), attributes=' table:number-rows-repeated="1048560"') + 30 * USUAL,
    "covered": row(
        text("Ada", ' table:number-columns-spanned="2"'),
        '<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>',
    ),
    "spaces": row('<table:table-cell><text:p>a<text:s text:c="3"/>b</text:p></table:table-cell>'),
    "span": row(
        '<table:table-cell office:value-type="string"><text:p>a <text:span text:style-name="T1">b</text:span></text:p></table:table-cell>'
    ),
    "paragraphs": row("<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>"),
    "empty paragraph": row(
        '<table:table-cell office:value-type="float" office:value="5"><text:p/></table:table-cell>'
    ),
    "annotation": row(
        '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>b</text:p></table:table-cell>'
    ),
    "section": row(cell("", "a<![CDATA[<table:table-row>]]>b")),
    "remark": row(cell("", "a<!-- <table:table-row> -->b")) + "<!-- words -->",
    "instruction": row(cell("", "a<?odd <table:table-row> ?>b")),
    "entity in an attribute": row(number("&#53;", "5")),
    "other quotes": row(text("Ada", " table:style-name='white'")),
    "raw >": row(text("Ada", ' table:style-name="a>b"'), number(5, before=' table:style-name="a>b"')),
    "declaration": row(text("Ada", ' xmlns:odd="urn:odder"'))
    + row(text("Ada"), attributes=' xmlns:odd="urn:oddest"'),
    "prefix means another": row(text("Ada"), attributes=f' xmlns:office="{SPACE}table:1.0"'),
    "pretty": f"<table:table-row>\n  {text('Ada')}\n  {number(5)}\n</table:table-row>\n",
    "row without cells": "<table:table-row></table:table-row><table:table-row/>" + USUAL,
    "group": f'<table:table-row-group table:display="false">{row(text("Ada"), attributes=COLLAPSED)}{USUAL}</table:table-row-group>',
    "header rows": f"<table:table-header-rows>{USUAL}</table:table-header-rows>",
    "table in a cell": row(f"<table:table-cell><table:table>{USUAL}{USUAL}</table:table></table:table-cell>"),
    "foreign element": f"<odd:box>{USUAL}</odd:box>",
    "words between": f"<table:table-row>{text('Ada')}words{text('Ben')}</table:table-row>",
    "letters that spell": row(text("a" + "".join(chr(0xE0000 + ord(letter)) for letter in "hidden"))),
    "control": row(text("a\tb"), text("a\r\nb")),
    "late sheet": f'</table:table><table:table table:name="Late" table:style-name="gone">{row(text("Zoe"), number(8))}',
    "kept sheet": f'</table:table><table:table table:name="\'file:///x.ods\'#$Sheet1">{4 * USUAL}</table:table><table:table table:name="Last">{USUAL}',
    "shape": row(
        '<table:table-cell><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"/></table:table-cell>'
    ),
}
"""Rows of which some are told one by one, or by the parser."""

BROKEN = {
    "two formulas": row(
        cell(' table:formula="of:=1" table:formula="of:=2" office:value-type="float" office:value="5"', "5")
    ),
    "cut": "<table:table-row><table:table-cell>",
    "raw <": row(number("<")),
    "reference to nothing": row(cell("", "a &odd; b")),
    "bare &": row(cell("", "a & b")),
    "]]>": row(cell("", "a ]]> b")),
    "sign that XML does not have": row(cell("", "a \x01 b")),
    "row that does not end": f"<table:table-row>{text('Ada')}",
    "cell that does not end": "<table:table-row><table:table-cell><text:p>Ada</text:p></table:table-row>",
    "two ends": f"{USUAL}</table:table-row>",
}
SOURCE = Source(BytesStore(b""), name="empty", budget=Budget(Limits()))
BLOCKS = (1, 700, 5000, 1 << 16)


def document(rows: str, *, columns: str = "", table: str = "", around: int = 6) -> bytes:
    sheet = f'<table:table table:name="One"{table}>{COLUMNS[columns]}{around * USUAL}{rows}{around * USUAL}</table:table>'
    other = f'<table:table table:name="Two">{row(text("Bea"), attributes=COLLAPSED)}{3 * USUAL}</table:table>'
    return f"{ROOT}{STYLES}<office:body><office:spreadsheet>{sheet}{other}</office:spreadsheet></office:body></office:document-content>".encode()


def check(
    data: bytes, block: int, veils: dict[int, tuple[tuple[int, int, int, int, str], ...]] | None = None
) -> int:
    exact, _ = facts_of(data, veils=veils)
    fast, rows = facts_of(data, block_bytes=block, veils=veils)
    assert fast == exact
    return rows


def check_rows(data: bytes, block: int) -> None:
    for table in (1, 2):
        for hiding in (None, Hiding.BY_HAND, Hiding.FILTERED, Hiding.COLLAPSED):
            for columns in ((1, 2, 3, 4, 5), (2, 9), tuple(range(1, 400))):
                exact = rows_of(data, table, hiding, columns)
                for is_whole in (False, True):
                    fast = rows_of(data, table, hiding, columns, block_bytes=block, is_whole=is_whole)
                    assert repr(fast) == repr(exact)


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("name", [*PLAIN, *ODD])
def test_rows_tell_the_same(name: str, columns: str, block: int) -> None:
    rows = {**PLAIN, **ODD}[name]
    for table in ("", ' table:style-name="gone"', ' table:print-ranges="One.A1:One.B3"'):
        check(document(rows, columns=columns, table=table), block)


@pytest.mark.parametrize("name", PLAIN)
def test_plain_rows_go_as_arrays(name: str) -> None:
    assert check(document(PLAIN[name]), 1 << 16) >= 16 + PLAIN[name].count("<table:table-row")


@pytest.mark.parametrize("name", ODD)
def test_odd_rows_cost_only_themselves(name: str) -> None:
    # From the first remark, section or instruction on everything goes to the parser, and below the last row as well.
    least = 30 if name in ("section", "remark", "instruction", "rows beyond the last") else 60
    assert check(document(ODD[name], around=40), 3000) >= least


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", BROKEN)
def test_damage_is_told_by_both(name: str, block: int) -> None:
    data = document(BROKEN[name])
    (code, *_), _ = facts_of(data)
    (fast, *_), _ = facts_of(data, block_bytes=block)
    assert code
    assert fast == code


@pytest.mark.parametrize("block", [1, 3000, 1 << 16])
@pytest.mark.parametrize("name", [*PLAIN, *ODD])
def test_rows_are_recovered_alike(name: str, block: int) -> None:
    check_rows(document({**PLAIN, **ODD}[name]), block)


@pytest.mark.parametrize("first_rows", [3, 8_000])
@pytest.mark.parametrize("name", [*PLAIN, *ODD])
def test_rows_that_are_kept_are_those_that_are_read_again(
    name: str, first_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "_FIRST_ROWS", first_rows)
    data = document({**PLAIN, **ODD}[name])
    for block in (700, 1 << 16):
        for sheet, hiding, table in kept_rows(data, block_bytes=block):
            assert sheet.facts is not None
            exact, _ = rows_of(
                data, table._arguments["table"], hiding, tuple(range(1, sheet.facts.last_column + 1))
            )
            again = [RowBlock(exact[:1]), RowBlock(exact[1:])]
            monkeypatch.setattr(table, "read_blocks", lambda _, again=again: iter(again))
            kept = [
                line for found in table.blocks_of(SOURCE) for line in found.rows(len(table.columns), found.height)
            ]
            assert repr(kept) == repr(exact)


def test_hidden_rows_of_plain_sheets_are_kept() -> None:
    told = [
        (sheet.name, hiding) for sheet, hiding, _ in kept_rows(document(PLAIN["hidden rows"]), block_bytes=1 << 16)
    ]
    one = [("One", None), ("One", Hiding.BY_HAND), ("One", Hiding.FILTERED), ("One", Hiding.ZERO)]
    assert told == [*one, ("Two", None), ("Two", Hiding.BY_HAND)]


def test_what_is_kept_is_given_back() -> None:
    for _, _, table in kept_rows(document(PLAIN["hidden rows"]), block_bytes=1 << 16):
        table.give_back()
        assert not table.lends_blocks
        assert table.around is None or not table.around.lends_blocks


@pytest.mark.parametrize(
    "veil",
    [
        ((3, 2, 9, 3, "SHAPE"),),
        ((1, 2, 1_048_576, 2, "FAR"),),
        ((7, 1, 7, 16_384, "PICTURE"), (8, 1, 8, 1, "CHARTED")),
    ],
)
@pytest.mark.parametrize("name", ["usual", "hidden rows", "repeated cells", "texts"])
def test_what_lies_over_cells_is_the_same(name: str, veil: tuple[tuple[int, int, int, int, str], ...]) -> None:
    assert check(document(PLAIN[name], around=40), 1 << 16, {1: veil}) or veil[0][4] == "FAR"


def test_many_different_tags_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.formats.ods.tokens._MOST_SHAPES", 5)
    rows = "".join(
        row(number(n, before=f' table:style-name="s{n % 9}"'), text(f"n{n}", f' table:style-name="t{n}"'))
        for n in range(60)
    )
    for block in (600, 5000):
        check(document(rows), block)
        check_rows(document(rows), block)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*PLAIN.values(), *ODD.values()]), min_size=1, max_size=12),
    st.integers(1, 9000),
    st.sampled_from([*COLUMNS]),
)
def test_any_mixture_cut_anywhere(rows: list[str], block: int, columns: str) -> None:
    data = document("".join(rows), columns=columns, around=3)
    check(data, block)
    check_rows(data, block)


def contents() -> list[Path]:
    found = [path for folder in (FIXTURES, CORPUS) if folder.exists() for path in sorted(folder.rglob("*.ods"))]
    return [path for path in found if zipfile.is_zipfile(path)]


@pytest.mark.parametrize("path", contents(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_tell_the_same(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        data = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    for block in (900, 1 << 16):
        check(data, block)
