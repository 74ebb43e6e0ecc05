"""Compound files ([MS-CFB]): streams by path, and what became of every sector.

olefile reads the header, the allocation tables and the directory; streams are read here, sector by sector,
under the budget. Sectors that no stream owns, the tails of last sectors and directory entries that nothing
leads to are kept in sight, for that is where deleted content survives.
"""

import io
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from leakscan.containers.container import ByteRange, Entry, RangeKind
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.source import Source, SpoolStore

if TYPE_CHECKING:
    import olefile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END_OF_CHAIN, _FAT_SECTOR, _DIFAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STREAM, _STORAGE, _ROOT = 2, 1, 5
_CHUNK_BYTES = 1 << 16
_DIRECTORY_ENTRY_BYTES = 128
_NAME_BYTES = 64
_HEADER_CLASS = 8, 24
_HARMLESS = re.compile("OLE header|storage with size|stream size")
"""What olefile finds fault with although all can be read; that a stream is too short is said where it is read."""


class CfbEntry(NamedTuple):
    """One entry of the directory.

    Attributes:
        name: its path, slashes between storages.
        is_stream: a stream; false for a storage.
        size: size of a stream in bytes.
        clsid: class id of a storage, or empty.
        created: creation time, 100-nanosecond units since 1601-01-01; 0 when unset.
        modified: modification time, likewise.
        is_orphan: no storage leads to it.
    """

    name: str
    is_stream: bool
    size: int
    clsid: str
    created: int
    modified: int
    is_orphan: bool = False


class Remnant(NamedTuple):
    """Bytes of the file that no stream owns, and that are not only zeros or padding.

    Attributes:
        start: first byte in the file.
        end: the byte after the last.
        where: free sector, slack of a sector, free mini sector, slack of a mini sector, directory, header.
    """

    start: int
    end: int
    where: str


class _Chain(NamedTuple):
    """Where a stream's bytes lie: pieces of the file, in order."""

    pieces: tuple[tuple[int, int], ...]
    size: int
    is_whole: bool


class CfbContainer:
    """A compound file.

    Attributes:
        is_broken: its tables or its directory contradict themselves, so that streams may be missing or mixed up.

    Raises:
        MalformedFileError: its header, tables or directory cannot be read.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._stream = source.open()
        self._ole = _opened(self._stream)
        self.is_broken = any(not _HARMLESS.search(message) for _, message in self._ole.parsing_issues)
        self._size = source.size
        self._sector_bytes: int = self._ole.sector_size
        self._fat: list[int] = list(self._ole.fat)
        self._mini_fat: list[int] = []
        self._chains: dict[str, _Chain] = {}
        self._entries: dict[str, CfbEntry] = {}
        self._owner = bytearray(max(0, -(-self._size // self._sector_bytes) - 1))
        self._mini_owner = bytearray()
        self._slack: list[tuple[int, int, str]] = []
        self._read_structure()
        self._read_streams()
        self._ranges, self._remnants = self._account()

    def close(self) -> None:
        """Close the underlying stream."""
        self._stream.close()

    def entries(self) -> Iterator[Entry]:
        """Yield the streams; those that nothing leads to last."""
        for entry in self._entries.values():
            if entry.is_stream:
                chain = self._chains[entry.name]
                start = chain.pieces[0][0] if chain.pieces else 0
                yield Entry(entry.name, entry.size, entry.size, start, is_stored=True)

    def directory(self) -> tuple[CfbEntry, ...]:
        """Return every entry of the directory, storages too."""
        return tuple(self._entries.values())

    def has(self, name: str) -> bool:
        """Return whether there is a stream of that path."""
        return name in self._chains

    def named(self, name: str) -> str | None:
        """Return the stream of that path as the file spells it, or None; case does not matter ([MS-CFB] 2.6.4)."""
        if name in self._chains:
            return name
        folded = name.casefold()
        return next((known for known in self._chains if known.casefold() == folded), None)

    def ranges(self) -> tuple[ByteRange, ...]:
        """Return ranges that tile the file."""
        return self._ranges

    def remnants(self) -> tuple[Remnant, ...]:
        """Return what lies outside all streams and is not only zeros or padding."""
        return self._remnants

    def open(self, name: str) -> io.BufferedReader:
        """Return a metered stream over the content of a stream.

        Raises:
            MalformedFileError: there is none; while reading, when its chain of sectors is broken.
        """
        chain = self._chains.get(name)
        if chain is None:
            raise MalformedFileError("the stream does not exist", code="part-missing")
        return io.BufferedReader(_ChainReads(self._stream, chain, self.source), _CHUNK_BYTES)

    def read(self, name: str) -> bytes:
        """Return the whole content of a stream.

        Raises:
            LimitReachedError: it is larger than one part may be held in memory.
            MalformedFileError: it does not exist or its chain is broken.
        """
        most = self.source.budget.limits.tree_bytes * 4
        with self.open(name) as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise LimitReachedError("the stream is too large to be held whole", code="limit-tree-bytes")
        return data

    def extract(self, name: str) -> SpoolStore:
        """Return the content of a stream as a store of its own."""
        store = SpoolStore()
        with self.open(name) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                store.write(chunk)
        return store

    def pieces(self, name: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of the file in which a stream lies, in order."""
        return self._chains[name].pieces

    def bytes_at(self, start: int, end: int) -> bytes:
        """Return bytes of the file itself."""
        self._stream.seek(start)
        return self._stream.read(end - start)

    # Reading

    def _read_structure(self) -> None:
        ole = self._ole
        for first in (ole.first_dir_sector, ole.first_mini_fat_sector, ole.root.isectStart):
            chain = self._sectors(first)
            last = self._fat[chain[-1]] if chain else first
            self.is_broken |= last != _END_OF_CHAIN and not (last == _FREE and not chain)
        self._claim(self._sectors(ole.first_dir_sector), 1)
        self._claim(self._sectors(ole.first_mini_fat_sector), 1)
        for sector, following in enumerate(self._fat[: len(self._owner)]):
            if following in (_FAT_SECTOR, _DIFAT_SECTOR):
                self._owner[sector] = 1
        mini_fat = b"".join(
            self.bytes_at(self._offset(sector), self._offset(sector) + self._sector_bytes)
            for sector in self._sectors(ole.first_mini_fat_sector)
        )
        count = len(mini_fat) // 4
        self._mini_fat = list(struct.unpack(f"<{count}I", mini_fat[: count * 4]))

    def _read_streams(self) -> None:
        ole = self._ole
        root = ole.root
        mini_sectors = self._sectors(root.isectStart)
        # A chain that is longer than what it holds may run into streams; the file is read all the same.
        needed = -(-root.size // self._sector_bytes)
        self._claim(mini_sectors[:needed], 1)
        self._mini_start = [self._offset(sector) for sector in mini_sectors]
        self._mini_owner = bytearray(len(self._mini_start) * (self._sector_bytes // ole.mini_sector_size))
        seen: set[int] = {0}
        self._walk(root, "", seen)
        self._entries[""] = CfbEntry("", False, 0, root.clsid or "", root.createTime, root.modifyTime)
        self._claim([sector for sector in mini_sectors[needed:] if not self._owned(sector)], 1)
        for number in range(len(ole.direntries)):
            if number not in seen:
                self._orphan(number)

    def _walk(self, storage: "olefile.OleDirectoryEntry", prefix: str, seen: set[int]) -> None:
        for child in storage.kids:
            if child.sid in seen:
                continue
            seen.add(child.sid)
            self._add(child, prefix + child.name, is_orphan=False)
            if child.entry_type == _STORAGE:
                self._walk(child, prefix + child.name + "/", seen)

    def _orphan(self, number: int) -> None:
        entry = self._ole._load_direntry(number)  # noqa: SLF001  # olefile has no public way to unlinked entries
        if entry.entry_type in (_STREAM, _STORAGE) and entry.name:
            self._add(entry, f"(unlinked)/{entry.name}", is_orphan=True)

    def _add(self, entry: "olefile.OleDirectoryEntry", name: str, *, is_orphan: bool) -> None:
        self.source.budget.spend_part()
        base, ordinal = name, 1
        while name in self._entries:
            ordinal += 1
            name = f"{base}#{ordinal}"
        is_stream = entry.entry_type == _STREAM
        self._entries[name] = CfbEntry(
            name=name,
            is_stream=is_stream,
            size=entry.size if is_stream else 0,
            clsid=entry.clsid or "",
            created=entry.createTime,
            modified=entry.modifyTime,
            is_orphan=is_orphan,
        )
        if is_stream:
            self._chains[name] = self._chain(entry.isectStart, entry.size, is_orphan=is_orphan)

    def _chain(self, first: int, size: int, *, is_orphan: bool) -> _Chain:
        if size == 0:
            return _Chain((), 0, is_whole=True)
        if size < self._ole.mini_stream_cutoff_size:
            mini = self._ole.mini_sector_size
            numbers = _followed(first, self._mini_fat, -(-size // mini))
            offsets = [self._mini_offset(number) for number in numbers]
            for number in numbers:
                if number < len(self._mini_owner):
                    self.is_broken |= bool(self._mini_owner[number]) and not is_orphan
                    self._mini_owner[number] = 1
            where, step = "slack of a mini sector", mini
        else:
            numbers = _followed(first, self._fat, -(-size // self._sector_bytes))
            offsets = [self._offset(number) for number in numbers]
            self.is_broken |= not is_orphan and any(map(self._owned, numbers))
            self._claim(numbers if is_orphan else self._sectors(first), 2)
            where, step = "slack of a sector", self._sector_bytes
        pieces = _pieces([offset for offset in offsets if 0 <= offset < self._size], step, size, self._size)
        held = sum(end - start for start, end in pieces)
        if not is_orphan and pieces and held == size and size % step:
            end = pieces[-1][1]
            self._slack.append((end, min(end + step - size % step, self._size), where))
        return _Chain(pieces, size, is_whole=held == size)

    def _sectors(self, first: int) -> list[int]:
        return _followed(first, self._fat, len(self._fat))

    def _offset(self, sector: int) -> int:
        return (sector + 1) * self._sector_bytes

    def _mini_offset(self, number: int) -> int:
        mini: int = self._ole.mini_sector_size
        index, within = divmod(number, self._sector_bytes // mini)
        return self._mini_start[index] + within * mini if index < len(self._mini_start) else -1

    def _owned(self, sector: int) -> bool:
        return sector < len(self._owner) and bool(self._owner[sector])

    def _claim(self, sectors: list[int], owner: int) -> None:
        for sector in sectors:
            if sector < len(self._owner):
                self._owner[sector] = owner

    # Accounting

    def _account(self) -> tuple[tuple[ByteRange, ...], tuple[Remnant, ...]]:
        ranges = [ByteRange(0, min(self._sector_bytes, self._size), RangeKind.STRUCTURE)]
        kinds = {0: RangeKind.EXTRA, 1: RangeKind.STRUCTURE, 2: RangeKind.PART_DATA}
        remnants: list[Remnant] = []
        for sector, owner in enumerate(self._owner):
            start = self._offset(sector)
            end = min(start + self._sector_bytes, self._size)
            kind = kinds[owner]
            if owner == 0 and self._is_padding(start, end):
                kind = RangeKind.PADDING
            if ranges[-1].kind is kind and ranges[-1].end == start:
                ranges[-1] = ByteRange(ranges[-1].start, end, kind)
            elif start < end:
                ranges.append(ByteRange(start, end, kind))
        remnants += [
            Remnant(item.start, item.end, "free sectors") for item in ranges if item.kind is RangeKind.EXTRA
        ]
        for start, end, where in self._slack:
            if not self._is_padding(start, end):
                remnants.append(Remnant(start, end, where))
        remnants += self._free_mini_sectors()
        remnants += self._unused_fields()
        return tuple(ranges), tuple(sorted(remnants, key=lambda item: item.start))

    def _unused_fields(self) -> Iterator[Remnant]:
        """Yield what stands where zeros belong: as the class in the header (2.2), and behind names (2.6.1)."""
        if self.bytes_at(*_HEADER_CLASS).strip(b"\0"):
            yield Remnant(*_HEADER_CLASS, "header")
        for sector in self._sectors(self._ole.first_dir_sector):
            start = self._offset(sector)
            data = self.bytes_at(start, start + self._sector_bytes)
            for at in range(0, len(data) - _NAME_BYTES - 1, _DIRECTORY_ENTRY_BYTES):
                end = at + _NAME_BYTES
                used = min(int.from_bytes(data[end : end + 2], "little"), _NAME_BYTES)
                if data[at + used : end].strip(b"\0"):
                    self.source.budget.spend_part()
                    yield Remnant(start + at + used, start + end, "directory")

    def _free_mini_sectors(self) -> Iterator[Remnant]:
        size = self._ole.mini_sector_size
        pending: Remnant | None = None
        for number, owner in enumerate(self._mini_owner):
            start = self._mini_offset(number)
            if owner or start < 0 or self._is_padding(start, start + size):
                continue
            if pending is not None and pending.end == start:
                pending = Remnant(pending.start, start + size, pending.where)
                continue
            if pending is not None:
                yield pending
            pending = Remnant(start, start + size, "free mini sectors")
        if pending is not None:
            yield pending

    def _is_padding(self, start: int, end: int) -> bool:
        """Return whether bytes are all alike: zeros, 0xFF or another filler."""
        data = self.bytes_at(start, end)
        return not data or data.count(data[0]) == len(data)


class _ChainReads(io.RawIOBase):
    """The content of one stream, sector after sector, charged to the budget."""

    def __init__(self, stream: BinaryIO, chain: _Chain, source: Source) -> None:
        self._stream = stream
        self._chain = chain
        self._budget = source.budget
        self._piece = 0
        self._within = 0
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # RawIOBase hands a writable buffer
        if self._piece >= len(self._chain.pieces):
            if not self._chain.is_whole:
                raise MalformedFileError("the chain of sectors breaks off", code="broken-chain")
            return 0
        start, end = self._chain.pieces[self._piece]
        position = start + self._within
        wanted = min(len(view), end - position)
        self._stream.seek(position)
        data = self._stream.read(wanted)
        view[: len(data)] = data
        self._within += len(data)
        if len(data) < wanted or position + len(data) >= end:
            self._piece += 1
            self._within = 0
        self._given += len(data)
        self._budget.spend_bytes(len(data))
        if self._given > self._budget.limits.part_bytes:
            raise LimitReachedError("the limit on the size of a part is reached", code="limit-part-bytes")
        return len(data)


def _opened(stream: BinaryIO) -> "olefile.OleFileIO":
    import olefile

    try:
        ole = olefile.OleFileIO(stream)
        if not 0 < ole.mini_sector_size <= ole.sector_size:
            raise ValueError("a mini sector is larger than a sector")
        return ole
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, RecursionError) as error:
        stream.close()
        raise MalformedFileError("the compound file is damaged", code="malformed-cfb") from error


def _followed(first: int, table: list[int], most: int) -> list[int]:
    """Return the sectors of a chain, at most `most`; a loop or a wild link ends it."""
    chain: list[int] = []
    seen: set[int] = set()
    sector = first
    while sector < len(table) and sector not in seen and len(chain) < most:
        seen.add(sector)
        chain.append(sector)
        sector = table[sector]
    return chain


def _pieces(offsets: list[int], step: int, size: int, file_size: int) -> tuple[tuple[int, int], ...]:
    """Return the file ranges of a chain, neighbours joined, cut to the stream's size."""
    pieces: list[tuple[int, int]] = []
    left = size
    for offset in offsets:
        end = min(offset + min(step, left), file_size)
        left -= end - offset
        if pieces and pieces[-1][1] == offset:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((offset, end))
        if left <= 0:
            break
    return tuple(pieces)
