"""Tells a message of TNEF as the Outlook item it stands for ([MS-OXMSG] 2), so that one reader serves both."""

import struct
from collections.abc import Sequence
from dataclasses import replace

from leakscan.containers.cfb_writing import compound_file
from leakscan.formats.msg.properties import ATTACHMENTS, NAMES, PROPERTIES, RECIPIENTS
from leakscan.formats.tnef.attributes import BINARY, MANY, NARROW, TEXT, Property, Tnef

DATA, ICON = 0x3701, 0x3709
_CODE_PAGE = 0x3FFD
_FIRST_NAMED = 0x8000
_HEADER_BYTES, _INNER_HEADER_BYTES = 32, 8
_NUMBER = 0x0003


def item(tnef: Tnef) -> bytes:
    """Return the item: its properties, recipients, and those of its attachments but for what they hold.

    Raises:
        ValueError: it is too large for a compound file of ours.
    """
    names: dict[str | int, int] = {}
    properties = list(tnef.properties)
    if tnef.code_page:
        properties.append(Property(_CODE_PAGE, _NUMBER, (struct.pack("<I", tnef.code_page),)))
    streams = _storage("", properties, names, _HEADER_BYTES)
    for prefix, storages in ((RECIPIENTS, tnef.recipients), (ATTACHMENTS, tnef.attachments)):
        for number, found in enumerate(storages):
            told = [one for one in found if one.tag not in (DATA, ICON)]
            streams |= _storage(f"{prefix}#{number:08X}/", told, names, _INNER_HEADER_BYTES)
    return compound_file(streams | _names(names))


def _storage(
    prefix: str, properties: Sequence[Property], names: dict[str | int, int], header_bytes: int
) -> dict[str, bytes]:
    """Return the streams of a storage; texts, bytes and what there are many of have one each."""
    streams: dict[str, bytes] = {}
    entries = b""
    for one in properties:
        if one.name is not None:
            one = replace(one, tag=_FIRST_NAMED + names.setdefault(one.name, len(names)))
        stream = f"{prefix}__substg1.0_{one.tag:04X}{one.kind:04X}"
        is_long = one.kind & ~MANY in (TEXT, NARROW, BINARY)
        value = b"".join(one.values)
        if one.kind & MANY and is_long:
            streams |= {f"{stream}-{number:08X}": each for number, each in enumerate(one.values)}
            value = b"".join(struct.pack("<I", len(each)) for each in one.values)
        if one.kind & MANY or is_long:
            streams[_free(stream, streams)] = value
        entries += struct.pack("<HHI", one.kind, one.tag, 6) + value[:8].ljust(8, b"\0")
    streams[f"{prefix}{PROPERTIES}"] = bytes(header_bytes) + entries
    return streams


def _free(stream: str, streams: dict[str, bytes]) -> str:
    """Return a name for a stream that none has: a property may stand in an attribute and in a list as well."""
    if stream not in streams:
        return stream
    return next(name for number in range(len(streams) + 1) if (name := f"{stream}-{number:08X}") not in streams)


def _names(names: dict[str | int, int]) -> dict[str, bytes]:
    """Return the streams that tell what stands behind identifiers ([MS-OXMSG] 2.2.3)."""
    entries, texts = b"", b""
    for name, number in names.items():
        if isinstance(name, int):
            entries += struct.pack("<IHH", name, 6, number)
            continue
        coded = name.encode("utf-16-le", "replace")
        entries += struct.pack("<IHH", len(texts), 7, number)
        texts += struct.pack("<I", len(coded)) + coded + bytes(-len(coded) % 4)
    prefix = f"{NAMES}/__substg1.0_"
    return {f"{prefix}00020102": b"", f"{prefix}00030102": entries, f"{prefix}00040102": texts}
