"""Recovered tables as one workbook, written row by row."""

import datetime
import math
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from leakscan.tables import Row, Table, Value

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
_MOST_NAME = 31
_EXACT_BELOW = 10**15
_FIRST_DAY = datetime.datetime(1900, 3, 1)  # noqa: DTZ001 - days before it are counted differently by each program
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and what looks like the escape for it (ECMA-376-1 §22.9.2.19)."""


class WorkbookWriter:
    """Writes tables into the sheets of one workbook; every text is a text, so no cell can be a formula."""

    def __init__(self, *, safe: bool) -> None:
        from openpyxl import Workbook

        self._workbook = Workbook(write_only=True)
        self._safe = safe

    def add(self, table: Table, name: str) -> tuple[list[str], int]:
        """Write one table and return the names of its sheets, and how many cells had to be cut.

        Raises:
            FileError: the file breaks off in the middle of the rows; those before are kept.
        """
        sheets: list[str] = []
        cut = 0
        rows = table.rows()
        while True:
            block = islice(rows, MOST_ROWS - 1)
            first = next(block, None)
            if first is None and sheets:
                return sheets, cut
            suffix = f" ({len(sheets) + 1})" if sheets else ""
            sheet = self._workbook.create_sheet(name[: _MOST_NAME - len(suffix)] + suffix)
            sheets.append(sheet.title)
            cut += self._append(sheet, table.columns)
            if first is None:
                return sheets, cut
            cut += self._append(sheet, first)
            for row in block:
                cut += self._append(sheet, row)

    def close(self) -> None:
        """End what was begun; called whether or not the workbook is saved."""
        for sheet in self._workbook.worksheets:
            if not sheet.closed:
                sheet.close()

    def save(self, path: Path) -> None:
        """Write the workbook."""
        if not self._workbook.worksheets:
            self._workbook.create_sheet("nothing recovered")
        self._workbook.save(path)

    def _append(self, sheet: "WriteOnlyWorksheet", row: Row) -> int:
        sheet.append([self._cell(sheet, value) for value in row])
        return sum(isinstance(value, str) and len(_escaped(value)) > MOST_CHARACTERS for value in row)

    def _cell(self, sheet: "WriteOnlyWorksheet", value: Value) -> "Cell | Value":
        value = _storable(value)
        if not isinstance(value, str):
            return value
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, _escaped(value)[:MOST_CHARACTERS])
        cell.data_type = "s"  # the library takes a text that begins with = for a formula
        if self._safe and value.startswith(("=", "+", "-", "@", "\t")):
            cell.quotePrefix = True
        return cell


def _storable(value: Value) -> Value:
    """Return a value as a cell can hold it exactly; as text where no number can."""
    match value:
        case bool():
            return value
        case int() if abs(value) >= _EXACT_BELOW:
            return str(value)
        case float() if not math.isfinite(value):
            return str(value)
        case datetime.datetime() if value < _FIRST_DAY:
            return value.isoformat()
        case datetime.date() if not isinstance(value, datetime.datetime) and value < _FIRST_DAY.date():
            return value.isoformat()
    return value


def _escaped(text: str) -> str:
    """Return text in which nothing is lost to XML."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", text)
