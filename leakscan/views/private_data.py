"""Private data: what the application that made a document keeps in it for itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Application", "Page", "Bytes", "Text")


class PrivateData(NamedTuple):
    """What one application keeps in one place.

    Attributes:
        place: the page or part it belongs to, and the application.
        size: bytes it takes.
        text: the text in it.
        is_undrawn: it stands among the operators of a page, which do not draw it.
    """

    place: Place
    size: int
    text: str = ""
    is_undrawn: bool = False


@dataclass(slots=True, eq=False, repr=False)
class PrivateDataSet:
    """All private data of a document.

    Attributes:
        items: one for each application and place.
        table: the items as rows.
    """

    items: list[PrivateData] = field(default_factory=list)
    table: Table | None = None


def private_rows(items: list[PrivateData]) -> Iterator[Row]:
    """Yield one row for each item."""
    for item in items:
        yield item.place.name, item.place.page, item.size, item.text
