"""Records of a binary part: type and size in groups of seven bits, then the data ([MS-XLSB] 2.1.4)."""

import struct
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from leakscan.errors import FileError, LimitReachedError, MalformedFileError

MOST_RECORD_BYTES = 64 << 20
"""No record of the format comes near this size; a damaged length easily does."""
_BLOCK_BYTES = 1 << 16
_MOST_HEAD_BYTES = 6


class Record(NamedTuple):
    """One record."""

    type: int
    data: bytes


class Peeked:
    """A stream whose beginning is looked at before it is read; its bytes come all the same.

    Attributes:
        beginning: its first bytes.
    """

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._failure: FileError | None = None
        self._at = 0
        held = bytearray()
        try:
            while len(held) < size and (piece := stream.read(size - len(held))):
                held += piece
        except FileError as error:  # raised in its turn, when what came before it has been read
            self._failure = error
        self.beginning = bytes(held)

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            FileError: as the stream does.
        """
        if self._at < len(self.beginning):
            piece = self.beginning[self._at : self._at + size]
            self._at += len(piece)
            return piece
        if self._failure is not None:
            raise self._failure
        return self._stream.read(size)


class Records:
    """The records of a part, one after another; none follow one that breaks off.

    Args:
        stream: the part.
        block_bytes: how much is read at once, if not the usual.

    Raises:
        MalformedFileError: by the next record, when it breaks off.
        LimitReachedError: by the next record, when it claims an impossible size.
    """

    def __init__(self, stream: "BinaryIO | Peeked", block_bytes: int = 0) -> None:
        self._stream = stream
        self._block_bytes = block_bytes or _BLOCK_BYTES
        self._held, self._at = b"", 0
        self._is_over = False

    @property
    def next_byte(self) -> int:
        """The byte that the next record begins with, -1 where it has not been read."""
        return self._held[self._at] if self._at < len(self._held) else -1

    def skip(self, take: Callable[[bytes, int], int]) -> None:
        """Go on behind the records that `take` takes.

        Args:
            take: gets what is held and where the next record begins; returns where the next begins.
        """
        self._at = take(self._held, self._at)

    def __iter__(self) -> "Records":
        return self

    def __next__(self) -> Record:
        if self._is_over:
            raise StopIteration
        self._is_over = True  # unless all goes well
        held, at = self._held, self._at
        if len(held) - at < _MOST_HEAD_BYTES:
            held, at = held[at:] + self._stream.read(self._block_bytes), 0
            if not held:
                raise StopIteration
        kind, size, start = head_of(held, at)
        if size > MOST_RECORD_BYTES:
            raise LimitReachedError("a record claims an impossible size", code="limit-record-bytes")
        end = start + size
        if end > len(held):
            held, start, end = held[start:], 0, size
            pieces = [held]
            missing = size - len(held)
            while missing > 0 and (piece := self._stream.read(max(missing, self._block_bytes))):
                pieces.append(piece)
                missing -= len(piece)
            if missing > 0:
                raise MalformedFileError("a record breaks off", code="broken-record")
            held = b"".join(pieces)
        self._held, self._at, self._is_over = held, end, False
        return Record(kind, held[start:end])


def head_of(held: bytes, at: int) -> tuple[int, int, int]:
    """Return the type and size of the record that begins at a position, and where its data begin."""
    try:
        kind = held[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (held[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = held[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
    except IndexError:
        raise MalformedFileError("a record breaks off", code="broken-record") from None
    return kind, size, at


class Reader:
    """Reads values one after another from a record's data.

    Raises:
        MalformedFileError: by every method, when the record is too short.
    """

    __slots__ = ("_data", "_position")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    @property
    def left(self) -> int:
        """Bytes left."""
        return len(self._data) - self._position

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        end = self._position + count
        if count < 0 or end > len(self._data):
            raise MalformedFileError("a record is too short", code="short-record")
        taken = self._data[self._position : end]
        self._position = end
        return taken

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def short(self) -> int:
        """Return the next two bytes as a number."""
        return int.from_bytes(self.take(2), "little")

    def long(self) -> int:
        """Return the next four bytes as a number."""
        return int.from_bytes(self.take(4), "little")

    def signed(self) -> int:
        """Return the next four bytes as a number that may be negative."""
        return int.from_bytes(self.take(4), "little", signed=True)

    def double(self) -> float:
        """Return the next eight bytes as a floating-point number."""
        number: float = struct.unpack("<d", self.take(8))[0]
        return number

    def text(self) -> str:
        """Return an XLWideString ([MS-XLSB] 2.5.168)."""
        return self.characters(self.long())

    def nullable_text(self) -> str | None:
        """Return an XLNullableWideString ([MS-XLSB] 2.5.166), None when there is none."""
        length = self.long()
        return None if length == 0xFFFFFFFF else self.characters(length)

    def characters(self, count: int) -> str:
        """Return that many characters."""
        return self.take(2 * count).decode("utf-16-le", "surrogatepass")

    def guid(self) -> str:
        """Return a GUID as XML writes it; empty when it is all zeros."""
        import uuid

        raw = self.take(16)
        return f"{{{uuid.UUID(bytes_le=raw)}}}".upper() if any(raw) else ""
