"""EMF+ records, which lie in the comments of enhanced metafiles ([MS-EMFPLUS])."""

import struct

from leakscan.errors import MalformedFileError
from leakscan.formats.pictures.metafiles import MOST_INNER, Metafile

_COMMENT, _OBJECT, _STRING, _DRIVER_STRING = 0x4003, 0x4008, 0x401C, 0x4036
_CONTINUED = 0x8000
_IMAGE = 5
_BITMAP, _METAFILE = 1, 2
_COMPRESSED = 1
_BY_CHARACTER = 1
_MOST_OBJECT_BYTES = 256 << 20


class PlusReader:
    """Reads the EMF+ records of one metafile; an object may go on from record to record."""

    def __init__(self, found: Metafile) -> None:
        self._found = found
        self._object = bytearray()

    def read(self, data: bytes) -> None:
        """Take the records of one comment ([MS-EMFPLUS] 2.3)."""
        position = 0
        while position + 12 <= len(data):
            kind, flags, size, length = struct.unpack_from("<HHII", data, position)
            if size < 12 or length > size - 12 or position + size > len(data):
                self._found.problems.append(
                    MalformedFileError("a record of the picture is damaged", code="damaged-record")
                )
                return
            self._record(kind, flags, data[position + 12 : position + 12 + length])
            position += size

    def close(self) -> None:
        """Take what is left of an object that never ended."""
        if self._object:
            self._take_object(bytes(self._object))
            self._object.clear()

    def _record(self, kind: int, flags: int, body: bytes) -> None:
        if kind == _OBJECT and flags >> 8 & 0x7F == _IMAGE:
            if flags & _CONTINUED:
                if len(self._object) < _MOST_OBJECT_BYTES:
                    self._object += body[4:]
                return
            self._object += body
            self.close()
        elif kind == _STRING:
            (length,) = struct.unpack_from("<I", body, 8)
            line = struct.unpack_from("<i", body, 16)
            self._found.draw(body[28 : 28 + length * 2].decode("utf-16-le", "replace"), line)
        elif kind == _DRIVER_STRING:
            _, options, _, count = struct.unpack_from("<IIII", body)
            glyphs = body[16 : 16 + count * 2]
            if not options & _BY_CHARACTER:
                self._found.coded += 1
                return
            line = struct.unpack_from("<i", body, 16 + count * 2 + 4)
            self._found.draw(glyphs.decode("utf-16-le", "replace"), line)
        elif kind == _COMMENT:
            self._found.add_remark(body)

    def _take_object(self, data: bytes) -> None:
        """Take an image object ([MS-EMFPLUS] 2.2.1.4)."""
        found = self._found
        if len(data) < 28:
            return
        (kind,) = struct.unpack_from("<I", data, 4)
        if kind == _BITMAP:
            (packing,) = struct.unpack_from("<I", data, 24)
            if packing == _COMPRESSED:
                found.add_file(data[28:])
        elif kind == _METAFILE:
            self._take_metafile(data[16:])

    def _take_metafile(self, data: bytes) -> None:
        from leakscan.formats.pictures.emf import is_emf, read_emf
        from leakscan.formats.pictures.wmf import read_wmf

        found = self._found
        if found.depth >= MOST_INNER:
            found.problems.append(MalformedFileError("a picture lies too deep in others", code="limit-depth"))
            return
        try:
            found.take(read_emf(data, found.depth + 1) if is_emf(data) else read_wmf(data, found.depth + 1))
        except MalformedFileError as error:
            found.problems.append(error)
