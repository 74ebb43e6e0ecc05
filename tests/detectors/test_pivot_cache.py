import pytest

from leakscan.detectors.cached.orphan_pivot_cache import orphan_pivot_cache
from leakscan.detectors.cached.pivot_cache import pivot_cache
from leakscan.findings import Access, Content, Hit, Place, Severity
from leakscan.judging import judge
from leakscan.rules import rule
from leakscan.views.caches import CacheSource, PivotCache, PivotUse
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key


def values(*texts: str) -> ValueSet:
    made = ValueSet()
    made.update(key for key in map(value_key, texts) if key is not None)
    return made


def cache_of(*texts: str, can_drill: bool = True, shows: bool = True) -> PivotCache:
    use = PivotUse(Place(part="pivotTable1.xml"), is_on_visible_sheet=shows, can_drill=can_drill)
    return PivotCache(
        "definition.xml",
        "records.xml",
        CacheSource.SHEET_GONE,
        fields=("Victim",),
        records=len(texts),
        values=values(*texts),
        examples=list(texts),
        uses=[use],
    )


def hits(cache: PivotCache, *, visible: tuple[str, ...] = ()) -> list[Hit]:
    return list(pivot_cache(Workbook(pivot_caches=[cache], visible=values(*visible))))


def test_records_of_a_vanished_sheet_are_reported_with_what_is_not_visible() -> None:
    (hit,) = hits(cache_of("Ada Field", "Ben Marsh"), visible=("Ben Marsh",))
    assert hit.message == "A pivot cache keeps records of a sheet or range that no longer exists."
    assert (hit.counts.records, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert [item.reveal() for item in hit.evidence] == ["Ada Field", "Ben Marsh"]
    assert judge(rule("pivot-cache"), hit) is Severity.MEDIUM


def test_records_that_all_stand_visibly_are_a_redundant_copy() -> None:
    (hit,) = hits(cache_of("Ada Field"), visible=("Ada Field", "Ben Marsh"))
    assert judge(rule("pivot-cache"), hit) is Severity.LOW


@pytest.mark.parametrize(
    ("can_drill", "shows", "access"),
    [(True, True, Access.ONE_CLICK), (False, True, Access.IN_APP), (True, False, Access.IN_APP)],
)
def test_a_double_click_reaches_records_only_where_the_table_shows_and_drills(
    can_drill: bool, shows: bool, access: Access
) -> None:
    (hit,) = hits(cache_of("Ada Field", can_drill=can_drill, shows=shows))
    assert hit.access is access


def test_items_left_without_records_are_reported_and_take_the_application() -> None:
    cache = cache_of()
    cache.records_part = ""
    cache.items_values = values("Ada Field", "Ben Marsh")
    (hit,) = hits(cache)
    assert hit.message == "A pivot cache keeps items, without records, of a sheet or range that no longer exists."
    assert hit.place == Place(part="definition.xml")
    assert hit.access is Access.IN_APP


def test_items_that_no_record_uses_are_a_hit_of_their_own() -> None:
    cache = cache_of("Ada Field")
    cache.ghost_items = 1
    cache.ghost_values = values("Cy Dale")
    cache.ghost_examples = ["Cy Dale"]
    first, second = hits(cache)
    assert second.message == "A pivot cache keeps items that none of its records uses."
    assert (second.counts.values, second.counts.not_visible) == (1, 1)
    assert second.place == Place(part="definition.xml")
    assert first.access is Access.ONE_CLICK
    assert second.access is Access.IN_APP


def test_an_empty_cache_is_said_to_be_empty() -> None:
    (hit,) = hits(cache_of())
    assert hit.content is Content.EMPTY


def test_a_cache_without_a_pivot_table_is_left_to_the_rule_for_orphans() -> None:
    cache = cache_of("Ada Field")
    cache.uses = []
    assert hits(cache) == []
    (hit,) = orphan_pivot_cache(Workbook(pivot_caches=[cache]))
    assert hit.access is Access.PACKAGE


def test_names_of_groups_are_told_unless_they_show() -> None:
    cache = cache_of("Ada Field")
    cache.given_names, cache.given_values = ["Vulnerable"], values("Vulnerable")
    _, hit = hits(cache)
    assert [item.reveal() for item in hit.evidence] == ["Vulnerable"]
    assert hit.counts.not_visible == 1
    assert len(hits(cache, visible=("Vulnerable",))) == 1


def test_formulas_are_listed_beside_the_records() -> None:
    cache = cache_of("Ada Field")
    cache.formulas = ["Age*2"]
    _, hit = hits(cache)
    assert hit.message == "A pivot cache keeps formulas besides its records."
    assert hit.content is Content.OWN
