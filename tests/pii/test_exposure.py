"""The answer to the first questions: who, how many, which kinds of data."""

import json
import subprocess
import sys

import pytest

from leakscan.pii.categories import Category, Role
from leakscan.pii.exposed import together
from leakscan.pii.exposure import CHARACTERS_READ, examine_table, examine_texts
from leakscan.pii.knowledge import Knowledge, KnownThings
from leakscan.pii.matches import Context

SECRET = b"a secret for one run"
HEADERS = ["Vic_Surname", "Vic_Forename", "Vic_DOB", "Offence", "Notes", "Reported"]
COLUMNS = [
    ["Byron", "Baker", "Hall", "Khan"],
    ["Ada", "Tom", "Eve", "Ali"],
    ["10/12/2010", "02/02/1970", "03/03/1985", "04/04/1990"],
    ["Burglary", "Rape", "Common assault", "Theft"],
    [
        "He has depression and was taken home.",
        "Left her address with the duty officer.",
        "Nothing more is known of it.",
        "Called back twice, no reply at all.",
    ],
    ["2019-01-02", "2019-02-03", "2020-01-01", "2019-05-05"],
]


def test_a_sentence_answers_the_first_questions() -> None:
    exposure = examine_table(HEADERS, COLUMNS, SECRET)
    assert str(exposure) == (
        "4 people in 4 records, as victims: given name, family name, date of birth; "
        "health, indicated by column Notes; criminal offence, indicated by column Offence"
    )
    assert exposure.has_offences
    assert exposure.has_special_categories
    assert exposure.has_children
    assert not exposure.enables_fraud
    assert exposure.children.estimate == 1


def test_one_person_is_no_people() -> None:
    assert str(examine_table(HEADERS, [column[:1] for column in COLUMNS], SECRET)).startswith(
        "1 person in 1 record,"
    )


def test_no_value_leaves_in_text_repr_or_json() -> None:
    exposure = examine_table(HEADERS, COLUMNS, SECRET)
    shown = str(exposure) + repr(exposure) + json.dumps(exposure.to_dict())
    for column in COLUMNS:
        for value in column:
            assert value not in shown or value in ("Theft",)
    assert "keys" not in exposure.to_dict()


def test_together_counts_a_person_of_two_places_once() -> None:
    first, second = (examine_table(HEADERS, COLUMNS, SECRET) for _ in range(2))
    both = together([first, second])
    assert both.people.estimate == 4
    assert both.records == 8
    assert both.roles[Role.VICTIM].estimate == 4
    assert next(i for i in both.indications if i.category is Category.OFFENCE).columns == ("Offence",)


def test_nothing_is_said_of_nothing() -> None:
    assert (
        str(examine_table(["Product", "Price"], [["Bolt", "Nut"], ["1", "2"]], SECRET))
        == "no personal data was recognised"
    )
    assert together([]).people.estimate == 0


def test_texts_name_people_and_say_things_of_them() -> None:
    exposure = examine_texts(["Tom Baker is HIV positive.", "Mrs Okonkwo rang. Tom Baker rang too."], SECRET)
    assert exposure.people.estimate == 2
    assert exposure.records == 2
    assert exposure.has_special_categories


def test_names_inside_text_are_said_not_to_be_counted() -> None:
    assert examine_table(HEADERS, COLUMNS, SECRET).not_counted == ("names inside the text of column Notes",)


def test_a_column_that_only_its_letter_names_is_called_a_column_once() -> None:
    headers = [header if header != "Notes" else "column C" for header in HEADERS]
    assert examine_table(headers, COLUMNS, SECRET).not_counted == ("names inside the text of column C",)


def test_a_list_of_known_names_is_found_in_any_order() -> None:
    things = KnownThings(["Ada Byron # the countess", "36/12345/22", ""])
    for text in ("byron, ADA was seen", "Ada Byron", "crime 36 12345 22 refers", "36/12345/22"):
        (match,) = things.find(text, Context())
        assert match.category is Category.KNOWN
    assert not list(things.find("Ada Lovelace and Tom Byron", Context()))
    assert repr(things) == "<KnownThings: 2>"


def test_users_add_words_and_patterns() -> None:
    knowledge = Knowledge.read(
        words="""
        [columns]
        "person reference" = ["Dossier Zoe"]

        [[patterns]]
        category = "tenancy reference"
        pattern = 'ZQ-\\d{4}'
        """
    )
    exposure = examine_table(
        ["Dossier Zoe", "Remarks on it"],
        [["123456", "123457", "123458"], ["see ZQ-1234"] * 3],
        SECRET,
        knowledge=knowledge,
    )
    assert {Category.PERSON_REFERENCE, Category.TENANCY_REFERENCE} <= exposure.categories
    assert exposure.people.estimate == 3


def test_users_switch_on_the_numbers_of_their_countries() -> None:
    numbers = ["536-90-4399", "219-09-9998", "457-55-5463", "536-90-4398"]
    for words, expected in (("", False), ('regions = ["us"]', True), ('regions = ["FR"]', False)):
        knowledge = Knowledge.read(words=words)
        for found in (
            examine_table(["Key"], [numbers], SECRET, knowledge=knowledge),
            examine_texts(numbers, SECRET, knowledge=knowledge),
        ):
            assert (Category.NATIONAL_IDENTIFIER in found.categories) is expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[columns]\n"shoe size" = ["Shoe"]', "no category 'shoe size'"),
        ("[[patterns]]\npattern = '('", "not a regular expression"),
        ('regions = ["XX"]', "no personal numbers are known of 'XX'"),
        ('regions = "US"', "a list of country codes"),
        ("[[patterns]]\nname = 'x'", "has a text 'pattern'"),
    ],
)
def test_what_is_wrong_with_users_words_is_said(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        Knowledge.read(words=words)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import leakscan.pii.exposure, leakscan.pii.people, leakscan.pii.catalogue as c, sys; c.recognisers();"
        "print([m for m in ('phonenumbers', 'stdnum', 'numpy', 'pandas') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    )


def test_a_text_of_endless_length_is_read_at_its_begin_and_that_is_said() -> None:
    end = "NHS number 943 476 5919"
    for exposure in (
        examine_texts(["x " * (CHARACTERS_READ // 2) + end], SECRET),
        examine_table(["Notes"], [["x " * (CHARACTERS_READ // 2) + end]], SECRET),
    ):
        assert not exposure.indications
        assert "what stands after the first 100,000 characters of a text" in exposure.not_counted
    assert examine_texts(["x " * (CHARACTERS_READ // 2 - 20) + end], SECRET).indications
