"""Readers of recovered tables: they read an XML spreadsheet again, row by row."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ods.facts import written
from leakscan.formats.ods.typed import typed
from leakscan.formats.ods.veils import Veil
from leakscan.formats.spreadsheetml.content import BookHandler, hiding_of
from leakscan.formats.spreadsheetml.opening import opened_book
from leakscan.formats.spreadsheetml.reading import BookPass, Known, read_known
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.source import Source
from leakscan.tables import Row, Value
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Hiding, Workbook
from leakscan.views.unseen import Unseen


def unseen_rows(source: Source, *, sheet: int, why: str, veil: Veil = ()) -> Iterator[Row]:
    """Yield the cells of a sheet that are not seen for one reason: each cell's reference and its value.

    Args:
        source: the workbook.
        sheet: number of the sheet, from 1.
        why: name of the reason.
        veil: what lies over its cells.
    """
    known = Known()
    with opened_book(source) as book:
        read_known(book, known)
    known.veils[sheet] = veil
    handler = BookPass(known, Workbook(), Properties())
    handler.wanted = (sheet, Unseen[why])
    with opened_book(source) as book:
        for reference, kind, text in xmlsafe.collected(book, handler, handler.ready):
            yield reference, typed(kind, text)


def sheet_rows(
    source: Source, *, sheet: int, columns: tuple[int, ...], hiding: str, filters: tuple[tuple[int, int], ...]
) -> Iterator[Row]:
    """Yield rows of a sheet that hold something in the columns wanted: the row's number, then its cells.

    Args:
        source: the workbook.
        sheet: number of the sheet, from 1.
        columns: the columns wanted, from 1.
        hiding: name of the reason why the rows wanted do not show; empty for all rows.
        filters: first and last row of each filter that hides rows.
    """
    ranges = tuple(FilterRange(first, last, is_active=True) for first, last in filters)
    handler = _Rows(sheet, columns, Hiding[hiding] if hiding else None, ranges)
    with opened_book(source) as book:
        yield from xmlsafe.collected(book, handler, handler.ready)


class _Rows(BookHandler):
    """Collects finished rows of one sheet."""

    def __init__(
        self, sheet: int, columns: tuple[int, ...], hiding: Hiding | None, filters: tuple[FilterRange, ...]
    ) -> None:
        super().__init__()
        self._wanted = sheet
        self._positions = {column: index + 1 for index, column in enumerate(columns)}
        self._hiding = hiding
        self._filters = filters
        self._is_wanted = False
        self._values: list[Value] | None = None
        self._cells = 0
        self.ready: list[Row] = []

    def row(self, attributes: dict[str, str]) -> None:
        why = hiding_of(attributes, row=self.row_number, filters=self._filters)
        self._is_wanted = self.sheet == self._wanted and (self._hiding is None or why is self._hiding)
        self._values, self._cells = None, 0

    def cell(self, column: int, kind: str, text: str) -> None:
        if not self._is_wanted:
            return
        self._cells += 1
        position = self._positions.get(column)
        if position is not None:
            if self._values is None:
                self._values = [None] * (len(self._positions) + 1)
            self._values[position] = typed(kind, text)

    def row_end(self) -> None:
        if self._values is not None:
            for number in range(self.row_number, self.row_number + written(self.row_repeat, self._cells)):
                self._values[0] = number
                self.ready.append(tuple(self._values))
        self._values = None
