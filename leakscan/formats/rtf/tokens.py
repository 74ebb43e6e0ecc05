"""The words of an RTF file: groups, control words, text (RTF 1.9.1, "Basic Entities")."""

import re
from collections.abc import Iterator
from enum import Enum

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})?\ ?|'(?P<code>[0-9a-fA-F]{2})|(?P<symbol>.))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


class Kind(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "word"
    SYMBOL = "symbol"
    TEXT = "text"
    BINARY = "binary"


Token = tuple[Kind, str, int | None, bytes]
"""What it is, the control word or symbol, its number, and the bytes of text."""


class Tokens:
    """The tokens of some RTF.

    Attributes:
        position: where the reading has come to.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0

    def __iter__(self) -> Iterator[Token]:
        """Yield token by token; what is none, such as line ends, is passed over."""
        data, match = self._data, _TOKEN.search
        while (found := match(data, self.position)) is not None:
            self.position = found.end()
            kind = found.lastgroup
            if kind in ("word", "number"):
                word = found["word"].decode("ascii")
                number = int(found["number"]) if found["number"] else None
                if word == "bin":
                    end = min(len(data), self.position + max(0, number or 0))
                    yield Kind.BINARY, "", number, data[self.position : end]
                    self.position = end
                else:
                    yield Kind.WORD, word, number, b""
            elif kind == "text":
                yield Kind.TEXT, "", None, found["text"]
            elif kind == "code":
                yield Kind.TEXT, "'", None, bytes((int(found["code"], 16),))
            elif kind == "brace":
                yield Kind.OPEN if found["brace"] == b"{" else Kind.CLOSE, "", None, b""
            else:
                yield Kind.SYMBOL, found["symbol"].decode("latin-1"), None, b""
