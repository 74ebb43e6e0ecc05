"""Several tables on one sheet are read each under its own header."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import leakscan
from fixtures.hidden_sheet.make import hide
from fixtures.making import xlsx
from fixtures.making.people import people
from leakscan import Options
from leakscan.blocks import Block, RowBlock
from leakscan.people.reading import Header, find_header
from leakscan.people.sections import Headers, KnownHeaders, sides
from leakscan.pii.categories import Category, Role
from leakscan.pii.exposed import Exposure

Rows = list[list[Any]]
GOODS: Rows = [["Product", "Price", "In stock", "Colour"]] + [
    [f"{name} {number}", 3.5 + number, number, "red"]
    for number, name in enumerate(["Lamp", "Bench", "Shelf"] * 10)
]


def named(first: int, end: int, *header: str) -> Rows:
    """Return some of a hundred people, below a header."""
    return [[*header], *([person.name, person.born, person.nino] for person in people(100, seed=3)[first:end])]


def beside(left: Rows, right: Rows, *, first: int = 0) -> Rows:
    """Return two tables with an empty column between; the right one begins so many rows lower."""
    right = [[None] * 3] * first + right
    height = max(len(left), len(right))
    left, right = ([*table, *([[None] * 3] * (height - len(table)))] for table in (left, right))
    return [[*one, None, *other] for one, other in zip(left, right, strict=True)]


def exposure(tmp_path: Path, rows: Rows, *, hidden_rows: tuple[int, int] | None = None) -> Exposure:
    book = xlsx(sheets={"Shown": [["Total"]] if hidden_rows is None else rows, "Hidden": rows})
    hide(book, "Hidden", "hidden")
    if hidden_rows is not None:
        for number in range(hidden_rows[0], hidden_rows[1] + 1):
            book.edit("xl/worksheets/sheet1.xml", f'<row r="{number}"', f'<row r="{number}" hidden="1"')
    book.save(tmp_path / "book.xlsx")
    report = leakscan.scan(tmp_path / "book.xlsx", Options(strict=True))
    rule = "hidden-sheet" if hidden_rows is None else "hidden-rows"
    (finding,) = [item for item in report.findings if item.rule.id == rule]
    assert finding.exposure is not None
    return finding.exposure


@pytest.mark.parametrize("count", [8, 60])
def test_a_table_of_goods_below_people_names_nobody(tmp_path: Path, count: int) -> None:
    found = exposure(tmp_path, [*named(0, count, "Name", "Born", "NINO"), [], *GOODS])
    assert (found.people.estimate, found.records) == (count, count)


@pytest.mark.parametrize("count", [8, 60])
def test_people_below_a_table_of_goods_are_counted(tmp_path: Path, count: int) -> None:
    found = exposure(tmp_path, [*GOODS, [], ["Customers"], *named(0, count, "Name", "Born", "NINO")])
    assert (found.people.estimate, found.records) == (count, count)
    assert Category.DATE_OF_BIRTH in found.categories


def test_two_tables_of_people_have_each_their_own_columns(tmp_path: Path) -> None:
    turned = [[nino, name, born] for name, born, nino in named(70, 82, "Suspect name", "Suspect DOB", "NI number")]
    victims = named(0, 10, "Victim name", "Victim DOB", "NI number")
    found = exposure(tmp_path, [*victims, [], ["Suspects"], *turned])
    assert (found.people.estimate, found.records) == (22, 22)
    assert {role: number.estimate for role, number in found.roles.items()} == {Role.VICTIM: 10, Role.SUSPECT: 12}


def test_a_list_with_empty_rows_and_one_that_repeats_its_header_stay_one(tmp_path: Path) -> None:
    header, *rows = named(0, 30, "Name", "Born", "NINO")
    found = exposure(tmp_path, [header, *rows[:10], [], *rows[10:20], [], header, *rows[20:]])
    assert (found.people.estimate, found.records) == (30, 30)
    assert not any("column" in column for item in found.indications for column in item.columns)


def test_tables_side_by_side_are_counted_apart(tmp_path: Path) -> None:
    left, right = named(0, 20, "Name", "Born", "NINO"), named(70, 79, "Name", "Born", "NINO")
    assert exposure(tmp_path, beside(left, right)).people.estimate == 29
    lower = named(70, 79, "Officer name", "Officer DOB", "Officer NI number")
    found = exposure(tmp_path, beside(left, lower, first=4))
    assert {role: number.estimate for role, number in found.roles.items()} == {Role.OTHER: 20, Role.OFFICER: 9}


def test_an_empty_column_in_a_table_parts_no_record(tmp_path: Path) -> None:
    rows = [[name, None, born, None, nino] for name, born, nino in named(0, 20, "Name", "Born", "NINO")]
    found = exposure(tmp_path, rows)
    assert (found.people.estimate, found.records) == (20, 20)
    assert "number given by the state" in found.people.basis


def test_hidden_rows_are_read_under_the_header_above_them(tmp_path: Path) -> None:
    turned = [[nino, name, born] for name, born, nino in named(70, 82, "Suspect name", "Suspect DOB", "NI number")]
    rows = [*GOODS, [], *turned]
    found = exposure(tmp_path, rows, hidden_rows=(len(GOODS) + 3, len(GOODS) + 8))
    assert {role: number.estimate for role, number in found.roles.items()} == {Role.SUSPECT: 6}


COLUMNS = ("Row", "A", "B", "C")


def numbered(rows: Rows) -> list[tuple[Any, ...]]:
    return [(number, *row) for number, row in enumerate(rows, start=1) if row]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_headers_are_found_wherever_blocks_are_cut(size: int) -> None:
    rows = numbered([*named(0, 12, "Name", "Born", "NINO"), [], *named(70, 82, "NINO", "Name", "Born")])
    finding, known = Headers(COLUMNS), KnownHeaders([Header(("NINO", "Name", "Born"), 15)])
    blocks: list[Block] = [RowBlock(rows[start : start + size]) for start in range(0, len(rows), size)]
    found, places, held = [], [], 0
    for block in blocks:
        found += [
            (held + cut.end, held + cut.start, cut.header.names) for cut in finding.cuts(block) if cut.header
        ]
        places += [held + cut.start for cut in known.cuts(block)]
        held += block.height
    assert found == [(13, 14, ("NINO", "Name", "Born"))]
    assert places == [14]


def test_one_table_has_one_side() -> None:
    rows = numbered(named(0, 4, "Name", "Born", "NINO"))
    header = find_header(rows, COLUMNS)
    assert sides(header, rows, COLUMNS) == [(None, header)]


def whole(tmp_path: Path, rows: Rows) -> Exposure:
    """Return who is exposed by a workbook with such a hidden sheet."""
    book = xlsx(sheets={"Shown": [["Total"]], "Hidden": rows})
    hide(book, "Hidden", "hidden")
    book.save(tmp_path / "book.xlsx")
    report = leakscan.scan(tmp_path / "book.xlsx", Options(strict=True))
    assert report.exposure is not None
    return report.exposure


FAR_DOWN: Rows = [GOODS[0], *(GOODS[1:] * 700), [], *named(0, 12, "Name", "Born", "NINO")]


def test_people_far_below_a_long_table_about_nobody_are_counted(tmp_path: Path) -> None:
    found = whole(tmp_path, FAR_DOWN)
    assert (found.people.estimate, found.records, found.not_counted) == (12, 12, ())


def test_tables_that_are_not_looked_for_are_said_not_to_be_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.people.tables._ROWS_IN_VAIN", 8_000)
    for rows, is_said in (
        ([GOODS[0], *(GOODS[1:] * 100)], False),
        (GOODS[:1] + GOODS[1:] * 200, False),
        (FAR_DOWN, True),
    ):
        found = whole(tmp_path, rows)
        assert found.people.estimate == 0
        assert any("further" in text or "below" in text for text in found.not_counted) == is_said


def tables_by_turns(count: int) -> Rows:
    """Return many tables of three people, and one of goods below each."""
    some = people(3 * count, seed=3)
    header = ["Name", "Born", "NINO"]
    rows: Rows = []
    for number in range(0, len(some), 3):
        rows += [header, *([person.name, person.born, person.nino] for person in some[number : number + 3]), []]
        rows += [*GOODS[:8], []]
    return rows


def test_every_one_of_many_tables_of_a_sheet_is_counted(tmp_path: Path) -> None:
    found = whole(tmp_path, tables_by_turns(60))
    assert (found.people.estimate, found.records, found.not_counted) == (180, 180, ())


@pytest.mark.parametrize(
    ("bound", "count"),
    [("leakscan.people.tables._MOST_TABLES", 18), ("leakscan.people.sections._MOST_ASKED", 21)],
)
def test_of_too_many_tables_the_others_are_said_not_to_be_counted(
    tmp_path: Path, bound: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bound, 12)
    found = whole(tmp_path, tables_by_turns(20))
    assert found.people.estimate == count
    assert any("very many" in text for text in found.not_counted)
    assert whole(tmp_path, tables_by_turns(5)).not_counted == ()


def test_a_list_with_very_many_empty_rows_is_counted_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.people.sections._MOST_ASKED", 12)
    found = whole(tmp_path, [part for row in named(0, 30, "Name", "Born", "NINO") for part in (row, [])])
    assert (found.people.estimate, found.records) == (30, 30)
    assert found.not_counted == ("tables of a sheet that stand below very many others or empty rows",)


def test_birth_dates_kept_as_numbers_of_days_are_read_as_the_workbook_counts_them(tmp_path: Path) -> None:
    some = people(12, seed=5)
    written: Rows = [["Name", "Date of birth"], *([person.name, person.born.isoformat()] for person in some)]
    for is_1904, first_day in (False, date(1899, 12, 30)), (True, date(1904, 1, 1)):
        numbered: Rows = [[person.name, (person.born - first_day).days] for person in some]
        book = xlsx(sheets={"Shown": [["Total"]], "Hidden": [*written, *numbered]})
        if is_1904:
            book.edit("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
        hide(book, "Hidden", "hidden")
        book.save(tmp_path / "book.xlsx")
        report = leakscan.scan(tmp_path / "book.xlsx", Options(strict=True))
        assert report.exposure is not None
        assert report.exposure.people.estimate == 12
        assert report.exposure.records == 24
