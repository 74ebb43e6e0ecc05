"""What the filters of a binary sheet look for ([MS-XLS] 2.4.6, 2.4.7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.formats.xls.conditions import area_of
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.text import Reader, decoded

FILTER, FILTER12, MORE12 = 0x009E, 0x087E, 0x087F
_TEXT_OPERAND, _OPERAND_BYTES = 6, 10
_RANGE = slice(4, 12)
_HEAD12, _TYPE12, _MORE_HEAD = 60, slice(18, 22), 12
_BY_VALUES = b"\0\0\0\0"


@dataclass(slots=True)
class Filters:
    """Reads the records of filters, in the order in which they stand.

    Attributes:
        found: the globals.
        cells: the cells of the filter whose record came last; empty where only a name tells them.
    """

    found: Globals
    cells: str = ""
    _rest: bytes | None = None

    def texts(self, group: Group) -> list[str]:
        """Return the texts that a record looks for.

        Raises:
            MalformedFileError: it is too short.
        """
        version, encoding = self.found.version, self.found.encoding
        if group.type == FILTER:
            self.cells = ""
            return list(_of_operands(group.data, encoding, version))
        reader = Reader(group.pieces)
        if group.type == MORE12:
            # The values of a filter go on in records of their own, each with a head ([MS-XLS] 2.4.62).
            reader.take(_MORE_HEAD)
        else:
            reader.take(_HEAD12)
            self.cells = area_of(group.data[_RANGE])
            self._rest = b"" if group.data[_TYPE12] == _BY_VALUES else None
        if self._rest is None:
            return []
        self._rest += reader.rest()
        return list(self._values())

    def _values(self) -> Iterator[str]:
        """Yield the texts among values, each an operand and its text, as far as they go ([MS-XLS] 2.5.3)."""
        data = self._rest or b""
        while len(data) > _OPERAND_BYTES:
            size, text = _OPERAND_BYTES, ""
            if data[0] == _TEXT_OPERAND:
                length, is_wide = data[6], data[_OPERAND_BYTES] & 0x01
                size += 1 + (length << is_wide)
                if len(data) < size:
                    break
                text = Reader([data[_OPERAND_BYTES:size]]).unicode_of(length)
            if text:
                yield text
            data = data[size:]
        self._rest = data


def _of_operands(data: bytes, encoding: str, version: int) -> Iterator[str]:
    """Yield the texts of the two operands of an AutoFilter record ([MS-XLS] 2.5.11)."""
    reader = Reader([data[4 + 2 * _OPERAND_BYTES :]])
    for start in (4, 4 + _OPERAND_BYTES):
        operand = data[start : start + _OPERAND_BYTES]
        if len(operand) == _OPERAND_BYTES and operand[0] == _TEXT_OPERAND:
            length = operand[6]
            yield reader.unicode_of(length) if version >= 8 else decoded(reader.take(length), encoding)
