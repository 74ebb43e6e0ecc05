"""Network addresses of machines."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

_PROPOSED = late_pattern(
    r"(?<![\w.:])(?P<value>\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4})(?![\w:]|\.\w)",
    re.IGNORECASE,
)
_SHAPE = late_pattern(r"0\.0{1,3}\.0{1,3}\.0|:[0A]{0,4}:[0A]{0,4}:")
_WORDS = late_pattern(r"\bip\b|\bipv[46]\b|\baddress\b|\bhost\b|\blogged in\b|\bserver\b")
_VERSION = late_pattern(
    r"\bv(?:er(?:sion)?)?\b|\brelease\b|\bbuild\b|\bsection\b|\bchapter\b|\bclause\b|\bpara\w*"
)


def _find(text: str, context: Context) -> Iterator[Match]:
    for match in _PROPOSED.finditer(text):
        value, start, end = match["value"], match.start("value"), match.end("value")
        try:
            address = ip_address(value)
        except ValueError:
            continue
        if address.is_unspecified or (":" in value and value.count(":") < 4 and "::" not in value):
            continue
        if context.names(_WORDS, text, start):
            yield Match(Category.IP_ADDRESS, start, end, Confidence.CERTAIN, "a sound address, named beside it")
            continue
        parts = value.split(".")
        # 3.3.1.96 may be a version or a clause; an address has a part before its last that those never reach.
        is_small = len(parts) == 4 and max(map(int, parts[:3])) < 32
        doubted = is_small or context.names(_VERSION, text, start)
        confidence = Confidence.POSSIBLE if doubted else Confidence.LIKELY
        yield Match(Category.IP_ADDRESS, start, end, confidence, "a sound address")


RECOGNISER = Recogniser(
    Category.IP_ADDRESS, _find, marks=frozenset(".:"), words=_WORDS, proposals=(_PROPOSED,), shape=_SHAPE
)
