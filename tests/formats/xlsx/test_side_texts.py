import pytest

import leakscan
from fixtures.making import xlsx
from fixtures.making.drawing import add_old_drawing
from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.drawings import drawing_texts
from leakscan.formats.ooxml.vml import vml_texts
from leakscan.formats.texts import root_tag
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.sheet_texts import headers_of
from leakscan.views.side_texts import SideKind, grouped, telling_in

PLACE = Place(part="drawing.xml", sheet="Cover")
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'


def headers(inside: str, attributes: str = "") -> list[tuple[str, str, bool]]:
    return list(headers_of(xmlsafe.parse(f"<headerFooter {attributes}>{inside}</headerFooter>".encode())))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("&amp;LAda&amp;CBen&amp;RCid", "Ada\nBen\nCid"),
        ('&amp;C&amp;"Arial,Bold"&amp;14Pay &amp;K00FF00list', "Pay list"),
        ("&amp;CPay &amp;&amp; rations", "Pay & rations"),
        ("&amp;LPay &amp;D &amp;T", "Pay"),
    ],
)
def test_a_header_is_read_without_its_codes(written: str, words: str) -> None:
    assert headers(f"<oddHeader>{written}</oddHeader>") == [("header", words, True)]


@pytest.mark.parametrize(
    "written", ["&amp;CPage &amp;P of &amp;N", "&amp;R&amp;F", "&amp;CSeite &amp;P/&amp;N", ""]
)
def test_a_header_of_nothing_but_fields_and_page_numbers_has_no_words(written: str) -> None:
    assert headers(f"<oddHeader>{written}</oddHeader>") == []


def test_headers_for_first_and_even_pages_are_in_use_when_the_sheet_says_so() -> None:
    inside = "<firstHeader>&amp;CAda</firstHeader><evenFooter>&amp;CBen</evenFooter>"
    assert [is_used for _, _, is_used in headers(inside)] == [False, False]
    assert [is_used for _, _, is_used in headers(inside, 'differentFirst="1"')] == [True, False]
    assert [is_used for _, _, is_used in headers(inside, 'differentOddEven="true"')] == [False, True]


@pytest.mark.parametrize(
    "look", ["&amp;KFFFFFF", "&amp;Kfffffe", "&amp;K00+000", "&amp;1 ", '&amp;"Arial,Bold"&amp;KFFFFFF']
)
def test_words_of_a_header_in_white_or_too_small_do_not_show(look: str) -> None:
    found = headers(f"<oddHeader>&amp;LPay {look}Ada&amp;RBen &amp;&amp; Cid &amp;14&amp;K01+034old</oddHeader>")
    assert found == [
        ("header", "Pay\nBen & Cid old", True),
        ("header in white or too small to read", "Ada", False),
    ]


def test_screen_tips_of_links_are_alternative_texts() -> None:
    found = drawing(shape("", '<hlinkClick tooltip="To the data"/>'))
    assert found[0] == (SideKind.ALTERNATIVE_TEXT, "screen tip of a link", "To the data")


def drawing(inside: str, *, sheet_shows: bool = True) -> list[tuple[SideKind, str, str]]:
    root = xmlsafe.parse(f'<wsDr xmlns:a14="urn:a14">{inside}</wsDr>'.encode())
    return [(item.kind, item.what, item.text) for item in drawing_texts(root, PLACE, sheet_shows=sheet_shows)]


def shape(attributes: str, inner: str = "") -> str:
    return (
        f'<sp><nvSpPr><cNvPr id="2" name="Box" {attributes}>{inner}</cNvPr></nvSpPr><txBody><p>'
        "<r><t>one</t></r><br/>"
        "<r><t>two</t></r></p><p><r><t>three</t></r></p></txBody></sp>"
    )


def test_each_paragraph_of_a_shape_is_a_text() -> None:
    found = drawing(shape(""))
    assert found == [(SideKind.SHAPE, "text of a shape", "one\ntwo"), (SideKind.SHAPE, "text of a shape", "three")]


def test_a_shape_that_stands_in_for_a_control_hides_nothing_of_its_own() -> None:
    found = drawing(shape('hidden="1"', '<a14:compatExt spid="_x0000_s1"/>'))
    assert {what for _, what, _ in found} == {"stand-in of a control or object"}


def test_a_hidden_picture_is_told_of_though_it_has_no_text() -> None:
    found = drawing('<pic><nvPicPr><cNvPr id="2" name="Photo" hidden="1"/></nvPicPr></pic>')
    assert found == [(SideKind.HIDDEN_SHAPE, "picture that is hidden", "Photo")]


@pytest.mark.parametrize(
    ("anchor", "why"),
    [
        ("<oneCellAnchor><from><col>16384</col><row>1</row></from>{}</oneCellAnchor>", "shape off the sheet"),
        ('<oneCellAnchor><from><col>1</col></from><ext cx="0" cy="0"/>{}</oneCellAnchor>', "shape of no size"),
        ('<absoluteAnchor><pos x="0" y="-9"/><ext cx="8" cy="8"/>{}</absoluteAnchor>', "shape off the sheet"),
    ],
)
def test_a_shape_that_lies_where_nobody_sees_it_does_not_show(anchor: str, why: str) -> None:
    assert {what for _, what, _ in drawing(anchor.format(shape("")))} == {why}


@pytest.mark.parametrize(
    ("effect", "is_told"),
    [
        ('<alphaModFix amt="0"/>', True),
        ('<lum bright="100000"/>', True),
        ('<lum bright="70000" contrast="-70000"/>', False),
        ('<alphaModFix amt="15000"/>', False),
    ],
)
def test_a_picture_of_no_opacity_or_all_white_does_not_show(effect: str, *, is_told: bool) -> None:
    picture = f'<pic><nvPicPr><cNvPr name="Face"/></nvPicPr><blipFill><blip>{effect}</blip></blipFill></pic>'
    told = (SideKind.HIDDEN_SHAPE, "picture made clear or white", "Face")
    assert drawing(picture) == ([told] if is_told else [])


def test_a_speck_is_of_no_size() -> None:
    corner = "<{0}><col>4</col><colOff>{1}</colOff><row>2</row><rowOff>{1}</rowOff></{0}>"
    for size, what in ((9525, "shape of no size"), (127_000, "text of a shape")):
        anchor = corner.format("from", 0) + corner.format("to", size)
        found = drawing(f"<twoCellAnchor>{anchor}{shape('')}</twoCellAnchor>")
        assert {said for _, said, _ in found} == {what}


def test_descriptions_that_programs_make_up_are_their_own() -> None:
    root = xmlsafe.parse(
        ("<wsDr>" + shape("descr='A picture containing text'") + shape("descr='Ada'") + "</wsDr>").encode()
    )
    texts = [
        item for item in drawing_texts(root, PLACE, sheet_shows=True) if item.kind is SideKind.ALTERNATIVE_TEXT
    ]
    assert [item.is_own for item in texts] == [True, False]


def test_boxes_of_notes_are_left_to_notes() -> None:
    note = '<v:shape style="visibility:hidden"><v:textbox>a</v:textbox><x:ClientData ObjectType="Note"/></v:shape>'
    root = xmlsafe.parse(f"<xml {VML}>{note}</xml>".encode())
    assert list(vml_texts(root, PLACE, sheet_shows=True)) == []


@pytest.mark.parametrize("style", ["visibility:hidden", "position:absolute; VISIBILITY : hidden", "display:none"])
def test_an_old_shape_is_hidden_by_its_style(style: str) -> None:
    root = xmlsafe.parse(f'<xml {VML}><v:rect style="{style}"><v:textbox>a  b</v:textbox></v:rect></xml>'.encode())
    (found,) = vml_texts(root, PLACE, sheet_shows=True)
    assert (found.kind, found.text) == (SideKind.HIDDEN_SHAPE, "a b")


def test_elements_outside_the_cells_are_kept_whole_and_the_rest_is_not() -> None:
    outside = Outside()
    for name in ("sheetViews", "headerFooter", "oddHeader"):
        outside.start(name, {"r:id": "rId1"})
    outside.text("Ada")
    for name in ("oddHeader", "headerFooter", "sheetViews"):
        outside.end(name)
    (element,) = outside.all("headerFooter")
    assert element[0].text == "Ada"
    assert element.get("r.id") == "rId1"
    assert outside.elements == [element]


def test_texts_are_grouped_by_kind_and_place_each_once() -> None:
    root = xmlsafe.parse(("<wsDr>" + shape("descr='Ada'") * 2 + "</wsDr>").encode())
    groups = grouped(
        [*drawing_texts(root, PLACE, sheet_shows=True), *drawing_texts(root, PLACE, sheet_shows=True)]
    )
    assert [(group.kind, len(group.items)) for group in groups] == [
        (SideKind.ALTERNATIVE_TEXT, 1),
        (SideKind.SHAPE, 2),
    ]


def test_what_a_text_tells_is_found_and_folders_of_programs_are_not() -> None:
    assert list(telling_in("ask ben@example.org")) == [("e-mail", "ben@example.org")]
    assert list(telling_in(r"\\files\team")) == [("path", r"\\files\team")]
    assert list(telling_in("uid=ben;pwd=Hunter22")) == [("secret", "Hunter22")]
    assert list(telling_in(r"C:\Program Files\Office\a.png")) == []


@pytest.mark.parametrize(
    ("head", "tag"),
    [
        (b'<?xml version="1.0"?><a xmlns="urn:x"/>', "{urn:x}a"),
        (b'<p:a b="1" xmlns:q="urn:y" xmlns:p="urn:x">', "{urn:x}a"),
        ("\ufeff<a xmlns='urn:x'/>".encode("utf-16"), "{urn:x}a"),
        (b"<a/>", "a"),
        (b"text", ""),
    ],
)
def test_the_root_of_a_part_is_told_from_its_first_bytes(head: bytes, tag: str) -> None:
    assert root_tag(head) == tag


@pytest.mark.parametrize(("name", "is_told"), [("Button 1", False), ("ben.marsh@example.org", True)])
def test_the_name_that_libreoffice_gives_a_control_is_none_of_the_markup(name: str, is_told: bool) -> None:
    book = xlsx(sheets={"Cover": [["Visits", 12]]})
    part = add_old_drawing(book, "Cover", '<x:ClientData ObjectType="Button"/>')
    book.edit(part, "<v:shape ", f'<v:shape ID="{name}" ')
    report = leakscan.scan(book.to_bytes(), leakscan.Options(strict=True))
    assert any(item.rule.id == "markup-remark" for item in report.findings) is is_told
