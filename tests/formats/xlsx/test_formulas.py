import pytest

from leakscan.formats.xlsx.formulas import formula_texts
from leakscan.views.side_texts import SideKind
from tests.formats.xlsx import notation
from tests.formats.xlsx.reading import read_workbook

FORMULA = '<c r="{0}{1}"><f>IF(A1&gt;1,&quot;late &amp;amp; ""out""&quot;,"no")</f><v>1</v></c>'


@pytest.mark.parametrize(
    ("formula", "texts"),
    [
        ('IF(A1="Ada Field",1,"")', ["Ada Field"]),
        ("'Ada Field'!A1&\"12\"", []),
        ('A1&"0123"', ["0123"]),
        ("'C:\\cases\\[visits.xlsx]Pay'!A1", ["C:\\cases\\visits.xlsx"]),
        ("[1]Pay!A1", []),
    ],
)
def test_words_long_numbers_and_paths_are_found(formula: str, texts: list[str]) -> None:
    assert list(formula_texts(formula)) == texts


@pytest.mark.parametrize(("state", "found"), [("hidden", ['late & "out"']), ("visible", [])])
@pytest.mark.parametrize("rows", [1, 14_000])
def test_formulas_of_sheets_that_do_not_show_are_looked_into(state: str, found: list[str], rows: int) -> None:
    lines = [
        f'<row r="{n}">{FORMULA.format("A", n)}</row>'.replace("&amp;amp;", "&amp;") for n in range(1, rows + 1)
    ]
    data = notation.workbook([("Cover", "visible", notation.sheet("")), ("Back", state, notation.sheet(*lines))])
    workbook, problems = read_workbook(data)
    assert not problems
    kept = [group for group in workbook.side_texts if group.kind is SideKind.FORMULA]
    assert [item.text for group in kept for item in group.items] == found
