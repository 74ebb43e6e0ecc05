"""Bitmaps that other files keep without the head that they have in a file of their own."""

import struct

from leakscan.errors import MalformedFileError

_FILE_HEAD_BYTES, _CORE_BYTES, _INFO_BYTES = 14, 12, 40
_MASKED, _MASK_BYTES = 3, 12
_MOST_DEPTH_OF_PALETTE = 8


def bitmap_file(data: bytes) -> bytes:
    """Return a bitmap with the head that it has in a file ([MS-WMF] 2.2.2.9)."""
    if len(data) < _CORE_BYTES:
        raise MalformedFileError("the picture breaks off", code="damaged-picture")
    (head,) = struct.unpack_from("<I", data)
    if head == _CORE_BYTES or len(data) < _INFO_BYTES:
        (depth,) = struct.unpack_from("<H", data, 10)
        palette = 3 << depth if depth <= _MOST_DEPTH_OF_PALETTE else 0
    else:
        depth, compression, colours = struct.unpack_from("<HI12xI", data, 14)
        palette = 4 * (colours or (1 << depth if depth <= _MOST_DEPTH_OF_PALETTE else 0))
        palette += _MASK_BYTES if compression == _MASKED and head == _INFO_BYTES else 0
    start = _FILE_HEAD_BYTES + head + palette
    return struct.pack("<2sIHHI", b"BM", _FILE_HEAD_BYTES + len(data), 0, 0, min(start, 0xFFFFFFFF)) + data
