"""Values: what the objects of a PDF file are, as plain Python values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

Value = Any
"""None, bool, int, float, str (a text string), bytes (any other string), Name, Ref, list, dict or Stream."""


class Name(str):
    """A name object, without its slash."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an object."""

    number: int
    generation: int


class Span(NamedTuple):
    """Where a stream's data stand in the bytes of the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """A stream object.

    Attributes:
        dictionary: its dictionary.
        held: where its data stand; the data, where they are encrypted in the file; or pypdf's own object.
    """

    dictionary: dict[str, Value]
    held: Any


def refs_in(value: Value) -> Iterator[Ref]:
    """Yield the references in a value."""
    pending = [value]
    while pending:
        item = pending.pop()
        kind = type(item)
        if kind is Ref:
            yield item
        elif kind is dict:
            pending.extend(item.values())
        elif kind is list:
            pending.extend(item)
        elif kind is Stream:
            pending.extend(item.dictionary.values())


def decoded(data: bytes) -> str:
    """Return the text of a text string's or text stream's bytes (ISO 32000-2 7.9.2)."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
