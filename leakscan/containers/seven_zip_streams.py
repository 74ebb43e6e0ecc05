"""The content of one block of a 7z archive as a stream: its coders one after another, each bounded.

Source of the format facts: Methods.txt of the LZMA SDK (ids and properties of the coders). The memory that a
decoder will take stands in its properties, and is held against a limit before there is a decoder; what comes out
is asked for in pieces, so that no block is ever in memory as a whole.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from leakscan.containers.seven_zip_header import Coder, Folder
from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError, UnsupportedFormatError
from leakscan.limits import Budget

MOST_DICTIONARY_BYTES = 64 << 20
"""What the dictionaries of one block may take together; 7-Zip packs with 32 MiB unless told otherwise."""
CHUNK_BYTES = 1 << 16
_TAIL_BYTES = 16
"""So few bytes at the end of a packed stream may be left over: a decoder that has given all need not read them."""
_LEAST_DICTIONARY_BYTES = 4096
_DAMAGED = "the packed data of the archive are damaged"


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes."""


class _Decoder(Protocol):
    """What the decoders of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """True once the end of the data is reached."""

    @property
    def needs_input(self) -> bool:
        """True when nothing more comes without further data."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return at most `max_length` bytes of output."""


class PackedStream:
    """A range of the archive; its last few bytes are given out only by themselves."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream = stream
        self._position, self._end = start, start + size

    @property
    def left(self) -> int:
        """How much nobody asked for."""
        return self._end - self._position

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes."""
        own = self.left - _TAIL_BYTES if self.left > _TAIL_BYTES else self.left
        self._stream.seek(self._position)
        piece = self._stream.read(min(size, own))
        self._position += len(piece)
        return piece


class _Stage:
    """What one coder gives of what is fed to it."""

    def __init__(self, feed: Readable, decoder: _Decoder, size: int, budget: Budget) -> None:
        self._feed = feed
        self._decoder = decoder
        self._left = size
        self._budget = budget

    def read(self, size: int) -> bytes:
        """Return some bytes, or none at the end.

        Raises:
            MalformedFileError: the data are damaged or break off.
        """
        wanted = min(size, self._left)
        while wanted:
            self._budget.check_time()
            data = self._feed.read(CHUNK_BYTES) if self._decoder.needs_input and not self._decoder.eof else b""
            try:
                piece = self._decoder.decompress(data, wanted) if not self._decoder.eof else b""
            except (lzma.LZMAError, zlib.error, OSError, EOFError, ValueError) as error:
                raise MalformedFileError(_DAMAGED, code="damaged-data") from error
            if piece:
                self._left -= len(piece)
                return piece
            if not data and (self._decoder.eof or self._decoder.needs_input):
                raise MalformedFileError("the packed data of the archive break off", code="damaged-data")
        return b""


class _Inflater:
    """Deflated data, by the same names as the other decoders."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(-15)
        self._pending = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._pending

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._inner.decompress(self._pending + data, max_length)
        self._pending = self._inner.unconsumed_tail
        return piece


class _Chunked:
    """Bytes as chunks of LZMA2 that are not packed.

    Filters such as those for machine code exist in the standard library in front of LZMA2 alone, and give their
    last bytes only where that ends.
    """

    def __init__(self, feed: Readable) -> None:
        self._feed = feed
        self._is_over = False

    def read(self, size: int) -> bytes:
        piece = self._feed.read(min(size, CHUNK_BYTES))
        if piece:
            return b"\x01" + (len(piece) - 1).to_bytes(2, "big") + piece
        if self._is_over:
            return b""
        self._is_over = True
        return b"\0"


class _Copy:
    """A stream that is not packed, no longer than was said."""

    def __init__(self, feed: Readable, size: int) -> None:
        self._feed = feed
        self._left = size

    def read(self, size: int) -> bytes:
        piece = self._feed.read(min(size, self._left))
        if not piece and self._left and size:
            raise MalformedFileError("the packed data of the archive break off", code="damaged-data")
        self._left -= len(piece)
        return piece


_COPY, _DELTA, _LZMA, _LZMA2 = b"\0", b"\x03", b"\x03\x01\x01", b"\x21"
_DEFLATE, _BZIP2 = b"\x04\x01\x08", b"\x04\x02\x02"
_ENCRYPTION = b"\x06"
"""The first byte of the ids of all ciphers."""
_MACHINE_CODE = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
    b"\x04": lzma.FILTER_X86,
    b"\x05": lzma.FILTER_POWERPC,
    b"\x06": lzma.FILTER_IA64,
    b"\x07": lzma.FILTER_ARM,
    b"\x08": lzma.FILTER_ARMTHUMB,
    b"\x09": lzma.FILTER_SPARC,
}
_SIMPLE: dict[bytes, Callable[[], _Decoder]] = {_DEFLATE: _Inflater, _BZIP2: bz2.BZ2Decompressor}


def unpacked(folder: Folder, packed: PackedStream, budget: Budget) -> Readable:
    """Return what a block gives.

    Raises:
        EncryptedFileError: it is encrypted.
        UnsupportedFormatError: a coder is none that is read.
        LimitReachedError: its decoders would take too much memory.
        MalformedFileError: its coders do not fit together.
    """
    steps = _chain(folder)
    if sum(_dictionary(coder, size) for coder, size in steps) > MOST_DICTIONARY_BYTES:
        raise LimitReachedError("unpacking the archive takes too much memory", code="limit-dictionary")
    stream: Readable = packed
    for coder, size in steps:
        stream = _stage(coder, stream, size, budget)
    return stream


def _chain(folder: Folder) -> list[tuple[Coder, int]]:
    """Return the coders, the one that takes the packed stream first, and how much each gives."""
    for coder in folder.coders:
        if coder.method[:1] == _ENCRYPTION and len(coder.method) > 1:
            raise EncryptedFileError("the member of the archive is encrypted")
    for coder in folder.coders:
        is_known = coder.method in (_COPY, _DELTA, _LZMA, _LZMA2, *_SIMPLE, *_MACHINE_CODE)
        if not is_known or (coder.inputs, coder.outputs) != (1, 1):
            raise UnsupportedFormatError(
                "the member is packed in a way that is not read", code="packing-not-examined"
            )
    number, steps = folder.main_output, []
    for _ in folder.coders:
        steps.append((folder.coders[number], folder.sizes[number]))
        following = folder.bonds.get(number)
        if following is None or following >= len(folder.coders):
            break
        number = following
    if len(steps) != len(folder.coders) or number in folder.bonds:
        raise MalformedFileError("the header of the archive is damaged", code="damaged-archive")
    return steps[::-1]


def _dictionary(coder: Coder, size: int) -> int:
    """Return the size of the dictionary that unpacking takes: never more than what it gives."""
    if coder.method == _LZMA and len(coder.properties) == 5:
        declared = int.from_bytes(coder.properties[1:], "little")
    elif coder.method == _LZMA2 and len(coder.properties) == 1:
        bits = coder.properties[0]
        declared = (2 | bits & 1) << (bits // 2 + 11) if bits < 40 else (1 << 32) - 1
    elif coder.method in (_LZMA, _LZMA2):
        raise MalformedFileError("the header of the archive is damaged", code="damaged-archive")
    else:
        return 0
    return max(_LEAST_DICTIONARY_BYTES, min(declared, size))


def _stage(coder: Coder, feed: Readable, size: int, budget: Budget) -> Readable:
    if coder.method == _COPY:
        return _Copy(feed, size)
    if coder.method in _SIMPLE:
        return _Stage(feed, _SIMPLE[coder.method](), size, budget)
    own: dict[str, Any] = {"id": lzma.FILTER_LZMA2, "dict_size": _dictionary(coder, size)}
    if coder.method == _LZMA:
        first = coder.properties[0]
        own |= {"id": lzma.FILTER_LZMA1, "lc": first % 9, "lp": first // 9 % 5, "pb": first // 45}
    if coder.method in (_LZMA, _LZMA2):
        return _Stage(feed, _raw([own]), size, budget)
    own["dict_size"] = CHUNK_BYTES
    first_filter: dict[str, Any] = {"id": _MACHINE_CODE.get(coder.method, lzma.FILTER_DELTA)}
    if coder.method == _DELTA:
        first_filter["dist"] = 1 + int.from_bytes(coder.properties[:1], "little")
    return _Stage(_Chunked(feed), _raw([first_filter, own]), size, budget)


def _raw(filters: list[dict[str, Any]]) -> lzma.LZMADecompressor:
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    except (lzma.LZMAError, ValueError, OverflowError) as error:
        raise MalformedFileError("the header of the archive is damaged", code="damaged-archive") from error
