"""Records of a BIFF stream: two bytes of type, two of length, the data ([MS-XLS] 2.1.4)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from leakscan.errors import MalformedFileError

CONTINUE = 0x003C
BOF_TYPES = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
EOF = 0x000A
_INNER = 2
_CHUNK_BYTES = 1 << 16
_HEADER = struct.Struct("<HH")


class Record(NamedTuple):
    """One record.

    Attributes:
        type: its type.
        data: its data, without those of CONTINUE records that follow.
        start: its offset in the stream.
    """

    type: int
    data: bytes
    start: int


def records(stream: BinaryIO, start: int = 0) -> Iterator[Record]:
    """Yield the records from an offset to the end of the stream; a tail of zeros ends them.

    Raises:
        MalformedFileError: a record breaks off.
    """
    if stream.seekable():
        stream.seek(start)
    position = start
    while header := stream.read(4):
        if len(header) < 4:
            if header.strip(b"\0"):
                raise MalformedFileError("a record breaks off", code="broken-record")
            return
        kind, length = _HEADER.unpack(header)
        if kind == 0 and length == 0:
            if any(rest.strip(b"\0") for rest in iter(lambda: stream.read(_CHUNK_BYTES), b"")):
                raise MalformedFileError("records break off before the end", code="broken-record")
            return
        data = stream.read(length)
        if len(data) < length:
            raise MalformedFileError("a record breaks off", code="broken-record")
        yield Record(kind, data, position)
        position += 4 + length


class Substream:
    """The records of one substream, from its BOF to its EOF, read once; substreams inside it are passed over.

    Attributes:
        start: offset of its BOF.
        end: the byte after what was read, once it was.
        first: data of its BOF.
        inner: offsets of the substreams inside it.
    """

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        self.start = start
        self.end = start
        self.first = b""
        self.inner: list[int] = []

    def __iter__(self) -> Iterator[Record]:
        """Yield the records.

        Raises:
            MalformedFileError: there is no BOF at `start`, or a record breaks off before the EOF.
        """
        depth = 0
        for record in records(self._stream, self.start):
            if record.type in BOF_TYPES:
                depth += 1
                if depth == 1:
                    self.first = record.data
                elif depth == _INNER:
                    self.inner.append(record.start)
            elif depth == 0:
                raise MalformedFileError("no sheet begins where the workbook says", code="missing-substream")
            self.end = record.start + 4 + len(record.data)
            if depth == 1:
                yield record
            if record.type == EOF:
                depth -= 1
                if depth == 0:
                    return
        raise MalformedFileError("a sheet breaks off before its end", code="broken-substream")


class Group(NamedTuple):
    """A record with the CONTINUE records that follow it.

    Attributes:
        type: its type.
        pieces: its data, then those of each CONTINUE record.
        start: its offset in the stream.
    """

    type: int
    pieces: list[bytes]
    start: int

    @property
    def data(self) -> bytes:
        """All pieces as one."""
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)


def grouped(found: Iterator[Record]) -> Iterator[Group]:
    """Yield records together with their continuations.

    Raises:
        MalformedFileError: what `found` raises, after the group before it has been yielded.
    """
    pending: Group | None = None
    try:
        for record in found:
            if record.type == CONTINUE and pending is not None:
                pending.pieces.append(record.data)
                continue
            if pending is not None:
                yield pending
            pending = Group(record.type, [record.data], record.start)
    except MalformedFileError:
        if pending is not None:
            yield pending
        raise
    if pending is not None:
        yield pending
