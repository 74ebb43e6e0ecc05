"""Conditional formats that hide."""

from leakscan.detectors.hidden.conditional_invisible import RULE, conditional_invisible
from leakscan.findings import Access, Confidence, Severity
from leakscan.judging import judge
from leakscan.views.unseen import Unseen
from tests.detectors.unseen import check_hit, severities, workbook_with


def test_it_tells_where_the_cells_are_and_how_many() -> None:
    hit = check_hit(conditional_invisible, Unseen.CONDITIONAL)
    assert hit.access is Access.ONE_CLICK


def test_each_reason_has_its_severity_and_others_are_for_other_rules() -> None:
    assert severities(RULE, conditional_invisible) == {
        Unseen.CONDITIONAL: Severity.MEDIUM,
        Unseen.MAYBE_CONDITIONAL: Severity.INFO,
        Unseen.ICON: Severity.INFO,
    }


def test_what_depends_on_reckoning_says_so() -> None:
    assert check_hit(conditional_invisible, Unseen.MAYBE_CONDITIONAL).confidence is Confidence.POSSIBLE


def test_values_that_all_stand_visibly_are_a_copy() -> None:
    [hit] = conditional_invisible(workbook_with(Unseen.CONDITIONAL, visible=(10, 11)))
    assert judge(RULE, hit) is Severity.LOW
