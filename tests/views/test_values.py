"""Sets of value keys, against the set of Python, across the sizes where they change form."""

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakscan.tables import Value
from leakscan.views import key_runs, values
from leakscan.views.values import (
    ValueSet,
    boolean_key,
    date_key,
    date_serial,
    number_key,
    typed_key,
    typed_keys,
    value_key,
)

keys = st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**63, 2**64 - 1]), max_size=60)


@pytest.fixture(params=[(3, 1000), (3, 5), (10, 1000), (100_000, 1000)], autouse=True)
def _small_sets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, held = request.param
    monkeypatch.setattr(values, "PLAIN_LIMIT", plain)
    monkeypatch.setattr(values, "_PENDING_LIMIT", 7)
    monkeypatch.setattr(values, "_MOST_HELD", held)
    monkeypatch.setattr(values, "_MOST_RUNS", 2)
    monkeypatch.setattr(key_runs, "_SAMPLED", 3)


@settings(max_examples=60, deadline=None)
@given(keys, keys)
def test_a_value_set_is_a_set(first: list[int], second: list[int]) -> None:
    mine, theirs = ValueSet(first), ValueSet(second)
    assert len(mine) == len(set(first))
    assert mine.missing_from(theirs) == len(set(first) - set(second))
    assert theirs.missing_from(mine) == len(set(second) - set(first))
    assert all(key in mine for key in first)
    assert all((key in mine) == (key in set(first)) for key in second)
    assert theirs.held(numpy.array(first, dtype=numpy.uint64)).tolist() == [key in set(second) for key in first]
    mine.merge(theirs)
    assert len(mine) == len(set(first) | set(second))
    assert mine.missing_from(theirs) == len(set(first) - set(second))
    assert len(theirs) == len(set(second))
    mine.update(key ^ 1 for key in second)
    assert len(mine) == len(set(first) | set(second) | {key ^ 1 for key in second})
    assert len(theirs) == len(set(second))


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_value_however_it_is_written(number: float) -> None:
    assert value_key(repr(number)) == number_key(number)
    assert value_key(f" {number!r} ") == number_key(number)


@settings(deadline=None)
@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_whole_numbers_stay_apart(first: int, second: int) -> None:
    assert (number_key(first) == number_key(second)) == (first == second)


def test_one_is_one_value_however_it_is_spelt() -> None:
    assert value_key("1") == value_key("1.0") == value_key("1E0") == number_key(1)
    assert number_key(-0.0) == number_key(0.0)


@pytest.mark.parametrize("text", ["1_0", "-inf", "+nan", "1e999", "1 2", "--1"])
def test_what_is_no_number_of_a_cell_is_text(text: str) -> None:
    assert value_key(text) == value_key(text)
    assert value_key(text) != value_key(text + "x")
    assert value_key(text) != value_key("10")


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_blank_has_no_key(text: str) -> None:
    assert value_key(text) is None


def test_a_boolean_is_the_word_that_shows() -> None:
    assert boolean_key(True) == value_key("TRUE")
    assert boolean_key(False) not in (boolean_key(True), value_key("0"))


@pytest.mark.parametrize(
    ("text", "is_1904", "serial"),
    [
        ("1900-01-01", False, 1),
        ("1900-02-28", False, 59),
        ("1900-03-01", False, 61),
        ("2024-02-29", False, 45_351),
        ("2024-02-29T06:00:00Z", False, 45_351.25),
        ("1904-01-01", True, 0),
        ("2024-02-29", True, 43_889),
        ("T18:00:00", False, 0.75),
        ("18:00:00", False, 0.75),
    ],
)
def test_a_date_has_the_serial_number_of_a_cell(text: str, is_1904: bool, serial: float) -> None:
    assert date_serial(text, is_1904=is_1904) == serial
    assert date_key(text, is_1904=is_1904) == number_key(serial)


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6), st.datetimes())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_values_have_the_keys_of_each(some: list[Value]) -> None:
    some += ["nan", "inf ", "Infinity", " Ada", "Ada ", "1e5", "e5"]
    for is_1904 in (False, True):
        one_by_one = [typed_key(value, is_1904=is_1904) for value in some]
        told = typed_keys(some, blank=1, is_1904=is_1904).tolist()
        assert told == [1 if key is None else key for key in one_by_one]


def test_what_is_no_date_is_text() -> None:
    assert date_serial("soon") is None
    assert date_key("soon") == value_key("soon")


def test_many_keys_are_asked_for_at_once() -> None:
    count = 400
    numbers = [number_key(number) for number in range(0, 2 * count, 2)]
    values = ValueSet(numbers)
    asked = [number_key(number) for number in (0, 1, 2, 3, 2 * count)]
    assert len(values) == count
    assert values.held(numpy.array(asked, dtype=numpy.uint64)).tolist() == [True, False, True, False, False]
