"""Pivot caches: definition and records (ECMA-376-1 §18.10.1)."""

import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.formats.xlsx.cells import decimal, whole
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.source import Source
from leakscan.tables import Row, Value
from leakscan.views.values import ValueSet, value_key

_ITEM_KINDS = "msnbedx"
"""The elements that stand for a value: missing, string, number, boolean, error, date, index (§18.10.1.49 …)."""


@dataclass(slots=True)
class CacheField:
    """One field of a cache.

    Attributes:
        name: its caption.
        is_stored: records hold a value for it; calculated and grouped fields have none.
        first_item: number of its first shared item among those of the whole cache.
        items: how many it has.
        formula: the formula of a calculated field.
    """

    name: str
    is_stored: bool = True
    first_item: int = 0
    items: int = 0
    formula: str = ""


@dataclass(slots=True)
class Definition:
    """What a cache's definition says.

    Attributes:
        attributes: those of the root element.
        source_type: worksheet, external, consolidation or scenario.
        source: attributes of `worksheetSource`.
        fields: the fields, in order.
        items: all shared items, field after field, as text.
        kinds: for each item, the element it stands in.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    source_type: str = ""
    source: dict[str, str] = field(default_factory=dict)
    fields: list[CacheField] = field(default_factory=list)
    items: SharedStrings = field(default_factory=SharedStrings)
    kinds: "array.array[int]" = field(default_factory=lambda: array.array("B"))

    @property
    def stored_fields(self) -> list[CacheField]:
        """The fields that records hold values for."""
        return [item for item in self.fields if item.is_stored]


class _DefinitionHandler(xmlsafe.Handler):
    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._in_items = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        definition = self._definition
        if self._in_items and len(name) == 1 and name in _ITEM_KINDS:
            definition.items.append(attributes.get("v", ""))
            definition.kinds.append(ord(name))
            definition.fields[-1].items += 1
        elif name == "sharedItems" and definition.fields:
            self._in_items = True
        elif name == "cacheField":
            definition.fields.append(
                CacheField(
                    name=attributes.get("caption") or attributes.get("name", ""),
                    is_stored=xmlsafe.is_true(attributes.get("databaseField"), default=True),
                    first_item=len(definition.items),
                    formula=attributes.get("formula", ""),
                )
            )
        elif name == "pivotCacheDefinition":
            definition.attributes = attributes
        elif name == "cacheSource":
            definition.source_type = attributes.get("type", "")
        elif name == "worksheetSource":
            definition.source = attributes

    def end(self, name: str) -> None:
        if name == "sharedItems":
            self._in_items = False


def read_definition(stream: BinaryIO, definition: Definition) -> None:
    """Read a definition part into `definition`.

    Raises:
        FileError: it is damaged; what came before the damage is there.
    """
    try:
        xmlsafe.stream(stream, _DefinitionHandler(definition))
    finally:
        definition.items.finish()


class RecordsHandler(xmlsafe.Handler):
    """Turns the events of a records part into lists of (kind, text); subclasses take them."""

    def __init__(self) -> None:
        self._record: list[tuple[str, str]] | None = None

    def record(self, values: list[tuple[str, str]]) -> None:
        """Take a record: for each stored field the element and its `v`."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "r":
            self._record = []
        elif self._record is not None and len(name) == 1 and name in _ITEM_KINDS:
            self._record.append((name, attributes.get("v", "")))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "r" and self._record is not None:
            self.record(self._record)
            self._record = None


class RecordsPass(RecordsHandler):
    """Gathers what rules need of a cache's records."""

    def __init__(self, definition: Definition, *, most_examples: int = 5) -> None:
        super().__init__()
        self.count = 0
        self.values = ValueSet()
        self.examples: list[str] = []
        self.used = bytearray(len(definition.items))
        self._definition = definition
        self._fields = definition.stored_fields
        self._most = most_examples

    def record(self, values: list[tuple[str, str]]) -> None:
        """Take a record."""
        self.count += 1
        definition = self._definition
        for (kind, text), column in zip(values, self._fields, strict=False):
            if kind == "x":
                index = whole(text)
                if index is None or not 0 <= index < column.items:
                    continue
                number = column.first_item + index
                if not self.used[number]:
                    self.used[number] = 1
                    self._take(chr(definition.kinds[number]), definition.items[number])
            else:
                self._take(kind, text)

    def _take(self, kind: str, text: str) -> None:
        key = item_key(kind, text)
        self.values.add(key)
        if key is not None and len(self.examples) < self._most:
            self.examples.append(text[:200])


def item_key(kind: str, text: str) -> int | None:
    """Return the value key of a cached item; a date's is that of the serial number a cell would hold."""
    if kind == "d":
        serial = date_serial(text)
        return value_key(text if serial is None else repr(serial))
    return None if kind in ("m", "e") else value_key(text)


def date_serial(text: str) -> float | None:
    """Return the serial number of an ISO 8601 date (days from 1899-12-30), or None when it is none."""
    import datetime

    try:
        moment = datetime.datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return None
    delta = moment.replace(tzinfo=None) - datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # cells have no zone
    return delta.days + delta.seconds / 86_400


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


class _Records(RecordsHandler):
    def __init__(self, definition: Definition, dates: Dates) -> None:
        super().__init__()
        self._definition = definition
        self._fields = definition.stored_fields
        self._dates = dates
        self.ready: list[Row] = []

    def record(self, values: list[tuple[str, str]]) -> None:
        row: list[Value] = []
        for (kind, text), column in zip(values, self._fields, strict=False):
            index = whole(text) if kind == "x" else None
            if kind == "x" and index is not None and 0 <= index < column.items:
                number = column.first_item + index
                row.append(
                    typed_item(chr(self._definition.kinds[number]), self._definition.items[number], self._dates)
                )
            else:
                row.append(None if kind == "x" else typed_item(kind, text, self._dates))
        row.extend([None] * (len(self._fields) - len(row)))
        self.ready.append(tuple(row))


def pivot_records(source: Source, *, part: str, records_part: str) -> Iterator[Row]:
    """Yield the records of a pivot cache, joined with its shared items.

    Args:
        source: the workbook.
        part: the cache's definition.
        records_part: its records.
    """
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        definition = Definition()
        try:
            with package.open(part) as stream:
                read_definition(stream, definition)
            handler = _Records(definition, Dates({}, is_1904=False))
            with package.open(records_part) as stream:
                for _ in xmlsafe.steps(stream, handler):
                    yield from handler.ready
                    handler.ready.clear()
        finally:
            definition.items.close()


def pivot_items(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the shared items of a pivot cache: field, item."""
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        definition = Definition()
        try:
            with package.open(part) as stream:
                read_definition(stream, definition)
            dates = Dates({}, is_1904=False)
            for column in definition.fields:
                for number in range(column.first_item, column.first_item + column.items):
                    kind = chr(definition.kinds[number])
                    yield column.name, typed_item(kind, definition.items[number], dates)
        finally:
            definition.items.close()
