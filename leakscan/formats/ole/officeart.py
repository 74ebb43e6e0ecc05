"""Records of drawings in binary Office files, their shapes' properties and their pictures ([MS-ODRAW])."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from leakscan.errors import LimitReachedError, MalformedFileError

_HEAD = struct.Struct("<HHI")
_CONTAINER = 0x0F
_MOST_DEPTH = 64
_PROPERTY_BYTES = 6
_NUMBER, _IS_COMPLEX = 0x3FFF, 0x8000

STORE_ENTRY = 0xF007
_ENTRY_HEAD = 36
_NAME_LENGTH = 33
_FIRST_BLIP, _LAST_BLIP = 0xF018, 0xF117
_METAFILES = {0xF01A: 0x3D4, 0xF01B: 0x216, 0xF01C: 0x542}
"""Metafiles, and the instance of each that has one identifier; the next higher has two ([MS-ODRAW] 2.2.24)."""
_TWO_IDENTIFIERS = frozenset((0x46B, 0x6E3, 0x6E1, 0x7A9, 0x6E5))
_PICT, _DIB = 0xF01C, 0xF01F
_IDENTIFIER_BYTES = 16
_METAFILE_HEAD = 34
_IS_DEFLATED = 0
_MOST_BYTES = 64 << 20
_BITMAP_HEAD = 14
_MASKS = 12
_BIT_FIELDS = 3


class Art(NamedTuple):
    """One record of a drawing.

    Attributes:
        kind: its type.
        instance: its instance.
        data: its data.
        start: where its data begin among those of the drawing.
        is_container: it holds records.
    """

    kind: int
    instance: int
    data: bytes
    start: int
    is_container: bool

    @property
    def end(self) -> int:
        """Where its data end."""
        return self.start + len(self.data)

    def children(self) -> "Iterator[Art]":
        """Yield the records that it holds.

        Raises:
            MalformedFileError: one breaks off.
        """
        return art_records(self.data, self.start)


def art_records(data: bytes, start: int = 0) -> Iterator[Art]:
    """Yield records one after another, those inside of them left to them; `start` is where the data begin.

    Raises:
        MalformedFileError: one breaks off.
    """
    position = 0
    while position + _HEAD.size <= len(data):
        head, kind, size = _HEAD.unpack_from(data, position)
        position += _HEAD.size
        if position + size > len(data):
            raise MalformedFileError("a drawing breaks off", code="broken-drawing")
        yield Art(kind, head >> 4, data[position : position + size], start + position, head & 0x0F == _CONTAINER)
        position += size


def all_records(data: bytes) -> Iterator[Art]:
    """Yield every record of a drawing, containers before what they hold.

    Raises:
        MalformedFileError: one breaks off, or they are nested too deep.
    """
    waiting = [(art, 0) for art in art_records(data)][::-1]
    while waiting:
        art, depth = waiting.pop()
        yield art
        if art.is_container:
            if depth > _MOST_DEPTH:
                raise MalformedFileError("a drawing is nested too deep", code="broken-drawing")
            waiting.extend([(child, depth + 1) for child in art.children()][::-1])


class Value(NamedTuple):
    """A property of a shape: its number, or its size where it has data of its own; and those data."""

    number: int
    data: bytes = b""

    @property
    def text(self) -> str:
        """The data as text, up to its end."""
        return self.data.decode("utf-16-le", "replace").partition("\0")[0]

    def flag(self, bit: int, *, default: bool = False) -> bool:
        """Return one of a group of flags, which only counts where a bit 16 higher says so."""
        return bool(self.number >> bit & 1) if self.number >> bit + 16 & 1 else default


def properties_of(art: Art) -> dict[int, Value]:
    """Return the properties in a table of them ([MS-ODRAW] 2.3.1); one that breaks off has what there is."""
    found: dict[int, Value] = {}
    count = min(art.instance, len(art.data) // _PROPERTY_BYTES)
    position = count * _PROPERTY_BYTES
    for number in range(count):
        name, value = struct.unpack_from("<HI", art.data, number * _PROPERTY_BYTES)
        if name & _IS_COMPLEX:
            found[name & _NUMBER] = Value(value, art.data[position : position + value])
            position += value
        else:
            found[name & _NUMBER] = Value(value)
    return found


class Blip(NamedTuple):
    """A picture in the store of pictures.

    Attributes:
        name: the name of its file, where it is kept.
        uses: how many shapes are said to use it.
        data: its file; empty where the store has none.
    """

    name: str
    uses: int
    data: bytes


def blip_of(entry: Art) -> Blip:
    """Return the picture of an entry of the store ([MS-ODRAW] 2.2.32).

    Raises:
        MalformedFileError: it is damaged.
        LimitReachedError: it is packed, and too large.
    """
    if len(entry.data) < _ENTRY_HEAD:
        raise MalformedFileError("a picture breaks off", code="damaged-picture")
    uses = int.from_bytes(entry.data[24:28], "little")
    start = _ENTRY_HEAD + entry.data[_NAME_LENGTH]
    name = entry.data[_ENTRY_HEAD:start].decode("utf-16-le", "replace").rstrip("\0")
    for art in art_records(entry.data[start:]):
        if _FIRST_BLIP <= art.kind <= _LAST_BLIP:
            return Blip(name, uses, _picture(art))
    return Blip(name, uses, b"")


def _picture(art: Art) -> bytes:
    """Return a picture as the file it was ([MS-ODRAW] 2.2.23)."""
    if art.kind not in _METAFILES:
        head = _IDENTIFIER_BYTES * (2 if art.instance in _TWO_IDENTIFIERS else 1) + 1
        data = art.data[head:]
        return _with_head(data) if art.kind == _DIB else data
    head = _IDENTIFIER_BYTES * (2 if art.instance == _METAFILES[art.kind] + 1 else 1)
    data, packed = art.data[head + _METAFILE_HEAD :], art.data[head + _METAFILE_HEAD - 2 :][:1]
    if packed and packed[0] == _IS_DEFLATED:
        data = _inflated(data)
    return b"\0" * 512 + data if art.kind == _PICT else data


def _inflated(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise MalformedFileError("a packed picture is damaged", code="damaged-picture") from error
    if unpacking.unconsumed_tail:
        raise LimitReachedError("a packed picture is too large", code="limit-tree-bytes")
    return found


def _with_head(data: bytes) -> bytes:
    """Return a bitmap with the head that its file had: its pixels begin behind colours and masks."""
    if len(data) < 40:
        return data
    (size,) = struct.unpack_from("<I", data)
    bits, packing = struct.unpack_from("<HI", data, 14)
    (colours,) = struct.unpack_from("<I", data, 32)
    if not colours and bits <= 8:
        colours = 1 << bits
    offset = _BITMAP_HEAD + size + 4 * colours + (_MASKS if packing == _BIT_FIELDS and size == 40 else 0)
    return b"BM" + struct.pack("<IHHI", _BITMAP_HEAD + len(data), 0, 0, offset) + data
