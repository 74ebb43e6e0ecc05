"""Number formats that show nothing."""

from leakscan.detectors.hidden.invisible_format import RULE, invisible_format
from leakscan.findings import Access, Confidence, Severity
from leakscan.judging import judge
from leakscan.views.unseen import Unseen
from tests.detectors.unseen import check_hit, severities, workbook_with


def test_it_tells_where_the_cells_are_and_how_many() -> None:
    hit = check_hit(invisible_format, Unseen.FORMAT)
    assert hit.access is Access.ONE_CLICK


def test_each_reason_has_its_severity_and_others_are_for_other_rules() -> None:
    assert severities(RULE, invisible_format) == {
        Unseen.FORMAT: Severity.MEDIUM,
    }


def test_what_depends_on_reckoning_says_so() -> None:
    assert check_hit(invisible_format, Unseen.FORMAT).confidence is Confidence.CERTAIN


def test_values_that_all_stand_visibly_are_a_copy() -> None:
    [hit] = invisible_format(workbook_with(Unseen.FORMAT, visible=(10, 11)))
    assert judge(RULE, hit) is Severity.LOW
