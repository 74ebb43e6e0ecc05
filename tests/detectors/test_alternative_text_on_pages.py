"""Texts of the structure tree."""

from leakscan.detectors.hidden.alternative_text import RULE, alternative_text_on_pages
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.asides import Aside, AsideKind, Asides


def asides(kind: AsideKind, text: str, *missing: str, can_compare: bool = True) -> Asides:
    return Asides([Aside(kind, text, Place(page=3), missing)], can_compare)


def test_a_text_that_stands_for_the_page_is_found_when_it_says_more() -> None:
    for kind in (AsideKind.ACTUAL, AsideKind.EXPANSION, AsideKind.ELEMENT_TITLE):
        [hit] = alternative_text_on_pages(asides(kind, "Ada of Ledbury", "ledbury"))
        assert judge(RULE, hit) is Severity.LOW


def test_a_logo_in_letters_and_a_command_are_ordinary() -> None:
    [logo] = alternative_text_on_pages(asides(AsideKind.ACTUAL, "TeX", "tex"))
    [command] = alternative_text_on_pages(asides(AsideKind.ELEMENT_TITLE, "equation*", "equation"))
    assert judge(RULE, logo) is judge(RULE, command) is Severity.INFO


def test_a_description_of_a_picture_is_ordinary() -> None:
    [hit] = alternative_text_on_pages(asides(AsideKind.ALTERNATIVE, "a dog", "dog"))
    assert judge(RULE, hit) is Severity.INFO


def test_a_text_that_the_page_repeats_is_no_finding() -> None:
    assert list(alternative_text_on_pages(asides(AsideKind.ACTUAL, "Ada"))) == []
