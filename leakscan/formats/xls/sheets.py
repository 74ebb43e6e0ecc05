"""The sheets of a binary workbook: one pass over the records of each."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan.errors import FileError
from leakscan.formats.xls.book import BinaryBook, is_bare
from leakscan.formats.xls.cells import feed
from leakscan.formats.xls.globals import BoundSheet
from leakscan.formats.xls.names import filter_ranges
from leakscan.formats.xls.records import Group, Substream, grouped
from leakscan.formats.xls.trimmings import Trimmings
from leakscan.formats.xlsx.facts import SheetPass, Usage, gathered
from leakscan.formats.xlsx.layout import FilterRange, filter_range
from leakscan.formats.xlsx.recipes import add_tables, orphan_strings
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook

_STATES = {0: SheetState.VISIBLE, 1: SheetState.HIDDEN, 2: SheetState.VERY_HIDDEN}
_KINDS = {
    0x0010: SheetKind.WORKSHEET,
    0x0020: SheetKind.CHARTSHEET,
    0x0040: SheetKind.MACROSHEET,
    0x0100: SheetKind.WORKSHEET,
}
"""Kinds by the type of a substream ([MS-XLS] 2.4.21)."""
_LISTED_KINDS = {0: SheetKind.WORKSHEET, 1: SheetKind.MACROSHEET, 2: SheetKind.CHARTSHEET}
_MODULE = 6
_CHART = b"\x20\0"
_HEAD_BYTES = 24
_READERS = "leakscan.formats.xls.tables"


@dataclass(slots=True)
class ReadSheet:
    """A sheet that was read, and what came by besides its cells.

    Attributes:
        sheet: the sheet.
        start: offset of its substream.
        end: the byte after it.
        trimmings: what came by.
        charts: offsets of the charts on it; of a chart sheet its own.
        damage: what broke off the reading.
    """

    sheet: Sheet
    start: int
    end: int
    trimmings: Trimmings = field(default_factory=Trimmings)
    charts: list[int] = field(default_factory=list)
    damage: FileError | None = None


def read_sheets(book: BinaryBook, workbook: Workbook) -> list[ReadSheet]:
    """Read every sheet into `workbook`, those that the globals do not list last; damage is said of each."""
    found = book.found
    usage = Usage(found.strings, is_1904=found.is_1904, visible=workbook.visible)
    filters = filter_ranges(book)
    listed = found.sheets or ([BoundSheet(0, 0, 0, "Sheet1")] if found.version < 5 else [])
    sheets = []
    for index, bound in enumerate(listed):
        if bound.kind == _MODULE:
            continue
        number = len(workbook.sheets) + 1
        state = _STATES.get(bound.state, SheetState.UNKNOWN)
        kind = _LISTED_KINDS.get(bound.kind, SheetKind.UNKNOWN)
        sheet = Sheet(bound.name, number, kind, state, book.part)
        workbook.sheets.append(sheet)
        sheets.append(_read(book, sheet, bound.start, usage, filters.get(index, "")))
    if all(item.damage is None for item in sheets) and book.damage is None:
        starts = tuple(item.start for item in sheets)
        workbook.orphan_strings = orphan_strings(
            book.part, usage, reader=f"{_READERS}:orphan_rows", where={"part": book.part, "starts": starts}
        )
        sheets.extend(_unlisted(book, workbook, sheets))
    for read in sheets:
        for name, cells in read.trimmings.tables:
            workbook.table_ranges.setdefault(name.casefold(), (read.sheet.name, cells))
    usage.settle()
    return sheets


def gaps(book: BinaryBook, sheets: list[ReadSheet]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the stream that belong neither to the globals nor to a sheet."""
    known = [(0, book.found.end), *((item.start, item.end) for item in sheets)]
    for bound in book.found.sheets:
        if bound.kind == _MODULE:
            known.append((bound.start, _end(book, bound.start)))
    position = 0
    for start, end in sorted(known):
        if start > position:
            yield position, start
        position = max(position, end)
    if position < book.size:
        yield position, book.size


def _end(book: BinaryBook, start: int) -> int:
    substream = Substream(book.stream, start)
    with contextlib.suppress(FileError):
        for _ in substream:
            pass
    return substream.end


def _unlisted(book: BinaryBook, workbook: Workbook, sheets: list[ReadSheet]) -> list[ReadSheet]:
    """Read the sheets that lie in the stream without being listed; their values are no visible ones."""
    found: list[ReadSheet] = []
    usage = Usage(book.found.strings, is_1904=book.found.is_1904)
    for start, end in list(gaps(book, sheets)):
        position = start
        while position < end and begins_sheet(book, position):
            number = len(workbook.sheets) + 1
            sheet = Sheet("", number, SheetKind.UNKNOWN, SheetState.UNKNOWN, book.part, is_listed=False)
            read = _read(book, sheet, position, usage, "")
            if read.end <= position:
                break
            workbook.sheets.append(sheet)
            found.append(read)
            position = read.end
    return found


def begins_sheet(book: BinaryBook, position: int) -> bool:
    """Return whether a substream begins there."""
    book.stream.seek(position)
    return is_bare(book.stream.read(_HEAD_BYTES))


def _read(book: BinaryBook, sheet: Sheet, start: int, usage: Usage, filtered: str) -> ReadSheet:
    known = filter_range(filtered, is_active=None) if filtered else None
    read = ReadSheet(sheet, start, start)
    found = _pass(book, read, usage, [known] if known is not None else [], filtered)
    if found.unforeseen:
        read = ReadSheet(sheet, start, start)
        found = _pass(book, read, usage, list(found.filters), filtered)
    sheet.facts = found.facts
    sheet.is_protected = found.is_protected
    add_tables(
        found, reader=f"{_READERS}:sheet_rows", where={"part": book.part, "start": start, "filtered": filtered}
    )
    read.damage = found.damage
    return read


def _pass(book: BinaryBook, read: ReadSheet, usage: Usage, filters: list[FilterRange], filtered: str) -> SheetPass:
    substream = Substream(book.stream, read.start)

    def groups() -> Iterator[Group]:
        for group in grouped(iter(substream)):
            read.trimmings.take(group, book.found)
            # The values that stand in a chart sheet are its points, and no cells.
            if substream.first[2:4] != _CHART:
                yield group

    found = gathered(
        lambda handler: feed(groups(), book.found, handler, filter_range=filtered),
        usage,
        shows=read.sheet.is_visible,
        filters=filters,
    )
    read.end = substream.end
    read.charts = substream.inner
    _classify(read, substream.first)
    return found


def _classify(read: ReadSheet, first: bytes) -> None:
    """Say what kind of sheet it is, by its own first record."""
    sheet = read.sheet
    if read.trimmings.is_dialog:
        sheet.kind = SheetKind.DIALOGSHEET
    elif len(first) >= 4:
        sheet.kind = _KINDS.get(int.from_bytes(first[2:4], "little"), sheet.kind)
    if sheet.kind is SheetKind.CHARTSHEET:
        read.charts = [read.start, *read.charts]
