"""What lies in the stream of a binary workbook outside the globals and the sheets that they list."""

import io
from collections.abc import Callable, Iterator

from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.sheets import ReadSheet, gaps
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.archive import Archive, Extra, Orphan, Position, Reason, Remnant, RemnantKind
from leakscan.views.spreadsheet import Workbook


def add_gaps(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook, archive: Archive) -> None:
    """Add sheets that are not listed, and bytes that belong to no sheet, to `archive`; nothing where damage is."""
    if book.damage is not None or any(read.damage is not None for read in sheets):
        return
    for read in sheets:
        facts = read.sheet.facts
        if read.sheet.is_listed or facts is None:
            continue
        place = Place(part=book.part, start=read.start, end=read.end)
        found = Remnant(place, RemnantKind.SHEET, read.end - read.start, facts.rows, facts.cells, facts.values)
        found.examples, found.table = facts.examples, facts.table
        found.not_visible = workbook.not_visible(facts.values)
        archive.orphans.append(Orphan(found, Reason.NOT_LISTED))
    for start, end in gaps(book, sheets):
        found = Remnant(Place(part=book.part, start=start, end=end), RemnantKind.UNREADABLE, end - start)
        remnants.fill(found, _opener(book, start, end), _maker(book.part, start, end), is_file=False)
        if found.kind is RemnantKind.BLANK or (found.kind is RemnantKind.BYTES and not found.rows):
            continue
        found.not_visible = workbook.not_visible(found.values) if found.rows else None
        archive.extras.append(Extra(found, Position.RECORDS))


def _opener(book: BinaryBook, start: int, end: int) -> Callable[[], io.BytesIO]:
    def opened() -> io.BytesIO:
        book.stream.seek(start)
        return io.BytesIO(book.stream.read(end - start))

    return opened


def _maker(part: str, start: int, end: int) -> Callable[[int], Table]:
    def make(count: int) -> Table:
        return Table(
            columns=("Number", "Text"),
            count=count,
            reader="leakscan.formats.xls.gaps:gap_texts",
            arguments={"part": part, "start": start, "end": end},
        )

    return make


def gap_texts(source: Source, *, part: str, start: int, end: int) -> Iterator[Row]:
    """Yield the pieces of text of a range of the workbook's stream, numbered from 1."""
    with opened_book(source, part) as book:
        yield from remnants.text_rows(_opener(book, start, end), is_file=False)
