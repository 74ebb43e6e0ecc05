"""Long texts of one shape, wherever a format keeps texts, take time that grows with their length alone."""

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

import pytest

import leakscan
from fixtures.making import xlsx
from fixtures.making.document import Text, paragraph, run
from fixtures.making.open_document import ods
from fixtures.making.pdf import Pdf, string
from fixtures.making.webpage import webpage
from leakscan import Options
from tests.ended import ended_within

_SHAPES = (
    "'", '"', "''[", '","', "$.", "[", "(", "{", "<", "\\", ";", "=", "#", "@", "%", "_", "--", "\n", "\t ", "a",
    "1", "A", "Ab ", "ABC ", "QUJD", "ABC'", "a@", "a+", "a.a", "aa.bb-", "a\\", "a = ", "a b:", "a.a://",
    "'a'#", "'a'!", "1-", "1/", ",111", "A1 ", "07700 900 ", "+44(0)", "1 a-b ", "was not ", "/*x", "/*", "<style",
    "\u00e9", "\u00e9 a", "QQ12 34 ", "N'", "S-1-5-21-1", "data--", ".Protect ", "0123456789abcdef",
)  # fmt: skip
_LETTERS = 20_000
"""A pattern that looks at each of them again from each of them took 15 to 70 seconds; all take less than one."""


def _workbook(words: str) -> bytes:
    book = xlsx(sheets={"Shown": [["words"]], "Kept": [["words", words]]})
    part, held = book.sheet_part("Kept"), escape(words)
    book.edit("xl/workbook.xml", 'name="Kept"', 'name="Kept" state="hidden"')
    names = f"<definedName name='n' hidden='1'>{held}</definedName><definedName name='a'>{{{held}}}</definedName>"
    book.edit("xl/workbook.xml", "</sheets>", f"</sheets><definedNames>{names}</definedNames>")
    rule = f'<cfRule type="expression" priority="1"><formula>{held}</formula></cfRule>'
    listed = f'<dataValidation type="list" sqref="A1"><formula1>{held}</formula1></dataValidation>'
    book.edit(
        part,
        "</sheetData>",
        f'<row r="9"><c r="A9"><f>{held}</f><v>1</v></c></row></sheetData>'
        f'<conditionalFormatting sqref="A1">{rule}</conditionalFormatting>'
        f'<dataValidations count="1">{listed}</dataValidations>',
    )
    return book.to_bytes()


def _open_workbook(words: str) -> bytes:
    book = ods({"Shown": [["words"]], "Kept": [["words", words]]})
    spelled = quoteattr(words)
    return (
        book.flat()
        .replace(
            "</office:spreadsheet>",
            f"<table:named-expressions><table:named-range table:name='n' table:cell-range-address={spelled}/>"
            f"<table:named-expression table:name='m' table:expression={spelled}/></table:named-expressions>"
            "</office:spreadsheet>",
        )
        .encode()
    )


def _document(words: str) -> bytes:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f'{escape(words)}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return Text(paragraph(run(words, "<w:vanish/>")), field).to_bytes()


def _page(words: str) -> bytes:
    spelled = quoteattr(words)
    return webpage(
        f"<p hidden title={spelled}>{escape(words)}</p><p style={spelled}>words</p>", style=words.replace("</", "")
    )


def _pdf(words: str) -> bytes:
    pdf = Pdf()
    pdf.page(f"{string(words)} /Name 1 {words}")
    pdf.trailer["Info"] = f"{pdf.add(f'<</Title {string(words)}/Author {string(words)}>>')} 0 R"
    return pdf.to_bytes()


_MAKERS: dict[str, Callable[[str], bytes]] = {
    "book.xlsx": _workbook,
    "book.fods": _open_workbook,
    "text.docx": _document,
    "page.html": _page,
    "page.pdf": _pdf,
}


@pytest.mark.parametrize("name", _MAKERS)
def test_long_texts_take_no_longer_than_their_length(name: str) -> None:
    for shape in _SHAPES:
        data = _MAKERS[name](shape * (_LETTERS // len(shape)))
        with ended_within(10, f"{name} of {shape!r}"):
            report = leakscan.scan(data, Options(), name=name)
        assert not {problem.code for problem in report.problems} & {"internal-error", "limit-time"}, shape
