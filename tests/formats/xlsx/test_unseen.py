"""Cells that are not seen: they no longer count as visible, wherever else their values are hidden."""

from pathlib import Path

import pytest

import leakscan
from fixtures.invisible_text.make import WHITE
from fixtures.making import Book, xlsx
from fixtures.making.styling import add_drawing, add_style, between, font, set_style, shape
from leakscan.findings import Severity

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
