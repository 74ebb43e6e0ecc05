"""Results in an OpenDocument spreadsheet whose source is gone."""

import contextlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.ods.addresses import formula_text
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.reading import Reading
from leakscan.formats.ods.tables import opened_document
from leakscan.formats.xlsx.lost_sources import Gone, Recipe, find_lost_sources, missing
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.spreadsheet import Sheet, Workbook, column_letters


def read_lost_sources(opened: Callable[[], BinaryIO], reading: Reading, workbook: Workbook) -> None:
    """Find the results on sheets that show, into `workbook`.

    Args:
        opened: opens the part with the sheets.
        reading: the reading of that part.
        workbook: its sheets, names and links were read.
    """

    def rows(sheet: Sheet, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
        handler = _LostCells(reading.tables[sheet.number], gone, names)
        with contextlib.suppress(FileError), opened() as stream:  # the first reading has told of the damage
            yield from xmlsafe.collected(stream, handler, handler.ready)

    def recipe(sheet: Sheet) -> Recipe:
        arguments = {"part": reading.part, "table": reading.tables[sheet.number]}
        return Recipe("leakscan.formats.ods.lost_sources:lost_rows", arguments)

    find_lost_sources(workbook, reading.outsides, rows, recipe)


def lost_rows(source: Source, *, part: str, table: int, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    """Yield the results on a sheet whose source is gone: cell, formula, result, what is gone.

    Args:
        source: the document.
        part: the part with its sheets.
        table: number of the sheet's table, from 1.
        gone: keys of the references that are gone.
        names: the names that are gone.
    """
    handler = _LostCells(table, gone, names)
    with opened_document(source, part) as opened, opened.open(part) as stream:
        yield from xmlsafe.collected(stream, handler, handler.ready)


class _LostCells(ContentHandler):
    """Gathers the cells whose formula refers to what is gone, and which still have a result."""

    def __init__(self, table: int, gone: Gone, names: tuple[str, ...]) -> None:
        super().__init__()
        self.ready: list[Row] = []
        self._wanted = table
        self._gone = frozenset(gone)
        self._names = frozenset(names)

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:  # noqa: ARG002  # the handler's signature
        """Take a cell; those that are alike count once."""
        if self.table != self._wanted or not self.formula or not text or kind == "e":
            return
        formula = formula_text(self.formula)
        where = missing(formula, self._gone, self._names)
        if where is not None:
            self.ready.append((f"{column_letters(column)}{self.row_number}", formula, text, where))
