"""Reads TNEF ([MS-OXTNEF] 2.1): attributes of a message, then those of each of its attachments.

An attribute stands for one property or holds a list of them; both are told as properties of [MS-OXPROPS].
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.msg.properties import charset, decoded_text

SIGNATURE = b"\x78\x9f\x3e\x22"
_START_BYTES, _HEAD, _CHECKSUM_BYTES = 6, struct.Struct("<BII"), 2
_ATTACHMENT_LEVEL = 2

TEXT, NARROW, BINARY, OBJECT, MANY = 0x001F, 0x001E, 0x0102, 0x000D, 0x1000
_FIXED = {
    0x00: 0,
    0x01: 0,
    0x02: 2,
    0x03: 4,
    0x04: 4,
    0x05: 8,
    0x06: 8,
    0x07: 8,
    0x0A: 4,
    0x0B: 2,
    0x14: 8,
    0x40: 8,
    0x48: 16,
}
"""Bytes of a value by its type ([MS-OXCDATA] 2.11.1)."""
_FIRST_NAMED = 0x8000
_GUID_BYTES = 16
_MOST_PROPERTIES = 100_000

_CODE_PAGE = 0x00069007
_PROPERTIES, _RECIPIENTS, _ATTACHMENT, _RENDERING = 0x00069003, 0x00069004, 0x00069005, 0x00069002
_OF_MESSAGE = {
    0x00018004: (0x0037, NARROW), 0x00078008: (0x001A, NARROW), 0x0002800C: (0x1000, NARROW),
    0x00018009: (0x300B, BINARY), 0x0001800A: (0x0025, BINARY), 0x0001800B: (0x000B, BINARY),
    0x00070600: (0x004B, NARROW), 0x00070006: (0x004B, NARROW), 0x00060002: (0x0043, BINARY),
}  # fmt: skip
"""Attributes of a message and the properties they stand for ([MS-OXTNEF] 2.1.3.3)."""
_OF_ATTACHMENT = {
    0x00018010: (0x3704, NARROW), 0x0006800F: (0x3701, BINARY), 0x00068011: (0x3709, BINARY),
    0x00069001: (0x370C, NARROW),
}  # fmt: skip
"""Attributes of an attachment and the properties they stand for ([MS-OXTNEF] 2.1.3.4)."""
_NUMBERS = frozenset(
    {
        0x00089006, _CODE_PAGE, 0x00038005, 0x00038006, 0x00068007, 0x0004800D, 0x00038020, 0x00030006, 0x00030007,
        0x00050008, 0x00040009, 0x00038012, 0x00038013,
    }
)  # fmt: skip
"""Attributes that hold numbers, times and switches alone."""
_PEOPLE = {0x00060000: (0x0042, 0x0065), 0x00060001: (0x0042, 0x0065)}
"""Attributes that hold a name and an address, and the properties they stand for."""
_FROM = 0x00008000
_FROM_PROPERTIES = (0x0C1A, 0x0C1F)


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its identifier and type, its values, and its name if it has one of its own."""

    tag: int
    kind: int
    values: tuple[bytes, ...]
    name: str | int | None = None

    def text(self, code_page: int) -> str:
        """Return the first of its values, if it is a text."""
        if self.kind not in (TEXT, NARROW) or not self.values:
            return ""
        value = self.values[0]
        if self.kind == NARROW:
            return decoded_text(value, charset(code_page) or "cp1252")
        return value.decode("utf-16-le", "replace").rstrip("\0")


@dataclass(slots=True)
class Tnef:
    """One message.

    Attributes:
        code_page: that of its narrow texts; 0 when none is named.
        properties: its properties.
        recipients: those of each recipient.
        attachments: those of each attachment.
        unknown: how many attributes are of no known kind.
        problem: what is wrong with the stream, if anything.
    """

    code_page: int = 0
    properties: list[Property] = field(default_factory=list)
    recipients: list[list[Property]] = field(default_factory=list)
    attachments: list[list[Property]] = field(default_factory=list)
    unknown: int = 0
    problem: MalformedFileError | None = None


def read_tnef(data: bytes) -> Tnef:
    """Return what a stream holds; damage costs what stands behind it.

    Raises:
        LimitReachedError: it declares too many properties.
    """
    tnef = Tnef()
    try:
        for level, kind, value in _attributes(data, tnef):
            _take(tnef, level, kind, value)
    except MalformedFileError as error:
        tnef.problem = error
    return tnef


def _attributes(data: bytes, tnef: Tnef) -> Iterator[tuple[int, int, bytes]]:
    at = _START_BYTES
    while at < len(data):
        if at + _HEAD.size > len(data):
            raise _damaged()
        level, kind, length = _HEAD.unpack_from(data, at)
        end = at + _HEAD.size + length
        value = data[at + _HEAD.size : end]
        if end + _CHECKSUM_BYTES > len(data) or level not in (1, _ATTACHMENT_LEVEL):
            raise _damaged()
        if sum(value) & 0xFFFF != struct.unpack_from("<H", data, end)[0] and tnef.problem is None:
            tnef.problem = MalformedFileError("a checksum of the file is wrong", code="wrong-checksum")
        yield level, kind, value
        at = end + _CHECKSUM_BYTES


def _damaged() -> MalformedFileError:
    return MalformedFileError("the file of attributes breaks off or is damaged", code="damaged-message")


def _take(tnef: Tnef, level: int, kind: int, value: bytes) -> None:
    if level == _ATTACHMENT_LEVEL:
        if kind == _RENDERING:
            tnef.attachments.append([])
        elif not tnef.attachments:
            raise _damaged()
        elif kind == _ATTACHMENT:
            tnef.attachments[-1] += _Properties(value).read()
        elif kind in _OF_ATTACHMENT:
            tnef.attachments[-1].append(_single(*_OF_ATTACHMENT[kind], value))
        elif kind not in _NUMBERS:
            tnef.unknown += 1
    elif kind == _PROPERTIES:
        tnef.properties += _Properties(value).read()
    elif kind == _RECIPIENTS:
        tnef.recipients += _Properties(value).rows()
    elif kind in _OF_MESSAGE:
        tnef.properties.append(_single(*_OF_MESSAGE[kind], value))
    elif kind == _CODE_PAGE and len(value) >= 4:
        tnef.code_page = int.from_bytes(value[:4], "little")
    elif kind in _PEOPLE:
        tnef.properties += _person(value, _PEOPLE[kind], has_head=False)
    elif kind == _FROM:
        tnef.properties += _person(value, _FROM_PROPERTIES, has_head=True)
    elif kind not in _NUMBERS:
        tnef.unknown += 1


def _single(tag: int, kind: int, value: bytes) -> Property:
    return Property(tag, kind, (value,))


def _person(value: bytes, tags: tuple[int, int], *, has_head: bool) -> Iterator[Property]:
    """Yield a name and an address, each behind its length; the sender's lengths stand together in front."""
    if has_head:  # [MS-OXTNEF] 2.1.3.3.1.1: kind, length of all, length of the name, length of the address
        if len(value) < 8:
            raise _damaged()
        _, _, first, second = struct.unpack_from("<4H", value)
        name, address = value[8 : 8 + first], value[8 + first : 8 + first + second]
    else:
        first = int.from_bytes(value[:2], "little")
        rest = value[2 + first :]
        name, address = value[2 : 2 + first], rest[2 : 2 + int.from_bytes(rest[:2], "little")]
    yield _single(tags[0], NARROW, name)
    yield _single(tags[1], NARROW, address.rpartition(b":")[2])  # an address names its kind first


class _Properties:
    """A list of properties ([MS-OXTNEF] 2.1.3.1), or one list for each row of a table."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._left = _MOST_PROPERTIES

    def rows(self) -> list[list[Property]]:
        return [self._list() for _ in range(self._count())]

    def read(self) -> list[Property]:
        return self._list()

    def _list(self) -> list[Property]:
        return [self._property() for _ in range(self._count())]

    def _count(self) -> int:
        count = self._number()
        if count > len(self._data) - self._at:
            raise _damaged()
        self._left -= count
        if self._left < 0:
            raise LimitReachedError("the file declares too many properties", code="limit-parts")
        return count

    def _property(self) -> Property:
        kind, tag = struct.unpack("<HH", self._bytes(4))
        name = self._name() if tag >= _FIRST_NAMED else None
        single = kind & ~MANY
        if single in (TEXT, NARROW, BINARY, OBJECT):
            return Property(tag, kind, tuple(self._padded(self._number()) for _ in range(self._count())), name)
        if single not in _FIXED:
            raise _damaged()
        count = self._count() if kind & MANY else 1
        return Property(tag, kind, tuple(self._padded(_FIXED[single]) for _ in range(count)), name)

    def _name(self) -> str | int:
        self._bytes(_GUID_BYTES)
        if not self._number():
            return self._number()
        return self._padded(self._number()).decode("utf-16-le", "replace").rstrip("\0")

    def _number(self) -> int:
        return int.from_bytes(self._bytes(4), "little")

    def _padded(self, count: int) -> bytes:
        value = self._bytes(count)
        self._at += -count % 4
        return value

    def _bytes(self, count: int) -> bytes:
        if count > len(self._data) - self._at:
            raise _damaged()
        start, self._at = self._at, self._at + count
        return self._data[start : self._at]
