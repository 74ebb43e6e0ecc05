"""The cells of a row of an RTF table, as its definition says them (RTF 1.9.1, "Table Definitions")."""

from dataclasses import dataclass

_LOWEST = 40
"""Rows of two points or less show nothing that can be read."""
_MERGED = {"clvmrg": "cell merged into the one above", "clmrg": "cell merged into the one beside it"}


@dataclass(slots=True)
class Cell:
    """One cell.

    Attributes:
        merged: why it does not show; empty when it does.
        ground: number of the colour of it; 0 for none.
        is_painted: it has a pattern or a colour that is not known.
    """

    merged: str = ""
    ground: int = 0
    is_painted: bool = False


class Rows:
    """The row that is being read.

    Attributes:
        is_low: it is too low for its text to be read.
    """

    def __init__(self) -> None:
        self.is_low = False
        self._cells: list[Cell] = []
        self._next = Cell()
        self._is_painted = False
        self._position = 0
        self._is_defined = False

    def take(self, word: str, number: int | None) -> None:
        """Take a control word, which may be none of a row."""
        match word:
            case "trowd":
                self._cells, self._next, self._is_painted, self.is_low = [], Cell(), False, False
                self._is_defined = True
            case "trrh":
                self.is_low = -_LOWEST <= (number or 0) < 0  # below zero the height is exact
            case "trcbpat" | "trcfpat" | "trshdng" | "trpat":
                self._is_painted = True
            case "clvmrg" | "clmrg":
                self._next.merged = _MERGED[word]
            case "clcbpat" | "clcbpatraw":
                self._next.ground = number or 0
            case "clshdng" | "clshdngraw":
                self._next.is_painted |= bool(number)
            case "cellx":
                self._cells.append(self._next)
                self._next = Cell()
            case "cell":
                self._position += 1
            case "row":
                self._position, self._is_defined = 0, False
            case _ if word.startswith("clbg"):
                self._next.is_painted = True

    @property
    def cell(self) -> Cell | None:
        """The cell that text stands in; None where the row is not defined before its text, or the cell is not."""
        if not self._is_defined or self._is_painted or self._position >= len(self._cells):
            return None
        return self._cells[self._position]
