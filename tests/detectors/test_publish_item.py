from leakscan.detectors.embedded.publish_item import publish_item
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_a_text_is_only_listed() -> None:
    hits = list(publish_item(workbook_with(text(SideKind.PUBLISH_ITEM, "a text"))))
    assert [hit.content for hit in hits] == [Content.OWN]
    assert hits[0].counts.values == 1


def test_a_text_that_names_someone_tells_of_people() -> None:
    (hit,) = publish_item(workbook_with(text(SideKind.PUBLISH_ITEM, "mail ben@example.org")))
    assert hit.content is Content.OTHER_PEOPLE
    assert hit.evidence[0].reveal() == "ben@example.org"


def test_texts_of_another_kind_are_left_to_other_rules() -> None:
    assert list(publish_item(workbook_with(text(SideKind.SHAPE, "x")))) == []
