"""Ways to hide words, and their innocent twins, on turned, cropped and nested pages and in every kind of font."""

import itertools

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, stream_body, text

WORDS = "PAYROLL"
SHOWN = text("Minutes of the meeting", 40, 250)
BOX = (45, 195, 130, 20)


def plain_font(pdf: Pdf) -> tuple[int, str]:
    return pdf.font, f"({WORDS})"


def drawn_font(pdf: Pdf) -> tuple[int, str]:
    """A font of drawn glyphs."""
    glyph = pdf.stream("600 0 0 0 600 700 d1 0 0 500 700 re f")
    letters = sorted(set(WORDS))
    differences = "".join(f" {ord(letter)} /{letter}" for letter in letters)
    procedures = "".join(f"/{letter} {glyph} 0 R" for letter in letters)
    font = pdf.add(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 700 700]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 65/LastChar 90"
        f"/Widths[{'600 ' * 26}]/Encoding<</Differences[{differences}]>>/CharProcs<<{procedures}>>/Resources<<>>>>"
    )
    return font, f"({WORDS})"


def wide_font(pdf: Pdf) -> tuple[int, str]:
    """A subset of a font of two-byte codes, known by its map to Unicode alone."""
    codes = {letter: number for number, letter in enumerate(sorted(set(WORDS)), start=65)}
    rows = "".join(f"<{code:04x}><{ord(letter):04x}>\n" for letter, code in codes.items())
    unicodes = pdf.add(
        stream_body(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "1 begincodespacerange <0000><ffff> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{rows}endbfchar endcmap end end"
        )
    )
    descriptor = pdf.add(
        "<</Type/FontDescriptor/FontName/ABCDEF+Helvetica/Flags 32/ItalicAngle 0/Ascent 800/Descent -200"
        "/CapHeight 700/StemV 80/FontBBox[0 -200 1000 800]>>"
    )
    below = pdf.add(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Helvetica/CIDSystemInfo<</Registry(Adobe)"
        f"/Ordering(Identity)/Supplement 0>>/DW 700/CIDToGIDMap/Identity/FontDescriptor {descriptor} 0 R>>"
    )
    font = pdf.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Helvetica/Encoding/Identity-H/DescendantFonts[{below} 0 R]"
        f"/ToUnicode {unicodes} 0 R>>"
    )
    return font, "<" + "".join(f"{codes[letter]:04x}" for letter in WORDS) + ">"


FONTS = {"plain": plain_font, "drawn": drawn_font, "wide": wide_font}
PAGES = {
    "upright": "",
    "turned": "/Rotate 90",
    "upside down": "/Rotate 180",
    "cropped": "/CropBox[20 100 290 290]",
}
WINDOW = "a window that lets colour through"
"""Of letters that clip; those drawn by procedures do not (ISO 32000-2 9.3.6), and are covered then."""
HIDDEN = {
    "box": "{words}" + box(*BOX),
    "white box": "{words}" + box(*BOX, "1 1 1"),
    "thick line": "{words}q 18 w 45 204 m 180 204 l S Q\n",
    "polygon": "{words}45 195 m 175 190 l 180 220 l 40 225 l h f\n",
    "white on white": "q 1 g 1 G {words}Q\n",
    "black on black": box(*BOX) + "{words}",
    "no mark": "q 3 Tr {words}Q\n",
    "clipped": "q 0 0 10 10 re W n {words}Q\n",
    "no size": "{nought}",
    "no width": "q 0 Tz {words}Q\n",
    "its shadow covered with it": "q 0.6 g 1 0 0 1 1 -1 cm {words}Q\n{words}" + box(*BOX),
    "other words over the box": "{words}" + box(*BOX, "1 1 1") + "BT /F1 11 Tf 50 200 Td (Nothing to see) Tj ET\n",
    "a window that lets nothing through": "q 7 Tr {words}" + box(*BOX, "1 1 1") + "Q\n",
    "three strikes": "{words}q 2.9 w 45 201.5 m 180 201.5 l 45 204 m 180 204 l 45 206.5 m 180 206.5 l S Q\n",
    "white on white twice": "q 1 g 1 G {words}1 0 0 1 1 -1 cm {words}Q\n",
    "blended away": box(*BOX, "1 1 1") + "q /Lighten gs {words}Q\n",
}
INNOCENT = {
    "box behind": box(*BOX, "0.8 0.8 0.8") + "{words}",
    "filled header": box(*BOX) + "q 1 g {words}Q\n",
    "field": box(*BOX, "1 1 1") + "{words}",
    "highlight": "{words}q /Multiply gs " + box(*BOX, "1 1 0.4") + "Q\n",
    "watermark": "q 0.85 g BT /F1 40 Tf 50 190 Td (DRAFT) Tj ET Q\n{words}",
    "shadow": "q 0.6 g 1 0 0 1 1 -1 cm {words}Q\n{words}",
    "double strike": "{words}q 1 0 0 1 0.3 0 cm {words}Q\n",
    "drawn again": "{words}" + box(*BOX, "1 1 0.6") + "{words}",
    "drawn again beside": "{words}" + box(*BOX, "1 1 0.6") + "q 1 0 0 1 1 1 cm {words}Q\n",
    "white shadow": "q 1 g 1 0 0 1 0 -1 cm {words}Q\n{words}",
    "clear shadow": "q /Clear gs 1 0 0 1 1 -1.5 cm {words}Q\n{words}",
    "embossed": "q 1 g 1 0 0 1 -0.7 0.7 cm {words}Q\nq 0.4 g 1 0 0 1 0.7 -0.7 cm {words}Q\nq 0.8 g {words}Q\n",
    "thick strike": "{words}q 4 w 45 204 m 180 204 l S Q\n",
    "clear copy": "{words}q /Clear gs {words}Q\n",
    "cut copy": "q 0 0 10 10 re W n 1 0 0 1 0 -60 cm {words}Q\n{words}",
    WINDOW: "q 7 Tr {words}" + box(*BOX, "0.7 0 0") + "Q\n",
    "blended": box(*BOX, "1 1 1") + "q /Multiply gs {words}Q\n",
}


def scanned(arrangement: str, font: str, page: str, *, is_nested: bool) -> leakscan.Report:
    pdf = Pdf()
    number, codes = FONTS[font](pdf)
    words = f"BT /F2 12 Tf 1 0 0 1 50 200 Tm {codes} Tj ET\n"
    content = arrangement.replace("{words}", words).replace("{nought}", words.replace("12 Tf", "0 Tf"))
    modes = "".join(f"/{mode}<</BM/{mode}>>" for mode in ("Multiply", "Lighten")) + "/Clear<</ca 0/CA 0>>"
    resources = f"/Font<</F1 {pdf.font} 0 R/F2 {number} 0 R>>/ExtGState<<{modes}>>"
    if is_nested:
        inner = pdf.stream(
            content,
            f"/Type/XObject/Subtype/Form/BBox[-100 -100 400 400]/Matrix[1 0 0 1 4 3]/Resources<<{resources}>>",
        )
        outer = pdf.stream(
            "q 1 0 0 1 -4 -3 cm /In Do Q",
            f"/Type/XObject/Subtype/Form/BBox[-100 -100 400 400]/Resources<</XObject<</In {inner} 0 R>>>>",
        )
        content, resources = "/Out Do\n", resources + f"/XObject<</Out {outer} 0 R>>"
    pdf.page(SHOWN + content, resources=resources, entries=PAGES[page])
    return leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True, people=False), name="page.pdf")


def hidden_words(report: leakscan.Report) -> str:
    tables = [item.table for item in report.findings if item.rule.id in ("covered-text", "invisible-text")]
    return " ".join(str(row[1]) for table in tables if table is not None for row in table.rows())


@pytest.mark.parametrize(("font", "page"), list(itertools.product(FONTS, PAGES)))
@pytest.mark.parametrize("is_nested", [False, True], ids=["on the page", "in forms"])
def test_hidden_words_come_back_and_innocent_twins_are_silent(font: str, page: str, *, is_nested: bool) -> None:
    missed = [
        name
        for name, arrangement in HIDDEN.items()
        if WORDS not in hidden_words(scanned(arrangement, font, page, is_nested=is_nested))
    ]
    alarms = [
        name
        for name, arrangement in INNOCENT.items()
        if not (font == "drawn" and name == WINDOW)
        and hidden_words(scanned(arrangement, font, page, is_nested=is_nested))
    ]
    assert (missed, alarms) == ([], [])
