"""What a header alone proposes: categories, whose they are, and which of several persons."""

from functools import lru_cache
from typing import NamedTuple

from leakscan.pii.categories import Category, Role
from leakscan.pii.headings import words_of
from leakscan.pii.vocabulary import HeaderWords, header_words, word_set


class Heading(NamedTuple):
    """A header understood as far as it goes.

    A *role* stands beside what the column holds ("Victim surname") and parts its columns from others; an
    *implied* one lies in the thing itself ("Patient id") and speaks of the table's people.
    """

    exact: tuple[Category, ...] = ()
    part: tuple[Category, ...] = ()
    phrase: str = ""
    role: Role | None = None
    implied: Role | None = None
    number: str = ""
    prefix: str = ""
    is_role_only: bool = False
    is_tally: bool = False


def _spread(words: tuple[str, ...], known: HeaderWords) -> tuple[str, ...]:
    """Return the words with joined ones taken apart: ``dateofbirth``, ``vicsurname``."""
    spread: list[str] = []
    for word in words:
        if len(word) < 5 or word in known.phrases or word in known.roles or word in known.things:
            spread.append(word)
        elif word in known.joined:
            spread.extend(known.joined[word].split())
        else:
            spread.extend(_role_and_rest(word, known))
    return tuple(spread)


def _role_and_rest(word: str, known: HeaderWords) -> list[str]:
    for length in range(min(len(word) - 2, 12), 2, -1):
        role, rest = word[:length], word[length:]
        if role in known.roles and (rest in known.phrases or rest in known.joined):
            return [role, *known.joined.get(rest, rest).split()]
    return [word]


def _longest(words: tuple[str, ...], known: HeaderWords) -> tuple[int, int] | None:
    for length in range(min(len(words), known.longest), 0, -1):
        windows = [(start, start + length) for start in range(len(words) - length + 1)]
        found = [span for span in windows if " ".join(words[slice(*span)]) in known.phrases]
        if found:
            # "IP Surname": where one of two phrases is a role as well, the other is what the column holds.
            return min(found, key=lambda span: " ".join(words[slice(*span)]) in known.roles)
    return None


def _roles(words: tuple[str, ...], known: HeaderWords) -> tuple[Role | None, tuple[str, ...]]:
    """Return the role that *words* name, and the words without it."""
    for length in range(min(len(words), 4), 0, -1):
        for start in range(len(words) - length + 1):
            role = known.roles.get(" ".join(words[start : start + length]))
            if role is not None:
                return role, words[:start] + words[start + length :]
    return None, words


@lru_cache(maxsize=4096)
def read_header(header: str, known: HeaderWords | None = None) -> Heading:
    """Return what *header* proposes."""
    known = known or header_words()
    words = words_of(header)
    if not words:
        return Heading()
    whole = " ".join(words)
    if whole in known.phrases:
        return _whole(whole, known)
    joined = known.joined.get(whole.replace(" ", ""))
    words = tuple(joined.split()) if joined is not None else _spread(words, known)
    whole = " ".join(words)
    if whole in known.phrases:
        return _whole(whole, known)
    number = next((word for word in words if word.isdigit() and len(word) <= 2), "")
    words = tuple(word for word in words if not (word.isdigit() and len(word) <= 2))
    span = _longest(words, known)
    if span is None:
        role, rest = _roles(words, known)
        left = [word for word in rest if word not in word_set("fillers")]
        is_tally = any(word in word_set("tallies") for word in rest)
        return Heading(role=role, number=number, is_role_only=role is not None and not left, is_tally=is_tally)
    start, end = span
    phrase = " ".join(words[start:end])
    role, rest = _roles(words[:start] + words[end:], known)
    left = [word for word in rest if word not in word_set("fillers")]
    if any(word in word_set("tallies") for word in rest):
        return Heading(role=role, number=number, is_tally=True)
    if any(word in known.things for word in left):
        return Heading(role=role, number=number)
    implied = _role_in(phrase, known)
    prefix = left[0] if left and words[0] == left[0] else ""
    categories = known.phrases[phrase]
    if left:
        return Heading(part=categories, phrase=phrase, role=role, implied=implied, number=number, prefix=prefix)
    return Heading(exact=categories, phrase=phrase, role=role, implied=implied, number=number)


def _role_in(phrase: str, known: HeaderWords) -> Role | None:
    role, rest = _roles(tuple(phrase.split()), known)
    named = set(phrase.split()) - set(rest)
    return None if named <= word_set("loose roles") else role


def _whole(whole: str, known: HeaderWords) -> Heading:
    # "IP" heads addresses of machines, and injured parties; "Contact", numbers and people: the values decide.
    role = known.roles.get(whole)
    implied = _role_in(whole, known)
    return Heading(
        exact=known.phrases[whole], phrase=whole, role=role, implied=implied, is_role_only=role is not None
    )
