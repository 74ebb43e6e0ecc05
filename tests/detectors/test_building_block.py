from leakscan.detectors.hidden.building_block import RULE, building_block
from leakscan.findings import Content, Severity
from leakscan.judging import judge
from leakscan.views.prose import SettingKind
from tests.detectors.prose import settings_with


def test_blocks_that_speak_of_nobody_come_with_a_template() -> None:
    (hit,) = building_block(settings_with(SettingKind.BLOCK, "alpha"))
    assert hit.content is Content.STOCK
    assert judge(RULE, hit) is Severity.INFO


def test_blocks_with_a_secret_are_told_as_such() -> None:
    (hit,) = building_block(settings_with(SettingKind.BLOCK, "password=hunter2x9"))
    assert hit.content is Content.CREDENTIALS


def test_prompts_of_controls_are_the_softwares_own() -> None:
    (hit,) = building_block(settings_with(SettingKind.BLOCK, "Click here to enter text.", is_own=True))
    assert hit.content is Content.OWN
