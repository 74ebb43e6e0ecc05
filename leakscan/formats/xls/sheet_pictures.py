"""Pictures among the records of a sheet: those of BIFF5, and those behind the cells ([MS-XLS] 2.4.19)."""

import struct

from leakscan.errors import MalformedFileError

PICTURE, BACKGROUND = 0x007F, 0x00E9
INLINE = "at "
"""How the name begins by which drawings call such a picture; the offset of its record follows."""
_HEAD = struct.Struct("<2HI")
_METAFILE, _BITMAP = 2, 9
_METAFILE_HEAD_BYTES = 8
"""What stands before the records of a metafile: its unit and its size."""
_FILE_HEAD_BYTES, _CORE_BYTES, _INFO_BYTES = 14, 12, 40
_MASKED, _MASK_BYTES = 3, 12
_MOST_DEPTH_OF_PALETTE = 8


def file_of(data: bytes) -> bytes:
    """Return the picture in a record as a file.

    Raises:
        MalformedFileError: the record breaks off.
    """
    if len(data) < _HEAD.size:
        raise MalformedFileError("a record is too short", code="short-record")
    kind, _, size = _HEAD.unpack_from(data)
    found = data[_HEAD.size : _HEAD.size + size]
    if len(found) < size:
        raise MalformedFileError("the picture breaks off", code="damaged-picture")
    if kind == _METAFILE:
        return found[_METAFILE_HEAD_BYTES:]
    return _bitmap_file(found) if kind == _BITMAP else found


def _bitmap_file(data: bytes) -> bytes:
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
