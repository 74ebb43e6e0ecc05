from leakscan.detectors.hidden.slide_tag import slide_tag
from leakscan.findings import Content, Place
from leakscan.views.prose import Setting, SettingKind
from leakscan.views.slides import Deck


def tag(text: str, part: str = "ppt/tags/tag1.xml") -> Setting:
    return Setting(SettingKind.TAG, "NAME", text, Place(part=part))


def test_tags_are_an_inventory_unless_they_tell_of_someone() -> None:
    deck = Deck(settings=[tag("chart 7"), tag("ada@example.org", "ppt/tags/tag2.xml")])
    plain, telling = slide_tag(deck)
    assert (plain.content, telling.content) == (Content.OWN, Content.OTHER_PEOPLE)
    assert [item.reveal() for item in telling.evidence] == ["ada@example.org"]


def test_a_password_in_a_tag_is_a_credential() -> None:
    (hit,) = slide_tag(Deck(settings=[tag("Server=s;Password=hunter2;")]))
    assert hit.content is Content.CREDENTIALS
