"""Annotations out of sight."""

from leakscan.detectors.review.hidden_annotation import RULE, hidden_annotation
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.annotations import Annotation, Annotations

PLACE = Place(page=1)


def severities(*items: Annotation) -> list[Severity]:
    return [judge(RULE, hit) for hit in hidden_annotation(Annotations(list(items)))]


def test_a_hidden_remark_is_found() -> None:
    assert severities(Annotation(PLACE, "Text", text="Ada", is_hidden=True)) == [Severity.MEDIUM]


def test_a_remark_in_sight_is_left_to_its_own_rule() -> None:
    assert severities(Annotation(PLACE, "Text", text="Ada")) == []


def test_an_empty_one_and_a_field_are_listed() -> None:
    assert severities(Annotation(PLACE, "Text", is_hidden=True)) == [Severity.INFO]
    assert severities(Annotation(PLACE, "Widget", text="Ada", is_hidden=True, is_markup=False)) == [Severity.INFO]


def test_an_appearance_that_never_shows_counts_and_one_that_shows_for_a_moment_is_listed() -> None:
    looks = [Annotation(PLACE, "Widget", text="Sending", is_momentary=moment) for moment in (False, True)]
    hits = list(hidden_annotation(Annotations(unseen=looks)))
    assert [judge(RULE, hit) for hit in hits] == [Severity.MEDIUM, Severity.INFO]
