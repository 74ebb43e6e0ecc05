"""Windows metafiles, record by record ([MS-WMF])."""

import struct

from leakscan.errors import MalformedFileError
from leakscan.formats.pictures.emf import is_emf, read_emf
from leakscan.formats.pictures.metafiles import MOST_INNER, Metafile

_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_END, _TEXT, _EXTENDED_TEXT, _ESCAPE = 0x0000, 0x0521, 0x0A32, 0x0626
_FONT, _SELECT, _DELETE = 0x02FB, 0x012D, 0x01F0
_OTHERS = frozenset({0x02FA, 0x02FC, 0x00F7, 0x06FF, 0x0142, 0x01F9})
"""Records that make pens, brushes, palettes and regions, which are numbered together with fonts."""
_GLYPH_NUMBERS, _RECTANGLES = 0x10, 0x06
_COMMENT = 0x000F
_ENHANCED = b"WMFC"
_BITMAPS = {0x0F43: 28, 0x0B41: 26, 0x0940: 22}
_CHARSETS = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Code pages of character sets ([MS-WMF] 2.1.1.5); all others are Western."""


def is_wmf(data: bytes) -> bool:
    """Return whether some bytes begin a Windows metafile ([MS-WMF] 2.3.2.2)."""
    if data.startswith(_PLACEABLE):
        data = data[22:]
    return data[:4] in (b"\x01\0\x09\0", b"\x02\0\x09\0") and data[4:6] in (b"\0\x03", b"\0\x01")


def read_wmf(data: bytes, depth: int = 0) -> Metafile:
    """Return what a Windows metafile holds; what comes before a damage is kept.

    Raises:
        MalformedFileError: its header is none.
    """
    if not is_wmf(data):
        raise MalformedFileError("the picture breaks off", code="damaged-picture")
    reader = _Reader(Metafile("WMF picture", depth))
    return reader.read(data, 40 if data.startswith(_PLACEABLE) else 18)


class _Reader:
    """Reads one metafile; keeps which font is selected, for it tells how texts are coded."""

    def __init__(self, found: Metafile) -> None:
        self._found = found
        self._objects: dict[int, int] = {}
        self._charset = 0
        self._enhanced = bytearray()

    def read(self, data: bytes, position: int) -> Metafile:
        """Return what the records from `position` on hold."""
        found = self._found
        while position + 6 <= len(data):
            words, kind = struct.unpack_from("<IH", data, position)
            size = words * 2
            if size < 6 or position + size > len(data):
                break
            try:
                self._record(kind, data[position + 6 : position + size])
            except (struct.error, IndexError):
                found.problems.append(
                    MalformedFileError("a record of the picture is damaged", code="damaged-record")
                )
            position += size
            if kind == _END:
                found.end = position
                break
        if found.end is None:
            found.problems.append(MalformedFileError("the picture breaks off", code="damaged-picture"))
        self._close()
        return found

    def _record(self, kind: int, body: bytes) -> None:
        if kind == _TEXT:
            (count,) = struct.unpack_from("<h", body)
            start = 2 + count + (count & 1)
            y, _ = struct.unpack_from("<hh", body, start)
            self._draw(body[2 : 2 + count], y)
        elif kind == _EXTENDED_TEXT:
            y, _, count, options = struct.unpack_from("<hhhH", body)
            start = 16 if options & _RECTANGLES else 8
            if options & _GLYPH_NUMBERS:
                self._found.coded += 1
            else:
                self._draw(body[start : start + count], y)
        elif kind == _ESCAPE:
            self._escape(body)
        elif kind == _FONT:
            self._add(body[13])
        elif kind in _OTHERS:
            self._add(-1)
        elif kind == _SELECT:
            charset = self._objects.get(struct.unpack_from("<H", body)[0], -1)
            self._charset = self._charset if charset < 0 else charset
        elif kind == _DELETE:
            self._objects.pop(struct.unpack_from("<H", body)[0], None)
        elif kind in _BITMAPS:
            self._bitmap(body, _BITMAPS[kind] - 6)

    def _add(self, charset: int) -> None:
        """Give a new object the lowest number that is free ([MS-WMF] 3.1.4.1)."""
        number = 0
        while number in self._objects:
            number += 1
        self._objects[number] = charset

    def _draw(self, raw: bytes, y: int) -> None:
        codec = _CHARSETS.get(self._charset, "cp1252")
        self._found.draw(raw.decode(codec, "replace"), (y,))

    def _escape(self, body: bytes) -> None:
        """Take a remark, or a piece of the enhanced metafile that this one stands in for ([MS-WMF] 2.3.6)."""
        function, count = struct.unpack_from("<HH", body)
        data = body[4 : 4 + count]
        if function != _COMMENT:
            return
        if data.startswith(_ENHANCED) and len(data) >= 34:
            (size,) = struct.unpack_from("<I", data, 22)
            self._enhanced += data[34 : 34 + size]
        else:
            self._found.add_remark(data)

    def _bitmap(self, body: bytes, start: int) -> None:
        """Take a whole picture in place of pixels; the header of the bitmap comes first, if there is any."""
        if len(body) < start + 4:
            return
        (size,) = struct.unpack_from("<I", body, start)
        self._found.add_file(body[start + size :])

    def _close(self) -> None:
        found, data = self._found, bytes(self._enhanced)
        if not data:
            return
        if not is_emf(data):
            found.add_remark(data)
        elif found.depth >= MOST_INNER:
            found.problems.append(MalformedFileError("a picture lies too deep in others", code="limit-depth"))
        else:
            try:
                found.take(read_emf(data, found.depth + 1))
            except MalformedFileError as error:
                found.problems.append(error)
