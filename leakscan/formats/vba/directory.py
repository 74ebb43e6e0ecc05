"""The dir stream of a macro project ([MS-OVBA] 2.3.4.2): its modules and where their source begins."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from leakscan.errors import MalformedFileError

_CODE_PAGE, _VERSION = 0x0003, 0x0009
_STREAM_NAME, _STREAM_NAME_WIDE, _SOURCE_OFFSET = 0x001A, 0x0032, 0x0031
_VERSION_BYTES = 6


class Module(NamedTuple):
    """A module of the project.

    Attributes:
        stream: name of its stream in the storage VBA.
        source_offset: where its compressed source begins in that stream.
    """

    stream: str
    source_offset: int


class Directory(NamedTuple):
    """What the dir stream says of the project.

    Attributes:
        modules: its modules, in the order of the project.
        encoding: that of its texts.
    """

    modules: tuple[Module, ...] = ()
    encoding: str = "cp1252"


def read_directory(directory: bytes) -> Directory:
    """Return what a dir stream says.

    Raises:
        MalformedFileError: a record runs past the end.
    """
    encoding, stream = "cp1252", ""
    found: list[Module] = []
    for kind, value in _records(directory):
        if kind == _CODE_PAGE and len(value) == 2:
            encoding = f"cp{int.from_bytes(value, 'little')}"
        elif kind == _STREAM_NAME:
            stream = _text(value, encoding)
        elif kind == _STREAM_NAME_WIDE:
            stream = value.decode("utf-16-le", "replace")
        elif kind == _SOURCE_OFFSET and len(value) == 4:
            found.append(Module(stream, int.from_bytes(value, "little")))
    return Directory(tuple(found), encoding)


def _records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position < len(directory):
        if position + 6 > len(directory):
            raise MalformedFileError("a record of the macro project breaks off", code="malformed-vba")
        kind, size = struct.unpack_from("<HI", directory, position)
        if kind == _VERSION:  # its size field says 4 and leaves out the minor version
            size = _VERSION_BYTES
        position += 6
        if position + size > len(directory):
            raise MalformedFileError("a record of the macro project breaks off", code="malformed-vba")
        yield kind, directory[position : position + size]
        position += size


def _text(value: bytes, encoding: str) -> str:
    try:
        return value.decode(encoding, "replace")
    except LookupError:
        return value.decode("cp1252", "replace")
