"""Pivot caches of binary workbooks: the streams of `_SX_DB_CUR` ([MS-XLS] 2.1.7.14).

They are told to the same definition and the same handler of records as those of XML workbooks.
"""

import datetime
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.expressions import Names, expression_text
from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xls.formulas import layout_of
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.lengths import is_wrong_length
from leakscan.formats.xls.records import EOF, Group, grouped, records
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.escapes import escaped
from leakscan.formats.xlsx.pivots import CacheField, Definition, Role

STORAGE = "_SX_DB_CUR"
_CACHE, _CACHE_MORE, _FIELD, _RECORD = 0x00C6, 0x0122, 0x00C7, 0x00C8
_NUMBER, _BOOLEAN, _ERROR, _INTEGER, _STRING, _DATE, _NOTHING = 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF
_BOUNDS, _BOUND_COUNT = 0x00D8, 3
_FORMULA = 0x00F9
_QUIET = frozenset((EOF, 0x00D9, 0x00F6, 0x00F8, 0x0103, 0x01BB))
"""Numbers: of items of other fields, of fields and items in formulas, and kinds of values in databases."""
_NOTHING_NAMED = Names(lambda _: "", lambda _: "", lambda *_: "")
_ALL_ITEMS, _RANGED, _SHORT_INDEXES, _CALCULATED = 0x0001, 0x0010, 0x0200, 0x8000


class CacheReader:
    """Reads one cache stream: first the fields with their items, then the records.

    Attributes:
        definition: what the fields say; `attributes` get the names they have in an XML workbook.
        records: what takes the records, made by `make` once the fields are known.
        has_unread: the stream holds records that nothing reads.
    """

    def __init__(
        self, found: Globals, definition: Definition, make: Callable[[Definition], xmlsafe.Handler] | None = None
    ) -> None:
        self.definition = definition
        self.records: xmlsafe.Handler | None = None
        self.has_unread = False
        self._found = found
        self._make = make
        self._wide: list[bool] = []
        self._has_items: list[bool] = []
        self._counts: list[int] = []
        self._stored = 0
        self._group_items_left = 0
        self._items_left = 0
        self._bounds_left = 0
        self._is_ranged = False
        self._record: list[tuple[str, str] | None] = []

    def read(self, stream: BinaryIO) -> None:
        """Read the stream to its end.

        Raises:
            MalformedFileError: it breaks off; what came before was read.
        """
        try:
            for _ in self.steps(stream):
                pass
        finally:
            self.settle()

    def steps(self, stream: BinaryIO) -> Iterator[None]:
        """Read the stream record by record; `settle` is still to be called.

        Raises:
            MalformedFileError: it breaks off.
        """
        is_over = False
        for group in grouped(records(stream)):
            if group.type == EOF:
                is_over = True
                break
            if self._found.version >= 8 and is_wrong_length(group.type, group.data):
                message = "a record of a pivot cache has a wrong length"
                self._found.damage.append(MalformedFileError(message, code="broken-record"))
            self._take(group)
            yield
        self._finish_record()
        if not is_over:
            raise MalformedFileError("a pivot cache breaks off before its end", code="broken-substream")

    def settle(self) -> xmlsafe.Handler | None:
        """Finish the definition and return what took the records; made now where there are none."""
        if self.records is None and self._make is not None:
            self.definition.kept.finish()
            self.records = self._make(self.definition)
            self.records.start("pivotCacheRecords", {})
        return self.records

    def _take(self, group: Group) -> None:
        if group.type == _CACHE:
            self._take_cache(group)
        elif group.type == _CACHE_MORE:
            date = struct.unpack_from("<d", group.data)[0] if len(group.data) >= 8 else 0.0
            self.definition.attributes["refreshedDate"] = repr(date)
        elif group.type == _FIELD:
            self._take_field(group)
        elif group.type == _RECORD:
            self._take_record(group.data)
        elif group.type == _BOUNDS:
            self._bounds_left = _BOUND_COUNT
        elif _NUMBER <= group.type <= _NOTHING:
            self._take_item(self._value(group))
        elif group.type == _FORMULA:
            self._take_formula(group)
        elif group.type not in _QUIET:
            self.has_unread = True

    def _take_cache(self, group: Group) -> None:
        reader = self._found.reader(group)
        count = reader.long()
        reader.skip(2)
        flags = reader.short()
        reader.skip(2)
        self._stored = reader.short()
        reader.skip(4)
        reader.skip(2)
        length = reader.short()
        attributes = self.definition.attributes
        attributes["recordCount"] = str(count)
        attributes["saveData"] = str(flags & 0x01)
        attributes["refreshOnLoad"] = str(flags >> 2 & 0x01)
        if length != 0xFFFF and length:
            attributes["refreshedBy"] = (
                reader.unicode_of(length) if self._found.version >= 8 else reader.take(length).decode("latin-1")
            )

    def _take_field(self, group: Group) -> None:
        reader = self._found.reader(group)
        flags = reader.short()
        reader.skip(6)
        self._group_items_left = reader.short()
        reader.skip(2)
        self._items_left = reader.short()
        self._is_ranged = bool(flags & _RANGED)
        fields = self.definition.fields
        is_stored = len(fields) < self._stored and not flags & _CALCULATED
        fields.append(
            CacheField(
                name=self._found.text(reader, 2),
                is_stored=is_stored,
                first_item=len(self.definition.kept),
            )
        )
        if is_stored:
            self._wide.append(bool(flags & _SHORT_INDEXES))
            self._has_items.append(bool(flags & _ALL_ITEMS) and self._items_left > 0)

    def _take_formula(self, group: Group) -> None:
        """Take the formula of a calculated field or item ([MS-XLS] 2.4.286); it names fields by number alone."""
        reader = self._found.reader(group)
        size = reader.short()
        reader.skip(2)
        tokens, extra = Reader([reader.take(size)]), Reader([reader.rest()])
        definition = self.definition
        try:
            text = expression_text(tokens, extra, layout_of(self._found.version), _NOTHING_NAMED)
        except MalformedFileError as error:
            self._found.damage.append(error)
            return
        definition.keep(Role.FORMULA, "s", escaped(text), owner=len(definition.fields) - 1)
        if definition.fields and not definition.fields[-1].items:
            definition.fields[-1].first_item = len(definition.kept)

    def _take_item(self, value: tuple[str, str]) -> None:
        definition, (kind, text) = self.definition, value
        owner = len(definition.fields) - 1
        if self._bounds_left:
            self._bounds_left -= 1
        elif self._group_items_left:
            self._group_items_left -= 1
            role = Role.GROUP if kind != "s" or self._is_ranged else Role.ITEM
            definition.keep(role, kind, escaped(text), owner=owner)
            definition.fields[-1].first_item = len(definition.kept)
        elif self._items_left:
            self._items_left -= 1
            definition.keep(Role.ITEM, kind, escaped(text), owner=owner)
            definition.fields[-1].items += 1
        else:
            self._fill(value)

    def _take_record(self, data: bytes) -> None:
        self._finish_record()
        if len(self._counts) != len(self._wide):
            self._counts = [field.items for field in self.definition.fields if field.is_stored]
        position = 0
        values: list[tuple[str, str] | None] = []
        for is_wide, has_items in zip(self._wide, self._has_items, strict=True):
            if not has_items:
                values.append(None)
                continue
            width = 2 if is_wide else 1
            if position + width > len(data):
                raise MalformedFileError("a record of a pivot cache is too short", code="short-record")
            index = int.from_bytes(data[position : position + width], "little")
            if index >= self._counts[len(values)]:
                self._found.lacks("items of a pivot cache")
            values.append(("x", str(index)))
            position += width
        self._record = values

    def _fill(self, value: tuple[str, str]) -> None:
        """Give the next field of the record that has no items its value."""
        if not self._record:
            if any(self._has_items) or not self._has_items:
                return
            self._record = [None] * len(self._has_items)
        for index, known in enumerate(self._record):
            if known is None:
                self._record[index] = value
                break
        if not any(self._has_items) and None not in self._record:
            self._finish_record()

    def _finish_record(self) -> None:
        if self._record:
            handler = self.settle()
            if handler is not None:
                handler.start("r", {})
                for value in self._record:
                    kind, text = value or ("m", "")
                    handler.start(kind, {"v": escaped(text)})
                    handler.end(kind)
                handler.end("r")
        self._record = []

    def _value(self, group: Group) -> tuple[str, str]:
        reader = self._found.reader(group)
        match group.type:
            case k if k == _NUMBER:
                return "n", number_text(reader.double())
            case k if k == _INTEGER:
                return "n", str(int.from_bytes(reader.take(2), "little", signed=True))
            case k if k == _STRING:
                return "s", self._found.text(reader, 2)
            case k if k == _BOOLEAN:
                return "b", str(reader.short())
            case k if k == _ERROR:
                return "e", ERRORS.get(reader.short(), "#N/A")
            case k if k == _DATE:
                return "d", _date(reader.take(8))
            case _:
                return "m", ""


def _date(data: bytes) -> str:
    """Return a date as ISO 8601 ([MS-XLS] 2.4.280); its parts joined where they are no date."""
    year, month, day, hour, minute, second = struct.unpack("<HHBBBB", data)
    try:
        return datetime.datetime(year, month, day, hour, minute, second).isoformat()  # noqa: DTZ001  # no zone
    except ValueError:
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
