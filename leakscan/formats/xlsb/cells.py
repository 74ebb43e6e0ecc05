"""The cells of a binary sheet part, told to the same handler as those of an XML one ([MS-XLSB] 2.1.7.62)."""

from typing import BinaryIO

from leakscan.formats.xlsb.records import Reader, records
from leakscan.formats.xlsx.cells import Cell, CellHandler
from leakscan.formats.xlsx.strings import SharedStrings

_ROW, _COLUMNS, _SHEET_FORMAT, _PROTECTION, _PROTECTION_ISO = 0, 60, 485, 535, 678
_CELLS = range(1, 12)
_SHORT_CELLS = range(12, 19)
_RICH_CELL, _STRING_ITEM = 62, 19
_BEGIN_FILTER, _END_FILTER, _BEGIN_FILTER_COLUMN = 161, 162, 163
_SHEET_PROPERTIES = 147
_TWIPS = 20
_WIDTH_UNITS = 256
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error codes ([MS-XLSB] 2.5.97.2)."""


def read_strings(stream: BinaryIO, strings: SharedStrings) -> None:
    """Read a binary shared strings part to its end, into `strings`.

    Raises:
        FileError: the part is damaged; what came before the damage has been added.
    """
    try:
        for record in records(stream):
            if record.type == _STRING_ITEM:
                strings.append(Reader(record.data).rich_text())
    finally:
        strings.finish()


class SheetFeeder:
    """Tells a handler the rows and cells of a binary sheet part, record by record."""

    def __init__(self, handler: CellHandler) -> None:
        self._handler = handler
        self._column = 0
        self._in_row = False

    def take(self, kind: int, data: bytes) -> None:
        """Take one record.

        Raises:
            MalformedFileError: it is too short.
        """
        if kind in _CELLS or kind == _RICH_CELL:
            reader = Reader(data)
            self._column = reader.long() + 1
            self._take_cell(kind, reader)
        elif kind == _ROW:
            self._take_row(data)
        elif kind in _SHORT_CELLS:
            self._column += 1
            self._take_cell(kind - 11, Reader(data))
        elif kind == _COLUMNS:
            self._take_columns(Reader(data))
        elif kind == _SHEET_FORMAT:
            self._take_format(Reader(data))
        elif kind in (_PROTECTION, _PROTECTION_ISO):
            self._handler.head("sheetProtection", {"sheet": "1"})
        elif kind == _BEGIN_FILTER:
            self._take_filter(Reader(data))
        elif kind == _BEGIN_FILTER_COLUMN:
            self._handler.head("filterColumn", {"colId": str(Reader(data).long())})
        elif kind == _SHEET_PROPERTIES:
            flags = Reader(data).take(3)
            if flags[2] & 0x02:
                self._handler.head("sheetPr", {"filterMode": "1"})

    def finish(self) -> None:
        """Say that no more records follow."""
        if self._in_row:
            self._handler.row_end()
            self._in_row = False

    def _take_row(self, data: bytes) -> None:
        reader = Reader(data)
        number = reader.long() + 1
        reader.take(4)
        height = reader.short() / _TWIPS
        reader.byte()
        flags = reader.byte()
        attributes = {"r": str(number), "ht": repr(height)}
        if flags & 0x10:
            attributes["hidden"] = "1"
        if flags & 0x07:
            attributes["outlineLevel"] = str(flags & 0x07)
        self.finish()
        self._in_row = True
        self._handler.row_number = number
        self._column = 0
        self._handler.row(attributes)

    def _take_cell(self, kind: int, reader: Reader) -> None:
        style = int.from_bytes(reader.take(3), "little")
        reader.byte()
        has_formula = 8 <= kind <= 11
        match kind:
            case 2:
                kind_name, raw = "n", number_text(rk_value(reader.long()))
            case 3 | 11:
                kind_name, raw = "e", ERRORS.get(reader.byte(), "#N/A")
            case 4 | 10:
                kind_name, raw = "b", str(reader.byte())
            case 5 | 9:
                kind_name, raw = "n", number_text(reader.double())
            case 6 | 8:
                kind_name, raw = "str", reader.text()
            case 7:
                kind_name, raw = "s", str(reader.long())
            case 62:
                kind_name, raw = "str", reader.rich_text()
            case _:
                return
        if raw or has_formula:
            self._handler.cell(Cell(self._handler.row_number, self._column, kind_name, style, raw, has_formula))

    def _take_columns(self, reader: Reader) -> None:
        first, last, width = reader.long() + 1, reader.long() + 1, reader.long()
        reader.take(4)
        flags = reader.short()
        attributes = {"min": str(first), "max": str(last), "width": repr(width / _WIDTH_UNITS)}
        if flags & 0x0001:
            attributes["hidden"] = "1"
        if flags >> 8 & 0x07:
            attributes["outlineLevel"] = str(flags >> 8 & 0x07)
        self._handler.head("col", attributes)

    def _take_format(self, reader: Reader) -> None:
        width, _, height, flags = reader.long(), reader.short(), reader.short(), reader.short()
        attributes = {"defaultRowHeight": repr(height / _TWIPS), "zeroHeight": str(flags >> 1 & 1)}
        if width != 0xFFFFFFFF:
            attributes["defaultColWidth"] = repr(width / _WIDTH_UNITS)
        self._handler.head("sheetFormatPr", attributes)

    def _take_filter(self, reader: Reader) -> None:
        from leakscan.views.spreadsheet import column_letters

        first_row, last_row, first_column, last_column = (reader.long() + 1 for _ in range(4))
        cells = f"{column_letters(first_column)}{first_row}:{column_letters(last_column)}{last_row}"
        self._handler.head("autoFilter", {"ref": cells})


def rk_value(packed: int) -> float:
    """Return the number packed in four bytes ([MS-XLSB] 2.5.122)."""
    import struct

    if packed & 0x02:
        value: float = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 0x01 else value


def number_text(value: float) -> str:
    """Return a number as the text an XML workbook would hold."""
    return str(int(value)) if value == value // 1 and abs(value) < 1e15 else repr(value)
