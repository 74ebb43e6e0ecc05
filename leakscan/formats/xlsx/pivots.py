"""Pivot caches: definition and records (ECMA-376-1 §18.10.1)."""

import array
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import compress
from typing import TYPE_CHECKING, BinaryIO

from leakscan import xmlsafe
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.begun import RECORDS_PAY, Begun
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.strings import BLANK, SharedStrings
from leakscan.limits import Budget
from leakscan.patterns import late_pattern
from leakscan.views.values import ValueSet, boolean_key, date_key, value_key

if TYPE_CHECKING:
    from leakscan.formats.xlsx.kept_records import KeptRecords

MOST_EXAMPLES = 5
EXAMPLE_CHARACTERS = 200

_SEPARATOR = "\0"  # parts an item from its caption; only escapes put it into either
_TEXT = ord("s")
_OTHER_KEYS = re.compile(b"[dbme]")
"""Kinds of values whose key is not that of their text."""

VALUE_DEPTH = 3
"""How deep in a records part the values of a record stand."""
NO_ITEM, OWN_VALUE = -1, -2
"""In place of the number of an item: where there is none, and where the record has a value of its own."""
_MOST_ROWS = 4_000


_GENERATED = late_pattern(r"[\W\d_]*(?:[^\W\d_]{1,12}[\W\d_]*)?")
"""Names that programs give to ranges: numbers and dates, with one short word such as a month."""
_COUNTED = late_pattern(
    r"(?:Group|Gruppe|Groupe|Grupo|Gruppo|Groep|Grupa|Grupp|Skupina|Csoport|\u0413\u0440\u0443\u043f\u043f\u0430"
    r"|Item|Element|\u00c9l\u00e9ment|Elemento)\s?\d+",
    re.IGNORECASE,
)
"""Names that Excel counts up for groups made by hand and for pages, in its languages."""


class Role(IntEnum):
    """What something that a definition keeps is."""

    ITEM = 0
    GROUP = 1
    FORMULA = 2
    BOUND = 3
    PAGE = 4
    RANGE = 5
    MEMBER = 6
    ENTRY = 7
    STRUCTURE = 8
    CALCULATED = 9

    @property
    def words(self) -> str:
        """The role for people."""
        return _ROLE_WORDS[self]

    @property
    def is_data(self) -> bool:
        """True for what comes from the source rows, or was typed by a person."""
        return self not in (Role.GROUP, Role.RANGE, Role.STRUCTURE)


_ROLE_WORDS = (
    "item",
    "group",
    "formula",
    "smallest or largest value",
    "page",
    "source range",
    "member property",
    "cached value",
    "structure of the source",
    "calculated item",
)


@dataclass(slots=True, eq=False, repr=False)
class CacheField:
    """One field of a cache.

    Attributes:
        name: its name; for a cube its unique name.
        is_stored: records hold a value for it; calculated and grouped fields have none.
        first_item: number of its first shared item among all that the definition keeps.
        items: how many shared items it has.
    """

    name: str
    is_stored: bool = True
    first_item: int = 0
    items: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Definition:
    """What a cache's definition says.

    Attributes:
        attributes: those of the root element.
        source_type: worksheet, external, consolidation or scenario.
        source: attributes of `worksheetSource`.
        ranges: attributes of each `rangeSet` of a consolidation.
        fields: the fields, in order.
        kept: everything it keeps, as text, with its caption after a separator.
        kinds: for each thing kept, the element it stands in.
        roles: for each thing kept, what it is.
        owners: for each thing kept, the number of its field; -1 when it belongs to none.
        captioned: the numbers of things kept that have a caption of their own.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    source_type: str = ""
    source: dict[str, str] = field(default_factory=dict)
    ranges: list[dict[str, str]] = field(default_factory=list)
    fields: list[CacheField] = field(default_factory=list)
    kept: SharedStrings = field(default_factory=SharedStrings)
    kinds: "array.array[int]" = field(default_factory=lambda: array.array("B"))
    roles: "array.array[int]" = field(default_factory=lambda: array.array("B"))
    owners: "array.array[int]" = field(default_factory=lambda: array.array("i"))
    captioned: list[int] = field(default_factory=list)

    @property
    def stored_fields(self) -> list[CacheField]:
        """The fields that records hold values for."""
        return [item for item in self.fields if item.is_stored]

    def keep(self, role: Role, kind: str, text: str, *, caption: str = "", owner: int = -1) -> None:
        """Add something that the definition keeps."""
        text, caption = unescaped(text), unescaped(caption)
        if caption and caption != text:
            self.captioned.append(len(self.kept))
            text = f"{text}{_SEPARATOR}{caption}"
        self.kept.append(text)
        self.kinds.append(ord(kind))
        self.roles.append(role)
        self.owners.append(owner)

    def keep_items(self, kinds: bytes, texts: list[str]) -> None:
        """Add shared items of the last field, none with a caption; their escapes are resolved."""
        self.kept.extend(texts)
        self.kinds.frombytes(kinds)
        self.roles.frombytes(bytes((Role.ITEM,)) * len(texts))
        self.owners.extend(array.array("i", (len(self.fields) - 1,)) * len(texts))
        self.fields[-1].items += len(texts)

    def keys(self, *, is_1904: bool) -> "array.array[int]":
        """Return the value key of each thing kept as it is shown; BLANK or less for those without."""
        keys = self.kept.keys[:]
        others = _OTHER_KEYS.finditer(self.kinds)
        for number in (*(found.start() for found in others), *self.captioned):
            kind, text, caption = self.item(number)
            key = item_key(kind, caption or text, is_1904=is_1904)
            keys[number] = BLANK if key is None else key
        return keys

    def add_examples(self, numbers: Iterable[int], *, texts: dict[str, None], numerals: dict[str, None]) -> None:
        """Keep some of the things as examples, until there are enough texts; numbers only where those are few."""
        for number in numbers:
            if len(texts) >= MOST_EXAMPLES:
                return
            if self.kinds[number] == _TEXT or len(numerals) < MOST_EXAMPLES:
                kind, text, caption = self.item(number)
                keep_example(kind, caption or text, texts=texts, numbers=numerals)

    def item(self, number: int) -> tuple[str, str, str]:
        """Return the element, the text and the caption of something kept."""
        text, caption = self.kept[number], ""
        place = bisect_left(self.captioned, number)
        if place < len(self.captioned) and self.captioned[place] == number:
            text, _, caption = text.rpartition(_SEPARATOR)
        return chr(self.kinds[number]), text, caption

    def owner(self, number: int) -> str:
        """Return the name of the field that something kept belongs to."""
        index = self.owners[number]
        return self.fields[index].name if 0 <= index < len(self.fields) else ""


class RecordsPass(xmlsafe.Handler):
    """Gathers what rules need of a cache's records: one method call an element, nothing made for a value.

    Attributes:
        count: number of records.
        width: most values in a record.
        values: different values that stand in the records themselves; `finish` adds the shared items used.
        kept: the numbers of the shared items, for whoever asks while the scan runs; None when they are not kept.
        used: by number of a thing the definition keeps, whether a record uses it.
        is_1904: the workbook counts days from 1904.
        walker: what gathers all that is not on the list of the format; None until the part is read as XML.
    """

    def __init__(self, definition: Definition, *, is_1904: bool = False) -> None:
        self.walker: Walker | None = None
        self.count = 0
        self.width = 0
        self.values = ValueSet()
        self.kept: KeptRecords | None = None
        self.used = bytearray(len(definition.kept))
        self._definition = definition
        self.is_1904 = is_1904
        self._bounds = [(item.first_item, item.items) for item in definition.stored_fields]
        self._examples: dict[str, None] = {}
        self._numbers: dict[str, None] = {}
        self._depth = 0
        self._column = 0
        self._row: list[int] = []
        self._rows: list[list[int]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth == VALUE_DEPTH:
            column = self._column
            self._column = column + 1
            number = NO_ITEM
            if name == "x":
                if column < len(self._bounds):
                    first, items = self._bounds[column]
                    index = whole(attributes.get("v"))
                    if index is not None and 0 <= index < items:
                        self.used[first + index] = 1
                        number = index
            elif name != "m":
                self._inline(name, unescaped(attributes.get("c") or attributes.get("v", "")))
                number = OWN_VALUE
            self._row.append(number)
        elif name == "r":
            self._column = 0
            self._row = []

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if self._depth == 1 and name == "r":
            self.count += 1
            if self._column > self.width:
                self.width = self._column
            if self.kept is not None:
                self._rows.append(self._row)
                self._row = []
                if len(self._rows) >= _MOST_ROWS:
                    self.keep_rows()

    def keep_rows(self) -> None:
        """Have the records kept that were read one by one."""
        if self.kept is not None and self._rows:
            self.kept.add_rows(self._rows)
        self._rows = []

    def watcher(self) -> Walker:
        """Return what gathers all that is not on the list of the format."""
        self.walker = Walker(vocabulary("spreadsheet"), Strays())
        return self.walker

    def finish(self) -> list[str]:
        """Add the shared items that records use to the values, and return examples, text before numbers."""
        definition, used = self._definition, self.used
        self.values.add_marked(definition.keys(is_1904=self.is_1904), used, above=BLANK)
        definition.add_examples(compress(range(len(used)), used), texts=self._examples, numerals=self._numbers)
        return [*self._examples, *self._numbers][:MOST_EXAMPLES]

    def _inline(self, kind: str, text: str) -> None:
        key = item_key(kind, text, is_1904=self.is_1904)
        self.values.add(key)
        if len(self._examples) < MOST_EXAMPLES:
            keep_example(kind, text, texts=self._examples, numbers=self._numbers)


def records_reader(
    stream: BinaryIO, definition: Definition, *, is_1904: bool = False, keeping: Budget | None = None
) -> tuple[RecordsPass, Callable[[], None]]:
    """Return what will gather a records part, and what reads it to its end; large ones are read as arrays.

    Args:
        stream: the part.
        definition: the definition of its cache.
        is_1904: the workbook counts days from 1904.
        keeping: what allows to keep the numbers of shared items; None when nobody will ask for them.
    """
    begun = Begun(stream, RECORDS_PAY)
    if begun.is_large:
        from leakscan.formats.xlsx.kept_records import KeptRecords
        from leakscan.formats.xlsx.record_blocks import RecordBlocks, feed_records

        kept = None if keeping is None else KeptRecords(definition, keeping)
        blocks = RecordBlocks(definition, is_1904=is_1904, kept=kept)
        return blocks, lambda: feed_records(begun, blocks)
    records = RecordsPass(definition, is_1904=is_1904)
    return records, lambda: xmlsafe.stream(begun, records)


def keep_example(kind: str, text: str, *, texts: dict[str, None], numbers: dict[str, None]) -> None:
    """Keep a value as an example, text and numbers apart, unless there are enough."""
    kept = texts if kind == "s" else numbers
    if kind not in ("m", "e") and text.strip() and len(kept) < MOST_EXAMPLES:
        kept[text[:EXAMPLE_CHARACTERS]] = None


def item_key(kind: str, text: str, *, is_1904: bool = False) -> int | None:
    """Return the value key of a cached item; a date's is that of the serial number a cell would hold."""
    if kind == "d":
        return date_key(text, is_1904=is_1904)
    if kind == "b":
        return boolean_key(xmlsafe.is_true(text))
    return None if kind in ("m", "e") else value_key(text)


def ghosts(definition: Definition, used: bytearray) -> bytearray:
    """Return, by number of a thing kept, whether it is a shared item with a value that no record uses."""
    size = len(definition.kept)
    marks = bytearray(size)
    for column in definition.stored_fields:
        marks[column.first_item : column.first_item + column.items] = b"\1" * column.items
    # Bytes have no `and` of their own.
    found = int.from_bytes(marks, "little")
    for flags in (
        definition.roles.tobytes().translate(_IS_ITEM),
        definition.kinds.tobytes().translate(_IS_VALUE),
        used.translate(_IS_ZERO),
    ):
        found &= int.from_bytes(flags, "little")
    return bytearray(found.to_bytes(size, "little"))


def _table(holds: Callable[[int], bool]) -> bytes:
    """Return a table that translates numbers into whether something holds for them."""
    return bytes(map(holds, range(256)))


_IS_ITEM = _table(lambda role: role == Role.ITEM)
_IS_VALUE = _table(lambda kind: kind not in b"me")
_IS_ZERO = _table(lambda number: number == 0)


def names_given(definition: Definition) -> dict[str, int]:
    """Return the names given to groups of items (§18.10.1.38) and to pages, each with its number.

    The list of a grouped field repeats the items that are in no group.
    """
    names: dict[str, int] = {}
    shared = array.array("i", [-1]) * len(definition.kept)
    for index, column in enumerate(definition.fields):
        shared[column.first_item : column.first_item + column.items] = array.array("i", [index]) * column.items
    if shared == definition.owners and Role.PAGE not in definition.roles and -1 not in shared:
        return names  # items only, of which there may be very many
    for number, (role, owner) in enumerate(zip(definition.roles, definition.owners, strict=True)):
        if shared[number] == owner >= 0 and role != Role.PAGE:
            continue
        kind, text, caption = definition.item(number)
        is_name = role == Role.PAGE or (kind == "s" and _may_name_a_group(definition, number, text))
        if is_name and not _COUNTED.fullmatch(caption or text):
            names.setdefault(caption or text, number)
    for column in definition.fields if names else ():
        for number in range(column.first_item, column.first_item + column.items):
            _, text, caption = definition.item(number)
            names.pop(caption or text, None)
    return names


def _may_name_a_group(definition: Definition, number: int, text: str) -> bool:
    role, owner = definition.roles[number], definition.owners[number]
    if owner < 0 or role not in (Role.GROUP, Role.ITEM):
        return False
    column = definition.fields[owner]
    is_shared = column.first_item <= number < column.first_item + column.items
    return not is_shared and (role == Role.ITEM or not _GENERATED.fullmatch(text))
