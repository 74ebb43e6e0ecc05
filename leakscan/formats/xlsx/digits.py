"""Values written as text, many at once: of numbers, eight characters to a 64-bit word."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Words = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

LONGEST_WHOLE = 8
_ZEROS = 0x3030303030303030
_HIGH = 0x8080808080808080
_ABOVE_NINE = 0x7676767676767676
_DOTS = 0x2E2E2E2E2E2E2E2E
_EACH = 0x0101010101010101
_ALL = (1 << 64) - 1
_ODD = 0x9E3779B97F4A7C15
_NOT_A_NUMBER = 0x7FF8_5A5A_5A5A_5A5A


def whole_numbers(words: "Words", lengths: "Integers") -> "Integers | None":
    """Return the whole numbers of up to eight digits that words begin with, or None when one is none."""
    values, is_number = _read(words, lengths)
    return values if bool(is_number.all()) else None


def _read(words: "Words", lengths: "Integers") -> "tuple[Integers, Flags]":
    """Return what words of that many characters say, and which of them are digits only; lengths are 1 to 8."""
    import numpy as np

    shift = (64 - 8 * lengths).astype(np.uint64)
    # The last digit comes into the highest byte; below the first are zeros.
    moved = (words << shift) ^ (np.uint64(_ZEROS) & (np.uint64(_ALL) << shift))
    return _sum(moved), ((moved | (moved + np.uint64(_ABOVE_NINE))) & np.uint64(_HIGH)) == 0


def _sum(digits: "Words") -> "Integers":
    import numpy as np

    pairs = ((digits & np.uint64(0x0F0F0F0F0F0F0F0F)) * np.uint64(2561)) >> np.uint64(8)
    fours = ((pairs & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    eights = ((fours & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)
    return eights.astype(np.int64)


def number_keys(words: "Words", lengths: "Integers") -> "tuple[Words, Flags]":
    """Return the value keys of numbers of up to eight characters, and of which texts they could be made.

    A number is digits with at most one point between them. Of so few digits the nearest double is one division,
    and rounding it to twelve digits gives it back, so that the keys are those of `views.values.number_key`.
    """
    import numpy as np

    is_short = (lengths >= 1) & (lengths <= LONGEST_WHOLE)
    counts = np.where(is_short, lengths, 1)
    shift = (64 - 8 * counts).astype(np.uint64)
    inside = np.uint64(_ALL) << shift
    moved = ((words << shift) & inside) | (np.uint64(_ZEROS) & ~inside)
    marks = moved ^ np.uint64(_DOTS)
    marks = (marks - np.uint64(_EACH)) & ~marks & np.uint64(_HIGH)
    lowest = marks & (~marks + np.uint64(1))
    has_point = marks != 0
    # Bytes below the point move up over it; a second point stays and is no digit.
    below = np.where(has_point, (lowest >> np.uint64(7)) - np.uint64(1), np.uint64(0))
    at_point = np.where(has_point, lowest | (lowest - (lowest >> np.uint64(7))), np.uint64(0))
    above = ~(below | at_point)
    closed = (
        (moved & above) | ((moved & below) << np.uint64(8)) | np.where(has_point, np.uint64(0x30), np.uint64(0))
    )
    digits = closed ^ np.uint64(_ZEROS)
    is_number = is_short & (((digits | (digits + np.uint64(_ABOVE_NINE))) & np.uint64(_HIGH)) == 0)
    # How many bytes stand above the point: 7 less the number of its byte.
    place = ((below & np.uint64(_EACH)) * np.uint64(_EACH)) >> np.uint64(56)
    decimals = np.where(has_point, 7 - place.astype(np.int64), 0)
    # A lone point, or one at an end, is left to the reader of single numbers.
    is_number &= ~has_point | ((decimals > 0) & (decimals < counts - 1))
    values = _sum(digits) / (10.0 ** np.arange(9))[np.clip(decimals, 0, 8)]
    bits = values.view(np.uint64)
    return (bits ^ np.uint64(_NOT_A_NUMBER)) * np.uint64(_ODD), is_number


def text_keys(data: bytes, starts: "Integers", ends: "Integers") -> "tuple[Words, Flags]":
    """Return the value keys of texts, and which of them are left to the reader of single values.

    Most texts have their hash for a key. Not so what may be a number, what may have blanks at an end, and what has
    references or escapes in it. No text is empty.
    """
    import numpy as np

    octets = np.frombuffer(data, dtype=np.uint8)
    first, last = octets[starts], octets[ends - 1]
    is_odd = (first <= 57) | (first > 126) | (last <= 32) | (last > 126)
    if b"&" in data or b"_x" in data:
        is_odd[:] = True
    chosen = np.flatnonzero(~is_odd)
    pairs = zip(starts[chosen].tolist(), ends[chosen].tolist(), strict=True)
    if data.isascii():
        text = data.decode("ascii")
        hashes = [hash(text[start:end]) for start, end in pairs]
    else:
        hashes = [hash(data[start:end].decode()) for start, end in pairs]
    keys: Words = np.zeros(len(starts), dtype=np.uint64)
    keys[chosen] = np.array(hashes, dtype=np.int64).view(np.uint64)
    return keys, is_odd
