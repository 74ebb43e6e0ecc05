"""Text within what a page paints with."""

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, text
from leakscan.findings import Severity

SHOWN = text("Minutes of the meeting", 20, 270)
WORDS = text("payroll of Ada", 50, 200)
WHITE = text("payroll of Ada", 50, 200, before="1 g")
MASK = "/Type/XObject/Subtype/Form/Group<</S/Transparency/CS/DeviceGray>>"
PATTERN = "/PatternType 1/PaintType 1/TilingType 1/XStep 300/YStep 300"


def cell(pdf: Pdf, content: str, entries: str, *, has_fonts: bool = True) -> int:
    fonts = f"/Font<</F1 {pdf.font} 0 R>>" if has_fonts else ""
    return pdf.stream(content, f"{entries}/BBox[0 0 300 300]/Resources<<{fonts}>>")


def patterned(content: str, *, shown: str = SHOWN) -> leakscan.Report:
    pdf = Pdf()
    pattern = cell(pdf, content, PATTERN)
    pdf.page(shown + "q /Pattern cs /P scn 0 0 300 250 re f Q\n", resources=f"/Pattern<</P {pattern} 0 R>>")
    return scanned(pdf)


def masked(content: str, *, shown: str = SHOWN) -> leakscan.Report:
    pdf = Pdf()
    mask = cell(pdf, content, MASK)
    pdf.page(
        shown + "q /M gs " + box(0, 0, 300, 300, "1 1 1") + "Q\n",
        resources=f"/ExtGState<</M<</SMask<</S/Luminosity/G {mask} 0 R>>>>>>",
    )
    return scanned(pdf)


def lettered(content: str, *, shown: str = SHOWN) -> leakscan.Report:
    pdf = Pdf()
    procedure = pdf.stream("1000 0 d0 " + content)
    font = pdf.add(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 97"
        f"/LastChar 97/Widths[1000]/Encoding<</Differences[97/a]>>/CharProcs<</a {procedure} 0 R>>"
        f"/Resources<</Font<</F1 {pdf.font} 0 R>>>>>>"
    )
    pdf.page(shown + "BT /F3 40 Tf 50 100 Td (a) Tj ET\n", resources=f"/Font<</F1 {pdf.font} 0 R/F3 {font} 0 R>>")
    return scanned(pdf)


def scanned(pdf: Pdf) -> leakscan.Report:
    return leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True, people=False), name="page.pdf")


def hidden(report: leakscan.Report) -> list[tuple[Severity, str]]:
    return [
        (item.severity, str(row[1]))
        for item in report.findings
        if item.rule.id in ("covered-text", "invisible-text") and item.table is not None
        for row in item.table.rows()
    ]


@pytest.mark.parametrize("scan", [patterned, lettered])
@pytest.mark.parametrize("content", [WHITE, WORDS + box(45, 195, 130, 20)])
def test_what_is_hidden_within_is_given_back(scan: object, content: str) -> None:
    assert callable(scan)
    assert hidden(scan(content)) == [(Severity.MEDIUM, "payroll of Ada")]


@pytest.mark.parametrize("scan", [patterned, masked, lettered])
def test_words_that_show_nowhere_else_are_listed(scan: object) -> None:
    assert callable(scan)
    report = scan(WORDS)
    assert hidden(report) == [(Severity.INFO, "payroll of Ada")]
    assert report.complete


@pytest.mark.parametrize("scan", [patterned, masked, lettered])
def test_words_that_the_page_shows_are_no_news(scan: object) -> None:
    assert callable(scan)
    assert hidden(scan(WORDS, shown=SHOWN + text("Ada: payroll of May", 20, 30))) == []


def test_patterns_without_letters_are_left_alone() -> None:
    assert hidden(patterned(box(10, 10, 20, 20))) == []
