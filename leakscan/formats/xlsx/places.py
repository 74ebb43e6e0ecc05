"""Where tags begin in a block."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Octets = NDArray[numpy.uint8]

PADDING = b"<" + b"\0" * 63
"""Behind a block, so that its last tag ends where one begins, and words can be loaded from its last bytes."""

_PLACE_IN_WORD = 0x00010203
"""A one in byte k of a word times this has k in the highest byte; ones at both ends have 3."""
_AT_BOTH_ENDS = 0x01000001


def tag_places(octets: "Octets", size: int, passing: str = "") -> "Integers":
    """Return where each `<` of a block stands, and last the one of the padding.

    Args:
        octets: the block, padded.
        size: how long it is without padding.
        passing: a letter; where it follows, the `<` is passed over.
    """
    from leakscan.arrays import numpy as np

    end = size + 4 & ~3
    is_start = octets[:end] == ord("<")
    if passing:
        is_start &= octets[1 : end + 1] != ord(passing)
    # Looking at words of four takes half the time. A tag is three bytes at least, so that two may begin in one
    # word only at its ends.
    words = is_start.view("<u4")
    found: Integers = (words != 0).nonzero()[0]
    held = words.take(found)
    found <<= 2
    doubles = (held == _AT_BOTH_ENDS).nonzero()[0]
    if len(found) + len(doubles) != np.count_nonzero(is_start):
        return np.asarray(is_start.nonzero()[0], dtype=np.int64)
    held *= np.uint32(_PLACE_IN_WORD)
    held >>= np.uint32(24)
    found += held
    if len(doubles):
        counts = np.ones(len(found), dtype=np.int64)
        counts[doubles] = 2
        found = found.repeat(counts)
        found[doubles + np.arange(len(doubles))] -= 3
    return found
