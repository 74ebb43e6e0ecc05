"""HTML and plain text that a mail program packed into RTF ([MS-OXRTFEX])."""

import codecs
from dataclasses import dataclass, replace

from leakscan.formats.rtf.tokens import Kind, Tokens
from leakscan.formats.rtf.words import CHARACTERS, CHARSETS, OWN, STORIES, SYMBOLS

_HEAD_BYTES = 2000
_DROPPED = (OWN | STORIES | {"colortbl", "pict", "objdata"}) - {"htmltag"}
_MOST_GROUPS = 10_000


def packed_form(data: bytes) -> str:
    """Return `html` or `text` when the RTF was made of such, or an empty string ([MS-OXRTFEX] 2.1.3.1)."""
    head = data[:_HEAD_BYTES]
    return "html" if b"\\fromhtml1" in head else "text" if b"\\fromtext" in head else ""


@dataclass(frozen=True, slots=True)
class _State:
    is_left_out: bool = False
    font: int = -1
    skip: int = 1


def unpacked_html(data: bytes) -> str:
    """Return the HTML: fragments of markup, and the text between them that is not for RTF alone."""
    unpacker = _Unpacker()
    for token in Tokens(data):
        if not unpacker.take(*token):
            break
    unpacker.flush()
    return "".join(unpacker.pieces)


class _Unpacker:
    """Gathers HTML, token by token."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._state = _State()
        self._stack: list[_State] = []
        self._coded = bytearray()
        self._fonts: dict[int, str] = {}
        self._charset = "cp1252"
        self._skip = 0
        self._is_optional = False
        self._high = 0

    def take(self, kind: Kind, word: str, number: int | None, text: bytes) -> bool:
        """Take a token; return whether the reading goes on."""
        if kind is Kind.TEXT:
            taken = min(self._skip, len(text))
            self._skip -= taken
            self._coded += text[taken:]
            return True
        self.flush()
        if kind is Kind.OPEN:
            self._stack.append(self._state)
            self._skip, self._is_optional = 0, False
            return len(self._stack) <= _MOST_GROUPS
        if kind is Kind.CLOSE:
            if not self._stack:
                return False
            self._state, self._skip = self._stack.pop(), 0
        elif kind is Kind.SYMBOL:
            self._is_optional = self._is_optional or word == "*"
            self._say(SYMBOLS.get(word, "") if not self._skip else "")
            self._skip = max(0, self._skip - 1)
        elif kind is Kind.WORD and word == "u":
            self._unicode((number or 0) & 0xFFFF)
        elif kind is Kind.WORD and self._skip:
            self._skip -= 1
        elif kind is Kind.WORD:
            self._word(word, number)
        return True

    def flush(self) -> None:
        """Decode the bytes that have come."""
        if self._coded:
            self._say(self._coded.decode(self._fonts.get(self._state.font, self._charset), "replace"))
            self._coded.clear()

    def _say(self, text: str) -> None:
        if not self._state.is_left_out:
            self.pieces.append(text)

    def _unicode(self, code: int) -> None:
        self._skip = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            high, self._high = self._high, 0
            self._say(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd")
        else:
            self._say(chr(code))

    def _word(self, word: str, number: int | None) -> None:
        match word:
            case "htmltag":
                self._state, self._is_optional = replace(self._state, is_left_out=False), False
            case "htmlrtf":
                self._state = replace(self._state, is_left_out=number != 0)
            case "ansicpg":
                self._charset = _codec(number) or self._charset
            case "f":
                self._state = replace(self._state, font=number or 0)
            case "fcharset":
                self._fonts[self._state.font] = CHARSETS.get(number or 0, self._charset)
            case "uc":
                self._state = replace(self._state, skip=max(0, number or 0))
            case _ if word in _DROPPED or self._is_optional:
                self._state, self._is_optional = replace(self._state, is_left_out=True), False
            case _:
                self._say({"par": "\r\n", "line": "\r\n"}.get(word) or CHARACTERS.get(word, ""))


def _codec(number: int | None) -> str | None:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return None
