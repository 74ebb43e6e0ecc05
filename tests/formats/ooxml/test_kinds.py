"""Kinds of parts that carry no user content are believed only when they are what they say."""

import pytest

from leakscan import xmlsafe
from leakscan.formats.ooxml.kinds import recognised, shows_its_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
WORDS = (
    "ZQ words that no table of formats has any place for, put here to be carried along unseen by everyone, " * 3
)

KNOWN = {
    "theme": f'<theme xmlns="{DRAWING}" name="Office"><clrScheme name="Office"/></theme>',
    "styles": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt formatCode="0.0"/></numFmts></styleSheet>',
    "calculation chain": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
    "cell metadata": f'<metadata xmlns="{MAIN}"><metadataType name="XLDAPR"/></metadata>',
    "drawing without text": f'<wsDr xmlns="{SHEET_DRAWING}"><from><col>1</col></from></wsDr>',
    "boxes of notes": (
        '<xml xmlns:v="urn:v" xmlns:x="urn:x"><v:shape style="width:1"><x:ClientData ObjectType="Note">'
        "<x:Anchor>1, 15, 0, 2</x:Anchor><x:AutoFill>False</x:AutoFill></x:ClientData></v:shape></xml>"
    ),
}


def kind(text: str) -> str:
    return recognised(xmlsafe.parse(text.encode()))


@pytest.mark.parametrize("name", KNOWN)
def test_a_part_of_a_known_kind_is_recognised(name: str) -> None:
    assert kind(KNOWN[name]) == name


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("extra", ["<t>ZQ words</t>", "<!-- ZQ words -->", "<?zq words?>", f'<t x="{WORDS}"/>'])
def test_a_part_that_carries_text_besides_is_not(name: str, extra: str) -> None:
    start, _, end = KNOWN[name].rpartition("</")
    assert kind(f"{start}{extra}</{end}") == ""


@pytest.mark.parametrize("name", KNOWN)
def test_a_part_of_a_strange_namespace_is_not(name: str) -> None:
    if name != "boxes of notes":
        assert kind(KNOWN[name].replace('xmlns="', 'xmlns="urn:other/')) == ""


def test_metadata_that_name_members_of_a_cube_are_not_recognised() -> None:
    assert (
        kind(f'<metadata xmlns="{MAIN}"><metadataStrings><s v="[Staff].[Ada]"/></metadataStrings></metadata>')
        == ""
    )


def test_controls_and_pictures_in_old_markup_are_not_boxes_of_notes() -> None:
    assert kind(KNOWN["boxes of notes"].replace('"Note"', '"Drop"')) == ""
    assert kind(KNOWN["boxes of notes"].replace("<x:Anchor>", '<v:imagedata title="ada"/><x:Anchor>')) == ""


@pytest.mark.parametrize(
    ("shape", "shows"),
    [
        ('<sp><nvPr name="Box 1"/><t>Shown</t></sp>', True),
        ('<sp><nvPr name="Box 1" hidden="1"/><t>Hidden</t></sp>', False),
        ('<sp><nvPr name="Box 1" hidden="true"/><t>Hidden</t></sp>', False),
        ('<pic><nvPr name="Picture 1" descr="Ada at home"/></pic>', False),
        ("<sp><t>Shown</t></sp><!-- note -->", False),
    ],
)
def test_a_drawing_shows_its_text_unless_a_shape_hides_or_describes(shape: str, shows: bool) -> None:
    root = xmlsafe.parse(f'<wsDr xmlns="{SHEET_DRAWING}">{shape}</wsDr>'.encode())
    assert shows_its_text(root) is shows
    assert recognised(root) == ""
