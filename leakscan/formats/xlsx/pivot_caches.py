"""Pivot caches of a workbook, as views."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import compress

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivot_definitions import read_definition
from leakscan.formats.xlsx.pivot_tables import PivotTable, pivot_tables
from leakscan.formats.xlsx.pivots import (
    MOST_EXAMPLES,
    Definition,
    RecordsPass,
    Role,
    ghosts,
    names_given,
    records_reader,
)
from leakscan.formats.xlsx.roots import parts_of
from leakscan.formats.xlsx.strings import BLANK
from leakscan.parts import PartState
from leakscan.tables import Row, Table
from leakscan.views.caches import CacheSource, PivotCache, PivotUse
from leakscan.views.references import range_source, source_of
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.values import value_key

_READER = "leakscan.formats.xlsx.pivot_rows"
_BLOCK_READER = "leakscan.formats.xlsx.record_columns:pivot_blocks"
_IS_DATA = bytes(number < len(Role) and Role(number).is_data for number in range(256))
"""By number of a role, whether it is data."""

_MOST_LENT = 2_000
"""Most items that no record uses which are held until the scan ends."""

_ITEM_COLUMNS = ("Field", "Item", "Caption", "Kept as")
_NAME_COLUMNS = ("Field", "Text")


@dataclass(slots=True, eq=False, repr=False)
class _Listing:
    """What the workbook part and the pivot tables say of caches.

    Attributes:
        related: definition parts that the workbook refers to.
        by_id: definition part of each cache number.
        uses: the pivot tables of each definition part.
        is_1904: the workbook counts days from 1904 (ECMA-376-1 §18.17.4.1).
    """

    related: set[str] = field(default_factory=set)
    by_id: dict[str, str] = field(default_factory=dict)
    uses: dict[str, list[PivotUse]] = field(default_factory=dict)
    is_1904: bool = False


def read_pivot_caches(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read every pivot cache of the package into `workbook`, whether or not anything refers to it."""
    listing = _listing(package, workbook_part, workbook)
    records_parts = parts_of(package, root="pivotCacheRecords")
    definitions = parts_of(package, root="pivotCacheDefinition")
    pairs = [(part, _records_part(package, part, records_parts)) for part in definitions]
    claimed = {records for _, records in pairs}
    pairs.extend(("", part) for part in records_parts if part not in claimed)
    for part, records_part in pairs:
        workbook.pivot_caches.append(_pivot_cache(package, part, records_part, workbook, listing))


def _listing(package: Package, workbook_part: str, workbook: Workbook) -> _Listing:
    listing = _Listing()
    targets = {}
    for relationship in package.related(workbook_part, "pivotCacheDefinition"):
        name = package.name(relationship.target)
        if name is not None:
            targets[relationship.id] = name
            listing.related.add(name)
    root = package.tree(workbook_part, "workbook", lost="the list of pivot caches")
    if root is not None:
        for element in xmlsafe.children(root, "workbookPr"):
            listing.is_1904 = xmlsafe.is_true(element.get("date1904"))
        # The extension of Excel 2010 lists caches of slicers the same way, under the same name.
        for element in xmlsafe.descendants(root, "pivotCache"):
            target = targets.get(xmlsafe.attribute(element, "id") or "")
            if target is not None:
                listing.by_id.setdefault(element.get("cacheId", ""), target)
    for sheet in workbook.sheets:
        for part, found in pivot_tables(package, sheet.part, sheet.name):
            _read_pivot_table(package, part, found, sheet, listing)
    return listing


def _read_pivot_table(package: Package, part: str, found: PivotTable, sheet: Sheet, listing: _Listing) -> None:
    cache = listing.by_id.get(found.attributes.get("cacheId", ""))
    for relationship in package.related(part, "pivotCacheDefinition"):
        cache = package.name(relationship.target) or cache
    if cache is None:
        return
    listing.uses.setdefault(cache, []).append(
        PivotUse(
            place=Place(
                part=part,
                sheet=sheet.name,
                cells=found.location.get("ref", ""),
                name=unescaped(found.attributes.get("name", "")),
            ),
            is_on_visible_sheet=sheet.is_visible,
            can_drill=xmlsafe.is_true(found.attributes.get("enableDrill"), default=True),
        )
    )


def _records_part(package: Package, part: str, records_parts: list[str]) -> str:
    """Return the records of a definition: those it relates to, else those of its own number."""
    for relationship in package.related(part, "pivotCacheRecords"):
        name = package.name(relationship.target)
        if name is not None:
            return name
    if any(True for _ in package.related(part, "pivotCacheRecords")):
        return ""
    number = _number(part)
    same = [name for name in records_parts if number and _number(name) == number]
    return same[0] if len(same) == 1 else ""


def _number(part: str) -> str:
    found = re.search(r"(\d+)\.\w+$", posixpath.basename(part))
    return "" if found is None else found[1]


def _pivot_cache(
    package: Package,
    part: str,
    records_part: str,
    workbook: Workbook,
    listing: _Listing,
) -> PivotCache:
    definition = Definition()
    if part:
        with (
            package.recording(Place(part=part), lost="a pivot cache's definition"),
            package.open(part) as stream,
        ):
            walker = Walker(vocabulary("spreadsheet"), Strays())
            read_definition(stream, definition, walker)
            if walker.root or walker.is_of_format:
                package.walkers[part] = walker
            package.mark(part, PartState.EXAMINED, "pivot cache definition")
    records = RecordsPass(definition, is_1904=listing.is_1904)
    if records_part:
        with (
            package.recording(Place(part=records_part), lost="a pivot cache's records"),
            package.open(records_part) as stream,
        ):
            keeping = package.container.source.budget if package.context.options.people else None
            records, read = records_reader(stream, definition, is_1904=listing.is_1904, keeping=keeping)
            read()
            if records.walker is not None:
                package.walkers[records_part] = records.walker
            package.mark(records_part, PartState.EXAMINED, "pivot cache records")
    is_whole = package.state(records_part) is PartState.EXAMINED if records_part else False
    lends = package.context.options.people
    cache = cache_of(part, records_part, definition, records, readers=_READER, is_whole=is_whole, lends=lends)
    if cache.table is not None:
        cache.table.block_reader = _BLOCK_READER
        _lend(cache.table, records, records_part, is_whole=is_whole)
    cache.is_related = part in listing.related
    cache.uses = listing.uses.get(part, []) if part else []
    _classify(package, part, definition, cache, workbook)
    if cache.table is None or not cache.table.lends_blocks:
        definition.kept.close()
    return cache


def _lend(table: Table, records: RecordsPass, records_part: str, *, is_whole: bool) -> None:
    """Lend the records as they were kept, unless there were too many."""
    kept = records.kept
    if kept is not None and is_whole and kept.height == records.count:
        from leakscan.formats.xlsx.kept_records import kept_blocks

        lent = partial(kept_blocks, kept=kept, records_part=records_part, width=len(table.columns))
        table.lend_blocks(lent)


def cache_of(
    part: str,
    records_part: str,
    definition: Definition,
    records: RecordsPass,
    *,
    readers: str,
    is_whole: bool,
    lends: bool = True,
) -> PivotCache:
    """Return the view of a cache that was read; where its rows came from and who uses it are still to be said.

    Args:
        part: the part with its definition.
        records_part: the part with its records; empty when it has none.
        definition: its definition.
        records: what was gathered of its records.
        readers: the module whose `pivot_records`, `pivot_items`, `ghost_items` and `pivot_names` read it again.
        is_whole: the records came whole.
        lends: somebody may ask for the items that no record uses while the scan runs.
    """
    cache = PivotCache(
        part=part,
        records_part=records_part,
        source=CacheSource.UNKNOWN,
        fields=_field_names(definition, records.width if records_part else 0),
        declared_records=whole(definition.attributes.get("recordCount")),
        records=records.count,
        shared_items=sum(item.items for item in definition.fields),
        saves_data=xmlsafe.is_true(definition.attributes.get("saveData"), default=True),
        refreshed_by=unescaped(definition.attributes.get("refreshedBy", "")),
        refreshed_date=definition.attributes.get("refreshedDateIso")
        or definition.attributes.get("refreshedDate", ""),
        examples=records.finish(),
        values=records.values,
    )
    used = records.used if records.count and is_whole else None
    _add_items(definition, cache, used, readers=readers, is_1904=records.is_1904, lends=lends)
    if records.count:
        cache.table = Table(
            columns=cache.fields,
            count=records.count,
            reader=f"{readers}:pivot_records",
            arguments={"part": part, "records_part": records_part, "width": len(cache.fields)},
        )
    return cache


def _field_names(definition: Definition, width: int) -> tuple[str, ...]:
    """Return the names of the stored fields, with numbers for values that have no field."""
    names = [item.name for item in definition.stored_fields]
    names.extend(f"Field {number}" for number in range(len(names) + 1, width + 1))
    return tuple(names)


def _add_items(
    definition: Definition,
    cache: PivotCache,
    used: bytearray | None,
    *,
    readers: str,
    is_1904: bool,
    lends: bool,
) -> None:
    """Add what the definition keeps, and among it the items that no record uses, where all records were read."""
    marks = bytearray(len(definition.kept)) if used is None else ghosts(definition, used)
    keys = definition.keys(is_1904=is_1904)
    is_data = definition.roles.tobytes().translate(_IS_DATA)
    formulas = re.finditer(bytes((Role.FORMULA,)), definition.roles)
    cache.formulas.extend(definition.item(found.start())[1] for found in formulas)
    cache.items_values.add_marked(keys, is_data, above=BLANK)
    cache.items_examples = _examples(definition, is_data)
    cache.ghost_items = marks.count(1)
    cache.ghost_values.add_marked(keys, marks, above=BLANK)
    cache.ghost_examples = _examples(definition, marks)
    cache.given_names.extend(names_given(definition))
    for name in cache.given_names:
        cache.given_values.add(value_key(name))
    if len(definition.kept):
        cache.items_table = Table(
            columns=_ITEM_COLUMNS,
            count=len(definition.kept),
            reader=f"{readers}:pivot_items",
            arguments={"part": cache.part},
        )
    if cache.given_names:
        cache.given_table = Table(
            columns=_NAME_COLUMNS,
            count=len(cache.given_names),
            reader=f"{readers}:pivot_names",
            arguments={"part": cache.part},
        )
    if cache.ghost_items:
        cache.ghost_table = Table(
            columns=_ITEM_COLUMNS,
            count=cache.ghost_items,
            reader=f"{readers}:ghost_items",
            arguments={"part": cache.part, "records_part": cache.records_part},
            lent=_lent_ghosts(definition, marks) if lends and cache.ghost_items <= _MOST_LENT else None,
        )


def _examples(definition: Definition, marks: bytes | bytearray) -> list[str]:
    """Return a few of the things kept that are marked, texts first."""
    texts: dict[str, None] = {}
    numerals: dict[str, None] = {}
    definition.add_examples(compress(range(len(marks)), marks), texts=texts, numerals=numerals)
    return [*texts, *numerals][:MOST_EXAMPLES]


def _lent_ghosts(definition: Definition, marks: bytearray) -> Callable[[], Iterator[Row]]:
    """Return what lends the items that no record uses; to find them again takes all records."""
    from leakscan.formats.xlsx.pivot_rows import item_rows

    rows = list(item_rows(definition, marks))
    return lambda: iter(rows)


def _classify(package: Package, part: str, definition: Definition, cache: PivotCache, workbook: Workbook) -> None:
    """Say where the rows of a cache came from (ECMA-376-1 §18.10.1.95)."""
    source = definition.source
    cache.source_sheet = source.get("sheet", "")
    cache.source_range = source.get("ref") or source.get("name", "")
    match definition.source_type:
        case "external":
            cache.source = CacheSource.EXTERNAL
        case "consolidation":
            cache.source = CacheSource.CONSOLIDATION
            cache.source_sheet = definition.ranges[0].get("sheet", "") if definition.ranges else ""
        case "scenario":
            cache.source = CacheSource.SCENARIO
        case _ if "id" in source:
            cache.source = CacheSource.OTHER_WORKBOOK
            cache.source_path = next(
                (item.target for item in package.relationships(part) if item.id == source["id"]), ""
            )
        case _ if cache.source_sheet:
            cache.source = range_source(workbook.sheet(cache.source_sheet), source.get("ref", ""))
        case _ if source.get("name"):
            found, sheet, _ = source_of(workbook, source["name"])
            cache.source = CacheSource.SHEET_GONE if found is CacheSource.UNKNOWN else found
            cache.source_sheet = sheet
        case _:
            cache.source = CacheSource.UNKNOWN
