"""Reader of the cells of a binary sheet that are not seen: it reads the workbook again, for `Table.rows`."""

from collections.abc import Iterator

from leakscan.errors import FileError
from leakscan.formats.xls.book import opened_book
from leakscan.formats.xls.sheets import Where, feeder, read_veil
from leakscan.formats.xlsx.seeing import SeeingHandler
from leakscan.formats.xlsx.tables import typed
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.unseen import Unseen


def unseen_rows(
    source: Source, *, part: str, name: str, start: int, filtered: str, corner: tuple[int, int], why: str
) -> Iterator[Row]:
    """Yield the cells of a sheet that are not seen for one reason: each cell's reference and its value.

    Args:
        source: the workbook.
        part: its stream.
        name: the sheet's name.
        start: offset of the sheet in it.
        filtered: the range of the sheet's filter.
        corner: the first cell that can be scrolled to.
        why: name of the reason.
    """
    with opened_book(source, part, is_keyed=True) as book:
        where = Where(start, filtered, corner)
        first, veil, usage = read_veil(book, name, where)
        if veil is None:
            return
        handler = SeeingHandler(usage.apart(), veil, first.filters)
        handler.wanted = Unseen[why]
        dates, damage = book.dates(), None
        try:
            feeder(book, where)(handler)
        except FileError as error:
            damage = error
        for reference, kind, text, style in handler.ready:
            yield reference, typed(kind, text, style, usage.strings, dates) if kind else text
        if damage is not None:
            raise damage
