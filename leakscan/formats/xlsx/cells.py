"""The cells of a sheet part, one at a time, exactly as the XML says (ECMA-376-1 §18.3.1)."""

import re
from collections.abc import Mapping

from leakscan import xmlsafe
from leakscan.formats.whole import read_whole
from leakscan.formats.xlsx.outside import Outside

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_ASIDE = frozenset(("customSheetViews", "extLst"))
"""Elements whose inside repeats names of the sheet's own: other views' filters, extensions."""

_RUN_PARTS = frozenset(("is", "r", "rPr", "color", "sz"))
"""Elements of a text in its cell that say how its runs look (ECMA-376-1 §18.4.4)."""

_NO_ROW: Mapping[str, str] = {}
"""Stands for the row of a cell that no row holds."""


class CellHandler(xmlsafe.Handler):
    """Turns the events of a sheet part into rows and cells; subclasses take them.

    Subclasses override `head`, `close`, `row`, `row_end`, `cell` and `data_start`. Numbers of rows and cells that
    are missing follow from their predecessor, as in applications. There is no object per cell: what a cell holds
    is told in arguments.

    Attributes:
        root: name of the part's root element.
        has_data: the cells have begun.
        row_number: number of the row that is being read.
        style: the `s` of the cell that is being read, the number of its format, as written.
        has_formula: that cell has an `f`.
        formula: the pieces of that formula, while `has_formula` is true.
        outside: keeps what stands outside the cells; None when nobody asks for it.
        is_disordered: rows or cells stand beside or before the place that their numbers give them, so that one may
            take the place of another.
    """

    takes_qualified = False

    def __init__(self) -> None:
        self.root = ""
        self.row_number = 0
        self._column = 0
        self._in_data = False
        self.has_data = False
        self._aside = 0
        self._row: Mapping[str, str] | None = _NO_ROW
        self._type = "n"
        self.style: str | None = None
        self._value: list[str] = []
        self._inline: list[str] = []
        self._into: list[str] | None = None
        self.has_formula = False
        self.formula: list[str] = []
        self.outside: Outside | None = None
        self.is_disordered = False
        self._phonetic = 0
        self._reading: list[str] = []

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""

    def close(self, name: str) -> None:
        """Take the end of an element outside the cells."""

    def aside(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element of other views or of extensions."""

    def aside_close(self, name: str) -> None:
        """Take the end of an element of other views or of extensions."""

    def run_part(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element that makes up the runs of a text in its cell."""

    def data_start(self) -> None:
        """Take the start of the cells."""

    def data_end(self) -> None:
        """Take the end of the cells."""

    def row(self, attributes: Mapping[str, str]) -> None:
        """Take the start of a row; its number is `row_number`."""

    def row_end(self) -> None:
        """Take the end of a row."""

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell that has a value or a formula (see `has_formula` and `style`).

        Args:
            column: its column, from 1.
            kind: its `t`: n, s, str, inlineStr, b, e or d (ECMA-376-1 §18.18.11).
            text: its value as written, or its inline string.
        """

    def beside(self, text: str) -> None:
        """Take a text in a cell that its type does not show: an inline string, or a value beside one."""

    def reading(self, text: str) -> None:
        """Take the reading of an inline string."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._in_data:
            if name == "v":
                self._into = self._value
            elif name == "c":
                self._start_cell(attributes)
            elif name == "f":
                self.has_formula = True
                self._into = self.formula = []
            elif name == "t":
                self._into = self._reading if self._phonetic else self._inline
            elif name == "row":
                self._start_row(attributes)
            elif name == "rPh":
                self._phonetic += 1
            elif name in _RUN_PARTS:
                self.run_part(name, attributes)
            return
        if self.outside is not None:
            self.outside.start(name, attributes)
        if name == "sheetData":
            self._in_data = True
            self.is_disordered = self.is_disordered or self.has_data
            self.has_data = True
            self.data_start()
        elif not self.root:
            self.root = name
        elif name in _ASIDE:
            self._aside += 1
        elif self._aside:
            self.aside(name, attributes)
        else:
            self.head(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._in_data:
            if name == "v":
                self._into = None
            elif name == "c":
                if self._value or self._inline or self.has_formula:
                    self._end_cell()
            elif name == "t":
                self._into = None
            elif name == "row":
                self._place_row()
                self.row_end()
                self._row = _NO_ROW
            elif name == "rPh":
                self._phonetic = max(0, self._phonetic - 1)
                if self._reading:
                    self.reading("".join(self._reading))
                    self._reading.clear()
            elif name == "sheetData":
                self._in_data = False
                if self.outside is not None:
                    self.outside.end(name)
                self.data_end()
            else:
                self._into = None
            return
        if self.outside is not None:
            self.outside.end(name)
        if name in _ASIDE:
            self._aside -= 1
        elif self._aside:
            self.aside_close(name)
        else:
            self.close(name)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._into is not None:
            self._into.append(data)
        if not self._in_data and self.outside is not None:
            self.outside.text(data)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._column = 0
        number = whole(attributes.get("r"))
        if number is not None and 0 < number <= MAX_ROWS:
            if number <= self.row_number:
                self.is_disordered = True
            self.row_number = number
            self._row = None
            self.row(attributes)
        else:
            # Its first cell may say which row it is.
            self.row_number += 1
            self._row = attributes

    def _place_row(self) -> None:
        """Tell of a row whose number was left open, or that was never begun."""
        if self._row is not None:
            attributes, self._row = self._row, None
            self.row(attributes)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        column = KNOWN_COLUMNS.get(reference.rstrip("0123456789")) or column_of(reference)
        # What lies beyond the last column stays in it, so that a row is never wider than a sheet.
        column = column or min(self._column + 1, MAX_COLUMNS)
        if column <= self._column:
            self.is_disordered = True
        self._column = column
        if self._row is not None:
            rows = rows_of(reference)
            if rows is not None:
                if rows[0] < self.row_number:
                    self.is_disordered = True
                self.row_number = rows[0]
            self._place_row()
        self._type = attributes.get("t", "n")
        self.style = attributes.get("s")
        self._value = []
        self._inline = []
        self._into = None
        self.has_formula = False

    def _end_cell(self) -> None:
        first, second = self._value, self._inline
        if self._type == "inlineStr":
            first, second = second, first
        if second:
            self.beside("".join(second))
        self.cell(self._column, self._type, first[0] if len(first) == 1 else "".join(first))


KNOWN_COLUMNS: dict[str, int] = {}
"""Columns by their letters, as far as any were asked for."""


def column_of(reference: str) -> int | None:
    """Return the column of a cell reference, from 1, or None when it has none."""
    letters = reference.rstrip("0123456789")
    known = KNOWN_COLUMNS.get(letters)
    if known is not None:
        return known
    column = 0
    for letter in letters.replace("$", "").upper():
        if not "A" <= letter <= "Z":
            return None
        column = column * 26 + ord(letter) - 64
        if column > MAX_COLUMNS:
            return None
    if column and len(KNOWN_COLUMNS) < 2 * MAX_COLUMNS:
        KNOWN_COLUMNS[letters] = column
    return column or None


def rows_of(reference: str) -> tuple[int, int] | None:
    """Return the first and last row of a range such as `Sheet!$A$1:$E$22`, or None when it names no rows."""
    corners = reference.rpartition("!")[2].split(":")
    numbers = [whole(re.sub(r"[^0-9]", "", corner)) for corner in corners]
    if len(numbers) > 2 or any(number is None or number < 1 for number in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    return (first, last) if first is not None and last is not None and first <= last else None


def whole(text: str | None) -> int | None:
    """Return a whole number written in a file, or None when it is none."""
    return read_whole(text)


def decimal(text: str | None) -> float | None:
    """Return a number written in a file, or None when it is none."""
    if text is None or "_" in text:
        return None
    try:
        return float(text)
    except ValueError:
        return None
