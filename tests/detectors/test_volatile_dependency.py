from leakscan.detectors.external.volatile_dependency import volatile_dependency
from leakscan.findings import Content
from leakscan.views.queries import KeptKind, KeptText
from tests.views.queries import keeping

KIND = KeptKind.VOLATILE


def test_what_shows_nowhere_is_counted() -> None:
    items = KeptText("Staff", "text", "North"), KeptText("Staff", "text", "South")
    (hit,) = volatile_dependency(keeping(KIND, *items, visible=("North",)))
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert [item.reveal() for item in hit.evidence] == ["North", "South"]


def test_parts_of_other_kinds_are_left_to_their_rules() -> None:
    assert list(volatile_dependency(keeping(KeptKind.POWER_QUERY, KeptText("Staff", "code", "x")))) == []


def test_names_that_the_software_made_up_are_not_told() -> None:
    assert list(volatile_dependency(keeping(KIND, KeptText("Staff", "field", "Team", is_own=True)))) == []
