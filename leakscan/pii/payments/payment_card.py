"""Payment card numbers."""

import re
from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

# ISO/IEC 7812: the first figures name the issuer, the last one checks (Luhn).
_PROPOSED = late_pattern(
    r"(?<![\w.,/+-])(?P<value>(?:4\d{3}|5[1-5]\d\d|2(?:2[2-9]\d|[3-6]\d\d|7[01]\d|720)|6(?:011|5\d\d|"
    r"4[4-9]\d|759)|"
    r"50[0-9]{2}|5[6-8]\d\d|35\d\d)(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{3})?|"
    r"3(?:0[0-5]|[68]\d)\d(?P<gap3>[ -]?)\d{6}(?P=gap3)\d{4}|(?:1800|2131)\d{11}|"
    r"3[47]\d\d(?P<gap2>[ -]?)\d{6}(?P=gap2)\d{5})(?![\w/]|[.,-]\d)"
)
_ANY = late_pattern(r"(?<![\w.,/+-])(?P<value>\d(?:[ -]?\d){11,18})(?![\w/]|[.,-]\d)")
_SHAPE = late_pattern(r"[ :\\]0(?:[ -]?0){11}")
_WORDS = late_pattern(
    r"\bcards?\b|\bpan\b|\bvisa\b|\bmastercard\b|\bamex\b|\bcarte\b|\bkarte\w*|\bkreditkarte\w*|"
    r"\btarjeta\b|\bcvv\b"
)


def _find(text: str, context: Context) -> Iterator[Match]:
    from stdnum import luhn

    seen: set[int] = set()
    if _WORDS.search(context.words) or _WORDS.search(text.lower()):
        for match in _ANY.finditer(text):
            start, end = match.span("value")
            if context.names(_WORDS, text, start) and luhn.is_valid(re.sub(r"\D", "", match["value"])):
                seen.add(start)
                why = "check digit right, named beside it"
                yield Match(Category.PAYMENT_CARD, start, end, Confidence.CERTAIN, why)
    for match in _PROPOSED.finditer(text):
        value, start, end = match["value"], match.start("value"), match.end("value")
        bare = re.sub(r"\D", "", value)
        if start in seen or not luhn.is_valid(bare) or len(set(bare)) < 2:
            continue
        is_doubted = len(value) == len(bare) and context.names_other_number(text, start)
        confidence = Confidence.POSSIBLE if is_doubted else Confidence.LIKELY
        yield Match(Category.PAYMENT_CARD, start, end, confidence, "an issuer's first figures, check digit right")


RECOGNISER = Recogniser(
    Category.PAYMENT_CARD, _find, digits=12, words=_WORDS, proposals=(_PROPOSED, _ANY), shape=_SHAPE
)
