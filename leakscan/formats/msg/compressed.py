"""Unpacks compressed RTF ([MS-OXRTFCP])."""

import struct

from leakscan.errors import LimitReachedError, MalformedFileError

_BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the window holds at the beginning ([MS-OXRTFCP] 2.1.2.1)."""
_WINDOW = 4096
_PACKED, _PLAIN = b"LZFu", b"MELA"
_HEADER_BYTES = 16


def unpacked_rtf(data: bytes, most: int) -> bytes:
    """Return the RTF.

    Raises:
        LimitReachedError: it is longer than `most` bytes.
        MalformedFileError: it is of no known kind, or breaks off.
    """
    if len(data) < _HEADER_BYTES:
        raise MalformedFileError("the compressed RTF breaks off", code="damaged-body")
    _, size, kind, _ = struct.unpack_from("<II4sI", data, 0)
    if size > most:
        raise LimitReachedError("the RTF of the body is too large", code="limit-part-bytes")
    if kind == _PLAIN:
        return data[_HEADER_BYTES : _HEADER_BYTES + size]
    if kind != _PACKED:
        raise MalformedFileError("the compressed RTF is of an unknown kind", code="damaged-body")
    made = bytearray(_BEGINNING)
    at, end = _HEADER_BYTES, len(data)
    while at < end:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                if at < end:
                    made.append(data[at])
                at += 1
                continue
            if at + 2 > end:
                break
            reference = data[at] << 8 | data[at + 1]
            at += 2
            offset, length = reference >> 4, (reference & 15) + 2
            if offset == len(made) % _WINDOW:
                return bytes(made[len(_BEGINNING) :])
            _copy(made, offset, length)
        if len(made) > most + _WINDOW:
            raise LimitReachedError("the RTF of the body is too large", code="limit-part-bytes")
    raise MalformedFileError("the compressed RTF breaks off", code="damaged-body")


def _copy(made: bytearray, offset: int, length: int) -> None:
    """Copy from the window, which holds the last bytes made; what is copied may be part of the copy."""
    start = len(made) - ((len(made) - offset - 1) % _WINDOW + 1)
    for number in range(length):
        position = start + number
        made.append(made[position] if 0 <= position < len(made) else 0x20)
