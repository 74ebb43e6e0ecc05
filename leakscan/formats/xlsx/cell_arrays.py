"""Rows and cells that a reader of records has as arrays, and handlers that take them so."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xlsx.cells import CellHandler

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Octets = NDArray[numpy.uint8]
    Columns = NDArray[numpy.uint16]
    Numbers = NDArray[numpy.float64]

NUMBER, STRING, FLAG = 0, 1, 2
"""What a cell holds: a number, the number of a shared string, or a boolean or an error."""
IS_ERROR = 0xFF00
"""Set in a flag that is an error; below it stands its code, or 1 for true."""
_NAMES = ("n", "s", "b")


@dataclass(frozen=True, slots=True)
class CellArrays:
    """Rows in order, and the cells in them, in order; none has a formula.

    Attributes:
        numbers: number of each row.
        row_tails: the attributes of rows but for their numbers, each different one once.
        row_kinds: for each row, the index of its attributes among them.
        rows: for each cell, the index of its row.
        columns: its column, from 1.
        tails: the number of its format.
        kinds: what it holds.
        values: its number, the number of its shared string, or its flag; all are finite, and what is no shared
            string that exists is none.
    """

    numbers: "Integers"
    row_tails: "Sequence[tuple[tuple[str, str], ...]]"
    row_kinds: "Integers"
    rows: "Integers"
    columns: "Columns"
    tails: "Integers"
    kinds: "Octets"
    values: "Numbers"

    def chosen(self, cells: "Integers") -> "CellArrays":
        """Return some of the cells, with the rows they are in and with no others."""
        from leakscan.arrays import numpy as np

        used, rows = np.unique(self.rows[cells], return_inverse=True)
        return CellArrays(
            numbers=self.numbers[used],
            row_tails=self.row_tails,
            row_kinds=self.row_kinds[used],
            rows=rows,
            columns=self.columns[cells],
            tails=self.tails[cells],
            kinds=self.kinds[cells],
            values=self.values[cells],
        )

    @property
    def has_formula(self) -> None:
        """None: no cell has a formula."""

    def kind(self, place: int) -> str:
        """Return the type of a cell, as an XML part would have it."""
        return told(int(self.kinds[place]), float(self.values[place]))[0]

    def text(self, place: int) -> str:
        """Return the value of a cell, as an XML part would have it."""
        return told(int(self.kinds[place]), float(self.values[place]))[1]

    def mark(self, place: int) -> tuple[int, float]:
        """Return what cells of one value have in common."""
        return int(self.kinds[place]), float(self.values[place])


def told(kind: int, value: float) -> tuple[str, str]:
    """Return the type and the value of a cell, as an XML part would have them."""
    if kind != FLAG:
        return _NAMES[kind], number_text(value)
    if value >= IS_ERROR:
        return "e", ERRORS.get(int(value) & 0xFF, "#N/A")
    return "b", str(int(value))


class ArrayTaker(CellHandler, ABC):
    """A handler of cells that can take many rows at once."""

    @property
    @abstractmethod
    def string_count(self) -> int:
        """How many shared strings there are."""

    @property
    @abstractmethod
    def first_row_taken(self) -> int:
        """The first row that can be taken so; complete once the cells begin."""

    @abstractmethod
    def take_rows(self, rows: CellArrays) -> None:
        """Take rows, behind all that were told before, instead of being told of them one by one."""


class RowTelling(ABC):
    """A part that can give its rows as arrays."""

    @property
    @abstractmethod
    def has_arrays(self) -> bool:
        """True when so many of its rows come so that it pays."""

    @abstractmethod
    def tell_rows(self, taker: ArrayTaker) -> None:
        """Tell a handler all that the part says, rows as arrays where they are plain; what is damaged is noted.

        Raises:
            FileError: the part cannot be read.
        """

    @abstractmethod
    def row_steps(self, taker: ArrayTaker) -> Iterator[None]:
        """Do the same, stopping after each block.

        Raises:
            FileError: the part is damaged; what can be read of it has been told.
        """
