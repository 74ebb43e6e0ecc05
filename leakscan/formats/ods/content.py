"""The content of an OpenDocument spreadsheet, one event at a time (ODF 1.3 part 3, §9).

Repetition is never expanded: rows and cells come with the number of times that they stand there.
"""

import re
from collections.abc import Mapping

from leakscan.formats.ods.nodes import BLANKS, Node, NodeBuilder, blanks, squeezed
from leakscan.formats.ods.sieve import OTHER_VALUE, Sieve
from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS, whole

SHAPES = frozenset(
    {
        "frame", "g", "custom-shape", "rect", "line", "ellipse", "circle", "polygon", "polyline", "path",
        "connector", "caption", "measure", "control", "regular-polygon", "scene", "page-thumbnail",
    }
)  # fmt: skip
_KEPT = SHAPES | frozenset(
    {
        "annotation", "meta", "settings", "scripts", "font-face-decls", "styles", "automatic-styles",
        "master-styles", "calculation-settings", "content-validation", "named-range", "named-expression",
        "database-range", "data-pilot-table", "dde-link", "consolidation", "label-range", "table-source",
        "cell-range-source", "scenario", "forms", "conditional-format", "cell-content-change", "insertion",
        "deletion", "movement", "rejection", "detective", "event-listeners", "sparkline-group", "dde-source",
        "desc", "title", "theme", "variable-decls", "user-field-decls", "sequence-decls", "table-protection",
    }
)  # fmt: skip
"""Elements that are handed on as a whole."""
_TYPES = {
    "float": "n",
    "percentage": "n",
    "currency": "n",
    "boolean": "b",
    "date": "d",
    "time": "t",
    "string": "str",
}
VALUES = {"n": "value", "b": "boolean-value", "d": "date-value", "t": "time-value", "str": "string-value"}
ALONE = (1, 1)
SAID = frozenset(VALUES.values())
_HOLDERS_OF_ROWS = frozenset(
    ("table:table", "table:table-row-group", "table:table-rows", "table:table-header-rows")
)
ERROR = re.compile(r"#[A-Z/0-9]+[!?]?|Err:\d+")
_REFERENCE_SHEET = re.compile(r"'(.*)'#\$?(.*)", re.DOTALL)


class ContentHandler(Sieve):
    """Turns the events of a document into tables, columns, rows and cells; subclasses take them.

    Attributes:
        table: number of the table that is being read, from 1, in the order of the document; 0 outside tables.
        is_cache: that table is not a sheet, but the kept cells of another file's sheet.
        row_number: number of the row that is being read, from 1.
        row_repeat: how many rows are like it.
        style: the style of the cell that is being read; None when its row or column gives it one.
        has_formula: that cell has a formula.
        formula: that formula, as written.
        spanned: how many rows and columns it takes up, merged as it may be.
        is_covered: that cell is covered by a merged one.
        shown: its paragraphs, as they show; None when it has none.
        runs: the pieces of its text that have a style of their own, with that style.
    """

    def __init__(self, strays: Strays | None = None) -> None:
        super().__init__(strays)
        self.table = 0
        self.is_cache = False
        self.row_number = 0
        self.row_repeat = 1
        self.style: str | None = None
        self.has_formula = False
        self.formula = ""
        self.spanned = ALONE
        self.is_covered = False
        self.shown: str | None = None
        self.runs: list[tuple[str, str]] = []
        self._tables = 0
        self._next_row = 1
        self._next_column = 1
        self._column_start = 1
        self._builder: NodeBuilder | None = None
        self._groups: list[bool] = []
        self._column_groups: list[bool] = []
        self._cell: dict[str, str] | None = None
        self._paragraph = 0
        self._has_paragraph = False
        self._pieces: list[str] = []
        self._spans: list[str] = []

    def table_start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of a table; see `table` and `is_cache`."""

    def table_end(self) -> None:
        """Take its end."""

    def columns(self, first: int, last: int, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Take columns that are alike."""

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Take the start of a row, or of several that are alike; see `row_number` and `row_repeat`."""

    def row_end(self) -> None:
        """Take the end of a row."""

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:
        """Take a cell that has a value or a formula, or several that are alike.

        Args:
            column: its column, from 1.
            repeat: how many cells are like it.
            kind: n, b, d, t (time), str or e (error).
            text: its value as written.
        """

    def linked(self, formula: str) -> None:
        """Take a formula that names another file."""

    def validated(self, name: str, column: int) -> None:
        """Take the name of the validation of a cell."""

    def styled(self, name: str, column: int) -> None:
        """Take the name of the style of a cell, whether it holds something or not."""

    def node(self, node: Node, column: int) -> None:
        """Take an element that is handed on as a whole; `column` is that of the cell it is in, 0 outside cells."""

    @property
    def is_between_rows(self) -> bool:
        """True where a row may begin, and names mean what they mean in most documents."""
        return (
            self._builder is None
            and self._cell is None
            and not self._paragraph
            and self.stands_in(_HOLDERS_OF_ROWS)
            and all(self.means(name) for name in ("table:table-row", "table:table-cell", "text:p"))
        )

    def plain_cell(self, attributes: dict[str, str], words: str) -> None:
        """Take a whole cell with one paragraph of words, or none, as the events of its elements would tell it.

        Args:
            attributes: as written; none is a declaration.
            words: without markup; empty for no paragraph.
        """
        self._start_cell("table-cell", self.sifted("table:table-cell", attributes))
        if words:
            self._has_paragraph = True
            self._pieces.append(squeezed(words))
        self._end_cell()

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._builder is not None:
            self._builder.start(name, attributes)
        elif self._paragraph:
            self._start_in_paragraph(name, attributes)
        elif name in ("table-cell", "covered-table-cell"):
            self._start_cell(name, attributes)
        elif self._cell is not None and name in ("p", "h"):
            self._paragraph = 1
            self._has_paragraph = True
            if self._pieces:
                self._pieces.append("\n")
        elif name == "table-row":
            self._start_row(attributes)
        elif name == "table-column":
            self._take_columns(attributes)
        elif name in _KEPT or (name == "a" and self._cell is not None):
            self._builder = NodeBuilder(name, attributes)
        elif name == "table":
            self._start_table(attributes)
        elif name == "spreadsheet":
            self.node(Node(name, attributes), 0)
        elif name == "table-row-group":
            self._groups.append(attributes.get("display", "true") == "false")
        elif name == "table-column-group":
            self._column_groups.append(attributes.get("display", "true") == "false")

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._builder is not None:
            if self._builder.end():
                node, self._builder = self._builder.root, None
                self.node(node, self._next_column if self._cell is not None else 0)
        elif self._paragraph:
            self._paragraph -= 1
            if name == "span" and self._spans:
                self._spans.pop()
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self.row_end()
            self._next_row = min(self.row_number + self.row_repeat, MAX_ROWS + 1)
        elif name == "table" and self.table:
            self.table_end()
            self.table, self.is_cache = 0, False
        elif name == "table-row-group" and self._groups:
            self._groups.pop()
        elif name == "table-column-group" and self._column_groups:
            self._column_groups.pop()

    def words(self, data: str) -> None:
        """Take a piece of text."""
        if self._builder is not None:
            self._builder.text(data)
        elif self._paragraph:
            self._add(squeezed(data))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        if self._spans:
            self.runs.append((self._spans[-1], text))

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        self.table = self._tables
        name = attributes.get("name", "")
        self.is_cache = _REFERENCE_SHEET.fullmatch(name) is not None
        self._next_row = self._column_start = 1
        self._groups.clear()
        self._column_groups.clear()
        self.table_start(name, attributes)

    def _take_columns(self, attributes: dict[str, str]) -> None:
        first = self._column_start
        last = min(first + repeated(attributes, "number-columns-repeated") - 1, MAX_COLUMNS)
        if first <= MAX_COLUMNS:
            self.columns(first, last, attributes, is_grouped=bool(self._column_groups))
        self._column_start = last + 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        # What lies beyond the last row stays in it.
        self.row_number = min(self._next_row, MAX_ROWS)
        repeat = repeated(attributes, "number-rows-repeated")
        self.row_repeat = min(repeat, MAX_ROWS - self.row_number + 1)
        self._next_column = 1
        self.row(attributes, is_grouped=bool(self._groups))

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self.is_covered = name == "covered-table-cell"
        self._has_paragraph = False
        self._pieces.clear()
        self.runs.clear()

    def _start_in_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("annotation", "ruby-text", "frame", "event-listeners"):
            self._builder = NodeBuilder(name, attributes)
            return
        self._paragraph += 1
        if name in BLANKS:
            self._add(blanks(name, attributes))
        elif name == "span":
            self._spans.append(attributes.get("style-name", ""))
        elif name == "a":
            self.node(Node(name, attributes), self._next_column)

    def _end_cell(self) -> None:
        attributes = self._cell or {}
        column = min(self._next_column, MAX_COLUMNS)
        repeat = min(repeated(attributes, "number-columns-repeated"), MAX_COLUMNS - column + 1)
        self._cell = None
        self._spans.clear()
        if "content-validation-name" in attributes:
            self.validated(attributes["content-validation-name"], column)
        if "style-name" in attributes:
            self.styled(attributes["style-name"], column)
        self.has_formula = "formula" in attributes
        self.formula = attributes.get("formula", "")
        if "'#" in self.formula:
            self.linked(self.formula)
        if self.strays is not None and SAID.intersection(attributes):
            self._look_at_values(attributes, "".join(self._pieces))
        if self.has_formula or self._pieces or "value-type" in attributes:
            self.style = attributes.get("style-name")
            self.spanned = _spanned(attributes) if "number-columns-spanned" in attributes else ALONE
            shown = "".join(self._pieces)
            self.shown = shown if self._has_paragraph else None
            kind, text = value_of(attributes, shown)
            if text or self.has_formula:
                self.cell(column, repeat, kind, text)
        self._next_column = column + repeat

    def _look_at_values(self, attributes: dict[str, str], shown: str) -> None:
        """Take what a cell says beside the text it shows: a text that differs, values of other types than its own.

        LibreOffice 7.4 takes the value, and other programs may take the text: both are told.
        """
        kind, text = value_of(attributes, shown)
        if kind == "str" and not _is_within(text, shown) and (shown.strip() or "value-type" not in attributes):
            self.leave(OTHER_VALUE, text)
            self.leave(OTHER_VALUE, shown)
        for name in VALUES.values():
            value = attributes.get(name, "")
            if value and name != VALUES.get(kind) and not _is_within(value, f"{text} {shown}"):
                self.leave(OTHER_VALUE, value)


def _spanned(attributes: dict[str, str]) -> tuple[int, int]:
    return repeated(attributes, "number-rows-spanned"), repeated(attributes, "number-columns-spanned")


def _is_within(text: str, other: str) -> bool:
    """Return whether a text stands in another, white space aside."""
    return text in other or "".join(text.split()).casefold() in "".join(other.split()).casefold()


def value_of(attributes: dict[str, str], shown: str) -> tuple[str, str]:
    """Return the kind of a cell's value and the value as written (ODF 1.3 part 3, §19.385).

    Args:
        attributes: of the cell.
        shown: its paragraphs.
    """
    kind = kind_of(attributes)
    value = attributes.get(VALUES[kind])
    if kind == "str":
        if not value and "formula" in attributes and ERROR.fullmatch(shown):
            return "e", shown
        return kind, shown if value is None else value
    if value is None:
        return "str", shown
    if kind == "n" and not value and shown:
        return "e", shown
    return kind, value


def kind_of(attributes: Mapping[str, str]) -> str:
    """Return the kind of value that a cell says it has."""
    return _TYPES.get(attributes.get("value-type", "string"), "str")


def repeated(attributes: dict[str, str], name: str) -> int:
    """Return how many times something stands there."""
    written = attributes.get(name)
    number = None if written is None else whole(written)
    return 1 if number is None or number < 1 else number


def reference_sheet(name: str) -> tuple[str, str] | None:
    """Return file and sheet of which a table of that name keeps cells, as LibreOffice names it; else None."""
    found = _REFERENCE_SHEET.fullmatch(name)
    return None if found is None else (found[1].replace("''", "'"), found[2].strip("'").replace("''", "'"))
