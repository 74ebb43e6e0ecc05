"""Readers of recovered tables: they read a workbook again, row by row, for `Table.rows`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.ooxml.package import BINARY_WORKBOOK, Package
from leakscan.formats.xlsx.cells import CellHandler, decimal, whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.facts import Usage, read_facts
from leakscan.formats.xlsx.layout import FilterRange, Layout
from leakscan.formats.xlsx.recipes import unused_strings
from leakscan.formats.xlsx.strings import SharedStrings, read_strings
from leakscan.formats.xlsx.styles import Dates, read_dates
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source
from leakscan.tables import Row, Value
from leakscan.views.spreadsheet import Hiding

_BEYOND = 1 << 30


@contextmanager
def opened_package(source: Source) -> Iterator[Package]:
    """Give the package of a source for reading tables, and close it."""
    container = ZipContainer(source)
    try:
        package = Package(container, Context(Ledger(), Options()))
        if package.declares(BINARY_WORKBOOK):
            from leakscan.formats.xlsb.package import BinaryPackage

            package = BinaryPackage(container, Context(Ledger(), Options()))
        yield package
    finally:
        container.close()


def sheet_rows(
    source: Source,
    *,
    part: str,
    columns: tuple[int, ...],
    hiding: str,
    filters: tuple[tuple[int, int], ...],
) -> Iterator[Row]:
    """Yield rows of a sheet that hold something in the columns wanted: the row's number, then its cells.

    Args:
        source: the workbook.
        part: the sheet's part.
        columns: the columns wanted, from 1.
        hiding: name of the reason why the rows wanted do not show; empty for all rows.
        filters: first and last row of each filter that hides rows.
    """
    with opened_package(source) as package:
        handler = SheetRows(*known_things(source, package), columns, hiding, filters)
        with package.open(part) as stream:
            yield from handler.collected(xmlsafe.steps(xmlsafe.fastest(stream), handler))


def known_things(source: Source, package: Package) -> "tuple[SharedStrings, Dates]":
    """Return the shared strings and the date formats of a workbook, read once for all its tables."""
    known = source.kept.get("strings and dates")
    if known is None:
        workbook_part = package.main_part() or ""
        strings = SharedStrings(is_keyed=False)
        _read_strings(package, workbook_part, strings)
        known = source.kept["strings and dates"] = strings, read_dates(package, workbook_part)
    found: tuple[SharedStrings, Dates] = known
    return found


def orphan_rows(source: Source, *, part: str, sheets: tuple[str, ...]) -> Iterator[Row]:
    """Yield the shared strings that no cell uses: the string's number, from 0, and its text.

    Args:
        source: the workbook.
        part: the part with the shared strings.
        sheets: the parts of the sheets that the workbook lists.
    """
    with opened_package(source) as package, closing(SharedStrings()) as strings:
        with package.open(part) as stream:
            read_strings(stream, strings)
        usage = Usage(strings)
        for sheet in sheets:
            if sheet:
                with package.open(sheet) as stream:
                    damage = read_facts(stream, usage, shows=False).damage
                if damage is not None:
                    raise damage
        yield from unused_strings(usage)


def reading_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the readings that a part keeps of its texts, numbered from 1."""
    handler = _Readings()
    with opened_package(source) as package, package.open(part) as stream:
        number = 0
        for _ in xmlsafe.steps(stream, handler):
            for text in handler.ready:
                number += 1
                yield number, text
            handler.ready.clear()


class _Readings(xmlsafe.Handler):
    """Collects the readings of strings, wherever they stand."""

    takes_qualified = False

    def __init__(self) -> None:
        self.ready: list[str] = []
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        if name == "rPh":
            self._pieces = []

    def end(self, name: str) -> None:
        if name == "rPh" and self._pieces is not None:
            text = unescaped("".join(self._pieces))
            if text:
                self.ready.append(text)
            self._pieces = None

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)


def _read_strings(package: Package, workbook_part: str, strings: SharedStrings) -> None:
    for relationship in package.related(workbook_part, "sharedStrings"):
        name = package.name(relationship.target)
        if name is not None:
            with package.recording(Place(part=name), lost="text of the cells"), package.open(name) as stream:
                read_strings(stream, strings)
        return


class SheetRows(CellHandler):
    """Collects finished rows until they are taken."""

    def __init__(
        self,
        strings: SharedStrings,
        dates: Dates,
        columns: tuple[int, ...],
        hiding: str,
        filters: Iterable[tuple[int, int]],
    ) -> None:
        super().__init__()
        self._strings = strings
        self._dates = dates
        self._positions = {column: index + 1 for index, column in enumerate(columns)}
        self._empty: list[Value] = [None] * (len(columns) + 1)
        self._hiding = Hiding[hiding] if hiding else None
        self._filters = [FilterRange(first, last, is_active=True) for first, last in filters]
        self._layout = Layout()
        self._wanted = False
        self._values: list[Value] = []
        self._filled = _BEYOND
        self._holds = False
        self._ready: list[Row] = []

    def collected(self, reading: Iterator[None]) -> Iterator[Row]:
        """Go on with the reading of the part, and yield its rows.

        Raises:
            FileError: it is damaged; raised after what came before the damage.
        """
        damage = None
        try:
            for _ in reading:
                yield from self.taken()
        except FileError as error:
            damage = error
        self.finish()
        yield from self.taken()
        if damage is not None:
            raise damage

    def taken(self) -> Iterator[Row]:
        """Yield the rows finished since the last call."""
        ready, self._ready = self._ready, []
        yield from ready

    def finish(self) -> None:
        """Say that the part is over."""
        self._flush()

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""
        self._layout.start(name, attributes)

    def row(self, attributes: Mapping[str, str]) -> None:
        """Take the start of a row."""
        self._flush()
        self._filled = _BEYOND
        self._wanted = self._hiding is None or self._why(attributes) is self._hiding

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        if not self._wanted:
            return
        value = typed(kind, text, self.style, self._strings, self._dates)
        if value is None and not self.has_formula and not (text and is_beyond(kind, text, self._strings)):
            return
        if column <= self._filled:
            # As in the facts: a row that repeats a column is two rows of the table.
            self._flush()
            self._values = self._empty.copy()
            self._values[0] = self.row_number
        self._filled = column
        position = self._positions.get(column)
        if position is not None:
            self._values[position] = value
            self._holds = True

    def _flush(self) -> None:
        if self._holds:
            self._ready.append(tuple(self._values))
            self._holds = False

    def _why(self, attributes: Mapping[str, str]) -> Hiding | None:
        return self._filtered(self._layout.row(attributes), self.row_number)

    def _filtered(self, why: Hiding | None, number: int) -> Hiding | None:
        why = self._layout.placed(number, why)
        if why in (Hiding.BY_HAND, Hiding.COLLAPSED) and any(item.holds(number) for item in self._filters):
            return Hiding.FILTERED
        return why


def is_beyond(kind: str, text: str, strings: SharedStrings) -> bool:
    """Return whether a cell refers to a shared string that does not exist; it held something all the same."""
    if kind != "s":
        return False
    number = whole(text)
    return number is None or not 0 <= number < len(strings)


def typed(kind: str, text: str, style: str | None, strings: SharedStrings, dates: Dates) -> Value:
    """Return a cell's value: text, number, boolean, or date by its number format; None when it has none."""
    match kind:
        case "s":
            number = whole(text)
            known = number is not None and 0 <= number < len(strings)
            return (strings[number] or None) if known and number is not None else None
        case "n":
            value = decimal(text)
            if value is None:
                return unescaped(text) or None
            if dates.is_date(whole(style) or 0):
                return dates.convert(value)
            number = whole(text) if value.is_integer() else None
            return value if number is None else number
        case "b":
            return xmlsafe.is_true(text) if text else None
        case "d":
            return dates.parse(text) or text or None
        case _:
            return unescaped(text) or None
