"""Sets of cell values, for one question: which of these stand nowhere visible?

A value is known by a 64-bit key. Text is hashed with Python's own keyed hash, numbers by their value, so that
`1`, `1.0` and the text `1` are one value. Two different values sharing a key is a matter of 2 in 10^19 a pair.
Small sets are plain; large ones are sorted arrays in 64 buckets, eight bytes a value.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Keys = NDArray[numpy.uint64]

_PLAIN_LIMIT = 100_000
_PENDING_LIMIT = 1 << 18
_BUCKET_BITS = 6
_MASK = (1 << 64) - 1
_NUMBER_STARTS = frozenset("0123456789-+.")


def value_key(text: str) -> int | None:
    """Return the key of a value given as text, or None when it is blank."""
    text = text.strip()
    if not text:
        return None
    if text[0] in _NUMBER_STARTS and len(text) <= 32:
        try:
            return hash(float(text)) & _MASK
        except ValueError:
            pass
    return hash(text) & _MASK


def number_key(number: float) -> int:
    """Return the key of a number."""
    return hash(float(number)) & _MASK


class ValueSet:
    """A set of value keys that stays small in memory."""

    __slots__ = ("_buckets", "_pending", "_plain")

    def __init__(self) -> None:
        self._plain: set[int] | None = set()
        self._pending: list[Keys] = []
        self._buckets: list[Keys] = []

    def add(self, key: int | None) -> None:
        """Add the key of a value; None, a blank, is no value."""
        if key is None:
            return
        if self._plain is None:
            self._plain = set()
        self._plain.add(key)
        if len(self._plain) > (_PENDING_LIMIT if self._buckets else _PLAIN_LIMIT):
            self._settle()

    def add_array(self, keys: "Keys") -> None:
        """Add many keys at once."""
        self._settle()
        self._merge(keys)

    def update(self, keys: Iterable[int]) -> None:
        """Add several keys."""
        for key in keys:
            self.add(key)

    def merge(self, other: "ValueSet") -> None:
        """Add everything the other set holds."""
        self.update(other._plain or ())
        for bucket in other._buckets:
            self.add_array(bucket)

    def __len__(self) -> int:
        if not self._buckets:
            return len(self._plain or ())
        self._settle()
        return sum(len(bucket) for bucket in self._buckets)

    def __contains__(self, key: int) -> bool:
        if self._plain is not None and key in self._plain:
            return True
        if not self._buckets:
            return False
        import numpy

        bucket = self._buckets[key >> (64 - _BUCKET_BITS)]
        at = int(numpy.searchsorted(bucket, numpy.uint64(key)))
        return at < len(bucket) and int(bucket[at]) == key

    def missing_from(self, other: "ValueSet") -> int:
        """Return how many of these values `other` does not hold."""
        if not self._buckets:
            return sum(1 for key in self._plain or () if key not in other)
        import numpy

        self._settle()
        other._settle()
        missing = 0
        for mine, theirs in zip(self._buckets, other._buckets, strict=True):
            missing += len(mine) - int(numpy.isin(mine, theirs, assume_unique=True).sum())
        return missing

    def _settle(self) -> None:
        import numpy

        if not self._buckets:
            self._buckets = [numpy.empty(0, dtype=numpy.uint64) for _ in range(1 << _BUCKET_BITS)]
        if self._plain:
            self._merge(numpy.fromiter(self._plain, dtype=numpy.uint64, count=len(self._plain)))
        self._plain = None

    def _merge(self, keys: "Keys") -> None:
        import numpy

        keys = numpy.unique(keys)
        shift = numpy.uint64(64 - _BUCKET_BITS)
        bounds = numpy.searchsorted(keys >> shift, numpy.arange((1 << _BUCKET_BITS) + 1, dtype=numpy.uint64))
        for index in range(1 << _BUCKET_BITS):
            piece = keys[bounds[index] : bounds[index + 1]]
            if len(piece):
                self._buckets[index] = numpy.union1d(self._buckets[index], piece)


def date_serial(text: str, *, is_1904: bool = False) -> float | None:
    """Return the serial number a cell would hold for an ISO 8601 date, or None when it is none.

    Days are counted from 1899-12-30, or from 1904-01-01 (ECMA-376-1 §18.17.4.1).
    """
    import datetime

    try:
        moment = datetime.datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    first = datetime.datetime(1904, 1, 1) if is_1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001
    delta = moment - first
    seconds = delta.days * 86_400 + delta.seconds
    # One division, so that the result is the float nearest to the fraction, as in applications.
    return (seconds * 1_000_000 + delta.microseconds) / 86_400_000_000


def date_key(text: str, *, is_1904: bool = False) -> int | None:
    """Return the key of a date written in ISO 8601: that of the serial number a cell would hold."""
    serial = date_serial(text, is_1904=is_1904)
    return value_key(text) if serial is None else number_key(serial)
