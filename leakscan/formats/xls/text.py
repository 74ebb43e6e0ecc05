"""Strings of BIFF: byte strings in a code page up to version 7, Unicode strings since ([MS-XLS] 2.5.240)."""

import codecs
import struct
import uuid

from leakscan.errors import MalformedFileError

_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_MOST_READING = 1 << 16
_HEAD_OF_TEXT = 3
_READING_HEAD = 14


class Reader:
    """Reads values one after another from the pieces of a record and its continuations.

    A Unicode string that crosses into a continuation starts there with a new byte of flags, for the rest of it may
    be stored in the other width ([MS-XLS] 2.4.58).
    """

    def __init__(self, pieces: list[bytes], *, encoding: str = "utf-16") -> None:
        self._pieces = pieces
        self._encoding = encoding
        self._index = 0
        self._position = 0

    @property
    def is_at_end(self) -> bool:
        """True when nothing is left."""
        self._settle()
        return self._index >= len(self._pieces)

    @property
    def left(self) -> int:
        """Bytes left in the current piece."""
        return len(self._pieces[self._index]) - self._position if self._index < len(self._pieces) else 0

    def take(self, count: int) -> bytes:
        """Return the next bytes, across pieces.

        Raises:
            MalformedFileError: there are fewer.
        """
        taken = b""
        while len(taken) < count:
            self._settle()
            if self._index >= len(self._pieces):
                raise MalformedFileError("a record is too short", code="short-record")
            piece = self._pieces[self._index]
            part = piece[self._position : self._position + count - len(taken)]
            self._position += len(part)
            taken += part
        return taken

    def skip(self, count: int) -> None:
        """Pass over bytes, across pieces; those that are missing are no error."""
        while count > 0:
            self._settle()
            if self._index >= len(self._pieces):
                return
            step = min(count, self.left)
            self._position += step
            count -= step

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def short(self) -> int:
        """Return the next two bytes as a number."""
        return int.from_bytes(self.take(2), "little")

    def long(self) -> int:
        """Return the next four bytes as a number."""
        return int.from_bytes(self.take(4), "little")

    def double(self) -> float:
        """Return the next eight bytes as a floating-point number."""
        number: float = struct.unpack("<d", self.take(8))[0]
        return number

    def unicode(self, length_bytes: int = 2) -> str:
        """Return a Unicode string with its length before it; formatting and phonetic data are passed over."""
        length = int.from_bytes(self.take(length_bytes), "little")
        return self.unicode_of(length)

    def unicode_of(self, length: int) -> str:
        """Return a Unicode string of that many characters, beginning with its flags."""
        flags = self.byte()
        runs = self.short() if flags & _RICH else 0
        extended = self.long() if flags & _EXTENDED else 0
        text = self._characters(length, is_wide=bool(flags & _WIDE))
        self.skip(4 * runs + extended)
        return text

    def rich(self, length_bytes: int) -> tuple[str, list[tuple[int, int]], str]:
        """Return a string with its runs, where each begins and its font, and its reading ([MS-XLS] 2.5.293)."""
        length = int.from_bytes(self.take(length_bytes), "little")
        flags = self.byte()
        runs = self.short() if flags & _RICH else 0
        extended = self.long() if flags & _EXTENDED else 0
        text = self._characters(length, is_wide=bool(flags & _WIDE))
        marks = [(self.short(), self.short()) for _ in range(runs)]
        if extended > _MOST_READING:
            self.skip(extended)
            extended = 0
        return text, marks, _reading(self.take(extended))

    def plain_texts(self, most: int) -> list[str]:
        """Return the next strings as `rich` does, up to one with runs or a reading, or to the end of a piece."""
        self._settle()
        texts: list[str] = []
        if self._index >= len(self._pieces):
            return texts
        piece, at = self._pieces[self._index], self._position
        last = len(piece) - _HEAD_OF_TEXT
        while len(texts) < most and at <= last:
            flags = piece[at + 2]
            length = (piece[at] | piece[at + 1] << 8) << (flags & _WIDE)
            end = at + _HEAD_OF_TEXT + length
            if flags > _WIDE or end > len(piece):
                break
            raw = piece[at + _HEAD_OF_TEXT : end]
            texts.append(raw.decode("utf-16-le", "surrogatepass") if flags else raw.decode("latin-1"))
            at = end
        self._position = at
        return texts

    def string(self, length_bytes: int = 1) -> str:
        """Return a byte string in the workbook's code page, with its length before it."""
        length = int.from_bytes(self.take(length_bytes), "little")
        return decoded(self.take(length), self._encoding)

    def bytes_text(self, length: int) -> str:
        """Return a byte string of that many characters."""
        return decoded(self.take(length), self._encoding)

    def rest(self) -> bytes:
        """Return everything that is left."""
        left = b"".join([b"" if index < self._index else piece for index, piece in enumerate(self._pieces)])
        return left[self._position :]

    def _characters(self, count: int, *, is_wide: bool) -> str:
        pieces: list[str] = []
        while count > 0:
            if self.left == 0:
                self._settle()
                if self._index >= len(self._pieces):
                    raise MalformedFileError("a string breaks off", code="short-record")
                is_wide = bool(self.byte() & _WIDE)
            width = 2 if is_wide else 1
            here = min(count, self.left // width)
            if here == 0:
                raise MalformedFileError("a string breaks off", code="short-record")
            raw = self.take(here * width)
            pieces.append(raw.decode("utf-16-le", "surrogatepass") if is_wide else raw.decode("latin-1"))
            count -= here
        return "".join(pieces)

    def _settle(self) -> None:
        while self._index < len(self._pieces) and self._position >= len(self._pieces[self._index]):
            self._index += 1
            self._position = 0


def _reading(data: bytes) -> str:
    """Return the reading of a string, from what follows it ([MS-XLS] 2.5.86)."""
    if len(data) < _READING_HEAD:
        return ""
    count = int.from_bytes(data[12:14], "little")
    return data[_READING_HEAD : _READING_HEAD + 2 * count].decode("utf-16-le", "replace")


def guid_text(data: bytes) -> str:
    """Return a GUID as XML writes it ([MS-DTYP] 2.3.4)."""
    return f"{{{str(uuid.UUID(bytes_le=data)).upper()}}}"


def encoding_of(code_page: int) -> str:
    """Return the name of Python's codec for a code page ([MS-XLS] 2.4.52); Windows Latin 1 when it has none."""
    special = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252", 65001: "utf-8"}
    for name in (special.get(code_page), f"cp{code_page}"):
        try:
            if name is not None:
                return codecs.lookup(name).name
        except LookupError:
            continue
    return "cp1252"


def decoded(data: bytes, encoding: str) -> str:
    """Return bytes as text; bytes that have no meaning there become replacement characters."""
    return data.decode("cp1252" if encoding.startswith("utf-16") else encoding, "replace")
