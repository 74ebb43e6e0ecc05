"""Plain rows of a sheet as arrays ([MS-XLSB] 2.4.774, 2.5.9): what `SheetTeller` tells of the same records."""

import contextlib
import functools
from typing import TYPE_CHECKING

from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.chains import Chain
from leakscan.formats.parsed.values import rk_values
from leakscan.formats.xlsb.plain_cells import row_attributes
from leakscan.formats.xlsb.records import head_of
from leakscan.formats.xlsx import cell_arrays
from leakscan.formats.xlsx.cell_arrays import ArrayTaker, CellArrays

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Octets = NDArray[numpy.uint8]
    Flags = NDArray[numpy.bool_]
    Words = NDArray[numpy.uint32]
    Numbers = NDArray[numpy.float64]

_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _STRING = 0, 1, 2, 3, 4, 5, 7
_SIZES = {_BLANK: 8, _RK: 12, _ERROR: 9, _BOOL: 9, _REAL: 16, _STRING: 12}
_ROW_SIZES = range(17, 128, 8)
"""A row with up to fourteen spans."""
_AROUND, _AROUND_BYTES, _AROUND_END, _DESCENT = 37, 6, 38, (0x80, 0x08)
"""What Excel writes around the headers of rows, which says nothing; see `plain_cells`."""
_PADDING = bytes(8)
_PLACE_BITS = 0xFFFFFFFF0000
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_STYLE = 0xFFFFFF
_MOST_STYLES = 1 << 16
_FEWEST_ROWS = 8
_LONG_RUN, _MOSTLY = 512, 0.75
"""Telling a record takes three times as long as writing and parsing it, giving one in a long run a tenth."""
_DATA_BEGINS = b"\x91\x01\0"
"""The record before the rows ([MS-XLSB] 2.4.149)."""
_HEIGHT_AND_FLAGS = 0xFF00FFFF


class RowArrays:
    """Gives plain rows to a handler, as long as they are in what was read of a part."""

    def __init__(self) -> None:
        self._held = b""
        self._chain: Chain | None = None
        self._refused = 0

    def told(self, held: bytes, at: int, taker: ArrayTaker) -> tuple[CellArrays | None, int]:
        """Return the plain rows that begin at a place, if there are many, and where the next row begins.

        The last row, which may go on in what is not plain, is not among them.

        Args:
            held: what was read of the part.
            at: the place.
            taker: what takes them.
        """
        if held is not self._held or self._chain is None:
            self._held, self._chain, self._refused = held, row_chain(held), 0
        if at < self._refused:
            return None, at
        places, self._refused = self._chain.run(at)
        rows = None if len(places) < _FEWEST_ROWS else _rows(held + _PADDING, places, taker)
        return (None, at) if rows is None else rows


def are_mostly_plain(beginning: bytes) -> bool:
    """Return whether most of the rows that a part begins with are plain and stand together."""
    start = beginning.find(_DATA_BEGINS)
    if start < 0:
        return False
    chain, plain = row_chain(beginning), 0
    at = start = start + len(_DATA_BEGINS)
    with contextlib.suppress(MalformedFileError):  # the last record goes on behind them
        while at < len(beginning):
            places, end = chain.run(at)
            if len(places) >= _LONG_RUN:
                plain += end - at
            if not len(places):
                _, size, end = head_of(beginning, at)
                end += size
            at = end
    return plain >= _MOSTLY * (len(beginning) - start)


def row_chain(held: bytes) -> Chain:
    """Return what looks like plain records of rows and cells in some bytes, and does not end behind them."""
    from leakscan.arrays import numpy as np

    data = held + _PADDING
    octets = np.frombuffer(data, dtype=np.uint8)
    places = _heads().take(np.ndarray(len(held), "<u2", data, strides=(1,))).nonzero()[0]
    kinds = octets.take(places)
    sizes = octets.take(places + 1).astype(np.int64) + 2
    is_descent = kinds == _DESCENT[0]
    sizes[is_descent] = octets.take(places[is_descent] + 2).astype(np.int64) + 3
    place = np.ndarray(len(held), "<u8", data, strides=(1,)).take(places) & np.uint64(_PLACE_BITS)
    limits = np.where(kinds == _ROW, _LAST_ROW, np.where(kinds <= _STRING, _LAST_COLUMN, 1 << 32))
    is_likely = (place >> np.uint64(16)).astype(np.int64) < limits
    is_likely &= ~is_descent | (sizes < 0x80 + 3)
    ends = places + sizes
    chosen = (is_likely & (ends <= len(held))).nonzero()[0]
    return Chain(places[chosen], ends[chosen])


@functools.cache
def _heads() -> "Flags":
    """Return for each two bytes whether a plain record may begin with them."""
    from leakscan.arrays import numpy as np

    heads = list(_SIZES.items())
    heads += [(_ROW, size) for size in _ROW_SIZES]
    heads += [(_AROUND, _AROUND_BYTES), (_AROUND_END, 0), _DESCENT]
    found: Flags = np.zeros(1 << 16, dtype=np.bool_)
    found[[kind | size << 8 for kind, size in heads]] = True
    return found


def _rows(data: bytes, places: "Integers", taker: ArrayTaker) -> tuple[CellArrays, int] | None:
    """Return the rows of some records, without the last, and where that begins; None where they are not plain."""
    from leakscan.arrays import numpy as np

    octets = np.frombuffer(data, dtype=np.uint8)
    words = np.ndarray(len(data) - 3, "<u4", data, strides=(1,))
    kinds = octets.take(places)
    is_row = kinds == _ROW
    heads = is_row.nonzero()[0]
    is_cell = (kinds >= _RK) & (kinds <= _STRING)
    if len(heads) < _FEWEST_ROWS or (kinds[: heads[0]] <= _STRING).any():
        return None
    starts, end = places[heads[:-1]], int(places[heads[-1]])
    cells = is_cell[: heads[-1]].nonzero()[0]
    numbers = words.take(starts + 2).astype(np.int64) + 1
    rows, kinds, places = (np.cumsum(is_row) - 1)[cells], kinds[cells], places[cells]
    columns = words.take(places + 2).astype(np.int64) + 1
    styles = (words.take(places + 6) & _STYLE).astype(np.int64)
    what, values = _values(data, kinds, places + 10)
    least = max(taker.first_row_taken, taker.row_number + 1)
    is_odd = (
        int(numbers[0]) < least
        or (numbers[1:] <= numbers[:-1]).any()
        or ((rows[1:] == rows[:-1]) & (columns[1:] <= columns[:-1])).any()
        or int(styles.max(initial=0)) >= _MOST_STYLES
        or not np.isfinite(values).all()
        or (values[what == cell_arrays.STRING] >= taker.string_count).any()
    )
    if is_odd:
        return None
    tails, row_kinds = np.unique(words.take(starts + 10) & np.uint32(_HEIGHT_AND_FLAGS), return_inverse=True)
    arrays = CellArrays(
        numbers=numbers,
        row_tails=[_attributes(tail) for tail in tails.tolist()],
        row_kinds=row_kinds,
        rows=rows,
        columns=columns.astype(np.uint16),
        tails=styles,
        kinds=what,
        values=values,
    )
    return arrays, end


def _attributes(tail: int) -> tuple[tuple[str, str], ...]:
    found = row_attributes(tail & 0xFFFF, tail >> 24)
    return tuple((name, value) for name, value in found.items() if value is not None)


def _values(data: bytes, kinds: "Octets", starts: "Integers") -> "tuple[Octets, Numbers]":
    """Return what cells hold, by the types of their records and where their values begin."""
    from leakscan.arrays import numpy as np

    words = np.ndarray(len(data) - 3, "<u4", data, strides=(1,))
    octets = np.frombuffer(data, dtype=np.uint8)
    what: Octets = np.full(len(starts), cell_arrays.NUMBER, dtype=np.uint8)
    values: Numbers = np.zeros(len(starts), dtype=np.float64)
    chosen = (kinds == _REAL).nonzero()[0]
    values[chosen] = np.ndarray(len(data) - 7, "<f8", data, strides=(1,)).take(starts[chosen])
    chosen = (kinds == _RK).nonzero()[0]
    values[chosen] = rk_values(words.take(starts[chosen]))
    chosen = (kinds == _STRING).nonzero()[0]
    what[chosen], values[chosen] = cell_arrays.STRING, words.take(starts[chosen])
    chosen = (kinds == _BOOL).nonzero()[0]
    what[chosen], values[chosen] = cell_arrays.FLAG, octets.take(starts[chosen]) != 0
    chosen = (kinds == _ERROR).nonzero()[0]
    what[chosen], values[chosen] = cell_arrays.FLAG, octets.take(starts[chosen]) + float(cell_arrays.IS_ERROR)
    return what, values
