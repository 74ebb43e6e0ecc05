"""Rows of views that tell of a whole document: the document is opened and read again."""

from collections.abc import Callable, Iterator
from contextlib import closing

from leakscan.formats.document import Context
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views import paths, people, properties
from leakscan.views.paths import Paths
from leakscan.views.people import People
from leakscan.views.properties import Properties

_ROWS: dict[str, tuple[type, Callable[..., Iterator[Row]], tuple[str, ...]]] = {
    "properties": (Properties, Properties.rows, properties.COLUMNS),
    "custom properties": (Properties, Properties.custom_rows, properties.COLUMNS),
    "stale titles": (Properties, Properties.stale_rows, properties.STALE_COLUMNS),
    "people": (People, People.rows, people.COLUMNS),
    "paths": (Paths, Paths.rows, paths.COLUMNS),
}


def view_rows(source: Source, *, view: str) -> Iterator[Row]:
    """Yield the rows of the document's view of that name."""
    from leakscan.formats.catalogue import open_document

    kind, rows, _ = _ROWS[view]
    document = open_document(source, Context(Ledger(), Options()))
    with closing(document):
        for found in document.views():
            if isinstance(found, kind):
                yield from rows(found)
                return


def view_table(view: str, *, count: int) -> Table | None:
    """Return the recipe for the rows of a view, or None when it has none."""
    if count == 0:
        return None
    return Table(
        columns=_ROWS[view][2],
        count=count,
        reader="leakscan.formats.rereading:view_rows",
        arguments={"view": view},
    )
