"""Counting people: one person however written, namesakes kept apart, bounds that hold the truth."""

import pickle
from random import Random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.blocks import Coded
from leakscan.pii.categories import Role
from leakscan.pii.columns import judge_table
from leakscan.pii.identity import Keyer
from leakscan.pii.people import PeopleCounter
from leakscan.pii.person_keys import PersonKeys

SECRET = b"a secret for one run"
GIVEN = ["Ada", "Tom", "Siân", "Ngozi", "María", "Jan", "Ali", "Eve", "Rosa", "Otto"]
FAMILY = ["Byron", "Baker", "Prydderch", "Okonkwo", "García", "Kowalski", "Khan", "Hall", "Luxemburg", "Weber"]


def counted(
    headers: list[str], rows: list[list[str]], *, keys: PersonKeys | None = None, secret: bytes = SECRET
) -> PersonKeys:
    columns = [list(column) for column in zip(*rows, strict=True)]
    counter = PeopleCounter(judge_table(headers, columns), secret, samples=columns, keys=keys)
    counter.feed(rows)
    return counter.close()


def everybody() -> list[tuple[str, str, str]]:
    return [
        (given, family, f"{n % 28 + 1:02}/0{n % 9 + 1}/19{40 + n % 60}")
        for n, (given, family) in enumerate((g, f) for g in GIVEN for f in FAMILY)
    ]


def test_one_person_in_forty_rows_is_one() -> None:
    rows = [[given, family, born] for given, family, born in everybody() for _ in range(40)]
    keys = counted(["Forename", "Surname", "DOB"], rows)
    assert (keys.count().estimate, keys.records) == (100, 4000)
    assert str(keys.count()).startswith("100")


def test_order_case_accents_and_titles_change_nobody() -> None:
    keys = PersonKeys()
    people = everybody()
    counted(["Name", "DOB"], [[f"{family.upper()}, {given}", born] for given, family, born in people], keys=keys)
    counted(["Full Name", "DOB"], [[f"Dr {given} {family}", born] for given, family, born in people], keys=keys)
    counted(["Forename", "Surname", "D.O.B."], [[g.lower(), f.upper(), b] for g, f, b in people], keys=keys)
    assert keys.count().estimate == 100


def test_an_initial_joins_the_person_it_fits() -> None:
    keys = counted(["Forename", "Surname", "DOB"], [["Ada", "Byron", "10/12/1980"]] * 3)
    counted(["Forename", "Surname", "DOB"], [["A.", "Byron", "10/12/1980"]] * 3, keys=keys)
    assert keys.count().estimate == 1


def test_two_people_of_one_name_are_two_by_birth_date() -> None:
    keys = counted(["Name", "DOB"], [["Tom Baker", "01/01/1950"], ["Tom Baker", "02/02/1990"]])
    assert keys.count().estimate == 2


def test_a_father_and_a_son_at_one_address_are_two() -> None:
    headers = ["Name", "DOB", "Postcode"]
    keys = counted(headers, [["Tom Baker", "01/01/1950", "NR1 3JU"], ["Tom Baker", "02/02/1990", "NR1 3JU"]])
    assert keys.count().estimate == 2


def test_an_identifier_links_what_names_do_not() -> None:
    keys = counted(["NINO", "Surname", "Forename"], [["QQ123456A", "Byron", "Ada"]] * 3)
    counted(["NI Number", "Surname", "Forename"], [["QQ 12 34 56 A", "Lovelace", "Ada"]] * 3, keys=keys)
    assert keys.count().estimate == 1


def test_a_number_shared_by_many_names_identifies_nobody() -> None:
    rows = [["QQ123456A", family, given] for given, family, _ in everybody()]
    keys = counted(["NINO", "Surname", "Forename"], rows)
    assert keys.count().estimate == 100


def test_a_number_that_fills_every_row_identifies_nobody() -> None:
    rows = [[f"{n % 28 + 1:02}/03/19{50 + n}", f"QQ{n:06}C", "943 476 5919"] for n in range(30)]
    headers = ["Date of birth", "NI number", "NHS number"]
    assert counted(headers, rows).count().estimate == 30
    assert counted(headers[1:], [row[1:] for row in rows]).count().estimate == 30


def test_a_short_reference_of_another_table_is_another_persons() -> None:
    keys = counted(["Client ID", "Notes"], [[str(n), "seen"] for n in range(1, 51)])
    counted(["Client ID", "Postcode"], [[str(n), "NR1 3JU"] for n in range(1, 51)], keys=keys)
    assert keys.count().estimate == 100


def test_roles_of_one_record_are_separate_people_and_staff_are_no_victims() -> None:
    rows = [
        [g, f, b, "Max", f"Mustermann{'abcdefghij'[n % 10]}", "Liz", "Wachtmeister"]
        for n, (g, f, b) in enumerate(everybody())
    ]
    headers = [
        "Vic_Forename",
        "Vic_Surname",
        "Vic_DOB",
        "Suspect_Forename",
        "Suspect_Surname",
        "Officer_Forename",
        "Officer_Surname",
    ]
    keys = counted(headers, rows)
    assert keys.count(Role.VICTIM).estimate == 100
    assert keys.count(Role.SUSPECT).estimate == 10
    assert keys.count(Role.OFFICER).estimate == 1
    assert keys.count().estimate == 110


def test_a_column_of_roles_parts_the_people() -> None:
    rows = [[("Victim", "Suspect")[n % 2], f"{g} {f}", b] for n, (g, f, b) in enumerate(everybody())]
    keys = counted(["Role", "Name", "DOB"], rows)
    assert (keys.count(Role.VICTIM).estimate, keys.count(Role.SUSPECT).estimate) == (50, 50)


def test_numbered_columns_are_several_people_of_a_record() -> None:
    rows = [[f"{g} {f}", f"{f} {g}zz"] for g, f, _ in everybody()]
    assert counted(["Name1", "Name2"], rows).count().estimate == 200


def test_blocks_and_codes_count_as_rows_do() -> None:
    rows = [[given, family, born] for given, family, born in everybody()] * 3
    columns = [list(column) for column in zip(*rows, strict=True)]
    judged = judge_table(["Forename", "Surname", "DOB"], columns)
    coded = []
    for column in columns:
        items = sorted(set(column))
        coded.append(Coded(items, numpy.array([items.index(value) for value in column], dtype=numpy.int64)))
    by_rows, by_codes = PeopleCounter(judged, SECRET), PeopleCounter(judged, SECRET)
    by_rows.feed(rows)
    by_codes.feed_columns(coded)
    assert by_rows.close() == by_codes.close()


def test_keys_merge_pickle_and_show_nothing() -> None:
    people = everybody()
    first = counted(["Name", "DOB"], [[f"{g} {f}", b] for g, f, b in people[:60]])
    second = pickle.loads(pickle.dumps(counted(["Name", "DOB"], [[f"{g} {f}", b] for g, f, b in people[40:]])))
    first.merge(second)
    assert first.count().estimate == 100
    assert repr(first) == "<PersonKeys of 100 mentions>"
    pickled = pickle.dumps(first)
    assert not [name for person in people for name in person[:2] if len(name) > 3 and name.encode() in pickled]


def test_another_secret_gives_other_keys() -> None:
    assert Keyer(b"one secret of a run").key("name", "byron") != Keyer(b"another of some run").key("name", "byron")
    assert Keyer(SECRET).key("name", "byron") == Keyer(SECRET).key("name", "byron")


def test_beyond_the_limit_the_count_is_sampled_and_its_bounds_hold() -> None:
    random, keys = Random(3), PersonKeys(limit=2000)
    rows = [
        [
            f"{random.choice(GIVEN)}{n:05}".replace("0", "o").replace("1", "i"),
            "Byron",
            f"{n % 28 + 1}/1/{1930 + n % 80}",
        ]
        for n in range(20_000)
    ]
    rows = [
        [
            "".join("abcdefghij"[int(d)] for d in f"{n:05}"),
            "Byron" + "".join("abcdefghij"[int(d)] for d in f"{n:05}"),
            r[2],
        ]
        for n, r in enumerate(rows)
    ]
    counted(["Forename", "Surname", "DOB"], rows, keys=keys)
    estimate = keys.count()
    assert len(keys) <= 2000
    assert estimate.lower <= 20_000 <= estimate.upper
    assert abs(estimate.estimate - 20_000) < 3000
    assert "sample" in estimate.basis


def test_sampled_keys_merge_with_exact_ones() -> None:
    rows = [["".join("abcdefghij"[int(d)] for d in f"{n:05}"), "Byron", "1/1/1980"] for n in range(6000)]
    small, large = PersonKeys(limit=1000), PersonKeys()
    counted(["Forename", "Surname", "DOB"], rows, keys=small)
    counted(["Forename", "Surname", "DOB"], rows, keys=large)
    large.merge(small)
    assert large.count().lower <= 6000 <= large.count().upper


def test_children_are_told_by_the_newest_date_of_the_file_never_by_today() -> None:
    from datetime import date

    rows = [["Ada Byron", "01/06/1990"], ["Tom Baker", "02/06/1970"], ["Eve Hall", "01/06/1985"]]
    columns = [list(column) for column in zip(*rows, strict=True)]
    counter = PeopleCounter(judge_table(["Name", "DOB"], columns), SECRET, newest=date(2003, 5, 31))
    counter.feed(rows)
    keys = counter.close()
    assert keys.count_children().estimate == 2
    assert counted(["Name", "DOB"], rows).count_children().estimate == 0


def test_pupils_are_children_by_their_header() -> None:
    assert (
        counted(["Pupil Name", "Class"], [["Ada Byron", "3B"], ["Tom Baker", "3B"]]).count_children().estimate == 2
    )


def test_nobody_is_counted_where_nobody_is_named() -> None:
    keys = counted(["Product", "Amount"], [["Bolt", "3"], ["Nut", "4"]])
    assert (keys.count().estimate, keys.records) == (0, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.integers(1950, 1953)),
        min_size=1,
        max_size=80,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_the_cut_into_tables_change_nothing(
    mentions: list[tuple[str, str, int]], random: Random
) -> None:
    rows = [[given, family, f"01/01/{year}"] for given, family, year in mentions]
    truth = len(set(mentions))
    headers = ["Forename", "Surname", "DOB"]
    whole = counted(headers, rows)
    random.shuffle(rows)
    cut = random.randint(0, len(rows))
    keys = PersonKeys()
    for part in (rows[:cut], rows[cut:]):
        if part:
            counter = PeopleCounter(judge_table(headers, [["Ada"], ["Byron"], ["01/01/1950"]]), SECRET, keys=keys)
            counter.feed(part)
            counter.close()
    assert whole.count().estimate == keys.count().estimate == truth
    assert keys.count().lower <= truth <= keys.count().upper


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=30))
def test_any_values_are_counted_without_an_error(rows: list[list[str]]) -> None:
    judged = judge_table(["Forename", "Surname", "DOB"], [["Ada"], ["Byron"], ["01/01/1950"]])
    counter = PeopleCounter(judged, SECRET)
    counter.feed(rows)
    estimate = counter.close().count()
    assert 0 <= estimate.lower <= estimate.estimate <= estimate.upper


@pytest.mark.parametrize("value", ["n/a", "Unknown", "", "  ", "Withheld", "N/K"])
def test_a_cell_that_says_nothing_names_nobody(value: str) -> None:
    keys = counted(["Forename", "Surname"], [[value, value], ["Ada", "Byron"], ["Tom", "Baker"], ["Eve", "Hall"]])
    assert keys.count().estimate == 3
