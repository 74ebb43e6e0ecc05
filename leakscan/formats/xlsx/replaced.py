"""Cells of a sheet that are not shown, since others take their place or no program looks for them there."""

from leakscan.errors import LimitReachedError
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.cells import MAX_COLUMNS, CellHandler

_MOST_CELLS = 4_000_000
_CONTENT = frozenset(("c", "v", "is", "t"))


class ReplacedCells(CellHandler):
    """Finds them; of cells with one reference the last counts, as in LibreOffice 7.4 (Excel repairs such files).

    Attributes:
        replaced: which they are of the cells that hold something, counted from 1 in the order of the part.
    """

    def __init__(self) -> None:
        super().__init__()
        self.replaced: set[int] = set()
        self._walker = Walker(vocabulary("spreadsheet"), Strays())
        self._last: dict[int, int] = {}
        self._count = 0
        self._data = 0
        self._is_apart = False

    def watcher(self) -> Walker:
        """Return what knows where an element stands."""
        return self._walker

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name in _CONTENT:
            self._is_apart = (self._is_apart and name != "c") or self._data > 1 or self._walker.stands_apart
        super().start(name, attributes)

    def data_start(self) -> None:
        """Take the start of the cells."""
        self._data += 1

    def cell(self, column: int, kind: str, text: str) -> None:  # noqa: ARG002  # the handler's signature
        """Take a cell."""
        self._count += 1
        if self._is_apart:
            self.replaced.add(self._count)
            return
        place = self.row_number * MAX_COLUMNS + column
        before = self._last.get(place)
        if before is not None:
            self.replaced.add(before)
        elif len(self._last) >= _MOST_CELLS:
            raise LimitReachedError("the sheet has too many cells out of order", code="limit-cells")
        self._last[place] = self._count
