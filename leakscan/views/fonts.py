"""Fonts: letters for which a document carries a glyph, and which no text of it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Font", "Letters")


class FontTrace(NamedTuple):
    """One subset of a font with letters to spare.

    Attributes:
        place: the font.
        letters: the letters and digits that no text holds.
    """

    place: Place
    letters: str


@dataclass(slots=True, eq=False, repr=False)
class FontTraces:
    """All such subsets of a document.

    Attributes:
        items: the subsets.
        has_redaction: black boxes without text stand on its pages, as redactions leave them.
        table: the letters as rows.
    """

    items: list[FontTrace] = field(default_factory=list)
    has_redaction: bool = False
    table: Table | None = None


def trace_rows(items: list[FontTrace]) -> Iterator[Row]:
    """Yield one row for each subset."""
    for item in items:
        yield item.place.part, item.letters
