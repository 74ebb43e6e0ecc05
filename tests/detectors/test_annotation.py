"""Remarks over the pages."""

from leakscan.detectors.review.annotation import RULE, annotation
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.annotations import Annotation, Annotations

PLACE = Place(page=1)


def severities(*items: Annotation) -> list[Severity]:
    return [judge(RULE, hit) for hit in annotation(Annotations(list(items)))]


def test_all_remarks_make_one_finding_with_texts_and_authors() -> None:
    items = [Annotation(PLACE, "Text", "Ada", "too frank?"), Annotation(PLACE, "Text", "Ada", "yes")]
    [hit] = annotation(Annotations(items))
    assert [item.reveal() for item in hit.evidence] == ["too frank?", "yes", "Ada"]
    assert (hit.counts.values, judge(RULE, hit)) == (2, Severity.LOW)


def test_a_mark_without_words_or_names_is_ordinary() -> None:
    assert severities(Annotation(PLACE, "Square")) == [Severity.INFO]


def test_text_that_shows_on_the_page_is_no_remark() -> None:
    assert severities(Annotation(PLACE, "FreeText", text="Draft", shows_text=True)) == [Severity.INFO]


def test_links_and_hidden_remarks_are_left_out() -> None:
    assert severities(Annotation(PLACE, "Link", is_markup=False)) == []
    assert severities(Annotation(PLACE, "Text", text="Ada", is_hidden=True)) == []
