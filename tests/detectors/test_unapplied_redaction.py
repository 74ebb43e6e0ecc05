"""Redactions that were never applied."""

from leakscan.detectors.review.unapplied_redaction import RULE, unapplied_redaction
from leakscan.findings import Severity
from leakscan.judging import judge
from leakscan.views.pages import Cover, HiddenText, Pages

BOX = (0.0, 0.0, 10.0, 10.0)


def test_text_beneath_a_mark_is_found() -> None:
    [hit] = unapplied_redaction(Pages(1, [HiddenText(1, "Ada", Cover.REDACTION, BOX)]))
    assert judge(RULE, hit) is Severity.MEDIUM
    assert hit.place.page == 1


def test_covered_text_is_left_to_its_own_rule() -> None:
    assert list(unapplied_redaction(Pages(1, [HiddenText(1, "Ada", Cover.SHAPE, BOX)]))) == []
