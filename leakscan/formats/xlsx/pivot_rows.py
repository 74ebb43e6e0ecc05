"""The tables of pivot caches: records joined with items, what a definition keeps, names given to groups."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import compress

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import decimal, whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivot_definitions import read_definition
from leakscan.formats.xlsx.pivots import (
    VALUE_DEPTH,
    Definition,
    Role,
    ghosts,
    names_given,
    records_reader,
)
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import opened_package
from leakscan.source import Source
from leakscan.tables import Row, Value


def typed_item(kind: str, text: str, dates: Dates) -> Value:
    """Return a cached item as the value a cell would show."""
    match kind:
        case "n":
            number = decimal(text)
            if number is None:
                return text or None
            return whole(text) if number.is_integer() and whole(text) is not None else number
        case "b":
            return xmlsafe.is_true(text)
        case "d":
            return dates.parse(text) or text
        case "m":
            return None
        case _:
            return text


class RecordRows(xmlsafe.Handler):
    """Makes rows of a records part, joined with the shared items."""

    def __init__(self, definition: Definition, dates: Dates, width: int) -> None:
        self._definition = definition
        self._fields = definition.stored_fields
        self._dates = dates
        self._width = width
        self._depth = 0
        self._row: list[Value] = []
        self.ready: list[Row] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth == VALUE_DEPTH:
            if len(self._row) >= self._width:
                return
            text = attributes.get("v", "")
            if name == "x":
                self._row.append(self._shared(len(self._row), whole(text)))
            else:
                self._row.append(typed_item(name, unescaped(attributes.get("c") or text), self._dates))
        elif name == "r":
            self._row = []

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if self._depth == 1 and name == "r":
            self._row.extend([None] * (self._width - len(self._row)))
            self.ready.append(tuple(self._row))

    def _shared(self, position: int, index: int | None) -> Value:
        if position >= len(self._fields) or index is None:
            return None
        column = self._fields[position]
        if not 0 <= index < column.items:
            return None
        kind, text, caption = self._definition.item(column.first_item + index)
        return typed_item(kind, caption or text, self._dates)


def pivot_records(source: Source, *, part: str, records_part: str, width: int) -> Iterator[Row]:
    """Yield the records of a pivot cache, joined with its shared items.

    Args:
        source: the workbook.
        part: the cache's definition; empty when it is gone.
        records_part: its records.
        width: number of values in each row.
    """
    with opened_definition(source, part) as (package, definition), package.open(records_part) as stream:
        handler = RecordRows(definition, Dates({}, is_1904=False), width)
        yield from xmlsafe.collected(stream, handler, handler.ready)


@contextmanager
def opened_definition(source: Source, part: str) -> Iterator[tuple[Package, Definition]]:
    """Give the package of a source and the definition of one of its caches, and close both."""
    definition = Definition()
    with opened_package(source) as package, closing(definition.kept):
        if part:
            with package.open(part) as stream:
                read_definition(stream, definition)
        yield package, definition


def pivot_items(source: Source, *, part: str) -> Iterator[Row]:
    """Yield everything that the definition of a pivot cache keeps: field, item, caption, what it is.

    Args:
        source: the workbook.
        part: the cache's definition.
    """
    yield from _items(source, part=part, records_part="")


def ghost_items(source: Source, *, part: str, records_part: str) -> Iterator[Row]:
    """Yield the shared items of a pivot cache that none of its records uses: field, item, caption, what it is.

    Args:
        source: the workbook.
        part: the cache's definition.
        records_part: its records.
    """
    yield from _items(source, part=part, records_part=records_part)


def _items(source: Source, *, part: str, records_part: str) -> Iterator[Row]:
    with opened_definition(source, part) as (package, definition):
        used = None
        if records_part:
            with package.open(records_part) as stream:
                records, read = records_reader(stream, definition)
                read()
            used = ghosts(definition, records.used)
        yield from item_rows(definition, used)


def item_rows(definition: Definition, used: bytearray | None) -> Iterator[Row]:
    """Yield what a definition keeps, all or what is marked: field, item, caption, what it is."""
    dates = Dates({}, is_1904=False)
    words = [role.words for role in Role]
    numbers = range(len(definition.kept))
    for number in numbers if used is None else compress(numbers, used):
        kind, text, caption = definition.item(number)
        role = words[definition.roles[number]]
        yield definition.owner(number), typed_item(kind, text, dates), caption or None, role


def pivot_names(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the names given to groups of items and to pages: field, name.

    Args:
        source: the workbook.
        part: the cache's definition.
    """
    with opened_definition(source, part) as (_, definition):
        yield from name_rows(definition)


def name_rows(definition: Definition) -> Iterator[Row]:
    """Yield the names that a definition gives to groups and pages: field, name."""
    for name, number in names_given(definition).items():
        yield definition.owner(number), name
