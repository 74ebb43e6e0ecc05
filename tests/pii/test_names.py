"""Names taken apart, whatever their order and style."""

import pytest

from leakscan.pii.names import PersonName, given_of, has_family_first, is_given_name, listed_names, taken_apart


@pytest.mark.parametrize(
    "text",
    [
        "John Smith",
        "SMITH, John",
        "Smith, Mr John",
        "Mr John Smith",
        "john smith",
        "JOHN SMITH",
        "John SMITH",
        "Dr. John Smith",
        "John Peter Smith",
        "John Smith OBE",
        " Smith ,  John ",
    ],
)
def test_reads_one_name_in_every_style(text: str) -> None:
    assert taken_apart(text) == PersonName("john", ("smith",))


def test_reads_initials() -> None:
    assert taken_apart("J. Smith") == PersonName("j", ("smith",))
    assert taken_apart("Smith J") == PersonName("j", ("smith",))
    assert given_of("J. P.") == "j"


def test_keeps_what_joins_a_family_name() -> None:
    assert taken_apart("Jan van der Berg") == PersonName("jan", ("van", "der", "berg"))
    assert taken_apart("VAN DER BERG, Jan") == PersonName("jan", ("van", "der", "berg"))


def test_drops_accents_and_apostrophes() -> None:
    assert taken_apart("Siân O\u2019Brien") == taken_apart("Sian O'Brien") == PersonName("sian", ("obrien",))


def test_a_title_without_a_name_after_it_is_the_name() -> None:
    assert taken_apart("Grace Lord") == PersonName("grace", ("lord",))


def test_a_column_shows_which_part_comes_first() -> None:
    assert has_family_first(["Smith John", "Patel Anita", "Kowalski Adam", "Okafor Grace"])
    assert not has_family_first(["John Smith", "Anita Patel", "Adam Kowalski"])
    assert not has_family_first(["A Scott", "B Jordan", "C James", "D Ross"])


def test_the_shipped_list_knows_names_and_which_are_words() -> None:
    assert is_given_name("Siân")
    assert is_given_name("Anne-Marie")
    assert "w" in listed_names()["grace"]
    assert "w" not in listed_names()["kowalski"]
