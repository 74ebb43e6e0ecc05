"""Sets of cell values, for one question: which of these stand nowhere visible?

A value is known by a 64-bit key. Text is hashed with Python's own keyed hash, surrounding blanks aside. Numbers
are known by their value, so that `1`, `1.0` and the text `1` are one; fractions to twelve digits, so that a date
with a time is the same whether it was written as a serial number or in ISO 8601; whole numbers exactly, so that
long account numbers stay apart. Two different values sharing a key is a matter of 2 in 10^19 a pair.
Small sets are plain; large ones are sorted arrays in 64 buckets, eight bytes a value, and beyond a million values
they lie in temporary files.
"""

import array
import datetime
import math
import struct
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from leakscan.tables import Value
from leakscan.views.key_runs import KeyRun, held_in, joined, together

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Keys = NDArray[numpy.uint64]
    Numbers = NDArray[numpy.float64]
    Flags = NDArray[numpy.bool_]

PLAIN_LIMIT = 100_000
"""Most keys that a set keeps as Python objects; numpy is imported beyond it."""
_PENDING_LIMIT = 1 << 19
_FEW = 1000
_TOGETHER = 10_000
_TOGETHER_AS_ARRAY = 1 << 18
_PLAIN_LIMIT_OF_BLOCKS = 1 << 13
_BUCKET_BITS = 6
_BUCKETS = 1 << _BUCKET_BITS
_MOST_HELD = 1 << 20
"""Most keys that a set keeps in memory."""
_MOST_RUNS = 8
_MASK = (1 << 64) - 1
_NUMBER_STARTS = frozenset("0123456789-+.")
_LONGEST_NUMBER = 32
_KEY_DIGITS = 12
"""Fractions are known to so many digits; fewer signs have no more."""
_ODD = 0x9E3779B97F4A7C15
_NOT_A_NUMBER = 0x7FF8_5A5A_5A5A_5A5A
_DIGITS = 12
_POWERS = tuple(10.0**power for power in range(23))
"""The powers of ten that are doubles exactly."""
_NEAR = 0.499
_DOUBLE = struct.Struct("<d")
_BITS = struct.Struct("<Q")
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # cells have no zone
_DAYS_TO_1904 = 1462


def value_key(text: str) -> int | None:
    """Return the key of a value given as text, or None when it is blank."""
    text = text.strip()
    if not text:
        return None
    if text[0] in _NUMBER_STARTS and len(text) <= _LONGEST_NUMBER and "_" not in text:
        try:
            return number_key(float(text))
        except ValueError:
            pass
    return hash(text) & _MASK


def plain_keys(texts: Iterable[str]) -> "array.array[int] | None":
    """Return the keys of many texts, or None when one of them is blank or may be a number."""
    stripped = list(map(str.strip, texts))
    if not all(stripped) or not _NUMBER_STARTS.isdisjoint(map(itemgetter(0), stripped)):
        return None
    keys = array.array("Q")
    keys.frombytes(array.array("q", map(hash, stripped)).tobytes())
    return keys


def number_key(number: float) -> int:
    """Return the key of a number.

    It is made of the bits of the double, mixed so that its high bits spread evenly over the buckets; one
    multiplication, which arrays can do as well.

    Raises:
        ValueError: it is infinite or not a number, which no cell holds.
    """
    number = float(number)  # a whole number may come as int, which has no is_integer before Python 3.12
    if not number.is_integer():
        if not math.isfinite(number):
            raise ValueError(number)
        number = float(f"{number:.{_KEY_DIGITS}g}")
    bits: int = _BITS.unpack(_DOUBLE.pack(number + 0.0))[0]
    return ((bits ^ _NOT_A_NUMBER) * _ODD) & _MASK


def number_keys(numbers: "Numbers") -> "Keys":
    """Return the keys of many numbers, all of them finite: those of `number_key`.

    What has twelve digits at most is its own nearest double, and so is the quotient, or the product, of those
    digits and a power of ten, for both are exact. Where the thirteenth digit is so near to five that a product
    may have gone over it, and of very small numbers, the key is made by `number_key`.
    """
    from leakscan.arrays import numpy as np

    rounded = numbers + 0.0
    parts = np.flatnonzero(rounded != np.floor(rounded))
    if len(parts):
        found = np.abs(rounded[parts])
        places = _DIGITS - 1 - np.floor(np.log10(found)).astype(np.int64)
        known = (places >= 0) & (places < len(_POWERS))
        scale = np.array(_POWERS)[np.where(known, places, 0)]
        digits = found * scale
        whole = np.rint(digits)
        known &= (np.abs(digits - whole) < _NEAR) & (whole >= 10.0 ** (_DIGITS - 1)) & (whole <= 10.0**_DIGITS)
        nearest = np.copysign(whole / scale, rounded[parts])
        for place in np.flatnonzero(~known).tolist():
            nearest[place] = float(f"{float(rounded[parts[place]]):.12g}")
        rounded[parts] = nearest
    return (rounded.view(np.uint64) ^ np.uint64(_NOT_A_NUMBER)) * np.uint64(_ODD)


def boolean_key(value: bool) -> int:  # noqa: FBT001  # the value itself
    """Return the key of a boolean: that of the word a reader sees."""
    return hash("TRUE" if value else "FALSE") & _MASK


def typed_key(value: Value, *, is_1904: bool = False) -> int | None:
    """Return the key of a recovered cell's value, or None when it has none."""
    match value:
        case None:
            return None
        case bool():
            return boolean_key(value)
        case int() | float():
            return value_key(repr(value))
        case datetime.datetime() | datetime.date() | datetime.time():
            return date_key(value.isoformat(), is_1904=is_1904)
        case datetime.timedelta():
            return number_key(value / datetime.timedelta(days=1))
        case _:
            return value_key(value)


def typed_keys(values: Sequence[Value], *, blank: int, is_1904: bool = False) -> "Keys":
    """Return the keys of many values, *blank* for those that have none.

    Those of texts that all begin with a letter, which are no numbers, are made at once.
    """
    from leakscan.arrays import numpy

    if {*map(type, values)} == {str} and all(map(str.isalpha, {value[:1] for value in values})):  # type: ignore[index]
        hashes = map(hash, map(str.strip, values))  # type: ignore[arg-type]
        return numpy.fromiter(hashes, dtype=numpy.int64, count=len(values)).view(numpy.uint64)
    told = (typed_key(value, is_1904=is_1904) for value in values)
    return numpy.array([blank if key is None else key for key in told], dtype=numpy.uint64)


def keys_of_numbers(texts: Sequence[str]) -> "Keys":
    """Return the keys of texts that are numbers without underscores, as `value_key` does.

    Raises:
        ValueError: one is no number.
    """
    from leakscan.arrays import numpy

    numbers = numpy.fromiter(map(float, texts), dtype=numpy.float64, count=len(texts))
    keys = ((numbers + 0.0).view(numpy.uint64) ^ numpy.uint64(_NOT_A_NUMBER)) * numpy.uint64(_ODD)
    lengths = numpy.fromiter(map(len, texts), dtype=numpy.int64, count=len(texts))
    for place in numpy.flatnonzero((lengths > _KEY_DIGITS) | ~numpy.isfinite(numbers)).tolist():
        keys[place] = value_key(texts[place]) or 0
    return keys


def keys_of_texts(texts: Sequence[str]) -> "Keys":
    """Return the keys of texts of which none is blank, as `value_key` does."""
    from leakscan.arrays import numpy

    stripped = list(map(str.strip, texts))
    keys = numpy.fromiter(map(hash, stripped), dtype=numpy.int64, count=len(texts)).view(numpy.uint64)
    for place in [place for place, text in enumerate(stripped) if text[0] in _NUMBER_STARTS]:
        keys[place] = value_key(stripped[place]) or 0
    return keys


def date_key(text: str, *, is_1904: bool = False) -> int | None:
    """Return the key of a date in ISO 8601: that of the serial number a cell would hold; None when blank."""
    serial = date_serial(text, is_1904=is_1904)
    return value_key(text) if serial is None else number_key(serial)


def date_serial(text: str, *, is_1904: bool = False) -> float | None:
    """Return the serial number of a date, or of a time of day, in ISO 8601; None when it is neither.

    Days are counted from 1899-12-30, or from 1904-01-01 (ECMA-376-1 §18.17.4.1). The 1900 count takes 1900 for
    a leap year, so that serials below 61 are one less.
    """
    text = text.strip().removesuffix("Z")
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return _time_serial(text)
    delta = moment.replace(tzinfo=None) - _EPOCH
    days = delta.days - (_DAYS_TO_1904 if is_1904 else 0)
    if not is_1904 and 0 < days <= 60:
        days -= 1
    return _days(days * 86_400 + delta.seconds, delta.microseconds)


def _time_serial(text: str) -> float | None:
    try:
        moment = datetime.time.fromisoformat(text.removeprefix("T"))
    except ValueError:
        return None
    return _days(moment.hour * 3600 + moment.minute * 60 + moment.second, moment.microsecond)


def _days(seconds: int, microseconds: int) -> float:
    # One division, so that the result is the float nearest to the fraction, as in applications.
    return (seconds * 1_000_000 + microseconds) / 86_400_000_000


class ValueSet:
    """A set of value keys that stays small in memory."""

    __slots__ = ("_buckets", "_pending", "_plain", "_runs")

    def __init__(self, keys: Iterable[int] = ()) -> None:
        self._plain: set[int] | None = set()
        self._pending = array.array("Q")
        self._buckets: list[Keys] = []
        self._runs: list[KeyRun] = []
        self.update(keys)

    def add(self, key: int | None) -> None:
        """Add the key of a value; None, a blank, is no value."""
        if key is None:
            return
        if self._plain is not None:
            self._plain.add(key)
            if len(self._plain) > PLAIN_LIMIT:
                self._settle()
        else:
            self._pending.append(key)
            if len(self._pending) >= _PENDING_LIMIT:
                self._settle()

    def add_array(self, keys: "Keys") -> None:
        """Add many keys at once."""
        self._settle()
        self._merge(keys)

    def add_block(self, keys: "Keys") -> None:
        """Add the keys of a block; cheap for many small blocks."""
        if self._plain is not None and len(keys) > _PLAIN_LIMIT_OF_BLOCKS:
            self._settle()
        if self._plain is None:
            self._pending.frombytes(keys.tobytes())
            if len(self._pending) >= _PENDING_LIMIT:
                self._settle()
        else:
            self._plain.update(keys.tolist())
            if len(self._plain) > _PLAIN_LIMIT_OF_BLOCKS:
                self._settle()

    def update(self, keys: Iterable[int]) -> None:
        """Add several keys."""
        waiting = iter(keys)
        while self._plain is not None and (some := list(islice(waiting, _TOGETHER))):
            self._plain.update(some)
            if len(self._plain) > PLAIN_LIMIT:
                self._settle()
        for key in waiting:
            self.add(key)

    def add_marked(self, keys: "array.array[int]", marks: bytes | bytearray, *, above: int) -> None:
        """Add those of many keys that are marked and above a number."""
        if len(keys) <= _PLAIN_LIMIT_OF_BLOCKS:
            self.update(key for key, is_marked in zip(keys, marks, strict=True) if is_marked and key > above)
            return
        from leakscan.arrays import numpy

        for start in range(0, len(keys), _TOGETHER_AS_ARRAY):
            block = numpy.frombuffer(keys[start : start + _TOGETHER_AS_ARRAY], dtype=numpy.uint64)
            is_marked = numpy.frombuffer(marks[start : start + _TOGETHER_AS_ARRAY], dtype=numpy.uint8) != 0
            self.add_block(block[is_marked & (block > above)])

    def merge(self, other: "ValueSet") -> None:
        """Add everything the other set holds."""
        if other._plain is not None:
            self.update(other._plain)
            return
        other._settle()
        self._settle()
        self._runs = [*self._runs, *other._runs]  # which never change, so that two sets can hold the same
        for index, bucket in enumerate(other._buckets):
            self._buckets[index] = together(self._buckets[index], bucket)
        self._spill()

    def __len__(self) -> int:
        if self._plain is not None:
            return len(self._plain)
        self._settle()
        return sum(len(self._bucket(index)) for index in range(_BUCKETS))

    def __contains__(self, key: int) -> bool:
        if self._plain is not None:
            return key in self._plain
        from leakscan.arrays import numpy

        self._settle()
        bucket = self._buckets[key >> (64 - _BUCKET_BITS)]
        at = int(numpy.searchsorted(bucket, numpy.uint64(key)))
        return (at < len(bucket) and int(bucket[at]) == key) or any(key in run for run in self._runs)

    def held(self, keys: "Keys") -> "Flags":
        """Return for each of many keys whether the set holds it."""
        from leakscan.arrays import numpy

        found = numpy.zeros(len(keys), dtype=numpy.bool_)
        if self._plain is not None and len(self._plain) < len(keys):
            return held_in(keys, numpy.array(sorted(self._plain), dtype=numpy.uint64))
        if self._plain is not None:
            found[:] = [key in self._plain for key in keys.tolist()]
            return found
        self._settle()
        if not self._runs and sum(map(len, self._buckets)) < len(keys):
            return held_in(
                keys, numpy.concatenate(self._buckets)
            )  # which is sorted, for they go by the highest bits
        places = keys >> numpy.uint64(64 - _BUCKET_BITS)
        for number in numpy.unique(places).tolist():
            chosen = places == number
            found[chosen] = self._held_of(number, keys[chosen])
        return found

    def missing_from(self, other: "ValueSet") -> int:
        """Return how many of these values `other` does not hold."""
        if self._plain is not None and (other._plain is not None or len(self._plain) < _FEW):
            return sum(1 for key in self._plain if key not in other)
        self._settle()
        other._settle()
        missing = 0
        for index in range(_BUCKETS):
            mine = self._bucket(index)
            if len(mine):
                missing += len(mine) - int(other._held_of(index, mine).sum())
        return missing

    def _held_of(self, index: int, keys: "Keys") -> "Flags":
        """Return for each key of a bucket whether the set holds it."""
        found = held_in(keys, self._buckets[index])
        for run in self._runs:
            found |= held_in(keys, run.bucket(index))
        return found

    def _bucket(self, index: int) -> "Keys":
        """Return all keys of a bucket."""
        found = self._buckets[index]
        for run in self._runs:
            found = together(found, run.bucket(index))
        return found

    def _settle(self) -> None:
        """Bring everything into buckets."""
        from leakscan.arrays import numpy

        if self._plain is not None:
            self._buckets = [numpy.empty(0, dtype=numpy.uint64)] * _BUCKETS
            keys = numpy.fromiter(self._plain, dtype=numpy.uint64, count=len(self._plain))
            self._plain = None
            self._merge(keys)
        if self._pending:
            pending, self._pending = self._pending, array.array("Q")
            self._merge(numpy.frombuffer(pending, dtype=numpy.uint64))

    def _merge(self, keys: "Keys") -> None:
        from leakscan.arrays import numpy

        # Sorting is several times as fast as numpy's own way to the different ones, which keeps a table of hashes.
        keys = numpy.sort(keys)
        keys = keys[numpy.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
        starts = numpy.arange(_BUCKETS, dtype=numpy.uint64) << numpy.uint64(64 - _BUCKET_BITS)
        bounds = numpy.append(numpy.searchsorted(keys, starts), len(keys))
        for index in range(_BUCKETS):
            piece = keys[bounds[index] : bounds[index + 1]]
            merged = together(self._buckets[index], piece)
            self._buckets[index] = merged.copy() if merged is piece else merged  # a view would hold the whole
        self._spill()

    def _spill(self) -> None:
        """Write the buckets to a file when they are too large, and files that are too many into one."""
        if sum(map(len, self._buckets)) > _MOST_HELD:
            buckets, empty = self._buckets, self._buckets[0][:0]
            self._buckets = [empty.copy()] * _BUCKETS
            self._runs = [*self._runs, KeyRun(buckets)]
        if len(self._runs) > _MOST_RUNS:
            self._runs = [joined(self._runs, _BUCKETS)]
