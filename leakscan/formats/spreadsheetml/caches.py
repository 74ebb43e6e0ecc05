"""Copies of data that lie elsewhere: pivot caches, cells of other workbooks, queries.

A pivot cache is a persisted recordset: a schema, then one `row` element for each record, with an attribute for
each field (Microsoft, *XML Spreadsheet Reference*, `PivotCache`; Microsoft Data Access, *XML Persistence Format*).
"""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ods.names import connection_table
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.sieve import is_plain
from leakscan.formats.ods.typed import typed
from leakscan.formats.spreadsheetml.content import BookHandler, Schema, reference_text
from leakscan.formats.spreadsheetml.opening import opened_book
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.links import LinkHandler, LinkPass, LinkRows, link_of
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import CacheSource, Connection, PivotCache, PivotUse
from leakscan.views.references import source_of
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.values import value_key

_READERS = "leakscan.formats.spreadsheetml.caches"
_ITEM_COLUMNS = ("Field", "Item", "Caption", "Kept as")
_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200
_CELLS = {"Text": "str", "Number": "n", "Boolean": "b", "Error": "e"}
_QUERY_TEXTS = {"Connection": "connection", "CommandText": "command", "Name": "name"}
_HANDLED = frozenset(
    ("Name", "RefreshName", "RefreshDate", "RefreshDateCopy", "Location", "Reference", "FileName")
)


class Caches:
    """The pivot caches of a workbook, gathered while it is read.

    Attributes:
        found: the caches, in the order of the document.
        schemas: the fields of each.
    """

    def __init__(self, part: str) -> None:
        self.found: list[PivotCache] = []
        self.schemas: list[Schema] = []
        self._part = part
        self._indexes: list[str] = []
        self._tables: list[tuple[Node, Sheet]] = []

    def record(self, position: int, schema: Schema, values: dict[str, str]) -> None:
        """Take a record of the cache at that position."""
        cache = self._at(position, schema)
        cache.records += 1
        for name, text in values.items():
            if name in schema.fields and text:
                kind = schema.fields[name][1]
                cache.values.add(value_key(text) if kind != "e" else None)
                _example(cache.examples, text)

    def end(self, position: int, schema: Schema, node: Node) -> None:
        """Take the end of a cache."""
        cache = self._at(position, schema)
        cache.fields = tuple(title for title, _ in schema.fields.values())
        cache.saves_data = bool(cache.records)
        self._indexes[position] = node.child_text("CacheIndex").strip()
        if cache.records:
            cache.table = Table(
                columns=_distinct(cache.fields),
                count=cache.records,
                reader=f"{_READERS}:record_rows",
                arguments={"position": position},
            )

    def table(self, node: Node, sheet: Sheet) -> None:
        """Take a pivot table."""
        self._tables.append((node, sheet))

    def settle(self, workbook: Workbook) -> None:
        """Tie pivot tables to their caches, and give both to the workbook, whose sheets are complete."""
        for position, (node, sheet) in enumerate(self._tables):
            indexes = (item.child_text("CacheIndex").strip() for item in node.descendants("PTSource"))
            index = next(indexes, "")
            at = self._indexes.index(index) if index in self._indexes else -1
            cache = (
                self.found[at] if at >= 0 else PivotCache(self._part, "", CacheSource.UNKNOWN, saves_data=False)
            )
            if at < 0:
                self.found.append(cache)
            cells = reference_text(node.child_text("Location").strip()).replace("$", "")
            place = sheet.place(cells, node.child_text("Name").strip())
            can_drill = cache.records > 0
            cache.uses.append(PivotUse(place, is_on_visible_sheet=sheet.is_visible, can_drill=can_drill))
            _describe(cache, node, workbook)
            _take_items(cache, node, position)
        workbook.pivot_caches.extend(self.found)

    def _at(self, position: int, schema: Schema) -> PivotCache:
        while len(self.found) <= position:
            self.found.append(PivotCache(self._part, "", CacheSource.UNKNOWN))
            self.schemas.append(schema)
            self._indexes.append("")
        return self.found[position]


def is_known_cache(node: Node) -> bool:
    """Return whether a pivot cache holds nothing but its number, its schema and records without a text inside."""
    names = {child.name for child in node.children()}
    return names <= {"CacheIndex", "Schema", "data"} and not node.child_text("data").strip()


def _describe(cache: PivotCache, node: Node, workbook: Workbook) -> None:
    """Add what a pivot table says of its source."""
    for source in node.descendants("PTSource"):
        cache.refreshed_by = source.child_text("RefreshName").strip() or cache.refreshed_by
        cache.refreshed_date = source.child_text("RefreshDate").strip() or cache.refreshed_date
        for reference in source.descendants("ConsolidationReference"):
            cache.source_path = reference.child_text("FileName").strip()
            formula = reference_text(reference.child_text("Reference").strip())
            cache.source, cache.source_sheet, cache.source_range = source_of(workbook, formula)
            if cache.source_path:
                cache.source = CacheSource.OTHER_WORKBOOK
        for query in source.descendants("QuerySource"):
            cache.source = CacheSource.EXTERNAL
            workbook.connections.append(query_connection(cache.part, node.child_text("Name").strip(), query))


def _take_items(cache: PivotCache, node: Node, position: int) -> None:
    kept = list(_items(node))
    for _, text, _, _ in kept:
        cache.items_values.add(value_key(str(text)))
        _example(cache.items_examples, str(text))
    if kept and cache.items_table is None:
        cache.shared_items = len(kept)
        cache.items_table = Table(
            columns=_ITEM_COLUMNS,
            count=len(kept),
            reader=f"{_READERS}:item_rows",
            arguments={"position": position},
        )


def _items(node: Node) -> Iterator[Row]:
    """Yield what a pivot table keeps of its source: field, item, caption, what it is."""
    for pivot_field in node.children("PivotField"):
        name = pivot_field.child_text("Name").strip()
        for item in pivot_field.descendants("PivotItem"):
            text = item.child_text("Name").strip()
            if text:
                yield name, text, None, "item"
    for leaf in node.descendants():
        text = leaf.text.strip()
        has_children = any(True for _ in leaf.children())
        if text and not has_children and leaf.name not in _HANDLED and not is_plain(text):
            yield None, text, None, leaf.name


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of columns, those that occur again with a number behind them."""
    found: dict[str, None] = {}
    for name in names:
        title, number = name, 2
        while title in found:
            title, number = f"{name} ({number})", number + 1
        found[title] = None
    return tuple(found)


def _example(examples: list[str], text: str) -> None:
    shown = text[:_EXAMPLE_CHARACTERS]
    if len(examples) < _MOST_EXAMPLES and shown not in examples:
        examples.append(shown)


class _Records(BookHandler):
    """Collects the records of one cache."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self._wanted = position
        self.ready: list[Row] = []

    def record(self, position: int, schema: Schema, values: dict[str, str]) -> None:
        if position == self._wanted:
            self.ready.append(
                tuple(
                    typed(kind, values[name]) if values.get(name) else None
                    for name, (_, kind) in schema.fields.items()
                )
            )


class _Nodes(BookHandler):
    """Collects elements of one name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.ready: list[Node] = []

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        if node.name == self._name:
            self.ready.append(node)
        elif node.name == "ExcelWorkbook":
            self.ready.extend(node.children(self._name))


def _nodes(source: Source, name: str, position: int) -> Iterator[Node]:
    """Yield the element of that name at that position, if it is there."""
    handler = _Nodes(name)
    with opened_book(source) as stream:
        for at, node in enumerate(xmlsafe.collected(stream, handler, handler.ready)):
            if at == position:
                yield node


def record_rows(source: Source, *, position: int) -> Iterator[Row]:
    """Yield the records of the pivot cache at that position, from 0."""
    handler = _Records(position)
    with opened_book(source) as stream:
        yield from xmlsafe.collected(stream, handler, handler.ready)


def item_rows(source: Source, *, position: int) -> Iterator[Row]:
    """Yield what the pivot table at that position, from 0, keeps of its source."""
    for node in _nodes(source, "PivotTable", position):
        yield from _items(node)


def read_book(node: Node, position: int, part: str, workbook: Workbook) -> None:
    """Read a `SupBook`: another workbook, and the cells kept of it ([MS-XLS] 2.4.271, 2.4.65).

    Args:
        node: the element.
        position: its own among those of the workbook, from 0.
        part: the part that holds it.
        workbook: where it goes.
    """
    handler = LinkPass()
    handler.sheet_names = [item.text.strip() for item in node.children("SheetName")]
    handler.names = [
        (item.child_text("Name").strip(), item.child_text("Formula").strip())
        for item in node.children("ExternName")
    ]
    _tell_cells(node, handler)
    targets = [text for item in node.children("Path") if (text := item.text.strip())]
    if targets or handler.sheets or handler.names:
        reader, where = f"{_READERS}:book_rows", {"position": position}
        workbook.external_links.append(link_of(handler, part, position + 1, targets, reader=reader, where=where))


def _tell_cells(node: Node, handler: LinkHandler) -> None:
    for kept in node.children("Xct"):
        handler.sheet = whole(kept.child_text("SheetIndex").strip()) or 0
        for run in kept.children("Crn"):
            handler.row = (whole(run.child_text("Row").strip()) or 0) + 1
            column = (whole(run.child_text("ColFirst").strip()) or 0) + 1
            for item in run.children(*_CELLS):
                handler.cell(column, _CELLS[item.name], item.text)
                column += 1
            handler.row_end()


def book_rows(source: Source, *, position: int, sheet: int | None, columns: tuple[int, ...]) -> Iterator[Row]:
    """Yield the cells kept of one sheet of the other workbook at that position, from 0."""
    for node in _nodes(source, "SupBook", position):
        rows = LinkRows(sheet, columns)
        _tell_cells(node, rows)
        yield from rows.ready


def query_connection(part: str, name: str, node: Node) -> Connection:
    """Return the view of a query."""
    settings = tuple(
        (_QUERY_TEXTS.get(item.name, item.name), text)
        for item in node.descendants()
        if (text := item.text.strip()) and not any(True for _ in item.children())
    )
    return Connection(part, name, settings, connection_table(name, len(settings)))
