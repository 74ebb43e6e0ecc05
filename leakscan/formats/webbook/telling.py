"""Tells the pages of a workbook as the elements of an XML spreadsheet."""

import re
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError, LimitReachedError
from leakscan.formats.html.looks import Look, Looks
from leakscan.formats.html.selectors import Element, element_of
from leakscan.formats.html.sheets import Declarations, StyleSheets
from leakscan.formats.webbook.cell_values import points_of, span_of, value_of
from leakscan.formats.webbook.islands import printed_areas, tell_island
from leakscan.formats.webbook.notes import (
    Note,
    Notes,
    filter_area,
    filter_of,
    filter_words,
    is_beside,
    notes_of,
)
from leakscan.formats.webbook.pages import Pages, SheetPage, read_pages
from leakscan.formats.webbook.styles import PLACING, POINTS, CellLook, cell_look, tell_element, tell_style
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.source import Source

_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_LINES = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "hr", "body", "center"})
_QUIET = frozenset({"head", "style", "script", "title", "xml", "noframes"})
_MOST_SPAN = 1000
_MOST_ROW_SPAN = 65_534
"""As browsers read them (WHATWG HTML §4.9.11)."""
_MOST_COLUMNS = 16_384
_MOST_PASSED = 5_000_000
"""How many cells may be passed because one above reaches over them."""
_Cell = tuple[int, str, dict[str, str], str]
"""Column, kind, attributes and text of a cell."""


class WebBook(xmlsafe.Told):
    """A workbook of pages that can tell itself.

    Attributes:
        unread: what was met that is not examined; complete once it has been told.
    """

    def __init__(self, source: Source) -> None:
        self._pages: Pages = read_pages(source)
        self.unread: set[str] = set(self._pages.unread)
        self._told = 0
        self._budget = source.budget

    @property
    def pages(self) -> Pages:
        """Its pages."""
        return self._pages

    def states(self) -> dict[int, str]:
        """Return the states of the sheets that have one, as Excel writes them, by the numbers of the sheets."""
        return {number: sheet.state for number, sheet in enumerate(self._pages.sheets, start=1) if sheet.state}

    def filters(self) -> dict[int, FilterRange]:
        """Return the filters that hide rows, by the numbers of the sheets."""
        found = ((number, filter_of(sheet.text or "")) for number, sheet in enumerate(self._pages.sheets, start=1))
        return {number: item for number, item in found if item is not None}

    def printed(self) -> dict[int, str]:
        """Return the cells that are printed, as formulas, by the numbers of the sheets."""
        return printed_areas(self._pages.islands)

    def read(self, size: int, /) -> bytes:  # noqa: ARG002  # the protocol's signature
        """Return nothing: it is told, never read."""
        return b""

    def steps(self, handler: xmlsafe.Handler) -> Iterator[None]:
        """Tell the handler sheet by sheet.

        Raises:
            FileError: a page cannot be read to its end; what came before has been told.
        """
        self._told = 0
        handler.start("Workbook", {})
        tell_style(handler, "Default", CellLook())
        for island in self._pages.islands:
            tell_island(island, handler, self.unread)
        yield
        damage: FileError | None = None
        for sheet in self._pages.sheets:
            try:
                self._tell_sheet(sheet, handler)
            except FileError as error:
                damage = damage or error
            yield
        handler.end("Workbook")
        if damage is not None:
            raise damage

    def _tell_sheet(self, sheet: SheetPage, handler: xmlsafe.Handler) -> None:
        handler.start("Worksheet", {"Name": sheet.name, **({"Protected": "1"} if sheet.is_protected else {})})
        handler.start("Table", {})
        words: list[str] = []
        try:
            if sheet.text is not None:
                self._tell_table(sheet.text, handler, words)
        finally:
            handler.end("Table")
            if words and sheet.text is not None:
                _tell_filter(handler, filter_area(sheet.text), words)
            if sheet.state:
                handler.start("WorksheetOptions", {})
                handler.start("Visible", {})
                handler.text(sheet.state)
                handler.end("Visible")
                handler.end("WorksheetOptions")
            handler.end("Worksheet")

    def _tell_table(self, text: str, handler: xmlsafe.Handler, words: list[str]) -> None:
        styles = StyleSheets(PLACING)
        for piece in [*self._pages.styles, *_STYLE.findall(text)]:
            styles.add(piece)
        self._told += 1
        notes, is_whole = notes_of(text, self._budget.check_time)
        if not is_whole:
            self.unread.add("comments that name no cell")
        reader = _TableReader(styles, handler, self.unread, f"page {self._told}", notes)
        try:
            xmlsafe.stream_html(text, reader, self._budget.check_time)
        finally:
            reader.finish()
            words.extend(reader.filter_words)


class _TableReader(xmlsafe.Handler):
    """Turns the events of a page into rows and cells; the table inside a cell is part of its text.

    Attributes:
        filter_words: what its filter chooses rows by.
    """

    def __init__(
        self, styles: StyleSheets, handler: xmlsafe.Handler, unread: set[str], name: str, notes: Notes
    ) -> None:
        self.filter_words: list[str] = []
        self._looks_of = Looks(styles)
        self._handler = handler
        self._unread = unread
        self._name = name
        self._notes = notes
        self._skipped = 0
        self._path: list[Element] = []
        self._looks: list[Look] = [Look(points=POINTS)]
        self._formats: list[str] = [""]
        self._known: dict[CellLook, str] = {CellLook(): ""}
        self._quiet = 0
        self._tables = 0
        self._row = 0
        self._column = 0
        self._next_col = 1
        self._cells: list[_Cell] = []
        self._row_attributes: dict[str, str] = {}
        self._is_row_hidden = False
        self._spans: dict[int, int] = {}
        self._passed = 0
        self._cell: dict[str, str] | None = None
        self._cell_style = ""
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        element = element_of(name, attributes)
        self._path.append(element)
        look, styles = self._looks_of.of(self._path, self._looks[-1])
        told = styles.certain
        self._looks.append(look)
        self._formats.append(told.get("mso-number-format", self._formats[-1]))
        if self._skipped:
            return
        if is_beside(element):
            self._skipped = len(self._path)
        elif name in _QUIET:
            self._quiet += 1
        elif self._quiet:
            return
        elif name == "table":
            self._end_line()
            self._tables += 1
            if self._tables == 1:
                self._next_col, self._spans = 1, {}
        elif self._tables > 1:
            return
        elif name == "col":
            self._tell_columns(attributes, look, told)
        elif name == "tr" and self._tables:
            self._start_row(attributes, look, told)
        elif name in ("td", "th") and self._tables:
            self._start_cell(attributes, look, told)
        elif name in _LINES and not self._tables:
            self._end_line()

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if not self._path:
            return
        if self._skipped:
            if self._skipped == len(self._path):
                self._skipped = 0
        elif name in _QUIET:
            self._quiet = max(0, self._quiet - 1)
        elif self._quiet:
            pass
        elif name == "table":
            self._tables = max(0, self._tables - 1)
        elif self._tables > 1:
            pass
        elif name in ("td", "th"):
            self._end_cell()
        elif name == "tr":
            self._end_row()
        elif name in _LINES and not self._tables:
            self._end_line()
        self._path.pop()
        self._looks.pop()
        self._formats.pop()

    def text(self, data: str) -> None:
        """Take text."""
        if self._skipped or self._quiet or (self._tables and self._cell is None):
            return
        if not self._tables and self._looks[-1].gone and data.strip():
            self._unread.add("hidden text beside tables")
            return
        self._pieces.append(data)

    def finish(self) -> None:
        """Take the end of the page."""
        if self._cell is not None:
            self._end_cell()
        self._end_row()
        self._end_line()
        for row in sorted(self._notes):
            self._row = row
            self._tell_row({"Index": str(row)}, [])

    # Rows and columns

    def _tell_columns(self, attributes: dict[str, str], look: Look, told: Declarations) -> None:
        span = span_of(attributes.get("span"), _MOST_COLUMNS)
        column = {"Index": str(self._next_col), "Span": str(span - 1)}
        self._next_col += span
        if look.gone or told.get("visibility") == "collapse":
            column["Hidden"] = "1"
        else:
            width = points_of(attributes.get("width"))
            if width is None:
                return
            column["Width"] = str(width)
        self._handler.start("Column", column)
        self._handler.end("Column")

    def _start_row(self, attributes: dict[str, str], look: Look, told: Declarations) -> None:
        self._end_row()
        self._row += 1
        self._column = 0
        self._is_row_hidden = bool(look.gone or look.hidden)
        self._row_attributes = {"Index": str(self._row)}
        height = points_of(attributes.get("height") or told.get("height"))
        if self._is_row_hidden:
            self._row_attributes["Hidden"] = "1"
        elif height is not None:
            self._row_attributes["Height"] = str(height)
            if told.get("mso-height-source") == "userset":
                self._row_attributes["AutoFitHeight"] = "0"

    def _end_row(self) -> None:
        cells, self._cells = self._cells, []
        if not self._row_attributes or not (cells or self._row in self._notes):
            return
        self._tell_row(self._row_attributes, cells)
        self._row_attributes = {}

    def _tell_row(self, attributes: dict[str, str], cells: list[_Cell]) -> None:
        handler = self._handler
        handler.start("Row", attributes)
        notes = self._notes.pop(self._row, {})
        bare = notes.keys() - {column for column, *_ in cells}
        for column, kind, cell, text in _ordered([*cells, *((column, "", {}, "") for column in bare)]):
            handler.start("Cell", {"Index": str(column), **cell})
            if text:
                handler.start("Data", {"Type": kind})
                handler.text(text)
                handler.end("Data")
            if column in notes:
                _tell_note(handler, notes[column])
            handler.end("Cell")
        handler.end("Row")

    def _end_line(self) -> None:
        """Tell a line beside tables as a row of one cell."""
        if self._tables or self._cell is not None:
            return
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            self._row += 1
            self._tell_row({"Index": str(self._row)}, [(1, "String", {}, text)])

    # Cells

    def _start_cell(self, attributes: dict[str, str], look: Look, told: Declarations) -> None:
        if self._cell is not None:
            self._end_cell()
        if not self._row_attributes:  # cells that stand in no row begin one
            self._row += 1
            self._column, self._is_row_hidden = 0, False
            self._row_attributes = {"Index": str(self._row)}
        self._column += 1
        while self._spans.get(self._column, -1) >= self._row:
            self._column += 1
            self._passed += 1
        if self._passed > _MOST_PASSED:
            raise LimitReachedError("too many cells reach over the rows below", code="limit-cells")
        if look.gone and not self._is_row_hidden:
            self._unread.add("cells hidden one by one")
        self._cell, self._pieces = attributes, []
        wanted = cell_look(look, self._formats[-1], attributes, told)
        if wanted not in self._known:
            name = self._known[wanted] = f"{self._name} {len(self._known)}"
            tell_style(self._handler, name, wanted)
        self._cell_style = self._known[wanted]
        self.filter_words += filter_words(attributes)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if attributes is None:
            return
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        column = self._column
        across = span_of(attributes.get("colspan"), _MOST_SPAN)
        down = span_of(attributes.get("rowspan"), _MOST_ROW_SPAN)
        if down > 1:
            self._spans.update(dict.fromkeys(range(column, column + across), self._row + down - 1))
        self._column += across - 1
        kind, value = value_of(attributes, text)
        if not value:
            return
        cell = {"StyleID": self._cell_style} if self._cell_style else {}
        if attributes.get("x:fmla"):
            cell["Formula"] = attributes["x:fmla"]
        self._cells.append((column, kind, cell, value))


def _tell_filter(handler: xmlsafe.Handler, area: Area | None, words: list[str]) -> None:
    cells = "" if area is None else f"R{area.top}C{area.left}:R{area.bottom}C{area.right}"
    handler.start("AutoFilter", {"Range": cells})
    for word in words:
        tell_element(handler, "AutoFilterColumn", {"Type": "Custom", "Value": word})
    handler.end("AutoFilter")


def _ordered(cells: list[_Cell]) -> list[_Cell]:
    return sorted(cells, key=lambda cell: cell[0])


def _tell_note(handler: xmlsafe.Handler, note: Note) -> None:
    handler.start("Comment", {"Author": note.author})
    tell_element(handler, "Data", {}, note.text)
    handler.end("Comment")
