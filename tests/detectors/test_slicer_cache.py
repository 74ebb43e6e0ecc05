from leakscan.detectors.cached.slicer_cache import slicer_cache
from leakscan.findings import Content
from leakscan.views.queries import KeptKind, KeptText
from tests.views.queries import keeping

KIND = KeptKind.SLICER


def test_what_shows_nowhere_is_counted() -> None:
    items = KeptText("Staff", "text", "North"), KeptText("Staff", "text", "South")
    (hit,) = slicer_cache(keeping(KIND, *items, visible=("North",)))
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert [item.reveal() for item in hit.evidence] == ["North", "South"]


def test_parts_of_other_kinds_are_left_to_their_rules() -> None:
    assert list(slicer_cache(keeping(KeptKind.POWER_QUERY, KeptText("Staff", "code", "x")))) == []


def test_names_that_the_software_made_up_are_not_told() -> None:
    assert list(slicer_cache(keeping(KIND, KeptText("Staff", "field", "Team", is_own=True)))) == []


def test_items_that_the_pivot_cache_gives_back_are_covered() -> None:
    (hit,) = slicer_cache(keeping(KIND, KeptText("Team", "item", "South", is_covered=True)))
    assert hit.content is Content.COVERED
