from leakscan.detectors.cached.orphan_pivot_cache import orphan_pivot_cache
from leakscan.findings import Access, Place
from leakscan.views.caches import CacheSource, PivotCache, PivotUse
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key

USE = PivotUse(Place(part="pivotTable1.xml"), is_on_visible_sheet=True, can_drill=True)


def cache(*, is_related: bool, uses: list[PivotUse]) -> PivotCache:
    values = ValueSet()
    values.add(value_key("Ada Field"))
    return PivotCache(
        "definition.xml",
        "records.xml",
        CacheSource.SHEET_GONE,
        records=1,
        values=values,
        is_related=is_related,
        uses=uses,
    )


def test_a_cache_that_no_pivot_table_shows_needs_the_package_opened() -> None:
    (hit,) = orphan_pivot_cache(Workbook(pivot_caches=[cache(is_related=True, uses=[])]))
    assert hit.access is Access.PACKAGE
    assert hit.counts.not_visible == 1
    assert hit.message.startswith("A pivot cache without a pivot table keeps records of")


def test_a_cache_that_the_workbook_does_not_refer_to_is_an_orphan_whatever_uses_it() -> None:
    assert list(orphan_pivot_cache(Workbook(pivot_caches=[cache(is_related=False, uses=[USE])])))


def test_a_cache_in_use_is_no_orphan() -> None:
    assert not list(orphan_pivot_cache(Workbook(pivot_caches=[cache(is_related=True, uses=[USE])])))
