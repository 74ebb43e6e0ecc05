"""Every way of hiding text in a document is told of, and its innocent twin is not."""

import time
from dataclasses import dataclass

import pytest

import leakscan
from fixtures.making.document import DOCUMENT, SETTINGS, STYLES, WORD, Text, paragraph, row, run, table
from tests.formats.docx.looking import found_in, quiet

CANARY = "ZQ-Way-5d1"
SECTION = '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:left="1440" w:right="1440"/>'


@dataclass(frozen=True)
class Way:
    """A way of hiding: blocks of the body, a rule that tells of it, and the twin that shows its text."""

    rule: str
    hidden: str
    shown: str = ""


def laid(properties: str) -> str:
    return paragraph(run(CANARY), properties)


def looking(look: str) -> str:
    return paragraph(run("Before ") + run(CANARY, look))


def one_row(properties: str) -> str:
    return table(row("Name"), row(CANARY, properties=properties))


def one_cell(width: int, layout: str = "fixed") -> str:
    made = table(row(CANARY, cell=f'<w:tcW w:w="{width}" w:type="dxa"/>'))
    return made.replace("<w:tblPr/>", f'<w:tblPr><w:tblLayout w:type="{layout}"/></w:tblPr>')


def placed_table(properties: str) -> str:
    return (
        table(row(CANARY))
        .replace("<w:tblPr/>", f"<w:tblPr>{properties}</w:tblPr>")
        .replace("<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>')
    )


def code(inside: str, end: str = "") -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return paragraph(f"{begin}{inside}{end}")


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
MIDDLE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def unseen(text: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in text)


def formula(inside: str) -> str:
    return paragraph(f"<m:oMath {MATH}>{inside}</m:oMath>")


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def box(
    *,
    position: int = 0,
    width: int = 900_000,
    height: int = 900_000,
    order: int = 1,
    inside: str = "",
    body: str = "",
    behind: int = 0,
    fill: str = "",
    named: str = "",
) -> str:
    offset = f"<wp:posOffset>{position}</wp:posOffset>"
    down = f'<wp:positionV relativeFrom="page">{offset}</wp:positionV>'
    text = f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>" if inside else ""
    shape = (
        f'<wps:wsp><wps:cNvPr id="3" name="Box 3" {named}/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/>{fill}</wps:spPr>{text}'
        f"<wps:bodyPr {body}/></wps:wsp>"
    )
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}" relativeHeight="{order}">'
        f'<wp:positionH relativeFrom="page">{offset}</wp:positionH>{down}'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="7" name="Box 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
GREY = '<a:solidFill><a:srgbClr val="808080"/></a:solidFill>'
NONE = "<a:noFill/>"
HELD = paragraph(CANARY)
PALE = paragraph(run(CANARY, '<w:color w:val="FFFFFF"/>'))
WIDE, HIGH = 12_240 * 635, 15_840 * 635
VML = '<w:r><w:pict><v:rect id="_x0000_s1026" style="{}" {}>{}</v:rect></w:pict></w:r>'


def vml(
    style: str = "width:90pt;height:40pt", attributes: str = "", *, inset: str = "", inside: str = HELD
) -> str:
    held = f'<v:textbox inset="{inset}"><w:txbxContent>{inside}</w:txbxContent></v:textbox>'
    return paragraph(VML.format(style, attributes, held))


def banded(part: str) -> str:
    """Return a table of two rows whose style hides a part of it."""
    look = '<w:tblStyle w:val="{}"/><w:tblLook w:val="04A0"/>'
    rows = (row(CANARY), row("a"), row("b")) if "Cell" in part else (row("a"), row("b"), row(CANARY))
    return table(*rows).replace("<w:tblPr/>", f"<w:tblPr>{look.format(part)}</w:tblPr>")


def gradient(colour: str) -> str:
    stops = "".join(
        f'<w14:gs w14:pos="{place}"><w14:srgbClr w14:val="{value}"/></w14:gs>'
        for place, value in ((0, "FFFFFF"), (100_000, colour))
    )
    return f"<w14:textFill><w14:gradFill><w14:gsLst>{stops}</w14:gsLst></w14:gradFill></w14:textFill>"


def symbols(font: str) -> str:
    signs = "".join(f'<w:sym w:font="{font}" w:char="{0xF000 + ord(letter):04X}"/>' for letter in CANARY)
    return paragraph(f"<w:r><w:rPr><w:vanish/></w:rPr>{signs}</w:r>")


WAYS = {
    "row of one twip": Way(
        "invisible-text",
        one_row('<w:trHeight w:val="1" w:hRule="exact"/>'),
        one_row('<w:trHeight w:val="1" w:hRule="atLeast"/>'),
    ),
    "line of one twip": Way(
        "invisible-text",
        laid('<w:spacing w:line="1" w:lineRule="exact"/>'),
        laid('<w:spacing w:line="1" w:lineRule="atLeast"/>'),
    ),
    "line of a part of a line": Way("invisible-text", laid('<w:spacing w:line="2" w:lineRule="auto"/>')),
    "indent far to the left": Way(
        "invisible-text", laid('<w:ind w:left="-30000"/>'), laid('<w:ind w:left="-300"/>')
    ),
    "indent to the right of the page": Way(
        "invisible-text", laid('<w:ind w:left="15000"/>'), laid('<w:ind w:left="5000"/>')
    ),
    "first line far to the left": Way("invisible-text", laid('<w:ind w:left="0" w:hanging="30000"/>')),
    "right side beyond the page": Way(
        "invisible-text", laid('<w:ind w:right="-20000"/><w:jc w:val="right"/>'), laid('<w:ind w:right="-20000"/>')
    ),
    "indent in letters": Way("invisible-text", laid('<w:ind w:leftChars="-30000"/>')),
    "second body": Way("markup-remark", f"</w:body><w:body>{paragraph(CANARY)}"),
    "margins of a cell": Way(
        "invisible-text",
        placed_table('<w:tblCellMar><w:left w:w="30000" w:type="dxa"/></w:tblCellMar>'),
        placed_table('<w:tblCellMar><w:left w:w="100" w:type="dxa"/></w:tblCellMar>'),
    ),
    "text below the edge of a row": Way(
        "invisible-text",
        one_row('<w:trHeight w:val="300" w:hRule="exact"/>').replace(HELD, paragraph("x") * 3 + HELD),
        one_row('<w:trHeight w:val="900" w:hRule="exact"/>').replace(HELD, paragraph("x") * 3 + HELD),
    ),
    "text below the breaks of a row": Way(
        "invisible-text",
        one_row('<w:trHeight w:val="300" w:hRule="exact"/>').replace(
            HELD, HELD.replace("<w:r>", f"<w:r>{'<w:br/>' * 3}")
        ),
    ),
    "text below the space of a row": Way(
        "invisible-text",
        one_row('<w:trHeight w:val="300" w:hRule="exact"/>').replace(
            HELD, paragraph(run(CANARY), '<w:spacing w:before="2000"/>')
        ),
        one_row('<w:trHeight w:val="300" w:hRule="exact"/>').replace(
            HELD, paragraph(run(CANARY), '<w:spacing w:before="120"/>')
        ),
    ),
    "text below the margin of a cell": Way(
        "invisible-text",
        table(
            row(
                CANARY,
                cell='<w:tcMar><w:top w:w="2000" w:type="dxa"/></w:tcMar>',
                properties='<w:trHeight w:val="300" w:hRule="exact"/>',
            )
        ),
    ),
    "text below the edge of a box": Way(
        "invisible-text",
        paragraph(box(inside=paragraph("x") * 12 + HELD)),
        paragraph(box(inside=paragraph("x") * 3 + HELD)),
    ),
    "frame off the page": Way(
        "invisible-text",
        laid('<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="-5000" w:y="100"/>'),
        laid('<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="5000" w:y="100"/>'),
    ),
    "frame below the page": Way(
        "invisible-text", laid('<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="1" w:y="20000"/>')
    ),
    "frame of no size": Way("invisible-text", laid('<w:framePr w:w="2000" w:h="1" w:hRule="exact"/>')),
    "table off the page": Way(
        "invisible-text",
        placed_table('<w:tblInd w:w="-30000" w:type="dxa"/>'),
        placed_table('<w:tblInd w:w="-100" w:type="dxa"/>'),
    ),
    "floating table off the page": Way(
        "invisible-text", placed_table('<w:tblpPr w:horzAnchor="page" w:vertAnchor="page" w:tblpX="-9000"/>')
    ),
    "column of no width": Way("invisible-text", one_cell(0), one_cell(2000)),
    "column of no width that grows": Way("", "", one_cell(0, "autofit")),
    "letters on one another": Way(
        "invisible-text", looking('<w:spacing w:val="-400"/>'), looking('<w:spacing w:val="-20"/>')
    ),
    "letters narrowed to nothing": Way(
        "invisible-text", looking('<w:w w:val="1"/>'), looking('<w:w w:val="66"/>')
    ),
    "raised off the page": Way(
        "invisible-text", looking('<w:position w:val="3168"/>'), looking('<w:position w:val="12"/>')
    ),
    "fitted into nothing": Way(
        "invisible-text", looking('<w:fitText w:val="1" w:id="5"/>'), looking('<w:fitText w:val="900" w:id="5"/>')
    ),
    "tiny right-to-left text": Way(
        "invisible-text", looking('<w:rtl/><w:szCs w:val="1"/>'), looking('<w:szCs w:val="1"/>')
    ),
    "letters that show nothing": Way(
        "invisible-text",
        paragraph(run(f"Before{unseen(CANARY)}")),
        paragraph(run(f"Flag \U0001f3f4{unseen('gbeng')}\U000e007f")),
    ),
    "phantom formula": Way(
        "hidden-text",
        formula(f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{letters(CANARY)}</m:e></m:phant>'),
        formula(f'<m:phant><m:phantPr><m:zeroWid m:val="0"/></m:phantPr><m:e>{letters(CANARY)}</m:e></m:phant>'),
    ),
    "hidden degree": Way(
        "hidden-text",
        formula(
            f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg>{letters(CANARY)}</m:deg>'
            f"<m:e>{letters('2')}</m:e></m:rad>"
        ),
    ),
    "folded heading": Way(
        "hidden-text",
        paragraph(run("Head"), '<w:outlineLvl w:val="0"/><w15:collapsed/>')
        + paragraph(CANARY)
        + paragraph(run("Next"), '<w:outlineLvl w:val="0"/>'),
        paragraph(run("Head"), '<w:outlineLvl w:val="0"/><w15:collapsed/>')
        + paragraph(run(CANARY), '<w:outlineLvl w:val="0"/>'),
    ),
    "note whose mark is hidden": Way(
        "hidden-text",
        paragraph(run("Before") + '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>'),
    ),
    "entry of an index": Way(
        "field-code",
        code(instruction(f'XE "{CANARY}"'), END),
        code(instruction(" PAGE \\* MERGEFORMAT "), MIDDLE + run("1") + END),
    ),
    "entry of a contents": Way("field-code", code(instruction(f'TC "{CANARY}" \\l 1'), END)),
    "field that does not end": Way("field-code", code(instruction("PAGE ") + run(CANARY))),
    "code outside of any field": Way("field-code", paragraph(instruction(CANARY))),
    "field of no known kind": Way("field-code", code(instruction(f"NOTHING {CANARY}"), END)),
    "words behind a page number": Way("field-code", code(instruction(f"PAGE {CANARY}"), END)),
    "screen tip in a field": Way(
        "field-code",
        code(instruction(f'HYPERLINK "http://example.org" \\o "{CANARY}"'), MIDDLE + run("x") + END),
        code(instruction('HYPERLINK "http://example.org" \\l "mark"'), MIDDLE + run(CANARY) + END),
    ),
    "box on the page, hidden by itself": Way(
        "hidden-shape", paragraph(box(inside=HELD, named='hidden="1"')), paragraph(box(inside=HELD))
    ),
    "box that leaves no room": Way(
        "hidden-shape",
        paragraph(box(inside=HELD, body='tIns="950000"')),
        paragraph(box(inside=HELD, body='tIns="95000"')),
    ),
    "box of one unit": Way("hidden-shape", paragraph(box(inside=HELD, width=1, height=900_000))),
    "box right of a page": Way("hidden-shape", paragraph(box(inside=HELD, position=12_300 * 635))),
    "white on a white box": Way(
        "invisible-text", paragraph(box(inside=PALE, fill=WHITE)), paragraph(box(inside=PALE, fill=GREY))
    ),
    "box under an opaque one": Way(
        "hidden-shape",
        paragraph(box(inside=HELD, order=1) + box(order=2, fill=GREY)),
        paragraph(box(inside=HELD, order=3) + box(order=2, fill=GREY)),
    ),
    "box under one that lets through": Way("", "", paragraph(box(inside=HELD, order=1) + box(order=2, fill=NONE))),
    "frame under an opaque shape": Way(
        "hidden-shape",
        laid('<w:framePr w:w="900" w:h="900" w:hAnchor="page" w:vAnchor="page" w:x="100" w:y="100"/>')
        + paragraph(box(order=2, width=4_000_000, height=4_000_000, fill=GREY)),
    ),
    "text under a shape as large as the page": Way(
        "invisible-text",
        paragraph(run(CANARY) + box(width=WIDE, height=HIGH, fill=GREY)),
        paragraph(run(CANARY) + box(width=WIDE, height=HIGH, fill=GREY, behind=1)),
    ),
    "old box that leaves no room": Way("hidden-shape", vml(inset="0,50pt,0,0"), vml(inset="0,5pt,0,0")),
    "white in an old box": Way(
        "invisible-text", vml(inside=PALE), vml(attributes='fillcolor="#808080"', inside=PALE)
    ),
    "remark": Way("markup-remark", paragraph(f"<!-- {CANARY} -->")),
    "instruction": Way("markup-remark", paragraph(f"<?note {CANARY}?>")),
    "unknown element": Way(
        "markup-remark", f'<x:x xmlns:x="urn:x"><w:p><w:r><w:t>{CANARY}</w:t></w:r></w:p></x:x>'
    ),
    "unknown element in a run": Way("markup-remark", f"<w:p><w:r><w:zq>{CANARY}</w:zq></w:r></w:p>"),
    "name of an unknown element": Way("markup-remark", f"<w:p><w:{CANARY}/></w:p>"),
    "custom attribute": Way("markup-remark", f'<w:p xmlns:x="urn:x" x:x="{CANARY}"/>'),
    "attribute nobody knows": Way("markup-remark", f'<w:p w:zq="{CANARY}"/>'),
    "value of a switch": Way(
        "markup-remark", paragraph(run("x"), f'<w:jc w:val="{CANARY}"/>'), laid('<w:jc w:val="center"/>')
    ),
    "long number in a switch": Way("markup-remark", laid('<w:ind w:left="077009001234"/>')),
    "style of a shape": Way("markup-remark", vml(style=f"width:90pt;height:40pt;x:{CANARY} 7")),
    "text between elements": Way("markup-remark", f"<w:p>{CANARY}</w:p>"),
    "text outside of a run": Way("markup-remark", f"<w:p><w:t>{CANARY}</w:t></w:p>"),
    "run outside of a paragraph": Way(
        "markup-remark", f"<w:r><w:rPr><w:r><w:t>{CANARY}</w:t></w:r></w:rPr></w:r>"
    ),
    "text in properties": Way("markup-remark", f"<w:p><w:pPr><w:r><w:t>{CANARY}</w:t></w:r></w:pPr></w:p>"),
    "relationship that is none": Way(
        "markup-remark", paragraph(f'<w:hyperlink r:id="{CANARY}">{run("x")}</w:hyperlink>')
    ),
    "smart tag": Way(
        "markup-remark",
        paragraph(
            '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="PersonName"><w:smartTagPr>'
            f'<w:attr w:name="ProductID" w:val="{CANARY}"/></w:smartTagPr>{run("x")}</w:smartTag>'
        ),
    ),
    "custom XML around a text": Way(
        "markup-remark",
        paragraph(
            '<w:customXml w:uri="urn:x" w:element="case"><w:customXmlPr>'
            f'<w:attr w:name="no" w:val="{CANARY}"/></w:customXmlPr>{run("x")}</w:customXml>'
        ),
    ),
    "screen tip": Way(
        "alternative-text",
        paragraph(f'<w:hyperlink w:tooltip="{CANARY}@example.org">{run("x")}</w:hyperlink>'),
    ),
    "choice that nothing understands": Way(
        "hidden-text",
        paragraph(
            f'<w:r><mc:AlternateContent xmlns:zq="urn:zq"><mc:Choice Requires="zq"><w:pict><v:rect><v:textbox>'
            f"<w:txbxContent>{HELD}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Choice><mc:Fallback/>"
            "</mc:AlternateContent></w:r>"
        ),
    ),
    "table style that hides a band": Way("hidden-text", banded("band2Horz"), banded("band2Vert")),
    "table style that hides a corner": Way("hidden-text", banded("nwCell"), banded("seCell")),
    "two points": Way("invisible-text", looking('<w:sz w:val="4"/>'), looking('<w:sz w:val="5"/>')),
    "gradient from white to white": Way(
        "invisible-text", looking(gradient("FFFFFF")), looking(gradient("000080"))
    ),
    "switched off text of a shape": Way(
        "hidden-shape",
        paragraph(VML.format("width:90pt;height:40pt", "", f'<v:textpath on="f" string="{CANARY}"/>')),
        paragraph(VML.format("width:90pt;height:40pt", "", f'<v:textpath on="t" string="{CANARY}"/>')),
    ),
    "box of text that is not displayed": Way(
        "hidden-shape", vml().replace("<v:textbox ", '<v:textbox style="display:none" '), vml()
    ),
    "symbols that are letters": Way("hidden-text", symbols("Arial")),
}


def document(blocks: str) -> bytes:
    text = Text(paragraph("Before"), blocks)
    text.edit(DOCUMENT, "<w:sectPr>", f"<w:sectPr>{SECTION}")
    for part in ("band2Horz", "band2Vert", "nwCell", "seCell"):
        if part in blocks:
            hidden = f'<w:tblStylePr w:type="{part}"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>'
            text.style(part, "table", hidden)
    if "footnoteReference" in blocks:
        text.notes({2: CANARY})
    return text.to_bytes()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_way_of_hiding_is_told_of(way: str) -> None:
    spelling = WAYS[way]
    if spelling.hidden:
        wanted = "077009001234" if "long number" in way else CANARY
        assert spelling.rule in found_in(document(spelling.hidden), wanted)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_its_innocent_twin_is_not(way: str) -> None:
    if WAYS[way].shown:
        assert quiet(document(WAYS[way].shown)) == []


def test_the_fill_of_a_text_may_have_a_colour_of_the_theme() -> None:
    text = Text(
        looking('<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>')
    )
    text.add(
        "word/theme/theme1.xml",
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="T"><a:themeElements>'
        '<a:clrScheme name="T"><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1></a:clrScheme></a:themeElements></a:theme>',
        content_type="application/vnd.openxmlformats-officedocument.theme+xml",
        related_from=DOCUMENT,
        rel_type="theme",
    )
    assert "invisible-text" in found_in(text.to_bytes(), CANARY)


def test_a_numbering_may_lay_its_paragraphs_off_the_page() -> None:
    for left, rules in ((-30_000, {"invisible-text"}), (720, set[str]())):
        text = Text("Before", paragraph(run(CANARY), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
        text.edit(DOCUMENT, "<w:sectPr>", f"<w:sectPr>{SECTION}")
        level = f'<w:lvl w:ilvl="0"><w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
        text.add(
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
            content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
            related_from=DOCUMENT,
            rel_type="numbering",
        )
        assert found_in(text.to_bytes(), CANARY) == rules


def with_level(words: str, look: str = "", *, used: bool = True) -> bytes:
    """Return a document with a list whose level has some words."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if used else ""
    text = Text("Before", paragraph(run("item"), numbered))
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{words}"/><w:rPr>{look}</w:rPr></w:lvl>'
    text.add(
        "word/numbering.xml",
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
        related_from=DOCUMENT,
        rel_type="numbering",
    )
    return text.to_bytes()


def test_words_of_a_list_that_no_paragraph_shows_are_told_of() -> None:
    words = f"{CANARY} of a case"
    assert "hidden-text" in found_in(with_level(words, used=False), CANARY)
    assert "hidden-text" in found_in(with_level(words, "<w:vanish/>"), CANARY)
    assert "invisible-text" in found_in(with_level(words, '<w:color w:val="FFFFFF"/>'), CANARY)
    assert quiet(with_level("Part Case")) == []
    assert quiet(with_level("Schedule %1, Part %2", used=False)) == []


def test_a_link_that_nothing_uses_is_told_of() -> None:
    text = Text("Before")
    text.relate(DOCUMENT, "mailto:zq.link@example.org", "hyperlink", external=True)
    assert "markup-remark" in found_in(text.to_bytes(), "zq.link@example.org")


def test_a_list_to_choose_from_that_was_left_as_it_came_is_only_listed() -> None:
    choices = "".join(f'<w:listItem w:displayText="{name}"/>' for name in ("Choose an item.", "Yes", "No"))
    content = f"<w:sdtContent>{run('Yes')}</w:sdtContent>"
    control = "<w:sdt><w:sdtPr><w:dropDownList>{}</w:dropDownList></w:sdtPr>" + content + "</w:sdt>"
    assert quiet(document(paragraph(control.format(choices)))) == []
    told = document(paragraph(control.format(f'{choices}<w:listItem w:displayText="{CANARY}"/>')))
    assert "control-text" in found_in(told, CANARY)


@pytest.mark.parametrize("part", [STYLES, SETTINGS])
def test_remarks_and_values_in_parts_without_text_are_told_of(part: str) -> None:
    text = Text("Before")
    end = text.read(part).rpartition("</")[2]
    text.edit(part, f"</{end}", f'<w:zoom w:percent="{CANARY}"/><!-- ZQ-Remark-8e2 --></{end}')
    data = text.to_bytes()
    assert "markup-remark" in found_in(data, CANARY)
    assert "markup-remark" in found_in(data, "ZQ-Remark-8e2")


def test_data_of_a_field_are_decoded() -> None:
    import base64

    data = base64.b64encode(CANARY.encode("utf-16-le")).decode()
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{data}</w:fldData></w:fldChar></w:r>'
    blocks = paragraph(begin + instruction(" PAGE ") + MIDDLE + run("1") + END)
    assert "field-code" in found_in(document(blocks), CANARY)


def test_fields_nest_however_deep() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    blocks = paragraph(begin * 100 + instruction("PAGE") + END * 100 + run("after"))
    assert quiet(document(blocks)) == []
    assert "field-code" in found_in(document(blocks.replace("PAGE", f"XE {CANARY}")), CANARY)


def test_the_time_limit_ends_the_reading_of_a_long_text() -> None:
    data = document(paragraph(run("words", "<w:vanish/>")) * 20_000)
    started = time.monotonic()
    report = leakscan.scan(data, leakscan.Options(limits=leakscan.Limits(timeout_seconds=0.2)), name="x.docx")
    assert time.monotonic() - started < 4
    assert "limit-time" in {problem.code for problem in report.problems}
