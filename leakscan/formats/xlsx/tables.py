"""Readers of recovered tables: they read a workbook again, row by row, for `Table.rows`."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.formats.document import Context
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import Cell, CellHandler, decimal, whole
from leakscan.formats.xlsx.strings import SharedStrings, read_strings
from leakscan.formats.xlsx.styles import Dates, read_dates
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source
from leakscan.tables import Row, Value

Spans = tuple[tuple[int, int], ...]


@contextmanager
def opened_package(source: Source) -> Iterator[Package]:
    """Give the package of a source for reading tables, and close it."""
    container = ZipContainer(source)
    try:
        yield Package(container, Context(Ledger(), Options()))
    finally:
        container.close()


def sheet_rows(
    source: Source, *, part: str, columns: Spans, rows: Spans | None, last_column: int
) -> Iterator[Row]:
    """Yield rows of a sheet that hold something: the row's number, then its cells.

    Args:
        source: the workbook.
        part: the sheet's part.
        columns: spans of the columns wanted, from 1; all to `last_column` when empty.
        rows: spans of the rows wanted, from 1; all when None.
        last_column: last column that holds something.
    """
    with opened_package(source) as package:
        workbook_part = package.main_part() or ""
        strings = SharedStrings()
        try:
            for relationship in package.related(workbook_part, "sharedStrings"):
                name = package.name(relationship.target)
                if name is not None:
                    with package.open(name) as stream:
                        read_strings(stream, strings)
            dates = read_dates(package, workbook_part)
            wanted = list(columns) or [(1, last_column)]
            numbers = [column for first, last in wanted for column in range(first, min(last, last_column) + 1)]
            handler = _Rows(strings, dates, numbers, rows)
            with package.open(part) as stream:
                for _ in xmlsafe.steps(stream, handler):
                    yield from handler.taken()
                yield from handler.taken()
        finally:
            strings.close()


class _Rows(CellHandler):
    """Collects finished rows until they are taken."""

    def __init__(self, strings: SharedStrings, dates: Dates, columns: list[int], rows: Spans | None) -> None:
        super().__init__()
        self._strings = strings
        self._dates = dates
        self._positions = {column: index + 1 for index, column in enumerate(columns)}
        self._spans = rows
        self._span = 0
        self._values: list[Value] = []
        self._holds = False
        self._wanted = False
        self._ready: deque[Row] = deque()

    def taken(self) -> Iterator[Row]:
        """Yield the rows finished since the last call."""
        while self._ready:
            yield self._ready.popleft()

    def row(self, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        """Take the start of a row."""
        self._wanted = self._is_wanted()
        self._values = [self.row_number, *([None] * len(self._positions))]
        self._holds = False

    def cell(self, cell: Cell) -> None:
        """Take a cell."""
        position = self._positions.get(cell.column)
        if self._wanted and position is not None:
            value = typed(cell, self._strings, self._dates)
            self._values[position] = value
            self._holds = self._holds or value is not None or cell.has_formula

    def row_end(self) -> None:
        """Take the end of a row."""
        if self._wanted and self._holds:
            self._ready.append(tuple(self._values))

    def _is_wanted(self) -> bool:
        if self._spans is None:
            return True
        while self._span < len(self._spans) and self._spans[self._span][1] < self.row_number:
            self._span += 1
        return self._span < len(self._spans) and self._spans[self._span][0] <= self.row_number


def typed(cell: Cell, strings: SharedStrings, dates: Dates) -> Value:
    """Return a cell's value: text, number, boolean, or date by its number format; None when it has none."""
    raw = cell.raw
    match cell.type:
        case "s":
            number = whole(raw)
            known = number is not None and 0 <= number < len(strings)
            return (strings[number] or None) if known and number is not None else None
        case "b":
            return xmlsafe.is_true(raw) if raw else None
        case "n":
            value = decimal(raw)
            if value is None:
                return raw or None
            if dates.is_date(cell.style):
                return dates.convert(value)
            return whole(raw) if value.is_integer() and whole(raw) is not None else value
        case "d":
            return dates.parse(raw) or raw or None
        case _:
            return raw or None
