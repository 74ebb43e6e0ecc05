"""Sheets that no window shows, and cells that frozen panes keep everybody from."""

import pytest

import leakscan
from leakscan.formats.xlsx.windows import is_embedded
from leakscan.views.spreadsheet import Axis, Hiding
from leakscan.views.values import value_key
from tests.formats.xlsx import notation
from tests.formats.xlsx.reading import read_workbook

PART = notation.sheet(notation.row('r="1"', "i:Ada"))
MANY = [notation.row(f'r="{number}"', "n:1", "i:words of a row that shows") for number in range(100, 12_000)]


@pytest.mark.parametrize(
    ("views", "shown"),
    [
        ("", "ABC"),
        ("<workbookView/>", "ABC"),
        ('<workbookView activeTab="1"/>', "ABC"),
        ('<workbookView visibility="hidden"/>', ""),
        ('<workbookView visibility="veryHidden"/>', ""),
        ('<workbookView visibility="hidden"/><workbookView/>', "ABC"),
        ('<workbookView showSheetTabs="0"/>', "A"),
        ('<workbookView showSheetTabs="0" activeTab="2"/>', "C"),
        ('<workbookView showSheetTabs="0"/><workbookView showSheetTabs="false" activeTab="1"/>', "AB"),
        ('<workbookView showSheetTabs="0"/><workbookView visibility="hidden"/>', "A"),
    ],
)
def test_a_sheet_shows_when_some_window_comes_to_it(views: str, shown: str) -> None:
    properties = f"<bookViews>{views}</bookViews>" if views else ""
    data = notation.workbook([(name, "visible", PART) for name in "ABC"], properties=properties)
    workbook, _ = read_workbook(data)
    assert "".join(sheet.name for sheet in workbook.sheets if sheet.is_visible) == shown


def _view(corner: str, pane: str) -> str:
    return f'<sheetView workbookViewId="0" topLeftCell="{corner}">{pane}</sheetView>'


ROWS_FROZEN = '<pane ySplit="1" topLeftCell="A60" state="frozen"/>'
BOTH_FROZEN = '<pane xSplit="1" ySplit="1" topLeftCell="D60" state="frozenSplit"/>'


@pytest.mark.parametrize("many", [[], MANY])
@pytest.mark.parametrize(
    ("views", "hidden"),
    [
        (_view("A50", ROWS_FROZEN), {"rows": 49}),
        (_view("C50", BOTH_FROZEN), {"rows": 49, "columns": 2}),
        (_view("C50", ROWS_FROZEN), {"rows": 49}),
        (_view("A1", ROWS_FROZEN), {}),
        (_view("A50", '<pane ySplit="900" topLeftCell="A60"/>'), {}),
        (_view("A50", ""), {}),
        (_view("A50", ROWS_FROZEN) + _view("A1", ""), {}),
        (_view("A50", ROWS_FROZEN) + _view("A20", ROWS_FROZEN), {"rows": 19}),
    ],
)
def test_cells_before_the_corner_of_frozen_panes_do_not_show(
    views: str, hidden: dict[str, int], many: list[str]
) -> None:
    rows = [notation.row(f'r="{number}"', f"i:Ada {number}", "n:2", "n:3", "n:4") for number in range(1, 70)]
    part = notation.sheet(*rows, *many, head=f"<sheetViews>{views}</sheetViews>")
    workbook, _ = read_workbook(notation.workbook([("A", "visible", part)]))
    facts = workbook.sheets[0].facts
    assert facts is not None
    assert all(region.hiding is Hiding.FROZEN for region in facts.regions)
    assert {region.axis.value: region.count for region in facts.regions} == hidden
    first = value_key("Ada 1")
    assert first is not None
    assert (first in workbook.visible) == (not hidden)
    for region in facts.regions:
        assert region.table is not None
        assert len(region.table) == (hidden["rows"] if region.axis is Axis.ROWS else len(rows) + len(many))


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        (("a.xlsx",), False),
        (("embeddings/a.xlsx",), False),
        (("a.zip", "b/a.xlsx"), False),
        (("a.docx", "word/embeddings/a.xlsx"), True),
        (("a.xlsx", "xl/embeddings/oleObject1.bin", "Package"), True),
        (("a.xls", "MBD0018D3F6"), True),
        (("a.ods", "Object 1"), True),
        (("a.fods", "object 1"), True),
        (("a.xls",), False),
    ],
)
def test_an_object_in_a_document_has_a_hidden_window_of_its_own(trail: tuple[str, ...], expected: bool) -> None:
    assert is_embedded(trail) is expected


def test_cells_within_another_element_of_a_sheet_are_no_failure() -> None:
    part = notation.sheet(head='<customSheetViews><customSheetView guid="{0}"/>', tail="</customSheetViews>")
    report = leakscan.scan(notation.workbook([("A", "visible", part)]), name="book.xlsx")
    assert "internal-error" not in {problem.code for problem in report.problems}
