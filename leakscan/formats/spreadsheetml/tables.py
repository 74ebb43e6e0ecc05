"""Readers of recovered tables: they read an XML spreadsheet again, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from leakscan import xmlsafe
from leakscan.formats import remnants
from leakscan.formats.ods.facts import written
from leakscan.formats.ods.tables import typed
from leakscan.formats.spreadsheetml.content import BookHandler, hiding_of
from leakscan.formats.spreadsheetml.reading import STATES, BeforePass, BookPass, Known
from leakscan.formats.texts import root_tag
from leakscan.formats.webbook.telling import WebBook
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.source import Source
from leakscan.tables import Row, Value
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Hiding, Workbook
from leakscan.views.unseen import Unseen

ROOT = "{urn:schemas-microsoft-com:office:spreadsheet}Workbook"
_HEAD_BYTES = 8192


@contextmanager
def opened_book(source: Source) -> Iterator[xmlsafe.Readable]:
    """Give what a workbook is read from: its XML, or its web pages, which are told as such."""
    if root_tag(source.head(_HEAD_BYTES)) != ROOT:
        yield WebBook(source)
        return
    with remnants.opened_range(source, 0, source.size) as stream:
        yield stream


def read_known(book: xmlsafe.Readable, known: Known) -> None:
    """Find out what stands behind the cells that it speaks of; web pages say it before them.

    Raises:
        FileError: the workbook is damaged; what came before has been found.
    """
    if not isinstance(book, WebBook):
        xmlsafe.stream(book, BeforePass(known))
        return
    for number, name in book.states().items():
        state = STATES.get(name)
        if state is not None:
            known.states[number] = state


def unseen_rows(source: Source, *, sheet: int, why: str) -> Iterator[Row]:
    """Yield the cells of a sheet that are not seen for one reason: each cell's reference and its value.

    Args:
        source: the workbook.
        sheet: number of the sheet, from 1.
        why: name of the reason.
    """
    known = Known()
    with opened_book(source) as book:
        read_known(book, known)
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
