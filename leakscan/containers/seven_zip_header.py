"""The header of a 7z archive: which packed streams there are, how to unpack them, and the members they hold.

Source of the format facts: 7zFormat.txt and Methods.txt of the LZMA SDK. Every count is held against what is
left of the header before anything is made of it, for a few bytes can declare any number of members.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from leakscan.errors import LimitReachedError, MalformedFileError

_MOST_CODERS = 32
"""As many coders as 7-Zip takes for one block."""
_DAMAGED = "the header of the archive is damaged"
_CODE = "damaged-archive"


class Property(IntEnum):
    """What a piece of the header is."""

    END = 0
    HEADER = 1
    ARCHIVE_PROPERTIES = 2
    ADDITIONAL_STREAMS = 3
    MAIN_STREAMS = 4
    FILES = 5
    PACK = 6
    UNPACK = 7
    SUBSTREAMS = 8
    SIZE = 9
    CRC = 10
    FOLDER = 11
    CODERS_UNPACK_SIZE = 12
    COUNT_OF_SUBSTREAMS = 13
    EMPTY_STREAM = 14
    EMPTY_FILE = 15
    ANTI = 16
    NAMES = 17
    CREATED = 18
    ACCESSED = 19
    MODIFIED = 20
    ATTRIBUTES = 21
    COMMENT = 22
    ENCODED_HEADER = 23
    START = 24
    DUMMY = 25


_TIMES = (Property.CREATED, Property.ACCESSED, Property.MODIFIED)


class Coder(NamedTuple):
    """One step of unpacking: its method, its properties, and how many streams it takes and gives."""

    method: bytes
    properties: bytes
    inputs: int
    outputs: int


@dataclass(slots=True)
class Folder:
    """What the format calls a folder: one block, packed as a whole, that holds members one behind the other.

    Attributes:
        coders: the steps of unpacking.
        bonds: which input of a coder takes which output of another.
        packed: the inputs that take packed streams, in their order.
        sizes: how much each output gives.
        crc: checksum of all it gives, where there is one.
        streams: size and checksum of each member in it.
        first_packed: number of its first packed stream.
    """

    coders: list[Coder]
    bonds: dict[int, int]
    packed: list[int]
    sizes: list[int] = field(default_factory=list)
    crc: int | None = None
    streams: list[tuple[int, int | None]] = field(default_factory=list)
    first_packed: int = 0

    @property
    def main_output(self) -> int:
        """Number of the output that no coder takes."""
        taken = set(self.bonds.values())
        return next((number for number in range(len(self.sizes)) if number not in taken), 0)

    @property
    def size(self) -> int:
        """How much it gives."""
        return self.sizes[self.main_output] if self.sizes else 0


@dataclass(slots=True)
class Streams:
    """The packed streams and the blocks made of them.

    Attributes:
        packed: start, from the end of the first header, and size of each packed stream.
        folders: the blocks.
    """

    packed: list[tuple[int, int]] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)


@dataclass(slots=True)
class Listed:
    """One item of the list of files."""

    name: str = ""
    has_stream: bool = True
    is_file: bool = True


@dataclass(slots=True)
class Header:
    """All that a header says.

    Attributes:
        streams: the packed streams.
        files: the files in order; those with a stream take the streams of the blocks in turn.
        comment: the comment of the archive.
        strangers: properties that the format has no name or no use for, where they hold anything.
        times: the times of files, in 100 nanoseconds since 1601.
    """

    streams: Streams = field(default_factory=Streams)
    files: list[Listed] = field(default_factory=list)
    comment: bytes = b""
    strangers: list[bytes] = field(default_factory=list)
    times: list[int] = field(default_factory=list)


def read_header(data: bytes, most: int) -> Header | Streams:
    """Return what a header says, or the streams of a header that is packed itself.

    Args:
        data: the header.
        most: how many of anything the archive may have.

    Raises:
        MalformedFileError: it is damaged.
        LimitReachedError: there is too much of something.
    """
    reader = _Reader(data, most)
    kind = reader.byte()
    if kind == Property.ENCODED_HEADER:
        return _streams(reader)
    if kind != Property.HEADER:
        raise MalformedFileError(_DAMAGED, code=_CODE)
    header = Header()
    while (kind := reader.byte()) != Property.END:
        if kind == Property.ARCHIVE_PROPERTIES:
            header.strangers.extend(value for _, value in reader.properties() if value.strip(b"\0"))
        elif kind == Property.MAIN_STREAMS:
            header.streams = _streams(reader)
        elif kind == Property.FILES:
            _read_files(reader, header)
        else:  # streams for parts of the header itself, which no program is known to write
            raise MalformedFileError(_DAMAGED, code=_CODE)
    if reader.rest():
        header.strangers.append(reader.rest())
    return header


class _Reader:
    """Numbers and pieces of a header, one after another."""

    def __init__(self, data: bytes, most: int) -> None:
        self._data = data
        self._position = 0
        self._most = most

    def take(self, count: int) -> bytes:
        if count > len(self._data) - self._position:
            raise MalformedFileError(_DAMAGED, code=_CODE)
        start, self._position = self._position, self._position + count
        return self._data[start : self._position]

    def rest(self) -> bytes:
        return self._data[self._position :]

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        """Return a number; as many high bits as are set in its first byte tell how many bytes follow."""
        first = self.byte()
        mask, value = 0x80, 0
        for place in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << (8 * place)
            value |= self.byte() << (8 * place)
            mask >>= 1
        return value

    def count(self, least_bytes: int = 1) -> int:
        """Return a number of things of which each takes some bytes of what follows."""
        count = self.number()
        if count * least_bytes > len(self._data) - self._position:
            raise MalformedFileError(_DAMAGED, code=_CODE)
        self.limit(count)
        return count

    def limit(self, count: int) -> None:
        """Raise LimitReachedError when there are too many of something."""
        if count > self._most:
            raise LimitReachedError("the archive has too many members", code="limit-parts", ends_scan=True)

    def expect(self, kind: Property) -> None:
        if self.byte() != kind:
            raise MalformedFileError(_DAMAGED, code=_CODE)

    def bits(self, count: int) -> list[bool]:
        packed = self.take((count + 7) // 8)
        return [bool(packed[number >> 3] & 0x80 >> (number & 7)) for number in range(count)]

    def defined(self, count: int) -> list[bool]:
        """Return which of some values are given, where a first byte may say that all are."""
        if not self.byte():
            return self.bits(count)
        if count > len(self._data) - self._position:
            raise MalformedFileError(_DAMAGED, code=_CODE)
        return [True] * count

    def digests(self, count: int) -> list[int | None]:
        return [struct.unpack("<I", self.take(4))[0] if given else None for given in self.defined(count)]

    def properties(self) -> Iterator[tuple[int, bytes]]:
        while (kind := self.number()) != Property.END:
            yield kind, self.take(self.number())

    def values(self, count: int, size: int) -> list[bytes]:
        """Return the values of a property that gives so many bytes for each of some files."""
        given = self.defined(count)
        return [] if self.byte() else [self.take(size) for is_given in given if is_given]


def _streams(reader: _Reader) -> Streams:
    streams = Streams()
    while (kind := reader.byte()) != Property.END:
        if kind == Property.PACK:
            streams.packed = _packed(reader)
        elif kind == Property.UNPACK:
            streams.folders = _folders(reader)
        elif kind == Property.SUBSTREAMS:
            _read_substreams(reader, streams.folders)
        else:
            raise MalformedFileError(_DAMAGED, code=_CODE)
    number = 0
    for folder in streams.folders:
        folder.first_packed, number = number, number + len(folder.packed)
        if not folder.streams and folder.crc is not None:
            folder.streams = [(folder.size, folder.crc)]
    if number > len(streams.packed):
        raise MalformedFileError(_DAMAGED, code=_CODE)
    return streams


def _packed(reader: _Reader) -> list[tuple[int, int]]:
    start, count = reader.number(), reader.count()
    packed: list[tuple[int, int]] = []
    while (kind := reader.byte()) != Property.END:
        if kind == Property.SIZE:
            for _ in range(count):
                size = reader.number()
                packed.append((start, size))
                start += size
        elif kind == Property.CRC:
            reader.digests(count)
        else:
            raise MalformedFileError(_DAMAGED, code=_CODE)
    return packed


def _folders(reader: _Reader) -> list[Folder]:
    reader.expect(Property.FOLDER)
    count = reader.count(2)
    if reader.byte():
        raise MalformedFileError(_DAMAGED, code=_CODE)
    folders, coders = [], 0
    for _ in range(count):
        folders.append(_folder(reader))
        coders += len(folders[-1].coders)
        reader.limit(coders)
    reader.expect(Property.CODERS_UNPACK_SIZE)
    for folder in folders:
        folder.sizes = [reader.number() for _ in range(sum(coder.outputs for coder in folder.coders))]
    while (kind := reader.byte()) != Property.END:
        if kind != Property.CRC:
            raise MalformedFileError(_DAMAGED, code=_CODE)
        for folder, digest in zip(folders, reader.digests(count), strict=True):
            folder.crc = digest
    return folders


def _folder(reader: _Reader) -> Folder:
    count = reader.count()
    if not 0 < count <= _MOST_CODERS:
        raise MalformedFileError(_DAMAGED, code=_CODE)
    coders = [_coder(reader) for _ in range(count)]
    inputs, outputs = (sum(coder.inputs for coder in coders), sum(coder.outputs for coder in coders))
    bonds = {}
    for _ in range(outputs - 1):
        taker, given = reader.number(), reader.number()
        bonds[taker] = given
    left = inputs - (outputs - 1)
    packed = [number for number in range(inputs) if number not in bonds]
    if left > 1:
        packed = [reader.number() for _ in range(left)]
    if left < 1 or len(packed) != left:
        raise MalformedFileError(_DAMAGED, code=_CODE)
    return Folder(coders, bonds, packed)


def _coder(reader: _Reader) -> Coder:
    flags = reader.byte()
    if flags & 0xC0:
        raise MalformedFileError(_DAMAGED, code=_CODE)
    method = reader.take(flags & 0x0F)
    inputs, outputs = (reader.count(), reader.count()) if flags & 0x10 else (1, 1)
    if not (0 < inputs <= _MOST_CODERS and 0 < outputs <= _MOST_CODERS):
        raise MalformedFileError(_DAMAGED, code=_CODE)
    properties = reader.take(reader.number()) if flags & 0x20 else b""
    return Coder(method, properties, inputs, outputs)


def _read_substreams(reader: _Reader, folders: list[Folder]) -> None:
    counts = [1] * len(folders)
    kind = reader.byte()
    if kind == Property.COUNT_OF_SUBSTREAMS:
        # All but the last of a block have their size in what follows.
        counts = [reader.count() for _ in folders]
        reader.limit(sum(counts))
        kind = reader.byte()
    sizes: list[list[int]] = []
    for folder, count in zip(folders, counts, strict=True):
        given = [reader.number() for _ in range(count - 1)] if kind == Property.SIZE else []
        last = folder.size - sum(given)
        if last < 0 or (count > 1 and kind != Property.SIZE):
            raise MalformedFileError(_DAMAGED, code=_CODE)
        sizes.append([*given, last] if count else [])
    if kind == Property.SIZE:
        kind = reader.byte()
    digests: Iterator[int | None] = iter(())
    if kind == Property.CRC:
        unknown = sum(
            count for folder, count in zip(folders, counts, strict=True) if count != 1 or folder.crc is None
        )
        digests = iter(reader.digests(unknown))
        kind = reader.byte()
    if kind != Property.END:
        raise MalformedFileError(_DAMAGED, code=_CODE)
    for folder, found in zip(folders, sizes, strict=True):
        is_known = len(found) == 1 and folder.crc is not None
        folder.streams = [(size, folder.crc if is_known else next(digests, None)) for size in found]


def _read_files(reader: _Reader, header: Header) -> None:
    count = reader.count()
    header.files = [Listed() for _ in range(count)]
    for kind, value in reader.properties():
        rest = _read_property(kind, value, header)
        if rest.strip(b"\0"):
            header.strangers.append(rest)


def _read_property(kind: int, value: bytes, header: Header) -> bytes:
    """Read one property of the files, and return what it holds besides."""
    files, inner = header.files, _Reader(value, len(header.files))
    if kind == Property.EMPTY_STREAM:
        for item, is_empty in zip(files, inner.bits(len(files)), strict=True):
            item.has_stream, item.is_file = not is_empty, not is_empty
    elif kind in (Property.EMPTY_FILE, Property.ANTI):
        empty = [item for item in files if not item.has_stream]
        for item, is_so in zip(empty, inner.bits(len(empty)), strict=True):
            item.is_file = item.is_file or (is_so and kind == Property.EMPTY_FILE)
    elif kind == Property.NAMES:
        _read_names(inner, files)
        return b""
    elif kind in _TIMES:
        header.times += [int.from_bytes(item, "little") for item in inner.values(len(files), 8)]
    elif kind == Property.ATTRIBUTES:
        inner.values(len(files), 4)
    elif kind == Property.START:
        inner.values(len(files), 8)
    elif kind == Property.COMMENT:
        header.comment = value
        return b""
    return inner.rest()


def _read_names(reader: _Reader, files: list[Listed]) -> None:
    if reader.byte():
        raise MalformedFileError(_DAMAGED, code=_CODE)
    names = reader.rest().decode("utf-16-le", "replace").split("\0")
    if len(names) != len(files) + 1 or names[-1]:
        raise MalformedFileError(_DAMAGED, code=_CODE)
    for item, name in zip(files, names, strict=False):
        item.name = name
