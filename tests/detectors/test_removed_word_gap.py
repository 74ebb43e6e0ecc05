"""Gaps that keep the width of removed words."""

from leakscan.detectors.hidden.removed_word_gap import RULE, removed_word_gap
from leakscan.findings import Confidence, Severity
from leakscan.judging import judge
from leakscan.views.pages import Gap, Pages, gap_rows

BOX = (60.0, 195.0, 150.25, 211.0)


def test_a_gap_weighs_where_a_black_box_stands_in_it() -> None:
    [boxed, bare] = removed_word_gap(Pages(2, gaps=[Gap(1, BOX, 14, False), Gap(2, BOX, 14, True)]))
    assert (judge(RULE, boxed), judge(RULE, bare)) == (Severity.LOW, Severity.INFO)
    assert (boxed.place.page, bare.place.page) == (2, 1)
    assert boxed.confidence is bare.confidence is Confidence.POSSIBLE


def test_gaps_of_several_pages_are_one_hit() -> None:
    [hit] = removed_word_gap(Pages(2, gaps=[Gap(page, BOX, 14, True) for page in (1, 2)]))
    assert (hit.place.page, hit.counts.values) == (None, 2)


def test_the_table_gives_the_width() -> None:
    assert list(gap_rows([Gap(1, BOX, 14, True)])) == [(1, 90.2, 14, 60.0, 195.0, 150.2, 211.0)]


def test_pages_without_are_no_finding() -> None:
    assert list(removed_word_gap(Pages(2))) == []
