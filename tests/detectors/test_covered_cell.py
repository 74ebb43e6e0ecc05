"""Cells under shapes, pictures and charts."""

from leakscan.detectors.hidden.covered_cell import RULE, covered_cell
from leakscan.findings import Access, Confidence, Severity
from leakscan.judging import judge
from leakscan.views.unseen import Unseen
from tests.detectors.unseen import check_hit, severities, workbook_with


def test_it_tells_where_the_cells_are_and_how_many() -> None:
    hit = check_hit(covered_cell, Unseen.SHAPE)
    assert hit.access is Access.ONE_CLICK


def test_each_reason_has_its_severity_and_others_are_for_other_rules() -> None:
    assert severities(RULE, covered_cell) == {
        Unseen.SHAPE: Severity.MEDIUM,
        Unseen.PICTURE: Severity.MEDIUM,
        Unseen.CHART: Severity.MEDIUM,
        Unseen.CHARTED: Severity.INFO,
    }


def test_what_depends_on_reckoning_says_so() -> None:
    assert check_hit(covered_cell, Unseen.CHART).confidence is Confidence.LIKELY


def test_values_that_all_stand_visibly_are_a_copy() -> None:
    [hit] = covered_cell(workbook_with(Unseen.SHAPE, visible=(10, 11)))
    assert judge(RULE, hit) is Severity.LOW
