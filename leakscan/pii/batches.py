"""Many texts read together: what none of them can hold is told from all of them at once, and asked of none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leakscan.pii.catalogue import recognisers
from leakscan.pii.matches import Context, Recogniser, count_digits, without_edges
from leakscan.pii.prose import may_say

_TEXTS, _CHARACTERS = 200, 50_000
_FEW = 4

# Nothing reaches over it: a text ends at a break of lines as at its end, and no pattern asks for the nought.
_BETWEEN = "\n\0\n"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some texts, and what is to be asked of them.

    Attributes:
        texts: the texts.
        among: the recognisers that may find something in one of them; None for all of the package.
        may_be_sensitive: whether one of them may say something of a special category or an offence.
    """

    texts: Sequence[str]
    among: Sequence[Recogniser] | None
    may_be_sensitive: bool


def batches(texts: Iterable[str], context: Context, among: Sequence[Recogniser] | None) -> Iterator[Batch]:
    """Yield the texts in their order, some at a time.

    Args:
        texts: the texts, each read by itself afterwards.
        context: what stands beside all of them.
        among: the recognisers that are asked; None for those of the package alone.
    """
    held: list[str] = []
    characters = 0
    for text in texts:
        held.append(text)
        characters += len(text)
        if len(held) >= _TEXTS or characters >= _CHARACTERS:
            yield _batch(held, context, among)
            held, characters = [], 0
    if held:
        yield _batch(held, context, among)


def _batch(texts: Sequence[str], context: Context, among: Sequence[Recogniser] | None) -> Batch:
    if len(texts) < _FEW:
        return Batch(texts, among, may_be_sensitive=True)
    joined = _BETWEEN.join(texts)
    lower = joined.lower()
    asked = recognisers() if among is None else among
    digits = max(map(count_digits, texts))
    left = [
        item
        for item in asked
        if item.is_worth_a_look(joined, digits)
        and (not item.proposals or _may_occur(item, joined, lower, context))
    ]
    return Batch(texts, left, may_be_sensitive=may_say(joined))


def _may_occur(item: Recogniser, joined: str, lower: str, context: Context) -> bool:
    """Return whether a recogniser may find what it proposes in one of the texts."""
    if not any(_in_lines(pattern).search(joined) for pattern in item.proposals):
        return False
    if not item.is_only_named or item.words is None or item.words.search(context.words):
        return True
    words = without_edges(item.words)
    return words is None or words.search(lower) is not None


@lru_cache(maxsize=64)
def _in_lines(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern such that the end of a text among others is an end."""
    return re.compile(pattern.pattern, pattern.flags | re.MULTILINE) if "$" in pattern.pattern else pattern
