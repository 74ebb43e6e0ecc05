"""Collar, shoulder and warrant numbers of officers."""

from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.character_kinds import may_stand
from leakscan.pii.matches import Context, Match, Recogniser

_NAMED = late_pattern(
    r"(?<![\w/-])(?P<value>(?:(?:PC|PS|DC|DS|DI|DCI|SGT|INSP|PCSO|SC|WPC) ?)?\d{2,7}[A-Z]{0,2}|"
    r"[A-Z]{1,2}\d{2,6})(?![\w/-])"
)
_RANKED = late_pattern(r"(?<![\w/-])(?P<value>(?:PC|PS|DC|DS|DI|DCI|PCSO|WPC) ?\d{2,5}[A-Z]{0,2})(?![\w/-])")
_RANKED_SHAPE = late_pattern(r"[ .,:\\]A{2,4} ?00")
_WORDS = late_pattern(
    r"\bcollar\b|\bshoulder (?:no|num\w*)\b|\bwarrant (?:no|num\w*|card)\b|\bepaulette\b|\bforce (?:no|"
    r"num\w*)\b"
)


def _find(text: str, context: Context) -> Iterator[Match]:
    seen: set[int] = set()
    is_worth_it = bool(_WORDS.search(f"{context.words} {text.lower()}"))
    for match in _NAMED.finditer(text) if is_worth_it else ():
        if context.names(_WORDS, text, match.start("value")):
            seen.add(match.start("value"))
            yield Match(Category.COLLAR_NUMBER, *match.span("value"), Confidence.CERTAIN, "named beside it")
    for match in _RANKED.finditer(text) if may_stand(_RANKED_SHAPE, text) else ():
        if match.start("value") not in seen:
            # DC and DS also head part numbers, which a rank and a number cannot be told from.
            is_joined = match["value"][:2].upper() in ("DC", "DS", "DI") and " " not in match["value"]
            is_other = is_joined or context.names_other_number(text, match.start("value"))
            confidence = Confidence.POSSIBLE if is_other else Confidence.LIKELY
            yield Match(Category.COLLAR_NUMBER, *match.span("value"), confidence, "a rank and a number")


RECOGNISER = Recogniser(Category.COLLAR_NUMBER, _find, digits=2, words=_WORDS, proposals=(_NAMED, _RANKED))
