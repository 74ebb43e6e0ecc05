from leakscan.detectors.hidden.document_variable import document_variable
from leakscan.findings import Content
from leakscan.views.prose import SettingKind
from tests.detectors.prose import settings_with


def test_all_variables_are_one_hit() -> None:
    (hit,) = document_variable(settings_with(SettingKind.VARIABLE, "alpha", "beta"))
    assert hit.counts.values == 2
    assert hit.content is Content.DATA


def test_a_variable_without_a_value_is_the_softwares_own() -> None:
    (hit,) = document_variable(settings_with(SettingKind.VARIABLE, ""))
    assert hit.content is Content.OWN


def test_a_password_in_a_variable_is_a_credential() -> None:
    (hit,) = document_variable(settings_with(SettingKind.VARIABLE, "Server=a;Password=Gh7!kkq"))
    assert hit.content is Content.CREDENTIALS
