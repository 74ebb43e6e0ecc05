"""Defined names and database ranges (ODF 1.3 part 3, §9.4.10, §9.4.14)."""

from collections.abc import Callable, Iterable, Iterator

from leakscan.formats.ods.addresses import address_text, formula_text, sheet_and_cells
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import Reading
from leakscan.formats.rereading import workbook_of
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import Connection, DefinedName
from leakscan.views.names import LIST_COLUMNS, TEXT_COLUMNS, VALUE_COLUMNS, list_rows, text_rows, value_rows
from leakscan.views.spreadsheet import Workbook

_ROWS: dict[str, tuple[Callable[[Iterable[DefinedName]], Iterator[Row]], tuple[str, ...]]] = {
    "list": (list_rows, LIST_COLUMNS),
    "values": (value_rows, VALUE_COLUMNS),
    "texts": (text_rows, TEXT_COLUMNS),
}
_SOURCES = ("database-source-sql", "database-source-table", "database-source-query")
_SETTINGS = (
    "database-name", "connection-resource", "sql-statement", "database-table-name", "table-name", "query-name",
    "href", "name", "source-name", "object-name", "user-name",
)  # fmt: skip
_CONNECTION_COLUMNS = ("Setting", "Text")


def read_names(reading: Reading, workbook: Workbook) -> None:
    """Read the defined names and the database ranges into `workbook`."""
    for item in reading.nodes("named-range", "named-expression"):
        node = item.node
        if node.name == "named-range":
            text = address_text(node.get("cell-range-address"))
        else:
            text = formula_text(node.get("expression"))
        workbook.names.append(
            DefinedName(
                name=node.get("name"),
                refers_to=text,
                sheet="" if item.sheet is None else item.sheet.name,
                is_hidden=node.get("hidden") == "true",
            )
        )
    workbook.names_part = reading.part
    add_name_tables(workbook)
    for item in reading.nodes("database-range"):
        name = item.node.get("name")
        workbook.table_ranges.setdefault(name.casefold(), sheet_and_cells(item.node.get("target-range-address")))
        for source in item.node.children(*_SOURCES):
            workbook.connections.append(source_connection(reading.part, name, source))


def add_name_tables(workbook: Workbook) -> None:
    """Give the names of a workbook the recipes of their tables."""
    workbook.names_table = _table("list", workbook)
    workbook.names_values_table = _table("values", workbook)
    workbook.names_texts_table = _table("texts", workbook)


def source_connection(part: str, name: str, source: Node) -> Connection:
    """Return the view of what a database range or a data pilot says of where its data come from."""
    settings = [(_SPELT.get(key, key), source.get(key)) for key in _SETTINGS if source.get(key)]
    if source.get("password"):
        settings.append(("connection", f"User ID={source.get('user-name')};Password={source.get('password')}"))
    known = tuple(dict.fromkeys(settings))
    return Connection(part, name, known, connection_table(name, len(known)))


def connection_table(name: str, count: int) -> Table:
    """Return the recipe for the settings of the connection of that name."""
    return Table(
        columns=_CONNECTION_COLUMNS,
        count=count,
        reader="leakscan.formats.ods.names:connection_rows",
        arguments={"name": name},
    )


_SPELT = {
    "sql-statement": "command",
    "database-name": "sourceFile",
    "href": "url",
    "connection-resource": "url",
    "source-name": "sourceName",
}
"""The names that views give to what a source of data says."""


def _table(what: str, workbook: Workbook) -> Table | None:
    rows, columns = _ROWS[what]
    count = sum(1 for _ in rows(workbook.names))
    if not count:
        return None
    return Table(
        columns=columns, count=count, reader="leakscan.formats.ods.names:name_rows", arguments={"what": what}
    )


def name_rows(source: Source, *, what: str) -> Iterator[Row]:
    """Yield what the defined names hold: `list`, `values` or `texts`."""
    yield from _ROWS[what][0](workbook_of(source).names)


def connection_rows(source: Source, *, name: str) -> Iterator[Row]:
    """Yield the settings of the database range of that name."""
    for connection in workbook_of(source).connections:
        if connection.name == name:
            yield from connection.settings
            return
