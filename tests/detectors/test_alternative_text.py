from leakscan.detectors.hidden.alternative_text import alternative_text
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_a_text_is_only_listed() -> None:
    hits = list(alternative_text(workbook_with(text(SideKind.ALTERNATIVE_TEXT, "a text"))))
    assert [hit.content for hit in hits] == [Content.OWN]
    assert hits[0].counts.values == 1


def test_a_text_that_names_someone_tells_of_people() -> None:
    (hit,) = alternative_text(workbook_with(text(SideKind.ALTERNATIVE_TEXT, "mail ben@example.org")))
    assert hit.content is Content.OTHER_PEOPLE
    assert hit.evidence[0].reveal() == "ben@example.org"


def test_texts_of_another_kind_are_left_to_other_rules() -> None:
    assert list(alternative_text(workbook_with(text(SideKind.SHAPE, "x")))) == []
