"""Smart tags: what a program took a word for, and what it noted ([MS-XLS] 2.5.110, [MS-OSHARED] 2.3.4)."""

import struct

from leakscan.formats.xls.telling import Teller
from leakscan.formats.xls.text import Reader, decoded
from leakscan.formats.xlsb.numbers import areas_text

KIND = b"\4\0"
"""The kind of a shared feature that is a smart tag ([MS-XLS] 2.5.253)."""
_HEAD_BYTES, _AREA_BYTES, _HASH_BYTES = 19, 8, 4
_IS_NARROW = 0x8000
_IS_DELETED, _IS_OF_MAP = 0x01, 0x02


def tag_texts(reader: Reader) -> list[str]:
    """Return the texts that all tags of a workbook refer to by number; of a sheet there are none.

    Raises:
        MalformedFileError: they break off; none are then known.
    """
    reader.take(_HEAD_BYTES)
    if reader.is_at_end:
        return []
    for _ in range(reader.long()):
        reader.take(reader.long())
    reader.take(8)
    return [_text(reader) for _ in range(reader.long())]


def _text(reader: Reader) -> str:
    """Return a text with its length before it ([MS-OSHARED] 2.3.4.5)."""
    length = reader.short()
    if length & _IS_NARROW:
        return decoded(reader.take(length & ~_IS_NARROW), "cp1252")
    return reader.take(2 * length).decode("utf-16-le", "replace")


def tell_tags(teller: Teller, reader: Reader, texts: list[str]) -> None:
    """Tell the tags of a cell.

    Raises:
        MalformedFileError: the record breaks off.
    """
    reader.take(_HEAD_BYTES)
    areas = reader.short()
    reader.take(6)
    cells = [struct.unpack("<4H", reader.take(_AREA_BYTES)) for _ in range(areas)]
    reader.take(_HASH_BYTES)
    teller.start("smartTags")
    teller.start("cellSmartTags", r=areas_text(cells))
    for _ in range(reader.byte()):
        flags, kind, count = reader.byte(), reader.short(), reader.short()
        reader.take(2)
        deleted, of_map = ("1" if flags & bit else None for bit in (_IS_DELETED, _IS_OF_MAP))
        teller.start("cellSmartTag", type=str(kind), deleted=deleted, xmlBased=of_map)
        for _ in range(count):
            key, value = (_named(texts, reader.long()) for _ in range(2))
            teller.element("cellSmartTagPr", key=key, val=value)
        teller.end("cellSmartTag")
    teller.end("cellSmartTags")
    teller.end("smartTags")


def _named(texts: list[str], number: int) -> str:
    return texts[number] if number < len(texts) else ""
