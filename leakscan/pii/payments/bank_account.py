"""Sort codes with accounts, and account numbers that are named as such."""

import re
from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

_BOTH = late_pattern(
    r"(?<![\w/.-])(?P<value>\d\d[- ]\d\d[- ]\d\d\W{1,4}(?:a/?c(?:count)?(?: no\.?)?\W{0,3})?\d{8})(?![\w/-])",
    re.IGNORECASE,
)
_ONE = late_pattern(r"(?<![\w/.-])(?P<value>\d\d-\d\d-\d\d|\d{8}|\d{6})(?![\w/-])")
_SHAPE = late_pattern(r"[ ,:\\](?:00[- ]00[- ]00|0{6})")
_WORDS = late_pattern(
    r"\bsort ?codes?\b|\bbank\b|\bacc(?:oun)?t (?:no|num\w*)\b|\ba/c\b|\bkonto\w*|\bbacs\b|\bpayee\b|"
    r"\bcod didoli\b"
)


def _find(text: str, context: Context) -> Iterator[Match]:
    for match in _BOTH.finditer(text):
        start, end = match.span("value")
        is_named = context.names(_WORDS, text, start)
        confidence = Confidence.CERTAIN if is_named else Confidence.LIKELY
        yield Match(Category.BANK_ACCOUNT, start, end, confidence, "a sort code and an account of eight digits")
    if _WORDS.search(context.words) or _WORDS.search(text.lower()):
        for match in _ONE.finditer(text):
            start, end = match.span("value")
            if context.names(_WORDS, text, start) and not context.names_other_number(text, start):
                yield Match(Category.BANK_ACCOUNT, start, end, Confidence.LIKELY, "named beside it")


RECOGNISER = Recogniser(
    Category.BANK_ACCOUNT, _find, digits=6, words=_WORDS, proposals=(_BOTH, _ONE), shape=_SHAPE
)
