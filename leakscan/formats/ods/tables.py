"""Readers of recovered tables: they read a document again, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeVar

from leakscan import xmlsafe
from leakscan.blocks import Block, blocks_of_rows
from leakscan.containers.zipped import ZipContainer
from leakscan.formats import remnants
from leakscan.formats.document import Context
from leakscan.formats.ods import plain
from leakscan.formats.ods.conditions import Painting
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.looks import Styles
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ods.reading import ARRAYS_PAY, Reading, document_pass, read_part
from leakscan.formats.ods.row_columns import SheetColumns
from leakscan.formats.ods.sheet_rows import SheetRows
from leakscan.formats.ods.typed import typed
from leakscan.formats.ods.veils import Veil
from leakscan.formats.xlsx.begun import Begun
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.spreadsheet import Hiding, Workbook
from leakscan.views.unseen import Unseen

_Item = TypeVar("_Item")

FLAT = "(document)"
"""Stands for the part that a flat document is."""
STYLES = "styles.xml"


class Opened:
    """A document that is open for reading its parts again."""

    def __init__(self, source: Source, package: OpenPackage | None) -> None:
        self._source = source
        self._package = package

    def open(self, part: str) -> BinaryIO:
        """Return a stream over a part, or over a flat document."""
        if self._package is None:
            return remnants.opened_range(self._source, 0, self._source.size)
        return self._package.open(part)

    @property
    def styles_part(self) -> str | None:
        """The part with the common styles; None when there is none, or the document is flat."""
        return None if self._package is None else self._package.name(STYLES)


@contextmanager
def opened_document(source: Source, part: str) -> Iterator[Opened]:
    """Give a document for reading tables, and close it; `part` tells whether it is flat."""
    if part == FLAT:
        yield Opened(source, None)
        return
    container = ZipContainer(source)
    try:
        yield Opened(source, OpenPackage(container, Context(Ledger(), Options())))
    finally:
        container.close()


def sheet_rows(
    source: Source, *, part: str, table: int, columns: tuple[int, ...], hiding: str, is_whole: bool = False
) -> Iterator[Row]:
    """Yield rows of a sheet that hold something in the columns wanted: the row's number, then its cells.

    Args:
        source: the document.
        part: the part with its sheets.
        table: number of the sheet's table, from 1.
        columns: the columns wanted, from 1.
        hiding: name of the reason why the rows wanted do not show; empty for all rows.
        is_whole: the table was read to its end before, and was not damaged.
    """
    for block in sheet_blocks(source, part=part, table=table, columns=columns, hiding=hiding, is_whole=is_whole):
        yield from block.rows(len(columns) + 1, block.height)


def sheet_blocks(
    source: Source, *, part: str, table: int, columns: tuple[int, ...], hiding: str, is_whole: bool = False
) -> Iterator[Block]:
    """Yield rows of a sheet as blocks: those of `sheet_rows`, with the same arguments."""
    with opened_document(source, part) as opened:
        styles = common_styles(opened) if hiding else Styles()
        why = Hiding[hiding] if hiding else None
        with opened.open(part) as stream:
            begun = Begun(xmlsafe.fastest(stream), ARRAYS_PAY)
            if begun.is_large:
                yield from SheetColumns(table, columns, why, styles, is_whole=is_whole).blocks(begun)
            else:
                yield from blocks_of_rows(SheetRows(table, columns, why, styles).rows(begun))


def unseen_rows(
    source: Source,
    *,
    part: str,
    table: int,
    sheet: int,
    why: str,
    veil: Veil = (),
    paintings: tuple[Painting, ...] = (),
) -> Iterator[Row]:
    """Yield the cells of a sheet that are not seen for one reason: each cell's reference and its value.

    Args:
        source: the document.
        part: the part with its sheets.
        table: number of the sheet's table, from 1.
        sheet: number of the sheet, from 1.
        why: name of the reason.
        veil: what lies over its cells.
        paintings: its conditional formats that may hide something.
    """
    with opened_document(source, part) as opened:
        reading = Reading(part, styles=common_styles(opened), paintings={sheet: paintings})
        with opened.open(part) as stream:
            begun = Begun(xmlsafe.fastest(stream), ARRAYS_PAY)
            handler = document_pass(begun, reading, Workbook(), {sheet: veil})
            handler.wanted = (table, Unseen[why])
            for reference, kind, text in _collected(begun, handler, handler.ready):
                yield reference, typed(kind, text)


def _collected(stream: xmlsafe.Readable, handler: ContentHandler, ready: list[_Item]) -> Iterator[_Item]:
    """Read a document piece by piece and yield what `handler` puts into `ready` meanwhile."""

    def taken() -> Iterator[_Item]:
        yield from ready
        ready.clear()

    yield from xmlsafe.drained(plain.steps(stream, handler), taken)


def common_styles(opened: Opened) -> Styles:
    """Return the common styles as far as their part can be read; the scan has told of its damage."""
    reading = Reading("")
    part = opened.styles_part
    if part is not None:
        read_part(lambda: opened.open(part), reading, Workbook())
    return reading.styles
