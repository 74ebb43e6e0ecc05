"""A part whose beginning has been read, to tell a large one from a small one; its bytes come all the same."""

from leakscan import xmlsafe
from leakscan.errors import FileError

LARGE_BYTES = 1 << 20
"""From which size on a part is read as arrays: below, importing numpy costs more than it saves."""

_CHUNK_BYTES = 1 << 16


class Begun:
    """A stream to read once from its start.

    Attributes:
        is_large: it is worth arrays.
    """

    def __init__(self, stream: xmlsafe.Readable) -> None:
        self._stream = stream
        self._held: list[bytes] = []
        self._failure: FileError | None = None
        count = 0
        try:
            while count < LARGE_BYTES and (chunk := stream.read(_CHUNK_BYTES)):
                self._held.append(chunk)
                count += len(chunk)
        except FileError as error:  # raised in its turn, when what came before it has been read
            self._failure = error
        self.is_large = count >= LARGE_BYTES
        self._held.reverse()

    def read(self, size: int = _CHUNK_BYTES) -> bytes:
        """Return the next bytes; those of the beginning in the pieces they came in.

        Raises:
            FileError: as the stream does.
        """
        if self._held:
            return self._held.pop()
        if self._failure is not None:
            raise self._failure
        return self._stream.read(size)
