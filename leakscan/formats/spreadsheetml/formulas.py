"""Results in an XML spreadsheet whose source is gone."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.spreadsheetml.content import BookHandler, cell_formula
from leakscan.formats.spreadsheetml.opening import opened_book
from leakscan.formats.webbook.telling import WebBook
from leakscan.formats.xlsx.lost_sources import Gone, Recipe, find_lost_sources, missing
from leakscan.formats.xlsx.outside import Outside
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.spreadsheet import Sheet, Workbook, column_letters


def read_lost_sources(
    opened: Callable[[], AbstractContextManager[xmlsafe.Readable]],
    outsides: Mapping[int, Outside],
    workbook: Workbook,
) -> None:
    """Find the results on sheets that show, into `workbook`.

    Args:
        opened: opens the document.
        outsides: what the formulas of its sheets refer to, by the number of the sheet.
        workbook: its sheets, names and links were read.
    """

    def rows(sheet: Sheet, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
        with contextlib.suppress(FileError), opened() as book:  # the first reading has told of the damage
            yield from _rows(book, sheet.number, gone, names)

    def recipe(sheet: Sheet) -> Recipe:
        return Recipe("leakscan.formats.spreadsheetml.formulas:lost_rows", {"sheet": sheet.number})

    find_lost_sources(workbook, outsides, rows, recipe)


def lost_rows(source: Source, *, sheet: int, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    """Yield the results on a sheet whose source is gone: cell, formula, result, what is gone.

    Args:
        source: the document.
        sheet: number of the sheet, from 1.
        gone: keys of the references that are gone.
        names: the names that are gone.
    """
    with opened_book(source) as book:
        yield from _rows(book, sheet, gone, names)


def _rows(book: xmlsafe.Readable, sheet: int, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    handler = _LostCells(sheet, gone, names, is_spelled=isinstance(book, WebBook))
    yield from xmlsafe.collected(book, handler, handler.ready)


class _LostCells(BookHandler):
    """Gathers the cells whose formula refers to what is gone, and which still have a result."""

    def __init__(self, sheet: int, gone: Gone, names: tuple[str, ...], *, is_spelled: bool) -> None:
        super().__init__()
        self.ready: list[Row] = []
        self._wanted = sheet
        self._gone = frozenset(gone)
        self._names = frozenset(names)
        self._is_spelled = is_spelled

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        if self.sheet != self._wanted or not self.formula or not text or kind == "e":
            return
        formula = self.formula.removeprefix("=")
        if not self._is_spelled:
            formula = cell_formula(formula, self.row_number, column)
        where = missing(formula, self._gone, self._names)
        if where is not None:
            self.ready.append((f"{column_letters(column)}{self.row_number}", formula, text, where))
