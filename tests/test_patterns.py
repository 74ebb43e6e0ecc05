"""Patterns that are compiled at their first use are what `re.compile` gives."""

import importlib
import pkgutil
import re
from typing import Any

import pytest

import leakscan
from leakscan.patterns import late_pattern
from tests.ended import ended_within
from tests.pumping import pumped


def test_a_late_pattern_has_all_that_a_pattern_has() -> None:
    late, compiled = (
        late_pattern(r"(?P<letter>[a-c])(\d)?", re.IGNORECASE),
        re.compile(r"(?P<letter>[a-c])(\d)?", re.I),
    )
    for name in (name for name in dir(compiled) if not name.startswith("_")):
        expected = getattr(compiled, name)
        found = getattr(late, name)
        assert callable(found) if callable(expected) else found == expected
    assert late.sub("-", "xA1y") == "x-y"
    assert [found["letter"] for found in late.finditer("b, C2")] == ["b", "C"]


def test_it_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile

    def counted(pattern: str, flags: int) -> "re.Pattern[str]":
        made.append(pattern)
        return compiled(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    late = late_pattern("a+")
    assert made == []
    assert late.search("baa") is not None
    assert late.fullmatch("b") is None
    assert made == ["a+"]


@pytest.mark.parametrize("name", [info.name for info in pkgutil.walk_packages(leakscan.__path__, "leakscan.")])
def test_every_late_pattern_can_be_compiled(name: str) -> None:
    """A slip in one would show only where it is used."""
    if not name.endswith("__main__"):
        for value in vars(importlib.import_module(name)).values():
            if type(value) is type(late_pattern("")):
                assert value.pattern is not None


@pytest.mark.parametrize("name", [info.name for info in pkgutil.walk_packages(leakscan.__path__, "leakscan.")])
def test_no_pattern_takes_time_that_doubles_with_each_letter(name: str) -> None:
    """What one of them cannot match ends within seconds, whatever its groups are repeated with."""
    if name.endswith("__main__"):
        return
    for label, value in vars(importlib.import_module(name)).items():
        if isinstance(value, re.Pattern) or type(value) is type(late_pattern("")):
            compiled: re.Pattern[Any] = re.compile(value.pattern, value.flags)
            for text in pumped(value.pattern, value.flags):
                with ended_within(20, f"{label} of {name}"):
                    compiled.fullmatch(text)
                    compiled.search(text)
