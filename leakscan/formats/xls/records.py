"""Records of a BIFF stream: two bytes of type, two of length, the data ([MS-XLS] 2.1.4)."""

import struct
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from leakscan.errors import MalformedFileError

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from leakscan.formats.parsed.chains import Chain

    Places = NDArray[numpy.int64]

CONTINUE = 0x003C
BOF_TYPES = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
EOF = 0x000A
_INNER = 2
_CHUNK_BYTES = 1 << 16
_FIRST_CHUNK_BYTES = 1 << 12
_LARGE_CHUNK_BYTES = 1 << 18
_FEW_RECORDS = 32
"""Runs no longer than that are found, and told, record by record in large sheets as well."""
_HEADER = struct.Struct("<HH")
_WORD = struct.Struct("<I")
RUN = -1
"""Stands for the type of a run: plain records of cells, one after another, each whole with its header."""
ROW, NUMBER, PACKED, SHARED, FLAG, MANY_PACKED = 0x0208, 0x0203, 0x027E, 0x00FD, 0x0205, 0x00BD
_BLANK, _MANY_BLANK = 0x0201, 0x00BE
_FEWEST, _MOST_MANY = 1, 256
_HEAD_OF_MANY = 6
PLAIN = frozenset(
    {
        *(kind | length << 16 for kind, length in (
            (ROW, 16), (NUMBER, 14), (PACKED, 10), (SHARED, 10), (FLAG, 8), (_BLANK, 6),
        )),
        *(
            kind | (_HEAD_OF_MANY + each * count) << 16
            for kind, each in ((MANY_PACKED, 6), (_MANY_BLANK, 2))
            for count in range(_FEWEST, _MOST_MANY + 1)
        ),
    }
)  # fmt: skip
"""Headers of plain records, as numbers: of such lengths as these types have since version 3 ([MS-XLS] 2.4)."""


class Record(NamedTuple):
    """One record, or a run of them.

    Attributes:
        type: its type, or `RUN`.
        data: its data, without those of CONTINUE records that follow; of a run the records with their headers.
        start: its offset in the stream.
        places: where the records of a long run begin, where they were found together.
    """

    type: int
    data: bytes
    start: int
    places: "Places | None" = None

    @property
    def end(self) -> int:
        """Offset of the byte after it."""
        return self.start + (0 if self.type == RUN else _HEADER.size) + len(self.data)


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


def records_and_runs(stream: BinaryIO, start: int = 0, *, is_large: bool = False) -> Iterator[Record]:
    """Yield what `records` does, but plain records of cells that follow one another as one (see `RUN`).

    The last before a continuation, or before the end of what was read at once, comes as itself.

    Args:
        stream: the stream.
        start: the offset.
        is_large: there is enough to be read by arrays: long runs come with the places of their records.

    Raises:
        MalformedFileError: a record breaks off.
    """
    stream.seek(start)
    buffer, at, position = b"", 0, start
    chunk, most = (_LARGE_CHUNK_BYTES, _LARGE_CHUNK_BYTES) if is_large else (_FIRST_CHUNK_BYTES, _CHUNK_BYTES)
    runs = _Runs(is_large=is_large)
    while True:
        end, places = runs.next(buffer, at)
        if end > at:
            yield Record(RUN, buffer[at:end], position, places)
            position += end - at
            at = end
        need = _HEADER.size
        if at + need <= len(buffer):
            need += _HEADER.unpack_from(buffer, at)[1]
        if at + need > len(buffer):
            more = stream.read(max(chunk, need))
            chunk = min(2 * chunk, most)
            buffer, at = buffer[at:] + more, 0
            runs.found = None
            if more:
                continue
            # The end, or what breaks off before it: as the exact reader has it.
            yield from records(stream, position)
            return
        kind, length = _HEADER.unpack_from(buffer, at)
        if kind == 0 and length == 0:
            yield from records(stream, position)
            return
        yield Record(kind, buffer[at + _HEADER.size : at + need], position)
        position += need
        at += need


class _Runs:
    """Finds the runs in what was read of a stream.

    Attributes:
        found: what look like plain records in it; None until a long run is met.
    """

    def __init__(self, *, is_large: bool) -> None:
        self._is_large = is_large
        self.found: Chain | None = None

    def next(self, buffer: bytes, start: int) -> "tuple[int, Places | None]":
        """Return where the run ends that begins there, and where its records begin if it is a long one."""
        last = start
        at, count = start, 0
        final = len(buffer) - _WORD.size
        word, plain = _WORD.unpack_from, PLAIN
        most = _FEW_RECORDS if self._is_large else len(buffer)
        while at <= final:
            header: int = word(buffer, at)[0]
            if header not in plain:
                return (last if header & 0xFFFF == CONTINUE else at), None
            if count == most:
                return self._long(buffer, start, final)
            last = at
            at += _WORD.size + (header >> 16)
            count += 1
        return last, None

    def _long(self, buffer: bytes, start: int, final: int) -> "tuple[int, Places]":
        if self.found is None:
            from leakscan.formats.xls.run_places import record_chain

            self.found = record_chain(buffer, PLAIN)
        places, end = self.found.run(start)
        if end > final or _WORD.unpack_from(buffer, end)[0] & 0xFFFF == CONTINUE:
            end, places = int(places[-1]), places[:-1]
        return end, places - start


class Substream:
    """The records of one substream, from its BOF to its EOF, read once; substreams inside it are passed over.

    Args:
        stream: the stream of the workbook.
        start: offset of its BOF.
        has_runs: plain records of cells come in runs.
        is_large: there is enough to be read by arrays.

    Attributes:
        start: offset of its BOF.
        end: the byte after what was read, once it was.
        first: data of its BOF.
        inner: offsets of the substreams inside it.
    """

    def __init__(self, stream: BinaryIO, start: int, *, has_runs: bool = False, is_large: bool = False) -> None:
        self._stream = stream
        self._read = partial(records_and_runs, is_large=is_large) if has_runs else records
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
        for record in self._read(self._stream, self.start):
            if record.type in BOF_TYPES:
                depth += 1
                if depth == 1:
                    self.first = record.data
                elif depth == _INNER:
                    self.inner.append(record.start)
            elif depth == 0:
                raise MalformedFileError("no sheet begins where the workbook says", code="missing-substream")
            # Of a run only the first was looked at, should what stands before it turn out to be damaged.
            self.end = _first_end(record) if record.type == RUN else record.end
            if depth == 1:
                yield record
            self.end = record.end
            if record.type == EOF:
                depth -= 1
                if depth == 0:
                    return
        raise MalformedFileError("a sheet breaks off before its end", code="broken-substream")


def _first_end(run: Record) -> int:
    return run.start + _HEADER.size + int(_HEADER.unpack_from(run.data)[1])


class Group(NamedTuple):
    """A record with the CONTINUE records that follow it.

    Attributes:
        type: its type, or `RUN`, which nothing continues.
        pieces: its data, then those of each CONTINUE record.
        start: its offset in the stream.
        places: where the records of a long run begin, where they were found together.
    """

    type: int
    pieces: list[bytes]
    start: int
    places: "Places | None" = None

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
            pending = Group(record.type, [record.data], record.start, record.places)
    except MalformedFileError:
        if pending is not None:
            yield pending
        raise
    if pending is not None:
        yield pending
