"""Records and items that pivot tables keep of their source."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.caches import PivotCache
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="pivot-cache",
    title="Pivot cache with records",
    severity=Severity.MEDIUM,
    finds=(
        "The copy of the source rows that a pivot table keeps in the file: its records, its items where the "
        "records were dropped, items that no record uses any more, and names given to groups of items."
    ),
    why=(
        "A pivot table shows totals, but the file holds every row behind them, even when the source sheet was "
        "deleted; a double-click on a total brings them back."
    ),
    see=(
        "Excel: double-click a total of the pivot table; a new sheet shows the rows behind it. Items without "
        "records stand in the drop-down lists of its fields. LibreOffice: double-click a total likewise."
    ),
    remedy=(
        "Copy the pivot table and paste it as values into a new workbook. Deleting the source sheet is not "
        "enough, nor is clearing 'Save source data with file' alone, which leaves the items."
    ),
    references=("ECMA-376-1 §18.10.1.67", "ECMA-376-1 §18.10.1.68", "ECMA-376-1 §18.10.1.90"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def pivot_cache(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for the records or items of each cache in use, and one for its unused items."""
    for cache in workbook.pivot_caches:
        if not cache.is_orphan:
            yield from cache_hits(workbook, cache, kind="pivot cache", access=_access(cache))


def _access(cache: PivotCache) -> Access:
    return (
        Access.ONE_CLICK
        if cache.records and any(use.can_drill and use.is_on_visible_sheet for use in cache.uses)
        else Access.IN_APP
    )


def cache_hits(workbook: Workbook, cache: PivotCache, *, kind: str, access: Access) -> Iterator[Hit]:
    """Yield the hits of one cache: its records, or its items without records; and items that no record uses."""
    has_records = cache.records > 0
    values = cache.values if has_records else cache.items_values
    examples = cache.examples if has_records else cache.items_examples
    if has_records or len(values) or cache.part:
        yield Hit(
            cache.place,
            f"A {kind} keeps {_what(cache)} of {cache.source.value}.",
            evidence=tuple(Evidence("item", text) for text in examples),
            counts=Counts(
                columns=len(cache.fields),
                records=cache.records,
                values=None if has_records else cache.shared_items,
                distinct_values=len(values),
                not_visible=workbook.not_visible(values),
            ),
            table=cache.table if has_records else cache.items_table,
            access=access,
            content=Content.DATA if len(values) else Content.EMPTY,
        )
    if has_records and cache.formulas:
        yield Hit(
            Place(part=cache.part),
            f"A {kind} keeps formulas besides its records.",
            evidence=tuple(Evidence("formula", text[:200]) for text in cache.formulas[:5]),
            counts=Counts(values=len(cache.formulas)),
            table=cache.items_table,
            access=Access.IN_APP if access is Access.ONE_CLICK else access,
            content=Content.OWN,
        )
    if has_records and workbook.not_visible(cache.given_values):
        yield Hit(
            Place(part=cache.part),
            f"A {kind} keeps names given to groups of its items or to pages.",
            evidence=tuple(Evidence("name", text[:200]) for text in cache.given_names[:5]),
            counts=Counts(
                values=len(cache.given_names),
                distinct_values=len(cache.given_values),
                not_visible=workbook.not_visible(cache.given_values),
            ),
            table=cache.given_table,
            access=Access.IN_APP if access is Access.ONE_CLICK else access,
        )
    if cache.ghost_items:
        yield Hit(
            Place(part=cache.part),
            f"A {kind} keeps items that none of its records uses.",
            evidence=tuple(Evidence("item", text) for text in cache.ghost_examples),
            counts=Counts(
                values=cache.ghost_items,
                distinct_values=len(cache.ghost_values),
                not_visible=workbook.not_visible(cache.ghost_values),
            ),
            table=cache.ghost_table,
            access=Access.IN_APP if access is Access.ONE_CLICK else access,
        )


def _what(cache: PivotCache) -> str:
    if cache.records:
        return "records"
    return "items, without records," if len(cache.items_values) else "neither records nor items"
