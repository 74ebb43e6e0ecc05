"""Records that pivot tables keep of their source."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="pivot-cache",
    title="Pivot cache with records",
    severity=Severity.MEDIUM,
    finds="The copy of the source rows, or of their distinct items, that a pivot table keeps in the file.",
    why=(
        "A pivot table shows totals, but the file holds every row behind them, even when the source sheet was "
        "deleted; a double-click on a total brings them back."
    ),
    see="Excel: double-click a total of the pivot table; a new sheet shows the rows behind it.",
    remedy=(
        "Copy the pivot table and paste it as values into a new workbook. Deleting the source sheet is not enough."
    ),
    references=("ECMA-376-1 §18.10.1.67", "ECMA-376-1 §18.10.1.73"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def pivot_cache(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each cache that holds records or items."""
    for cache in workbook.pivot_caches:
        has_records = cache.records > 0
        values = cache.values if has_records else cache.items_values
        yield Hit(
            cache.place,
            f"A pivot cache keeps {'records' if has_records else 'items'} of {cache.source.value}.",
            evidence=tuple(Evidence("item", text) for text in cache.examples),
            counts=Counts(
                columns=len(cache.fields),
                records=cache.records,
                distinct_values=len(values),
                not_visible=workbook.not_visible(values),
            ),
            table=cache.table if has_records else cache.items_table,
            access=Access.ONE_CLICK if any(use.can_drill for use in cache.uses) else Access.IN_APP,
            content=Content.DATA if len(values) else Content.EMPTY,
        )
