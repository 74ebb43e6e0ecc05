"""Cells far from the rest."""

from leakscan.detectors.hidden.far_cell import RULE, far_cell
from leakscan.findings import Access, Confidence, Severity
from leakscan.views.unseen import Unseen
from tests.detectors.unseen import check_hit, severities


def test_it_tells_where_the_cells_are_and_how_many() -> None:
    hit = check_hit(far_cell, Unseen.FAR)
    assert hit.access is Access.ONE_CLICK


def test_each_reason_has_its_severity_and_others_are_for_other_rules() -> None:
    assert severities(RULE, far_cell) == {
        Unseen.FAR: Severity.LOW,
    }


def test_what_depends_on_reckoning_says_so() -> None:
    assert check_hit(far_cell, Unseen.FAR).confidence is Confidence.CERTAIN
