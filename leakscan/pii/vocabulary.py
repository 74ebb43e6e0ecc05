"""The words of headers, values and sentences, read from the data files once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from leakscan.pii.categories import Category, Role
from leakscan.pii.headings import plain_words

_WORDS = Path(__file__).with_name("words")


@lru_cache(maxsize=4)
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_WORDS / name).read_text("utf-8"))


@dataclass(frozen=True, eq=False)
class HeaderWords:
    """What header phrases mean; every phrase is a text of plain words. Two of them are equal only as one."""

    phrases: Mapping[str, tuple[Category, ...]]
    roles: Mapping[str, Role]
    things: frozenset[str]
    joined: Mapping[str, str]

    @cached_property
    def longest(self) -> int:
        """Return the number of words in the longest phrase."""
        return max(phrase.count(" ") for phrase in self.phrases) + 1

    def with_words(self, more: Mapping[Category, Iterable[str]]) -> "HeaderWords":
        """Return these words and *more*, which count before them."""
        phrases = dict(self.phrases)
        for category, texts in more.items():
            for text in texts:
                phrase = plain_words(text)
                phrases[phrase] = (category, *(c for c in phrases.get(phrase, ()) if c is not category))
        return HeaderWords(phrases, self.roles, self.things, _joined((*phrases, *self.roles)))


def _joined(phrases: Iterable[str]) -> dict[str, str]:
    return {phrase.replace(" ", ""): phrase for phrase in phrases if " " in phrase or len(phrase) > 4}


@lru_cache(maxsize=1)
def header_words() -> HeaderWords:
    """Return the words of headers that the package ships."""
    data = _read("headers.toml")
    phrases: dict[str, tuple[Category, ...]] = {}
    for name, entry in data["categories"].items():
        for text in entry["exact"]:
            phrase = plain_words(text)
            if Category(name) not in phrases.get(phrase, ()):
                phrases[phrase] = (*phrases.get(phrase, ()), Category(name))
    roles = {plain_words(text): Role(role) for role, texts in data["roles"].items() for text in texts}
    return HeaderWords(phrases, roles, frozenset(data["other"]["words"]), _joined((*phrases, *roles)))


@lru_cache(maxsize=1)
def _word_sets() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _read("words.toml").items()}


def word_set(name: str) -> frozenset[str]:
    """Return one of the plain lists of words, by its name in the data file."""
    return _word_sets()[name]


@lru_cache(maxsize=1)
def cell_values() -> Mapping[str, frozenset[str]]:
    """Return, by category, what cells of it say whole."""
    return {
        name: frozenset(plain_words(text) for text in entry.get("values", ()))
        for name, entry in _read("sensitive.toml").items()
    }


@lru_cache(maxsize=1)
def sayings() -> Mapping[Category, re.Pattern[str]]:
    """Return, by category, the pattern of what sentences of it say."""
    return {category: re.compile(rf"\b(?:{said})\b") for category, said in _said().items()}


@lru_cache(maxsize=1)
def any_saying() -> re.Pattern[str]:
    """Return one pattern that finds something wherever one of :func:`sayings` does."""
    return re.compile(rf"\b(?:{'|'.join(_said().values())})\b")


def _said() -> dict[Category, str]:
    return {
        Category(name): "|".join(text.replace("*", r"\w*") for text in texts)
        for name, entry in _read("sensitive.toml").items()
        if (texts := entry.get("says"))
    }
