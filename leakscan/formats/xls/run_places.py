"""Where the plain records of cells begin that follow one another, many at once."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_HEADER_BYTES = 4


class RunPlaces:
    """Finds runs of plain records in some bytes of a stream.

    What looks like the header of a plain record is sought everywhere. Where one ends and the next begins at one
    place, they follow one another; what only looks like a header lies inside another record, and is passed over.

    Args:
        data: the bytes.
        headers: the headers of plain records, as numbers.
    """

    def __init__(self, data: bytes, headers: "Iterable[int]") -> None:
        from leakscan.arrays import numpy as np

        self._np = np
        last = max(0, len(data) - _HEADER_BYTES + 1)
        kinds = np.ndarray(last, "<u2", data, strides=(1,))
        words = np.ndarray(last, "<u4", data, strides=(1,))
        kind_table, header_table = _tables(frozenset(headers))
        places = kind_table.take(kinds).nonzero()[0]
        found = words.take(places)
        position = header_table.searchsorted(found)
        position[position == len(header_table)] = 0
        places = places[header_table.take(position) == found]
        self._places: Integers = places
        self._ends: Integers = places + _HEADER_BYTES + (words.take(places) >> 16)
        self._breaks: Integers = (self._ends[:-1] != places[1:]).nonzero()[0]

    def run(self, start: int) -> "tuple[Integers, int]":
        """Return where the plain records begin that follow one another from a place, and where the last ends."""
        np, places, ends = self._np, self._places, self._ends
        pieces: list[Integers] = []
        end = start
        at = int(places.searchsorted(start))
        gap = int(self._breaks.searchsorted(at))
        while at < len(places) and places[at] == end:
            while gap < len(self._breaks) and self._breaks[gap] < at:
                gap += 1
            last = int(self._breaks[gap]) if gap < len(self._breaks) else len(places) - 1
            pieces.append(places[at : last + 1])
            end = int(ends[last])
            at = int(places.searchsorted(end))
        return (pieces[0] if len(pieces) == 1 else np.concatenate([places[:0], *pieces])), end


@functools.lru_cache(1)
def _tables(headers: "frozenset[int]") -> "tuple[Flags, Integers]":
    """Return for each type whether records of it may be plain, and the headers in order."""
    from leakscan.arrays import numpy as np

    kinds: Flags = np.zeros(1 << 16, dtype=np.bool_)
    kinds[[header & 0xFFFF for header in headers]] = True
    return kinds, np.array(sorted(headers), dtype=np.uint32).astype(np.int64)
