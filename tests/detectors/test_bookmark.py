from leakscan.detectors.hidden.bookmark import bookmark
from leakscan.findings import Content
from leakscan.views.prose import SettingKind
from tests.detectors.prose import settings_with


def test_names_are_an_inventory() -> None:
    (hit,) = bookmark(settings_with(SettingKind.BOOKMARK, "alpha", "beta"))
    assert hit.content is Content.OWN
    assert hit.counts.values == 2


def test_names_that_word_makes_up_are_left_out() -> None:
    assert list(bookmark(settings_with(SettingKind.BOOKMARK, "_GoBack", is_own=True))) == []


def test_an_address_in_a_name_tells_of_people() -> None:
    (hit,) = bookmark(settings_with(SettingKind.BOOKMARK, "ada.field@example.org"))
    assert hit.content is Content.OTHER_PEOPLE
