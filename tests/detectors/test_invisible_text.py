"""Text in the colour of its background."""

from leakscan.detectors.hidden.invisible_text import RULE, invisible_text
from leakscan.findings import Access, Confidence, Severity
from leakscan.judging import judge
from leakscan.views.unseen import Unseen
from tests.detectors.unseen import check_hit, severities, workbook_with


def test_it_tells_where_the_cells_are_and_how_many() -> None:
    hit = check_hit(invisible_text, Unseen.COLOUR)
    assert hit.access is Access.ONE_CLICK


def test_each_reason_has_its_severity_and_others_are_for_other_rules() -> None:
    assert severities(RULE, invisible_text) == {
        Unseen.COLOUR: Severity.MEDIUM,
        Unseen.NEAR_COLOUR: Severity.MEDIUM,
        Unseen.RUN: Severity.MEDIUM,
        Unseen.SIZE: Severity.MEDIUM,
    }


def test_what_depends_on_reckoning_says_so() -> None:
    assert check_hit(invisible_text, Unseen.NEAR_COLOUR).confidence is Confidence.LIKELY


def test_values_that_all_stand_visibly_are_a_copy() -> None:
    [hit] = invisible_text(workbook_with(Unseen.COLOUR, visible=(10, 11)))
    assert judge(RULE, hit) is Severity.LOW
