"""NHS numbers (England, Wales, Isle of Man)."""

from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

_PROPOSED = late_pattern(r"(?<![\w.,/-])(?P<value>\d{3}[ -]\d{3}[ -]\d{4}|\d{10})(?![\w/]|[.,-]\d)")
_SHAPE = late_pattern(r"[ :\\](?:000[ -]000[ -]0000|0{10})")
_WORDS = late_pattern(r"\bnhs\b|\bgig\b|\bhospital (?:no|number)\b|\bpatient (?:no|number|id)\b")


def has_right_check_digit(value: str) -> bool:
    """Return whether the tenth digit follows from the nine before it (modulus 11)."""
    from stdnum.gb import nhs

    return bool(nhs.is_valid(value))


def _find(text: str, context: Context) -> Iterator[Match]:
    for match in _PROPOSED.finditer(text):
        value, start, end = match["value"], match.start("value"), match.end("value")
        is_named = context.names(_WORDS, text, start)
        if not has_right_check_digit(value):
            if is_named:
                yield Match(
                    Category.NHS_NUMBER, start, end, Confidence.POSSIBLE, "named beside it, check digit wrong"
                )
        elif is_named:
            yield Match(Category.NHS_NUMBER, start, end, Confidence.CERTAIN, "check digit right, named beside it")
        elif len(value) > 10 and not context.names_other_number(text, start):
            yield Match(Category.NHS_NUMBER, start, end, Confidence.LIKELY, "grouped 3-3-4, check digit right")
        else:
            # One ten-digit number in eleven has a right check digit by chance.
            yield Match(Category.NHS_NUMBER, start, end, Confidence.POSSIBLE, "ten digits, check digit right")


RECOGNISER = Recogniser(Category.NHS_NUMBER, _find, digits=10, words=_WORDS, proposals=(_PROPOSED,), shape=_SHAPE)
