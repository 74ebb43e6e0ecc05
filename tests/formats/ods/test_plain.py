"""Blocks of plain rows: the same facts as by the parser, whatever stands in them."""

import io
import time
from pathlib import Path

import pytest

import leakscan
from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.ods import plain
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.strays import Strays
from tests.corpus.files import CORPUS

FIXTURES = sorted((Path(__file__).resolve().parents[3] / "fixtures").rglob("*.ods"))
CORPUS_FILES = sorted(CORPUS.rglob("*.ods")) if CORPUS.exists() else []
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = (
    f'<o:document-content xmlns:o="{SPACE}office:1.0" xmlns:office="{SPACE}office:1.0" '
    f'xmlns:table="{SPACE}table:1.0" xmlns:text="{SPACE}text:1.0"><o:body><o:spreadsheet>'
    '<table:table table:name="One">'
)
TAIL = "</table:table></o:spreadsheet></o:body></o:document-content>"
CELL = '<table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>'
ROW = f"<table:table-row>{CELL}{CELL}</table:table-row>"
NUMBER = ' office:value-type="float" office:value="{}"'
WORDS = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
PLAIN_ROWS = (
    f'<table:table-row table:number-rows-repeated="3" table:visibility="collapse">{CELL}</table:table-row>',
    '<table:table-row><table:table-cell table:number-columns-repeated="9"/></table:table-row>',
    "<table:table-row>"
    + WORDS.format(' office:value-type="string" office:string-value="x"', "y z")
    + "</table:table-row>",
    "<table:table-row>"
    + WORDS.format(' office:odd="words of nobody" table:formula="of:=[.A1]"', "y  z")
    + "</table:table-row>",
    "<table:table-row>"
    + WORDS.format(' foreign:odd="words of nobody"', "\u0416 \U0001f600")
    + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a &amp; &lt;b&gt; > &quot;c&apos;") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a  &amp;  b ") + "</table:table-row>",
    "<table:table-row>"
    + WORDS.format(' table:style-name="a>b" office:value-type="float" office:value="1"', "1")
    + "</table:table-row>",
    "<table:table-row>"
    + WORDS.format(' office:value-type="date" office:date-value="words of nobody" office:value="1"', "1")
    + "</table:table-row>",
)
TRAPS = (
    "<table:table-row>" + WORDS.format("", "a&#32; b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a &odd; b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a & b") + "</table:table-row>",
    "<table:table-row>"
    + WORDS.format(' office:value-type="float" office:value="&#49;"', "1")
    + "</table:table-row>",
    "<table:table-row>" + WORDS.format(' office:value-type="float" office:value="<"', "1") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a<text:s/>b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a<![CDATA[<table:table-row>]]>b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a<!-- <table:table-row> -->b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a\n b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a ]]> b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a \x01 b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format("", "a \ufffe b") + "</table:table-row>",
    "<table:table-row>" + WORDS.format(' office:value="1" office:value="2"', "2") + "</table:table-row>",
    "<table:table-row>" + WORDS.format(' table:formula="of:=&quot;x&quot;"', "x") + "</table:table-row>",
    "<table:table-row>" + WORDS.format(" office:string-value='x'", "y") + "</table:table-row>",
    "<table:table-row>" + WORDS.format(' xmlns:text="urn:other"', "y") + "</table:table-row>",
    '<table:table-row xmlns:table="urn:other">' + CELL + "</table:table-row>",
    f"<table:table-row>{CELL}words between{CELL}</table:table-row>",
    f"<table:table-row>\n {CELL}\n</table:table-row>",
    f"<table:table-row>{CELL}<table:table-row>{CELL}</table:table-row></table:table-row>",
    f"<table:table-row><table:table-cell><table:table>{ROW}</table:table></table:table-cell></table:table-row>",
    f'<table:table-row-group table:display="false">{ROW}</table:table-row-group>',
    f"<table:table-row>{CELL}</table:table-row></table:table-row>",
    f"{CELL}",
    "<table:table-row/>",
    f"<foreign:box>{ROW}</foreign:box>",
)


class Recorder(ContentHandler):
    """Keeps all that it is told."""

    def __init__(self) -> None:
        super().__init__(Strays())
        self.told: list[object] = []

    def leave(self, what: str, text: str) -> None:
        """Keep it."""
        self.told.append((what, text))

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Keep it."""
        self.told.append((self.row_number, self.row_repeat, dict(attributes), is_grouped))

    def row_end(self) -> None:
        """Keep it."""
        self.told.append("end")

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:
        """Keep it."""
        self.told.append((column, repeat, kind, text, self.style, self.formula, self.shown, list(self.runs)))


def _told(data: bytes, *, is_fast: bool) -> list[object]:
    handler = Recorder()
    try:
        for _ in (plain.steps if is_fast else xmlsafe.steps)(io.BytesIO(data), handler):
            pass
    except FileError as error:
        handler.told.append(error.code)
    return handler.told


@pytest.mark.parametrize("block", [1, 150, 400, 1 << 16])
@pytest.mark.parametrize("row", [*PLAIN_ROWS, *TRAPS])
def test_rows_are_told_as_the_parser_tells_them(row: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "BLOCK_BYTES", block)
    data = (HEAD + 3 * ROW + row + 3 * ROW + TAIL).encode()
    assert _told(data, is_fast=True) == _told(data, is_fast=False)


def test_prefixes_that_mean_something_else_are_left_to_the_parser() -> None:
    data = (HEAD.replace(f"{SPACE}text:1.0", "urn:other") + 6 * ROW + TAIL).encode()
    assert _told(data, is_fast=True) == _told(data, is_fast=False)


def test_bytes_that_are_no_utf_8_are_left_to_the_parser() -> None:
    data = (HEAD + ROW + TAIL).encode().replace(b">7<", b">\xff<")
    assert _told(data, is_fast=True) == _told(data, is_fast=False)


@pytest.mark.parametrize("row", PLAIN_ROWS)
def test_plain_rows_are_taken_as_blocks(row: str) -> None:
    handler = Recorder()
    for _ in xmlsafe.steps(io.BytesIO((HEAD + TAIL).encode()), handler):
        pass
    assert plain.PlainRows(handler).take((ROW + row).encode())


@pytest.mark.parametrize("row", TRAPS)
def test_traps_are_not_taken(row: str) -> None:
    handler = Recorder()
    assert not plain.PlainRows(handler).take((ROW + row).encode())
    assert handler.told == []


def test_tags_that_do_not_end_take_linear_time() -> None:
    value = '<table:table-cell office:value-type="float" office:value="'
    started = time.process_time()
    for tail in ("", ">", '">', "<text:p>"):
        for tag in (value, "<table:table-cell", "<table:table-row", "<table:table-cell><text:p>"):
            plain.PlainRows(Recorder()).take(ROW.encode() + (tag * (1 << 13) + tail).encode())
    assert time.process_time() - started < 2


def _facts(path: Path) -> object:
    try:
        with leakscan.scan(path) as report:
            found = report.to_dict()
    except FileError as error:
        return error.code
    return {key: value for key, value in found.items() if key in ("complete", "findings", "problems")}


@pytest.mark.parametrize("path", [*FIXTURES, *CORPUS_FILES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_give_the_same_report(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = _facts(path)
    monkeypatch.setattr(plain.PlainRows, "is_between", False)
    assert _facts(path) == fast
