"""Results in a binary workbook whose source is gone."""

import contextlib
from collections.abc import Iterator

from leakscan.errors import FileError
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.sheets import ReadSheet, Where, feeder
from leakscan.formats.xlsx.lost_sources import Gone, LostCells, Recipe, find_lost_sources
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.spreadsheet import Sheet, Workbook


def read_lost_sources(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook) -> None:
    """Find the results on sheets that show, into `workbook`."""
    starts = {read.sheet.number: read.start for read in sheets}

    def rows(sheet: Sheet, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
        return _rows(book, starts[sheet.number], gone, names)

    def recipe(sheet: Sheet) -> Recipe:
        arguments = {"part": book.part, "start": starts[sheet.number]}
        return Recipe("leakscan.formats.xls.lost_sources:lost_rows", arguments)

    find_lost_sources(workbook, {read.sheet.number: read.outside for read in sheets}, rows, recipe)


def _rows(book: BinaryBook, start: int, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    handler = LostCells(frozenset(gone), frozenset(names))
    with contextlib.suppress(FileError):  # the first reading has told of the damage
        feeder(book, Where(start))(handler)
    yield from handler.ready


def lost_rows(source: Source, *, part: str, start: int, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    """Yield the results on a sheet whose source is gone: cell, formula, result, what is gone.

    Args:
        source: the workbook.
        part: its stream.
        start: offset of the sheet in it.
        gone: keys of the references that are gone.
        names: the names that are gone.
    """
    with opened_book(source, part) as book:
        yield from _rows(book, start, gone, names)
