"""Readers of recovered tables: they read a document again, row by row."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeVar

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.formats import remnants
from leakscan.formats.document import Context
from leakscan.formats.ods import plain
from leakscan.formats.ods.conditions import Painting
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.facts import MOST_WRITTEN_CELLS, seconds_of, written
from leakscan.formats.ods.looks import Styles
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ods.reading import DocumentPass, Reading, hiding_of, read_part
from leakscan.formats.ods.veils import Veil
from leakscan.formats.xlsx.cells import whole
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source
from leakscan.tables import Row, Value
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


def sheet_rows(source: Source, *, part: str, table: int, columns: tuple[int, ...], hiding: str) -> Iterator[Row]:
    """Yield rows of a sheet that hold something in the columns wanted: the row's number, then its cells.

    Args:
        source: the document.
        part: the part with its sheets.
        table: number of the sheet's table, from 1.
        columns: the columns wanted, from 1.
        hiding: name of the reason why the rows wanted do not show; empty for all rows.
    """
    with opened_document(source, part) as opened:
        styles = _common_styles(opened) if hiding else Styles()
        handler = _Rows(table, columns, Hiding[hiding] if hiding else None, styles)
        with opened.open(part) as stream:
            yield from _collected(stream, handler, handler.ready)


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
        reading = Reading(part, styles=_common_styles(opened), paintings={sheet: paintings})
        handler = DocumentPass(reading, Workbook(), {sheet: veil})
        handler.wanted = (table, Unseen[why])
        with opened.open(part) as stream:
            for reference, kind, text in _collected(stream, handler, handler.ready):
                yield reference, typed(kind, text)


def _collected(stream: BinaryIO, handler: ContentHandler, ready: list[_Item]) -> Iterator[_Item]:
    """Read a document piece by piece and yield what `handler` puts into `ready` meanwhile."""

    def taken() -> Iterator[_Item]:
        yield from ready
        ready.clear()

    yield from xmlsafe.drained(plain.steps(stream, handler), taken)


def _common_styles(opened: Opened) -> Styles:
    """Return the common styles as far as their part can be read; the scan has told of its damage."""
    reading = Reading("")
    part = opened.styles_part
    if part is not None:
        read_part(lambda: opened.open(part), reading, Workbook())
    return reading.styles


class _Rows(ContentHandler):
    """Collects finished rows of one table."""

    def __init__(self, table: int, columns: tuple[int, ...], hiding: Hiding | None, styles: Styles) -> None:
        super().__init__()
        self._wanted_table = table
        self._positions = {column: index + 1 for index, column in enumerate(columns)}
        self._width = len(columns) + 1
        self._hiding = hiding
        self._styles = styles
        self._is_wanted = False
        self._values: list[Value] | None = None
        self._cells = 0
        self.ready: list[Row] = []

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        if node.name in ("styles", "automatic-styles"):
            self._styles.add(node)

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:
        self._is_wanted = self.table == self._wanted_table
        self._values, self._cells = None, 0
        if self._is_wanted and self._hiding is not None:
            why = hiding_of(attributes, is_grouped=is_grouped)
            why = self._styles.row_size(attributes.get("style-name", "")) if why is None else why
            self._is_wanted = why is self._hiding

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:
        if not self._is_wanted:
            return
        self._cells += repeat
        value = typed(kind, text)
        for number in range(column, column + repeat):
            position = self._positions.get(number)
            if position is None:
                continue
            if self._values is None:
                self._values = [None] * self._width
            if number - column < MOST_WRITTEN_CELLS:
                self._values[position] = value

    def row_end(self) -> None:
        if self._values is not None:
            for number in range(self.row_number, self.row_number + written(self.row_repeat, self._cells)):
                self._values[0] = number
                self.ready.append(tuple(self._values))
        self._values = None


def typed(kind: str, text: str) -> Value:
    """Return a cell's value: text, number, boolean, date or time; None when it has none."""
    match kind:
        case "n":
            try:
                number = float(text)
            except ValueError:
                return text or None
            exact = whole(text) if number.is_integer() else None
            if exact is not None:
                return exact
            return int(number) if number.is_integer() else number
        case "b":
            return xmlsafe.is_true(text) if text else None
        case "d":
            try:
                return datetime.datetime.fromisoformat(text.removesuffix("Z"))
            except ValueError:
                return text or None
        case "t":
            seconds = seconds_of(text)
            return (text or None) if seconds is None else _time(seconds)
        case _:
            return text or None


def _time(seconds: float) -> Value:
    if 0 <= seconds < 86_400:
        midnight = datetime.datetime(1, 1, 1)  # noqa: DTZ001  # cells have no zone
        return (midnight + datetime.timedelta(seconds=seconds)).time()
    try:
        return datetime.timedelta(seconds=seconds)
    except OverflowError:
        return seconds
