"""Reads the values of a PDF file from its bytes (ISO 32000-2 7.3), where they are written as the standard says.

What this module does not promise: to make sense of damaged values. It raises ValueError on anything it does not
know, and the object is left to pypdf.
"""

import re
from functools import lru_cache

from leakscan.formats.pdf.values import Name, Ref, Value

_NESTING = 60
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:%[^\r\n]*[\0\t\n\f\r ]*)*"
    rb"(?:(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>\[\]{}/%])"  # 1, 2: a reference
    rb"|([+-]?\d{1,15})(?![^\0\t\n\f\r ()<>\[\]{}/%])"  # 3: a whole number
    rb"|/([^\0\t\n\f\r ()<>\[\]{}/%]*)"  # 4: a name
    rb"|\(([^()\\\r]*)\)"  # 5: a plain string
    rb"|(<<)|(>>)|(\[)|(\])"  # 6 to 9
    rb"|<([0-9A-Fa-f\0\t\n\f\r ]*)>"  # 10: a string in hexadecimal digits
    rb"|([+-]?(?:\d{1,30}\.\d{0,30}|\.\d{1,30}))(?![^\0\t\n\f\r ()<>\[\]{}/%])"  # 11: a number
    rb"|(true|false|null)(?![^\0\t\n\f\r ()<>\[\]{}/%])"  # 12
    rb"|(\())"  # 13: any other string
)
_REF, _INTEGER, _NAME, _PLAIN, _OPEN, _CLOSE, _BEGIN, _END, _HEX, _NUMBER, _WORD, _STRING = range(2, 14)
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))|(\r\n?)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_EDGE = re.compile(rb"[()]|\\.", re.DOTALL)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_IN_NAMES = re.compile(rb"[^\x21-\x7e]")
_NOT_PLAIN = re.compile(rb"[^\t\n\r\x20-\x7e]")


def read_value(data: bytes, position: int, end: int) -> tuple[Value, int]:
    """Return the value that begins at a position, and where it ends.

    Raises:
        ValueError: it is not written as the standard says.
    """
    holders: list[list[Value]] = []
    kinds: list[bool] = []
    following = _TOKEN.scanner(data, position, end).match  # type: ignore[attr-defined]  # not in the stubs
    while True:
        token = following()
        if token is None:
            raise ValueError("no value")
        kind = token.lastindex
        value: Value
        if kind == _NAME:  # the three most frequent first
            value = read_name(token[_NAME])
        elif kind == _REF:
            value = Ref(int(token[1]), int(token[_REF]))
        elif kind == _INTEGER:
            value = int(token[_INTEGER])
        elif kind == _STRING:
            value, position = _string(data, token.end(), end)
            if not holders:
                return value, position
            following = _TOKEN.scanner(data, position, end).match  # type: ignore[attr-defined]  # as above
        elif kind in (_OPEN, _BEGIN):
            if len(holders) > _NESTING:
                raise ValueError("nested too deeply")
            holders.append([])
            kinds.append(kind == _OPEN)
            continue
        elif kind in (_CLOSE, _END):
            if not holders or kinds.pop() is not (kind == _CLOSE):
                raise ValueError("closed and not open")
            held = holders.pop()
            value = _dictionary(held) if kind == _CLOSE else held
        else:
            value = _simple(token, kind)
        if not holders:
            return value, token.end()
        holders[-1].append(value)


def _simple(token: "re.Match[bytes]", kind: int | None) -> Value:
    """Return a string, number or word that one token is the whole of."""
    if kind == _PLAIN:
        return read_text(token[_PLAIN])
    if kind == _NUMBER:
        return float(token[_NUMBER])
    return read_text(_unhexed(token[_HEX])) if kind == _HEX else _WORDS[token[_WORD]]


def _dictionary(held: list[Value]) -> dict[str, Value]:
    if len(held) % 2:
        raise ValueError("a key without a value")
    found = {}
    for index in range(0, len(held), 2):
        key = held[index]
        if type(key) is not Name:
            raise ValueError("a key that is no name")
        found[str(key)] = held[index + 1]
    if len(found) * 2 != len(held):
        raise ValueError("a key written twice")
    return found


@lru_cache(4096)
def read_name(data: bytes) -> Name:
    """Return a name, its `#` codes resolved.

    Raises:
        ValueError: it is written in characters that no name has.
    """
    if _NOT_IN_NAMES.search(data) is not None:
        raise ValueError("a name of other characters")
    if b"#" in data:
        data = _HASH.sub(lambda found: bytes([int(found[1], 16)]), data)
    return Name(data.decode("utf-8"))


def read_text(data: bytes) -> str | bytes:
    """Return a string's text, or its bytes where they are none (ISO 32000-2 7.9.2)."""
    if _NOT_PLAIN.search(data) is None:
        return data.decode("ascii")
    from pypdf.generic import TextStringObject, create_string_object

    held = create_string_object(data)
    return str.__str__(held) if isinstance(held, TextStringObject) else bytes(held)


def _unhexed(digits: bytes) -> bytes:
    digits = digits.translate(None, b"\0\t\n\f\r ")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _string(data: bytes, position: int, end: int) -> tuple[str | bytes, int]:
    """Return a string with brackets or escapes in it; `position` is behind its opening bracket."""
    start, depth = position, 1
    for edge in _EDGE.finditer(data, position, end):
        if edge[0] == b"(":
            depth += 1
        elif edge[0] == b")":
            depth -= 1
            if depth == 0:
                return read_text(_ESCAPE.sub(_unescaped, data[start : edge.start()])), edge.end()
    raise ValueError("a string without an end")


def _unescaped(found: "re.Match[bytes]") -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 0xFF])
    if found[2] is not None:
        return b""
    return b"\n" if found[4] is not None else _ESCAPED.get(found[3], found[3])
