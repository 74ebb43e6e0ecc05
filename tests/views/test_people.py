import pytest

from leakscan.findings import Place
from leakscan.views.people import People, Role, is_account, is_same_person


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("rfoyle", "Rosamund Foyle"),
        ("Foyle, Rosamund J.", "rfoyle"),
        ("rosamund.foyle", "Rosamund Foyle"),
        ("foyler", "Rosamund Foyle"),
        (r"COUNCIL\rfoyle", "Rosamund Foyle"),
        ("rosamund", "Rosamund Foyle"),
        ("rosamund.foyle@example.org", "Rosamund Foyle"),
    ],
)
def test_spellings_of_one_name_are_one_person(name: str, other: str) -> None:
    assert is_same_person(name, other)
    assert is_same_person(other, name)


@pytest.mark.parametrize(
    ("name", "other"), [("mhosek", "Rosamund Foyle"), ("", "Rosamund"), ("ro", "Rosamund Foyle")]
)
def test_other_names_are_other_people(name: str, other: str) -> None:
    assert not is_same_person(name, other)


def test_what_software_writes_is_nobody() -> None:
    people = People()
    for name in ("openpyxl", "Windows User", "  ", "Microsoft Office User", "Apache POI"):
        people.add(name, Role.CREATOR, Place())
    assert people.mentions == []


@pytest.mark.parametrize("name", [r"COUNCIL\afield", "a@example.org", r"\\srv01\printer", "S-1-5-21-3"])
def test_accounts_and_machines_are_told_from_names(name: str) -> None:
    assert is_account(name)
    assert not is_account("Ada Field")


def test_rows_count_the_mentions_of_a_name_in_a_role() -> None:
    people = People()
    people.add("Ada  Field", Role.COMMENT_AUTHOR, Place(part="a"))
    people.add("Ada Field", Role.COMMENT_AUTHOR, Place(part="b"))
    assert list(people.rows()) == [("Ada Field", "author of a comment", 2, "a")]
