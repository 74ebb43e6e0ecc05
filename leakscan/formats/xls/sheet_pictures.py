"""Pictures among the records of a sheet: those of BIFF5, and those behind the cells ([MS-XLS] 2.4.19)."""

import struct

from leakscan.errors import MalformedFileError
from leakscan.formats.pictures.bitmaps import bitmap_file

PICTURE, BACKGROUND = 0x007F, 0x00E9
INLINE = "at "
"""How the name begins by which drawings call such a picture; the offset of its record follows."""
_HEAD = struct.Struct("<2HI")
_METAFILE, _BITMAP = 2, 9
_METAFILE_HEAD_BYTES = 8
"""What stands before the records of a metafile: its unit and its size."""


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
    return bitmap_file(found) if kind == _BITMAP else found
