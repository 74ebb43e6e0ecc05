from leakscan.detectors.external.mail_merge import mail_merge
from leakscan.findings import Content
from leakscan.views.prose import SettingKind
from tests.detectors.prose import settings_with


def test_servers_and_users_of_the_source_are_told_first() -> None:
    text = "Provider=SQLOLEDB;Data Source=host1;User ID=clerk"
    (hit,) = mail_merge(settings_with(SettingKind.MERGE, "SELECT * FROM staff", text, name="connection"))
    assert [item.reveal() for item in hit.evidence[:2]] == ["host1", "clerk"]
    assert hit.content is Content.OTHER_PEOPLE


def test_keys_of_recipients_are_data() -> None:
    (hit,) = mail_merge(settings_with(SettingKind.MERGE, "mill.grace", name="key of a recipient"))
    assert hit.content is Content.DATA
    assert "recipients" in hit.message
