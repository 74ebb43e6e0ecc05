"""Reads the values of a PDF file from its bytes (ISO 32000-2 7.3), where they are written as the standard says.

What this module does not promise: to make sense of damaged values. It raises ValueError on anything it does not
know, and the object is left to pypdf.
"""

import re
import sys
from collections.abc import Callable
from functools import lru_cache

from leakscan.formats.pdf.values import Name, Ref, Value

NESTING = 60


class UnendedStringError(ValueError):
    """A string whose brackets are never closed: for a viewer, all that follows is in it."""


_Text = Callable[[bytes], Value]
_END_OF_TOKEN = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*+(?:%[^\r\n]*+[\0\t\n\f\r ]*+)*"
    rb"(?:/([^\0\t\n\f\r ()<>\[\]{}/%]*+)"  # 1: a name; then, as most keys have it,
    rb"(?:[\0\t\n\f\r ]*+(?:/([^\0\t\n\f\r ()<>\[\]{}/%]*+)"  # 2: another name
    rb"|(\d{1,10}+)[\0\t\n\f\r ]++(\d{1,5}+)[\0\t\n\f\r ]++R"
    + _END_OF_TOKEN  # 3, 4: or a reference
    + rb"|([+-]?\d{1,15})"
    + _END_OF_TOKEN  # 5: or a whole number
    + rb"))?"
    rb"|\[([\t\n\r 0-9+.-]*+)\]"  # 6: an array of numbers
    rb"|(\d{1,10}+)[\0\t\n\f\r ]++(\d{1,5}+)[\0\t\n\f\r ]++R"
    + _END_OF_TOKEN  # 7, 8: a reference
    + rb"|([+-]?\d{1,15})"
    + _END_OF_TOKEN  # 9: a whole number
    + rb"|\(([^()\\\r]*+)\)"  # 10: a plain string
    rb"|<<()|>>()|\[()|\]()"  # 11 to 14, the end of each behind its beginning; empty, so that signs come first
    rb"|<([0-9A-Fa-f\0\t\n\f\r ]*)>"  # 15: a string in hexadecimal digits
    rb"|([+-]?(?:\d{1,30}\.\d{0,30}|\.\d{1,30}))"
    + _END_OF_TOKEN  # 16: a number
    + rb"|(true|false|null)"
    + _END_OF_TOKEN  # 17
    + rb"|(\())"  # 18: any other string
)
_NAME, _NAME_NAME, _NAME_REF, _NAME_INTEGER, _NUMBERS = 1, 2, 4, 5, 6
_REF, _INTEGER, _PLAIN, _OPEN, _CLOSE, _BEGIN, _END, _HEX, _NUMBER, _WORD, _STRING = range(8, 19)
_MOST_DIGITS = 15
_NAMES = frozenset({Name})
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))|(\r\n?)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_EDGE = re.compile(rb"[()]|\\.", re.DOTALL)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_IN_NAMES = re.compile(rb"[^\x21-\x7e]")
_NOT_PLAIN = re.compile(rb"[^\t\n\r\x20-\x7e]")


def read_text(data: bytes) -> str | bytes:
    """Return a string's text, or its bytes where they are none (ISO 32000-2 7.9.2)."""
    if _NOT_PLAIN.search(data) is None:
        return data.decode("ascii")
    from pypdf.generic import TextStringObject, create_string_object

    held = create_string_object(data)
    return str.__str__(held) if isinstance(held, TextStringObject) else bytes(held)


def read_value(
    data: bytes, position: int, end: int, text: Callable[[bytes], Value] = read_text
) -> tuple[Value, int]:
    """Return the value that begins at a position, and where it ends; `text` makes something of a string's bytes.

    Raises:
        ValueError: it is not written as the standard says.
    """
    holders: list[list[Value]] = []
    kinds: list[int] = []
    held: list[Value] = []
    following = _TOKEN.scanner(data, position, end).match  # type: ignore[attr-defined]  # not in the stubs
    while True:
        token = following()
        if token is None:
            raise ValueError("no value")
        kind = token.lastindex
        value: Value
        if kind <= _NAME_INTEGER:
            value = read_name(token[_NAME])
            if not holders:
                return value, token.end(_NAME)
            held.append(value)
            if kind == _NAME_NAME:
                held.append(read_name(token[_NAME_NAME]))
            elif kind == _NAME_INTEGER:
                held.append(int(token[_NAME_INTEGER]))
            elif kind == _NAME_REF:
                held.append(_read_ref(token[_NAME_REF - 1], token[_NAME_REF]))
            continue
        if kind in (_OPEN, _BEGIN):
            if len(holders) > NESTING:
                raise ValueError("nested too deeply")
            holders.append(held)
            kinds.append(kind)
            held = []
            continue
        ended = token.end()
        if kind in (_CLOSE, _END):
            if not holders or kinds.pop() != kind - 1:
                raise ValueError("closed and not open")
            value = _dictionary(held) if kind == _CLOSE else held
            held = holders.pop()
        elif kind == _STRING:
            value, ended = _string(data, ended, end, text)
            following = _TOKEN.scanner(data, ended, end).match  # type: ignore[attr-defined]  # as above
        else:
            value = _simple(token, kind, text)
        if not holders:
            return value, ended
        held.append(value)


def _simple(token: "re.Match[bytes]", kind: int | None, text: _Text) -> Value:
    """Return a string, number, word or array of numbers that one token is the whole of."""
    if kind == _NUMBERS:
        return _numbers(token[_NUMBERS])
    if kind == _INTEGER:
        return int(token[_INTEGER])
    if kind == _REF:
        return _read_ref(token[_REF - 1], token[_REF])
    if kind == _PLAIN:
        return text(token[_PLAIN])
    if kind == _NUMBER:
        return float(token[_NUMBER])
    return text(_unhexed(token[_HEX])) if kind == _HEX else _WORDS[token[_WORD]]


def _numbers(data: bytes) -> list[Value]:
    words = data.split()
    if max(map(len, words), default=0) > _MOST_DIGITS:
        return [_number(word) for word in words]
    if b"." in data:
        return [float(word) if b"." in word else int(word) for word in words]
    return list(map(int, words))


def _number(word: bytes) -> int | float:
    if b"." in word:
        return float(word)
    if len(word.lstrip(b"+-")) > _MOST_DIGITS:
        raise ValueError("a number too long")
    return int(word)


def _dictionary(held: list[Value]) -> dict[str, Value]:
    keys = held[::2]
    if not _NAMES.issuperset(map(type, keys)):
        raise ValueError("a key that is no name")
    found = dict(zip(map(_key, keys), held[1::2], strict=True))
    if len(found) * 2 != len(held):
        raise ValueError("a key written twice")
    return found


@lru_cache(4096)
def _key(name: Name) -> str:
    """Return a name as a key, which is found the fastest where it is the very string that is asked for."""
    return sys.intern(str(name))


@lru_cache(4096)
def _read_ref(number: bytes, generation: bytes) -> Ref:
    return Ref(int(number), int(generation))


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


def _unhexed(digits: bytes) -> bytes:
    digits = digits.translate(None, b"\0\t\n\f\r ")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _string(data: bytes, position: int, end: int, text: _Text) -> tuple[Value, int]:
    """Return a string with brackets or escapes in it; `position` is behind its opening bracket."""
    start, depth = position, 1
    for edge in _EDGE.finditer(data, position, end):
        if edge[0] == b"(":
            depth += 1
        elif edge[0] == b")":
            depth -= 1
            if depth == 0:
                return text(_ESCAPE.sub(_unescaped, data[start : edge.start()])), edge.end()
    raise UnendedStringError("a string without an end")


def _unescaped(found: "re.Match[bytes]") -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 0xFF])
    if found[2] is not None:
        return b""
    return b"\n" if found[4] is not None else _ESCAPED.get(found[3], found[3])
