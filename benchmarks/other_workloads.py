"""The same rows in the other formats of workbooks, by the writers of the fixtures."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fixtures.making import xlsx
from fixtures.making.biff import BiffSheet, xls
from fixtures.making.cells import Row
from fixtures.making.open_document import OdsSheet, ods
from fixtures.making.xlsb import Twin
from fixtures.making.zipping import write_zip

OTHER_ROWS = 200_000
_SHEET_ROWS = 50_000
"""A sheet of Excel 2003 ends at 65,536 rows ([MS-XLS] 2.2.1)."""
_HIDDEN = frozenset(range(100, _SHEET_ROWS, 100))
_TEAMS = ("North", "South", "East", "West", "Central")


def binary(path: Path, *, rows: int = OTHER_ROWS) -> None:
    """Write a workbook of OOXML records (.xlsb)."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        xlsx(sheets=dict(_sheets(rows))).save(plain)
        write_zip(path, Twin(plain).entries())


def old(path: Path, *, rows: int = OTHER_ROWS) -> None:
    """Write a workbook of Excel 97 to 2003 (.xls), a hundredth of the rows hidden."""
    xls({name: BiffSheet(rows=inside, hidden_rows=_HIDDEN) for name, inside in _sheets(rows)}).save(path)


def open_document(path: Path, *, rows: int = OTHER_ROWS) -> None:
    """Write an OpenDocument spreadsheet (.ods), a hundredth of the rows hidden."""
    ods({name: OdsSheet(rows=inside, hidden_rows=_HIDDEN) for name, inside in _sheets(rows)}).save(path)


def _sheets(rows: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield sheets of eight columns: two of texts, the others numbers."""
    chance = random.Random(rows)
    for first in range(0, rows, _SHEET_ROWS):
        yield (
            f"Part {first // _SHEET_ROWS + 1}",
            [
                [
                    row,
                    _TEAMS[row % 5],
                    f"case {int(chance.random() * 100_000)}",
                    *(int(chance.random() * 9_999_999) / 100 for _ in range(5)),
                ]
                for row in range(first, min(first + _SHEET_ROWS, rows))
            ],
        )
