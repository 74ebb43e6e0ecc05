from leakscan.detectors.hidden.markup_remark import markup_remark
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_there_is_one_hit_for_each_sort_of_text() -> None:
    texts = [
        text(SideKind.MARKUP, "alpha", what="remark in the markup"),
        text(SideKind.MARKUP, "beta", what="remark in the markup"),
        text(SideKind.MARKUP, "gamma", what="instruction in the markup"),
    ]
    hits = list(markup_remark(workbook_with(*texts)))
    assert [hit.counts.values for hit in hits] == [2, 1]
    assert {hit.content for hit in hits} == {Content.DATA}


def test_a_text_that_shows_anyway_is_a_copy() -> None:
    (hit,) = markup_remark(workbook_with(text(SideKind.MARKUP, "alpha"), shown=("alpha",)))
    assert hit.content is Content.COVERED


def test_texts_of_other_kinds_are_left_to_other_rules() -> None:
    assert not list(markup_remark(workbook_with(text(SideKind.CUSTOM_XML, "alpha"))))
