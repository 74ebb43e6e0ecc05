from leakscan.detectors.cached.linked_data import linked_data
from leakscan.findings import Content
from leakscan.views.queries import KeptKind, KeptText
from tests.views.queries import keeping

KIND = KeptKind.LINKED_DATA


def test_what_shows_nowhere_is_counted() -> None:
    items = KeptText("Staff", "text", "North"), KeptText("Staff", "text", "South")
    (hit,) = linked_data(keeping(KIND, *items, visible=("North",)))
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert [item.reveal() for item in hit.evidence] == ["North", "South"]


def test_parts_of_other_kinds_are_left_to_their_rules() -> None:
    assert list(linked_data(keeping(KeptKind.POWER_QUERY, KeptText("Staff", "code", "x")))) == []


def test_names_that_the_software_made_up_are_not_told() -> None:
    assert list(linked_data(keeping(KIND, KeptText("Staff", "field", "Team", is_own=True)))) == []


def test_members_that_cube_formulas_name_are_judged_as_names() -> None:
    (hit,) = linked_data(keeping(KeptKind.CUBE, KeptText("cube formulas", "name", "[Staff].[Ada]")))
    assert hit.content is Content.OTHER_PEOPLE


def test_descriptions_of_pictures_are_left_to_the_rule_that_tells_of_them() -> None:
    assert list(linked_data(keeping(KIND, KeptText("entity 1", "Text", "a badge", is_covered=True)))) == []
