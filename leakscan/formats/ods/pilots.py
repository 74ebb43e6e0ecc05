"""Data pilots: pivot tables, which keep the items of their fields and no records (ODF 1.3 part 3, §9.6)."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ods.addresses import sheet_and_cells
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.names import source_connection
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import Reading
from leakscan.formats.ods.tables import opened_document
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import CacheSource, PivotCache, PivotUse
from leakscan.views.references import range_source, source_of
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

_COLUMNS = ("Field", "Item", "Caption", "Kept as")
_MEMBERS = ("data-pilot-member", "data-pilot-group-member", "data-pilot-group")
_WORDS = {"data-pilot-member": "item", "data-pilot-group-member": "item of a group", "data-pilot-group": "group"}
_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200


def read_pilots(reading: Reading, workbook: Workbook) -> None:
    """Read every data pilot into `workbook`."""
    for position, item in enumerate(reading.nodes("data-pilot-table")):
        cache = _cache(item.node, reading.part, workbook)
        kept = list(_items(item.node))
        cache.shared_items = len(kept)
        for _, text, _, _ in kept:
            cache.items_values.add(value_key(str(text)))
            shown = str(text)[:_EXAMPLE_CHARACTERS]
            if len(cache.items_examples) < _MOST_EXAMPLES and shown not in cache.items_examples:
                cache.items_examples.append(shown)
        if kept:
            cache.items_table = Table(
                columns=_COLUMNS,
                count=len(kept),
                reader="leakscan.formats.ods.pilots:pilot_items",
                arguments={"part": reading.part, "position": position},
            )
        workbook.pivot_caches.append(cache)


def _cache(node: Node, part: str, workbook: Workbook) -> PivotCache:
    fields = dict.fromkeys(field.get("source-field-name") for field in node.children("data-pilot-field"))
    cache = PivotCache(part, "", CacheSource.UNKNOWN, fields=tuple(name for name in fields if name))
    cache.saves_data = False
    sheet_name, cells = sheet_and_cells(node.get("target-range-address"))
    sheet = workbook.sheet(sheet_name)
    place = cache.place if sheet is None else sheet.place(cells, node.get("name"))
    cache.uses = [PivotUse(place, is_on_visible_sheet=sheet is not None and sheet.is_visible, can_drill=False)]
    for source in node.children():
        match source.name:
            case "source-cell-range":
                _classify(source, cache, workbook)
            case "source-service" | "database-source-sql" | "database-source-table" | "database-source-query":
                cache.source = CacheSource.EXTERNAL
                workbook.connections.append(source_connection(part, node.get("name"), source))
    return cache


def _classify(source: Node, cache: PivotCache, workbook: Workbook) -> None:
    address = source.get("cell-range-address")
    if not address and source.get("name"):
        found, cache.source_sheet, cache.source_range = source_of(workbook, source.get("name"))
        cache.source = CacheSource.SHEET_GONE if found is CacheSource.UNKNOWN else found
        return
    cache.source_sheet, cache.source_range = sheet_and_cells(address)
    if cache.source_sheet.startswith("#") or not address:
        cache.source = CacheSource.SHEET_GONE
    else:
        cache.source = range_source(workbook.sheet(cache.source_sheet), cache.source_range)


def _items(node: Node) -> Iterator[Row]:
    """Yield what a data pilot keeps of its source: field, item, caption, what it is."""
    for field in node.children("data-pilot-field"):
        name = field.get("source-field-name")
        if field.get("is-data-layout-field") == "true":
            continue
        if field.get("selected-page"):
            yield name, field.get("selected-page"), None, "page shown"
        for member in field.descendants(*_MEMBERS):
            if member.get("name"):
                yield name, member.get("name"), member.get("display-name") or None, _WORDS[member.name]
    for condition in node.descendants("filter-condition"):
        if condition.get("value"):
            yield None, condition.get("value"), None, "condition of a filter"


class _Pilots(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.ready: list[Node] = []

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        if node.name == "data-pilot-table":
            self.ready.append(node)


def pilot_items(source: Source, *, part: str, position: int) -> Iterator[Row]:
    """Yield what one data pilot keeps of its source.

    Args:
        source: the document.
        part: the part with its sheets.
        position: of the data pilot among all, from 0.
    """
    handler = _Pilots()
    with opened_document(source, part) as opened, opened.open(part) as stream:
        for at, node in enumerate(xmlsafe.collected(stream, handler, handler.ready)):
            if at == position:
                yield from _items(node)
