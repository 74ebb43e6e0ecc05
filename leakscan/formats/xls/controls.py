"""What form controls of BIFF8 keep by themselves: the choices of a list ([MS-XLS] 2.5.147)."""

import struct

from leakscan.formats.xls.text import Reader

LIST, DROP_DOWN = 0x12, 0x14
_CHOICES, _HAS_CHOICES = 0x13, 0x02


def choices_of(data: bytes) -> list[str]:
    """Return the choices that the object of a list brings with it; none where they come from cells.

    Raises:
        MalformedFileError: they break off.
    """
    kind = int.from_bytes(data[4:6], "little")
    position = 0
    while position + 4 <= len(data):
        part, size = struct.unpack_from("<HH", data, position)
        if part == _CHOICES:
            return _choices(Reader([data[position + 4 :]]), is_drop_down=kind == DROP_DOWN)
        position += 4 + size
    return []


def _choices(reader: Reader, *, is_drop_down: bool) -> list[str]:
    if not reader.left:
        return []
    reader.take(reader.short())
    count = reader.short()
    reader.take(2)
    flags = reader.short()
    reader.take(2)
    if not flags & _HAS_CHOICES:
        return []
    if is_drop_down:
        reader.take(6)
        before = reader.left
        reader.unicode(2)
        reader.take((before - reader.left) % 2)
    return [reader.unicode(2) for _ in range(count)]
