"""Undoes the filter that nearly all streams have (ISO 32000-2 7.4.4); the others are left to pypdf."""

import zlib
from collections.abc import Callable

from leakscan.formats.pdf.values import Value

MOST_BYTES = 75_000_000
"""A stream that swells beyond this is left to pypdf, which refuses it with the reason."""
_NONE, _SUB, _UP, _AVERAGE, _PAETH = range(5)
"""PNG filters: what is taken from each byte (RFC 2083 6)."""
_MOST_SLOWLY = 4_000_000
"""Rows of the two filters that take Python's time are unpacked up to this many bytes."""

_DEFLATED = ("FlateDecode", "Fl")
_MOST_SALVAGED = 5_000_000
_MOST_CUT, _PIECE = 8, 1 << 12
"""How many bytes behind the data are taken for what does not belong to them, and how many are taken at once."""


def unpacked(
    raw: bytes, entries: dict[str, Value], resolve: Callable[[Value], Value], behind: list[bytes] | None = None
) -> bytes | None:
    """Return a stream's data where no filter but the usual one packs them; None otherwise.

    Args:
        raw: the data as they stand in the file.
        entries: the stream's dictionary.
        resolve: gives what a value refers to.
        behind: takes what stands behind the end of the packed data.
    """
    name = _alone(entries.get("Filter"), resolve)
    if name is None:
        return raw
    if name not in _DEFLATED:
        return None
    found = inflated(raw, behind)
    parameters = _alone(entries.get("DecodeParms"), resolve)
    if found is None or parameters is None:
        return found
    if not isinstance(parameters, dict):
        return None
    predictor, bits, colours, columns = (
        resolve(parameters.get(key, default))
        for key, default in (("Predictor", 1), ("BitsPerComponent", 8), ("Colors", 1), ("Columns", 1))
    )
    if not all(isinstance(number, int) for number in (predictor, bits, colours, columns)):
        return None
    if predictor == 1:
        return found
    return unpredicted(found, columns * colours, colours) if bits == 8 and predictor >= 10 else None


def _alone(value: Value, resolve: Callable[[Value], Value]) -> Value:
    """Return what a list of one holds, and any other value as it is."""
    value = resolve(value)
    if isinstance(value, list) and len(value) < 2:
        return resolve(value[0]) if value else None
    return value


def salvaged(raw: bytes, entries: dict[str, Value], resolve: Callable[[Value], Value]) -> bytes | None:
    """Return what a damaged stream holds up to the damage; None where other filters or parameters pack it.

    It is what pypdf gives, which takes byte by byte.
    """
    name, parameters = (_alone(entries.get(key), resolve) for key in ("Filter", "DecodeParms"))
    if name not in _DEFLATED or parameters is not None or len(raw) > _MOST_SALVAGED:
        return None
    for cut in range(1, min(_MOST_CUT, len(raw) - 1) + 1):
        found = inflated(raw[:-cut])
        if found is not None:
            return found
    stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
    pieces: list[bytes] = []
    size, step, position = 0, _PIECE, 0
    while position < len(raw) and size < MOST_BYTES:
        before = stream.copy()
        try:
            pieces.append(stream.decompress(raw[position : position + step]))
        except zlib.error:
            if step == 1:
                break
            stream, step = before, 1
            continue
        size += len(pieces[-1])
        position += step
    return b"".join(pieces) if size < MOST_BYTES else None


def inflated(data: bytes, behind: list[bytes] | None = None) -> bytes | None:
    """Return deflated data; None when they are damaged or too large; `behind` takes what follows them."""
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    if behind is not None and stream.unused_data:
        behind.append(stream.unused_data)
    # Some writers flush the data and never end them.
    return None if stream.unconsumed_tail else found


def unpredicted(data: bytes, columns: int, width: int = 1) -> bytes | None:
    """Return data whose rows were written as differences; None where they were in a way that is rare.

    Args:
        data: the rows, each behind the number of its filter.
        columns: bytes in a row.
        width: bytes from one sample to the next of its kind.
    """
    from leakscan.arrays import numpy

    if columns < 1 or width < 1 or columns % width or len(data) % (columns + 1):
        return None
    rows = numpy.frombuffer(data, dtype=numpy.uint8).reshape(-1, columns + 1)
    kinds, rows = rows[:, 0], rows[:, 1:]
    if (kinds == _UP).all():
        return bytes(numpy.cumsum(rows, axis=0, dtype=numpy.uint8).tobytes())
    if (kinds > _PAETH).any() or ((kinds >= _AVERAGE).any() and len(data) > _MOST_SLOWLY):
        return None
    found = numpy.empty_like(rows)
    above = numpy.zeros(columns, dtype=numpy.uint8)
    for index, kind in enumerate(kinds.tolist()):
        row = rows[index]
        if kind == _SUB:
            above = numpy.cumsum(row.reshape(-1, width), axis=0, dtype=numpy.uint8).reshape(-1)
        elif kind == _UP:
            above = row + above
        elif kind == _NONE:
            above = row
        else:
            above = numpy.frombuffer(_slowly(row.tobytes(), above.tobytes(), kind, width), dtype=numpy.uint8)
        found[index] = above
    return found.tobytes()


def _slowly(row: bytes, above: bytes, kind: int, width: int) -> bytes:
    """Return a row of the filters whose every byte hangs on the one before."""
    found = bytearray(width) + bytearray(row)
    before = bytes(width) + above
    for index in range(width, len(found)):
        left, up = found[index - width], before[index]
        if kind == _AVERAGE:
            taken = (left + up) // 2
        else:
            corner = before[index - width]
            guess = left + up - corner
            taken = min((left, up, corner), key=lambda byte: abs(guess - byte))
        found[index] = (found[index] + taken) & 0xFF
    return bytes(found[width:])
