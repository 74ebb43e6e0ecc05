"""Listing: where the tables of a PDF file say that its objects stand (ISO 32000-2 7.5.4 to 7.5.8).

What this module does not promise: a listing of a damaged file. Where anything is not as the standard says, or
some object does not stand where a table has it, there is no listing, and the file is left to pypdf.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import NamedTuple

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

    def take_in(self, entries: "Iterable[_Entry]") -> None:
        """List what a table says, unless a newer one did; one of another generation is a different object."""
        plain, packed, numbers = self.plain, self.packed, self._numbers
        for key, where in entries:
            if isinstance(where, int):
                if key.number not in packed:
                    plain.setdefault(key, where)
                    numbers.add(key.number)
            elif key.number not in numbers:
                packed.setdefault(key.number, where)


_Entry = tuple[Ref, int | tuple[int, int]]
"""An object, and where it stands: its offset, or the object stream that holds it and its position there."""


class Section(NamedTuple):
    """One table, read.

    Attributes:
        entries: what it lists.
        trailer: its dictionary.
        kept: the keys of the dictionary that are the document's.
        end: the byte after it.
    """

    entries: list[_Entry]
    trailer: dict[str, Value]
    kept: tuple[str, ...]
    end: int


def read_listing(
    data: bytes, written: Mapping[int, WrittenObject], sections: dict[int, Section]
) -> Listing | None:
    """Return the listing of a file, or None when it is not to be read without guessing.

    Args:
        data: the file, its header at position 0.
        written: every object in its bytes, by where it begins.
        sections: the tables read so far of any state of the file, by where they begin; more are added.
    """
    found = Listing()
    try:
        _read_sections(data, written, found, sections)
        _check_places(data, written, found)
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    return found if "Root" in found.trailer else None


def _read_sections(
    data: bytes, written: Mapping[int, WrittenObject], found: Listing, sections: dict[int, Section]
) -> None:
    last = _START.match(data, data.rfind(b"startxref"))
    if last is None:
        raise ValueError("no table")
    seen: set[int] = set()
    offset: int | None = int(last[1])
    while offset is not None:
        if offset in seen or len(seen) > _MOST_SECTIONS:
            raise ValueError("a chain without an end")
        seen.add(offset)
        section = sections.get(offset)
        if section is None or section.end > len(data):
            section = sections[offset] = _read_section(data, written, offset)
        found.take_in(section.entries)
        for key in section.kept:
            found.trailer.setdefault(key, section.trailer[key])
        offset = section.trailer.get("Prev") or None


def _read_section(data: bytes, written: Mapping[int, WrittenObject], offset: int) -> Section:
    blank = _BLANK.match(data, offset)
    at = offset if blank is None else blank.end()
    if not data.startswith(b"xref", at):
        section = _read_stream(data, written[at])
        return section._replace(kept=tuple(key for key in _KEPT if key in section.trailer))
    section = _read_table(data, at + 4)
    if "XRefStm" not in section.trailer:
        return section
    other = _read_stream(data, written[section.trailer["XRefStm"]])
    return section._replace(entries=section.entries + other.entries, end=max(section.end, other.end))


def _read_table(data: bytes, position: int) -> Section:
    """Read a table of lines, and the trailer behind it."""
    entries: list[_Entry] = []
    while (head := _SECTION.match(data, position)) is not None:
        number, count = int(head[1]), int(head[2])
        body = _ROWS.match(data, head.end())
        rows = _ROW.findall(data, head.end(), head.end() if body is None else body.end())
        if len(rows) != count:
            raise ValueError("a table of another length")
        for place, (offset, generation, kind) in enumerate(rows, start=number):
            if kind == b"n":
                entries.append((Ref(place, int(generation)), int(offset)))
        position = head.end() if body is None else body.end()
    trailer = _TRAILER.match(data, position)
    if trailer is None:
        raise ValueError("no trailer")
    value, end = read_value(data, trailer.end(), len(data))
    if not isinstance(value, dict):
        raise ValueError("no trailer")
    return Section(entries, value, tuple(value), end)


def _read_stream(data: bytes, item: WrittenObject) -> Section:
    """Read a table that is a stream."""
    if item.stream_start is None or item.stream_end is None:
        raise ValueError("no stream")
    trailer, _ = read_value(data, item.body, item.stream_start)
    if trailer["Type"] != "XRef":
        raise ValueError("no table")
    rows = unpacked(data[item.stream_start : item.stream_end], trailer, lambda value: value)
    if rows is None:
        raise ValueError("another filter")
    widths = trailer["W"]
    first, second, _ = widths
    size = sum(widths)
    pairs = trailer.get("Index", [0, trailer["Size"]])
    places = chain.from_iterable(
        range(number, number + count) for number, count in zip(pairs[0::2], pairs[1::2], strict=True)
    )
    if sum(pairs[1::2]) * size > len(rows):
        raise ValueError("a table of another length")
    kinds = _column(rows, size, 0, first) if first else repeat(1)
    offsets, others = _column(rows, size, first, first + second), _column(rows, size, first + second, size)
    entries: list[_Entry] = []
    for place, kind, where, what in zip(places, kinds, offsets, others, strict=False):
        if kind == 1:
            entries.append((Ref(place, what), where))
        elif kind == 2:
            entries.append((Ref(place, 0), (where, what)))
    return Section(entries, trailer, (), item.end)


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
