"""7z archives: the members of each block in turn, every byte metered, checked and accounted for.

Source of the format facts: 7zFormat.txt of the LZMA SDK. What this does not promise: ciphers, and the rarer ways
of packing (PPMd, BCJ2, Deflate64, zstd and others), whose members are said not to be read.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from leakscan.containers.container import ByteRange, Entry, RangeKind
from leakscan.containers.seven_zip_header import Folder, Header, Streams, read_header
from leakscan.containers.seven_zip_streams import CHUNK_BYTES, PackedStream, Readable, unpacked
from leakscan.errors import EncryptedFileError, FileError, LimitReachedError, MalformedFileError
from leakscan.limits import RATIO_FREE_BYTES
from leakscan.source import Source, SpoolStore

_FIRST_BYTES = 32
_MOST_PACKINGS = 4
"""How often a header may be packed; 7-Zip packs it once."""
_DAMAGED = "the header of the archive is damaged"
_OF_ONE_MEMBER = frozenset({"wrong-checksum", "limit-part-bytes"})
"""What is wrong with one member and not with those behind it in its block."""


class Member(NamedTuple):
    """One member.

    Attributes:
        name: its name; made unique where a name occurs twice.
        size: its size in bytes.
        crc: its checksum, where there is one.
        folder: the block it lies in; None when it is empty.
        is_listed: the list of files names it.
    """

    name: str
    size: int
    crc: int | None
    folder: Folder | None
    is_listed: bool = True


class SevenZipContainer:
    """A 7z archive.

    Attributes:
        source: the file.
        header: what its header says.
        is_short: it lists more members than it holds.
        is_left_over: more is packed than the members take; known when all were read.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._stream: BinaryIO = source.open()
        self._structure: list[ByteRange] = [ByteRange(0, min(_FIRST_BYTES, source.size), RangeKind.STRUCTURE)]
        try:
            self.header = self._read_header()
        except BaseException:
            self._stream.close()
            raise
        self.is_short = False
        self.is_left_over = False
        self._members = list(self._named())

    def close(self) -> None:
        """Close the underlying stream."""
        self._stream.close()

    def entries(self) -> Iterator[Entry]:
        """Yield the members in the order of the archive."""
        for member in self._members:
            yield Entry(member.name, member.size, member.size, 0, is_stored=False)

    def members(self) -> Iterator[Member]:
        """Yield the members in the order of the archive."""
        yield from self._members

    def ranges(self) -> tuple[ByteRange, ...]:
        """Return ranges that tile the archive from byte 0 to its size."""
        known = list(self._structure)
        for start, size in self.header.streams.packed:
            known.append(ByteRange(_FIRST_BYTES + start, _FIRST_BYTES + start + size, RangeKind.PART_DATA))
        found, position = [], 0
        for item in sorted(known, key=lambda each: (each.start, each.end)):
            start, end = max(item.start, position), min(item.end, self.source.size)
            if start > position:
                found.append(ByteRange(position, start, RangeKind.EXTRA))
            if end > start:
                found.append(ByteRange(start, end, item.kind))
                position = end
        if position < self.source.size:
            found.append(ByteRange(position, self.source.size, RangeKind.EXTRA))
        return tuple(found)

    def open(self, name: str) -> BinaryIO:
        """Return a stream over a member's content.

        Raises:
            FileError: there is no such member, or it cannot be read.
        """
        return self.extract(name).open()

    def extract(self, name: str) -> SpoolStore:
        """Return the whole content of a member.

        Raises:
            FileError: there is no such member, or it cannot be read.
        """
        wanted = next((member for member in self._members if member.name == name), None)
        if wanted is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        for member, outcome in self.contents(only=wanted):
            if member is wanted:
                if isinstance(outcome, FileError):
                    raise outcome
                return outcome
        raise MalformedFileError("the part does not exist", code="part-missing")

    def contents(self, only: Member | None = None) -> Iterator[tuple[Member, SpoolStore | FileError]]:
        """Yield every member with its content or with what is wrong with it; each block is unpacked once.

        Args:
            only: the member that is wanted; of those before it in its block no content is kept.

        Raises:
            LimitReachedError: a limit of the whole scan is reached.
        """
        inside: dict[int, list[Member]] = {}
        for member in self._members:
            if member.folder is None:
                if only in (None, member):
                    yield member, SpoolStore()
            elif only is None or member.folder is only.folder:
                inside.setdefault(id(member.folder), []).append(member)
        for members in inside.values():
            yield from self._block(members, only)

    def _block(
        self, members: list[Member], only: Member | None
    ) -> Iterator[tuple[Member, SpoolStore | FileError]]:
        folder = members[0].folder
        assert folder is not None  # noqa: S101  # told to the type checker
        failure: FileError | None = None
        try:
            block = _Block(folder, self._packed_stream(folder, self.header.streams), self.source)
        except FileError as error:
            failure = error
        for member in members:
            outcome: SpoolStore | FileError
            try:
                if failure is not None:
                    raise failure
                outcome = block.taken_out(member, is_kept=only in (None, member))
            except FileError as error:
                if isinstance(error, LimitReachedError) and error.ends_scan:
                    raise
                outcome = error
                if error.code not in _OF_ONE_MEMBER:
                    failure = error
            yield member, outcome
        if failure is None and block.left:
            self.is_left_over = True

    def _read_header(self) -> Header:
        """Read the header, unpacking it as often as it is packed."""
        first = self._stream.read(_FIRST_BYTES)
        if len(first) < _FIRST_BYTES or zlib.crc32(first[12:]) != struct.unpack_from("<I", first, 8)[0]:
            raise MalformedFileError(_DAMAGED, code="damaged-archive")
        start, size, crc = struct.unpack_from("<QQI", first, 12)
        if not size:
            return Header()
        if _FIRST_BYTES + start + size > self.source.size:
            raise MalformedFileError("the archive breaks off", code="damaged-archive")
        limits = self.source.budget.limits
        self._structure.append(ByteRange(_FIRST_BYTES + start, _FIRST_BYTES + start + size, RangeKind.STRUCTURE))
        stream: Readable = PackedStream(self._stream, _FIRST_BYTES + start, size)
        for _ in range(_MOST_PACKINGS):
            if size > limits.tree_bytes:
                raise LimitReachedError("the header of the archive is too large", code="limit-tree-bytes")
            data = b"".join(_pieces(stream, size, self.source))
            if crc is not None and zlib.crc32(data) != crc:
                raise MalformedFileError(_DAMAGED, code="damaged-archive")
            found = read_header(data, limits.parts)
            if isinstance(found, Header):
                return found
            if len(found.folders) != 1:
                raise MalformedFileError(_DAMAGED, code="damaged-archive")
            (folder,) = found.folders
            packed = self._packed_stream(folder, found)
            self._structure += [
                ByteRange(_FIRST_BYTES + at, _FIRST_BYTES + at + length, RangeKind.STRUCTURE)
                for at, length in found.packed
            ]
            try:
                stream = unpacked(folder, packed, self.source.budget)
            except EncryptedFileError as error:
                raise EncryptedFileError("the archive is encrypted, the names of its members too") from error
            size, crc = folder.size, folder.crc
        raise MalformedFileError(_DAMAGED, code="damaged-archive")

    def _packed_stream(self, folder: Folder, streams: Streams) -> PackedStream:
        start, size = streams.packed[folder.first_packed]
        if _FIRST_BYTES + start + size > self.source.size:
            raise MalformedFileError("the archive breaks off", code="damaged-archive")
        return PackedStream(self._stream, _FIRST_BYTES + start, size)

    def _named(self) -> Iterator[Member]:
        """Yield the members under names of their own; what no name is left for is not listed."""
        seen: Counter[str] = Counter()
        listed = (item for item in self.header.files if item.has_stream)
        for item in self.header.files:
            if not item.has_stream and item.is_file:
                yield Member(_unique(item.name, seen), 0, None, None)
        for folder in self.header.streams.folders:
            for size, crc in folder.streams or [(folder.size, folder.crc)]:
                item_of = next(listed, None) if folder.streams else None
                name = "content without a name" if item_of is None else item_of.name
                yield Member(_unique(name, seen), size, crc, folder, is_listed=item_of is not None)
        self.is_short = next(listed, None) is not None


class _Block:
    """One block while it is unpacked."""

    def __init__(self, folder: Folder, packed: PackedStream, source: Source) -> None:
        self._stream = unpacked(folder, packed, source.budget)
        self._packed = packed
        self._most = max(RATIO_FREE_BYTES, source.budget.limits.ratio * max(1, packed.left))
        self._source = source
        self._given = 0

    @property
    def left(self) -> int:
        """How much of the packed stream no member took."""
        return self._packed.left

    def taken_out(self, member: Member, *, is_kept: bool) -> SpoolStore:
        """Return the content of the next member, or an empty store in its place.

        Raises:
            FileError: it is damaged, or larger than is allowed.
        """
        if is_kept:
            self._source.budget.spend_part()
        is_allowed = member.size <= self._source.budget.limits.part_bytes
        store, crc = SpoolStore(), 0
        try:
            for piece in _pieces(self._stream, member.size, self._source):
                self._given += len(piece)
                if self._given > self._most:
                    raise LimitReachedError("the archive is compressed beyond the limit", code="limit-ratio")
                if is_kept and is_allowed:
                    crc = zlib.crc32(piece, crc)
                    store.write(piece)
            if is_kept and not is_allowed:
                raise LimitReachedError("the limit on the size of a part is reached", code="limit-part-bytes")
            if is_kept and member.crc is not None and crc != member.crc:
                raise MalformedFileError("the checksum of the data is wrong", code="wrong-checksum")
        except BaseException:
            store.close()
            raise
        return store


def _pieces(stream: Readable, size: int, source: Source) -> Iterator[bytes]:
    """Yield so many bytes of a stream, piece by piece, each charged to the budget."""
    while size:
        piece = stream.read(min(size, CHUNK_BYTES))
        if not piece:
            raise MalformedFileError("the packed data of the archive break off", code="damaged-data")
        size -= len(piece)
        source.budget.spend_bytes(len(piece))
        yield piece


def _unique(name: str, seen: Counter[str]) -> str:
    seen[name] += 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"
