"""Property sets of compound files: the summary, the document summary and the user's own ([MS-OLEPS])."""

import datetime
import struct
import uuid
from dataclasses import dataclass

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.text import decoded, encoding_of

SUMMARY = "f29f85e0-4ff9-1068-ab91-08002b27b3d9"
DOCUMENT_SUMMARY = "d5cdd502-2e9c-101b-9397-08002b2cf9ae"
USER_DEFINED = "d5cdd505-2e9c-101b-9397-08002b2cf9ae"
NAMES = {
    SUMMARY: {
        2: "title",
        3: "subject",
        4: "creator",
        5: "keywords",
        6: "description",
        7: "template",
        8: "lastModifiedBy",
        9: "revision",
        10: "totalTime",
        11: "lastPrinted",
        12: "created",
        13: "modified",
        14: "pages",
        15: "words",
        16: "characters",
        17: "thumbnail",
        18: "application",
        19: "security",
    },
    DOCUMENT_SUMMARY: {
        2: "category",
        3: "presentationFormat",
        4: "bytes",
        5: "lines",
        6: "paragraphs",
        7: "slides",
        8: "notes",
        9: "hiddenSlides",
        10: "mmClips",
        12: "headingPairs",
        13: "titlesOfParts",
        14: "manager",
        15: "company",
        16: "linksUpToDate",
        26: "contentType",
        27: "contentStatus",
        28: "language",
        29: "docVersion",
    },
}
"""Names of the properties ([MS-OLEPS] 3.1.4, [MS-OSHARED] 2.3.3.2), as Open XML spells them where it has them."""

_DICTIONARY, _CODE_PAGE, _LOCALE, _BEHAVIOUR = 0, 1, 0x80000000, 0x80000003
_MOST_PROPERTIES = 10_000
_VECTOR = 0x1000

PropertyValue = str | int | float | bool | bytes | datetime.datetime | list["PropertyValue"] | None


@dataclass(slots=True)
class PropertySet:
    """One section of a property set stream.

    Attributes:
        format: its format id, as a GUID in small letters.
        values: properties by number.
        names: names given to the numbers by the section itself.
    """

    format: str
    values: dict[int, PropertyValue]
    names: dict[int, str]

    def named(self) -> dict[str, PropertyValue]:
        """Return the properties by name; those without a name are called by their number."""
        known = NAMES.get(self.format, {})
        return {
            self.names.get(number) or known.get(number) or f"property {number}": value
            for number, value in self.values.items()
            if number not in (_DICTIONARY, _CODE_PAGE, _LOCALE, _BEHAVIOUR)
        }


def read_property_sets(data: bytes) -> list[PropertySet]:
    """Return the sections of a property set stream.

    Raises:
        MalformedFileError: it is no property set stream, or a section lies outside of it.
    """
    if not data.strip(b"\0"):
        return []
    if len(data) < 28 or data[:2] != b"\xfe\xff":
        raise MalformedFileError("the property set is damaged", code="malformed-property-set")
    count = int.from_bytes(data[24:28], "little")
    sections = []
    for index in range(min(count, 16)):
        entry = data[28 + 20 * index : 48 + 20 * index]
        if len(entry) < 20:
            raise MalformedFileError("the property set breaks off", code="malformed-property-set")
        start = int.from_bytes(entry[16:20], "little")
        sections.append(_section(str(uuid.UUID(bytes_le=entry[:16])), data[start:]))
    return sections


def _section(format_id: str, data: bytes) -> PropertySet:
    if len(data) < 8:
        raise MalformedFileError("a section of the property set breaks off", code="malformed-property-set")
    count = min(int.from_bytes(data[4:8], "little"), _MOST_PROPERTIES, (len(data) - 8) // 8)
    places = [struct.unpack_from("<II", data, 8 + 8 * index) for index in range(count)]
    found = PropertySet(format_id, {}, {})
    code_page = 1252
    for number, start in places:
        if number == _CODE_PAGE:
            code_page = int.from_bytes(data[start + 4 : start + 6], "little")
    encoding = encoding_of(code_page)
    for number, start in places:
        if number == _DICTIONARY:
            found.names = _dictionary(data[start:], encoding)
            continue
        try:
            value, _ = _Values(data, encoding).typed(start)
        except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as error:
            raise MalformedFileError("a property breaks off", code="malformed-property-set") from error
        found.values[number] = value
    return found


def _dictionary(data: bytes, encoding: str) -> dict[int, str]:
    """Return the names of a section's properties ([MS-OLEPS] 2.17)."""
    names: dict[int, str] = {}
    position = 4
    for _ in range(min(int.from_bytes(data[:4], "little"), _MOST_PROPERTIES)):
        if position + 8 > len(data):
            break
        number, length = struct.unpack_from("<II", data, position)
        position += 8
        if encoding.startswith("utf-16"):
            raw = data[position : position + 2 * length]
            names[number] = raw.decode("utf-16-le", "replace").rstrip("\0")
            position += -(-2 * length // 4) * 4
        else:
            names[number] = decoded(data[position : position + length], encoding).rstrip("\0")
            position += length
    return names


def variants(data: bytes) -> list[PropertyValue]:
    """Return the values in the data of a vector of variants, such as `_PID_HLINKS` ([MS-OSHARED] 2.3.3.1.21).

    Raises:
        MalformedFileError: it breaks off.
    """
    found: list[PropertyValue] = []
    position = 4
    values = _Values(data, "utf-16-le")
    try:
        for _ in range(min(int.from_bytes(data[:4], "little"), _MOST_PROPERTIES)):
            value, position = values.typed(position)
            found.append(value)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise MalformedFileError("a property breaks off", code="malformed-property-set") from error
    return found


class _Values:
    """Reads typed values ([MS-OLEPS] 2.15)."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._data = data
        self._encoding = encoding

    def typed(self, start: int) -> tuple[PropertyValue, int]:
        """Return the value whose type stands at `start`, and where it ends."""
        kind = int.from_bytes(self._data[start : start + 2], "little")
        start += 4
        if kind & _VECTOR:
            count = min(int.from_bytes(self._data[start : start + 4], "little"), _MOST_PROPERTIES)
            start += 4
            values: list[PropertyValue] = []
            for _ in range(count):
                if start >= len(self._data):
                    break
                value, start = self.typed(start) if kind & 0xFFF == 0x0C else self.plain(kind & 0xFFF, start)
                values.append(value)
            return values, start
        return self.plain(kind, start)

    def plain(self, kind: int, start: int) -> tuple[PropertyValue, int]:
        """Return the value of a plain type at `start`, and where it ends."""
        data = self._data
        simple = {0x02: "<h", 0x03: "<i", 0x13: "<I", 0x12: "<H", 0x04: "<f", 0x05: "<d", 0x14: "<q", 0x15: "<Q"}
        if kind in simple:
            value: int | float = struct.unpack_from(simple[kind], data, start)[0]
            return value, start + max(4, struct.calcsize(simple[kind]))
        if kind == 0x0B:
            return struct.unpack_from("<h", data, start)[0] != 0, start + 4
        if kind == 0x40:
            return _file_time(struct.unpack_from("<Q", data, start)[0]), start + 8
        if kind in (0x1E, 0x1F, 0x08):
            return self._text(kind, start)
        if kind in (0x41, 0x47):
            length = int.from_bytes(data[start : start + 4], "little")
            return data[start + 4 : start + 4 + length], start + 4 + -(-length // 4) * 4
        return None, start + 4

    def _text(self, kind: int, start: int) -> tuple[str, int]:
        length = int.from_bytes(self._data[start : start + 4], "little")
        start += 4
        if kind == 0x1F or (kind == 0x1E and self._encoding.startswith("utf-16")):
            size = 2 * length if kind == 0x1F else length
            text = self._data[start : start + size].decode("utf-16-le", "replace")
        else:
            size = length
            text = decoded(self._data[start : start + size], self._encoding)
        return text.partition("\0")[0], self._end_of_text(start + size, kind)

    def _end_of_text(self, end: int, kind: int) -> int:
        """Return where a text ends: padded to four bytes, but byte strings in vectors of Office are not."""
        padded = -(-end // 4) * 4
        length = int.from_bytes(self._data[end : end + 4], "little")
        last = end + 3 + length
        if kind != 0x1F and length > 0 and last < len(self._data) and self._data[last] == 0:
            return end
        return padded


def _file_time(ticks: int) -> PropertyValue:
    """Return a FILETIME as a date; times spent, which are stored alike, as seconds."""
    if ticks == 0:
        return None
    if ticks < 10_000_000 * 86_400 * 365 * 100:
        return ticks / 10_000_000
    try:
        return datetime.datetime(1601, 1, 1) + datetime.timedelta(microseconds=ticks // 10)  # noqa: DTZ001  # UTC
    except OverflowError:
        return None
