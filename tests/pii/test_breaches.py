"""The number that each body had to publish, out of the records that leaked."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest

from leakscan.pii.exposure import examine_table

BREACHES = ["norfolk_suffolk", "psni", "hackney", "southend", "boeing", "barclays"]


def columns_of(rows: list[list[object]]) -> Iterator[list[str]]:
    for column in zip(*rows, strict=True):
        yield [
            "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
            for value in column
        ]


@pytest.mark.parametrize("name", BREACHES)
def test_counts_the_people_of_a_breach(name: str) -> None:
    breach = import_module(f"fixtures.breaches.{name}.make")
    header, *rows = breach.everything() if hasattr(breach, "everything") else breach.records()
    exposure = examine_table([str(word) for word in header], list(columns_of(rows)), b"a secret for one run")
    people = exposure.people
    assert people.lower <= breach.PEOPLE <= people.upper
    assert abs(people.estimate - breach.PEOPLE) <= 0.02 * breach.PEOPLE
