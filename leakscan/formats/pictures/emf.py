"""Enhanced metafiles, record by record ([MS-EMF])."""

import struct
from collections.abc import Callable

from leakscan.errors import MalformedFileError
from leakscan.formats.pictures.emf_plus import PlusReader
from leakscan.formats.pictures.metafiles import MOST_INNER, Metafile, remark
from leakscan.views.pictures import PictureFact

_HEADER, _END, _COMMENT = 1, 14, 70
_GLYPH_NUMBERS, _NO_RECTANGLE, _NARROW = 0x10, 0x100, 0x200
_PLUS, _PUBLIC, _SPOOL = b"EMF+", b"GDIC", b"\0\0\0\0"
_BEGIN_GROUP, _FORMATS, _WINDOWS = 2, 0x40000004, 0x80000001
_TEXT_W, _TEXT_A, _SMALL = 84, 83, 108
_STRINGS_W, _STRINGS_A = 97, 96
_BITMAPS = {76: 84, 77: 84, 78: 84, 114: 84, 116: 84, 80: 48, 81: 48, 94: 16, 93: 16, 79: 100}
"""Records with a bitmap, and where their offsets and sizes stand."""
_ESCAPES = frozenset({105, 106, 110})
_FACE = struct.Struct("<IIII")


def is_emf(data: bytes) -> bool:
    """Return whether some bytes begin an enhanced metafile ([MS-EMF] 2.2.9)."""
    return data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF"


def read_emf(data: bytes, depth: int = 0) -> Metafile:
    """Return what an enhanced metafile holds; what comes before a damage is kept.

    Raises:
        MalformedFileError: its header breaks off.
    """
    found = Metafile("EMF picture", depth)
    try:
        _description(data, found)
    except struct.error as error:
        raise MalformedFileError("the picture breaks off", code="damaged-picture") from error
    plus = PlusReader(found)
    position = 0
    while position + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, position)
        if size < 8 or size % 4 or position + size > len(data):
            break
        try:
            _record(kind, data[position : position + size], found, plus)
        except (struct.error, IndexError):
            found.problems.append(MalformedFileError("a record of the picture is damaged", code="damaged-record"))
        position += size
        if kind == _END:
            found.end = position
            break
    if found.end is None:
        found.problems.append(MalformedFileError("the picture breaks off", code="damaged-picture"))
    plus.close()
    return found


def _description(data: bytes, found: Metafile) -> None:
    """Take the description: the program, and what it calls the picture ([MS-EMF] 2.3.4.2)."""
    count, offset = struct.unpack_from("<II", data, 60)
    if not count or offset + count * 2 > len(data):
        return
    texts = data[offset : offset + count * 2].decode("utf-16-le", "replace").split("\0")
    for tag, text in zip(("Application", "Title"), texts, strict=False):
        text = text.strip()
        if text:
            kind = remark(text).kind
            found.facts.append(PictureFact(kind, "EMF", tag, text[:2000]))


def _record(kind: int, record: bytes, found: Metafile, plus: PlusReader) -> None:
    if kind in (_TEXT_W, _TEXT_A):
        _text(record, 36, found, is_wide=kind == _TEXT_W)
    elif kind in (_STRINGS_W, _STRINGS_A):
        (count,) = struct.unpack_from("<I", record, 36)
        for number in range(min(count, (len(record) - 40) // 40)):
            _text(record, 40 + 40 * number, found, is_wide=kind == _STRINGS_W)
    elif kind == _SMALL:
        _small_text(record, found)
    elif kind == _COMMENT:
        _comment(record, found, plus)
    elif kind in _BITMAPS:
        _bitmap(record, _BITMAPS[kind], found)
    elif kind in _ESCAPES:
        found.add_remark(record[12:])


def _text(record: bytes, start: int, found: Metafile, *, is_wide: bool) -> None:
    """Take an EmrText object ([MS-EMF] 2.2.5)."""
    _, y, count, offset, options = struct.unpack_from("<iiIII", record, start)
    if not count:
        return
    if options & _GLYPH_NUMBERS:
        found.coded += 1
        return
    raw = record[offset : offset + count * (2 if is_wide else 1)]
    found.draw(raw.decode("utf-16-le" if is_wide else "cp1252", "replace"), (y,))


def _small_text(record: bytes, found: Metafile) -> None:
    """Take an EMR_SMALLTEXTOUT record ([MS-EMF] 2.3.5.37)."""
    _, y, count, options = struct.unpack_from("<iiII", record, 8)
    start = 36 if options & _NO_RECTANGLE else 52
    if options & _GLYPH_NUMBERS:
        found.coded += 1
    elif options & _NARROW:
        found.draw(record[start : start + count].decode("cp1252", "replace"), (y,))
    else:
        found.draw(record[start : start + count * 2].decode("utf-16-le", "replace"), (y,))


def _comment(record: bytes, found: Metafile, plus: PlusReader) -> None:
    """Take a comment: EMF+ records, a public comment, or what a program left ([MS-EMF] 2.3.3)."""
    (size,) = struct.unpack_from("<I", record, 8)
    body = record[12 : 12 + size]
    signature = body[:4]
    if signature == _PLUS:
        plus.read(body[4:])
    elif signature == _PUBLIC:
        _public(record, body, found)
    elif signature != _SPOOL:
        found.add_remark(body)


def _public(record: bytes, body: bytes, found: Metafile) -> None:
    (kind,) = struct.unpack_from("<I", body, 4)
    if kind == _BEGIN_GROUP:
        (count,) = struct.unpack_from("<I", body, 24)
        text = body[28 : 28 + count * 2].decode("utf-16-le", "replace").strip("\0 ")
        if text:
            found.facts.append(remark(text))
    elif kind == _WINDOWS:
        (size,) = struct.unpack_from("<I", body, 20)
        _inner(body[24 : 24 + size], found)
    elif kind == _FORMATS:
        (count,) = struct.unpack_from("<I", body, 24)
        for number in range(min(count, (len(body) - 28) // 16)):
            _, _, size, offset = _FACE.unpack_from(body, 28 + 16 * number)
            content = body[offset : offset + size] or record[offset : offset + size]
            if is_emf(content):
                _inner(content, found)
            else:
                found.add_remark(content)


def _inner(data: bytes, found: Metafile) -> None:
    """Take a metafile inside this one."""
    from leakscan.formats.pictures.wmf import read_wmf

    if found.depth >= MOST_INNER:
        found.problems.append(MalformedFileError("a picture lies too deep in others", code="limit-depth"))
        return
    read: Callable[[bytes, int], Metafile] = read_emf if is_emf(data) else read_wmf
    try:
        found.take(read(data, found.depth + 1))
    except MalformedFileError as error:
        found.problems.append(error)


def _bitmap(record: bytes, start: int, found: Metafile) -> None:
    """Take a whole picture in a record of a bitmap, which may be a JPEG or PNG file ([MS-WMF] 2.1.1.7)."""
    _, _, offset, size = struct.unpack_from("<IIII", record, start)
    if offset and size:
        found.add_file(record[offset : offset + size])
