"""Writes a plain archive of parts in memory, for packages that came in another wrapping (PKWARE APPNOTE 4.3)."""

import struct
import zlib
from collections.abc import Iterable

_LOCAL = struct.Struct("<4s5H3I2H")
_LISTED = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF8, _DAY = 20, 0x0800, 0x21
"""The day is the first that archives know: 1 January 1980."""


def zip_archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of parts, each stored as it is."""
    written, listed, count = bytearray(), bytearray(), 0
    for name, data in parts:
        title = name.encode("utf-8", "replace")
        common = (_UTF8, 0, 0, _DAY, zlib.crc32(data), len(data), len(data), len(title))
        listed += _LISTED.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, 0, len(written)) + title
        written += _LOCAL.pack(b"PK\x03\x04", _VERSION, *common, 0) + title + data
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), len(written), 0)
    return bytes(written + listed + end)
