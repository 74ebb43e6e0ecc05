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
"""A one in byte k of a word times this has k in the highest byte."""


def tag_places(octets: "Octets", size: int) -> "Integers":
    """Return where each `<` of a block stands, and last the one of the padding.

    Args:
        octets: the block, padded.
        size: how long it is without padding.
    """
    import numpy as np

    is_start = octets[: size + 4 & ~3] == ord("<")
    # No tag is shorter than three bytes, so that words of four seldom hold two; looking at words takes half the time.
    words = is_start.view("<u4")
    found = (words != 0).nonzero()[0]
    if len(found) != np.count_nonzero(is_start):
        return is_start.nonzero()[0]
    places = words.take(found)
    places *= np.uint32(_PLACE_IN_WORD)
    places >>= np.uint32(24)
    found <<= 2
    found += places
    return found
