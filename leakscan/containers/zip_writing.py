"""Writes plain archives of parts, for packages that came in another wrapping (PKWARE APPNOTE 4.3)."""

import struct
import zlib
from collections.abc import Callable, Iterable
from typing import BinaryIO

from leakscan.errors import LimitReachedError
from leakscan.source import SpoolStore

_LOCAL = struct.Struct("<4s5H3I2H")
_LISTED = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF8, _DAY = 20, 0x0800, 0x21
"""The day is the first that archives know: 1 January 1980."""
_CHUNK_BYTES = 1 << 16
_MOST_BYTES = 0xFFFFFFFF
_MOST_ENTRIES = 0xFFFF

Entry = tuple[str, Callable[[], BinaryIO]]
"""Name and content of an entry."""


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


def stored_archive(entries: Iterable[Entry]) -> SpoolStore:
    """Return an archive of entries of any size, each stored as it is, the same for the same entries.

    Raises:
        FileError: an entry cannot be read, or all are too large for an archive without ZIP64.
    """
    store, listed, count = SpoolStore(), bytearray(), 0
    for name, opened in entries:
        crc = size = 0
        with opened() as stream:
            while block := stream.read(_CHUNK_BYTES):
                crc = zlib.crc32(block, crc)
                size += len(block)
        start = store.size
        if start + size > _MOST_BYTES or count >= _MOST_ENTRIES:
            raise LimitReachedError("the document inside is too large", code="limit-part-bytes")
        title = name.encode("utf-8", "replace")
        common = (_UTF8, 0, 0, _DAY, crc, size, size, len(title))
        listed += _LISTED.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, 0, start) + title
        store.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, *common, 0) + title)
        with opened() as stream:
            while block := stream.read(_CHUNK_BYTES):
                store.write(block)
        count += 1
    start = store.size
    store.write(bytes(listed) + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0))
    return store
