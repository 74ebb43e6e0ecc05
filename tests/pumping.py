"""Texts that make a pattern go back: what its repeated groups match, many times, and then something else.

A group of which a text can be read in several ways takes time that doubles with each repetition.
"""

import re._constants as sre  # type: ignore[import-not-found]  # no stubs; the parser is the only one that knows
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_PLAIN = (sre.IN, sre.LITERAL, sre.NOT_LITERAL, sre.ANY)
_OF_CATEGORY = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}
_MOST = 12
_LETTERS = 300


def pumped(pattern: str | bytes, flags: int) -> Iterator[str | bytes]:
    """Yield texts that a pattern may take long to refuse."""
    for before, body in _repeated(parser.parse(pattern, flags), ""):
        once = [text for text in _matching(body) if text]
        for text in dict.fromkeys((*once, *map("".join, islice(product(once, repeat=2), 3 * _MOST)))):
            for after in ("\x01", "!", ""):
                whole = before + text * (_LETTERS // len(text) + 1) + after
                yield whole.encode("latin-1", "replace") if isinstance(pattern, bytes) else whole


def _repeated(sequence: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Yield the repeated groups of a pattern, each with something that may stand before it."""
    for place, (operator, value) in enumerate(sequence):
        start = before + next(iter(_matching(sequence[:place])), "") if place else before
        if operator in _REPEATS:
            if value[1] is sre.MAXREPEAT and any(inner not in _PLAIN for inner, _ in value[2]):
                yield start, value[2]
            yield from _repeated(value[2], start)
        for inner in _inner(operator, value):
            yield from _repeated(inner, start)


def _inner(operator: Any, value: Any) -> list[Any]:
    if operator is sre.SUBPATTERN:
        return [value[3]]
    if operator is sre.BRANCH:
        return list(value[1])
    return [value] if operator is sre.ATOMIC_GROUP else []


def _matching(sequence: Any) -> list[str]:
    """Return a few texts that match; what stands around is not looked at."""
    found = [""]
    for operator, value in sequence:
        found = list(islice(map("".join, product(found, _one(operator, value) or [""])), _MOST))
    return found


def _one(operator: Any, value: Any) -> list[str]:
    if operator is sre.LITERAL:
        return [chr(value)]
    if operator is sre.NOT_LITERAL:
        return [chr(value + 1)]
    if operator is sre.ANY:
        return ["x"]
    if operator is sre.IN:
        return _of_class(value)
    if operator in (*_REPEATS, sre.POSSESSIVE_REPEAT):
        return [text * max(1, value[0]) for text in _matching(value[2])]
    return [text for inner in _inner(operator, value) for text in _matching(inner)]


def _of_class(members: Any) -> list[str]:
    held = _letters(members)
    if any(operator is sre.NEGATE for operator, _ in members):
        return [text for text in "xa1 -'" if text not in held][:1]
    return held[:4]


def _letters(members: Any) -> list[str]:
    """Return letters of a class, of ranges their first."""
    found = []
    for operator, value in members:
        if operator is sre.LITERAL:
            found.append(chr(value))
        elif operator is sre.RANGE:
            found.append(chr(value[0]))
        elif operator is sre.CATEGORY:
            found.append(_OF_CATEGORY.get(value, "-"))
    return found
