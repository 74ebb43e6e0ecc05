"""Readers of recovered tables: they read a binary workbook again, row by row."""

from collections.abc import Iterator

from leakscan.blocks import Block
from leakscan.containers.cfb import CfbContainer
from leakscan.formats.xls.book import BinaryBook, opened_book, shared_book, stream_of
from leakscan.formats.xls.cells import feed, steps
from leakscan.formats.xls.externals import ExternalBook, read_externals
from leakscan.formats.xls.pivots import CacheReader
from leakscan.formats.xls.records import Group, grouped
from leakscan.formats.xls.surroundings import without_views
from leakscan.formats.xlsx.cells import CellHandler, whole
from leakscan.formats.xlsx.links import LinkHandler, LinkRows
from leakscan.formats.xlsx.pivot_rows import RecordRows, item_rows, name_rows
from leakscan.formats.xlsx.pivots import Definition, RecordsPass, ghosts
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import SheetRows
from leakscan.source import Source
from leakscan.tables import Row


def sheet_rows(
    source: Source,
    *,
    part: str,
    start: int,
    filtered: str,
    corner: tuple[int, int],
    columns: tuple[int, ...],
    hiding: str,
    filters: tuple[tuple[int, int], ...],
) -> Iterator[Row]:
    """Yield rows of a sheet that hold something in the columns wanted: the row's number, then its cells.

    Args:
        source: the workbook.
        part: its stream.
        start: offset of the sheet in it.
        filtered: the range of the sheet's filter.
        corner: the first cell that can be scrolled to.
        columns: the columns wanted, from 1.
        hiding: name of the reason why the rows wanted do not show; empty for all rows.
        filters: first and last row of each filter that hides rows.
    """
    with shared_book(source, part) as book:
        handler = SheetRows(book.found.strings, book.dates(), columns, hiding, filters)
        reading = steps(_groups(book, start), book.found, handler, filter_range=filtered, corner=corner)
        yield from handler.collected(reading)


def sheet_blocks(
    source: Source,
    *,
    part: str,
    start: int,
    filtered: str,
    corner: tuple[int, int],
    columns: tuple[int, ...],
    hiding: str,
    filters: tuple[tuple[int, int], ...],
) -> Iterator[Block]:
    """Yield rows of a sheet as blocks: those of `sheet_rows`, with the same arguments."""
    from leakscan.formats.xlsx.told_columns import ToldColumns

    with shared_book(source, part) as book:
        handler = ToldColumns(book.found.strings, book.dates(), columns, hiding, filters)
        reading = steps(_groups(book, start), book.found, handler, filter_range=filtered, corner=corner)
        yield from handler.blocks(reading)


def _groups(book: BinaryBook, start: int) -> Iterator[Group]:
    return without_views(grouped(iter(book.substream(start))))


def orphan_rows(source: Source, *, part: str, starts: tuple[int, ...]) -> Iterator[Row]:
    """Yield the shared strings that no cell uses: the string's number, from 0, and its text.

    Args:
        source: the workbook.
        part: its stream.
        starts: offsets of the sheets that the workbook lists.
    """
    with opened_book(source, part) as book:
        used = bytearray(len(book.found.strings))
        for start in starts:
            feed(_groups(book, start), book.found, _UsedStrings(used))
        number = -1
        while (number := used.find(0, number + 1)) >= 0:
            text = book.found.strings[number]
            if text:
                yield number, text


class _UsedStrings(CellHandler):
    """Marks the shared strings that cells refer to."""

    def __init__(self, used: bytearray) -> None:
        super().__init__()
        self._used = used

    def cell(self, column: int, kind: str, text: str) -> None:  # noqa: ARG002  # the handler's signature
        """Take a cell."""
        number = whole(text) if kind == "s" else None
        if number is not None and 0 <= number < len(self._used):
            self._used[number] = 1


def pivot_records(source: Source, *, part: str, records_part: str, width: int) -> Iterator[Row]:
    """Yield the records of a pivot cache, joined with its items.

    Args:
        source: the workbook.
        part: the cache's stream.
        records_part: the same.
        width: number of values in each row.
    """
    with opened_book(source, _book_part(source)) as book, _container(book).open(part) as stream:
        definition = Definition()
        ready: list[Row] = []

        def make(known: Definition) -> RecordRows:
            handler = RecordRows(known, Dates({}, is_1904=False), width)
            handler.ready = ready
            return handler

        try:
            for _ in CacheReader(book.found, definition, make).steps(stream):
                if ready:
                    yield from ready
                    ready.clear()
            yield from ready
        finally:
            definition.kept.close()
        del records_part


def pivot_items(source: Source, *, part: str) -> Iterator[Row]:
    """Yield everything that the definition of a pivot cache keeps: field, item, caption, what it is.

    Args:
        source: the workbook.
        part: the cache's stream.
    """
    yield from _items(source, part, is_ghost=False)


def ghost_items(source: Source, *, part: str, records_part: str) -> Iterator[Row]:
    """Yield the items of a pivot cache that none of its records uses: field, item, caption, what it is.

    Args:
        source: the workbook.
        part: the cache's stream.
        records_part: the same.
    """
    del records_part
    yield from _items(source, part, is_ghost=True)


def pivot_names(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the names given to groups of items and to pages: field, name.

    Args:
        source: the workbook.
        part: the cache's stream.
    """
    with opened_book(source, _book_part(source)) as book, _container(book).open(part) as stream:
        definition = Definition()
        try:
            CacheReader(book.found, definition, RecordsPass).read(stream)
            yield from name_rows(definition)
        finally:
            definition.kept.close()


def _items(source: Source, part: str, *, is_ghost: bool) -> Iterator[Row]:
    with opened_book(source, _book_part(source)) as book, _container(book).open(part) as stream:
        definition = Definition()
        reader = CacheReader(book.found, definition, RecordsPass)
        try:
            reader.read(stream)
            records = reader.records
            used = ghosts(definition, records.used) if is_ghost and isinstance(records, RecordsPass) else None
            yield from item_rows(definition, used)
        finally:
            definition.kept.close()


def _book_part(source: Source) -> str:
    container = CfbContainer(source)
    try:
        return stream_of(container)
    finally:
        container.close()


def _container(book: BinaryBook) -> CfbContainer:
    assert book.container is not None  # noqa: S101  # only a compound file has pivot caches
    return book.container


def link_rows(
    source: Source, *, part: str, number: int, sheet: int | None, columns: tuple[int, ...]
) -> Iterator[Row]:
    """Yield the cells kept of one sheet of another workbook, or the values of a DDE or OLE link.

    Args:
        source: the workbook.
        part: its stream.
        number: number of the other workbook, from 1.
        sheet: number of the sheet in it, from 0; None for the values of a DDE or OLE link.
        columns: the columns wanted, from 1.
    """
    handler = LinkRows(sheet, columns)

    def feed_book(found: ExternalBook) -> LinkHandler:
        return handler if found.number == number else LinkHandler()

    with opened_book(source, part) as book:
        read_externals(book.found, feed_book)
        handler.row_end()
        yield from handler.ready
