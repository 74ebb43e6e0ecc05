from lxml import etree

from leakscan.formats.docx.styles import Styles, TableUse, table_conditions, table_parts
from leakscan.formats.docx.tints import Look, Tints, read_look
from leakscan.views.unseen import Unseen

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NO_TINTS = Tints({})


def element(text: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{text}</w:x>')


def styles(*texts: str) -> Styles:
    return Styles(element("".join(texts)), NO_TINTS)


def style(
    name: str, kind: str = "paragraph", inside: str = "<w:rPr><w:vanish/></w:rPr>", attributes: str = ""
) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}" {attributes}>{inside}</w:style>'


def is_hidden(known: Styles, *, paragraph: str = "", run: str = "", table: TableUse | None = None) -> bool:
    return bool(known.look(paragraph=paragraph, run=run, table=table or TableUse(), direct=[]).vanish)


def test_two_styles_that_both_hide_show_again() -> None:
    known = styles(style("P"), style("C", "character"))
    assert is_hidden(known, paragraph="P")
    assert is_hidden(known, run="C")
    assert not is_hidden(known, paragraph="P", run="C")


def test_what_the_run_says_is_final() -> None:
    known = styles(style("P"))
    look = known.look(paragraph="P", run="", table=TableUse(), direct=[Look(vanish=False)])
    assert look.vanish is False
    assert known.look(paragraph="", run="", table=TableUse(), direct=[Look(vanish=True)]).is_direct


def test_the_default_style_of_paragraphs_holds_where_none_is_named() -> None:
    assert is_hidden(styles(style("Normal", attributes='w:default="1"')))


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    first = style("A", inside='<w:basedOn w:val="B"/>')
    second = style("B", inside='<w:basedOn w:val="A"/><w:rPr><w:vanish/></w:rPr>')
    assert is_hidden(styles(first, second), paragraph="A")


def test_the_first_row_of_a_table_style_hides_only_there() -> None:
    known = styles(
        style("T", "table", '<w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>')
    )
    conditions = table_conditions(element('<w:tblLook w:val="0020"/>')[0])
    first = table_parts(conditions, (1, 1), row=0, rows=3, cell=1, cells=3)
    second = table_parts(conditions, (1, 1), row=1, rows=3, cell=1, cells=3)
    assert is_hidden(known, table=TableUse("T", first))
    assert not is_hidden(known, table=TableUse("T", second))


def test_bands_begin_behind_the_first_row_and_are_as_high_as_the_style_says() -> None:
    known = styles(style("B", "table", '<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>'))
    conditions = table_conditions(element('<w:tblLook w:val="0420"/>')[0])
    bands = known.bands("B")
    assert bands == (2, 1)
    found = [table_parts(conditions, bands, row=row, rows=6, cell=0, cells=1) for row in range(6)]
    first, second = ("band1Horz",), ("band2Horz",)
    assert found == [("firstRow",), first, first, second, second, first]
    assert table_conditions(element('<w:tblLook w:val="0620"/>')[0])["Horz"] is False


def test_a_corner_is_nearer_than_its_row_and_column() -> None:
    conditions = table_conditions(element('<w:tblLook w:val="06A0"/>')[0])
    found = table_parts(conditions, (1, 1), row=0, rows=2, cell=0, cells=2)
    assert found == ("firstRow", "firstCol", "nwCell")


def look_of(text: str, tints: Tints = NO_TINTS) -> Look:
    return read_look(element(text), tints)


def test_a_tint_of_the_theme_is_reckoned() -> None:
    tints = Tints({"lt1": (255, 255, 255), "dk1": (0, 0, 0)})
    light = look_of('<w:color w:val="000000" w:themeColor="background1"/>', tints)
    assert light.colour == (255, 255, 255)
    dark = look_of('<w:color w:themeColor="background1" w:themeShade="00"/>', tints)
    assert dark.colour == (0, 0, 0)
    half = look_of('<w:color w:themeColor="text1" w:themeTint="80"/>', tints)
    assert isinstance(half.colour, tuple)
    assert 120 < half.colour[0] < 135


def test_a_pattern_mixes_its_colours() -> None:
    assert look_of('<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>').ground == (128, 128, 128)
    assert look_of('<w:shd w:val="solid" w:color="auto" w:fill="FFFFFF"/>').ground == (0, 0, 0)


def test_highlighting_goes_before_shading() -> None:
    look = look_of('<w:shd w:val="clear" w:fill="FFFFFF"/><w:highlight w:val="black"/><w:color w:val="FFFFFF"/>')
    assert look.unseen() is None


def test_an_unknown_ground_is_never_the_reason() -> None:
    white = look_of('<w:color w:val="FFFFFF"/>')
    assert white.unseen() is None
    assert white.on((255, 255, 255)).unseen() is Unseen.COLOUR
    assert white.on((10, 10, 10)).unseen() is None


def test_small_and_narrow_text_cannot_be_read() -> None:
    assert look_of('<w:sz w:val="2"/>').unseen() is Unseen.SIZE
    assert look_of('<w:sz w:val="8"/>').unseen() is None
    assert look_of('<w:w w:val="1"/>').unseen() is Unseen.SIZE
