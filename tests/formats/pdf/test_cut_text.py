"""Text that the edge of a page cuts off, and another page goes on with."""

import pytest

from leakscan.formats.pdf.cut_text import is_continued
from leakscan.formats.pdf.hidden_text import PageText
from leakscan.views.pages import Cover, HiddenText


def page(letters: str, shown: str) -> PageText:
    return PageText("", [], is_painted=True, letters=letters, shown_letters=shown.replace("_", "\0"))


def hidden(text: str) -> HiddenText:
    return HiddenText(1, text, Cover.OFF_PAGE, (0.0, 0.0, 1.0, 1.0))


@pytest.mark.parametrize("shown", ["Salesby", "__lesby", "___esby"])
def test_what_another_page_shows_is_continued(shown: str) -> None:
    pages = {1: page("Salesby", "Sal____"), 2: page("7Salesby", "7" + shown)}
    assert is_continued(hidden("Sales by"), pages)


@pytest.mark.parametrize(
    "other", [page("7Salesby", "7_____by"), page("7Costs", "7Costs"), page("Salesby", "_______")]
)
def test_what_shows_on_neither_page_is_not(other: PageText) -> None:
    assert not is_continued(hidden("Sales by"), {1: page("Salesby", "Sal____"), 2: other})


def test_what_shows_on_its_own_page_in_another_place_is_not() -> None:
    assert not is_continued(hidden("Sales"), {1: page("SalesSales", "Sales_____")})


def test_a_single_character_has_to_show() -> None:
    assert not is_continued(hidden("7"), {1: page("7", "_"), 2: page("7", "_")})
