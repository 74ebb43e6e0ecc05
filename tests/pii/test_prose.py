"""Names and sensitive statements in sentences."""

import pytest

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import PLAIN
from leakscan.pii.prose import find_in_prose, names_in, sensitive_in


def found(text: str) -> list[str]:
    return [text[m.start : m.end] for m in names_in(text) if m.confidence is not Confidence.POSSIBLE]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I spoke to Tom Baker about it.", "Tom Baker"),
        ("Mrs Okonkwo-Bryce called twice.", "Okonkwo-Bryce"),
        ("Witness: Xanthe Qorpit", "Xanthe Qorpit"),
        ("Siân Prydderch said that it was late.", "Siân Prydderch"),
        ("Signed by Ada DOE.", "Ada DOE"),
        ("MS ADA BYRON", "ADA BYRON"),
    ],
)
def test_finds_names(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Great Yarmouth Market Place was closed.",
        "The Preston Park works begin in April.",
        "King Street and Victoria Road are shut.",
        "Microsoft Excel could not open it.",
        "1904 Jan Fri 01",
        "Rio de Janeiro",
        "MS Mincho and MS Gothic",
        "Sydney NSW 2000",
        "no capitals at all",
    ],
)
def test_takes_no_place_for_a_person(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("She suffers from depression.", Category.HEALTH),
        ("He was convicted of burglary.", Category.OFFENCE),
        ("He is gay.", Category.ORIENTATION),
        ("A black male in his thirties.", Category.ETHNICITY),
        ("She is registered blind.", Category.DISABILITY),
        ("The tenant is severely disabled.", Category.DISABILITY),
        ("A disabled man of forty.", Category.DISABILITY),
        ("Denies the rape of the complainant.", Category.OFFENCE),
    ],
)
def test_finds_what_is_said_of_people(text: str, category: Category) -> None:
    assert sensitive_in(text)[category] > 0


@pytest.mark.parametrize(
    "text",
    [
        "Disabled",
        "The button is disabled.",
        "No history of depression.",
        "She does not have diabetes.",
        "Asthma was ruled out.",
        "He denied any mental illness.",
        "Nobody was convicted of theft.",
        "Gay Street, Bath",
        "The black car was parked.",
        "the assault course",
        "therapist's grapes",
    ],
)
def test_a_denial_or_another_sense_says_nothing(text: str) -> None:
    assert not sensitive_in(text)


def test_counts_by_category() -> None:
    found = [match.category for match in find_in_prose("Tom Baker rang from 07700 900123.", PLAIN)]
    assert sorted(found) == sorted([Category.NAME, Category.TELEPHONE])
    assert sensitive_in("He has depression. He is on medication.") == {Category.HEALTH: 2}
