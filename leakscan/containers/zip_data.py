"""The content of one ZIP entry as a stream: inflated, checked, and charged to the budget."""

import io
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Protocol

from leakscan.containers.zip_records import BZIP2, DEFLATED, LZMA, STORED, ZipEntry
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.limits import RATIO_FREE_BYTES
from leakscan.source import Source

CHUNK_BYTES = 1 << 16
SMALL_BYTES = 1 << 16
_LARGE_BYTES = 1 << 20
READ_METHODS = (STORED, DEFLATED, BZIP2, LZMA)


def small_content(stream: BinaryIO, entry: ZipEntry, source: Source) -> bytes | None:
    """Return the content of a small entry in one step; None for one that is large or of which anything is wrong.

    Raises:
        LimitReachedError: a limit of the scan is reached.
    """
    most = min(SMALL_BYTES, source.budget.limits.part_bytes)
    if entry.size > most or entry.packed_size > SMALL_BYTES or entry.method not in (STORED, DEFLATED):
        return None
    stream.seek(entry.data)
    packed = content = stream.read(entry.packed_size)
    unused = 0
    if entry.method == DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(packed, entry.size + 1)
        except zlib.error:
            return None
        if not inflater.eof:
            return None
        unused = len(inflater.unused_data)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        return None
    source.budget.spend_bytes(len(content))
    entry.is_read = True
    if unused:
        entry.slack = (entry.data_end - unused, entry.data_end)
    return content


class EntryStream(io.RawIOBase):
    """The content of one entry; what is wrong with it is raised where the content ends."""

    def __init__(self, stream: BinaryIO, entry: ZipEntry, source: Source) -> None:
        self._stream = stream
        self._entry = entry
        self._budget = source.budget
        self._position = entry.data
        self._crc = 0
        self._checksum = _checksum(entry.size)
        self._given = 0
        self._pending = b""
        self._decoder = _decoder(entry.method, entry.size)
        self._is_over = False

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer as far as one step goes.

        Raises:
            MalformedFileError: the data, their size or their checksum are wrong.
            LimitReachedError: a limit is reached.
        """
        view = memoryview(buffer)  # type: ignore[arg-type]  # RawIOBase hands a writable buffer
        piece = b""
        while not piece and not self._is_over:
            try:
                piece = self._step(len(view))
            except (zlib.error, OSError, EOFError, ValueError) as error:
                raise MalformedFileError("the compressed data are damaged", code="damaged-data") from error
        self._account(piece)
        if not piece:
            self._conclude()
        view[: len(piece)] = piece
        return len(piece)

    def _step(self, count: int) -> bytes:
        if self._decoder is None:
            stored = self._packed(count)
            self._is_over = not stored
            return stored
        needs_input = not self._pending and getattr(self._decoder, "needs_input", True)
        packed = self._pending or (self._packed(CHUNK_BYTES) if needs_input else b"")
        piece: bytes = self._decoder.decompress(packed, count)
        self._pending = getattr(self._decoder, "unconsumed_tail", b"")
        if self._decoder.eof:
            self._is_over = True
        elif not packed and not piece and needs_input:
            raise MalformedFileError("the compressed data break off", code="damaged-data")
        return piece

    def _packed(self, count: int) -> bytes:
        wanted = min(count, self._entry.data_end - self._position)
        if wanted <= 0:
            return b""
        self._stream.seek(self._position)
        packed = self._stream.read(wanted)
        self._position += len(packed)
        return packed

    def _account(self, piece: bytes) -> None:
        self._crc = self._checksum(piece, self._crc)
        self._given += len(piece)
        self._budget.spend_bytes(len(piece))
        limits = self._budget.limits
        if self._given > limits.part_bytes:
            raise LimitReachedError("the limit on the size of a part is reached", code="limit-part-bytes")
        if self._given > RATIO_FREE_BYTES and self._given > limits.ratio * max(1, self._entry.packed_size):
            raise LimitReachedError("the part is compressed beyond the limit", code="limit-ratio")

    def _conclude(self) -> None:
        entry = self._entry
        if self._given < entry.size:
            raise MalformedFileError("the data of the part break off", code="damaged-data")
        if self._given > entry.size:
            raise MalformedFileError("the part is larger than the archive says", code="wrong-size")
        if self._crc != entry.crc:
            raise MalformedFileError("the checksum of the data is wrong", code="wrong-checksum")
        entry.is_read = True
        if self._decoder is not None:
            consumed = self._position - len(self._decoder.unused_data)
            if consumed < entry.data_end:
                entry.slack = (consumed, entry.data_end)


class _Decoder(Protocol):
    """What the decoders of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """True once the end of the data is reached."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end of the data."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return at most `max_length` bytes of output."""


def _decoder(method: int, size: int) -> _Decoder | None:
    if method == STORED:
        return None
    if method == DEFLATED:
        return _inflater(size)
    if method == BZIP2:
        import bz2

        return bz2.BZ2Decompressor()
    return _LzmaDecoder()


def _inflater(size: int) -> _Decoder:
    """Return what inflates an entry of that size: the faster library, where it is there and worth its import."""
    if size >= _LARGE_BYTES:
        with suppress(ImportError):  # not on every platform
            return _FastInflater()
    return zlib.decompressobj(-15)


def _checksum(size: int) -> Callable[[bytes, int], int]:
    """Return what makes the checksum of an entry of that size, step by step."""
    if size >= _LARGE_BYTES:
        with suppress(ImportError):
            from isal import isal_zlib

            return isal_zlib.crc32
    return zlib.crc32


class _FastInflater:
    """The inflating of ISA-L, whose errors are no errors of zlib's."""

    def __init__(self) -> None:
        from isal import isal_zlib

        self._inner = isal_zlib.decompressobj(-15)
        self._error: type[Exception] = isal_zlib.error  # type: ignore[assignment]  # its stubs are mistaken

    @property
    def eof(self) -> bool:
        """True once the end of the data is reached."""
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end of the data."""
        return bytes(self._inner.unused_data)

    @property
    def unconsumed_tail(self) -> bytes:
        """What was given and is still to be inflated."""
        return bytes(self._inner.unconsumed_tail)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most `max_length` bytes of output."""
        try:
            return bytes(self._inner.decompress(data, max_length))
        except self._error as error:
            raise ValueError from error


class _LzmaDecoder:
    """LZMA in a ZIP: a four-byte version and length, then the filter's properties (APPNOTE §5.8.8)."""

    def __init__(self) -> None:
        self._head = b""
        self._inner: object = None
        self.eof = False
        self.needs_input = True
        self.unused_data = b""

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
        self.eof, self.needs_input, self.unused_data = inner.eof, inner.needs_input, inner.unused_data
        return piece
