"""Layout: what every byte of a PDF file belongs to, found by our own reading of the bytes.

Cross-reference tables say where objects are believed to be; what they no longer mention is still in the file.
So objects, tables and markers are looked for in the bytes themselves, and whatever is left between them is
named too (ISO 32000-2 7.5).
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.limits import Budget
from leakscan.patterns import late_pattern

HEADER_WITHIN = 1024
"""The header may stand behind other bytes, within this many (ISO 32000-2 7.5.2, note 2)."""

_HEADER = late_pattern(rb"%(?:PDF|FDF)-\d\.\d")
_OBJECT = late_pattern(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![a-zA-Z])")
_NEXT = late_pattern(
    rb"endobj|(?<![a-z])stream(?:\r\n|\n|\r)|(?<![0-9])\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj(?![a-zA-Z])"
)
_LENGTH = late_pattern(rb"/Length[\0\t\n\f\r ]+(\d{1,12})(?:[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R)?")
_END_STREAM = late_pattern(rb"[\0\t\n\f\r ]{0,3}endstream")
_END_OBJECT = late_pattern(rb"[\0\t\n\f\r ]*endobj")
_START_XREF = late_pattern(rb"startxref[\0\t\n\f\r ]+(\d{1,15})")
_PREVIOUS = late_pattern(rb"/Prev[\0\t\n\f\r ]+(\d{1,15})")
_STREAM_TABLE = late_pattern(rb"/XRefStm[\0\t\n\f\r ]+(\d{1,15})")
_STRUCTURE = late_pattern(
    rb"%(?:PDF|FDF)-\d\.\d[^\r\n]*(?:\r\n|\n|\r)?(?:%[\x80-\xff]{2,}[^\r\n]{0,8}(?:\r\n|\n|\r))?"
    rb"|(?<!start)xref[\0\t\n\f\r ]+(?:\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]*(?:\d{10} \d{5} [nf][\0\t\n\f\r ]*)*)*"
    rb"|trailer[\0\t\n\f\r ]*<<.*?>>(?=[\0\t\n\f\r ]*(?:startxref|xref|%%EOF|%|\d|$))"
    rb"|startxref[\0\t\n\f\r ]+\d+"
    rb"|%%EOF[\0\t\n\f\r ]*",
    re.DOTALL,
)
_BLANKS = b"\0\t\n\f\r "
_BLANK = late_pattern(rb"[\0\t\n\f\r ]*")
_LINE_END = late_pattern(rb"[\r\n]")
_COMMENT = late_pattern(rb"%[^\r\n]*(?:\r\n|\n|\r|$)")
_END_OF_FILE = late_pattern(rb"%%EOF(?:\r\n|\n|\r)?")


_MOST_JOINED = 64
"""Blanks up to this many between two ranges of a kind join them."""


class RangeKind(Enum):
    """What a range of the file is."""

    STRUCTURE = "structure"
    OBJECTS = "objects"
    PADDING = "padding"
    COMMENT = "comment"
    EXTRA = "extra bytes"


class ByteRange(NamedTuple):
    """A range of the file.

    Attributes:
        start: first byte.
        end: the byte after the last.
        kind: what it is.
    """

    start: int
    end: int
    kind: RangeKind


class WrittenObject(NamedTuple):
    """An object as it stands in the bytes, whether a table mentions it or not.

    Attributes:
        number: its number.
        generation: its generation.
        start: where `n g obj` begins.
        end: the byte after `endobj`.
        body: where its value begins.
        stream_start: where its stream's data begin; None for an object without one.
        stream_end: the byte after them.
    """

    number: int
    generation: int
    start: int
    end: int
    body: int
    stream_start: int | None = None
    stream_end: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A state in which the file was saved.

    Attributes:
        number: from 1, the first state.
        end: the byte after it; the file up to here is that state.
        start: where what this state added begins.
    """

    number: int
    start: int
    end: int


@dataclass(slots=True)
class Layout:
    """What every byte belongs to.

    Attributes:
        header: where the header stands; offsets within the file count from here.
        objects: every object in the bytes, in their order.
        ranges: ranges that tile the file from 0 to its size.
        states: the states in which it was saved, the first one first.
        chain_is_whole: every table that another one mentions was found.
    """

    header: int
    objects: list[WrittenObject] = field(default_factory=list)
    ranges: list[ByteRange] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    chain_is_whole: bool = True


def header_position(head: bytes) -> int | None:
    """Return where the header stands in the first bytes of a file, or None."""
    found = _HEADER.search(head[: HEADER_WITHIN + 16])
    return None if found is None or found.start() > HEADER_WITHIN else found.start()


def read_layout(data: bytes, budget: Budget) -> Layout:
    """Return the layout of a whole file.

    Raises:
        LimitReachedError: the time is used up.
    """
    layout = Layout(header_position(data[: HEADER_WITHIN + 16]) or 0)
    layout.objects = list(_written_objects(data, budget))
    layout.ranges = _merged(_tiles(data, layout))
    layout.states, layout.chain_is_whole = _states(data, layout)
    return layout


def _written_objects(data: bytes, budget: Budget) -> Iterator[WrittenObject]:
    lengths: dict[int, int] | None = None
    position = 0
    while (found := _OBJECT.search(data, position)) is not None:
        budget.check_time()
        following = _following(data, found.end())
        number, generation = int(found[1]), int(found[2])
        if following is None:
            yield WrittenObject(number, generation, found.start(), len(data), found.end())
            return
        word = following[0]
        if word.startswith(b"stream"):
            length = _LENGTH.search(data, found.end(), following.start())
            if length is not None and length[2] is not None and lengths is None:
                lengths = _lengths(data)
            stream_end = _stream_end(data, following.end(), length, lengths or {})
            ending = _END_STREAM.match(data, stream_end)
            end = ending.end() if ending is not None else stream_end
            closing = _END_OBJECT.match(data, end)
            end = closing.end() if closing is not None else end
            yield WrittenObject(number, generation, found.start(), end, found.end(), following.end(), stream_end)
        else:
            end = following.end() if word == b"endobj" else following.start()
            yield WrittenObject(number, generation, found.start(), end, found.end())
        position = end


_LOOKED_AT = (1 << 11, 1 << 16, sys.maxsize >> 1)
"""How far words are sought, so that a file of beginnings alone is not searched to its end from each."""


def _following(data: bytes, position: int) -> "re.Match[bytes] | None":
    """Return what ends an object's value: `endobj`, the word before its data, or another object."""
    for size in _LOOKED_AT:
        limit = position + size
        end = data.find(b"endobj", position, limit)
        stream = data.find(b"stream", position, limit if end < 0 else end)
        stop = end if stream < 0 else stream
        if data.find(b"obj", position, stop if stop >= 0 else limit) >= 0:
            break
        if stop >= 0:
            found = _NEXT.match(data, stop)  # nearly always, for words are found far faster than patterns
            if found is not None:
                return found
            break
    return _NEXT.search(data, position)


_INTEGER_BODY = late_pattern(rb"obj[\0\t\n\f\r ]*(\d{1,12})[\0\t\n\f\r ]*endobj")
"""Begins with a word, for which the bytes of pictures are searched the fastest."""
_HEAD = late_pattern(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+\Z")
_HEAD_BYTES = 64


def _lengths(data: bytes) -> dict[int, int]:
    """Return the objects that are whole numbers, as lengths kept apart from their streams are."""
    found = {}
    for body in _INTEGER_BODY.finditer(data):
        head = _HEAD.search(data[max(0, body.start() - _HEAD_BYTES) : body.start()])
        if head is not None:
            found[int(head[1])] = int(body[1])
    return found


def _stream_end(data: bytes, start: int, length: "re.Match[bytes] | None", lengths: dict[int, int]) -> int:
    """Return where a stream's data end: by its length where `endstream` follows there, else by that word."""
    if length is not None:
        size = int(length[1]) if length[2] is None else lengths.get(int(length[1]))
        if size is not None and _END_STREAM.match(data, start + size) is not None:
            return start + size
    at = data.find(b"endstream", start)
    other = data.find(b"endobj", start) if at < 0 else -1
    if at >= 0:
        return at
    return other if other >= 0 else len(data)


def _tiles(data: bytes, layout: Layout) -> Iterator[ByteRange]:
    start = position = 0
    for item in layout.objects:
        gap = data[position : item.start]
        if gap.strip(_BLANKS):
            yield ByteRange(start, position, RangeKind.OBJECTS)
            yield from _gap(data, position, item.start, layout.header)
            start = item.start
        elif len(gap) > _MOST_JOINED or start == position:
            yield ByteRange(start, position, RangeKind.OBJECTS)
            yield ByteRange(position, item.start, RangeKind.PADDING)
            start = item.start
        position = item.end
    yield ByteRange(start, position, RangeKind.OBJECTS)
    yield from _gap(data, position, len(data), layout.header)


def _gap(data: bytes, position: int, end: int, header: int) -> Iterator[ByteRange]:
    """Yield what lies between two objects."""
    if position < header < end:
        yield from _unstructured(data, position, header)
        position = header
    while position < end:
        found = _STRUCTURE.search(data, position, end)
        start = end if found is None else found.start()
        yield from _unstructured(data, position, start)
        if found is not None:
            yield ByteRange(start, found.end(), RangeKind.STRUCTURE)
            position = max(found.end(), start + 1)
        else:
            position = end


def _unstructured(data: bytes, position: int, end: int) -> Iterator[ByteRange]:
    while position < end:
        blank = _BLANK.match(data, position, end)
        if blank is not None and blank.end() > position:
            yield ByteRange(position, blank.end(), RangeKind.PADDING)
            position = blank.end()
            continue
        comment = _COMMENT.match(data, position, end)
        if comment is not None:
            yield ByteRange(position, comment.end(), RangeKind.COMMENT)
            position = comment.end()
            continue
        line = _LINE_END.search(data, position, end)
        stop = end if line is None else line.end()
        is_word = data[position:stop].strip() in (b"endobj", b"endstream", b"startxref", b"trailer", b"xref")
        yield ByteRange(position, stop, RangeKind.STRUCTURE if is_word else RangeKind.EXTRA)
        position = stop


def _merged(tiles: Iterator[ByteRange]) -> list[ByteRange]:
    """Return the ranges with neighbours of one kind joined; blanks between two of a kind join them too."""
    merged: list[ByteRange] = []
    for tile in tiles:
        if tile.end <= tile.start:
            continue
        if merged and merged[-1].kind is tile.kind:
            merged[-1] = ByteRange(merged[-1].start, tile.end, tile.kind)
            continue
        joins = len(merged) > 1 and merged[-1].kind is RangeKind.PADDING and merged[-2].kind is tile.kind
        if joins and merged[-1].end - merged[-1].start <= _MOST_JOINED:
            merged.pop()
            merged[-1] = ByteRange(merged[-1].start, tile.end, tile.kind)
            continue
        merged.append(tile)
    return merged


def _states(data: bytes, layout: Layout) -> tuple[list[State], bool]:
    """Return the states, by the chain of cross-reference sections from the last one back."""
    sections, is_whole = _sections(data, layout)
    reaches: list[int] = []
    for index, offset in enumerate(sections):
        is_same_state = index > 0 and sections[index - 1] < offset
        if is_same_state:
            # A linearised file's first section stands before the one it calls previous (ISO 32000-2 F.3.4).
            reaches[-1] = max(reaches[-1], offset)
        else:
            reaches.append(offset)
    ends: list[int] = []
    for offset in reversed(reaches):
        marker = _END_OF_FILE.search(data, offset)
        end = len(data) if marker is None else marker.end()
        if not ends or end > ends[-1]:
            ends.append(end)
    if not ends:
        ends = [len(data)]
    ends[-1] = len(data)
    starts = [layout.header, *ends[:-1]]
    return [State(index + 1, starts[index], end) for index, end in enumerate(ends)], is_whole


def _sections(data: bytes, layout: Layout) -> tuple[list[int], bool]:
    """Return the offsets of the cross-reference sections, the newest first."""
    last = _START_XREF.search(data, max(0, data.rfind(b"startxref")))
    if last is None:
        return [], False
    offset: int | None = int(last[1]) + layout.header
    by_start = {item.start: item for item in layout.objects}
    found: list[int] = []
    while offset is not None:
        if offset in found or offset >= len(data):
            return found, False
        trailer = _trailer(data, offset, by_start)
        if trailer is None:
            return found, False
        found.append(offset)
        previous = _PREVIOUS.search(trailer)
        offset = None if previous is None else int(previous[1]) + layout.header
        if offset == layout.header:
            offset = None
    return found, True


def _trailer(data: bytes, offset: int, by_start: dict[int, WrittenObject]) -> bytes | None:
    """Return the dictionary of the cross-reference section at an offset, or None when there is none."""
    blank = _BLANK.match(data, offset)
    at = offset if blank is None else blank.end()
    if data.startswith(b"xref", at):
        start = data.find(b"trailer", at)
        if start < 0:
            return None
        stop = data.find(b"startxref", start)
        return data[start : stop if stop >= 0 else start + 65_536]
    item = by_start.get(at)
    if item is None or item.stream_start is None:
        return None
    header = data[item.body : item.stream_start]
    return header if b"XRef" in header else None
