import io
import zipfile

import pytest

from leakscan.views.side_texts import SideKind
from tests.formats.xlsx import notation
from tests.formats.xlsx.reading import read_workbook

MANY = [notation.row(f'r="{number}"', "n:1", "i:words of a row that shows") for number in range(1, 12_000)]


def _markup(data: bytes) -> list[str]:
    workbook, problems = read_workbook(data)
    assert not problems
    return [item.text for group in workbook.side_texts if group.kind is SideKind.MARKUP for item in group.items]


def _book(part: bytes, **others: str) -> bytes:
    return notation.workbook([("Cover", "visible", part)], ["words"], **others)


@pytest.mark.parametrize(
    "inside",
    [
        "<!-- alpha -->",
        "<!--alpha--><!-- alpha --><!-- -->",
        "<other>alpha</other>",
        "alpha",
        '<extLst><ext uri="{0}"><x:y xmlns:x="urn:x"><x:z>alpha</x:z></x:y></ext></extLst>',
    ],
)
def test_texts_among_the_cells_and_outside_are_found(inside: str) -> None:
    row = f'<row r="1"><c r="A1"><v>1</v></c>{inside}</row>'
    assert _markup(_book(notation.sheet(row))) == ["alpha"]
    assert _markup(_book(notation.sheet(f'<row r="1"><c r="A1">{inside}<v>1</v></c></row>'))) == ["alpha"]
    assert _markup(_book(notation.sheet("", tail=inside))) == ["alpha"]
    assert _markup(_book(notation.sheet("", head=inside))) == ["alpha"]
    assert _markup(_book(notation.sheet(""), properties=inside)) == ["alpha"]


@pytest.mark.parametrize("inside", ["<!-- alpha -->", "<other>alpha</other>"])
@pytest.mark.parametrize("place", [0, 6_000, 11_999])
def test_a_large_sheet_is_read_alike(inside: str, place: int) -> None:
    rows = [
        *MANY[:place],
        f'<row r="{place + 1}"><c r="A{place + 1}"><v>1</v>{inside}</c></row>',
        *MANY[place + 1 :],
    ]
    assert _markup(_book(notation.sheet(*rows))) == ["alpha"]
    assert _markup(_book(notation.sheet(*MANY, tail=inside))) == ["alpha"]


def test_an_instruction_is_told_with_its_target() -> None:
    assert _markup(_book(notation.sheet("", tail="<?query alpha?>"))) == ["query alpha"]
    assert _markup(_book(notation.sheet(""), properties="<?query alpha?>")) == ["query alpha"]


def test_what_the_format_says_in_texts_is_no_stray() -> None:
    tail = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1=2</formula></cfRule>'
        '</conditionalFormatting><dataValidations><dataValidation type="list" sqref="A1">'
        '<formula1>"a,b"</formula1>'
        "</dataValidation></dataValidations><headerFooter><oddHeader>&amp;Cpage</oddHeader></headerFooter>"
    )
    rows = [notation.row('r="1"', "f:2", "i:words", "s:0")]
    name = '<definedName name="area">Cover!A1</definedName>'
    assert not _markup(_book(notation.sheet(*rows, tail=tail), names=name))


def test_a_remark_of_a_small_part_is_found() -> None:
    table = 'id="1" name="T" displayName="T" ref="A1:A2"><!-- alpha --><tableColumns count="0"/>'
    assert _markup(_book(notation.sheet(""), tables=table)) == ["alpha"]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("pattern", ["<!-- alpha -->%s", "%s<!-- alpha -->"])
def test_a_remark_beside_the_root_is_found(part: str, pattern: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book(notation.sheet("")))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, pattern % text if name == part else text)
    assert _markup(stream.getvalue()) == ["alpha"]


@pytest.mark.parametrize(("name", "texts"), [("Finance", []), ("alpha of beta", ["alpha of beta"])])
def test_the_name_of_a_group_of_functions_is_told_unless_it_is_a_word(name: str, texts: list[str]) -> None:
    groups = f'<functionGroups builtInGroupCount="16"><functionGroup name="{name}"/></functionGroups>'
    assert _markup(_book(notation.sheet(""), properties=groups)) == texts
