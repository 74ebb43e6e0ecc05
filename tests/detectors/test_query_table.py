from leakscan.detectors.external.query_table import query_table
from leakscan.findings import Content
from leakscan.views.queries import KeptKind, KeptText
from tests.views.queries import keeping

KIND = KeptKind.QUERY_TABLE


def test_what_shows_nowhere_is_counted() -> None:
    items = KeptText("Staff", "text", "North"), KeptText("Staff", "text", "South")
    (hit,) = query_table(keeping(KIND, *items, visible=("North",)))
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert [item.reveal() for item in hit.evidence] == ["North", "South"]


def test_parts_of_other_kinds_are_left_to_their_rules() -> None:
    assert list(query_table(keeping(KeptKind.POWER_QUERY, KeptText("Staff", "code", "x")))) == []


def test_without_telling_texts_it_is_only_information() -> None:
    (hit,) = query_table(keeping(KIND, KeptText("Staff", "field", "Team", is_own=True)))
    assert hit.content is Content.OWN
