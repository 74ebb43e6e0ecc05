"""Undoes the filter that nearly all streams have (ISO 32000-2 7.4.4); the others are left to pypdf."""

import zlib

MOST_BYTES = 75_000_000
"""A stream that swells beyond this is left to pypdf, which refuses it with the reason."""
_NONE, _SUB, _UP = range(3)
"""PNG filters: as it is, less the byte before, less the byte above (RFC 2083 6)."""


def inflated(data: bytes) -> bytes | None:
    """Return deflated data; None when they are damaged or too large."""
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    return found if stream.eof else None


def unpredicted(data: bytes, columns: int, width: int = 1) -> bytes | None:
    """Return data whose rows were written as differences; None where they were in a way that is rare.

    Args:
        data: the rows, each behind the number of its filter.
        columns: bytes in a row.
        width: bytes from one sample to the next of its kind.
    """
    import numpy

    if columns < 1 or width < 1 or columns % width or len(data) % (columns + 1):
        return None
    rows = numpy.frombuffer(data, dtype=numpy.uint8).reshape(-1, columns + 1)
    kinds, rows = rows[:, 0], rows[:, 1:]
    if (kinds > _UP).any():
        return None
    if (kinds == _UP).all():
        return bytes(numpy.cumsum(rows, axis=0, dtype=numpy.uint8).tobytes())
    found = numpy.empty_like(rows)
    above = numpy.zeros(columns, dtype=numpy.uint8)
    for index, kind in enumerate(kinds):
        row = rows[index]
        if kind == _SUB:
            row = numpy.cumsum(row.reshape(-1, width), axis=0, dtype=numpy.uint8).reshape(-1)
        above = row + above if kind == _UP else row
        found[index] = above
    return found.tobytes()
