"""Cells that need no reader of their own, written as XML a run at a time: most of a large sheet is such cells.

What is written is what `SheetTeller` tells of the same records, byte for byte. What is not as the format has it
ends the run, and is told as any other record: formulas, texts with runs, odd lengths, columns beyond the last.
"""

import functools
import struct
from typing import TYPE_CHECKING, ClassVar

from leakscan import xmlsafe
from leakscan.formats.parsed.values import ERRORS, number_text, rk_value
from leakscan.formats.xlsb.numbers import flag, letters
from leakscan.formats.xlsb.telling import FRT, Teller, content_of

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book
    from leakscan.formats.xlsb.row_arrays import RowArrays
    from leakscan.formats.xlsx.cell_arrays import ArrayTaker

TWIPS = 20
HIDDEN_ROW, FIXED_ROW, LEVEL = 0x10, 0x20, 0x07
SHORT_TO_LONG = 11
"""What a short cell's type, which leaves its column to follow from the one before, is above the long one's."""
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _STRING = range(8)
_AROUND = 37
"""What Excel writes around the header of a row begins with it, see `_SILENT`."""
_ROW_BYTES = 12
_PLACE_BYTES, _STYLE_BYTES = 8, 4
_COLUMNS = 16_384
_HEAD = struct.Struct("<BBIII")
"""Type, size, column, style and value of a long cell ([MS-XLSB] 2.5.9)."""
_LONG, _DOUBLE = struct.Struct("<I"), struct.Struct("<d")
_STYLE = 0xFFFFFF
_KIND_AND_SIGN, _WHOLE = 0x80000003, 0x00000002
"""What tells a whole number that is not negative from any other packed one."""
_VALUE_BYTES = {_BLANK: 0, _RK: 4, _ERROR: 1, _BOOL: 1, _REAL: 8, _STRING: 4}
_SILENT = (FRT - {35, 36}) | {1024}
"""What Excel writes around rows that say where their text stands in the line ([MS-XLSB] 2.4.773)."""


class CellTeller(Teller):
    """Tells a sheet of which runs of rows and cells may be plain."""

    plain_types: ClassVar[frozenset[int]] = frozenset((*range(8), *range(12, 19)))
    row_types: ClassVar[frozenset[int]] = frozenset((_ROW, _AROUND))

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        super().__init__(handler, book, part)
        self._row, self._index = "", 0
        self._column = -1
        self._held: tuple[str, str, str] | None = None
        self._arrays: RowArrays | None = None

    def take_rows(self, held: bytes, at: int, *, taker: "ArrayTaker") -> int:
        """Give the plain rows that come next to a handler that takes arrays, and return where they end."""
        is_in_row = self._open[2:] == ["row"]
        if self._held is not None or self._open[1:2] != ["sheetData"] or len(self._open) > 2 + is_in_row:
            return at
        if self._arrays is None:
            from leakscan.formats.xlsb.row_arrays import RowArrays

            self._arrays = RowArrays()
        rows, end = self._arrays.told(held, at, taker)
        if rows is not None:
            self.end("row")
            taker.take_rows(rows)
        return end

    def plain(self, held: bytes, at: int, pieces: list[str]) -> int:
        """Write the plain records that come next, and return where they end."""
        is_in_row = self._open[2:] == ["row"]
        if self._held is not None or self._open[1:2] != ["sheetData"] or len(self._open) > 2 + is_in_row:
            return at
        row, column, write = self._row, self._column, pieces.append
        last = len(held) - _HEAD.size
        while at <= last:
            kind, size, place, style, value = _HEAD.unpack_from(held, at)
            if kind == _STRING and size == _PLACE_BYTES + 4 and place < _COLUMNS:
                write(f'<c r="{letters(place + 1)}{row}" s="{style & _STYLE}" t="s"><v>{value}</v></c>')
                column = place
                at += 2 + _PLACE_BYTES + 4
            elif kind == _RK and size == _PLACE_BYTES + 4 and place < _COLUMNS:
                is_small = value & _KIND_AND_SIGN == _WHOLE
                text = value >> 2 if is_small else number_text(rk_value(value))
                write(f'<c r="{letters(place + 1)}{row}" s="{style & _STYLE}" t="n"><v>{text}</v></c>')
                column = place
                at += 2 + _PLACE_BYTES + 4
            elif kind == _REAL and size == _PLACE_BYTES + 8 and place < _COLUMNS and at + 4 <= last:
                text = number_text(_DOUBLE.unpack_from(held, at + 10)[0])
                write(f'<c r="{letters(place + 1)}{row}" s="{style & _STYLE}" t="n"><v>{text}</v></c>')
                column = place
                at += 2 + _PLACE_BYTES + 8
            elif kind == _ROW:
                end = at + 2 + size
                if not _ROW_BYTES <= size < 0x80 or end > len(held):
                    break
                row, column = str(place + 1), -1
                write(f'{"</row>" if is_in_row else ""}<row r="{row}"{_row_tail(held[at + 10 : at + 14])}')
                is_in_row, at = True, end
            else:
                found = _rarer(held, at, row, column)
                if found is None:
                    break
                text, column, at = found
                write(text)
        self._row, self._column = row, column
        if row:
            self._index = int(row) - 1
        self._open[2:] = ["row"] if is_in_row else []
        return at


@functools.lru_cache(maxsize=4096)
def _row_tail(data: bytes) -> str:
    """Return what a row's tag says behind its number: its height and its flags ([MS-XLSB] 2.4.774)."""
    height, _, flags = struct.unpack("<HBB", data)
    attributes = row_attributes(height, flags).items()
    return "".join(f' {name}="{value}"' for name, value in attributes if value is not None) + ">"


def row_attributes(height: int, flags: int) -> dict[str, str | None]:
    """Return the attributes of a row but for its number."""
    level = flags & LEVEL
    return {
        "ht": repr(height / TWIPS),
        "customHeight": flag(flags & FIXED_ROW),
        "hidden": flag(flags & HIDDEN_ROW),
        "outlineLevel": str(level) if level else None,
    }


def _rarer(held: bytes, at: int, row: str, column: int) -> tuple[str, int, int] | None:
    """Return what to write of any other plain record, the column it leaves, where it ends; None if odd."""
    kind, size, start = held[at], held[at + 1], at + 2
    if kind & 0x80:
        kind, size, start = kind & 0x7F | (size & 0x7F) << 7, held[at + 2], at + 3
        if kind not in _SILENT:
            return None
    if size & 0x80:
        if held[start] & 0x80:
            return None
        size, start = size & 0x7F | held[start] << 7, start + 1
    end = start + size
    if end > len(held):
        return None
    if kind in _SILENT:
        return "", column, end
    if kind <= _STRING and size >= _PLACE_BYTES:
        column = _LONG.unpack_from(held, start)[0]
        start += _PLACE_BYTES - _STYLE_BYTES
    elif SHORT_TO_LONG < kind <= SHORT_TO_LONG + _STRING and size >= _STYLE_BYTES:
        kind -= SHORT_TO_LONG
        column += 1
    else:
        return None
    if column >= _COLUMNS:
        return None
    style = _LONG.unpack_from(held, start)[0] & _STYLE
    start += _STYLE_BYTES
    cell = f'<c r="{letters(column + 1)}{row}" s="{style}" t='
    if kind == _TEXT:
        if end - start < 4 or end - start != 4 + 2 * _LONG.unpack_from(held, start)[0]:
            return None
        text = held[start + 4 : end].decode("utf-16-le", "surrogatepass")
        return f'{cell}"inlineStr"><is><t>{content_of(text)}</t></is></c>', column, end
    if end - start != _VALUE_BYTES[kind]:
        return None
    return "" if kind == _BLANK else f"{cell}{_value(kind, held, start)}</v></c>", column, end


def _value(kind: int, held: bytes, at: int) -> str:
    """Return the type and the value of a cell as its tags hold them."""
    if kind == _REAL:
        return f'"n"><v>{number_text(_DOUBLE.unpack_from(held, at)[0])}'
    if kind == _RK:
        return f'"n"><v>{number_text(rk_value(_LONG.unpack_from(held, at)[0]))}'
    if kind == _STRING:
        return f'"s"><v>{_LONG.unpack_from(held, at)[0]}'
    if kind == _BOOL:
        return f'"b"><v>{1 if held[at] else 0}'
    return f'"e"><v>{ERRORS.get(held[at], "#N/A")}'
