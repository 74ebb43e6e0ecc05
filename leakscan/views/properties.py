"""Document properties: what a file says of itself, whatever format it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.tables import Row, Table, Value

_DATE = late_pattern(r"D:\d{8}|\d{4}-\d\d-\d\d[T ]\d")
_DATE_DIGITS = 14
COLUMNS = ("Group", "Property", "Value", "Part")
STALE_COLUMNS = ("Title", "Part")


class PropertyGroup(Enum):
    """Which set of properties one belongs to."""

    CORE = "core"
    APPLICATION = "application"
    CUSTOM = "custom"


class Property(NamedTuple):
    """One property.

    Attributes:
        group: the set it belongs to.
        name: its name as the format spells it.
        value: its value, typed; several values are joined by semicolons.
        place: the part and the property's name.
    """

    group: PropertyGroup
    name: str
    value: Value
    place: Place


@dataclass(slots=True, eq=False, repr=False)
class Properties:
    """All properties of one document.

    Attributes:
        items: the properties, in the order of the file; those without a value are left out.
        titles: names of sheets and ranges as the file lists them for other programs.
        stale_titles: those among them that nothing in the file bears any more, and where they stand.
        links: targets of hyperlinks that the properties repeat.
        table: the standard properties as rows.
        custom_table: the custom properties as rows.
        stale_table: the stale titles as rows.
        labels_table: what sensitivity labels say, as rows.
    """

    items: list[Property] = field(default_factory=list)
    titles: list[tuple[str, Place]] = field(default_factory=list)
    stale_titles: list[tuple[str, Place]] = field(default_factory=list)
    links: list[tuple[str, Place]] = field(default_factory=list)
    table: Table | None = None
    custom_table: Table | None = None
    stale_table: Table | None = None
    labels_table: Table | None = None

    def texts(self, name: str) -> Iterator[str]:
        """Yield the text of the core and application properties of that name, letter case aside."""
        for item in self.items:
            is_custom = item.group is PropertyGroup.CUSTOM
            if not is_custom and item.name.casefold() == name.casefold() and isinstance(item.value, str):
                yield item.value

    def stale_rows(self) -> Iterator[Row]:
        """Yield the stale titles as rows."""
        for text, place in self.stale_titles:
            yield text, place.part

    @property
    def contradictions(self) -> tuple[Property, ...]:
        """Properties that two parts of the file hold with different values, as copies that were forgotten do."""
        copies: dict[tuple[PropertyGroup, str], list[Property]] = {}
        for item in self.items:
            copies.setdefault((item.group, item.name.casefold()), []).append(item)
        return tuple(
            item
            for group in copies.values()
            if len({item.place.part for item in group}) > 1 and len({_plain(item.value) for item in group}) > 1
            for item in group
        )

    @property
    def standard(self) -> tuple[Property, ...]:
        """The properties that every document can have: core and application."""
        return tuple(item for item in self.items if item.group is not PropertyGroup.CUSTOM)

    @property
    def custom(self) -> tuple[Property, ...]:
        """The properties that this document has of its own."""
        return tuple(item for item in self.items if item.group is PropertyGroup.CUSTOM)

    @property
    def labels(self) -> tuple[Property, ...]:
        """What sensitivity labels say of the document."""
        return tuple(item for item in self.custom if item.name.casefold().startswith("msip_label_"))

    def label_rows(self) -> Iterator[Row]:
        """Yield what labels say as rows."""
        yield from map(_row, self.labels)

    def rows(self) -> Iterator[Row]:
        """Yield the standard properties as rows."""
        yield from map(_row, self.standard)

    def custom_rows(self) -> Iterator[Row]:
        """Yield the custom properties as rows."""
        yield from map(_row, self.custom)


def _plain(value: Value) -> str:
    """Return a value as it compares with others; PDF writes a date in one way or another."""
    text = str(value).strip()
    return re.sub(r"\D", "", text)[:_DATE_DIGITS] if _DATE.match(text) else text


def _row(item: Property) -> Row:
    return item.group.value, item.name, item.value, item.place.part
