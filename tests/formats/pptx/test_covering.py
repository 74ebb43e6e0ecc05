"""Which shapes hide what lies under them."""

import pytest

import leakscan
from fixtures.making.presentation import box, deck, solid

LID = (0, 0, 4_000_000, 4_000_000)
MIDDLE = (1_000_000, 1_000_000, 1_000_000, 500_000)
CORNER = (100_000, 100_000, 1_000_000, 500_000)
GREEN = solid("008000")


def gradient(alpha: str = "") -> str:
    colour = f'<a:srgbClr val="008000">{alpha}</a:srgbClr>'
    stops = f'<a:gs pos="0">{colour}</a:gs><a:gs pos="100000">{colour}</a:gs>'
    return f"<a:gradFill><a:gsLst>{stops}</a:gsLst></a:gradFill>"


def is_covered(at: tuple[int, int, int, int], *, outline: str = "rect", fill: str = GREEN) -> bool:
    lid = box("Lid", "", at=LID, fill=fill, number=3).replace('prst="rect"', f'prst="{outline}"')
    report = leakscan.scan(deck([box("Note", "ZQ-Under-1b5", at=at) + lid]).to_bytes(), name="deck.pptx")
    return "hidden-shape" in {finding.rule.id for finding in report.findings}


@pytest.mark.parametrize(
    ("outline", "in_middle", "in_corner"),
    [
        ("rect", True, True),
        ("flowChartProcess", True, True),
        ("roundRect", True, False),
        ("ellipse", True, False),
        ("donut", False, False),
        ("star5", False, False),
    ],
)
def test_a_shape_covers_what_its_outline_fills(outline: str, *, in_middle: bool, in_corner: bool) -> None:
    assert is_covered(MIDDLE, outline=outline) is in_middle
    assert is_covered(CORNER, outline=outline) is in_corner


@pytest.mark.parametrize(
    ("fill", "covers"),
    [
        (gradient(), True),
        (gradient('<a:alpha val="40000"/>'), False),
        (gradient('<a:alpha val="100%"/>'), True),
        ('<a:pattFill prst="pct5"><a:fgClr><a:srgbClr val="008000"/></a:fgClr></a:pattFill>', True),
        ("<a:noFill/>", False),
        ("<a:grpFill/>", False),
        ("", False),
    ],
)
def test_a_fill_covers_when_nothing_shows_through_it(fill: str, *, covers: bool) -> None:
    assert is_covered(MIDDLE, fill=fill) is covers


@pytest.mark.parametrize("fill", [gradient('<a:alpha val="0"/>'), "<a:grpFill/>", "<a:blipFill/>"])
def test_letters_in_a_gradient_or_picture_are_not_called_without_colour(fill: str) -> None:
    book = deck([box("Note", "Visits by month", look=f"<a:rPr>{fill}</a:rPr>")])
    assert not leakscan.scan(book.to_bytes(), name="deck.pptx").findings


def styled(at: tuple[int, int, int, int], number: int, reference: int) -> str:
    style = f'<p:style><a:fillRef idx="{reference}"><a:schemeClr val="accent1"/></a:fillRef></p:style>'
    return box("Lid", "", at=at, number=number).replace("</p:spPr>", f"</p:spPr>{style}")


STYLE_LISTS = (
    "<a:fmtScheme><a:fillStyleLst>{}</a:fillStyleLst></a:fmtScheme></a:themeElements>",
    '<a:gradFill><a:gsLst><a:gs pos="0"><a:schemeClr val="phClr">{}</a:schemeClr></a:gs></a:gsLst></a:gradFill>',
)


def with_theme(shapes: list[str], *fills: str) -> set[str]:
    book = deck(shapes)
    book.edit("ppt/theme/theme1.xml", "</a:themeElements>", STYLE_LISTS[0].format("".join(fills)))
    with leakscan.scan(book.to_bytes(), name="deck.pptx") as report:
        assert report.complete
        return {finding.rule.id for finding in report.findings if finding.severity.value != "info"}


PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


@pytest.mark.parametrize(
    ("fills", "reference", "covers"),
    [
        ((PLAIN, STYLE_LISTS[1].format("")), 1, True),
        ((PLAIN, STYLE_LISTS[1].format("")), 2, True),
        ((PLAIN, STYLE_LISTS[1].format('<a:alpha val="40000"/>')), 2, False),
        ((PLAIN, "<a:blipFill/>"), 2, False),
        (("<a:noFill/>",), 1, False),
        ((PLAIN,), 3, False),
        ((PLAIN,), 0, False),
    ],
)
def test_a_fill_of_the_theme_covers_as_one_of_the_shape_does(
    fills: tuple[str, ...], reference: int, *, covers: bool
) -> None:
    shapes = [box("Note", "ZQ-Under-1b5", at=MIDDLE), styled(LID, 3, reference)]
    assert ("hidden-shape" in with_theme(shapes, *fills)) is covers


def test_a_theme_gives_its_fill_the_colour_of_the_reference() -> None:
    look = f"<a:rPr>{solid('4F81BD')}</a:rPr>"
    assert with_theme(
        [styled(LID, 2, 1).replace("<a:p/>", f"<a:p><a:r>{look}<a:t>ZQ-Blue-2c7</a:t></a:r></a:p>")], PLAIN
    ) == {"invisible-text"}
    shaded = PLAIN.replace("/></a:solidFill>", '><a:shade val="30000"/></a:schemeClr></a:solidFill>')
    assert not with_theme(
        [styled(LID, 2, 1).replace("<a:p/>", f"<a:p><a:r>{look}<a:t>ZQ-Blue-2c7</a:t></a:r></a:p>")], shaded
    )


def rules_of(*shapes: str) -> dict[str, list[str]]:
    """Return the texts of what hides, by rule; the file is read whole."""
    with leakscan.scan(deck(list(shapes)).to_bytes(), name="deck.pptx") as report:
        assert report.complete
        return {
            finding.rule.id: [str(row[1]) for row in finding.table.rows()]
            for finding in report.findings
            if finding.table is not None and finding.severity.value != "info"
        }


@pytest.mark.parametrize(
    ("lids", "covers"),
    [
        ([(500_000, 500_000, 1_100_000, 2_000_000), (1_500_000, 500_000, 1_100_000, 2_000_000)], True),
        ([(500_000, 500_000, 1_000_000, 2_000_000), (1_500_000, 500_000, 1_100_000, 2_000_000)], True),
        ([(500_000, 500_000, 900_000, 2_000_000), (1_500_000, 500_000, 1_100_000, 2_000_000)], False),
        ([(500_000, 500_000, 3_000_000, 700_000), (500_000, 1_200_000, 3_000_000, 900_000)], True),
        ([(500_000, 500_000, 3_000_000, 700_000), (500_000, 1_250_000, 3_000_000, 900_000)], False),
        ([(500_000, 500_000, 1_100_000, 2_000_000), (1_500_000, 500_000, 1_100_000, 700_000)], False),
    ],
)
def test_several_shapes_cover_together(lids: list[tuple[int, int, int, int]], *, covers: bool) -> None:
    over = [box("Lid", "", at=at, fill=GREEN, number=3 + number) for number, at in enumerate(lids)]
    assert ("hidden-shape" in rules_of(box("Note", "ZQ-Under-1b5", at=MIDDLE), *over)) is covers


@pytest.mark.parametrize(
    ("adjust", "at", "covers"),
    [
        (5_000, CORNER, True),
        (5_000, (0, 0, 1_000_000, 500_000), False),
        (50_000, CORNER, False),
        (16_667, (0, 1_000_000, 1_000_000, 500_000), True),
        (50_000, (0, 1_000_000, 1_000_000, 500_000), False),
    ],
)
def test_a_rounded_rectangle_covers_all_but_its_corners(
    adjust: int, at: tuple[int, int, int, int], *, covers: bool
) -> None:
    lid = box("Lid", "", at=LID, fill=GREEN, number=3).replace(
        'prst="rect"><a:avLst/>', f'prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {adjust}"/></a:avLst>'
    )
    assert ("hidden-shape" in rules_of(box("Note", "ZQ-Under-1b5", at=at), lid)) is covers


LARGE = '<a:rPr sz="1800"/>'
WHERE = (914_400, 914_400, 3_657_600, 914_400)


def bar(left: int, width: int, top: int = 822_960, height: int = 548_640, fill: str = GREEN) -> str:
    return box("Bar", "", at=(left, top, width, height), fill=fill, number=9)


@pytest.mark.parametrize(
    ("lid", "found"),
    [
        (bar(1_554_480, 3_657_600), ["ZQ-Under-1b5 Field"]),
        (bar(1_554_480, 3_657_600, fill="<a:noFill/>"), []),
        (bar(1_554_480, 900_000), []),
        (bar(1_554_480, 3_657_600, top=1_300_000), []),
        (bar(1_554_480, 3_657_600, height=200_000), []),
    ],
)
def test_a_bar_over_words_of_a_longer_text_hides_those(lid: str, found: list[str]) -> None:
    text = box("Note", "Name: ZQ-Under-1b5 Field", at=WHERE, look=LARGE)
    assert rules_of(text, lid).get("invisible-text", []) == found
    assert not rules_of(lid, text)


@pytest.mark.parametrize(
    ("plain", "moved"),
    [
        ("<a:bodyPr/>", '<a:bodyPr vert="vert"/>'),
        ("<a:bodyPr/>", '<a:bodyPr anchor="b"/>'),
        ("<a:bodyPr/>", '<a:bodyPr numCol="2"/>'),
        ("<a:bodyPr/>", '<a:bodyPr tIns="800000"/>'),
        ("<a:p>", '<a:p><a:pPr algn="r"/>'),
        ("<a:p>", '<a:p><a:pPr marL="2000000"/>'),
        ("<a:p>", "<a:p/><a:p>"),
        ("<a:xfrm>", '<a:xfrm rot="10800000">'),
        ('sz="1800"', 'sz="4000"'),
        ('sz="1800"', 'sz="1800" spc="600"'),
    ],
)
def test_words_that_stand_elsewhere_are_not_called_covered(plain: str, moved: str) -> None:
    text, lid = box("Note", "Name: ZQ-Under-1b5", at=WHERE, look=LARGE), bar(1_554_480, 2_200_000)
    assert rules_of(text, lid).get("invisible-text") == ["ZQ-Under-1b5"]
    assert "ZQ-Under-1b5" not in rules_of(text.replace(plain, moved), lid).get("invisible-text", [])


def test_a_covered_word_does_not_count_as_shown() -> None:
    text, lid = box("Note", "Name: ZQ-Under-1b5", at=WHERE, look=LARGE), bar(1_554_480, 2_200_000)
    with leakscan.scan(deck([text, lid]).to_bytes(), name="deck.pptx") as report:
        found = next(finding for finding in report.findings if finding.rule.id == "invisible-text")
        assert (found.redundant, found.confidence.value) == (False, "likely")
    again = box("Other", "ZQ-Under-1b5", at=(914_400, 4_000_000, 3_657_600, 914_400), number=11)
    with leakscan.scan(deck([text, lid, again]).to_bytes(), name="deck.pptx") as report:
        assert next(item for item in report.findings if item.rule.id == "invisible-text").redundant


def table(*, height: int = 914_400, frame: int = 1_828_800) -> str:
    cells = "".join(
        f"<a:tc><a:txBody><a:bodyPr/><a:p><a:r>{LARGE}<a:t>{text}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>"
        for text in ("Name", "ZQ-Under-1b5")
    )
    rows = f'<a:tr h="{height}">{cells.replace("ZQ-Under-1b5", "Shown")}</a:tr><a:tr h="{height}">{cells}</a:tr>'
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Table 4"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="914400" y="914400"/><a:ext cx="5486400" cy="{frame}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblGrid>'
        f'<a:gridCol w="2743200"/><a:gridCol w="2743200"/></a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def test_a_bar_over_a_cell_hides_its_text() -> None:
    lid = bar(3_566_160, 3_657_600, top=1_737_360, height=1_097_280)
    assert rules_of(table(), lid) == {"invisible-text": ["ZQ-Under-1b5"]}
    assert not rules_of(lid, table())
    assert not rules_of(table(), bar(3_566_160, 3_657_600, top=2_500_000, height=1_097_280))
    low = bar(3_566_160, 3_657_600, top=1_050_000, height=400_000)
    assert not rules_of(table(height=200_000, frame=400_000), low), "its rows grow with the text"
    assert not rules_of(table(frame=2_500_000), lid), "it is higher than its rows"


RED = solid("FF0000")
LETTERS = f'<a:rPr sz="1800">{RED}</a:rPr>'


@pytest.mark.parametrize(
    ("under", "hides"),
    [
        ([box("Ground", "", at=LID, fill=RED)], True),
        ([box("Ground", "", at=LID, fill=GREEN)], False),
        ([box("Ground", "", at=LID, fill=RED), box("Upper", "", at=LID, fill=GREEN, number=3)], False),
        ([box("Lower", "", at=LID, fill=GREEN), box("Ground", "", at=LID, fill=RED, number=3)], True),
        ([box("Ground", "", at=(0, 0, 1_500_000, 4_000_000), fill=RED)], False),
        ([box("Ground", "", at=LID, fill=gradient())], False),
    ],
)
def test_the_shape_beneath_a_text_is_its_ground(under: list[str], *, hides: bool) -> None:
    text = box("Note", "ZQ-Red-4d8", at=MIDDLE, look=LETTERS, fill="<a:noFill/>", number=8)
    assert ("invisible-text" in rules_of(*under, text)) is hides


@pytest.mark.parametrize(
    ("at", "turn", "is_off"),
    [
        ((8_700_000, 3_000_000, 7_000_000, 400_000), 5_400_000, True),
        ((8_700_000, 3_000_000, 7_000_000, 400_000), 0, False),
        ((9_200_000, 3_000_000, 400_000, 3_000_000), 5_400_000, False),
        ((9_200_000, 3_000_000, 400_000, 3_000_000), 0, True),
        ((9_200_000, 3_000_000, 400_000, 3_000_000), 2_700_000, False),
    ],
)
def test_a_turned_shape_lies_where_it_is_turned_to(
    at: tuple[int, int, int, int], turn: int, *, is_off: bool
) -> None:
    shape = box("Note", "ZQ-Off-3e2", at=at).replace("<a:xfrm>", f'<a:xfrm rot="{turn}">')
    assert ("hidden-shape" in rules_of(shape)) is is_off


@pytest.mark.parametrize(("change", "is_told"), [("", True), (' rot="5400000"', False), (' flipH="1"', False)])
def test_the_places_in_a_group_are_known_unless_it_is_turned_or_mirrored(change: str, *, is_told: bool) -> None:
    inner = box("Note", "ZQ-Group-6f1", at=(9_500_000, 0, 300_000, 300_000))
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="7" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
        f'<a:xfrm{change}><a:off x="0" y="0"/><a:ext cx="9800000" cy="300000"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="9800000" cy="300000"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>'
    )
    assert ("hidden-shape" in rules_of(group)) is is_told
