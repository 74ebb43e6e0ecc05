"""Vehicle registration marks of the United Kingdom."""

import re
from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.character_kinds import may_stand
from leakscan.pii.matches import Context, Match, Recogniser

_CURRENT = r"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d)(?P<gap> ?)[A-HJ-PR-Z]{3}"
_OLDER = (
    r"[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]|[A-Z]{2,3} ?\d{1,4}|"
    r"\d{1,4} ?[A-Z]{1,3}"
)
_PRIVATE = late_pattern(r"(?<![\w/-])(?P<value>[A-Z]{2}\d\d ?[A-Z]{3})(?![\w/-])")
_PROPOSED = late_pattern(rf"(?<![\w/-])(?P<value>(?P<current>{_CURRENT})|{_OLDER})(?![\w/-])", re.IGNORECASE)
_CURRENT_SHAPE = late_pattern(r"[ .,:\\]AA00 ?AAA")
"""What a mark that nothing names needs."""
_WORDS = late_pattern(
    r"\bvrm\b|\bvrn\b|\breg(?:istration|d)?\b(?! office)|\bindex\b|\bnumber plate\b|\bvehicle\b|"
    r"\bplate\b|\bkennzeichen\b|"
    r"\bmatricula\b|\bkenteken\b|\bimmatriculation\b|\bcofrestru\b"
)


def _find(text: str, context: Context) -> Iterator[Match]:
    if not context.may_name(_WORDS, text) and not may_stand(_CURRENT_SHAPE, text):
        return
    seen: set[int] = set()
    for match in _PROPOSED.finditer(text):
        start, end = match.span("value")
        may_be_named = match["current"] or match["value"].upper() == match["value"]
        seen.add(start)
        if may_be_named and context.names(_WORDS, text, start):
            yield Match(
                Category.VEHICLE_REGISTRATION,
                start,
                end,
                Confidence.CERTAIN,
                "the form of a mark, named beside it",
            )
        elif match["current"] and match["value"].isupper():
            is_spaced = bool(match["gap"]) and not context.names_other_number(text, start)
            confidence = Confidence.LIKELY if is_spaced else Confidence.POSSIBLE
            yield Match(Category.VEHICLE_REGISTRATION, start, end, confidence, "the form of a mark since 2001")
    for match in _PRIVATE.finditer(text):
        start, end = match.span("value")
        if start not in seen and context.names(_WORDS, text, start):
            yield Match(
                Category.VEHICLE_REGISTRATION,
                start,
                end,
                Confidence.LIKELY,
                "letters and figures, named beside it",
            )


RECOGNISER = Recogniser(Category.VEHICLE_REGISTRATION, _find, digits=1, words=_WORDS, proposals=(_PROPOSED,))
