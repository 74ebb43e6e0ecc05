"""The cells of a run of plain records as arrays ([MS-XLS] 2.4)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan.formats.parsed.values import rk_values
from leakscan.formats.xls import records
from leakscan.formats.xlsx import cell_arrays
from leakscan.formats.xlsx.cell_arrays import CellArrays

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from leakscan.formats.xls.row_order import RowOrder

    Integers = NDArray[numpy.int64]
    Octets = NDArray[numpy.uint8]
    Flags = NDArray[numpy.bool_]
    Numbers = NDArray[numpy.float64]
    Data = NDArray[numpy.generic]

_MOST_COLUMNS = 256
_LAST_FLAG = 1
_HEAD_OF_MANY = 6


@dataclass(frozen=True, slots=True)
class RunCells:
    """The cells of a run in the order of their records, and what its ROW records say.

    Attributes:
        rows: for each cell, the number of its row, from 1.
        columns: its column, from 1.
        styles: the number of its format.
        kinds: what it holds, see `CellArrays`.
        values: that.
        announced: the row of each ROW record.
        sizes: what it says of it.
        before: how many cells stand before it.
    """

    rows: "Integers"
    columns: "Integers"
    styles: "Integers"
    kinds: "Octets"
    values: "Numbers"
    announced: "Integers"
    sizes: "Integers"
    before: "Integers"

    def is_plain(self, row: int, order: "RowOrder", strings: int, styles: int) -> bool:
        """Return whether all is where it should be, so that rows can be told apart without following the records.

        Rows and cells come in order, no ROW record comes behind a cell of its row or of a later one, and nothing
        refers to what is not there.

        Args:
            row: the row of the last cell before them; 0 for none.
            order: the rows that were announced before.
            strings: how many shared strings there are.
            styles: how many formats; 0 where that is not known.
        """
        from leakscan.arrays import numpy as np

        rows, columns, values = self.rows, self.columns, self.values
        steps = np.diff(rows)
        if not len(rows) or rows[0] < row or int(steps.min(initial=0)) < 0:
            return False
        if ((steps == 0) & (columns[1:] <= columns[:-1])).any() or int(columns.max()) > _MOST_COLUMNS:
            return False
        last = np.concatenate([np.array([row]), rows]).take(self.before)
        first = order.first
        if (self.announced <= last).any() or (first is not None and first <= row):
            return False
        if not np.isfinite(values).all() or 0 < styles <= int(self.styles.max()):
            return False
        is_flag = (self.kinds == cell_arrays.FLAG) & (values < cell_arrays.IS_ERROR)
        return not (
            (values[self.kinds == cell_arrays.STRING] >= strings).any() or (values[is_flag] > _LAST_FLAG).any()
        )

    def told(self, first: int, last: int) -> "list[tuple[int, int, int, str, str]]":
        """Return some cells: row, column, format, type and value."""
        numbers = (item[first:last].tolist() for item in (self.rows, self.columns, self.styles))
        held = zip(self.kinds[first:last].tolist(), self.values[first:last].tolist(), strict=True)
        return [
            (*place, *cell_arrays.told(*value))
            for place, value in zip(zip(*numbers, strict=True), held, strict=True)
        ]

    def arrays(self, first: int, last: int, order: "RowOrder") -> CellArrays:
        """Return some cells with their rows, and with those that were announced before the last of these."""
        from leakscan.arrays import numpy as np

        rows = self.rows[first:last]
        is_first = np.concatenate([[True], rows[1:] != rows[:-1]])
        numbers = np.union1d(rows[is_first], np.array(list(order.upto(int(rows[-1]))), dtype=np.int64))
        sizes, kinds = np.unique(np.array(order.sizes(numbers.tolist()), dtype=np.int64), return_inverse=True)
        return CellArrays(
            numbers=numbers,
            row_tails=[tuple(order.attributes(size).items()) for size in sizes.tolist()],
            row_kinds=kinds,
            rows=numbers.searchsorted(rows[is_first]).take(np.cumsum(is_first) - 1),
            columns=self.columns[first:last].astype(np.uint16),
            tails=self.styles[first:last],
            kinds=self.kinds[first:last],
            values=self.values[first:last],
        )


def run_cells(data: bytes, places: "Integers") -> RunCells:
    """Return the cells of a run.

    Args:
        data: the records.
        places: where each begins.
    """
    from leakscan.arrays import numpy as np

    octets = np.frombuffer(data, dtype=np.uint8)
    shorts: Data = np.ndarray(len(data) - 1, "<u2", data, strides=(1,))
    types = shorts.take(places)
    rows = places[types == records.ROW]
    is_one = (types == records.NUMBER) | (types == records.PACKED) | (types == records.SHARED)
    counts = (is_one | (types == records.FLAG)).astype(np.int64)
    many = (types == records.MANY_PACKED).nonzero()[0]
    counts[many] = (shorts.take(places[many] + 2).astype(np.int64) - _HEAD_OF_MANY) // _HEAD_OF_MANY
    held = counts.nonzero()[0]
    before = np.append(0, np.cumsum(counts)).take((types == records.ROW).nonzero()[0])
    starts, types, counts = places[held], types[held], counts[held]
    numbers, columns = (shorts.take(starts + offset).astype(np.int64) + 1 for offset in (4, 6))
    if len(many):
        within = np.arange(int(counts.sum())) - (np.cumsum(counts) - counts).repeat(counts)
        numbers, columns = numbers.repeat(counts), columns.repeat(counts) + within
        starts, types = starts.repeat(counts) + _HEAD_OF_MANY * within, types.repeat(counts)
    kinds, values = _values(data, starts + 10, types)
    return RunCells(
        rows=numbers,
        columns=columns,
        styles=shorts.take(starts + 8).astype(np.int64),
        kinds=kinds,
        values=values,
        announced=shorts.take(rows + 4).astype(np.int64) + 1,
        sizes=(shorts.take(rows + 10) & 0x7FFF).astype(np.int64) | octets.take(rows + 16).astype(np.int64) << 16,
        before=before,
    )


def _values(data: bytes, starts: "Integers", types: "Data") -> "tuple[Octets, Numbers]":
    """Return what cells hold, by the types of their records and where their values begin."""
    from leakscan.arrays import numpy as np

    kinds: Octets = np.full(len(starts), cell_arrays.NUMBER, dtype=np.uint8)
    values: Numbers = np.zeros(len(starts), dtype=np.float64)
    chosen = (types == records.NUMBER).nonzero()[0]
    if len(chosen):
        values[chosen] = np.ndarray(len(data) - 7, "<f8", data, strides=(1,)).take(starts[chosen])
    chosen = (types == records.SHARED).nonzero()[0]
    words = np.ndarray(len(data) - 3, "<u4", data, strides=(1,))
    if len(chosen):
        kinds[chosen], values[chosen] = cell_arrays.STRING, words.take(starts[chosen])
    chosen = ((types == records.PACKED) | (types == records.MANY_PACKED)).nonzero()[0]
    if len(chosen):
        values[chosen] = rk_values(words.take(starts[chosen]))
    chosen = (types == records.FLAG).nonzero()[0]
    if len(chosen):
        octets = np.frombuffer(data, dtype=np.uint8)
        codes, is_error = octets.take(starts[chosen]), octets.take(starts[chosen] + 1) != 0
        kinds[chosen], values[chosen] = cell_arrays.FLAG, codes + is_error * float(cell_arrays.IS_ERROR)
    return kinds, values
