"""Spellings of text that does not show, each beside what looks like it and shows."""

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, stream_body, text
from leakscan.formats.pdf.hidden_runs import UNREADABLE

SHOWN = text("Minutes of the meeting", 20, 270)
WORDS = text("payroll of Ada", 50, 200)
STATES = "/ExtGState<</Half<</ca 0.3>>/Pale<</ca 0.05>>/Clear<</ca 0.02>>/Veil<</ca 0.95>>>>"


def scanned(content: str, *, resources: str = "", pdf: Pdf | None = None) -> leakscan.Report:
    pdf = pdf or Pdf()
    pdf.page(SHOWN + content, resources=resources)
    return leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True, people=False), name="page.pdf")


def hidden(report: leakscan.Report) -> list[tuple[str, str]]:
    return [
        (str(row[1]), str(row[2]))
        for item in report.findings
        if item.rule.id in ("covered-text", "invisible-text") and item.table is not None
        for row in item.table.rows()
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (text("payroll of Ada", 0, 0, matrix="1 0 0 0.02 50 200"), "too small to read"),
        (text("payroll of Ada", 0, 0, matrix="0.02 0 0 1 50 200"), "too small to read"),
        (text("payroll of Ada", 0, 0, matrix="0 0 0 0 50 200"), "too small to read"),
        (text("payroll of Ada", 0, 0, matrix="1 0 0 0 50 200"), "too small to read"),
        ("q 0 0 0 1 0 0 cm " + WORDS + "Q\n", "too small to read"),
        ("q 0 200 300 1.5 re W n " + WORDS + "Q\n", "clipped away"),
        (text("payroll of Ada", 50, 200, before="1 1 0.9 rg"), "of the colour of the bare page"),
        (text("payroll of Ada", 50, 200, before="0.95 g"), "of the colour of the bare page"),
        (text("payroll of Ada", 20, 200, size=30, before="0.99 g"), "of the colour of the bare page"),
        (text("payroll of Ada", 20, 200, size=30, before="/Clear gs"), "fully transparent"),
        (
            text("payroll of Ada", 20, 200, size=30) + "/Veil gs 1 g 0 190 300 50 re f\n",
            "covered by a shape",
        ),
        (
            box(40, 190, 150, 30) + text("payroll of Ada", 50, 200, before="0 0 0.12 rg"),
            "of the colour of what lies beneath it",
        ),
        (
            WORDS + text("XXXXXXXXXX", 45, 196, size=20, before="12 w 1 j 2 Tr"),
            "covered by a shape",
        ),
    ],
)
def test_words_come_back(content: str, why: str) -> None:
    assert hidden(scanned(content, resources=STATES)) == [("payroll of Ada", why)]


@pytest.mark.parametrize(
    "content",
    [
        text("payroll of Ada", 0, 0, matrix="1 0 0 0.4 50 200"),
        text("payroll of Ada", 0, 0, matrix="10 0 0 10 50 200", size=1.2),
        "q 0 196 300 8 re W n " + WORDS + "Q\n",
        text("payroll of Ada", 50, 200, before="1 1 0 rg"),
        WORDS + text("payroll of May", 50, 189, before="0.3 w 2 Tr"),
        WORDS + text("DRAFT", 20, 150, size=80, before="0.5 g /Half gs"),
        text("DRAFT", 20, 150, size=30, before="0.95 g"),
        text("DRAFT", 20, 150, size=30, before="/Pale gs"),
    ],
)
def test_words_that_show_are_left_alone(content: str) -> None:
    assert hidden(scanned(content, resources=STATES)) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (text("DRAFT COPY", 20, 150, size=30, before="0.85 g") + box(15, 140, 26, 50), []),
        (text("DRAFT COPY", 20, 150, size=30, before="0 g") + box(15, 140, 26, 50), ["D"]),
        (text("DRAFT COPY", 20, 150, size=12, before="0.85 g") + box(15, 140, 14, 50), ["D"]),
        (text("DRAFT COPY", 20, 150, size=30, before="0.85 g") + box(15, 140, 120, 50), ["DRAFT"]),
        (text("DRAFT COPY", 20, 150, size=30, before="0.85 g") + box(15, 140, 120, 22), []),
        (text("DRAFT COPY", 20, 150, size=30, before="0 g") + box(15, 140, 120, 22), ["DRAFT"]),
        (text("DRAFT COPY", 20, 150, size=30, before="0.95 g") + "0 g 5 100 290 110 re 15 130 270 60 re f*\n", []),
        (
            text("DRAFT COPY", 20, 150, size=30, before="0.95 g") + "1 g 5 100 290 110 re 15 130 270 60 re f\n",
            ["DRAFT COPY"],
        ),
    ],
)
def test_boxes_over_a_letter_of_a_watermark_hide_nothing(content: str, words: list[str]) -> None:
    assert [word for word, _ in hidden(scanned(content))] == words


@pytest.mark.parametrize(("colour", "is_hidden"), [("0.8 0 0 rg", False), ("1 g", True)])
def test_a_watermark_over_letters_that_colour_shows_through_hides_none(colour: str, *, is_hidden: bool) -> None:
    letters = f"q BT /F1 12 Tf 7 Tr 50 200 Td (payroll of Ada) Tj ET {colour} 0 190 300 40 re f Q\n"
    stroke = "q /Half gs 0 g 60 190 m 70 190 l 120 230 l 110 230 l f Q\n"
    assert bool(hidden(scanned(letters + stroke, resources=STATES))) is is_hidden


@pytest.mark.parametrize(("state", "is_hidden"), [("Pale", False), ("Clear", True)])
def test_words_within_a_pale_form_show_where_they_are_large(state: str, *, is_hidden: bool) -> None:
    pdf = Pdf()
    form = pdf.stream(
        text("DRAFT", 20, 150, size=40),
        "/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Group<</S/Transparency>>"
        f"/Resources<</Font<</F1 {pdf.font} 0 R>>>>",
    )
    report = scanned(f"/{state} gs /X Do\n", resources=f"{STATES}/XObject<</X {form} 0 R>>", pdf=pdf)
    assert bool(hidden(report)) is is_hidden


@pytest.mark.parametrize(
    ("cell", "is_hidden"), [("", True), ("1 g 0 0 10 10 re f", True), ("0.7 0 0 rg 0 0 10 10 re f", False)]
)
def test_words_painted_with_a_pattern_show_as_it_does(cell: str, *, is_hidden: bool) -> None:
    pdf = Pdf()
    pattern = pdf.stream(
        cell, "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 10/YStep 10/Resources<<>>"
    )
    report = scanned(
        text("payroll of Ada", 50, 200, before="/Pattern cs /P scn"),
        resources=f"/Pattern<</P {pattern} 0 R>>",
        pdf=pdf,
    )
    assert bool(hidden(report)) is is_hidden


def unread(pdf: Pdf, unicode: str) -> str:
    """Return resources with a font whose letters its map to Unicode gives as something else."""
    rows = "".join(f"<{code:02x}><{unicode.replace('??', f'{code:02x}')}>\n" for code in range(97, 123))
    unicodes = pdf.add(
        stream_body(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "1 begincodespacerange <00><ff> endcodespacerange\n"
            f"26 beginbfchar\n{rows}endbfchar endcmap end end"
        )
    )
    font = pdf.add(
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode {unicodes} 0 R>>"
    )
    return f"/Font<</F1 {pdf.font} 0 R/F2 {font} 0 R>>"


@pytest.mark.parametrize("unicode", ["e0??", "0000", "fffd", "0020"])
def test_covered_letters_that_cannot_be_read_are_said(unicode: str) -> None:
    pdf = Pdf()
    resources = unread(pdf, unicode)
    words = "BT /F2 12 Tf 50 200 Td (payroll) Tj ET\n"
    [(found, why)] = hidden(scanned(words + box(45, 195, 130, 20), resources=resources, pdf=pdf))
    assert set(found) == {UNREADABLE}
    assert why == "covered by a shape"


@pytest.mark.parametrize(
    "content", ["{words}", "{words}q 1 0 0 1 0.3 0 cm {words}Q\n", "{bullet}" + box(45, 195, 30, 20)]
)
def test_letters_that_cannot_be_read_and_show_are_left_alone(content: str) -> None:
    pdf = Pdf()
    resources = unread(pdf, "e0??")
    words, bullet = (f"BT /F2 12 Tf 50 200 Td ({letters}) Tj ET\n" for letters in ("payroll", "p"))
    content = content.replace("{words}", words).replace("{bullet}", bullet)
    assert hidden(scanned(content, resources=resources, pdf=pdf)) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (text("paid 1234567", 50, 200) + box(45, 195, 200, 20, "1 1 1") + text("paid 1284567", 50, 200), ["3"]),
        (
            text("account 47118823", 50, 200) + box(45, 195, 200, 20, "1 1 1") + text("account 12345678", 50, 200),
            ["47118823"],
        ),
        (
            text("paid to Ann in May", 50, 200)
            + box(45, 195, 200, 20, "1 1 1")
            + text("paid to", 50, 200)
            + text("in May", 115, 200),
            ["Ann in May"],
        ),
        (
            text("shown text", 50, 200, before="/Clear gs")
            + text("shown text", 50, 200)
            + text("and more", 110, 200, before="/Clear gs"),
            ["and more"],
        ),
        (text("Ann and Ann", 50, 200) + box(48, 195, 25, 20), ["Ann"]),
        (text("payroll", 50, 200) + box(45, 199, 150, 4) + box(45, 204, 150, 4), ["payroll"]),
    ],
)
def test_words_among_others_that_are_painted_again_come_back(content: str, words: list[str]) -> None:
    found = hidden(scanned(content, resources="/ExtGState<</Clear<</ca 0>>>>"))
    assert [word for word, _ in found] == words


def test_letters_painted_one_by_one_through_which_colour_shows_are_legible() -> None:
    letters = "".join(
        text(letter, 50 + 9 * index, 200, before="/Clear gs") for index, letter in enumerate("illipayroll")
    )
    outlines = letters.replace("/Clear gs", "0.4 w 1 Tr")
    clear = "/ExtGState<</Clear<</ca 0>>>>"
    assert hidden(scanned(outlines + letters, resources=clear)) == []
    [(found, _)] = hidden(scanned(letters, resources=clear))
    assert found.replace(" ", "") == "illipayroll"


@pytest.mark.parametrize(("lost", "found"), [("p", []), ("payr", ["p a y r"])])
def test_a_lone_letter_of_a_line_that_shows_otherwise_is_not_told_apart(lost: str, found: list[str]) -> None:
    windows = "".join(
        f"q BT 7 Tr /F1 12 Tf {50 + 9 * index} 200 Td ({letter}) Tj ET\n"
        + box(45, 195, 150, 20, "1 1 1" if letter in lost else "0.7 0 0")
        + "Q\n"
        for index, letter in enumerate("illipayrull")
    )
    assert [word for word, _ in hidden(scanned(windows))] == found


def test_words_under_the_stroke_of_a_large_letter_come_back() -> None:
    assert hidden(scanned(text("Ada", 54, 200) + text("I", 25, 40, size=280))) == [("Ada", "covered by a shape")]


def test_words_under_drawn_letters_come_back() -> None:
    pdf = Pdf()
    block = pdf.stream("1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f")
    font = pdf.add(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 65"
        f"/LastChar 65/Widths[1000]/Encoding<</Differences[65/A]>>/CharProcs<</A {block} 0 R>>/Resources<<>>>>"
    )
    resources = f"/Font<</F1 {pdf.font} 0 R/F3 {font} 0 R>>"
    report = scanned(WORDS + "BT /F3 20 Tf 45 195 Td (AAAAAAA) Tj ET\n", resources=resources, pdf=pdf)
    assert hidden(report) == [("payroll of Ada", "covered by a shape")]
