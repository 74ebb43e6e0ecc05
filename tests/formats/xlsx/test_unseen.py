"""Cells that are not seen: they no longer count as visible, wherever else their values are hidden."""

from pathlib import Path

import pytest

import leakscan
from fixtures.invisible_text.make import WHITE
from fixtures.making import Book, Row, add_pivot, summary, worksheet_source, xlsx
from fixtures.making.parts import add_table
from fixtures.making.styling import add_drawing, add_paint, add_style, between, font, set_style, shape
from leakscan.errors import LimitReachedError
from leakscan.findings import Severity
from leakscan.formats.xlsx.areas import Area, Areas
from leakscan.formats.xlsx.conditions import Condition
from leakscan.formats.xlsx.looks import Looks, Paint
from leakscan.formats.xlsx.palette import Palette
from leakscan.formats.xlsx.unseen import MOST_CONDITIONS, Cell, Veil
from leakscan.limits import Budget, Limits
from leakscan.views.unseen import Unseen
from tests.formats.xlsx.reading import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["Name"], ["Ada"], ["Ben"], ["Ada"]]


def worst(book: Book, path: Path, rule: str) -> tuple[Severity, int | None]:
    book.save(path / "book.xlsx")
    with leakscan.scan(path / "book.xlsx") as report:
        assert report.complete
        [finding] = [item for item in report.findings if item.rule.id == rule]
        return finding.severity, finding.counts.not_visible


def with_hidden_row() -> Book:
    book = xlsx(sheets={"Staff": ROWS})
    book.edit(SHEET, '<row r="4">', '<row r="4" hidden="1">')
    return book


def test_a_hidden_value_that_stands_in_a_plain_cell_is_a_copy(tmp_path: Path) -> None:
    assert worst(with_hidden_row(), tmp_path, "hidden-rows") == (Severity.LOW, 0)


@pytest.mark.parametrize("way", ["colour", "format", "merge", "shape"])
def test_a_hidden_value_that_stands_in_a_cell_nobody_sees_is_none(way: str, tmp_path: Path) -> None:
    book = with_hidden_row()
    if way == "colour":
        set_style(book, SHEET, add_style(book, font=font(WHITE)), "A2")
    elif way == "format":
        set_style(book, SHEET, add_style(book, code=";;;"), "A2")
    elif way == "merge":
        book.put(SHEET, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    else:
        white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        add_drawing(book, "Staff", between((0, 1), (1, 2), shape(white)))
    assert worst(book, tmp_path, "hidden-rows") == (Severity.MEDIUM, 1)


def test_a_value_that_also_stands_on_another_sheet_is_a_copy(tmp_path: Path) -> None:
    book = xlsx(sheets={"Staff": ROWS, "Other": [["Ben"]]})
    set_style(book, SHEET, add_style(book, font=font(WHITE)), "A3")
    assert worst(book, tmp_path, "invisible-text") == (Severity.LOW, 0)


def test_the_seen_part_of_a_text_is_visible_and_the_whole_is_not(tmp_path: Path) -> None:
    book = xlsx(sheets={"Staff": [["Ada"], ["Ada ZQ-Part-2d2"], ["Ada"], ["Ada ZQ-Part-2d2"]]})
    run = f'<r><rPr><color {WHITE}/></rPr><t xml:space="preserve"> ZQ-Part-2d2</t></r>'
    book.edit("xl/sharedStrings.xml", "<t>Ada ZQ-Part-2d2</t>", f"<r><t>Ada</t></r>{run}")
    book.edit(SHEET, '<row r="4">', '<row r="4" hidden="1">')
    assert worst(book, tmp_path, "hidden-rows") == (Severity.MEDIUM, 1)
    assert worst(book, tmp_path, "invisible-text") == (Severity.MEDIUM, 1)


def with_pivot(style: str, *references: str) -> Book:
    """Return a workbook whose summary is a pivot table of that style, some of its cells white."""
    records: list[Row] = [["Theft", "Ada"], ["Assault", "Ben"], ["Theft", "Cy"]]
    book = xlsx(sheets={"Summary": summary(records, by=0), "Crimes": [["Offence", "Victim"], *records]})
    part = add_pivot(book, records, ["Offence", "Victim"], source=worksheet_source("Crimes", "A1:B4")).table
    book.edit(part, 'ref="A1:B4"', 'ref="A1:C4"')  # so that column B is no edge
    book.edit(part, "</pivotTableDefinition>", f"{style}</pivotTableDefinition>")
    set_style(book, SHEET, add_style(book, font=font(WHITE)), *references)
    return book


def unseen_cells(book: Book) -> list[str]:
    workbook, _ = read_workbook(book.to_bytes())
    facts = workbook.sheets[0].facts
    assert facts is not None
    return [cells.cells_text for cells in facts.unseen]


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("PivotStyleMedium9", []),
        ("PivotStyleDark2", []),
        ("PivotStyleLight16", ["B2"]),
        ('PivotStyleLight16" showRowStripes="1', []),
        ("Own", ["B2"]),
    ],
)
def test_white_text_on_a_pivot_table_is_invisible_only_where_its_style_does_not_paint(
    style: str, hidden: list[str]
) -> None:
    book = with_pivot(f'<pivotTableStyleInfo name="{style}"/>', "A1", "B1", "B2", "B4")
    dark = add_paint(book, '<fill><patternFill><bgColor rgb="FF203864"/></patternFill></fill>')
    bands = "".join(f'<tableStyleElement type="{name}" dxfId="{dark}"/>' for name in ("headerRow", "totalRow"))
    own = f'<tableStyle name="Own" table="0" count="2">{bands}</tableStyle>'
    book.edit("xl/styles.xml", "</styleSheet>", f'<tableStyles count="1">{own}</tableStyles></styleSheet>')
    assert unseen_cells(book) == hidden


def test_a_pivot_style_that_paints_its_text_white_hides_it() -> None:
    book = with_pivot('<pivotTableStyleInfo name="Own"/>')
    white = add_paint(book, f"<font><color {WHITE}/></font>")
    own = f'<tableStyle name="Own" count="1"><tableStyleElement type="wholeTable" dxfId="{white}"/></tableStyle>'
    book.edit("xl/styles.xml", "</styleSheet>", f'<tableStyles count="1">{own}</tableStyles></styleSheet>')
    assert unseen_cells(book) == ["A1:B4"]


def test_page_fields_stand_on_the_style_of_their_pivot_table() -> None:
    book = with_pivot('<pivotTableStyleInfo name="PivotStyleMedium9"/>', "A1", "B2")
    book.edit("xl/pivotTables/pivotTable1.xml", 'ref="A1:C4"', 'ref="A3:C4" rowPageCount="1" colPageCount="1"')
    assert unseen_cells(book) == ["B2"]


@pytest.mark.parametrize(
    ("style", "stripes", "hidden"),
    [
        ("TableStyleLight1", 'showRowStripes="1"', ["B3"]),
        ("TableStyleMedium2", 'showRowStripes="1"', ["B3"]),
        ("TableStyleLight9", 'showRowStripes="1"', ["B2:B4"]),
        ("TableStyleLight1", "", ["B2:B4"]),
        ("TableStyleLight1", 'showColumnStripes="1"', []),
    ],
)
def test_white_text_on_a_striped_table_is_invisible_between_the_stripes(
    style: str, stripes: str, hidden: list[str]
) -> None:
    book = xlsx(sheets={"Staff": [["a", "b", "c"], *([name, f"Row {name}", 1] for name in ("d", "e", "f"))]})
    part = add_table(book, "Staff", "Staff", "A1:C4", ["a", "b", "c"])
    book.edit(part, "</table>", f'<tableStyleInfo name="{style}" {stripes}/></table>')
    set_style(book, SHEET, add_style(book, font=font(WHITE)), "B2", "B3", "B4")
    assert unseen_cells(book) == hidden


@pytest.mark.parametrize(
    ("value", "operator", "literal", "hidden"),
    [(0, "lessThan", "1", []), (0.5, "lessThan", "1", ["A1"]), (7, "equal", "7", ["A1"]), ("7", "equal", "7", [])],
)
def test_a_nought_that_a_condition_hides_is_nothing(
    value: str | float, operator: str, literal: str, hidden: list[str]
) -> None:
    book = xlsx(sheets={"Staff": [[value]]})
    paint = add_paint(book, f"<font><color {WHITE}/></font>")
    rule = f'<cfRule type="cellIs" operator="{operator}" dxfId="{paint}" priority="1"><formula>{literal}</formula>'
    book.put(SHEET, f'<conditionalFormatting sqref="A1">{rule}</cfRule></conditionalFormatting>')
    assert unseen_cells(book) == hidden
    facts = read_workbook(book.to_bytes())[0].sheets[0].facts
    assert facts is not None
    assert [cells.why.is_seen for cells in facts.unseen] == [operator == "equal"] * len(hidden)


def crowded(count: int) -> tuple[Veil, Cell]:
    """Return a veil of so many rules, of which the last alone hides the cell."""
    area, looks = Area(1, 1, 9, 9), Looks(Palette({}, {}))
    rules = [Condition([area], "cellIs", number, "equal", formulas=["1"]) for number in range(count)]
    rules[-1].formulas = ["5"]
    for rule in rules:
        rule.paint = Paint(colour=(255, 255, 255))
    veil = Veil(looks, conditions=Areas((area, rule) for rule in rules))
    return veil, Cell(2, 2, looks.look(""), "n", "5")


def test_past_the_most_conditions_of_a_cell_it_is_told_that_others_may_hide_it() -> None:
    veil, cell = crowded(MOST_CONDITIONS)
    assert veil.judge(cell) in (Unseen.CONDITIONAL, Unseen.ICON)
    veil, cell = crowded(MOST_CONDITIONS + 1)
    assert veil.judge(cell) is Unseen.MAYBE_CONDITIONAL


def test_judging_cells_ends_with_the_time() -> None:
    veil, cell = crowded(1)
    veil.budget = Budget(Limits(timeout_seconds=0))
    with pytest.raises(LimitReachedError):
        veil.judge(cell)


@pytest.mark.parametrize(
    ("reader", "lost"),
    [
        ("leakscan.formats.xlsx.document.read_history", "the history of changes"),
        ("leakscan.formats.xlsx.document.read_comments", "names of people, machines and folders"),
        ("leakscan.formats.xlsx.sheets.veil_of", "cells that are not seen"),
    ],
)
def test_a_reader_that_fails_costs_its_own_findings_alone(
    reader: str, lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reader, fail)
    with_hidden_row().save(tmp_path / "book.xlsx")
    with leakscan.scan(tmp_path / "book.xlsx") as report:
        assert {(item.code, item.lost) for item in report.problems} >= {("internal-error", lost)}
        assert "hidden-rows" in {item.rule.id for item in report.findings}
    with pytest.raises(RecursionError):
        leakscan.scan(tmp_path / "book.xlsx", leakscan.Options(strict=True))


@pytest.mark.parametrize(("value", "why"), [("0", None), ("4", Unseen.MAYBE_CONDITIONAL)])
def test_a_nought_that_a_condition_may_hide_is_inferred(value: str, why: Unseen | None) -> None:
    paint = Paint(colour=(255, 255, 255))
    condition = Condition([Area(1, 1, 9, 1)], "expression", 1, formulas=["$D$9>4"], paint=paint)
    looks = Looks(Palette({}, {}))
    veil = Veil(looks, conditions=Areas([(Area(1, 1, 9, 1), condition)]))
    assert veil.judge(Cell(2, 1, looks.look(None), "n", value)) is why


@pytest.mark.parametrize(("most", "cells"), [(1 << 18, ["A1"]), (100, [])])
def test_large_sheets_are_not_read_again_for_texts_that_are_cut_off(
    most: int, cells: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.formats.xlsx.veils.CLIPPED_BYTES", most)
    text = "Ada is to be moved in May, and nobody is told before. " * 2
    assert unseen_cells(xlsx(sheets={"Staff": [[text, 3]]})) == cells
