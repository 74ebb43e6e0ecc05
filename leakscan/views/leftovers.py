"""Leftovers: content that a document's file holds and the document no longer uses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table
from leakscan.views.values import ValueSet

COLUMNS = ("Where", "What", "Bytes", "Text")
OUTSIDE_COLUMNS = ("Where", "Bytes", "Text")


class Disuse(Enum):
    """Why content is out of use."""

    UNREFERENCED = "that nothing refers to"
    UNLISTED = "that no table lists"
    UNUSED = "that no page paints"
    TEMPLATE = "kept as templates"


class Position(Enum):
    """Where bytes outside the document lie."""

    BEFORE = "before the header"
    BETWEEN = "between the objects"
    AFTER = "after the end"
    WITHIN = "within streams beside what they hold"
    COMMENT = "in comments"


class Leftover(NamedTuple):
    """One thing out of use.

    Attributes:
        place: where it stands.
        kind: what it is: page, picture, font, text, stream, value.
        disuse: why it is out of use.
        size: bytes it takes.
        text: the text it holds, if any.
        is_told: nothing in it is left that is not understood.
    """

    place: Place
    kind: str
    disuse: Disuse
    size: int
    text: str = ""
    is_told: bool = True


class Outside(NamedTuple):
    """Bytes that belong to no object.

    Attributes:
        place: where they lie.
        position: where that is, in words.
        size: how many there are.
        text: their text, where they are text.
        format: the format that they begin, if they begin one.
    """

    place: Place
    position: Position
    size: int
    text: str = ""
    format: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Leftovers:
    """Everything out of use in a document's file.

    Attributes:
        items: objects out of use.
        outside: bytes of no object.
        visible: every word that shows on some page.
        tables: by the reason of disuse, the items as rows.
    """

    items: list[Leftover] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)
    visible: ValueSet = field(default_factory=ValueSet)
    tables: dict[Disuse, Table] = field(default_factory=dict)
    outside_tables: dict[Position, Table] = field(default_factory=dict)

    def of(self, disuse: Disuse) -> list[Leftover]:
        """Return what is out of use for one reason."""
        return [item for item in self.items if item.disuse is disuse]


def leftover_rows(items: list[Leftover]) -> Iterator[Row]:
    """Yield one row for each line of what is out of use."""
    for item in items:
        for line in _lines(item):
            yield item.place.name or item.place.part, item.kind, item.size, line


def count_rows(items: list[Leftover]) -> int:
    """Return how many rows there are."""
    return sum(len(_lines(item)) for item in items)


def _lines(item: Leftover) -> list[str]:
    return [line for line in item.text.splitlines() if line.strip()] or [""]


def outside_rows(items: list[Outside]) -> Iterator[Row]:
    """Yield one row for each stretch of bytes."""
    for item in items:
        yield item.place.part or item.place.start, item.size, item.text
