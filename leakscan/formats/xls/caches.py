"""Pivot caches and other workbooks of a binary workbook, as views."""

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.externals import ExternalBook, read_externals
from leakscan.formats.xls.globals import PivotSource
from leakscan.formats.xls.pivots import STORAGE, CacheReader
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xlsx.links import LinkPass, link_of
from leakscan.formats.xlsx.pivot_caches import cache_of
from leakscan.formats.xlsx.pivots import Definition, RecordsPass
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.views.caches import CacheSource, ExternalTarget, LinkKind, PivotCache, PivotUse
from leakscan.views.references import range_source, source_of
from leakscan.views.spreadsheet import Workbook

_READERS = "leakscan.formats.xls.tables"
_SHEET, _EXTERNAL, _CONSOLIDATION, _SCENARIO = 1, 2, 4, 16


def read_pivot_caches(
    book: BinaryBook, container: CfbContainer, sheets: list[ReadSheet], workbook: Workbook, ledger: Ledger
) -> None:
    """Read every pivot cache into `workbook`, whether or not the workbook lists it."""
    listed = {source.stream: (number, source) for number, source in enumerate(book.found.pivot_sources)}
    for entry in container.entries():
        folder, _, name = entry.name.rpartition("/")
        if folder.casefold() != STORAGE.casefold():
            continue
        number, source = listed.get(_number(name), (-1, None))
        cache = _cache(book, container, entry.name, ledger)
        cache.is_related = source is not None
        cache.uses = _uses(number, sheets) if source is not None else []
        if source is not None:
            _classify(source, cache, workbook)
        workbook.pivot_caches.append(cache)
    streams = {_number(entry.name.rpartition("/")[2]) for entry in container.entries()}
    if not streams.issuperset(listed):
        book.found.lacks("pivot caches")


def _number(name: str) -> int:
    try:
        return int(name, 16)
    except ValueError:
        return -1


def _cache(book: BinaryBook, container: CfbContainer, part: str, ledger: Ledger) -> PivotCache:
    definition = Definition()
    is_1904 = book.found.is_1904
    reader = CacheReader(book.found, definition, lambda known: RecordsPass(known, is_1904=is_1904))
    trail, is_whole = container.source.trail, False
    with (
        ledger.recording(trail, Place(part=part), lost="what follows in a pivot cache"),
        container.open(part) as stream,
    ):
        reader.read(stream)
        is_whole = True
        ledger.mark(trail, part, PartState.EXAMINED, kind="pivot cache")
    if reader.has_unread:
        ledger.problem(
            "records-not-examined",
            trail,
            "the pivot cache holds records that are not examined",
            place=Place(part=part),
            lost="records of other kinds",
        )
    records = reader.settle()
    if not isinstance(records, RecordsPass):
        records = RecordsPass(definition)
    cache = cache_of(part, part if records.count else "", definition, records, readers=_READERS, is_whole=is_whole)
    definition.kept.close()
    return cache


def _uses(number: int, sheets: list[ReadSheet]) -> list[PivotUse]:
    return [
        PivotUse(
            place=read.sheet.place(cells=table.cells, name=table.name),
            is_on_visible_sheet=read.sheet.is_visible,
            can_drill=table.can_drill,
        )
        for read in sheets
        for table in read.trimmings.pivot_tables
        if table.cache == number
    ]


def _classify(source: PivotSource, cache: PivotCache, workbook: Workbook) -> None:
    """Say where the rows of a cache came from ([MS-XLS] 2.4.306)."""
    cache.source_sheet = source.sheet
    cache.source_range = source.range or source.name
    match source.kind:
        case k if k == _EXTERNAL:
            cache.source = CacheSource.EXTERNAL
        case k if k == _CONSOLIDATION:
            cache.source = CacheSource.CONSOLIDATION
        case k if k == _SCENARIO:
            cache.source = CacheSource.SCENARIO
        case k if k != _SHEET:
            cache.source = CacheSource.UNKNOWN
        case _ if source.path:
            cache.source = CacheSource.OTHER_WORKBOOK
            cache.source_path = source.path
        case _ if source.range:
            sheet = workbook.sheet(source.sheet)
            cache.source = range_source(sheet, source.range)
        case _ if source.name:
            found, sheet_name, _ = source_of(workbook, source.name)
            cache.source = CacheSource.SHEET_GONE if found is CacheSource.UNKNOWN else found
            cache.source_sheet = sheet_name


def read_links(book: BinaryBook, workbook: Workbook) -> None:
    """Read the other workbooks that formulas refer to, with what is kept of them, into `workbook`."""
    handlers: list[LinkPass] = []

    def feed(found: ExternalBook) -> LinkPass:
        handler = LinkPass()
        handler.sheet_names = list(found.sheets)
        if not found.is_file:
            handler.kind = LinkKind.DDE
            handler.program = found.program
            handler.topic = found.target
        handlers.append(handler)
        return handler

    books = read_externals(book.found, feed)
    for other, handler in zip(books, handlers, strict=True):
        handler.names = [(name, "") for name in other.names if other.is_file]
        link = link_of(
            handler,
            book.part,
            other.number,
            [other.target] if other.is_file else [],
            reader=f"{_READERS}:link_rows",
            where={"part": book.part, "number": other.number},
        )
        workbook.external_links.append(link)


def add_targets(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook) -> None:
    """Add the targets of hyperlinks to `workbook`."""
    for read in sheets:
        for target in read.trimmings.links:
            workbook.external_targets.append(ExternalTarget(book.part, "hyperlink", target))


def say_damage(book: BinaryBook, sheets: list[ReadSheet], ledger: Ledger) -> None:
    """Say what of the workbook could not be read."""
    trail = book.source.trail
    place = Place(part=book.part)

    def say(error: FileError, where: Place, lost: str) -> None:
        with ledger.recording(trail, where, lost=lost, mark=False):
            raise error

    if book.damage is not None:
        say(book.damage, place, "what follows in the workbook")
    for read in sheets:
        where = read.sheet.place()
        if read.damage is not None:
            say(read.damage, where, "cells of the sheet")
        if any(note.object >= 0 and note.object not in read.trimmings.objects for note in read.trimmings.notes):
            book.found.lacks("texts of notes")
        for error in read.trimmings.damage:
            say(error, where, "what one record holds")
        if read.outside.literals.is_cut:
            ledger.problem(
                "limit-tree-bytes", trail, "too many texts stand in formulas", place=where, lost="the rest of them"
            )
    for error in book.found.damage:
        say(error, place, "what one record holds")
