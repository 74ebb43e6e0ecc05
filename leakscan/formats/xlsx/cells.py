"""The cells of a sheet part, one at a time, exactly as the XML says (ECMA-376-1 §18.3.1)."""

from collections.abc import Mapping
from typing import NamedTuple

from leakscan import xmlsafe

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


class Cell(NamedTuple):
    """One cell as stored.

    Attributes:
        row: from 1.
        column: from 1.
        type: the `t` attribute: n, s, str, inlineStr, b, e or d (ECMA-376-1 §18.18.11).
        style: the `s` attribute, a number into the cell formats.
        raw: text of `v`, or of the inline string.
        has_formula: it has an `f`.
    """

    row: int
    column: int
    type: str
    style: int
    raw: str
    has_formula: bool


class CellHandler(xmlsafe.Handler):
    """Turns the events of a sheet part into rows and cells; subclasses take them.

    Subclasses override `head`, `row` and `cell`, and `tail`. Row and cell numbers that are missing follow from
    their predecessor, as in applications.
    """

    def __init__(self) -> None:
        self.row_number = 0
        self._column = 0
        self._in_data = False
        self._type = "n"
        self._style = 0
        self._pieces: list[str] = []
        self._taking = False
        self._has_formula = False
        self._phonetic = 0

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element outside the cells."""

    def row(self, attributes: Mapping[str, str]) -> None:
        """Take the start of a row; its number is `row_number`."""

    def row_end(self) -> None:
        """Take the end of a row."""

    def cell(self, cell: Cell) -> None:
        """Take a cell that has a value or a formula."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if not self._in_data:
            if name == "sheetData":
                self._in_data = True
            else:
                self.head(name, attributes)
            return
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._taking = not self._phonetic
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if not self._in_data:
            return
        if name == "c":
            if self._pieces or self._has_formula:
                self.cell(
                    Cell(
                        self.row_number,
                        self._column,
                        self._type,
                        self._style,
                        "".join(self._pieces),
                        self._has_formula,
                    )
                )
        elif name in ("v", "t"):
            self._taking = False
        elif name == "row":
            self.row_end()
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "sheetData":
            self._in_data = False

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._taking:
            self._pieces.append(data)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = whole(attributes.get("r"))
        self.row_number = number if number is not None and number > 0 else self.row_number + 1
        self._column = 0
        self.row(attributes)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        column = None if reference is None else column_of(reference)
        self._column = self._column + 1 if column is None else column
        self._type = attributes.get("t", "n")
        self._style = whole(attributes.get("s")) or 0
        self._pieces = []
        self._has_formula = False


_COLUMNS: dict[str, int] = {}


def column_of(reference: str) -> int | None:
    """Return the column of a cell reference, from 1, or None when it has none."""
    letters = reference.rstrip("0123456789")
    known = _COLUMNS.get(letters)
    if known is not None:
        return known
    column = 0
    for letter in letters.replace("$", "").upper():
        if not "A" <= letter <= "Z":
            return None
        column = column * 26 + ord(letter) - 64
        if column > MAX_COLUMNS:
            return None
    if column and len(_COLUMNS) < 2 * MAX_COLUMNS:
        _COLUMNS[letters] = column
    return column or None


def whole(text: str | None) -> int | None:
    """Return a whole number written in a file, or None when it is none."""
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        return None


def decimal(text: str | None) -> float | None:
    """Return a number written in a file, or None when it is none."""
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        return None
