"""History: how a document came about, as its metadata tell, and where two sets of them disagree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Kind", "Property", "Value", "Part")


class HistoryKind(Enum):
    """What an item tells."""

    IDENTITY = "identity of the document"
    SOURCE = "document it was made from"
    STEP = "step of its history"
    DISAGREEMENT = "value that two sets of properties give differently"
    PART = "metadata of a part"


class HistoryItem(NamedTuple):
    """One thing that the metadata tell.

    Attributes:
        kind: what it tells.
        name: the property's name.
        text: its value.
        place: where it stands.
        is_custom: no standard knows the property.
    """

    kind: HistoryKind
    name: str
    text: str
    place: Place
    is_custom: bool = False


@dataclass(slots=True, eq=False, repr=False)
class History:
    """How a document came about.

    Attributes:
        items: everything told.
        table: the items as rows.
    """

    items: list[HistoryItem] = field(default_factory=list)
    table: Table | None = None

    def of(self, kind: HistoryKind) -> list[HistoryItem]:
        """Return the items of one kind."""
        return [item for item in self.items if item.kind is kind]


def history_rows(items: list[HistoryItem]) -> Iterator[Row]:
    """Yield one row for each item."""
    for item in items:
        yield item.kind.value, item.name, item.text, item.place.part
