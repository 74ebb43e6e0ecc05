"""Source: named bytes, the trail that led to them and the budget they are read under."""

import io
import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from leakscan.errors import SourceChangedError, SourceGoneError
from leakscan.limits import Budget

VIEWS = "views"
"""Under this word a source has a place for views of its document, where several tables are read of it in turn."""
_CHUNK_BYTES = 1 << 20
_HELD_BYTES = 4 << 20


class Store(Protocol):
    """Bytes that can be read from any position, as often as wanted."""

    @property
    def size(self) -> int:
        """Size in bytes."""

    def open(self) -> BinaryIO:
        """Return a new seekable stream at position 0; the caller closes it."""

    def close(self) -> None:
        """Let go of what the store holds."""


class PathStore:
    """The bytes of a file in the file system."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._size = path.stat().st_size
        except OSError as error:
            raise SourceGoneError("the file that was scanned is no longer there") from error

    @property
    def size(self) -> int:
        """Size in bytes, as found when the scan began."""
        return self._size

    def open(self) -> BinaryIO:
        """Return a new stream over the file.

        Raises:
            SourceGoneError: the file is no longer there or cannot be read.
        """
        try:
            return self.path.open("rb")
        except OSError as error:
            raise SourceGoneError("the file that was scanned is no longer there") from error

    def close(self) -> None:
        """Do nothing: a path holds nothing."""


class BytesStore:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data: bytes | None = data
        self._size = len(data)

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self._size

    def open(self) -> BinaryIO:
        """Return a new stream over the bytes.

        Raises:
            SourceGoneError: the store is closed.
        """
        if self._data is None:
            raise SourceGoneError("the report that held these bytes is closed")
        return io.BytesIO(self._data)

    def close(self) -> None:
        """Let the bytes go."""
        self._data = None


class SpoolStore:
    """Bytes that came from a stream, in a private temporary file (in memory while they are few)."""

    def __init__(self) -> None:
        self._buffer: bytearray | None = bytearray()
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()
        self._size = 0

    def write(self, data: bytes) -> None:
        """Append bytes."""
        if self._buffer is not None and self._size + len(data) > _HELD_BYTES:
            import tempfile  # late: it is slow to load, and few files need it

            self._file = tempfile.TemporaryFile(prefix="leakscan-")  # noqa: SIM115  # closed by close()
            self._file.write(self._buffer)
            self._buffer = None
        if self._buffer is not None:
            self._buffer += data
        elif self._file is not None:
            self._file.write(data)
        self._size += len(data)

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self._size

    def open(self) -> BinaryIO:
        """Return a new stream over what was written.

        Raises:
            SourceGoneError: the store is closed.
        """
        if self._buffer is not None:
            return io.BytesIO(bytes(self._buffer))
        if self._file is None:
            raise SourceGoneError("the report that held these bytes is closed")
        self._file.flush()
        reads = _PositionedReads(self._file.fileno(), self._size, self._lock)
        return io.BufferedReader(reads, _CHUNK_BYTES // 16)

    def close(self) -> None:
        """Delete the temporary file."""
        self._buffer = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def __del__(self) -> None:
        self.close()


class _PositionedReads(io.RawIOBase):
    """Reads one open file at a position of its own, so that several readers do not disturb each other.

    Copies of a descriptor share one position, and Windows knows no `pread`: hence the lock.
    """

    def __init__(self, descriptor: int, size: int, lock: threading.Lock) -> None:
        self._descriptor = os.dup(descriptor)
        self._size = size
        self._lock = lock
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # RawIOBase hands a writable buffer
        with self._lock:
            os.lseek(self._descriptor, self._position, os.SEEK_SET)
            data = os.read(self._descriptor, len(view))
        view[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()


class _TimedReads(io.RawIOBase):
    """Reads a stream, and stops where the time of the scan is over."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: object) -> int:
        self._budget.check_time()
        view = memoryview(buffer)  # type: ignore[arg-type]  # RawIOBase hands a writable buffer
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def timed(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """Return a stream over bytes that were paid for already; it stops where the time of the scan is over."""
    return io.BufferedReader(_TimedReads(stream, budget), _CHUNK_BYTES // 16)


class Source:
    """Named bytes, where they lie, and the budget they are read under.

    Attributes:
        name: the file's own name, or the name of the part that holds it.
        trail: the names that lead here, the outermost file first, this one last.
        budget: shared by everything inside one root file.
        digests: SHA-256 of every file on the way here, this one left out.
        is_uncompressed: its bytes lie in the outermost file as they are.
        has_own_name: its name is one that people gave it, rather than the place it was found at.
        passwords: tried where the file, or one inside it, is encrypted.
        kept: what readers of tables keep for one another as long as the source is in use.
    """

    __slots__ = (
        "_held",
        "_sha256",
        "budget",
        "digests",
        "has_own_name",
        "is_uncompressed",
        "kept",
        "name",
        "passwords",
        "store",
        "trail",
    )

    def __init__(
        self,
        store: Store,
        *,
        name: str,
        budget: Budget,
        trail: tuple[str, ...] = (),
        digests: tuple[str, ...] = (),
        is_uncompressed: bool = True,
        has_own_name: bool = True,
        passwords: tuple[str, ...] = (),
    ) -> None:
        self.store = store
        self.name = name
        self.budget = budget
        self.trail = (*trail, name)
        self.digests = digests
        self.is_uncompressed = is_uncompressed
        self.has_own_name = has_own_name
        self.passwords = passwords
        self.kept: dict[str, Any] = {}
        self._sha256: str | None = None
        self._held: bytes | None = None

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self.store.size

    @property
    def depth(self) -> int:
        """How many files this one lies in."""
        return len(self.trail) - 1

    @property
    def extension(self) -> str:
        """The extension of the name, lower case, without its dot."""
        return _extension(self.name)

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal; read once."""
        if self._sha256 is None:
            import hashlib

            digest = hashlib.sha256()
            with self.open() as stream:
                chunk = stream.read(_CHUNK_BYTES)
                if len(chunk) == self.size < _CHUNK_BYTES:
                    self._held = chunk
                while chunk:
                    digest.update(chunk)
                    chunk = stream.read(_CHUNK_BYTES)
            self._sha256 = digest.hexdigest()
        return self._sha256

    def open(self) -> BinaryIO:
        """Return a new seekable stream over the bytes; those of a small file are read once."""
        return self.store.open() if self._held is None else io.BytesIO(self._held)

    def head(self, count: int) -> bytes:
        """Return the first bytes, at most `count`."""
        with self.open() as stream:
            return stream.read(count)

    def child(
        self, name: str, store: Store, *, is_uncompressed: bool = False, has_own_name: bool = True
    ) -> "Source":
        """Return the source for a file inside this one; its bytes may lie in this one as they are."""
        return Source(
            store,
            name=name,
            budget=self.budget,
            trail=self.trail,
            digests=(*self.digests, self.sha256),
            is_uncompressed=self.is_uncompressed and is_uncompressed,
            has_own_name=has_own_name,
            passwords=self.passwords,
        )


def verify(source: Source, sha256: str) -> None:
    """Raise SourceChangedError unless the source still has the digest `sha256`."""
    if source.sha256 != sha256:
        raise SourceChangedError("the file has changed since it was scanned")


@lru_cache(64)
def _extension(name: str) -> str:
    return Path(name.replace("\\", "/")).suffix.lower().lstrip(".")
