"""Values written as text, many at once: of numbers, eight characters to a 64-bit word."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Words = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

LONGEST_WHOLE = 8
_LONGEST_LOADED = 32
_HASHES_ALIKE = hash("leakscan") == hash(b"leakscan")
"""True in CPython, which hashes the bytes of either."""
_ZEROS = 0x3030303030303030
_HIGH = 0x8080808080808080
_ABOVE_NINE = 0x7676767676767676
_POINT = 0x2E
_ONLY_DIGITS = 0x1010101010101010
_EACH = 0x0101010101010101
_ODD = 0x9E3779B97F4A7C15
_NOT_A_NUMBER = 0x7FF8_5A5A_5A5A_5A5A


def whole_numbers(words: "Words", lengths: "Integers") -> "Integers | None":
    """Return the whole numbers of up to eight digits that words begin with, or None when one is none."""
    values, is_number = read_whole(words, lengths)
    return values if bool(is_number.all()) else None


def short_wholes(words: "Words") -> "Integers | None":
    """Return the whole numbers that are two characters, low byte first, or None when one is none.

    One is two digits, or a digit and a quote.
    """
    from leakscan.arrays import numpy as np

    values = _pairs().take(words.view(np.int64))
    return values if int(values.min()) >= 0 else None


@cache
def _pairs() -> "Integers":
    """Return for each two characters, low byte first, the number they are; -1 for none."""
    from leakscan.arrays import numpy as np

    digits = np.arange(10)
    values = np.full(1 << 16, -1, dtype=np.int64)
    values[digits + ord("0") + (ord('"') << 8)] = digits
    values[digits[:, None] + ord("0") + (digits + ord("0") << 8)] = digits[:, None] * 10 + digits
    return values


def read_whole(words: "Words", lengths: "Integers") -> "tuple[Integers, Flags]":
    """Return what words of that many characters say, and which of them are digits only; lengths are 1 to 8."""
    from leakscan.arrays import numpy as np

    # The last digit comes into the highest byte; below the first are zeros.
    moved = words << (64 - 8 * lengths).view(np.uint64)
    moved |= _zeros_below().take(lengths)
    moved ^= np.uint64(_ZEROS)
    return _sum(moved), _are_digits(moved)


def _sum(digits: "Words") -> "Integers":
    from leakscan.arrays import numpy as np

    # Tens and ones together, then hundreds and these, then the two halves.
    sums = digits & np.uint64(0x0F0F0F0F0F0F0F0F)
    for factor, width, mask in (
        (2561, 8, 0x00FF00FF00FF00FF),
        (6553601, 16, 0x0000FFFF0000FFFF),
        (42949672960001, 32, 0xFFFFFFFF),
    ):
        sums *= np.uint64(factor)
        sums >>= np.uint64(width)
        sums &= np.uint64(mask)
    return sums.view(np.int64)


@cache
def _zeros_below() -> "Words":
    """Return for each number of characters the zeros that go below them."""
    from leakscan.arrays import numpy as np

    return np.array([_ZEROS & ((1 << 64 - 8 * count) - 1) for count in range(9)], dtype=np.uint64)


@cache
def _powers() -> "NDArray[numpy.float64]":
    """Return for each place of the point what the digits are divided by; none is behind the highest."""
    from leakscan.arrays import numpy as np

    return np.array([*(10.0 ** (7 - place) for place in range(8)), 1.0])


def number_keys(words: "Words", lengths: "Integers") -> "tuple[Words, Flags]":
    """Return the value keys of numbers of up to eight characters, and of which texts they could be made.

    A number is digits with at most one point between them. Of so few digits the nearest double is one division,
    and rounding it to twelve digits gives it back, so that the keys are those of `views.values.number_key`.
    """
    from leakscan.arrays import numpy as np

    counts, is_long = lengths, None
    if int(lengths.max()) > LONGEST_WHOLE:
        is_long = lengths > LONGEST_WHOLE
        counts = np.minimum(lengths, LONGEST_WHOLE)
    # The last character comes into the highest byte; below the first are zeros.
    moved = words << (64 - 8 * counts).view(np.uint64)
    moved |= _zeros_below().take(counts)
    # All digits have this bit; of what has it not, only the point will do.
    marks = ~moved & np.uint64(_ONLY_DIGITS)
    if marks.any():
        values, is_number = _with_points(moved, marks, counts)
    else:
        values, is_number = _sum(moved).astype(np.float64), _are_digits(moved ^ np.uint64(_ZEROS))
    if is_long is not None:
        is_number &= ~is_long
    return (values.view(np.uint64) ^ np.uint64(_NOT_A_NUMBER)) * np.uint64(_ODD), is_number


def _with_points(moved: "Words", marks: "Words", counts: "Integers") -> "tuple[NDArray[numpy.float64], Flags]":
    """Return numbers of up to eight characters, and which they are; `marks` has what is no digit."""
    from leakscan.arrays import numpy as np

    lowest = (marks & np.negative(marks)) >> np.uint64(4)
    below = lowest - np.uint64(1)
    # Of which byte it is: the number of bytes below it, which is eight where there is none.
    places = (((below & np.uint64(_EACH)) * np.uint64(_EACH)) >> np.uint64(56)).view(np.int64)
    # Bytes below the point move up over it; a second point stays and is no digit.
    closed = moved & np.negative(lowest << np.uint64(8))
    below &= moved
    below <<= np.uint64(8)
    closed |= below
    closed |= np.uint64(0x30)
    digits = np.where(marks != 0, closed, moved) ^ np.uint64(_ZEROS)
    # A lone point, or one at an end, is left to the reader of single numbers.
    is_number = _are_digits(digits)
    is_number &= (places != 7) & (places > 8 - counts)
    is_number &= (moved & (lowest * np.uint64(0xFF))) == lowest * np.uint64(_POINT)
    return _sum(digits) / _powers().take(places), is_number


def _are_digits(digits: "Words") -> "Flags":
    """Return for each word whether all its bytes are below ten."""
    from leakscan.arrays import numpy as np

    found: Flags = ((digits | (digits + np.uint64(_ABOVE_NINE))) & np.uint64(_HIGH)) == 0
    return found


def text_keys(data: bytes, starts: "Integers", ends: "Integers") -> "tuple[Words, Flags]":
    """Return the value keys of texts, and which of them are left to the reader of single values.

    Most texts have their hash for a key. Not so what may be a number, what may have blanks at an end, and what has
    references or escapes in it.

    Args:
        data: a block, padded.
        starts: where the texts begin, in order.
        ends: where they end; none is empty.
    """
    from leakscan.arrays import numpy as np

    octets = np.frombuffer(data, dtype=np.uint8)
    is_odd: Flags = _odd_ends()[0].take(octets.take(starts))
    is_odd |= _odd_ends()[1].take(octets.take(ends - 1))
    odd_places = _odd_places(data)
    if len(odd_places):
        _mark_holding(is_odd, odd_places, starts, ends)
    if data.isascii() and _HASHES_ALIKE and not is_odd.any():
        return _hashes(slices(data, starts, ends)), is_odd
    keys: Words = np.zeros(len(starts), dtype=np.uint64)
    chosen = (~is_odd).nonzero()[0]
    if len(chosen):
        texts = slices(data, starts.take(chosen), ends.take(chosen))
        keys[chosen] = _hashes(texts if data.isascii() and _HASHES_ALIKE else [_hashed_as(text) for text in texts])
    return keys, is_odd


@lru_cache(maxsize=1)
def _odd_places(data: bytes) -> "Integers":
    """Return where references and escapes begin in a block, whose columns are asked for one after another."""
    from leakscan.arrays import numpy as np

    octets = np.frombuffer(data, dtype=np.uint8)
    references = (octets == ord("&")).nonzero()[0] if b"&" in data else np.empty(0, dtype=np.int64)
    if b"_" not in data:
        return references
    escapes = ((octets[:-1] == ord("_")) & (octets[1:] == ord("x"))).nonzero()[0]
    return np.concatenate((references, escapes))


def slices(data: bytes, starts: "Integers", ends: "Integers") -> list[bytes]:
    """Return some pieces of a block, which is padded; no piece has a zero byte, and there is one at least."""
    from leakscan.arrays import numpy as np

    lengths = ends - starts
    loads = np.ndarray(len(data) - _LONGEST_LOADED, f"V{_LONGEST_LOADED}", data, strides=(1,))
    words = loads[starts].view("<u8").reshape(len(starts), -1)
    words &= _inside().take(lengths, axis=0, mode="clip")
    found: list[bytes] = words.view(f"S{_LONGEST_LOADED}").reshape(-1).tolist()
    for index in (lengths > _LONGEST_LOADED).nonzero()[0].tolist():
        found[index] = data[starts[index] : ends[index]]
    return found


def _hashed_as(text: bytes) -> bytes | str:
    """Return what has the hash of a text."""
    return text if text.isascii() and _HASHES_ALIKE else text.decode()


def _hashes(texts: Sequence[bytes | str]) -> "Words":
    from leakscan.arrays import numpy as np

    return np.fromiter(map(hash, texts), dtype=np.int64, count=len(texts)).view(np.uint64)


def _mark_holding(is_marked: "Flags", places: "Integers", starts: "Integers", ends: "Integers") -> None:
    """Mark the texts in which one of some places lies."""
    texts = starts.searchsorted(places, side="right") - 1
    texts = texts[(texts >= 0) & (places < ends.take(texts))]
    is_marked[texts] = True


@cache
def _odd_ends() -> "tuple[Flags, Flags]":
    """Return for each byte whether a text that begins, or ends, with it may be a number or have a blank there."""
    from leakscan.arrays import numpy as np

    octets = np.arange(256)
    is_blank = (octets <= 32) | (octets > 126)
    first = is_blank.copy()
    first[list(b"0123456789-+.")] = True
    return first, is_blank


@cache
def _inside() -> "Words":
    """Return for each length the words that have ones in so many bytes."""
    from leakscan.arrays import numpy as np

    within = np.arange(_LONGEST_LOADED) < np.arange(_LONGEST_LOADED + 1)[:, None]
    return (within * np.uint8(255)).view("<u8")
