"""The records of a ZIP file: headers, extra fields and names (APPNOTE.TXT 6.3.10 §4.3 to §4.6)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

LOCAL_SIGNATURE = b"PK\x03\x04"
CENTRAL_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"
END64_LOCATOR_SIGNATURE = b"PK\x06\x07"
END64_SIGNATURE = b"PK\x06\x06"
DESCRIPTOR_SIGNATURE = b"PK\x07\x08"
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
END64 = struct.Struct("<4sQ2H2I4Q")
END64_LOCATOR_BYTES = 20
STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14

IS_ENCRYPTED = 0x1
HAS_DESCRIPTOR = 0x8
_IS_UTF8 = 0x800
_COMPARED_FLAGS = IS_ENCRYPTED | HAS_DESCRIPTOR | 0x20 | 0x40 | _IS_UTF8 | 0x2000
"""Flags on which both headers must agree; the rest (levels of compression, reserved bits) change no content."""

_ZIP64 = 0x0001


@dataclass(slots=True, eq=False, repr=False)
class ZipEntry:
    """One file of the archive.

    Attributes:
        name: its name, made unique where two entries share one.
        listed_name: its name as the archive spells it.
        raw_name: the bytes of that name.
        header: offset of its local header.
        data: first byte of its data; -1 when its local header cannot be found.
        end: the byte after its data and their descriptor.
        creator: version and system that made it, as the directory says.
        attributes: external attributes, as the directory says.
        comment: its comment in the directory.
        extra: its extra fields in the directory.
        local_extra: its extra fields in the local header.
        is_listed: the directory lists it (or there is none, and local headers were followed).
        problem: why it cannot be read; empty when it can.
        issues: what is wrong with it though it can be read.
        slack: bytes inside its data that lie behind their end; known once it has been read to its end.
        is_read: it has been read to its end, and its checksum was right.
    """

    name: str
    listed_name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    size: int
    packed_size: int
    header: int
    data: int = -1
    end: int = -1
    date: int = 0
    time: int = 0
    creator: int = 0
    attributes: int = 0
    comment: bytes = b""
    extra: bytes = b""
    local_extra: bytes = b""
    is_listed: bool = True
    problem: str = ""
    issues: list[str] = field(default_factory=list)
    slack: tuple[int, int] | None = None
    is_read: bool = False

    @property
    def data_end(self) -> int:
        """The byte after its data."""
        return self.data + self.packed_size


def central_entry(raw: bytes, tail: bytes, shift: int) -> ZipEntry:
    """Return the entry of a record of the central directory (§4.3.12).

    Args:
        raw: its fixed part.
        tail: name, extra fields and comment.
        shift: bytes that stand before the archive and that its offsets do not count.
    """
    (_, creator, _, flags, method, time, date, crc, packed, size, *rest) = CENTRAL.unpack(raw)
    name_length, extra_length, _, disk, _, attributes, header = rest
    extra = tail[name_length : name_length + extra_length]
    size, packed, header = wide(extra, size, packed, header)
    entry = ZipEntry(
        name="",
        listed_name=decoded_text(tail[:name_length]),
        raw_name=tail[:name_length],
        flags=flags,
        method=method,
        crc=crc,
        size=size,
        packed_size=packed,
        header=header + shift,
        date=date,
        time=time,
        creator=creator,
        attributes=attributes,
        comment=tail[name_length + extra_length :],
        extra=extra,
    )
    if disk not in (0, 0xFFFF):
        entry.issues.append("the directory places the entry on another disk")
    if "\0" in entry.listed_name:
        entry.issues.append("the name of the entry holds a NUL, where some programs end it")
    return entry


def agrees(listed: ZipEntry, raw: bytes, name: bytes) -> bool:
    """Return whether the fixed part of a local header and the name behind it say what the directory says."""
    _, _, flags, method, _, _, crc, packed, size, _, _ = LOCAL.unpack(raw)
    return (
        name == listed.raw_name
        and (flags, method, crc, packed, size)
        == (listed.flags, listed.method, listed.crc, listed.packed_size, listed.size)
        and 0xFFFFFFFF not in (packed, size)
    )


def local_entry(raw: bytes, names: bytes, header: int) -> ZipEntry:
    """Return the entry of a local header (§4.3.7), as one that no directory lists."""
    _, _, flags, method, time, date, crc, packed, size, name_length, _ = LOCAL.unpack(raw)
    extra = names[name_length:]
    size, packed, _ = wide(extra, size, packed, 0)
    return ZipEntry(
        name="",
        listed_name=decoded_text(names[:name_length]),
        raw_name=names[:name_length],
        flags=flags,
        method=method,
        crc=crc,
        size=size,
        packed_size=packed,
        header=header,
        data=header + LOCAL.size + len(names),
        date=date,
        time=time,
        local_extra=extra,
        is_listed=False,
    )


def disagreements(listed: ZipEntry, local: ZipEntry) -> Iterator[str]:
    """Yield what the local header of an entry says otherwise than the directory: damage, or a way to hide."""
    if local.raw_name != listed.raw_name:
        yield "the local header names the entry otherwise than the directory"
    if local.method != listed.method:
        yield "the local header gives another compression method than the directory"
    if (local.flags ^ listed.flags) & _COMPARED_FLAGS:
        yield "the local header has other flags than the directory"
    is_deferred = local.flags & HAS_DESCRIPTOR
    for mine, theirs, what in (
        (listed.crc, local.crc, "checksum"),
        (listed.size, local.size, "size"),
        (listed.packed_size, local.packed_size, "packed size"),
    ):
        if mine != theirs and not (is_deferred and theirs in (0, 0xFFFFFFFF)):
            yield f"the local header gives another {what} than the directory"


def extra_fields(extra: bytes) -> Iterator[tuple[int | None, bytes]]:
    """Yield the id and the data of each extra field (§4.5.1); bytes that form none come last, with None."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if position + 4 + length > len(extra):
            break
        yield kind, extra[position + 4 : position + 4 + length]
        position += 4 + length
    if position < len(extra):
        yield None, extra[position:]


def wide(extra: bytes, size: int, packed: int, header: int) -> tuple[int, int, int]:
    """Return sizes and offset, with their 64-bit values where the 32-bit ones say so (§4.5.3)."""
    if 0xFFFFFFFF not in (size, packed, header):
        return size, packed, header
    values = [size, packed, header]
    for kind, body in extra_fields(extra):
        if kind == _ZIP64:
            for index in range(3):
                if values[index] == 0xFFFFFFFF and len(body) >= 8:
                    values[index] = int.from_bytes(body[:8], "little")
                    body = body[8:]
    return values[0], values[1], values[2]


def decoded_text(raw: bytes) -> str:
    """Return a comment or a name as text.

    Without the UTF-8 flag both are code page 437 by §D.1, but many programs write UTF-8 all the same, and text in
    that code page is hardly ever valid UTF-8. A Unicode path field (§4.6.9) is no name here: office programs do
    not look at it, so a name it gives otherwise is only something more that the archive says.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")
