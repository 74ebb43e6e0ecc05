from xml.parsers import expat

import pytest

from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPACES = (
    f'xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
)


def _walked(markup: str) -> Walker:
    walker = Walker(vocabulary("spreadsheet"), Strays())
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = lambda _: walker.end()
    parser.CharacterDataHandler = walker.text
    parser.CommentHandler = walker.comment
    parser.ProcessingInstructionHandler = walker.instruction
    parser.Parse(markup, True)
    return walker


EXTENSION_ID = (
    '<conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="1"><extLst>'
    '<ext uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}"><x14:id>{}</x14:id></ext></extLst></cfRule>'
    "</conditionalFormatting>"
)
"""How XlsxWriter 3.2 and Excel tie a data bar to its extension."""


def _told(inside: str, *, root: str = "") -> list[str]:
    walker = _walked(f"<worksheet {SPACES} {root}>{inside}</worksheet>")
    assert walker.root == "x:worksheet"
    return [text for _, text in walker.strays.texts]


def _row(inside: str = "", *, row: str = "", cell: str = "") -> str:
    return f'<sheetData><row r="1" {row}><c r="A1" {cell}><v>1</v>{inside}</c></row></sheetData>'


@pytest.mark.parametrize(
    ("inside", "root"),
    [
        (
            '<sheetPr codeName="Sheet1"/>'
            + _row(row='spans="1:3" ht="12.5" x14ac:dyDescent="0.25"', cell='s="1"'),
            "",
        ),
        (_row(), 'mc:Ignorable="x14ac xr" xr:uid="{00000000-0001-0000-0000-000000000000}"'),
        (_row() + "<headerFooter><oddHeader xml:space='preserve'> &amp;Cwords </oddHeader></headerFooter>", ""),
        ('<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:slicerList/></ext></extLst>', ""),
        ('<mc:AlternateContent><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>', ""),
        ('<dataValidations><dataValidation sqref="A1 B2:C3" prompt="read this"/></dataValidations>', ""),
        (EXTENSION_ID.format("{DA7ABA51-AAAA-BBBB-0001-000000000001}"), ""),
        ("\n  " + _row() + "\n", 'xmlns:other="urn:other"'),
    ],
)
def test_what_the_format_has_is_silent(inside: str, root: str) -> None:
    assert _told(inside, root=root) == []


@pytest.mark.parametrize(
    "inside",
    [
        _row(row='note="ZQ alpha"'),
        _row(cell='note="ZQ alpha"'),
        _row(cell='o:note="ZQ alpha" xmlns:o="urn:other"'),
        _row(cell='t="ZQ alpha"'),
        _row(row='ht="ZQ alpha"'),
        _row("<!--ZQ alpha-->"),
        _row("<v>ZQ alpha</v>"),
        _row("ZQ alpha"),
        _row("<![CDATA[ZQ alpha]]>"),
        _row("<f xmlns='urn:other'>ZQ alpha</f>"),
        "<sheetData><v>ZQ alpha</v></sheetData>",
        "<other><v>ZQ alpha</v></other>",
        '<other><v deep="ZQ alpha"/></other>',
        '<extLst><ext uri="ZQ alpha"/></extLst>',
        '<extLst><ext uri="{0}"><o:a xmlns:o="urn:other" b="ZQ alpha"/></ext></extLst>',
        '<mc:AlternateContent note="ZQ alpha"/>',
        '<mc:AlternateContent><mc:Choice Requires="x14">ZQ alpha</mc:Choice></mc:AlternateContent>',
        '<mc:AlternateContent><mc:Choice Requires="ZQ alpha"/></mc:AlternateContent>',
        "<headerFooter><oddHeader>1</oddHeader><oddHeader>ZQ alpha</oddHeader></headerFooter>",
        '<sheetPr/><sheetPr codeName="ZQ alpha"/>',
        '<o:a xmlns:o="ZQ alpha"/>',
        EXTENSION_ID.format("ZQ alpha"),
    ],
)
def test_what_it_has_not_is_gathered(inside: str) -> None:
    assert _told(inside) == ["ZQ alpha"]


def test_an_attribute_without_a_prefix_is_none_of_another_namespace() -> None:
    assert _told(_row(), root='mc:Ignorable="ZQ"') == ["ZQ"]
    assert _told(_row(), root='xr:other="ZQ alpha"') == ["ZQ alpha"]
    assert _told(_row(row='dyDescent="ZQ alpha"')) == ["ZQ alpha"]


def test_names_of_the_strict_format_are_known() -> None:
    walker = _walked('<sst xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><si><t>words</t></si></sst>')
    assert walker.root == "x:sst"
    assert not walker.strays.texts


def test_an_element_that_no_part_begins_with_is_no_root() -> None:
    walker = _walked(f'<row xmlns="{MAIN}" r="ZQ alpha">ZQ beta</row>')
    assert walker.root == ""
    assert [text for _, text in walker.strays.texts] == ["ZQ alpha", "ZQ beta"]
