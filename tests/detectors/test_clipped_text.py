"""Texts that are cut off or shrunk by their cells."""

from leakscan.detectors.hidden.clipped_text import RULE, clipped_text
from leakscan.findings import Access, Confidence, Severity
from leakscan.views.unseen import Unseen
from tests.detectors.unseen import check_hit, severities


def test_it_tells_where_the_texts_are_and_how_many() -> None:
    hit = check_hit(clipped_text, Unseen.CLIPPED)
    assert hit.access is Access.ONE_CLICK
    assert check_hit(clipped_text, Unseen.SHRUNK).message != hit.message


def test_each_reason_is_a_hint_alone_and_others_are_for_other_rules() -> None:
    assert severities(RULE, clipped_text) == {Unseen.CLIPPED: Severity.INFO, Unseen.SHRUNK: Severity.INFO}


def test_what_depends_on_reckoning_says_so() -> None:
    assert check_hit(clipped_text, Unseen.CLIPPED).confidence is Confidence.LIKELY
