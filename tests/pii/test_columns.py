"""What columns hold: headers in many styles and languages, values that agree or contradict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.pii.categories import Category, Confidence, Role
from leakscan.pii.columns import judge_column, judge_table
from leakscan.pii.headers import read_header

NAMES = ["Smith", "Okonkwo", "Łukasiewicz", "O'Brien", "van der Berg", "Patel", "Jones", "Prydderch"]
PEOPLE = [
    "Ada Byron",
    "Siân Prydderch",
    "Tom Baker",
    "Ngozi Okonkwo",
    "María García",
    "Jan Kowalski",
    "Ali Khan",
    "Eve Hall",
]


@pytest.mark.parametrize(
    "header",
    [
        "Surname",
        "SURNAME",
        "Vic_Surname",
        "vicSurname",
        "victimsurname",
        "Last  Name",
        "L_Name",
        "Cyfenw",
        "Sloinne",
        "Nom de famille",
        "NOMDEFAMILLE",
        "Nachname",
        "Apellidos",
        "Achternaam",
        "Nazwisko",
        "Surname (victim)",
        "Family name:",
    ],
)
def test_reads_family_names_in_any_style_and_language(header: str) -> None:
    assert judge_column(header, NAMES).category is Category.FAMILY_NAME


@pytest.mark.parametrize(
    "header", ["D.O.B.", "DOB", "Date of Birth", "dateofbirth", "Dyddiad geni", "Geburtsdatum", "Data urodzenia"]
)
def test_reads_birth_dates_in_any_style_and_language(header: str) -> None:
    assert judge_column(header, ["12/03/1984", "01/01/1990"]).category is Category.DATE_OF_BIRTH


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Product Name", ["Blue widget", "Steel bolt"]),
        ("Name", ["steel bolts", "red paint", "A4 paper"]),
        ("Count of Surname", ["12", "40"]),
        ("Number of victims", ["1", "2"]),
        ("Page Title", ["Home", "News"]),
        ("Index", ["1", "2", "3"]),
        ("Race", ["10k", "Marathon"]),
        ("Orientation", ["Portrait", "Landscape"]),
        ("Month", ["April", "May", "June", "August"]),
        ("Average age of fleet", ["3.5", "4.1"]),
        ("Last modified", ["2020-01-01", "2021-04-05"]),
        ("Company Name", ["Smith Ltd", "Jones & Sons"]),
    ],
)
def test_takes_no_column_of_things_for_one_of_people(header: str, values: list[str]) -> None:
    assert judge_column(header, values).category is Category.NOTHING


@pytest.mark.parametrize(
    ("header", "role", "group"),
    [
        ("Vic_Surname", Role.VICTIM, "victim"),
        ("Suspect 2 Surname", Role.SUSPECT, "suspect 2"),
        ("OIC Surname", Role.OFFICER, "officer"),
        ("IP Surname", Role.VICTIM, "victim"),
        ("Surname", None, ""),
        ("Surname2", None, "2"),
    ],
)
def test_tells_whose_column_it_is(header: str, role: Role | None, group: str) -> None:
    judged = judge_column(header, NAMES)
    assert (judged.role, judged.group) == (role, group)


def test_family_names_that_are_places_too_are_family_names() -> None:
    assert judge_column("Surname", ["Hall", "Park", "Wood", "Church"]).category is Category.FAMILY_NAME
    assert judge_column("Tenant", ["Tom Wood", "Eve Hall", "Ada Church"]).category is Category.NAME


def test_a_role_alone_heads_names_when_the_values_are_names() -> None:
    assert judge_column("Tenant", PEOPLE).category is Category.NAME
    assert judge_column("Tenant", ["12", "14"]).category is Category.NOTHING


def test_a_silent_header_leaves_it_to_the_values() -> None:
    assert (
        judge_column("Column3", ["ada@example.org", "tom@example.org", "eve@example.org"]).category
        is Category.EMAIL
    )
    assert judge_column("", PEOPLE).category is Category.NAME
    assert judge_column("F4", ["Muslim", "Christian", "Hindu", "Sikh"]).category is Category.RELIGION


def test_check_digits_that_disagree_make_a_column_likely_not_certain() -> None:
    judged = judge_column("NHS Number", ["1234567890", "2345678901", "3456789012"])
    assert judged.category is Category.NHS_NUMBER
    assert "check digits" in judged.why or judged.confidence is not Confidence.POSSIBLE


def test_an_empty_column_is_only_possible() -> None:
    assert judge_column("Surname", ["", "n/a", "-"]).confidence is Confidence.POSSIBLE


def test_prefixes_that_several_columns_share_part_the_persons() -> None:
    headers = ["P1 Surname", "P1 DOB", "Agg_X Surname", "Kin_Surname", "Kin_DOB", "Foo_Surname", "Foo_DOB"]
    judged = judge_table(headers, [NAMES, ["1/2/1990"], NAMES, NAMES, ["1/2/1990"], NAMES, ["1/2/1991"]])
    assert judged[5].group == judged[6].group == "foo"
    assert judged[3].group != judged[5].group


def test_the_thing_itself_implies_a_role_without_parting_its_column() -> None:
    heading = read_header("Patient ID")
    assert (heading.role, heading.implied) == (None, Role.PATIENT)


@given(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=12))
def test_any_header_over_any_values_is_judged_without_an_error(header: str, values: list[str]) -> None:
    judged = judge_column(header, values)
    assert judged.header == header
