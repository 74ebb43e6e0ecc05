"""The content of an XML spreadsheet, one event at a time (Microsoft: XML Spreadsheet Reference, Excel 2002)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.formats.ods.content import ALONE
from leakscan.formats.ods.nodes import Node, NodeBuilder
from leakscan.formats.spreadsheetml.vocabulary import ATTRIBUTES, is_unusual
from leakscan.formats.strays import ATTRIBUTE, STRAY, Strays
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS, whole
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.views.spreadsheet import Hiding, column_letters

_KINDS = {"Number": "n", "Boolean": "b", "DateTime": "d", "String": "str", "Error": "e"}
_INNER = frozenset(("Workbook", "Worksheet", "Table", "Row", "Cell", "Data"))
_RANGE = re.compile(r"R(\d+)C\d+(?::R(\d+)C\d+)?$")
_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_.])R(\d+)(?:C(\d+))?(?![A-Za-z0-9_(])|(?<![A-Za-z0-9_.])C(\d+)(?![A-Za-z0-9_(])"
)
_OF_CELL = re.compile(r"(?<![A-Za-z0-9_.\]])R(\d*|\[-?\d+\])C(\d*|\[-?\d+\])(?![A-Za-z0-9_(\[])")
_NUMBERS = frozenset(
    ("number", "float", "r4", "r8", "int", "i1", "i2", "i4", "i8", "ui1", "ui2", "ui4", "ui8", "fixed.14.4")
)
_FIELD_KINDS = {"boolean": "b", "dateTime": "d", "dateTime.tz": "d", "date": "d"}
TINY_POINTS = 2.0
NARROW_POINTS = 4.5


@dataclass(slots=True)
class Schema:
    """The fields of a recordset.

    Attributes:
        fields: by the name of the attribute of its rows, name and kind of each field.
    """

    fields: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, attributes: dict[str, str]) -> None:
        """Take an `AttributeType`."""
        name = attributes["name"]
        self.fields[name] = (attributes["title"] or name, "str")
        self.add_type(attributes.get("type", ""))

    def add_type(self, word: str) -> None:
        """Take the type of the field that came last."""
        if word and self.fields:
            name, (title, kind) = self.fields.popitem()
            self.fields[name] = (title, "n" if word in _NUMBERS else _FIELD_KINDS.get(word, kind))


class BookHandler(xmlsafe.Handler):
    """Turns the events of a document into sheets, columns, rows and cells; subclasses take them.

    Attributes:
        sheet: number of the sheet that is being read, from 1; 0 outside sheets.
        row_number: number of the row that is being read, from 1.
        row_repeat: how many rows are like it.
        style: the style of the cell that is being read.
        has_formula: that cell has a formula.
        formula: the formula, as it is written.
        spanned: how many rows and columns that cell takes up.
        runs: pieces of its text with a font of their own: colour and size as written, the text.
        strays: texts in the markup that no program shows; None when nobody asks for them.
    """

    takes_qualified = False

    def __init__(self, strays: Strays | None = None) -> None:
        self.strays = strays
        self.sheet = 0
        self.row_number = 0
        self.row_repeat = 1
        self.style = ""
        self.has_formula = False
        self.formula = ""
        self.spanned = ALONE
        self.runs: list[tuple[str, str, str]] = []
        self._fonts: list[dict[str, str]] = []
        self._sheets = 0
        self._next_row = 1
        self._next_column = 1
        self._next_span = 1
        self._column = 0
        self._kind = ""
        self._pieces: list[str] | None = None
        self._builder: NodeBuilder | None = None
        self._cache_number = 0
        self._schema: Schema | None = None
        self._records_open = 0

    def sheet_start(self, attributes: dict[str, str]) -> None:
        """Take the start of a sheet."""

    def sheet_end(self) -> None:
        """Take its end."""

    def table_start(self, attributes: dict[str, str]) -> None:
        """Take the start of the rows and columns of a sheet."""

    def columns(self, first: int, last: int, attributes: dict[str, str]) -> None:
        """Take columns that are alike."""

    def row(self, attributes: dict[str, str]) -> None:
        """Take the start of a row, or of several that are alike."""

    def row_end(self) -> None:
        """Take the end of a row."""

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell that has a value or a formula: n, b, d, str or e."""

    def node(self, node: Node, column: int) -> None:
        """Take an element that is handed on as a whole; `column` is that of the cell it is in, 0 outside cells."""

    def record(self, position: int, schema: Schema, values: dict[str, str]) -> None:
        """Take a record of the pivot cache at that position, from 0: values by name."""

    def cache_end(self, position: int, schema: Schema, node: Node) -> None:
        """Take the end of a pivot cache, with what it holds besides its records."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        written, attributes = attributes, xmlsafe.without_prefixes(attributes)
        if self.strays is not None and self._schema is None and not attributes.keys() <= ATTRIBUTES:
            self._leave(written, self.strays)
        if self._builder is not None:
            self._start_inside(name, attributes, written)
        elif self._pieces is not None:
            self._fonts.append(attributes)
        elif name == "Cell":
            self._start_cell(attributes)
        elif name == "Data" and self._column:
            self._kind = _KINDS.get(attributes.get("Type", ""), "str")
            self._pieces = []
        elif name == "Row":
            self._start_row(attributes)
        elif name == "Column":
            first = max(1, whole(attributes.get("Index")) or self._next_span)
            last = min(first + max(0, whole(attributes.get("Span")) or 0), MAX_COLUMNS)
            self._next_span = last + 1
            if first <= last:
                self.columns(first, last, attributes)
        elif name == "Worksheet":
            self._sheets += 1
            self.sheet = self._sheets
            self._next_row = self._next_span = 1
            self.sheet_start(attributes)
        elif name == "Table":
            self.table_start(attributes)
        elif name not in _INNER and name != "Names":
            self._builder = NodeBuilder(name, attributes)
            self._schema = Schema() if name == "PivotCache" else None

    def _leave(self, written: dict[str, str], strays: Strays) -> None:
        """Gather the values of attributes that are none of the format's."""
        for key, value in written.items():
            is_declaration = key.partition(":")[0] == "xmlns"
            if not is_declaration and key.rpartition(":")[2] not in ATTRIBUTES and is_unusual(value.strip()):
                strays.add(ATTRIBUTE, value)

    def _start_inside(self, name: str, attributes: dict[str, str], written: dict[str, str]) -> None:
        """Take the start of an element in one that is handed on as a whole; records are not kept in it."""
        if self._builder is None:
            return
        if self._schema is not None and name == "row":
            self.record(self._cache_number, self._schema, attributes)
            self._records_open += 1
            return
        if self._schema is not None and name == "AttributeType":
            title = next((value for key, value in written.items() if key.endswith(":name")), "")
            attributes = {**attributes, "name": written.get("name", title), "title": title}
            self._schema.add(attributes)
        elif self._schema is not None and name == "datatype":
            self._schema.add_type(attributes.get("type", ""))
        self._builder.start(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._records_open:
            self._records_open -= 1
        elif self._builder is not None:
            if self._builder.end():
                node, self._builder = self._builder.root, None
                if self._schema is not None:
                    self.cache_end(self._cache_number, self._schema, node)
                    self._schema = None
                    self._cache_number += 1
                self.node(node, self._column)
        elif self._fonts:
            self._fonts.pop()
        elif name == "Data" and self._pieces is not None:
            self._text = "".join(self._pieces)
            self._pieces = None
        elif name == "Cell":
            if self._text or self.has_formula:
                self.cell(self._column, self._kind, self._text)
            self._column = 0
        elif name == "Row":
            self.row_end()
            self._next_row = min(self.row_number + self.row_repeat, MAX_ROWS + 1)
        elif name == "Worksheet":
            self.sheet_end()
            self.sheet = 0

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._builder is not None:
            self._builder.text(data)
        elif self._pieces is not None:
            self._pieces.append(data)
            if self._fonts:
                self.runs.append((self._font("Color"), self._font("Size"), data))
        elif self.strays is not None:
            self.strays.add(STRAY, data)

    def comment(self, data: str) -> None:
        """Take a remark in the markup."""
        if self.strays is not None:
            self.strays.add_remark(data)

    def instruction(self, target: str, data: str) -> None:
        """Take a processing instruction; one only names the program that opens the file."""
        if self.strays is not None and (target, data.strip()) != ("mso-application", 'progid="Excel.Sheet"'):
            self.strays.add_instruction(target, data)

    def _font(self, name: str) -> str:
        """Return what the innermost font that says something of it says."""
        return next((font[name] for font in reversed(self._fonts) if name in font), "")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        index = whole(attributes.get("Index"))
        self._column = min(index if index is not None and index > 0 else self._next_column, MAX_COLUMNS)
        across = max(0, whole(attributes.get("MergeAcross")) or 0)
        down = max(0, whole(attributes.get("MergeDown")) or 0)
        self.spanned = (down + 1, across + 1) if across or down else ALONE
        self._next_column = self._column + 1 + across
        self.style = attributes.get("StyleID", "")
        self.has_formula = "Formula" in attributes
        self.formula = attributes.get("Formula", "")
        self._kind, self._text, self.runs = "str", "", []
        if attributes.get("HRef"):
            self.node(Node("HRef", attributes), self._column)

    def _start_row(self, attributes: dict[str, str]) -> None:
        index = whole(attributes.get("Index"))
        self.row_number = min(index if index is not None and index > 0 else self._next_row, MAX_ROWS)
        span = max(0, whole(attributes.get("Span")) or 0)
        self.row_repeat = min(span + 1, MAX_ROWS - self.row_number + 1)
        self._next_column = 1
        self.row(attributes)


def hiding_of(attributes: dict[str, str], *, row: int = 0, filters: tuple[FilterRange, ...] = ()) -> Hiding | None:
    """Return why a row, or a column when `row` is 0, does not show."""
    if xmlsafe.is_true(attributes.get("Hidden")):
        return Hiding.FILTERED if any(item.holds(row) for item in filters) else Hiding.BY_HAND
    size = attributes.get("Height" if row else "Width", "")
    try:
        points = float(size)
    except ValueError:
        return None
    if points >= (TINY_POINTS if row else NARROW_POINTS):
        return None
    return Hiding.ZERO if points <= 0 else Hiding.TINY


def filter_of(node: Node) -> FilterRange | None:
    """Return the rows that an `AutoFilter` hides, or None when it looks for nothing."""
    found = _RANGE.search(node.get("Range"))
    is_active = any(column.get("Type", "All") != "All" for column in node.children("AutoFilterColumn"))
    if found is None or not is_active:
        return None
    return FilterRange(int(found[1]) + 1, int(found[2] or found[1]), is_active=True)


def reference_text(formula: str) -> str:
    """Return a formula with its absolute references by letter and number: `=Pay!R1C1:R2C2` is `Pay!$A$1:$B$2`."""

    def plain(found: re.Match[str]) -> str:
        row, column, alone = found.groups()
        letters = f"${column_letters(int(column or alone))}" if (column or alone) else ""
        return f"{letters}${row}" if row else letters

    return _outside_texts(formula.removeprefix("="), lambda piece: _REFERENCE.sub(plain, piece))


def cell_formula(formula: str, row: int, column: int) -> str:
    """Return the formula of a cell with its references by letter and number: `=RC[-1]` of C2 is `B2`."""

    def number(text: str, own: int) -> tuple[int, str]:
        if text and not text.startswith("["):
            return int(text), "$"
        return own + int(text.strip("[]") or 0), ""

    def plain(found: re.Match[str]) -> str:
        (at_row, row_sign), (at_column, column_sign) = number(found[1], row), number(found[2], column)
        if not (0 < at_row <= MAX_ROWS and 0 < at_column <= MAX_COLUMNS):
            return found[0]
        return f"{column_sign}{column_letters(at_column)}{row_sign}{at_row}"

    return reference_text(_outside_texts(formula, lambda piece: _OF_CELL.sub(plain, piece)))


def _outside_texts(formula: str, changed: Callable[[str], str]) -> str:
    """Return a formula with all changed that is no text in quotes."""
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    for at in range(0, len(pieces), 2):
        pieces[at] = changed(pieces[at])
    return "".join(pieces)
