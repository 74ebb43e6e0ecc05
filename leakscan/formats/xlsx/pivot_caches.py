"""Pivot caches of a workbook, as views."""

from leakscan import xmlsafe
from leakscan.findings import PartState, Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.pivots import Definition, RecordsPass, item_key, read_definition
from leakscan.tables import Table
from leakscan.views.spreadsheet import CacheSource, PivotCache, Workbook


def read_pivot_caches(package: Package, workbook: Workbook) -> None:
    """Read every pivot cache of the package into `workbook`, whether or not anything refers to it."""
    for part in sorted(package.entries):
        if package.content_type(part).endswith("pivotCacheDefinition+xml"):
            workbook.pivot_caches.append(_pivot_cache(package, part))


def _pivot_cache(package: Package, part: str) -> PivotCache:
    definition = Definition()
    with (
        package.recording(Place(part=part), lost="a pivot cache's definition"),
        package.open(part) as stream,
    ):
        read_definition(stream, definition)
        package.mark(part, PartState.EXAMINED, "pivot cache definition")
    records_part = ""
    for relationship in package.related(part, "pivotCacheRecords"):
        records_part = package.name(relationship.target) or ""
    records = RecordsPass(definition)
    if records_part:
        with (
            package.recording(Place(part=records_part), lost="a pivot cache's records"),
            package.open(records_part) as stream,
        ):
            xmlsafe.stream(stream, records)
            package.mark(records_part, PartState.EXAMINED, "pivot cache records")
    fields = tuple(column.name for column in definition.stored_fields)
    cache = PivotCache(
        part=part,
        records_part=records_part,
        source=CacheSource.UNKNOWN,
        source_sheet=definition.source.get("sheet", ""),
        source_range=definition.source.get("ref") or definition.source.get("name", ""),
        fields=fields,
        records=records.count,
        shared_items=len(definition.items),
        ghost_items=len(definition.items) - sum(records.used) if records_part else 0,
        refreshed_by=definition.attributes.get("refreshedBy", ""),
        refreshed_date=definition.attributes.get("refreshedDate", ""),
        values=records.values,
        examples=records.examples,
    )
    for number in range(len(definition.items)):
        cache.items_values.add(item_key(chr(definition.kinds[number]), definition.items[number]))
    if records.count:
        cache.table = Table(
            columns=fields,
            count=records.count,
            reader="leakscan.formats.xlsx.pivots:pivot_records",
            arguments={"part": part, "records_part": records_part},
        )
    if len(definition.items):
        cache.items_table = Table(
            columns=("Field", "Item"),
            count=len(definition.items),
            reader="leakscan.formats.xlsx.pivots:pivot_items",
            arguments={"part": part},
        )
    definition.items.close()
    return cache
