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
    _has_values: bool = False

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
            # Excel continues the values of a filter in records of their own, each with a head ([MS-XLS] 2.4.60).
            reader.skip(_MORE_HEAD)
            return list(_values(reader)) if self._has_values else []
        self._has_values = group.data[_TYPE12] == _BY_VALUES
        reader.skip(_HEAD12)
        self.cells = area_of(group.data[_RANGE])
        return list(_values(reader)) if self._has_values else []


def _of_operands(data: bytes, encoding: str, version: int) -> Iterator[str]:
    """Yield the texts of the two operands of an AutoFilter record ([MS-XLS] 2.5.11)."""
    reader = Reader([data[4 + 2 * _OPERAND_BYTES :]])
    for start in (4, 4 + _OPERAND_BYTES):
        operand = data[start : start + _OPERAND_BYTES]
        if len(operand) == _OPERAND_BYTES and operand[0] == _TEXT_OPERAND:
            length = operand[6]
            yield reader.unicode_of(length) if version >= 8 else decoded(reader.take(length), encoding)


def _values(reader: Reader) -> Iterator[str]:
    """Yield the texts among values, each an operand and its text ([MS-XLS] 2.5.3)."""
    while reader.left >= _OPERAND_BYTES:
        operand = reader.take(_OPERAND_BYTES)
        if operand[0] == _TEXT_OPERAND:
            yield reader.unicode_of(operand[6])
