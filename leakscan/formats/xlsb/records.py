"""Records of a binary part: type and size in groups of seven bits, then the data ([MS-XLSB] 2.1.4)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from leakscan.errors import LimitReachedError, MalformedFileError

MOST_RECORD_BYTES = 64 << 20
"""No record of the format comes near this size; a damaged length easily does."""


class Record(NamedTuple):
    """One record."""

    type: int
    data: bytes


def records(stream: BinaryIO) -> Iterator[Record]:
    """Yield the records of a part.

    Raises:
        MalformedFileError: a record breaks off.
        LimitReachedError: a record claims an impossible size.
    """
    while first := stream.read(1):
        kind = first[0]
        if kind & 0x80:
            kind = (kind & 0x7F) | (_byte(stream) & 0x7F) << 7
        size = 0
        for shift in (0, 7, 14, 21):
            byte = _byte(stream)
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if size > MOST_RECORD_BYTES:
            raise LimitReachedError("a record claims an impossible size", code="limit-record-bytes")
        data = stream.read(size)
        if len(data) < size:
            raise MalformedFileError("a record breaks off", code="broken-record")
        yield Record(kind, data)


def _byte(stream: BinaryIO) -> int:
    byte = stream.read(1)
    if not byte:
        raise MalformedFileError("a record breaks off", code="broken-record")
    return byte[0]


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

    def double(self) -> float:
        """Return the next eight bytes as a floating-point number."""
        number: float = struct.unpack("<d", self.take(8))[0]
        return number

    def text(self) -> str:
        """Return an XLWideString ([MS-XLSB] 2.5.168)."""
        return self._characters(self.long())

    def nullable_text(self) -> str | None:
        """Return an XLNullableWideString ([MS-XLSB] 2.5.166), None when there is none."""
        length = self.long()
        return None if length == 0xFFFFFFFF else self._characters(length)

    def rich_text(self) -> str:
        """Return the text of a RichStr ([MS-XLSB] 2.5.121) without its formatting and phonetic runs."""
        self.byte()
        return self.text()

    def _characters(self, count: int) -> str:
        return self.take(2 * count).decode("utf-16-le", "surrogatepass")
