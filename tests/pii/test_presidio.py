"""Presidio as one more recogniser, with an analyser that stands in for it."""

from types import SimpleNamespace
from typing import Any

import pytest

import leakscan
from leakscan.pii import presidio
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.exposure import examine_table, examine_texts
from leakscan.pii.knowledge import Knowledge
from leakscan.pii.prose import find_in_prose

TEXT = "later that day zorblat of quuxville rang"


class Stub:
    """Says that "zorblat" is a person and "quuxville" a place."""

    def analyze(self, text: str, language: str, entities: list[str]) -> list[Any]:
        assert language == "en"
        found = [("PERSON", "zorblat", 0.85), ("LOCATION", "quuxville", 0.5), ("URL", "rang", 1.0)]
        return [
            SimpleNamespace(
                entity_type=kind, start=text.index(word), end=text.index(word) + len(word), score=score
            )
            for kind, word, score in found
            if word in text
        ]


def test_what_presidio_finds_is_matched_with_its_confidence() -> None:
    matches = find_in_prose(TEXT, among=[presidio.presidio(Stub())], least=Confidence.POSSIBLE)
    assert [(match.category, TEXT[match.start : match.end], match.confidence) for match in matches] == [
        (Category.NAME, "zorblat", Confidence.LIKELY),
        (Category.PLACE, "quuxville", Confidence.POSSIBLE),
    ]


def test_a_text_is_said_to_name_somebody() -> None:
    knowledge = Knowledge(recognisers=(presidio.presidio(Stub()),))
    assert "name" in str(examine_texts([TEXT], b"secret", knowledge=knowledge).indications)
    assert "name" not in str(examine_texts([TEXT], b"secret").indications)


def test_it_says_nothing_of_values_that_stand_alone() -> None:
    knowledge = Knowledge(recognisers=(presidio.presidio(Stub()),))
    exposure = examine_table(["Thing"], [["zorblat"] * 9], b"secret", knowledge=knowledge)
    assert not exposure.indications


def test_without_presidio_asking_for_it_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "presidio_analyzer", None)
    presidio._installed.cache_clear()
    with pytest.raises(leakscan.UsageError, match="Presidio is not installed"):
        leakscan.scan(b"x", leakscan.Options(presidio=True))
