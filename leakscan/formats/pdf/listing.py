"""Listing: where the tables of a PDF file say that its objects stand (ISO 32000-2 7.5.4 to 7.5.8).

What this module does not promise: a listing of a damaged file. Where anything is not as the standard says, or
some object does not stand where a table has it, there is no listing, and the file is left to pypdf.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat

from leakscan.formats.pdf.filters import unpacked
from leakscan.formats.pdf.layout import WrittenObject
from leakscan.formats.pdf.syntax import read_value
from leakscan.formats.pdf.values import Ref, Value

_START = re.compile(rb"startxref[\0\t\n\f\r ]+(\d{1,15})[\0\t\n\f\r ]+%%EOF")
_BLANK = re.compile(rb"[\0\t\n\f\r ]*")
_SECTION = re.compile(rb"[\0\t\n\f\r ]*(\d{1,10})[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]*")
_ROWS = re.compile(rb"(?:\d{10} \d{5} [nf](?: \r| \n|\r\n|\n|\r)[\0\t\n\f\r ]*)*")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_TRAILER = re.compile(rb"[\0\t\n\f\r ]*trailer")
_KEPT = ("Root", "Encrypt", "Info", "ID", "Size")
_MOST_SECTIONS = 1_000


@dataclass(slots=True)
class Listing:
    """What the tables of one state list.

    Attributes:
        plain: where each object stands that is no part of another, by reference.
        packed: the object stream that holds each other object, and its position in it, by number.
        trailer: the trailer's dictionary.
    """

    plain: dict[Ref, int] = field(default_factory=dict)
    packed: dict[int, tuple[int, int]] = field(default_factory=dict)
    trailer: dict[str, Value] = field(default_factory=dict)
    _numbers: set[int] = field(default_factory=set)

    def add(self, ref: Ref, offset: int) -> None:
        """List a plain object, unless a newer table did; one of another generation is a different object."""
        if ref.number not in self.packed:
            self.plain.setdefault(ref, offset)
            self._numbers.add(ref.number)

    def add_packed(self, number: int, holder: int, index: int) -> None:
        """List a packed object, unless a newer table did."""
        if number not in self._numbers:
            self.packed.setdefault(number, (holder, index))


def read_listing(data: bytes, written: Mapping[int, WrittenObject]) -> Listing | None:
    """Return the listing of a file, or None when it is not to be read without guessing.

    Args:
        data: the file, its header at position 0.
        written: every object in its bytes, by where it begins.
    """
    found = Listing()
    try:
        _read_sections(data, written, found)
        _check_places(data, written, found)
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    return found if "Root" in found.trailer else None


def _read_sections(data: bytes, written: Mapping[int, WrittenObject], found: Listing) -> None:
    last = _START.match(data, data.rfind(b"startxref"))
    if last is None:
        raise ValueError("no table")
    seen: set[int] = set()
    offset: int | None = int(last[1])
    while offset is not None:
        if offset in seen or len(seen) > _MOST_SECTIONS:
            raise ValueError("a chain without an end")
        seen.add(offset)
        blank = _BLANK.match(data, offset)
        at = offset if blank is None else blank.end()
        if data.startswith(b"xref", at):
            trailer = _read_table(data, at + 4, found)
            if "XRefStm" in trailer:
                _read_stream(data, written[trailer["XRefStm"]], found)
            for key, value in trailer.items():
                found.trailer.setdefault(key, value)
        else:
            trailer = _read_stream(data, written[at], found)
            for key in _KEPT:
                if key in trailer:
                    found.trailer.setdefault(key, trailer[key])
        offset = trailer.get("Prev") or None


def _read_table(data: bytes, position: int, found: Listing) -> dict[str, Value]:
    """Read a table of lines, and return the trailer behind it."""
    while (head := _SECTION.match(data, position)) is not None:
        number, count = int(head[1]), int(head[2])
        body = _ROWS.match(data, head.end())
        rows = _ROW.findall(data, head.end(), head.end() if body is None else body.end())
        if len(rows) != count:
            raise ValueError("a table of another length")
        for place, (offset, generation, kind) in enumerate(rows, start=number):
            if kind == b"n":
                found.add(Ref(place, int(generation)), int(offset))
        position = head.end() if body is None else body.end()
    trailer = _TRAILER.match(data, position)
    if trailer is None:
        raise ValueError("no trailer")
    value, _ = read_value(data, trailer.end(), len(data))
    if not isinstance(value, dict):
        raise ValueError("no trailer")
    return value


def _read_stream(data: bytes, item: WrittenObject, found: Listing) -> dict[str, Value]:
    """Read a table that is a stream, and return its dictionary."""
    if item.stream_start is None or item.stream_end is None:
        raise ValueError("no stream")
    entries, _ = read_value(data, item.body, item.stream_start)
    if entries["Type"] != "XRef":
        raise ValueError("no table")
    rows = unpacked(data[item.stream_start : item.stream_end], entries, lambda value: value)
    if rows is None:
        raise ValueError("another filter")
    widths = entries["W"]
    first, second, _ = widths
    size = sum(widths)
    pairs = entries.get("Index", [0, entries["Size"]])
    places = chain.from_iterable(
        range(number, number + count) for number, count in zip(pairs[0::2], pairs[1::2], strict=True)
    )
    if sum(pairs[1::2]) * size > len(rows):
        raise ValueError("a table of another length")
    kinds = _column(rows, size, 0, first) if first else repeat(1)
    offsets, others = _column(rows, size, first, first + second), _column(rows, size, first + second, size)
    for place, kind, where, what in zip(places, kinds, offsets, others, strict=False):
        if kind == 1:
            found.add(Ref(place, what), where)
        elif kind == 2:
            found.add_packed(place, where, what)
    return entries  # type: ignore[no-any-return]  # a dictionary, or the key above was not there


def _column(rows: bytes, size: int, start: int, end: int) -> list[int]:
    """Return the number that stands in some bytes of each row."""
    found = [0] * (len(rows) // size)
    for index in range(start, end):
        found = [number << 8 | byte for number, byte in zip(found, rows[index::size], strict=False)]
    return found


def _check_places(data: bytes, written: Mapping[int, WrittenObject], found: Listing) -> None:
    """Raise ValueError when some object does not stand where it is listed; step over blanks before it."""
    for ref, offset in found.plain.items():
        item = written.get(offset)
        if item is None:
            blank = _BLANK.match(data, offset)
            at = offset if blank is None else blank.end()
            item = written[at]
            found.plain[ref] = at
        if item.number != ref.number or item.generation != ref.generation:
            raise ValueError("another object")
        if not data.startswith(b"endobj", item.end - 6) and item.stream_start is None:
            raise ValueError("an object without an end")
