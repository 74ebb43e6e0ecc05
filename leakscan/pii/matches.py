"""What a recogniser is: a pattern proposes, a checksum disposes, the context adjusts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.character_kinds import LONG, may_stand
from leakscan.pii.headings import plain_words

REACH = 44
"""How many characters before a value count as beside it: a label and a few words."""

_EDGES = late_pattern(r"\\b|\^|\$")
_LOOKING = late_pattern(r"\(\?<?[=!]|\[\^|\\\$")

_NO_DIGITS = str.maketrans("", "", "0123456789")
_OTHER_NUMBERS = late_pattern(
    r"\b(?:order|invoice|inv|product|sku|batch|serial|tracking|parcel|ean|gtin|isbn|issn|barcode|version|"
    r"part no|item|stock|model|timestamp|latitude|longitude|lat|lon|amount|price|total|qty|quantity|vat|"
    r"company no|cost cent(?:re|er)|planning|guid|uuid|colou?r|percent|units?|grid ref|commande|bestellung|"
    r"rechnung|artikel|pedido|factura|bestelling|factuur|zamowienie|faktura)\b"
)
_TALLIES = late_pattern(
    r"\b(?:count|counts|number of|no of|total|totals|sum|average|avg|mean|median|max|min|rate|per|"
    r"percentage|recorded|"
    r"collected|issued|spend|spent|cost|costs|budget|charges|income|value|type|start|end|expiry|"
    r"issue date|mb|gb|"
    r"nombre de|anzahl|numero de casos|aantal|liczba|nifer)\b"
)


class Match(NamedTuple):
    """A piece of text that is personal data, and why it is taken for it."""

    category: Category
    start: int
    end: int
    confidence: Confidence
    why: str


@dataclass(frozen=True)
class Context:
    """What stands beside a value: the header of its column and the regions switched on."""

    header: str = ""
    regions: frozenset[str] = field(default=frozenset({"GB"}))

    @cached_property
    def words(self) -> str:
        """Return the header in plain lower-case words."""
        return plain_words(self.header)

    @cached_property
    def is_tally(self) -> bool:
        """Return whether the header heads totals, dates or money rather than single things."""
        return bool(_TALLIES.search(self.words))

    def may_name(self, words: re.Pattern[str], text: str) -> bool:
        """Return whether :meth:`names` may be true of some place in a text; asked of long texts only."""
        return (
            len(text) <= LONG
            or _may_stand(words.pattern, words.flags, text)
            or bool(self.words and words.search(self.words))
        )

    def names(self, words: re.Pattern[str], text: str, start: int) -> bool:
        """Return whether the header or the words just before *start* name the thing."""
        if self.words and words.search(self.words) and not self.is_tally:
            return True
        if not self.may_name(words, text):
            return False
        return start > 0 and bool(words.search(text[max(0, start - REACH) : start].lower()))

    def names_other_number(self, text: str, start: int) -> bool:
        """Return whether the header or the words before *start* say it is a number of goods or money."""
        if self.words and _OTHER_NUMBERS.search(self.words):
            return True
        return start > 0 and bool(_OTHER_NUMBERS.search(text[max(0, start - 24) : start].lower()))


PLAIN = Context()


@lru_cache(maxsize=64)
def without_edges(words: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return a pattern that is found wherever *words* are found in a piece of the same text; None for no such one.

    A recogniser asks for the words in the characters before a value, and that piece may begin within a word.
    """
    if _LOOKING.search(words.pattern):
        return None
    return re.compile(_EDGES.sub("", words.pattern), words.flags)


@lru_cache(maxsize=64)
def _may_stand(words: str, flags: int, text: str) -> bool:
    """Return whether words may stand somewhere in a text; those that stand right before a value are not sought."""
    anywhere = without_edges(re.compile(words, flags)) if "$" not in words else None
    return anywhere is None or anywhere.search(text.lower()) is not None


Find = Callable[[str, Context], Iterator[Match]]


class Recogniser(NamedTuple):
    """Finds one category in a text; *marks* and *digits* are what a text must have to be worth a look.

    One *for_sentences* says nothing of a value that stands alone. Wherever something is found, one of the
    *proposals* matches, also between other texts; there are none where that is not known. What *is_only_named*
    finds has the *words* beside it. Wherever something is found, the *shape* is in the kinds of the characters.
    """

    category: Category
    find: Find
    digits: int = 0
    marks: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None
    for_sentences: bool = False
    proposals: tuple[re.Pattern[str], ...] = ()
    is_only_named: bool = False
    shape: re.Pattern[str] | None = None

    def is_worth_a_look(self, text: str, digits: int) -> bool:
        """Return whether *text*, which holds so many digits, could hold the category at all."""
        return (
            digits >= self.digits
            and (not self.marks or not self.marks.isdisjoint(text))
            and may_stand(self.shape, text)
        )


def count_digits(text: str) -> int:
    """Return how many ASCII digits *text* holds."""
    return len(text) - len(text.translate(_NO_DIGITS))


def by_pattern(
    category: Category,
    pattern: str,
    *,
    form: str,
    words: str = "",
    check: Callable[[str], bool] | None = None,
    proof: str = ", check digit right",
    alone: Confidence | None = None,
    named: Confidence = Confidence.CERTAIN,
    digits: int = 0,
    marks: str = "",
    shape: str = "",
    flags: re.RegexFlag = re.IGNORECASE,
) -> Recogniser:
    """Return a recogniser for what a pattern, an optional checksum and optional words decide.

    Args:
        category: What is found.
        pattern: The form, with a group ``value`` around what is reported.
        form: The form in words, for the reason given.
        words: Words that name the thing when they stand in the header or just before the value.
        check: Whether a proposed value is sound.
        proof: What a sound value adds to the reason given.
        alone: The confidence without such words; None when the form alone proves nothing.
        named: The confidence beside such words.
        digits: How many digits a text must hold to be worth a look.
        marks: Characters of which a text must hold one.
        shape: What must stand in the kinds of a text's characters (see :mod:`leakscan.pii.character_kinds`).
        flags: How the pattern is compiled.
    """
    compiled = late_pattern(pattern, flags)
    beside = late_pattern(words) if words else None

    def find(text: str, context: Context) -> Iterator[Match]:
        # Most texts hold nothing of it, and that is found out at a third of the cost of asking for all there is.
        if compiled.search(text) is None:
            return iter(())
        is_told = beside is None or alone is not None or context.may_name(beside, text)
        return found(text, context) if is_told else iter(())

    def found(text: str, context: Context) -> Iterator[Match]:
        for match in compiled.finditer(text):
            value = match["value"]
            if check is not None and not check(value):
                continue
            start, end = match.span("value")
            reason = form + proof if check is not None else form
            if beside is not None and context.names(beside, text, start):
                yield Match(category, start, end, named, f"{reason}, named beside it")
            elif alone is not None:
                doubted = alone is not Confidence.CERTAIN and context.names_other_number(text, start)
                yield Match(category, start, end, Confidence.POSSIBLE if doubted else alone, reason)

    return Recogniser(
        category,
        find,
        digits=digits,
        marks=frozenset(marks),
        words=beside,
        proposals=(compiled,),
        is_only_named=alone is None,
        shape=late_pattern(shape) if shape else None,
    )
