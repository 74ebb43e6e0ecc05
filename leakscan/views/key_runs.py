"""Very many value keys, sorted, in a temporary file."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from leakscan.source import SpoolStore

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Keys = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

_KEY_BYTES = 8
_SAMPLED = 512
"""How many keys are read to look for one."""


class KeyRun:
    """Keys that never change, in buckets by their highest bits; only one key in 512 stays in memory.

    Args:
        buckets: the keys of each bucket, sorted, each once.
    """

    def __init__(self, buckets: "Iterable[Keys]") -> None:
        from leakscan.arrays import numpy

        self._store = SpoolStore()
        self._starts = [0]
        samples = []
        for bucket in buckets:
            self._store.write(bucket.tobytes())
            start = self._starts[-1]
            samples.append(bucket[-start % _SAMPLED :: _SAMPLED].copy())
            self._starts.append(start + len(bucket))
        self._samples: Keys = numpy.concatenate(samples)
        self._stream = self._store.open()

    def __contains__(self, key: int) -> bool:
        from leakscan.arrays import numpy

        wanted = numpy.array([key], dtype=numpy.uint64)
        place = int(self._samples.searchsorted(wanted, side="right")[0]) - 1
        return place >= 0 and bool(held_in(wanted, self._read(place * _SAMPLED, _SAMPLED))[0])

    def bucket(self, index: int) -> "Keys":
        """Return the keys of a bucket."""
        start, end = self._starts[index : index + 2]
        return self._read(start, end - start)

    def _read(self, start: int, count: int) -> "Keys":
        from leakscan.arrays import numpy

        self._stream.seek(_KEY_BYTES * start)
        return numpy.frombuffer(self._stream.read(_KEY_BYTES * count), dtype=numpy.uint64)


def joined(runs: Sequence[KeyRun], count: int) -> KeyRun:
    """Return the different keys of several runs of that many buckets as one."""
    return KeyRun(reduce(together, (run.bucket(index) for run in runs)) for index in range(count))


def held_in(keys: "Keys", bucket: "Keys") -> "Flags":
    """Return, for each of some keys, whether a sorted bucket holds it."""
    from leakscan.arrays import numpy

    if not len(bucket):
        return numpy.zeros(len(keys), dtype=numpy.bool_)
    at = numpy.minimum(numpy.searchsorted(bucket, keys), len(bucket) - 1)
    found: Flags = bucket[at] == keys
    return found


def together(first: "Keys", second: "Keys") -> "Keys":
    """Return the different keys of two that are sorted."""
    from leakscan.arrays import numpy

    if not len(first) or not len(second):
        return first if len(first) else second
    keys = numpy.concatenate((first, second))
    keys.sort(kind="stable")  # two sorted runs: one linear merge
    is_new = numpy.empty(len(keys), dtype=numpy.bool_)
    is_new[0] = True
    numpy.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    return keys if is_new.all() else keys[is_new]
