"""Undoes the filter that nearly all streams have (ISO 32000-2 7.4.4); the others are left to pypdf."""

import zlib

MOST_BYTES = 75_000_000
"""A stream that swells beyond this is left to pypdf, which refuses it with the reason."""
_UP = 2
"""The PNG filter that all rows of a table have in practice: each byte less the one above (RFC 2083 6.4)."""


def inflated(data: bytes) -> bytes | None:
    """Return deflated data; None when they are damaged or too large."""
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    return found if stream.eof else None


def unpredicted(data: bytes, columns: int) -> bytes | None:
    """Return data whose rows were each written less the row above; None when some were written otherwise."""
    import numpy

    width = columns + 1
    if columns < 1 or len(data) % width:
        return None
    rows = numpy.frombuffer(data, dtype=numpy.uint8).reshape(-1, width)
    if not (rows[:, 0] == _UP).all():
        return None
    return bytes(numpy.cumsum(rows[:, 1:], axis=0, dtype=numpy.uint8).tobytes())
