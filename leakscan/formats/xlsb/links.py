"""External links: what is kept of other files ([MS-XLSB] 2.1.7.25)."""

from typing import TYPE_CHECKING, ClassVar

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xls.references import quoted
from leakscan.formats.xlsb.book import sheet_names
from leakscan.formats.xlsb.numbers import letters
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book

_BOOK, _DDE, _OLE = 0, 1, 2
_ROOTS = {_BOOK: "externalBook", _DDE: "ddeLink", _OLE: "oleLink"}
_ITEMS = {_DDE: "ddeItem", _OLE: "oleItem"}


class LinkTeller(Teller):
    """Tells what is kept of another workbook, or the values of a DDE or OLE link."""

    root = "externalLink"

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        super().__init__(handler, book, part)
        self._kind = _BOOK
        self._row = ""
        self._name: str | None = None
        self._refers_to = ""
        self._sheets: list[str] = []

    def _begin(self, reader: Reader) -> None:
        self._kind = reader.short()
        first, second = reader.text(), reader.nullable_text() or ""
        if self._kind == _DDE:
            self.start("ddeLink", ddeService=first, ddeTopic=second)
        elif self._kind == _OLE:
            self.start("oleLink", r_id=first, progId=second)
        else:
            self.start("externalBook", r_id=first)

    def _end(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        self.end(_ROOTS.get(self._kind, "externalBook"))
        self.end(self.root)

    def _sheet_names(self, reader: Reader) -> None:
        self.start("sheetNames")
        for name in sheet_names(reader):
            self._sheets.append(name)
            self.element("sheetName", val=name)
        self.end("sheetNames")

    # Names and the values of items

    def _name_start(self, reader: Reader) -> None:
        self._name, self._refers_to = reader.text(), ""
        if self._kind in _ITEMS:
            self.start(_ITEMS[self._kind], name=self._name)

    def _name_formula(self, reader: Reader) -> None:
        try:
            self._refers_to = _place(Reader(reader.take(reader.long())), self._sheets)
        except MalformedFileError as error:
            self.damage[error.code] = error

    def _name_end(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        if self._name is None:
            return
        if self._kind in _ITEMS:
            self.end(_ITEMS[self._kind])
        else:
            if not self.is_within("definedNames"):
                self.start("definedNames")
            self.element("definedName", name=self._name, refersTo=self._refers_to or None)
            self.end("definedNames")
        self._name = None

    def _values(self, reader: Reader) -> None:
        rows, columns = reader.long(), reader.long()
        self.start("values", rows=str(rows), cols=str(columns))

    def _value(self, kind: str, text: str) -> None:
        self.start("value", t=kind)
        self.element("val", text)
        self.end("value")

    def _value_number(self, reader: Reader) -> None:
        self._value("n", number_text(reader.double()))

    def _value_error(self, reader: Reader) -> None:
        self._value("e", ERRORS.get(reader.byte(), "#N/A"))

    def _value_text(self, reader: Reader) -> None:
        self._value("str", reader.text())

    def _value_nil(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        self._value("nil", "")

    def _value_boolean(self, reader: Reader) -> None:
        self._value("b", "1" if reader.byte() else "0")

    # Cells

    def _sheet(self, reader: Reader) -> None:
        if not self.is_within("sheetDataSet"):
            self.start("sheetDataSet")
        self.start("sheetData", sheetId=str(reader.long()))

    def _row_header(self, reader: Reader) -> None:
        self.end("row")
        self._row = str(reader.long() + 1)
        self.start("row", r=self._row)

    def _cell(self, column: int, kind: str, text: str) -> None:
        self.start("cell", r=letters(column + 1) + self._row, t=kind)
        if text:
            self.element("v", text)
        self.end("cell")

    def _cell_number(self, reader: Reader) -> None:
        self._cell(reader.long(), "n", number_text(reader.double()))

    def _cell_boolean(self, reader: Reader) -> None:
        self._cell(reader.long(), "b", "1" if reader.byte() else "0")

    def _cell_error(self, reader: Reader) -> None:
        self._cell(reader.long(), "e", ERRORS.get(reader.byte(), "#N/A"))

    def _cell_text(self, reader: Reader) -> None:
        self._cell(reader.long(), "str", reader.text())

    readers: ClassVar[dict[int, RecordReader]] = {
        359: _sheet_names,
        360: _begin,
        363: _sheet,
        366: _row_header,
        368: _cell_number,
        369: _cell_boolean,
        370: _cell_error,
        371: _cell_text,
        577: _name_start,
        578: _values,
        580: _value_number,
        581: _value_error,
        582: _value_text,
        583: _value_nil,
        584: _value_boolean,
        585: _name_formula,
        587: _name_end,
        588: _end,
    }
    ends: ClassVar[dict[int, str]] = {364: "sheetData", 579: "values"}
    quiet: ClassVar[frozenset[int]] = frozenset((367, 472, 586))
    """Empty cells, metadata of values, flags of names."""


def _place(tokens: Reader, sheets: list[str]) -> str:
    """Return the place of another workbook that a name points at; empty for any other expression.

    The token gives the first and last sheet of that workbook ([MS-XLSB] 2.5.97.27).
    """
    kind = tokens.byte() & 0x1F if tokens.left else 0
    if kind not in (0x1A, 0x1B):
        return ""
    first, last = tokens.short(), tokens.short()
    count = 2 if kind == 0x1B else 1
    if tokens.left != 4 * count:
        return ""
    rows = [tokens.short() for _ in range(count)]
    columns = [tokens.short() for _ in range(count)]
    sheet = sheets[first] if first < len(sheets) else "#REF!"
    if last != first and last < len(sheets):
        sheet = f"{sheet}:{sheets[last]}"
    cells = ":".join(
        f"${letters((column & 0x3FFF) + 1)}${row + 1}" for row, column in zip(rows, columns, strict=True)
    )
    return f"={quoted(sheet)}!{cells}"
