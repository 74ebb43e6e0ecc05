"""Bookmarks that hold words no page shows."""

import pytest

from leakscan.detectors.hidden.outline_title import RULE, outline_title
from leakscan.findings import Confidence, Place, Severity
from leakscan.judging import judge
from leakscan.pii.exposed import Exposure
from leakscan.views.asides import Aside, AsideKind, Asides


def asides(kind: AsideKind, text: str, *missing: str, can_compare: bool = True) -> Asides:
    return Asides([Aside(kind, text, Place(page=3), missing)], can_compare)


def test_a_title_with_a_word_that_no_page_shows_is_found() -> None:
    [hit] = outline_title(asides(AsideKind.OUTLINE, "Price of 870 million", "870", "million"))
    assert (hit.counts.not_visible, hit.place.page, hit.confidence) == (2, 3, Confidence.LIKELY)
    assert judge(RULE, hit) is Severity.LOW
    assert judge(RULE, hit, Exposure()) is Severity.MEDIUM


@pytest.mark.parametrize(
    ("title", "missing"),
    [("Blank Page", "blank page"), ("Page vierge", "page vierge"), ("Tabelle1", "tabelle1"), ("INDEX", "index")],
)
def test_titles_that_programs_give_are_listed_only(title: str, missing: str) -> None:
    [hit] = outline_title(asides(AsideKind.OUTLINE, title, *missing.split()))
    assert judge(RULE, hit) is Severity.INFO


def test_a_title_that_is_a_page_label_is_listed_only() -> None:
    held = asides(AsideKind.OUTLINE, "Budget-7", "budget-7")
    [hit] = outline_title(held)
    assert judge(RULE, hit) is Severity.LOW
    held.items.append(Aside(AsideKind.PAGE_LABEL, "Budget-7", Place()))
    [hit] = outline_title(held)
    assert judge(RULE, hit) is Severity.INFO


def test_a_title_that_the_pages_repeat_is_no_finding() -> None:
    assert list(outline_title(asides(AsideKind.OUTLINE, "Introduction"))) == []


def test_titles_of_scanned_pages_have_nothing_to_be_compared_with() -> None:
    [hit] = outline_title(asides(AsideKind.OUTLINE, "Introduction", "introduction", can_compare=False))
    assert judge(RULE, hit) is Severity.INFO
    assert hit.confidence is Confidence.POSSIBLE


def test_other_texts_are_left_to_their_own_rules() -> None:
    assert list(outline_title(asides(AsideKind.ALTERNATIVE, "a dog", "dog"))) == []


def test_names_of_sheets_weigh_nothing_unless_they_speak_of_somebody() -> None:
    held = asides(AsideKind.OUTLINE, "Payroll", "payroll")
    held.names_sheets = True
    [hit] = outline_title(held)
    assert judge(RULE, hit) is Severity.INFO
    assert judge(RULE, hit, Exposure()) is Severity.MEDIUM
