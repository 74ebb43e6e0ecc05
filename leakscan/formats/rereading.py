"""Rows of views that tell of a whole document: the document is opened and read again."""

from collections.abc import Iterator
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

_VIEWS: dict[str, type[Properties] | type[People] | type[Paths]] = {
    "properties": Properties,
    "people": People,
    "paths": Paths,
}
_COLUMNS = {"properties": properties.COLUMNS, "people": people.COLUMNS, "paths": paths.COLUMNS}


def view_rows(source: Source, *, view: str) -> Iterator[Row]:
    """Yield the rows of the document's view of that name: properties, people or paths."""
    from leakscan.formats.catalogue import open_document

    document = open_document(source, Context(Ledger(), Options()))
    with closing(document):
        for found in document.views():
            if isinstance(found, _VIEWS[view]):
                yield from found.rows()
                return


def view_table(view: str, *, count: int) -> Table | None:
    """Return the recipe for the rows of a view, or None when it has none."""
    if count == 0:
        return None
    return Table(
        columns=_COLUMNS[view],
        count=count,
        reader="leakscan.formats.rereading:view_rows",
        arguments={"view": view},
    )
