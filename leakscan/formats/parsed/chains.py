"""Which of many places that look like the beginnings of records follow one another."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]


class Chain:
    """Places in some bytes that look like the beginnings of records.

    Where one ends and the next begins at one place, they follow one another; what only looks like a beginning lies
    inside another record, and is passed over.

    Args:
        places: where they are, in order.
        ends: where the record of each would end.
    """

    def __init__(self, places: "Integers", ends: "Integers") -> None:
        from leakscan.arrays import numpy as np

        self._np = np
        self._first, self._first_ends = places, ends
        # Behind its first, a record begins where another ends: that leaves out nearly all that are none.
        is_end = np.zeros(int(ends.max(initial=0)) + 1, dtype=np.bool_)
        is_end[ends] = True
        follows = is_end.take(places, mode="clip").nonzero()[0]
        self._places: Integers = places[follows]
        self._ends: Integers = ends[follows]
        self._breaks: Integers = (self._ends[:-1] != self._places[1:]).nonzero()[0]

    def run(self, start: int) -> "tuple[Integers, int]":
        """Return the places that follow one another from one on, and where the last record ends."""
        at = int(self._first.searchsorted(start))
        if at == len(self._first) or self._first[at] != start:
            return self._first[:0], start
        pieces = [self._first[at : at + 1]]
        end = int(self._first_ends[at])
        places, ends, breaks = self._places, self._ends, self._breaks
        at = int(places.searchsorted(end))
        gap = int(breaks.searchsorted(at))
        while at < len(places) and places[at] == end:
            while gap < len(breaks) and breaks[gap] < at:
                gap += 1
            last = int(breaks[gap]) if gap < len(breaks) else len(places) - 1
            pieces.append(places[at : last + 1])
            end = int(ends[last])
            at = int(places.searchsorted(end))
        return self._np.concatenate(pieces), end
