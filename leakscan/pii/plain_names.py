"""Full names of two plain words, of which nothing has to be asked, taken apart and keyed many at once.

A plain word is of two to twenty-four letters of the basic alphabet, not all of them capitals, and no title or
distinction; of two such words one is the given and one the family name, as in most names. Each word is keyed once.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from leakscan.pii.names import words_beside_names
from leakscan.pii.sorting import starts_of

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Keys = NDArray[numpy.uint64]
    Numbers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_TOGETHER = 1 << 13
"""So many names are read at once."""

_PIECES = 3
"""A word is held in so many numbers of eight letters each; longer ones are left to others."""

_SMALL = 0x2020_2020_2020_2020
_ODD = 0x9E37_79B9_7F4A_7C15

KeyWords = Callable[[Sequence[bytes]], "Keys"]


def plain_names(values: Sequence[str], key_words: KeyWords) -> "Iterator[tuple[Numbers, Keys]]":
    """Yield which values are two plain words, and of each the keys of first, second and their initials.

    Args:
        values: names, and whatever else stands among them.
        key_words: gives the key of each word; a word of one letter is an initial.
    """
    initials = key_words([bytes([letter]) for letter in range(ord("a"), ord("z") + 1)])
    for start in range(0, len(values), _TOGETHER):
        rows, keys = _read(values[start : start + _TOGETHER], key_words, initials)
        yield start + rows, keys


def _read(values: Sequence[str], key_words: KeyWords, initials: "Keys") -> "tuple[Numbers, Keys]":
    from leakscan.arrays import numpy

    # One byte for each character; what is not of this alphabet is no letter.
    text = ("\n".join(values) + "\n").encode("latin-1", "replace")
    data = numpy.frombuffer(text + bytes(8 * _PIECES), dtype=numpy.uint8)
    is_letter = (data | 0x20) - numpy.uint8(ord("a")) < 26
    breaks = numpy.flatnonzero(~is_letter[: len(text)])
    marks = data[breaks]
    ends = numpy.flatnonzero(marks == ord("\n"))
    if len(ends) != len(values):  # one of them has several lines
        ends = ends[:0]
    before = numpy.concatenate(([-1], ends))[: len(ends)]
    rows = numpy.flatnonzero((ends - before == 2) & (marks[ends - 1] == ord(" ")))
    middles = breaks[ends[rows] - 1]
    starts = numpy.concatenate((numpy.where(rows > 0, breaks[before[rows]], -1), middles)) + 1
    keys, is_plain = _keys(data, starts, numpy.concatenate((middles, breaks[ends[rows]])) - starts, key_words)
    first_letters = numpy.minimum((data[starts] | 0x20) - numpy.uint8(ord("a")), 25)  # a word may be empty
    columns = (*numpy.split(keys, 2), *numpy.split(initials[first_letters], 2))
    both = numpy.logical_and(*numpy.split(is_plain, 2))
    return rows[both], numpy.stack(columns, axis=1)[both]


def _keys(
    data: "NDArray[numpy.uint8]", starts: "Numbers", lengths: "Numbers", key_words: KeyWords
) -> "tuple[Keys, Flags]":
    """Return the keys of runs of letters, and which of them are plain words."""
    from leakscan.arrays import numpy

    small, masks = numpy.uint64(_SMALL), numpy.array([(1 << 8 * n) - 1 for n in range(9)], dtype=numpy.uint64)
    anywhere = numpy.ndarray((len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
    folded, has_small = [], numpy.zeros(len(starts), dtype=numpy.bool_)
    digest = numpy.zeros(len(starts), dtype=numpy.uint64)
    for first in range(0, 8 * _PIECES, 8):
        mask = masks[numpy.clip(lengths - first, 0, 8)]
        letters = anywhere[starts + first] & mask
        has_small |= letters & small != 0
        folded.append(letters | small & mask)
        digest = (digest ^ folded[-1]) * numpy.uint64(_ODD)
        digest ^= digest >> numpy.uint64(29)
    order = numpy.argsort(digest)
    begins = starts_of(digest[order])
    words = order[begins]
    number = numpy.empty_like(order)
    number[order] = numpy.repeat(numpy.arange(len(words)), numpy.diff(begins, append=len(order)))
    pieces = numpy.stack([piece[words] for piece in folded], axis=1).astype("<u8")
    texts: list[bytes] = pieces.view(f"S{8 * _PIECES}").ravel().tolist()
    is_plain = numpy.array([text not in words_beside_names() for text in texts], dtype=numpy.bool_)[number]
    is_plain &= has_small & (lengths > 1) & (lengths <= 8 * _PIECES)
    for piece in folded:  # two words of one digest
        is_plain &= piece == piece[words][number]
    return key_words(texts)[number], is_plain
