"""Damaged files never fail inside, and either all is recovered or the report says it is incomplete."""

import itertools
from functools import cache
from pathlib import Path

import pytest

import leakscan
from tests.mutating import LIMITS, Content, files, mutations, objection, recovered

FILES = files()
TOTAL = 2_000


@cache
def known(path: Path) -> Content:
    with leakscan.scan(path.read_bytes(), leakscan.Options(limits=LIMITS, people=False), name=path.name) as report:
        return recovered(report)


def test_there_are_fixtures_to_damage() -> None:
    assert len(FILES) > 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_damage_is_survived_and_told_of(path: Path) -> None:
    times = 1 if "breaches" in str(path) else -(-TOTAL // len(FILES))  # those are large
    for mutation in itertools.islice(mutations(path.read_bytes(), f"ci/{path.parent.name}/{path.name}"), times):
        wrong = objection(path.name, mutation.data, known(path))
        assert not wrong, f"{mutation.name}: {wrong}"


def test_the_law_sees_a_loss_that_is_not_told_of() -> None:
    path = next(path for path in FILES if path.parent.name == "hidden_sheet" and path.name == "leaky.xlsx")
    clean = path.with_name("clean.xlsx").read_bytes()
    assert "findings are lost" in objection(path.name, clean, known(path))
