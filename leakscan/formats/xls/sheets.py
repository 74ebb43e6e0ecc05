"""The sheets of a binary workbook: one pass over the records of each."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.ole.shape_packages import shape_tree
from leakscan.formats.strays import Strays
from leakscan.formats.xls.book import BinaryBook, is_bare
from leakscan.formats.xls.cells import FIRST_CELL, feed
from leakscan.formats.xls.covers import charted, covers_of
from leakscan.formats.xls.drawn import Drawing
from leakscan.formats.xls.globals import BoundSheet
from leakscan.formats.xls.names import FILTERED, PRINTED, ranges_named
from leakscan.formats.xls.records import Group, Substream, grouped
from leakscan.formats.xls.surroundings import Surroundings
from leakscan.formats.xls.trimmings import Trimmings
from leakscan.formats.xlsx.cells import CellHandler
from leakscan.formats.xlsx.clipping import CLIPPED_BYTES, Clips, FixedSizes, may_clip
from leakscan.formats.xlsx.concealed import ConcealedFormulas
from leakscan.formats.xlsx.facts import SheetPass, Usage, gathered
from leakscan.formats.xlsx.layout import FilterRange, filter_range
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.printing import note_unprinted
from leakscan.formats.xlsx.recipes import add_tables, orphan_strings
from leakscan.formats.xlsx.seeing import seen
from leakscan.formats.xlsx.unseen import Veil
from leakscan.formats.xlsx.veils import veil_over
from leakscan.formats.xlsx.windows import is_embedded, shown_in
from leakscan.tables import Table
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element

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
_CHART, _GLOBALS = b"\x20\0", b"\x05\0"
_HEAD_BYTES = 24
_READERS = "leakscan.formats.xls.tables"


class Where(NamedTuple):
    """Where a sheet is, and what only records elsewhere say of it.

    Attributes:
        start: offset of its substream.
        filtered: the range of its filter.
        corner: row and column, from 1, of the first cell that can be scrolled to.
    """

    start: int
    filtered: str = ""
    corner: tuple[int, int] = FIRST_CELL


@dataclass(slots=True)
class ReadSheet:
    """A sheet that was read, and what came by besides its cells.

    Attributes:
        sheet: the sheet.
        start: offset of its substream.
        end: the byte after it.
        trimmings: what came by.
        outside: what stands outside its cells.
        strays: what no reader takes of its cells.
        drawings: its drawing, and those of its charts.
        trees: what they hold.
        charts: offsets of the charts on it; of a chart sheet its own.
        damage: what broke off the reading.
    """

    sheet: Sheet
    start: int
    end: int
    trimmings: Trimmings = field(default_factory=Trimmings)
    outside: Outside = field(default_factory=Outside)
    strays: Strays = field(default_factory=Strays)
    drawings: list[Drawing] = field(default_factory=list)
    trees: "list[_Element]" = field(default_factory=list)
    charts: list[int] = field(default_factory=list)
    damage: FileError | None = None


def read_sheets(book: BinaryBook, workbook: Workbook) -> list[ReadSheet]:
    """Read every sheet into `workbook`, those that the globals do not list last; damage is said of each."""
    found = book.found
    workbook.is_1904 = found.is_1904
    usage = Usage(found.strings, found.looks(), is_1904=found.is_1904, visible=workbook.visible)
    filters, printed = ranges_named(book, FILTERED), ranges_named(book, PRINTED)
    listed = found.sheets or ([BoundSheet(0, 0, 0, "Sheet1")] if found.version < 5 else [])
    shown = None if is_embedded(book.source.trail) else shown_in(found.windows)
    sheets = []
    for index, bound in enumerate(listed):
        if bound.kind == _MODULE:
            continue
        number = len(workbook.sheets) + 1
        state = _STATES.get(bound.state, SheetState.UNKNOWN)
        if shown is not None and index not in shown and state is SheetState.VISIBLE:
            state = SheetState.HIDDEN
        kind = _LISTED_KINDS.get(bound.kind, SheetKind.UNKNOWN)
        sheet = Sheet(bound.name, number, kind, state, book.part)
        workbook.sheets.append(sheet)
        sheets.append(_read(book, sheet, bound.start, usage, filters.get(index, ""), printed.get(index, "")))
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
    usage: Usage | None = None
    for start, end in list(gaps(book, sheets)):
        position = start
        while position < end and begins_sheet(book, position):
            usage = usage or Usage(book.found.strings, book.found.looks(), is_1904=book.found.is_1904)
            number = len(workbook.sheets) + 1
            sheet = Sheet("", number, SheetKind.UNKNOWN, SheetState.UNKNOWN, book.part, is_listed=False)
            read = _read(book, sheet, position, usage)
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


def _read(
    book: BinaryBook, sheet: Sheet, start: int, usage: Usage, filtered: str = "", printed: str = ""
) -> ReadSheet:
    known = filter_range(filtered, is_active=None) if filtered else None
    own = usage.apart() if sheet.is_visible else usage
    where = Where(start, filtered)
    read, found = _pass(book, sheet, where, own, [known] if known is not None else [])
    if found.unforeseen or read.trimmings.corner != FIRST_CELL:
        where = Where(start, filtered, read.trimmings.corner)
        own = usage.apart() if sheet.is_visible else usage
        read, found = _pass(book, sheet, where, own, list(found.filters))
    read.drawings = [
        read.trimmings.drawing,
        *(_chart_drawing(book, chart) for chart in read.charts if chart != start),
    ]
    for drawing in read.drawings:
        read.trees.append(drawing.tree())
        _add_packages(book, read, drawing)
        read.trimmings.links += drawing.links
        read.trimmings.damage += drawing.damage
    if sheet.is_visible:
        found, own = _seen(book, read, found, own, where)
        note_unprinted(found.facts, found.occupancy, printed)
        usage.take(own)
    sheet.facts = found.facts
    sheet.is_protected = found.is_protected
    read.outside, read.strays = found.outside, found.strays
    for link in read.trimmings.link_texts:
        read.outside.link(*link)
    if sheet.is_protected and sheet.is_visible and usage.looks.concealing:
        with contextlib.suppress(FileError):  # what breaks it off did so before
            feeder(book, where)(ConcealedFormulas(found.outside, usage.looks.concealing))
    arguments = {"part": book.part, **where._asdict()}
    block_reader = f"{_READERS}:sheet_blocks" if book.is_large(where.start) else ""
    add_tables(found, reader=f"{_READERS}:sheet_rows", block_reader=block_reader, where=arguments)
    for cells in found.facts.unseen:
        cells.table = Table(
            columns=("Cell", "Value"),
            count=cells.cells,
            reader="leakscan.formats.xls.unseen_rows:unseen_rows",
            arguments={**arguments, "name": sheet.name, "why": cells.why.name},
        )
    read.damage = found.damage
    return read


def _add_packages(book: BinaryBook, read: ReadSheet, drawing: Drawing) -> None:
    """Add the shapes as later versions keep them."""
    for data in drawing.packages:
        try:
            tree, has_more = shape_tree(book.source, data)
        except MalformedFileError as error:
            read.trimmings.damage.append(error)
            continue
        read.trees.append(tree)
        if has_more:
            drawing.unread.add("pictures of drawn objects as later versions keep them")


def _chart_drawing(book: BinaryBook, start: int) -> Drawing:
    """Return the shapes that lie over a chart; that it breaks off is said by those who read its points."""
    drawing = Drawing()
    with contextlib.suppress(FileError):
        for group in grouped(iter(Substream(book.stream, start))):
            drawing.take(group, book.found.version, book.found.encoding)
    return drawing


def _pass(
    book: BinaryBook, sheet: Sheet, where: Where, usage: Usage, filters: list[FilterRange]
) -> tuple[ReadSheet, SheetPass]:
    """Read a sheet once."""
    read = ReadSheet(sheet, where.start, where.start)
    substream = book.substream(where.start)
    found = gathered(
        lambda handler: feed(
            _groups(book, substream, read.trimmings, handler, where.filtered),
            book.found,
            handler,
            formula=book.cell_formula,
            filter_range=where.filtered,
            corner=where.corner,
        ),
        usage,
        shows=sheet.is_visible,
        filters=filters,
        is_drawn_over=sheet.is_visible,
        is_large=book.is_large(where.start),
    )
    read.end = substream.end
    read.charts = substream.inner
    _classify(read, substream.first)
    return read, found


def _groups(
    book: BinaryBook, substream: Substream, trimmings: Trimmings, handler: CellHandler, filtered: str
) -> Iterator[Group]:
    """Yield the records of the cells; what stands around them is told to the handler, the rest kept."""
    around = Surroundings(book, handler, filtered, trimmings.damage)
    for group in around.told(grouped(iter(substream))):
        trimmings.take(group, book.found)
        # The values that stand in a chart sheet are its points, and no cells.
        if substream.first[2:4] != _CHART and not around.is_within_view:
            yield group


def _seen(
    book: BinaryBook, read: ReadSheet, found: SheetPass, usage: Usage, where: Where
) -> tuple[SheetPass, Usage]:
    """Return the pass and what is visible, read once more where some cells may not be seen."""
    veil = _veil(book, read, found, usage)
    if veil is None:
        return found, usage
    veil.budget = book.source.budget
    own = usage.apart()
    kept = found.or_again(
        seen(feeder(book, where), own, veil, filters=found.filters, is_large=book.is_large(where.start))
    )
    return kept, usage if kept is found else own


def _veil(book: BinaryBook, read: ReadSheet, found: SheetPass, usage: Usage) -> Veil | None:
    covers = covers_of(book, read.trees[0], read.charts, found.sizes)
    areas = read.trimmings.table_areas()
    clips = None
    if read.end - read.start <= CLIPPED_BYTES and may_clip(found, usage):
        clips = Clips(FixedSizes(), found.occupancy)
    return veil_over(found, usage, covers, areas, lambda: charted(book, covers, read.sheet.name), clips=clips)


def feeder(book: BinaryBook, where: Where) -> Callable[[CellHandler], None]:
    """Return what tells a handler a sheet that was read before."""

    def tell(handler: CellHandler) -> None:
        groups = _groups(book, book.substream(where.start), Trimmings(), handler, where.filtered)
        feed(
            groups,
            book.found,
            handler,
            formula=book.cell_formula,
            filter_range=where.filtered,
            corner=where.corner,
        )

    return tell


def read_veil(book: BinaryBook, name: str, where: Where) -> tuple[SheetPass, Veil | None, Usage]:
    """Return the first pass of a visible sheet, its veil, and what it uses: for reading its unseen cells again."""
    usage = Usage(book.found.strings, book.found.looks(), is_1904=book.found.is_1904)
    sheet = Sheet(name, 1, SheetKind.WORKSHEET, SheetState.VISIBLE, book.part)
    read, found = _pass(book, sheet, where, usage, [])
    read.trees.append(read.trimmings.drawing.tree())
    return found, _veil(book, read, found, usage), usage


def _classify(read: ReadSheet, first: bytes) -> None:
    """Say what kind of sheet it is, by its own first record."""
    sheet = read.sheet
    if first[2:4] == _GLOBALS and sheet.is_listed:
        message = "no sheet begins where the workbook says"
        read.trimmings.damage.append(MalformedFileError(message, code="missing-substream"))
    if read.trimmings.is_dialog:
        sheet.kind = SheetKind.DIALOGSHEET
    elif len(first) >= 4:
        sheet.kind = _KINDS.get(int.from_bytes(first[2:4], "little"), sheet.kind)
    if sheet.kind is SheetKind.CHARTSHEET:
        read.charts = [read.start, *read.charts]
