"""The bytes of a ZIP file, and what can be found in them without its directory (APPNOTE.TXT 6.3.10 §4.3)."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from leakscan.containers import zip_records as records
from leakscan.containers.zip_data import CHUNK_BYTES
from leakscan.containers.zip_records import DEFLATED, HAS_DESCRIPTOR, ZipEntry
from leakscan.source import Source

_MOST_SEARCHED = 4
"""In search of unlisted entries bytes are read that many times the file's size in all, lest a gap full of
signatures take time quadratic in its length."""
_BLOCK_BYTES = 1 << 20
_HELD_BYTES = 1 << 18
_NEWEST_VERSION = 63
_LAST_METHOD, _FIRST_LATE_METHOD = 20, 93
"""Compression methods go to 20 and from 93 (§4.4.5); a header with another is chance."""


class ZipBytes:
    """The bytes of one archive; those of a small one are held.

    Attributes:
        stream: reads them.
        size: how many there are.
        has_searched_enough: the search for entries was given up.
    """

    def __init__(self, source: Source) -> None:
        self._budget = source.budget
        self.size = source.size
        self.stream: BinaryIO = source.open()
        if self.size <= _HELD_BYTES:
            with self.stream as stream:
                self.stream = io.BytesIO(stream.read(self.size))
        self._searched = 0
        self.has_searched_enough = False

    def at(self, start: int, end: int) -> bytes:
        """Return bytes of the archive itself; what lies outside it is left out."""
        if not 0 <= start < self.size or end <= start:
            return b""
        self.stream.seek(start)
        return self.stream.read(min(end, self.size) - start)

    def is_record(self, position: int, signature: bytes) -> bool:
        """Return whether a record of that signature begins at a position."""
        return self.at(position, position + 4) == signature

    def ends(self) -> Iterator[int]:
        """Yield the offsets of what looks like an end record, the last first."""
        end = self.size
        while end > 0:
            start = max(0, end - _BLOCK_BYTES)
            block = self.at(start, min(self.size, end + 3))
            position = len(block)
            while (position := block.rfind(records.END_SIGNATURE, 0, position)) >= 0:
                if start + position + records.END.size <= self.size:
                    yield start + position
                position += 3
            end = start

    def inner_archives(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of whole other archives inside a gap: each is a file, not so many loose entries."""
        for at in self.signatures(start, end, records.END_SIGNATURE):
            if at + records.END.size > end:
                return
            fields = records.END.unpack(self.at(at, at + records.END.size))
            size, offset, comment_length = fields[5:]
            first = at - size - offset
            if size and first >= start and self.is_record(at - size, records.CENTRAL_SIGNATURE):
                yield first, min(end, at + records.END.size + comment_length)

    def is_blank(self, start: int, end: int) -> bool:
        """Return whether a range holds nothing but zeros."""
        for position in range(start, end, CHUNK_BYTES):
            if self.at(position, min(end, position + CHUNK_BYTES)).strip(b"\0"):
                return False
        return True

    def signatures(self, start: int, end: int, signature: bytes = records.LOCAL_SIGNATURE) -> Iterator[int]:
        """Yield where a signature stands in a range."""
        overlap = len(signature) - 1
        position = start
        while position < end:
            block = self.at(position, min(end, position + _BLOCK_BYTES + overlap))
            found = -1
            while (found := block.find(signature, found + 1)) >= 0:
                yield position + found
            position += _BLOCK_BYTES
            self._budget.check_time()

    def unlisted(self, header: int, end: int, *, is_cut_allowed: bool = False) -> ZipEntry | None:
        """Return the entry of a local header that no directory lists, or None when it is not one."""
        raw = self.at(header, header + records.LOCAL.size)
        if len(raw) < records.LOCAL.size:
            return None
        name_length, extra_length = struct.unpack_from("<2H", raw, 26)
        if self._is_out_of_proportion(name_length + extra_length):
            return None
        at_name = header + records.LOCAL.size
        names = self.at(at_name, at_name + name_length + extra_length)
        if len(names) < name_length + extra_length or b"\0" in names[:name_length]:
            return None
        entry = records.local_entry(raw, names, header)
        if raw[4] > _NEWEST_VERSION or (entry.method > _LAST_METHOD and entry.method < _FIRST_LATE_METHOD):
            return None
        has_length = not entry.flags & HAS_DESCRIPTOR or entry.packed_size
        if not has_length and not self._measure(entry, end, is_cut_allowed=is_cut_allowed):
            return None
        if entry.data_end > end and not is_cut_allowed:
            return None
        entry.end = min(entry.data_end, self.size)
        if entry.flags & HAS_DESCRIPTOR and entry.data_end < self.size:
            self.pass_descriptor(entry)
        return entry

    def _is_out_of_proportion(self, count: int) -> bool:
        """Account for bytes read in search of entries; True once that is out of proportion."""
        self._searched += count
        if self._searched > _MOST_SEARCHED * self.size + _BLOCK_BYTES:
            self.has_searched_enough = True
        return self.has_searched_enough

    def _measure(self, entry: ZipEntry, end: int, *, is_cut_allowed: bool) -> bool:
        """Find the length of data whose header leaves it to a descriptor; only deflate says where it ends."""
        if entry.method != DEFLATED:
            return False
        inflater = zlib.decompressobj(-15)
        position, size, crc = entry.data, 0, 0
        while not inflater.eof and position < end:
            block = self.at(position, min(end, position + CHUNK_BYTES))
            if self._is_out_of_proportion(len(block)):
                return False
            position += len(block)
            while block and not inflater.eof:
                try:
                    piece = inflater.decompress(block, CHUNK_BYTES)
                except zlib.error:
                    return False
                block = inflater.unconsumed_tail
                size += len(piece)
                crc = zlib.crc32(piece, crc)
                self._budget.spend_bytes(len(piece))
        if not inflater.eof and not is_cut_allowed:
            return False
        entry.packed_size = position - len(inflater.unused_data) - entry.data
        entry.size, entry.crc = (size, crc) if inflater.eof else (size + 1, crc)
        return True

    def pass_descriptor(self, entry: ZipEntry) -> None:
        """Move the end of an entry behind its data descriptor (§4.3.9), whose signature is optional."""
        raw = self.at(entry.end, entry.end + 24)
        signature = 4 if raw.startswith(records.DESCRIPTOR_SIGNATURE) else 0
        for form, length in (("<I2Q", 20), ("<3I", 12)):
            packed = entry.packed_size if length == 20 else entry.packed_size & 0xFFFFFFFF
            size = entry.size if length == 20 else entry.size & 0xFFFFFFFF
            if raw[signature : signature + length] == struct.pack(form, entry.crc, packed, size):
                entry.end += signature + length
                return
        if signature:
            entry.issues.append("the data descriptor says otherwise than the directory")
            entry.end = min(entry.end + 16, self.size)
