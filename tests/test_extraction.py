"""What extraction writes, and how."""

import csv
import datetime
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fixtures
import leakscan
from fixtures.making import Entry, zip_bytes
from leakscan.containers.zipped import ZipContainer
from leakscan.extraction import extract
from leakscan.render.to_workbook import MOST_CHARACTERS, WorkbookWriter
from leakscan.source import Source
from leakscan.tables import Row, Table, Value, csv_text

LEAKY = fixtures.ROOT / "pivot_cache" / "leaky.xlsx"
ONLY_CACHES = leakscan.Options(select=("pivot-cache",))


class HeldTable(Table):
    """A table over rows held by the test."""

    def __init__(self, columns: tuple[str, ...], rows: list[Row]) -> None:
        super().__init__(columns=columns, count=len(rows), reader="", arguments={})
        self._rows = rows

    def rows(self) -> Iterator[Row]:
        return iter(self._rows)


def test_tables_and_a_manifest_are_written_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    old = os.umask(0)
    try:
        manifest = extract(leakscan.scan(LEAKY, ONLY_CACHES), folder)
    finally:
        os.umask(old)
    assert [item.file for item in manifest.tables] == ["table-001.csv"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    written = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert written["source"]["name"] == str(LEAKY)
    assert written["tables"][0]["place"] == {"part": "xl/pivotCache/pivotCacheRecords1.xml"}
    assert written["tables"][0]["rows"] == 4


def test_a_csv_file_begins_with_a_byte_order_mark_and_holds_the_rows(tmp_path: Path) -> None:
    report = leakscan.scan(LEAKY, ONLY_CACHES)
    extract(report, tmp_path / "out")
    data = (tmp_path / "out" / "table-001.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = report.findings[0].table
    assert table is not None
    read = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert read[0] == list(table.columns)
    assert read[1:] == [[csv_text(value, safe=True) for value in row] for row in table.rows()]


def test_a_full_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    report = leakscan.scan(LEAKY, ONLY_CACHES)
    with pytest.raises(leakscan.UsageError, match="not empty"):
        extract(report, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    extract(report, tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("untouched")
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("table-001.csv", "manifest.json", "tables.xlsx"):
        (folder / name).symlink_to(outside)
    report = leakscan.scan(LEAKY, ONLY_CACHES)
    extract(report, folder, force=True)
    extract(report, folder, force=True, xlsx=True)
    assert outside.read_text() == "untouched"


def test_a_file_that_changed_is_not_extracted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(LEAKY.read_bytes())
    report = leakscan.scan(path, ONLY_CACHES)
    path.write_bytes(LEAKY.read_bytes() + b"more")
    with pytest.raises(leakscan.SourceChangedError):
        extract(report, tmp_path / "out")


def test_tables_go_into_one_workbook_when_asked(tmp_path: Path) -> None:
    report = leakscan.scan(LEAKY, ONLY_CACHES)
    manifest = extract(report, tmp_path / "out", xlsx=True)
    path = tmp_path / "out" / "tables.xlsx"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["001 pivot-cache"] == list(manifest.tables[0].facts["sheets"])
    table = report.findings[0].table
    assert table is not None
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows == [table.columns, *table.rows()]


dangerous = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "'", "'=", "''+"]), st.text())
cell_text = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), dangerous).filter(
    lambda text: not any("\ud800" <= char <= "\udfff" for char in text)
)


def round_trip(tmp_path: Path, rows: list[Row], *, safe: bool) -> list[list[str]]:
    path = tmp_path / "round.csv"
    HeldTable(("a",) * len(rows[0]), rows).to_csv(path, safe=safe)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))[1:]


@given(rows=st.lists(st.tuples(cell_text, cell_text), min_size=1))
def test_exact_csv_gives_the_same_texts_back(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    assert round_trip(tmp_path_factory.getbasetemp(), rows, safe=False) == [list(row) for row in rows]


@given(rows=st.lists(st.tuples(cell_text, cell_text), min_size=1))
def test_safe_csv_holds_no_formula_and_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    read = round_trip(tmp_path_factory.getbasetemp(), rows, safe=True)
    assert not [text for row in read for text in row if text.startswith(("=", "+", "-", "@", "\t"))]
    assert [[undone(text) for text in row] for row in read] == [list(row) for row in rows]


def undone(text: str) -> str:
    return (
        text[1:]
        if text.startswith("'") and text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
        else text
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (-5, "-5"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (datetime.datetime(2023, 8, 15, 14, 30), "2023-08-15T14:30:00"),
        (datetime.date(2023, 8, 15), "2023-08-15"),
        ("\ud800", "\ud800"),
    ],
)
def test_values_are_written_exactly(value: Value, text: str) -> None:
    assert csv_text(value, safe=False) == text
    assert csv_text(value, safe=True) == text


def test_half_a_character_does_not_stop_a_csv_file(tmp_path: Path) -> None:
    assert round_trip(tmp_path, [("a\ud800b",)], safe=False) == [["a\\ud800b"]]


workbook_values = st.one_of(
    cell_text.filter(bool),
    st.integers(min_value=-(10**14), max_value=10**14),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(min_value=datetime.datetime(1900, 3, 1)).map(lambda when: when.replace(microsecond=0)),
)


@given(values=st.lists(workbook_values, min_size=1, max_size=5), safe=st.booleans())
def test_a_workbook_gives_the_same_values_back(
    tmp_path_factory: pytest.TempPathFactory, values: list[Value], safe: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.xlsx"
    writer = WorkbookWriter(safe=safe)
    writer.add(HeldTable(tuple("abcde"[: len(values)]), [tuple(values)]), "table")
    writer.save(path)
    cells = next(iter(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2)))
    assert all(cell.data_type != "f" for cell in cells)
    for value, cell in zip(values, cells, strict=True):
        if isinstance(value, str):
            assert unescaped(str(cell.value)) == value
        elif isinstance(value, float):
            assert cell.value == pytest.approx(value, rel=1e-15)
        else:
            assert cell.value == value


def unescaped(text: str) -> str:
    """Undo the escape of ECMA-376-1 §22.9.2.19, which openpyxl leaves as it is."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_long_names_and_long_tables_are_divided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.render.to_workbook.MOST_ROWS", 4)
    writer = WorkbookWriter(safe=True)
    sheets, cut = writer.add(
        HeldTable(("n",), [(number,) for number in range(7)]), "a name that is far too long " * 2
    )
    writer.save(tmp_path / "long.xlsx")
    book = openpyxl.load_workbook(tmp_path / "long.xlsx")
    assert book.sheetnames == sheets
    assert [len(name) <= 31 for name in sheets] == [True] * 3
    assert [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book] == [
        ["n", 0, 1, 2],
        ["n", 3, 4, 5],
        ["n", 6],
    ]
    assert cut == 0


def test_a_text_too_long_for_a_cell_is_said_to_be_cut() -> None:
    with closing(WorkbookWriter(safe=True)) as writer:
        _, cut = writer.add(HeldTable(("n",), [("x" * (MOST_CHARACTERS + 1),)]), "long")
    assert cut == 1


def test_a_file_that_changed_leaves_no_workbook_half_made(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(LEAKY.read_bytes())
    report = leakscan.scan(path, ONLY_CACHES)
    path.write_bytes(b"changed")
    with pytest.raises(leakscan.SourceChangedError):
        extract(report, tmp_path / "out", xlsx=True)
    assert not (tmp_path / "out" / "tables.xlsx").exists()


def test_files_inside_are_opened_once_for_all_their_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = LEAKY.read_bytes()
    archive = zip_bytes([Entry(name=f"{number}.xlsx", data=inner) for number in range(5)])
    report = leakscan.scan(archive, leakscan.Options(people=False), name="a.zip")
    tables = [finding.table for finding in report.findings if finding.table is not None]
    alone = [list(table.rows()) for table in tables]
    opened = 0
    read_directory = ZipContainer.__init__

    def counted(self: ZipContainer, source: Source) -> None:
        nonlocal opened
        opened += source.depth == 0
        read_directory(self, source)

    monkeypatch.setattr(ZipContainer, "__init__", counted)
    with report.reading():
        assert [list(table.rows()) for table in reversed(tables)] == alone[::-1]
        assert opened == 1
        first, second = tables[0].rows(), tables[-1].rows()  # of two files, in turn
        pairs = list(zip(first, second, strict=False))
        assert pairs == list(zip(alone[0], alone[-1], strict=False))
    assert len(tables) > 5
    assert [list(table.rows()) for table in tables] == alone
    assert opened > len(tables)


def test_tables_read_in_turn_each_have_a_budget_of_their_own() -> None:
    limits = leakscan.Limits(total_bytes=200_000)
    archive = zip_bytes([Entry(name=f"{number}.xlsx", data=LEAKY.read_bytes()) for number in range(2)])
    report = leakscan.scan(archive, leakscan.Options(people=False, limits=limits), name="a.zip")
    tables = [finding.table for finding in report.findings if finding.table is not None]
    with report.reading():
        for table in tables * 20:
            assert sum(1 for _ in table.rows()) == len(table)


def test_reading_in_turn_wants_the_file_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(LEAKY.read_bytes())
    report = leakscan.scan(path, leakscan.Options(people=False))
    path.write_bytes(LEAKY.read_bytes() + b"\0")
    with pytest.raises(leakscan.SourceChangedError), report.reading():
        pass
