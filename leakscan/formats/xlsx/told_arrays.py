"""The facts of a sheet that a reader of records tells, as arrays where it has them."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from leakscan.formats.xlsx.array_facts import ArrayCells, ArrayFacts
from leakscan.formats.xlsx.cell_arrays import FLAG, IS_ERROR, NUMBER, STRING, ArrayTaker, CellArrays
from leakscan.formats.xlsx.facts import Usage
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.seeing_blocks import SeeingArrays
from leakscan.formats.xlsx.strings import BLANK
from leakscan.formats.xlsx.unseen import Veil
from leakscan.views.values import boolean_key, number_keys

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

_MOST_STYLES = 1 << 16


class ToldFacts(ArrayFacts, ArrayTaker):
    """Gathers the facts of a sheet, many rows at once where they come as arrays."""

    @property
    def string_count(self) -> int:
        """How many shared strings there are."""
        return len(self._strings)

    @property
    def first_row_taken(self) -> int:
        """The first row that can be scrolled to: why rows above it do not show is asked of each."""
        return self._layout.first_row

    def take_rows(self, rows: CellArrays) -> None:
        """Take rows, behind all that were told before."""
        places = self._np.arange(len(rows.rows))
        cells = self._holding(ArrayCells(rows, places, rows.rows, rows.columns, rows.tails, *self._values(rows)))
        self._take_lines(cells)
        self._take_cells(cells)
        self.row_number = int(rows.numbers[-1])

    def _values(self, rows: CellArrays) -> "tuple[Keys, Integers]":
        """Return the key of each cell's value and the number of its shared string, -1 for none."""
        np = self._np
        keys: Keys = np.zeros(len(rows.rows), dtype=np.uint64)
        strings: Integers = np.full(len(rows.rows), -1, dtype=np.int64)
        chosen = (rows.kinds == STRING).nonzero()[0]
        if len(chosen):
            strings[chosen] = rows.values[chosen]
            keys[chosen] = self._keys_of_strings(strings[chosen])
        chosen = (rows.kinds == NUMBER).nonzero()[0]
        if len(chosen):
            keys[chosen] = number_keys(rows.values[chosen])
        chosen = (rows.kinds == FLAG).nonzero()[0]
        if len(chosen):
            flags = rows.values[chosen]
            known = np.array([boolean_key(False), boolean_key(True)], dtype=np.uint64)  # the values
            keys[chosen] = np.where(flags >= IS_ERROR, np.uint64(BLANK), known[(flags == 1).astype(np.int64)])
        return keys, strings

    def _row_attributes(self, tail: Hashable) -> dict[str, str]:
        assert isinstance(tail, tuple)  # noqa: S101  # told to the type checker
        return dict(tail)

    def _style(self, tail: int) -> str:
        return str(tail)


class SeeingTold(SeeingArrays, ToldFacts):
    """Gathers the facts of such a sheet, cells that are not seen set apart."""

    def __init__(self, usage: Usage, veil: Veil, filters: Sequence[FilterRange]) -> None:
        super().__init__(usage, veil, filters)
        self._is_suspect: Flags = self._np.zeros(_MOST_STYLES, dtype=self._np.bool_)
        self._is_suspect[[int(style) for style in self._looks.suspects if style is not None]] = True

    def _suspect_tails(self) -> "Flags":
        return self._is_suspect
