"""Where the plain records of cells begin that follow one another, many at once."""

import functools
from typing import TYPE_CHECKING

from leakscan.formats.parsed.chains import Chain

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_HEADER_BYTES = 4


def record_chain(data: bytes, headers: "frozenset[int]") -> Chain:
    """Return what looks like plain records in some bytes of a stream; the last may end behind them.

    Args:
        data: the bytes.
        headers: the headers of plain records, as numbers.
    """
    from leakscan.arrays import numpy as np

    last = max(0, len(data) - _HEADER_BYTES + 1)
    kinds = np.ndarray(last, "<u2", data, strides=(1,))
    words = np.ndarray(last, "<u4", data, strides=(1,))
    kind_table, header_table = _tables(headers)
    places = kind_table.take(kinds).nonzero()[0]
    found = words.take(places)
    position = header_table.searchsorted(found)
    position[position == len(header_table)] = 0
    is_header = (header_table.take(position) == found).nonzero()[0]
    places, found = places[is_header], found[is_header]
    return Chain(places, places + _HEADER_BYTES + (found >> 16))


@functools.lru_cache(1)
def _tables(headers: "frozenset[int]") -> "tuple[Flags, Integers]":
    """Return for each type whether records of it may be plain, and the headers in order."""
    from leakscan.arrays import numpy as np

    kinds: Flags = np.zeros(1 << 16, dtype=np.bool_)
    kinds[[header & 0xFFFF for header in headers]] = True
    return kinds, np.array(sorted(headers), dtype=np.int64)
