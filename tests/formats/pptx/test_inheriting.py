"""The look that texts take from their shape, placeholder, layout, master and table."""

import pytest

import leakscan
from fixtures.making.package import Package
from fixtures.making.presentation import DRAWING, HEIGHT, box, deck, solid

WHITE, BLUE = solid("FFFFFF"), solid("1F497D")
LAYOUT, MASTER = "ppt/slideLayouts/slideLayout1.xml", "ppt/slideMasters/slideMaster1.xml"
STOP, OTHER_STOP = '<a:srgbClr val="FFFFFF"/>', '<a:srgbClr val="1F497D"/>'
FILLED = '<p:ph type="body" idx="1"/>'


def found(book: Package) -> set[str]:
    with leakscan.scan(book.to_bytes(), name="deck.pptx") as report:
        assert report.complete
        return {
            str(row[1] if finding.rule.id != "hidden-shape" else row[0])
            for finding in report.findings
            if finding.rule.id in ("invisible-text", "hidden-shape") and finding.table is not None
            for row in finding.table.rows()
        }


def style(fill: str, level: int = 1, size: str = "") -> str:
    return f"<a:lstStyle><a:lvl{level}pPr><a:defRPr{size}>{fill}</a:defRPr></a:lvl{level}pPr></a:lstStyle>"


def with_style(shape: str, lists: str) -> str:
    return (
        shape.replace("<a:lstStyle/>", lists)
        if "<a:lstStyle/>" in shape
        else shape.replace("<a:p>", f"{lists}<a:p>", 1)
    )


@pytest.mark.parametrize(
    ("lists", "is_hidden"),
    [
        (style(WHITE), True),
        (style("", size=' sz="100"'), True),
        (style(WHITE, level=2), False),
        (style(BLUE), False),
    ],
)
def test_the_list_style_of_a_shape_colours_its_text(lists: str, *, is_hidden: bool) -> None:
    assert bool(found(deck([with_style(box("Note", "ZQ-List-5d1"), lists)]))) is is_hidden


@pytest.mark.parametrize("holder", [LAYOUT, MASTER])
def test_a_placeholder_takes_colour_from_layout_and_master(holder: str) -> None:
    book = deck([box("Note", "ZQ-Holder-8a3", placeholder=FILLED)])
    assert not found(book)
    book = deck([box("Note", "ZQ-Holder-8a3", placeholder=FILLED)])
    book.edit(
        holder, "</p:spTree>", with_style(box("Body", "x", placeholder=FILLED), style(WHITE)) + "</p:spTree>"
    )
    assert found(book)
    filled = with_style(box("Body", "x", placeholder=FILLED, fill=BLUE), style(WHITE))
    book = deck([box("Note", "legible on blue", placeholder=FILLED)])
    book.edit(holder, "</p:spTree>", filled + "</p:spTree>")
    assert not found(book)


def test_the_text_styles_of_the_master_count_last() -> None:
    styles = (
        f"<p:txStyles><p:bodyStyle><a:lvl1pPr><a:defRPr>{WHITE}</a:defRPr></a:lvl1pPr></p:bodyStyle></p:txStyles>"
    )
    for look, is_hidden in (("", True), (f"<a:rPr>{BLUE}</a:rPr>", False)):
        book = deck([box("Note", "ZQ-Master-c04", placeholder=FILLED, look=look)])
        book.edit(MASTER, "</p:sldMaster>", f"{styles}</p:sldMaster>")
        assert bool(found(book)) is is_hidden


def test_a_placeholder_lies_where_its_layout_puts_it() -> None:
    shape = box("Note", "ZQ-Away-77e", placeholder=FILLED)
    start, end = shape.index("<a:xfrm"), shape.index("</a:xfrm>") + len("</a:xfrm>")
    for top, is_hidden in ((HEIGHT + 1, True), (0, False)):
        book = deck([shape[:start] + shape[end:]])
        below = box("Body", "x", placeholder=FILLED, at=(0, top, 900_000, 500_000))
        book.edit(LAYOUT, "</p:spTree>", below + "</p:spTree>")
        assert bool(found(book)) is is_hidden


@pytest.mark.parametrize(
    ("body", "height", "is_hidden"),
    [
        ('<a:bodyPr vertOverflow="clip"/>', 1, True),
        ('<a:bodyPr vertOverflow="ellipsis"/>', 1, True),
        ('<a:bodyPr vertOverflow="clip"/>', 600_000, False),
        ('<a:bodyPr vertOverflow="clip"><a:spAutoFit/></a:bodyPr>', 1, False),
        ("<a:bodyPr/>", 1, False),
        ('<a:bodyPr><a:normAutofit fontScale="5000"/></a:bodyPr>', 600_000, True),
        ('<a:bodyPr><a:normAutofit fontScale="62500"/></a:bodyPr>', 600_000, False),
    ],
)
def test_what_the_frame_of_the_text_cuts_off_or_shrinks(body: str, height: int, *, is_hidden: bool) -> None:
    shape = box("Note", "ZQ-Frame-31c", at=(900_000, 900_000, 3_000_000, height), look='<a:rPr sz="1200"/>')
    assert "<a:bodyPr/>" in shape
    assert bool(found(deck([shape.replace("<a:bodyPr/>", body)]))) is is_hidden


@pytest.mark.parametrize(("ink", "is_hidden"), [("FFFF00", True), ("000000", False)])
def test_a_highlight_is_what_lies_under_its_text(ink: str, *, is_hidden: bool) -> None:
    mark = '<a:highlight><a:srgbClr val="FFFF00"/></a:highlight>'
    book = deck([box("Note", "ZQ-Marked-2f0", look=f"<a:rPr>{solid(ink)}{mark}</a:rPr>")])
    assert bool(found(book)) is is_hidden


def test_white_letters_on_a_dark_highlight_are_legible() -> None:
    mark = '<a:highlight><a:srgbClr val="000000"/></a:highlight>'
    assert not found(deck([box("Note", "in plain sight", look=f"<a:rPr>{WHITE}{mark}</a:rPr>")]))


def table(*, widths: tuple[int, int] = (900_000, 900_000), cell: str = "", ink: str = "", fill: str = "") -> str:
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    look = f"<a:rPr>{ink}</a:rPr>" if ink else ""
    body = "<a:txBody><a:bodyPr/><a:p><a:r>{}<a:t>{}</a:t></a:r></a:p></a:txBody>"
    cells = f"<a:tc>{body.format('', 'Month')}<a:tcPr/></a:tc>"
    cells += f"<a:tc{cell}>{body.format(look, 'ZQ-Cell-9b4')}<a:tcPr>{fill}</a:tcPr></a:tc>"
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="7" name="Table 1"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="900000" y="900000"/><a:ext cx="1800000" cy="600000"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{DRAWING.replace("main", "table")}"><a:tbl><a:tblPr/><a:tblGrid>{columns}'
        f'</a:tblGrid><a:tr h="300000">{cells}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
    )


@pytest.mark.parametrize(
    ("shape", "is_hidden"),
    [
        (table(), False),
        (table(widths=(900_000, 0)), True),
        (table(cell=' hMerge="1"'), True),
        (table(cell=' vMerge="1"'), True),
        (table(ink=WHITE, fill=WHITE), True),
        (table(ink=WHITE, fill=BLUE), False),
        (table(ink=WHITE), False),
    ],
)
def test_cells_that_do_not_show_come_back(shape: str, *, is_hidden: bool) -> None:
    assert found(deck([shape])) == ({"ZQ-Cell-9b4"} if is_hidden else set())


@pytest.mark.parametrize(
    ("fill", "is_hidden"),
    [
        ('<a:solidFill><a:srgbClr val="000000"><a:inv/></a:srgbClr></a:solidFill>', True),
        ('<a:solidFill><a:srgbClr val="FFFFFF"><a:inv/></a:srgbClr></a:solidFill>', False),
        ('<a:solidFill><a:srgbClr val="000000"><a:alphaMod val="0"/></a:srgbClr></a:solidFill>', True),
        ('<a:solidFill><a:srgbClr val="000000"><a:alphaOff val="-50000"/></a:srgbClr></a:solidFill>', False),
        ('<a:solidFill><a:hslClr hue="0" sat="0" lum="100000"/></a:solidFill>', True),
        ('<a:solidFill><a:hslClr hue="0" sat="100000" lum="50000"/></a:solidFill>', False),
        ('<a:solidFill><a:scrgbClr r="100000" g="100000" b="100000"/></a:solidFill>', True),
        ('<a:solidFill><a:scrgbClr r="0" g="0" b="100000"/></a:solidFill>', False),
        (f"<a:gradFill><a:gsLst><a:gs>{STOP}</a:gs><a:gs>{STOP}</a:gs></a:gsLst></a:gradFill>", True),
        (f"<a:gradFill><a:gsLst><a:gs>{STOP}</a:gs><a:gs>{OTHER_STOP}</a:gs></a:gsLst></a:gradFill>", False),
        (f"<a:pattFill><a:fgClr>{STOP}</a:fgClr><a:bgClr>{STOP}</a:bgClr></a:pattFill>", True),
    ],
)
def test_colours_are_reckoned_in_every_spelling(fill: str, *, is_hidden: bool) -> None:
    assert bool(found(deck([box("Note", "ZQ-Spelt-4b2", look=f"<a:rPr>{fill}</a:rPr>")]))) is is_hidden


@pytest.mark.parametrize(
    ("body", "paragraph", "is_hidden"),
    [
        (' lIns="90000000"', "", True),
        (' tIns="90000000"', "", True),
        (' lIns="91440"', "", False),
        ("", '<a:pPr marL="51206400"/>', True),
        ("", '<a:pPr marL="457200" indent="-457200"/>', False),
    ],
)
def test_text_that_margins_push_off_the_slide_is_told(body: str, paragraph: str, *, is_hidden: bool) -> None:
    shape = box("Note", "ZQ-Pushed-7c1").replace("<a:bodyPr/>", f"<a:bodyPr{body}/>")
    assert bool(found(deck([shape.replace("<a:p>", f"<a:p>{paragraph}")]))) is is_hidden


def test_a_layout_that_its_slide_leaves_out_does_not_count_as_visible() -> None:
    for attribute, place, is_told in (
        ("", (900_000, 900_000, 900_000, 600_000), False),
        (' showMasterSp="0"', (900_000, 900_000, 900_000, 600_000), True),
        ("", (-9_000_000, 900_000, 900_000, 600_000), True),
    ):
        book = deck([box("Note", "Visits by month")])
        book.edit("ppt/slides/slide1.xml", "<p:sld ", f"<p:sld{attribute} ")
        book.edit(LAYOUT, "</p:spTree>", box("Aside", "ZQ-Aside-2d8", at=place) + "</p:spTree>")
        with leakscan.scan(book.to_bytes(), name="deck.pptx") as report:
            assert ("slide-tag" in {item.rule.id for item in report.findings}) is is_told
