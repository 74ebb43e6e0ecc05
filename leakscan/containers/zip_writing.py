"""Writes an archive of stored entries: for a document that lies in pieces inside another one."""

import struct
import zlib
from collections.abc import Callable, Iterable
from typing import BinaryIO

from leakscan.errors import LimitReachedError
from leakscan.source import SpoolStore

_DATE = 0x0021  # 1980-01-01, the first day an archive can name
_UTF8 = 0x0800
_CHUNK_BYTES = 1 << 16
_MOST_BYTES = 0xFFFFFFFF
_MOST_ENTRIES = 0xFFFF

Entry = tuple[str, Callable[[], BinaryIO]]
"""Name and content of an entry."""


def stored_archive(entries: Iterable[Entry]) -> SpoolStore:
    """Return an archive of the entries, the same for the same entries.

    Raises:
        FileError: an entry cannot be read, or all are too large for an archive without ZIP64.
    """
    store = SpoolStore()
    directory: list[bytes] = []
    for name, opened in entries:
        crc = size = 0
        with opened() as stream:
            while block := stream.read(_CHUNK_BYTES):
                crc = zlib.crc32(block, crc)
                size += len(block)
        offset = store.size
        if offset + size > _MOST_BYTES or len(directory) >= _MOST_ENTRIES:
            raise LimitReachedError("the document inside is too large", code="limit-part-bytes")
        encoded = name.encode("utf-8", "surrogateescape")
        sizes = struct.pack("<HHHHH3I2H", 20, _UTF8, 0, 0, _DATE, crc, size, size, len(encoded), 0)
        store.write(b"PK\3\4" + sizes + encoded)
        with opened() as stream:
            while block := stream.read(_CHUNK_BYTES):
                store.write(block)
        tail = struct.pack("<3H2I", 0, 0, 0, 0, offset)
        directory.append(b"PK\1\2" + struct.pack("<H", 20) + sizes + tail + encoded)
    start = store.size
    listed = b"".join(directory)
    store.write(listed)
    count = len(directory)
    store.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listed), start, 0))
    return store
