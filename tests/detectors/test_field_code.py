from leakscan.detectors.hidden.field_code import field_code
from leakscan.findings import Content
from leakscan.views.prose import SettingKind
from tests.detectors.prose import settings_with


def test_the_fields_of_a_part_are_one_hit() -> None:
    (hit,) = field_code(settings_with(SettingKind.FIELD, '"alpha"', '"beta"', name="ASK"))
    assert hit.counts.values == 2
    assert hit.content is Content.DATA


def test_other_settings_are_no_fields() -> None:
    assert list(field_code(settings_with(SettingKind.BOOKMARK, "alpha"))) == []
