"""Sheets: rows and cells, sizes, filters, merges and what stands around them ([MS-XLSB] 2.1.7.62)."""

from typing import TYPE_CHECKING, ClassVar

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import ERRORS, number_text, rk_value
from leakscan.formats.xlsb import conditions, extensions, filters, smart_tags, surroundings
from leakscan.formats.xlsb.differential import tell_differential
from leakscan.formats.xlsb.numbers import area, area_text, cell_text, flag, letters
from leakscan.formats.xlsb.plain_cells import LEVEL, SHORT_TO_LONG, TWIPS, CellTeller, row_attributes
from leakscan.formats.xlsb.publishing import BEGIN, BEGIN_ALL, END, END_ALL, published
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.strings import tell_rich
from leakscan.formats.xlsb.telling import RecordReader

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book

_WIDTH_UNITS = 256
_NO_WIDTH = 0xFFFFFFFF
_IS_FROZEN = 0x03
_FIRST_FORMULA = 8
_SHARED = b"\x01"
"""The token of a formula that stands elsewhere: one that cells share, or of an array ([MS-XLSB] 2.5.97.40)."""
_SHARED_FORMULAS = {426: 17, 427: 16}
"""Records of such formulas, and the bytes of the range before them ([MS-XLSB] 2.4.6, 2.4.788)."""
_NO_RECORD = -1


class SheetTeller(CellTeller):
    """Tells a worksheet, or a sheet of macros."""

    root = "worksheet"
    cell_element = "c"

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        super().__init__(handler, book, part)
        self.origin = (0, 0)

    def _end(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        self.end(self.root)

    def _row_header(self, reader: Reader) -> None:
        self.end("row")
        number = reader.long() + 1
        reader.take(4)
        height, _, flags = reader.short(), reader.byte(), reader.byte()
        self._row, self._index, self._column = str(number), number - 1, -1
        self.start("row", r=self._row, **row_attributes(height, flags))

    def take(self, kind: int, data: bytes) -> None:
        """Take one record: cells at once, since there are many of them."""
        if self._held is not None:
            self._release(kind, Reader(data))
        if 0 < kind < 12 or kind == 62:
            reader = Reader(data)
            self._column = reader.long()
            self._cell(kind, reader)
        elif 12 <= kind < 19:
            self._column += 1
            self._cell(kind - SHORT_TO_LONG, Reader(data))
        else:
            super().take(kind, data)

    def _cell(self, kind: int, reader: Reader) -> None:
        style = int.from_bytes(reader.take(3), "little")
        reader.byte()
        match kind:
            case 2:
                kind_name, raw = "n", number_text(rk_value(reader.long()))
            case 3 | 11:
                kind_name, raw = "e", ERRORS.get(reader.byte(), "#N/A")
            case 4 | 10:
                kind_name, raw = "b", "1" if reader.byte() else "0"
            case 5 | 9:
                kind_name, raw = "n", number_text(reader.double())
            case 6 | 62:
                self._inline(kind, reader, str(style))
                return
            case 8:
                kind_name, raw = "str", reader.text()
            case 7:
                kind_name, raw = "s", str(reader.long())
            case _:
                return
        if kind < _FIRST_FORMULA:
            self._told(str(style), kind_name, raw, None)
            return
        tokens = self._tokens(reader, 2)
        if tokens[:1] == _SHARED:
            self._held = str(style), kind_name, raw
        else:
            self._told(str(style), kind_name, raw, self._formula(tokens, reader))

    def _tokens(self, reader: Reader, before: int) -> bytes:
        """Return the tokens of a formula that begins some bytes further on; none where the record breaks off."""
        try:
            reader.take(before)
            return reader.take(reader.long())
        except MalformedFileError as error:
            self.damage[error.code] = error
            return b""

    def _formula(self, tokens: bytes, reader: Reader) -> str:
        """Return a formula that says more than its result; empty for any other."""
        if self.book.telling.search(tokens) is None:
            return ""
        return self.formula(reader, (self._index, self._column), tokens)

    def _told(self, style: str, kind: str, raw: str, formula: str | None) -> None:
        self.start(self.cell_element, r=letters(self._column + 1) + self._row, s=style, t=kind)
        if formula is not None:
            self.element("f", formula)
        if raw:
            self.element("v", raw)
        self.end(self.cell_element)

    def _release(self, kind: int, reader: Reader) -> None:
        """Tell the cell that was held: the formula of the first of those that share one is in the next record."""
        held, self._held = self._held, None
        if held is None:
            return
        formula = ""
        if kind in _SHARED_FORMULAS:
            formula = self._formula(self._tokens(reader, _SHARED_FORMULAS[kind]), reader)
        self._told(*held, formula)

    def finish(self) -> None:
        """Say that no more records follow."""
        self._release(_NO_RECORD, Reader(b""))
        super().finish()

    def _inline(self, kind: int, reader: Reader, style: str) -> None:
        self.start(self.cell_element, r=letters(self._column + 1) + self._row, s=style, t="inlineStr")
        self.start("is")
        if kind == 6:
            self.element("t", reader.text())
        else:
            tell_rich(self, reader)
        self.end("is")
        self.end(self.cell_element)

    def _data(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        self.start("sheetData")

    def _properties(self, reader: Reader) -> None:
        flags = reader.take(3)
        reader.take(16)
        self.element("sheetPr", filterMode=flag(flags[2] & 0x02), codeName=reader.text() or None)

    def _column_sizes(self, reader: Reader) -> None:
        first, last, width = reader.long() + 1, reader.long() + 1, reader.long()
        reader.take(4)
        flags = reader.short()
        level = flags >> 8 & LEVEL
        self.element(
            "col",
            min=str(first),
            max=str(last),
            width=repr(width / _WIDTH_UNITS),
            hidden=flag(flags & 0x0001),
            outlineLevel=str(level) if level else None,
        )

    def _format(self, reader: Reader) -> None:
        width, _, height, flags = reader.long(), reader.short(), reader.short(), reader.short()
        self.element(
            "sheetFormatPr",
            defaultRowHeight=repr(height / TWIPS),
            zeroHeight=flag(flags & 0x02),
            defaultColWidth=None if width == _NO_WIDTH else repr(width / _WIDTH_UNITS),
        )

    def _window(self, reader: Reader) -> None:
        """Tell the first cell that a window shows ([MS-XLSB] 2.4.292)."""
        reader.take(6)
        self.start("sheetView", topLeftCell=cell_text(reader.long(), reader.long()))

    def _pane(self, reader: Reader) -> None:
        """Tell the panes of a window ([MS-XLSB] 2.4.707)."""
        columns, rows = reader.double(), reader.double()
        reader.take(12)
        frozen = "frozen" if reader.byte() & _IS_FROZEN else None
        self.element("pane", xSplit=number_text(columns), ySplit=number_text(rows), state=frozen)

    def _merged(self, reader: Reader) -> None:
        self.element("mergeCell", ref=area_text(area(reader)))

    def _link(self, reader: Reader) -> None:
        cells = area_text(area(reader))
        relationship, location, tip, display = (reader.text() for _ in range(4))
        self.element(
            "hyperlink",
            ref=cells,
            r_id=relationship or None,
            location=location or None,
            tooltip=tip or None,
            display=display or None,
        )

    def differential(self, reader: Reader) -> None:
        """Tell the differential format of a rule."""
        tell_differential(self, reader)

    def _background(self, reader: Reader) -> None:
        self.element("picture", r_id=reader.text())

    def _published(self, reader: Reader) -> None:
        self.element("webPublishItem", **published(reader))

    readers: ClassVar[dict[int, RecordReader]] = {
        0: _row_header,
        60: _column_sizes,
        130: _end,
        137: _window,
        145: _data,
        147: _properties,
        151: _pane,
        176: _merged,
        485: _format,
        494: _link,
        BEGIN: _published,
        562: _background,
        **filters.READERS,
        **conditions.READERS,
        **extensions.READERS,
        **smart_tags.READERS,
        **surroundings.READERS,
    }
    groups: ClassVar[dict[int, str]] = {
        133: "sheetViews",
        390: "cols",
        177: "mergeCells",
        BEGIN_ALL: "webPublishItems",
        **extensions.GROUPS,
        **filters.GROUPS,
        **smart_tags.GROUPS,
        **surroundings.GROUPS,
    }
    ends: ClassVar[dict[int, str]] = {
        134: "sheetViews",
        138: "sheetView",
        146: "sheetData",
        178: "mergeCells",
        391: "cols",
        END_ALL: "webPublishItems",
        **filters.ENDS,
        **conditions.ENDS,
        **extensions.ENDS,
        **smart_tags.ENDS,
        **surroundings.ENDS,
    }
    quiet: ClassVar[frozenset[int]] = frozenset(
        {
            49, 50, 129, 148, 152, 392, 393, 394, 395, 396, 426, 427, 428, 476, 477,
            478, END, 495, 496, 497, 498, 537, 550, 551, 552, 605, 606, 607, 648, 649, 650, 660, 661, 662, 663,
            671, 672, 1024, 1041, 1042, 1043, 1045, 1056, 1057, 1058, 1059, 1105, 1169, 1170,
        }
    ) | extensions.QUIET | surroundings.QUIET  # fmt: skip
    """Page setup, breaks, formulas of cells, ignored errors, sparklines, what relationships say as well."""


class MacroSheetTeller(SheetTeller):
    """Tells a sheet of macros."""

    root = "macrosheet"


class ChartSheetTeller(SheetTeller):
    """Tells a sheet that is one chart ([MS-XLSB] 2.1.7.7)."""

    root = "chartsheet"
    quiet: ClassVar[frozenset[int]] = SheetTeller.quiet | {139, 140, 141, 142, 651, 652}


class DialogSheetTeller(SheetTeller):
    """Tells a sheet that is a dialog ([MS-XLSB] 2.1.7.19)."""

    root = "dialogsheet"
