"""The shared strings of a workbook (ECMA-376-1 §18.4.9), in bounded memory."""

import array
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.source import SpoolStore
from leakscan.views.values import value_key

EMPTY = 0
"""In place of the key of a string without a character."""
BLANK = 1
"""In place of the key of a string of nothing but blanks: no value, yet not empty."""

_BLOCK_STRINGS = 64
_HELD_STRINGS = 50_000
_HELD_CHARACTERS = 4 << 20
_CACHED_BLOCKS = 256


class SharedStrings:
    """Strings by number. Many or long ones lie in a temporary file, 64 to a block.

    Attributes:
        keys: the value key of each string, or EMPTY or BLANK; none when `is_keyed` was false, nor once all
            sheets are read.
    """

    def __init__(self, *, is_keyed: bool = True) -> None:
        self.keys = array.array("Q")
        self._is_keyed = is_keyed
        self._count = 0
        self._texts: list[str] | None = []
        self._characters = 0
        self._spool = SpoolStore()
        self._offsets = array.array("Q", [0])
        self._pending: list[bytes] = []
        self._stream: BinaryIO | None = None
        self._cached: dict[int, list[str]] = {}

    def append(self, text: str) -> None:
        """Add the next string."""
        self._count += 1
        if self._is_keyed:
            key = value_key(text)
            self.keys.append(key if key is not None else BLANK if text else EMPTY)
        if self._texts is None:
            self._spool_text(text)
            return
        self._texts.append(text)
        self._characters += len(text)
        if len(self._texts) > _HELD_STRINGS or self._characters > _HELD_CHARACTERS:
            texts, self._texts = self._texts, None
            for known in texts:
                self._spool_text(known)

    def finish(self) -> None:
        """Say that no more strings follow."""
        if self._pending:
            self._flush()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        """Return a string.

        Raises:
            IndexError: there is no such number.
        """
        if not 0 <= number < self._count:
            raise IndexError(number)
        if self._texts is not None:
            return self._texts[number]
        block, within = divmod(number, _BLOCK_STRINGS)
        texts = self._cached.get(block)
        if texts is None:
            if len(self._cached) >= _CACHED_BLOCKS:
                del self._cached[next(iter(self._cached))]
            texts = self._cached[block] = self._read_block(block)
        return texts[within]

    def close(self) -> None:
        """Delete the temporary file."""
        if self._stream is not None:
            self._stream.close()
        self._spool.close()

    def _spool_text(self, text: str) -> None:
        self._pending.append(text.encode("utf-8", "surrogatepass"))
        if len(self._pending) == _BLOCK_STRINGS:
            self._flush()

    def _flush(self) -> None:
        lengths = array.array("I", map(len, self._pending))
        self._spool.write(lengths.tobytes() + b"".join(self._pending))
        self._offsets.append(self._spool.size)
        self._pending.clear()

    def _read_block(self, block: int) -> list[str]:
        if self._stream is None:
            self._stream = self._spool.open()
        count = min(_BLOCK_STRINGS, self._count - block * _BLOCK_STRINGS)
        self._stream.seek(self._offsets[block])
        data = self._stream.read(self._offsets[block + 1] - self._offsets[block])
        lengths = array.array("I")
        head = lengths.itemsize * count
        lengths.frombytes(data[:head])
        texts, position = [], head
        for length in lengths:
            texts.append(data[position : position + length].decode("utf-8", "surrogatepass"))
            position += length
        return texts


class _StringsHandler(xmlsafe.Handler):
    """Collects the text of each `si`: plain or rich, without its phonetic reading."""

    takes_qualified = False

    def __init__(self, strings: SharedStrings) -> None:
        self._append = strings.append
        self._pieces: list[str] | None = None
        self._in_text = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        if name == "si":
            self._pieces = []
        elif name == "t":
            self._in_text = not self._phonetic
        elif name == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "si":
            if self._pieces is not None:
                self._append(unescaped("".join(self._pieces)))
                self._pieces = None
        elif name == "rPh":
            self._phonetic = max(0, self._phonetic - 1)

    def text(self, data: str) -> None:
        if self._in_text and self._pieces is not None:
            self._pieces.append(data)


def read_strings(stream: BinaryIO, strings: SharedStrings) -> None:
    """Read a shared strings part to its end, into `strings`.

    Raises:
        FileError: the part is damaged; what came before the damage has been added.
    """
    try:
        xmlsafe.stream(stream, _StringsHandler(strings))
    finally:
        strings.finish()
