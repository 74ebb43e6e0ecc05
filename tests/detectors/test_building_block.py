from leakscan.detectors.hidden.building_block import building_block
from leakscan.findings import Content
from leakscan.views.prose import SettingKind
from tests.detectors.prose import settings_with


def test_blocks_with_words_of_their_own_are_data() -> None:
    (hit,) = building_block(settings_with(SettingKind.BLOCK, "alpha"))
    assert hit.content is Content.DATA


def test_prompts_of_controls_are_the_softwares_own() -> None:
    (hit,) = building_block(settings_with(SettingKind.BLOCK, "Click here to enter text.", is_own=True))
    assert hit.content is Content.OWN
