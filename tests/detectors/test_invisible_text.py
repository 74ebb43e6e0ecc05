"""Text in the colour of its background."""

import pytest

from leakscan.detectors.hidden.invisible_text import RULE, invisible_text
from leakscan.findings import Access, Confidence, Severity
from leakscan.judging import judge
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen, UnseenCells
from leakscan.views.values import ValueSet
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


def cells_of(examples: list[str], cells: int = 8) -> Workbook:
    workbook = workbook_with(Unseen.COLOUR)
    facts = workbook.sheets[0].facts
    assert facts is not None
    facts.unseen = [UnseenCells(Unseen.COLOUR, cells, ["B2:B9"], 0, ValueSet(range(len(examples))), examples)]
    return workbook


@pytest.mark.parametrize("marks", [["1"], ["x"], ["0", "-", "."], ["0", "1"]])
def test_marks_that_the_paint_of_their_cells_stands_for_are_listed(marks: list[str]) -> None:
    [hit] = invisible_text(cells_of(marks))
    assert judge(RULE, hit) is Severity.INFO


@pytest.mark.parametrize(("values", "cells"), [(["1"], 2), (["1", "3"], 8), (["A"], 8), (["0", "Ada"], 8)])
def test_small_numbers_and_letters_are_no_marks(values: list[str], cells: int) -> None:
    [hit] = invisible_text(cells_of(values, cells))
    assert judge(RULE, hit) is Severity.MEDIUM
