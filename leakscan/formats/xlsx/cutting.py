"""Cuts a large part into blocks that begin with one kind of element, and gives each to whom it is for.

The part goes through the handler's own XML parser, except for blocks that the handler takes as arrays since they
are plain: those are balanced, so that the parser stands between two elements before and after them, and need not
see them. A block that is not plain is given to the parser; while the parser does not stand between two such
elements, and from the first comment, section or instruction on, everything is.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from leakscan import xmlsafe
from leakscan.errors import FileError

BLOCK_BYTES = 1 << 19
"""Of half that size, calls of numpy take a tenth of the time for themselves; of twice, arrays leave the caches."""
_CHUNK_BYTES = BLOCK_BYTES
_LONGEST_BYTES = 1 << 22
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")


class Taker(Protocol):
    """A handler that can take whole blocks."""

    @property
    def is_between(self) -> bool:
        """True when the parser stands where a block may begin."""

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""


def feed(
    source: xmlsafe.Readable, handler: xmlsafe.Handler, taker: Taker, *, start: bytes, end: bytes, block_bytes: int
) -> None:
    """Read a part to its end.

    Args:
        source: the part.
        handler: takes it element by element.
        taker: the same one, takes it block by block.
        start: how the elements begin, before which it may be cut.
        end: what follows the last of them.
        block_bytes: how large the blocks are to be.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    for _ in steps(source, handler, taker, start=start, end=end, block_bytes=block_bytes):
        pass


def steps(
    source: xmlsafe.Readable,
    handler: xmlsafe.Handler,
    taker: Taker,
    *,
    start: bytes,
    end: bytes,
    block_bytes: int,
    finest_bytes: int = _LONGEST_BYTES,
) -> Iterator[None]:
    """Do what `feed` does, yielding after each piece, so that a caller can take what has come so far.

    Args:
        source: the part.
        handler: takes it element by element.
        taker: the same one, takes it block by block.
        start: how the elements begin, before which it may be cut.
        end: what follows the last of them.
        block_bytes: how large the blocks are to be.
        finest_bytes: from which size on a block that is not plain is cut in two, each half by itself.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    source = xmlsafe.fastest(source)
    if isinstance(source, xmlsafe.Told):
        yield from xmlsafe.steps(source, handler)
        return
    feeding = xmlsafe.Feeding(handler)
    try:
        cutting = _Cutting(feeding, taker, start, end, block_bytes, finest_bytes)
        failure: FileError | None = None
        while True:
            try:
                chunk = source.read(min(_CHUNK_BYTES, block_bytes))
            except FileError as error:
                failure = error  # raised when what came before it has been taken
                break
            if not chunk:
                break
            cutting.take(chunk)
            yield
        cutting.rest()
        if failure is not None:
            raise failure
        feeding.feed(b"", is_last=True)
        yield
    finally:
        feeding.done()


class _Cutting:
    """Cuts what comes into blocks, and gives each to whom it is for."""

    def __init__(
        self,
        feeding: xmlsafe.Feeding,
        taker: Taker,
        start: bytes,
        end: bytes,
        block_bytes: int,
        finest_bytes: int,
    ) -> None:
        self._start = start
        self._end = end
        self._feeding = feeding
        self._taker = taker
        self._block_bytes = block_bytes
        self._finest_bytes = finest_bytes
        self._held = b""
        self._is_exact = False
        self._has_begun = False

    def take(self, chunk: bytes) -> None:
        if self._has_begun and not self._is_exact and len(self._held) + len(chunk) >= self._block_bytes:
            self._block(chunk)
            return
        self._held += chunk
        if self._is_exact:
            self._exact(len(self._held))
        elif not self._has_begun:
            self._head()

    def rest(self) -> None:
        """Take that nothing more comes."""
        end = self._held.rfind(self._end)
        if self._has_begun and not self._is_exact and end > 0:
            self._one(self._held[:end], self._held[end:])
        self._exact(len(self._held))

    def _head(self) -> None:
        start = self._held.find(self._start)
        if start < 0:
            # What cannot be the start of a row is let go.
            self._is_exact = len(self._held) > _LONGEST_BYTES
            return
        head = self._held[:start]
        self._exact(start)
        self._has_begun = True
        self._is_exact = self._is_exact or not _is_plain_head(head)

    def _block(self, chunk: bytes) -> None:
        # What comes is copied once: of large parts, copies are a twentieth of the time.
        end = chunk.rfind(self._start)
        if end > 0:
            self._one(b"".join((self._held, memoryview(chunk)[:end])), chunk[end:])
            return
        self._held += chunk
        end = self._held.rfind(self._start)
        if end > 0:
            self._one(self._held[:end], self._held[end:])
        elif len(self._held) > _LONGEST_BYTES:
            self._is_exact = True

    def _one(self, data: bytes, rest: bytes) -> None:
        self._held = rest
        if self._takes(data):
            return
        # In a comment, or after a tag that was cut, what looks like the next start may be none.
        self._is_exact = b"<!" in data or b"<?" in data or not data.rstrip().endswith(b">")
        if self._is_exact:
            self._feed(data)
        elif self._end in data:
            self._runs(data)
        else:
            self._parts(data)

    def _takes(self, data: bytes) -> bool:
        return self._taker.is_between and data.startswith(self._start) and self._taker.take(data)

    def _runs(self, data: bytes) -> None:
        """Take a block that runs over the ends of lists, each list by itself."""
        start = 0
        while start < len(data):
            end = data.find(self._end, start)
            end = len(data) if end < 0 else end
            if not self._takes(data[start:end]):
                self._parts(data[start:end])
            start = data.find(self._start, end)
            start = len(data) if start < 0 else start
            self._feed(data[end:start])

    def _parts(self, data: bytes) -> None:
        """Take a block that is not plain: its halves, if it can be cut in two."""
        middle = data.find(self._start, len(data) // 2) if len(data) > self._finest_bytes else -1
        if middle <= 0:
            self._feed(data)
            return
        for half in (data[:middle], data[middle:]):
            if not self._takes(half):
                self._parts(half)

    def _exact(self, end: int) -> None:
        data, self._held = self._held[:end], self._held[end:]
        self._feed(data)

    def _feed(self, data: bytes) -> None:
        start = 0
        while start < len(data):
            piece = data[start : start + self._feeding.wanted_bytes]
            self._feeding.feed(piece)
            start += len(piece)


def _is_plain_head(head: bytes) -> bool:
    """Return whether what comes before the rows leaves no doubt how they are to be read."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    declaration, rest = b"", head
    if head.startswith(b"<?xml"):
        declaration, _, rest = head.partition(b"?>")
    encoding = _ENCODING.search(declaration)
    is_known = encoding is None or encoding[1].lower() in _PLAIN_ENCODINGS
    return is_known and b"<!" not in rest and b"<?" not in rest and b"\0" not in head
