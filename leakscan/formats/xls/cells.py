"""The cells of a binary sheet, told to the same handler as those of an XML sheet ([MS-XLS] 2.1.7.20.5)."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import ERRORS, number_text, rk_value
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import FLAG, MANY_PACKED, NUMBER, PACKED, ROW, RUN, SHARED, Group
from leakscan.formats.xls.row_order import RowOrder
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.cell_arrays import ArrayTaker
from leakscan.formats.xlsx.cells import CellHandler
from leakscan.formats.xlsx.escapes import escaped
from leakscan.views.spreadsheet import column_letters

_ROW2, _COLINFO, _COLWIDTH2 = 0x0008, 0x007D, 0x0024
_DEFAULT_HEIGHT, _DEFAULT_WIDTH, _STANDARD_WIDTH = 0x0225, 0x0055, 0x0099
_FILTER_MODE, _FILTER_COUNT, _FILTER, _FILTER12 = 0x009B, 0x009D, 0x009E, 0x087E
_LABEL, _RSTRING, _STRING, _STRING2 = 0x0204, 0x00D6, 0x0207, 0x0007
_FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
_BETWEEN = frozenset((0x0221, 0x0021, 0x04BC, 0x00BC, 0x0236, 0x0036, 0x0037))
"""ARRAY, SHRFMLA and TABLE, which may stand between a formula and its text ([MS-XLS] 2.1.7.20.6)."""
_SHARED_FORMULAS = {0x0221: 12, 0x04BC: 8}
"""Records of formulas that cells share, and what stands before them ([MS-XLS] 2.4.4, 2.4.277)."""
_SHARED = b"\x01"
"""The token of a formula that stands in such a record ([MS-XLS] 2.5.198.58)."""
_FORMULAS_SINCE = 5
"""The version from which formulas are read."""
_INTEGER2, _NUMBER2, _LABEL2, _BOOLERR2 = 0x0002, 0x0003, 0x0004, 0x0005
_TWIPS = 20
_MOST_COLUMNS = 256
_WIDTH_UNITS = 256
_BEYOND = 1 << 30
_FEWEST_TOGETHER = 64
_HEADER = struct.Struct("<HH")
_ROW_DATA = struct.Struct("<H4xH4xB")
_NUMBER_DATA, _PACKED_DATA, _FLAG_DATA = struct.Struct("<HHHd"), struct.Struct("<HHHI"), struct.Struct("<HHHBB")

FIRST_CELL = (1, 1)
Formula = Callable[[bytes, bytes, tuple[int, int]], str]
"""Gives a formula's text from its tokens, what follows them, and the row and column, from 0, of its cell."""


def _unread(tokens: bytes, extra: bytes, place: tuple[int, int]) -> str:  # noqa: ARG001  # as any formula is given
    return ""


def feed(
    groups: Iterator[Group],
    found: Globals,
    handler: CellHandler,
    *,
    formula: Formula = _unread,
    filter_range: str = "",
    corner: tuple[int, int] = FIRST_CELL,
) -> None:
    """Tell `handler` the rows and cells of one sheet.

    Rows come as their ROW records say, which stand before the cells of each block of rows.

    Args:
        groups: the records of the sheet.
        found: the globals.
        handler: what takes rows and cells.
        formula: gives the text of a formula where it is wanted.
        filter_range: the range of the sheet's filter, which only a name of the globals tells.
        corner: the first cell that can be scrolled to, which stands behind the cells.

    Raises:
        MalformedFileError: a record is too short, or what `groups` raises; what came before was told.
    """
    for _ in steps(groups, found, handler, formula=formula, filter_range=filter_range, corner=corner):
        pass


def steps(
    groups: Iterator[Group],
    found: Globals,
    handler: CellHandler,
    *,
    formula: Formula = _unread,
    filter_range: str = "",
    corner: tuple[int, int] = FIRST_CELL,
) -> Iterator[None]:
    """Do what `feed` does, and stop after each record; with the same arguments."""
    feeder = _Feeder(found, handler, formula, filter_range, corner)
    try:
        for group in groups:
            feeder.take(group)
            yield
    finally:
        feeder.finish()


@dataclass(slots=True)
class _Pending:
    """A cell with a formula, which records behind its own go on telling of."""

    row: int
    column: int
    style: int
    kind: str
    text: str
    formula: str = ""
    is_shared: bool = False


class _Feeder:
    def __init__(
        self, found: Globals, handler: CellHandler, formula: Formula, filter_range: str, corner: tuple[int, int]
    ) -> None:
        self._found = found
        self._handler = handler
        self._filter_range = filter_range
        self._corner = corner
        self._order = RowOrder()
        self._row = 0
        self._formula = formula
        self._pending: _Pending | None = None
        self._defaults: dict[str, str] = {}
        self._columns: list[dict[str, str]] = []
        self._is_filtered = False
        self._has_filter = False
        self._has_criteria = False
        self._has_begun = False
        self._is_too_wide = False

    def take(self, group: Group) -> None:
        kind = group.type
        if kind == RUN:
            self._release()
            if group.places is None or not self._take_arrays(group):
                self._take_run(group.data)
            return
        reader = self._found.reader(group)
        if self._pending is not None and self._take_behind(kind, reader):
            return
        if kind in _FORMULAS:
            self._take_formula(reader)
        elif kind in (ROW, _ROW2):
            self._take_row(reader)
        elif not self._take_head(kind, reader):
            self._take_value(kind, reader, group)

    def finish(self) -> None:
        self._release()
        self._begin()
        self._start_rows_before(_BEYOND)
        if self._row:
            self._handler.row_end()

    def _take_head(self, kind: int, reader: Reader) -> bool:
        """Take a record that stands before the cells; return whether it was one."""
        if kind in (_COLINFO, _COLWIDTH2):
            self._take_columns(kind, reader)
        elif kind == _DEFAULT_HEIGHT:
            self._defaults["zeroHeight"] = "1" if reader.short() & 0x02 else "0"
            if reader.left:
                self._defaults["defaultRowHeight"] = repr((reader.short() & 0x7FFF) / _TWIPS)
        elif kind == _DEFAULT_WIDTH:
            self._defaults["defaultColWidth"] = str(reader.short())
        elif kind == _FILTER_MODE:
            self._is_filtered = True
        elif kind == _FILTER_COUNT:
            self._has_filter = True
        elif kind in (_FILTER, _FILTER12):
            self._has_filter = self._has_criteria = True
        else:
            return False
        return True

    def _begin(self) -> None:
        """Tell what stands before the cells, once it is complete."""
        if self._has_begun:
            return
        self._has_begun = True
        handler = self._handler
        if self._is_filtered:
            handler.head("sheetPr", {"filterMode": "1"})
        if self._corner != FIRST_CELL:
            row, column = self._corner
            handler.head("sheetView", {"topLeftCell": f"{column_letters(column)}{row}"})
            handler.head("pane", {"state": "frozen", "xSplit": "1", "ySplit": "1"})
        handler.head("sheetFormatPr", self._defaults)
        for attributes in self._columns:
            handler.head("col", attributes)
        if self._has_filter:
            handler.head("autoFilter", {"ref": self._filter_range})
            if self._has_criteria:
                handler.head("filterColumn", {})
                handler.head("filters", {})
                handler.close("filterColumn")
            handler.close("autoFilter")
        handler.data_start()

    def _take_value(self, kind: int, reader: Reader, group: Group) -> None:
        if kind == SHARED:
            row, column, style = self._position(reader)
            number = reader.long()
            if number >= len(self._found.strings):
                self._found.lacks("shared texts")
            self._cell(row, column, style, "s", str(number))
        elif kind == PACKED:
            row, column, style = self._position(reader)
            self._cell(row, column, style, "n", number_text(rk_value(reader.long())))
        elif kind == MANY_PACKED:
            self._take_many(group.data)
        elif kind in (NUMBER, _NUMBER2):
            row, column, style = self._position(reader, is_old=kind == _NUMBER2)
            self._cell(row, column, style, "n", number_text(reader.double()))
        elif kind in (_LABEL, _RSTRING, _LABEL2):
            row, column, style = self._position(reader, is_old=kind == _LABEL2)
            self._cell(row, column, style, "str", escaped(self._found.text(reader, 1 if kind == _LABEL2 else 2)))
        elif kind in (FLAG, _BOOLERR2):
            row, column, style = self._position(reader, is_old=kind == _BOOLERR2)
            self._flag(row, column, style, reader.byte(), reader.byte())
        elif kind == _INTEGER2:
            row, column, style = self._position(reader, is_old=True)
            self._cell(row, column, style, "n", str(reader.short()))

    def _flag(self, row: int, column: int, style: int, code: int, is_error: int) -> None:
        text = ERRORS.get(code, "#N/A") if is_error else str(code)
        self._cell(row, column, style, "e" if is_error else "b", text)

    def _take_many(self, data: bytes) -> None:
        row, first = struct.unpack_from("<HH", data, 0) if len(data) >= 6 else (0, 0)
        for index in range((len(data) - 6) // 6):
            style, packed = struct.unpack_from("<HI", data, 4 + 6 * index)
            self._cell(row + 1, first + index + 1, style, "n", number_text(rk_value(packed)))

    def _take_run(self, data: bytes) -> None:
        """Take plain records: what `take` does with each, without a reader for it."""
        cell, count = self._cell, len(self._found.strings)
        at, end = 0, len(data)
        while at < end:
            kind, length = _HEADER.unpack_from(data, at)
            at += _HEADER.size
            if kind == NUMBER:
                row, column, style, number = _NUMBER_DATA.unpack_from(data, at)
                cell(row + 1, column + 1, style, "n", number_text(number))
            elif kind == SHARED:
                row, column, style, index = _PACKED_DATA.unpack_from(data, at)
                if index >= count:
                    self._found.lacks("shared texts")
                cell(row + 1, column + 1, style, "s", str(index))
            elif kind == PACKED:
                row, column, style, packed = _PACKED_DATA.unpack_from(data, at)
                cell(row + 1, column + 1, style, "n", number_text(rk_value(packed)))
            elif kind == MANY_PACKED:
                self._take_many(data[at : at + length])
            elif kind == ROW:
                row, size, flags = _ROW_DATA.unpack_from(data, at)
                self._order.expect(row + 1, size & 0x7FFF | flags << 16)
            elif kind == FLAG:
                row, column, style, code, is_error = _FLAG_DATA.unpack_from(data, at)
                self._flag(row + 1, column + 1, style, code, is_error)
            at += length

    def _take_arrays(self, group: Group) -> bool:
        """Take plain records together, if the handler can and they are in order; if not, they leave no trace.

        The row that has begun, and the last one, which may go on behind them, are told cell by cell.
        """
        handler = self._handler
        if not isinstance(handler, ArrayTaker) or group.places is None:
            return False
        from leakscan.formats.xls.run_cells import run_cells

        found = self._found
        run = run_cells(group.data, group.places)
        if not run.is_plain(self._row, self._order, len(found.strings), len(found.cell_formats)):
            return False
        self._begin()
        if self._row + 1 < handler.first_row_taken:
            return False
        first = int(run.rows.searchsorted(self._row, side="right"))
        last = int(run.rows.searchsorted(run.rows[-1]))
        if last - first < _FEWEST_TOGETHER:
            return False
        self._order.expect_all(run.announced.tolist(), run.sizes.tolist())
        for cell in run.told(0, first):
            self._cell(*cell)
        rows = run.arrays(first, last, self._order)
        handler.take_rows(rows)
        self._row = int(rows.numbers[-1])
        for cell in run.told(last, len(run.rows)):
            self._cell(*cell)
        return True

    def _take_formula(self, reader: Reader) -> None:
        version = self._found.version
        row, column, style = self._position(reader, is_old=version == 2)
        result = reader.take(8)
        kind, text = "str", ""
        if result[6:] != b"\xff\xff":
            kind, text = "n", number_text(struct.unpack("<d", result)[0])
        elif result[0] == 1:
            kind, text = "b", str(result[2])
        elif result[0] == 2:
            kind, text = "e", ERRORS.get(result[2], "#N/A")
        self._pending = pending = _Pending(row, column, style, kind, text)
        if version >= _FORMULAS_SINCE:
            reader.skip(6)
            tokens = self._tokens(reader)
            pending.is_shared = tokens[:1] == _SHARED
            if not pending.is_shared:
                pending.formula = self._formula(tokens, reader.rest(), (row - 1, column - 1))

    def _tokens(self, reader: Reader) -> bytes:
        """Return the tokens of a formula; none where the record breaks off."""
        try:
            return reader.take(reader.short())
        except MalformedFileError as error:
            self._found.damage.append(error)
            return b""

    def _take_behind(self, kind: int, reader: Reader) -> bool:
        """Take a record behind that of a formula; return whether it belonged to it ([MS-XLS] 2.1.7.20.6)."""
        pending = self._pending
        if pending is not None and kind in (_STRING, _STRING2):
            pending.text = escaped(self._text(reader)) if pending.kind == "str" else pending.text
            self._release()
            return True
        if pending is not None and kind in _BETWEEN:
            if pending.is_shared and kind in _SHARED_FORMULAS:
                reader.skip(_SHARED_FORMULAS[kind])
                place = pending.row - 1, pending.column - 1
                pending.formula = self._formula(self._tokens(reader), reader.rest(), place)
            return True
        self._release()
        return False

    def _release(self) -> None:
        """Tell the cell whose formula came last."""
        pending, self._pending = self._pending, None
        if pending is not None:
            self._handler.formula = [escaped(pending.formula)] if pending.formula else []
            self._cell(pending.row, pending.column, pending.style, pending.kind, pending.text, has_formula=True)

    def _position(self, reader: Reader, *, is_old: bool = False) -> tuple[int, int, int]:
        row, column = reader.short() + 1, reader.short() + 1
        style = reader.take(3)[0] & 0x3F if is_old else reader.short()
        return row, column, style

    def _text(self, reader: Reader) -> str:
        return self._found.text(reader, 1 if self._found.version == 2 else 2)

    def _take_row(self, reader: Reader) -> None:
        number = reader.short() + 1
        reader.skip(4)
        size = reader.short() & 0x7FFF
        if self._found.version >= 3:
            reader.skip(4)
            size |= (reader.byte() if reader.left else 0) << 16
        self._order.expect(number, size)

    def _start_rows_before(self, row: int) -> None:
        """Tell the rows that wait and stand before another."""
        for number in self._order.upto(row - 1):
            self._start_row(number)

    def _take_columns(self, kind: int, reader: Reader) -> None:
        if kind == _COLWIDTH2:
            first, last, width = reader.byte(), reader.byte(), reader.short()
            flags = 0
        else:
            first, last, width = reader.short(), reader.short(), reader.short()
            reader.skip(2)
            flags = reader.short() if reader.left >= 2 else 0
        last = min(last, _MOST_COLUMNS - 1)  # 256 stands for columns that others make room for (2.5.44)
        if first > last:
            return
        attributes = {"min": str(first + 1), "max": str(last + 1), "width": repr(width / _WIDTH_UNITS)}
        if flags & 0x0001:
            attributes["hidden"] = "1"
        if flags >> 8 & 0x07:
            attributes["outlineLevel"] = str(flags >> 8 & 0x07)
        self._columns.append(attributes)

    def _cell(self, row: int, column: int, style: int, kind: str, raw: str, *, has_formula: bool = False) -> None:
        self._begin()
        if column > _MOST_COLUMNS:
            column = _MOST_COLUMNS  # as of an XML sheet, what lies beyond the last column stays in it
            if not self._is_too_wide:
                self._is_too_wide = True
                self._found.damage.append(MalformedFileError("a cell stands in a column that no sheet has"))
        if 0 < len(self._found.cell_formats) <= style:
            self._found.lacks("cell formats")
        if row != self._row:
            self._start_rows_before(row)
            self._start_row(row)
        if raw or has_formula:
            handler = self._handler
            handler.style = str(style)
            handler.has_formula = has_formula
            handler.cell(column, kind, raw)

    def _start_row(self, row: int) -> None:
        if self._row:
            self._handler.row_end()
        self._row = row
        self._handler.row_number = row
        self._order.begin(row)
        (size,) = self._order.sizes((row,))
        self._handler.row({"r": str(row), **self._order.attributes(size)})
