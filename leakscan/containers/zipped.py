"""ZIP files read structure by structure, so that what their directory does not list is seen too.

Source of the format facts: APPNOTE.TXT 6.3.10 §4.3 (records), §4.5 (extra fields). The standard library's
reader follows the central directory alone; here every local header is found, and every byte is accounted for.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from leakscan.containers.container import ByteRange, Entry, RangeKind
from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError, UnsupportedFormatError
from leakscan.limits import RATIO_FREE_BYTES
from leakscan.source import Source, SpoolStore

LOCAL_SIGNATURE = b"PK\x03\x04"
_CENTRAL_SIGNATURE = b"PK\x01\x02"
_END_SIGNATURE = b"PK\x05\x06"
_END64_LOCATOR = b"PK\x06\x07"
_END64_SIGNATURE = b"PK\x06\x06"
_DESCRIPTOR_SIGNATURE = b"PK\x07\x08"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_CHUNK_BYTES = 1 << 16
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14


@dataclass(slots=True)
class ZipEntry:
    """One file of the archive.

    Attributes:
        name: its name, made unique where two entries share one.
        listed_name: its name as the archive spells it.
        header: offset of its local header.
        comment: its comment in the central directory.
        extra: its extra fields, those of the directory first.
    """

    name: str
    listed_name: str
    flags: int
    method: int
    crc: int
    size: int
    packed_size: int
    header: int
    data: int = -1
    end: int = -1
    date: int = 0
    time: int = 0
    creator: int = 0
    comment: bytes = b""
    extra: bytes = b""
    local_extra: bytes = b""
    local_name: str = ""
    is_listed: bool = True
    problem: str = ""


@dataclass(slots=True)
class ZipFacts:
    """What the archive says besides its files.

    Attributes:
        comment: the archive's comment.
        duplicates: names that occur more than once.
        is_recovered: the central directory was missing or broken, and local headers were followed instead.
    """

    comment: bytes = b""
    duplicates: list[str] = field(default_factory=list)
    is_recovered: bool = False


class ZipContainer:
    """A ZIP archive."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.facts = ZipFacts()
        self._stream = source.open()
        self._structure: list[ByteRange] = []
        self._entries: dict[str, ZipEntry] = {}
        try:
            self._read_directory()
            self._locate()
            self._ranges = self._tile()
        except BaseException:
            self._stream.close()
            raise

    def close(self) -> None:
        """Close the underlying stream."""
        self._stream.close()

    def entries(self) -> Iterator[Entry]:
        """Yield the parts, listed ones first; directories are left out."""
        for entry in self._entries.values():
            if not entry.name.endswith("/"):
                yield Entry(entry.name, entry.size, entry.packed_size, entry.data, entry.method == _STORED)

    def zip_entries(self) -> tuple[ZipEntry, ...]:
        """Return every entry with all that the archive says of it."""
        return tuple(self._entries.values())

    def ranges(self) -> tuple[ByteRange, ...]:
        """Return ranges that tile the file."""
        return self._ranges

    def open(self, name: str) -> BinaryIO:
        """Return a metered stream over the content of a part.

        Raises:
            MalformedFileError: there is no such part or its header is damaged; while reading, when its data or
                checksum is wrong.
            EncryptedFileError: it is encrypted.
            UnsupportedFormatError: its compression method is unknown.
            LimitReachedError: while reading, when a limit is reached.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        if entry.problem:
            raise MalformedFileError(entry.problem, code="malformed-zip-entry")
        if entry.flags & 0x1:
            raise EncryptedFileError("the part is encrypted inside the archive")
        if entry.method not in (_STORED, _DEFLATED, _BZIP2, _LZMA):
            raise UnsupportedFormatError(
                "the part is compressed by a method that is not read", code="unsupported-compression"
            )
        return io.BufferedReader(_Inflating(self._stream, entry, self.source), _CHUNK_BYTES)

    def extract(self, name: str) -> SpoolStore:
        """Return the whole content of a part as a store of its own.

        Raises:
            FileError: as `open`, and as reading its stream.
        """
        store = SpoolStore()
        with self.open(name) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                store.write(chunk)
        return store

    def bytes_at(self, start: int, end: int) -> bytes:
        """Return bytes of the archive itself."""
        self._stream.seek(start)
        return self._stream.read(end - start)

    # The central directory

    def _read_directory(self) -> None:
        end = self._find_end()
        if end is not None:
            try:
                self._read_central(end)
            except (struct.error, MalformedFileError):
                self._entries.clear()
                self._structure.clear()
        if not self._entries:
            self._recover()

    def _find_end(self) -> int | None:
        size = self.source.size
        tail_start = max(0, size - (1 << 16) - _END.size)
        tail = self.bytes_at(tail_start, size)
        position = len(tail)
        while (position := tail.rfind(_END_SIGNATURE, 0, position)) >= 0:
            if position + _END.size <= len(tail):
                return tail_start + position
        return None

    def _read_central(self, end: int) -> None:
        fields = _END.unpack(self.bytes_at(end, end + _END.size))
        count, size, offset, comment_length = fields[4], fields[5], fields[6], fields[7]
        end_of_end = min(end + _END.size + comment_length, self.source.size)
        self.facts.comment = self.bytes_at(end + _END.size, end_of_end)
        self._structure.append(ByteRange(end, end_of_end, RangeKind.STRUCTURE))
        directory_end = end
        locator = self.bytes_at(max(0, end - 20), end)
        if len(locator) == 20 and locator.startswith(_END64_LOCATOR):
            end64 = int.from_bytes(locator[8:16], "little")
            record = self.bytes_at(end64, end64 + _END64.size)
            if record.startswith(_END64_SIGNATURE) and len(record) == _END64.size:
                wide = _END64.unpack(record)
                count, size, offset = wide[7], wide[8], wide[9]
                directory_end = end64
                self._structure.append(ByteRange(end64, end, RangeKind.STRUCTURE))
        start = directory_end - size
        if start < 0 or self.bytes_at(start, start + 4) != _CENTRAL_SIGNATURE:
            start = offset
        shift = start - offset
        position = start
        for _ in range(count):
            position = self._read_central_record(position, shift, directory_end)
        self._structure.append(ByteRange(start, position, RangeKind.STRUCTURE))

    def _read_central_record(self, position: int, shift: int, limit: int) -> int:
        raw = self.bytes_at(position, position + _CENTRAL.size)
        if not raw.startswith(_CENTRAL_SIGNATURE) or position >= limit:
            raise MalformedFileError("the central directory is damaged")
        (_, creator, _, flags, method, time, date, crc, packed, size, *rest) = _CENTRAL.unpack(raw)
        name_length, extra_length, comment_length, _, _, _, header = rest
        data = self.bytes_at(position + 46, position + 46 + name_length + extra_length + comment_length)
        extra = data[name_length : name_length + extra_length]
        size, packed, header = _wide(extra, size, packed, header)
        entry = ZipEntry(
            name="",
            listed_name=_decoded(data[:name_length], flags),
            flags=flags,
            method=method,
            crc=crc,
            size=size,
            packed_size=packed,
            header=header + shift,
            date=date,
            time=time,
            creator=creator,
            comment=data[name_length + extra_length :],
            extra=extra,
        )
        self._add(entry)
        return position + _CENTRAL.size + len(data)

    def _add(self, entry: ZipEntry) -> None:
        self.source.budget.spend_part()
        name = entry.listed_name
        ordinal = 1
        while name in self._entries:
            ordinal += 1
            name = f"{entry.listed_name}#{ordinal}"
        if ordinal == 2 and entry.is_listed:
            self.facts.duplicates.append(entry.listed_name)
        entry.name = name
        self._entries[name] = entry

    # Local headers

    def _locate(self) -> None:
        for entry in self._entries.values():
            if entry.data < 0:
                self._locate_entry(entry)

    def _locate_entry(self, entry: ZipEntry) -> None:
        raw = self.bytes_at(entry.header, entry.header + _LOCAL.size) if entry.header >= 0 else b""
        if len(raw) < _LOCAL.size or not raw.startswith(LOCAL_SIGNATURE):
            entry.problem = "the local header is missing"
            return
        fields = _LOCAL.unpack(raw)
        name_length, extra_length = fields[9], fields[10]
        names = self.bytes_at(entry.header + _LOCAL.size, entry.header + _LOCAL.size + name_length + extra_length)
        entry.local_name = _decoded(names[:name_length], fields[2])
        entry.local_extra = names[name_length:]
        entry.data = entry.header + _LOCAL.size + name_length + extra_length
        entry.end = entry.data + entry.packed_size
        if entry.end > self.source.size:
            entry.problem = "the data reach beyond the end of the file"
            entry.end = self.source.size
            return
        if entry.flags & 0x8:
            entry.end += self._descriptor_size(entry)

    def _descriptor_size(self, entry: ZipEntry) -> int:
        raw = self.bytes_at(entry.end, entry.end + 24)
        signature = 4 if raw.startswith(_DESCRIPTOR_SIGNATURE) else 0
        crc = entry.crc.to_bytes(4, "little")
        if raw[signature : signature + 4] != crc:
            return 0
        wide = raw[signature + 4 : signature + 20]
        if wide == struct.pack("<QQ", entry.packed_size, entry.size):
            return signature + 20
        return min(signature + 12, self.source.size - entry.end)

    def _recover(self) -> None:
        """Follow local headers from the start where the central directory cannot be used."""
        self.facts.is_recovered = True
        for start in self._signatures(0, self.source.size):
            entry = self._local_entry(start)
            if entry is not None and entry.header >= max((e.end for e in self._entries.values()), default=0):
                self._add(entry)
        if not self._entries:
            raise MalformedFileError("the archive holds no readable entry", code="malformed-zip")

    def _signatures(self, start: int, end: int) -> Iterator[int]:
        overlap = len(LOCAL_SIGNATURE) - 1
        position = start
        while position < end:
            block = self.bytes_at(position, min(end, position + (1 << 20) + overlap))
            found = -1
            while (found := block.find(LOCAL_SIGNATURE, found + 1)) >= 0:
                yield position + found
            position += 1 << 20

    def _local_entry(self, header: int) -> ZipEntry | None:
        """Return the entry of a local header that no directory lists, or None when it is not one."""
        raw = self.bytes_at(header, header + _LOCAL.size)
        if len(raw) < _LOCAL.size:
            return None
        _, _, flags, method, time, date, crc, packed, size, name_length, extra_length = _LOCAL.unpack(raw)
        names = self.bytes_at(header + _LOCAL.size, header + _LOCAL.size + name_length + extra_length)
        if len(names) < name_length + extra_length or not name_length or b"\0" in names[:name_length]:
            return None
        extra = names[name_length:]
        size, packed, _ = _wide(extra, size, packed, 0)
        entry = ZipEntry(
            name="",
            listed_name=_decoded(names[:name_length], flags),
            flags=flags,
            method=method,
            crc=crc,
            size=size,
            packed_size=packed,
            header=header,
            data=header + _LOCAL.size + len(names),
            date=date,
            time=time,
            local_extra=extra,
            is_listed=False,
        )
        if flags & 0x8 and not packed and not self._measure(entry):
            return None
        entry.end = min(entry.data + entry.packed_size, self.source.size)
        if flags & 0x8:
            entry.end += self._descriptor_size(entry)
        if entry.data + entry.packed_size > self.source.size:
            entry.problem = "the data reach beyond the end of the file"
        return entry

    def _measure(self, entry: ZipEntry) -> bool:
        """Find the length of data whose header leaves it to a descriptor; only deflate says where it ends."""
        if entry.method != _DEFLATED:
            return False
        inflater = zlib.decompressobj(-15)
        position, size, crc = entry.data, 0, 0
        while not inflater.eof and position < self.source.size:
            block = self.bytes_at(position, position + _CHUNK_BYTES)
            position += len(block)
            while block and not inflater.eof:
                try:
                    piece = inflater.decompress(block, _CHUNK_BYTES)
                except zlib.error:
                    return False
                block = inflater.unconsumed_tail
                size += len(piece)
                crc = zlib.crc32(piece, crc)
                self.source.budget.spend_bytes(len(piece))
        if not inflater.eof:
            return False
        entry.packed_size = position - len(inflater.unused_data) - entry.data
        entry.size, entry.crc = size, crc
        return True

    # Tiling

    def _tile(self) -> tuple[ByteRange, ...]:
        taken = list(self._structure)
        for entry in self._entries.values():
            if entry.data >= 0:
                taken.append(ByteRange(entry.header, entry.data, RangeKind.STRUCTURE))
                taken.append(ByteRange(entry.data, entry.end, RangeKind.PART_DATA))
        tiles: list[ByteRange] = []
        position = 0
        for item in sorted(taken, key=lambda piece: (piece.start, piece.end)):
            if item.start > position:
                tiles.extend(self._gap(position, item.start))
            if item.end > position:
                tiles.append(ByteRange(max(position, item.start), item.end, item.kind))
                position = item.end
        if position < self.source.size:
            tiles.extend(self._gap(position, self.source.size))
        return _merged(tiles)

    def _gap(self, start: int, end: int) -> Iterator[ByteRange]:
        """Yield what lies between known ranges: unlisted entries, padding, other bytes."""
        position = start
        for header in list(self._signatures(start, end)):
            if header < position:
                continue
            entry = self._local_entry(header)
            if entry is None or entry.end > end:
                continue
            if header > position:
                yield self._plain_gap(position, header)
            self._add(entry)
            yield ByteRange(header, entry.data, RangeKind.STRUCTURE)
            yield ByteRange(entry.data, entry.end, RangeKind.UNLISTED)
            position = entry.end
        if position < end:
            yield self._plain_gap(position, end)

    def _plain_gap(self, start: int, end: int) -> ByteRange:
        position = start
        while position < end:
            block = self.bytes_at(position, min(end, position + _CHUNK_BYTES))
            if block.strip(b"\0"):
                return ByteRange(start, end, RangeKind.EXTRA)
            position += max(1, len(block))
        return ByteRange(start, end, RangeKind.PADDING)


class _Inflating(io.RawIOBase):
    """The content of one entry: inflated, checked against its checksum, and charged to the budget."""

    def __init__(self, stream: BinaryIO, entry: ZipEntry, source: Source) -> None:
        self._stream = stream
        self._entry = entry
        self._budget = source.budget
        self._position = entry.data
        self._data_end = entry.data + entry.packed_size
        self._crc = 0
        self._given = 0
        self._pending = b""
        self._decoder = _decoder(entry.method)
        self._finished = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # RawIOBase hands a writable buffer
        piece = self._next(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _next(self, count: int) -> bytes:
        piece = b""
        while not piece and not self._finished:
            try:
                piece = self._step(count)
            except (zlib.error, OSError, EOFError, ValueError) as error:
                raise MalformedFileError("the compressed data are damaged", code="damaged-data") from error
        self._account(piece)
        return piece

    def _step(self, count: int) -> bytes:
        if self._decoder is None:
            stored = self._packed(count)
            self._finish_when(not stored)
            return stored
        needs_input = not self._pending and getattr(self._decoder, "needs_input", True)
        packed = self._pending or (self._packed(_CHUNK_BYTES) if needs_input else b"")
        piece: bytes = self._decoder.decompress(packed, count)
        self._pending = getattr(self._decoder, "unconsumed_tail", b"")
        if self._decoder.eof:
            self._finish_when(True)
        elif not packed and not piece:
            raise MalformedFileError("the compressed data break off", code="damaged-data")
        return piece

    def _packed(self, count: int) -> bytes:
        wanted = min(count, self._data_end - self._position)
        if wanted <= 0:
            return b""
        self._stream.seek(self._position)
        packed = self._stream.read(wanted)
        self._position += len(packed)
        return packed

    def _finish_when(self, is_over: bool) -> None:  # noqa: FBT001  # one private flag
        self._finished = self._finished or is_over

    def _account(self, piece: bytes) -> None:
        self._crc = zlib.crc32(piece, self._crc)
        self._given += len(piece)
        self._budget.spend_bytes(len(piece))
        limits = self._budget.limits
        if self._given > limits.part_bytes:
            raise LimitReachedError("the limit on the size of a part is reached", code="limit-part-bytes")
        if self._given > RATIO_FREE_BYTES and self._given > limits.ratio * max(1, self._entry.packed_size):
            raise LimitReachedError("the part is compressed beyond the limit", code="limit-ratio")
        if not piece and self._finished and self._crc != self._entry.crc:
            raise MalformedFileError("the checksum of the data is wrong", code="wrong-checksum")


class _Decoder(Protocol):
    """What the decoders of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """True once the end of the data is reached."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return at most `max_length` bytes of output."""


def _decoder(method: int) -> _Decoder | None:
    if method == _STORED:
        return None
    if method == _DEFLATED:
        return zlib.decompressobj(-15)
    if method == _BZIP2:
        import bz2

        return bz2.BZ2Decompressor()
    return _LzmaDecoder()


class _LzmaDecoder:
    """LZMA in a ZIP: a four-byte version and length, then the filter's properties (APPNOTE §5.8.8)."""

    def __init__(self) -> None:
        self._head = b""
        self._inner: object = None
        self.eof = False
        self.needs_input = True

    def decompress(self, data: bytes, max_length: int) -> bytes:
        import lzma

        if self._inner is None:
            self._head += data
            length = int.from_bytes(self._head[2:4], "little")
            if len(self._head) < 4 + length or length < 5:
                if not data or length < 5 <= len(self._head):
                    raise EOFError
                return b""
            properties, data = self._head[4 : 4 + length], self._head[4 + length :]
            first = properties[0]
            filters = {
                "id": lzma.FILTER_LZMA1,
                "dict_size": min(int.from_bytes(properties[1:5], "little"), 1 << 26),
                "lc": first % 9,
                "lp": first // 9 % 5,
                "pb": first // 45,
            }
            self._inner = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[filters])
        inner = self._inner
        assert isinstance(inner, lzma.LZMADecompressor)  # noqa: S101  # told to the type checker
        try:
            piece = inner.decompress(data, max_length)
        except lzma.LZMAError as error:
            raise ValueError from error
        self.eof, self.needs_input = inner.eof, inner.needs_input
        return piece


def _decoded(name: bytes, flags: int) -> str:
    if flags & 0x800:
        return name.decode("utf-8", "replace")
    try:
        return name.decode("ascii")
    except UnicodeDecodeError:
        return name.decode("cp437")


def _wide(extra: bytes, size: int, packed: int, header: int) -> tuple[int, int, int]:
    """Return sizes and offset with their 64-bit values where the 32-bit ones say so (APPNOTE §4.5.3)."""
    values = [size, packed, header]
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind == 0x0001:
            body = extra[position + 4 : position + 4 + length]
            for index in range(3):
                if values[index] == 0xFFFFFFFF and len(body) >= 8:
                    values[index] = int.from_bytes(body[:8], "little")
                    body = body[8:]
        position += 4 + length
    return values[0], values[1], values[2]


def _merged(tiles: list[ByteRange]) -> tuple[ByteRange, ...]:
    merged: list[ByteRange] = []
    for tile in tiles:
        if merged and merged[-1].kind is tile.kind is RangeKind.STRUCTURE and merged[-1].end == tile.start:
            merged[-1] = ByteRange(merged[-1].start, tile.end, tile.kind)
        else:
            merged.append(tile)
    return tuple(merged)
