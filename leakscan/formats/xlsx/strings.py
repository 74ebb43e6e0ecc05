"""The shared strings of a workbook (ECMA-376-1 §18.4.9), in bounded memory."""

import array
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.source import SpoolStore
from leakscan.views.values import value_key

_BLOCK_STRINGS = 64
_HELD_STRINGS = 200_000
_HELD_CHARACTERS = 8 << 20


class SharedStrings:
    """Strings by number. Many or long ones lie in a temporary file, 64 to a block.

    Attributes:
        keys: the value key of each string; 0 for a blank one.
    """

    def __init__(self) -> None:
        self.keys = array.array("Q")
        self._texts: list[str] | None = []
        self._characters = 0
        self._spool = SpoolStore()
        self._offsets = array.array("Q", [0])
        self._pending: list[bytes] = []
        self._stream: BinaryIO | None = None
        self._cached = (-1, [""])

    def append(self, text: str) -> None:
        """Add the next string."""
        self.keys.append(value_key(text) or 0)
        if self._texts is not None:
            self._texts.append(text)
            self._characters += len(text)
            if len(self._texts) > _HELD_STRINGS or self._characters > _HELD_CHARACTERS:
                texts, self._texts = self._texts, None
                for known in texts:
                    self._spool_text(known)
            return
        self._spool_text(text)

    def finish(self) -> None:
        """Say that no more strings follow."""
        if self._pending:
            self._flush()

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, number: int) -> str:
        """Return a string.

        Raises:
            IndexError: there is no such number.
        """
        if not 0 <= number < len(self.keys):
            raise IndexError(number)
        if self._texts is not None:
            return self._texts[number]
        block, within = divmod(number, _BLOCK_STRINGS)
        if self._cached[0] != block:
            self._cached = (block, self._read_block(block))
        return self._cached[1][within]

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
        lengths = array.array("I", [len(piece) for piece in self._pending])
        self._spool.write(lengths.tobytes() + b"".join(self._pending))
        self._offsets.append(self._spool.size)
        self._pending.clear()

    def _read_block(self, block: int) -> list[str]:
        if self._stream is None:
            self._stream = self._spool.open()
        count = min(_BLOCK_STRINGS, len(self.keys) - block * _BLOCK_STRINGS)
        self._stream.seek(self._offsets[block])
        data = self._stream.read(self._offsets[block + 1] - self._offsets[block])
        lengths = array.array("I")
        lengths.frombytes(data[: 4 * count])
        texts, position = [], 4 * count
        for length in lengths:
            texts.append(data[position : position + length].decode("utf-8", "surrogatepass"))
            position += length
        return texts


class _StringsHandler(xmlsafe.Handler):
    """Collects the text of each `si`: plain or rich, without its phonetic reading."""

    def __init__(self, strings: SharedStrings) -> None:
        self._strings = strings
        self._pieces: list[str] | None = None
        self._in_text = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t":
            self._in_text = not self._phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si" and self._pieces is not None:
            self._strings.append("".join(self._pieces))
            self._pieces = None

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
