"""A part whose beginning has been read, to tell a large one from a small one; its bytes come all the same."""

import sys
from typing import ClassVar

from leakscan import xmlsafe
from leakscan.errors import FileError

CELLS_PAY, RECORDS_PAY = 24 << 10, 4 << 10
"""From which size on a part of cells, or of pivot records, is read faster as arrays, once numpy is loaded."""
_LOADING_PAYS = 1 << 19
"""A process that has read so many bytes without numpy has lost what loading it costs."""
_CHUNK_BYTES = 1 << 16


class Begun:
    """A stream to read once from its start.

    Args:
        stream: the part.
        pays: from which size on it is read faster as arrays.

    Attributes:
        is_large: it is worth arrays.
    """

    _passed: ClassVar[int] = 0
    """How many bytes this process has read without arrays."""

    def __init__(self, stream: xmlsafe.Readable, pays: int = CELLS_PAY) -> None:
        self._stream = stream
        self._held: list[bytes] = []
        self._failure: FileError | None = None
        count, least = 0, self._least(pays)
        try:
            while count < least and (chunk := stream.read(_CHUNK_BYTES)):
                self._held.append(chunk)
                count += len(chunk)
        except FileError as error:  # raised in its turn, when what came before it has been read
            self._failure = error
        self.is_large = count >= least
        if not self.is_large:
            Begun._passed += count
        self._held.reverse()

    @classmethod
    def _least(cls, pays: int) -> int:
        return pays if "numpy" in sys.modules else max(pays, _LOADING_PAYS - cls._passed)

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
