import pytest

from leakscan.views.values import date_key, date_serial, number_key, value_key


@pytest.mark.parametrize(
    ("text", "is_1904", "serial"),
    [
        ("2023-08-15T00:00:00", False, 45153.0),
        ("2023-08-16T14:30:00", False, 45154.604166666664),
        ("2023-08-15", False, 45153.0),
        ("2023-08-15T00:00:00", True, 43691.0),
        ("1899-12-30T00:00:00", False, 0.0),
        ("1899-12-30T06:00:00Z", False, 0.25),
        ("no date", False, None),
    ],
)
def test_a_date_is_the_number_a_cell_would_hold(text: str, is_1904: bool, serial: float | None) -> None:
    assert date_serial(text, is_1904=is_1904) == serial


def test_the_key_of_a_date_is_that_of_its_number() -> None:
    assert date_key("2023-08-15T00:00:00") == number_key(45153.0) == value_key("45153")
    assert date_key("no date") == value_key("no date")
