"""Pivot caches that no pivot table shows."""

from collections.abc import Iterator

from leakscan.detectors.cached.pivot_cache import cache_hits
from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="orphan-pivot-cache",
    title="Pivot cache without a pivot table",
    severity=Severity.MEDIUM,
    finds=(
        "Pivot caches that no pivot table of the workbook shows, listed by the workbook or not; records whose "
        "definition is gone."
    ),
    why=(
        "The pivot table was deleted and the copy of its source stayed. No menu shows it, so nobody who checks "
        "the workbook sees it; whoever opens the package reads every row."
    ),
    see="Rename a copy of the file to .zip and open xl/pivotCache; no application shows it.",
    remedy="Copy what is to be released into a new workbook as values; check the new file again.",
    references=("ECMA-376-1 §12.3.12", "ECMA-376-1 §12.3.13", "ECMA-376-1 §18.10.1.67"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def orphan_pivot_cache(workbook: Workbook) -> Iterator[Hit]:
    """Yield the hits of each cache without a pivot table."""
    for cache in workbook.pivot_caches:
        if cache.is_orphan:
            yield from cache_hits(workbook, cache, kind="pivot cache without a pivot table", access=Access.PACKAGE)
