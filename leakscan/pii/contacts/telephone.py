"""Telephone numbers, by form, possibility and context; never by whether the number is in service."""

from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser, count_digits

_PROPOSED = late_pattern(
    r"(?<![\w.,:/@#£$€%=+-])(?P<value>(?:\+|\(\+?)?\d[\d\u00a0 ().\-/]{6,22}\d)(?:\s?(?:ext|"
    r"x)\.?\s?\d{1,5})?(?![\w@%/]|[.,:]\d|-\w)"
)
_WORDS = late_pattern(
    r"\b(?:tel|tele?phone|phone|mob|mobile|cell|landline|fax|call(?:ed)?|ring|rang|contact (?:no|"
    r"number)|contactno|"
    r"whatsapp|text(?:ed)?|ffon|rhif ffon|symudol|guthan|fon|fones?|portable|handy\w*|telefon\w*|"
    r"rufnummer|movil|"
    r"telefono|telefoon\w*|mobiel|komorka|nr tel\w*|telefonu)\b"
)
_NATIONAL = late_pattern(r"0(?:1\d{8,9}|2\d{9}|3\d{9}|7\d{9}|8\d{8,9}|9\d{9})")
_GROUPED = late_pattern(
    r"\(?0\d{2,5}\)?[ \u00a0.-]\d{3,8}(?:[ \u00a0.-]\d{3,6})*|"
    r"\(?0\d{2,5}\)[ \u00a0]?\d{3,8}(?:[ \u00a0]\d{3,4})*"
)
_ABROAD = late_pattern(
    r"0\d(?:[ .-]\d\d){4}|\(0\d{1,5}\)[ -]?\d{4,8}|0\d{2,3}-\d{6,7}|\(\d{3}\) ?\d{3}-\d{4}|"
    r"(?:1[-. ])?\d{3}[-.]\d{3}[-.]\d{4}"
)
_NO_DIGIT = late_pattern(r"\D")
_DATE = late_pattern(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[ T].*)?")


def _is_possible(value: str, region: str) -> bool:
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def _judge(value: str, *, is_named: bool) -> tuple[Confidence, str] | None:
    bare = _NO_DIGIT.sub("", value)
    if value.startswith(("+", "(+")) or (bare.startswith("00") and len(bare) > 10 and is_named):
        international = "+" + (bare[2:] if bare.startswith("00") else bare).replace("(0)", "")
        if _is_possible(international, "GB"):
            return Confidence.CERTAIN, "a country code and a possible length"
        return None
    if _NATIONAL.fullmatch(bare) and _is_possible(bare, "GB"):
        if is_named or _GROUPED.fullmatch(value) or (len(bare) == 11 and bare[1] in "127"):
            return (Confidence.CERTAIN if is_named else Confidence.LIKELY), "the form of a national number"
        return Confidence.POSSIBLE, "as long as a national number"
    if not is_named and _ABROAD.fullmatch(value):
        return Confidence.LIKELY, "grouped as numbers of another country"
    if (
        is_named
        and 7 <= len(bare) <= 15
        and (_is_possible(bare, "GB") or bare.startswith("0") or 9 <= len(bare) <= 11)
    ):
        # A worksheet that took the number for a quantity has dropped its leading nought.
        return Confidence.LIKELY, "as long as a telephone number"
    return None


def _find(text: str, context: Context) -> Iterator[Match]:
    may_be_named = context.may_name(_WORDS, text)
    for match in _PROPOSED.finditer(text):
        value = match["value"]
        if not 7 <= count_digits(value) <= 15 or _DATE.fullmatch(value):
            continue
        start, end = match.span("value")
        is_named = may_be_named and context.names(_WORDS, text, start)
        judged = _judge(value, is_named=is_named)
        if judged is None:
            continue
        confidence, why = judged
        if not is_named and context.names_other_number(text, start):
            confidence = Confidence.POSSIBLE
        yield Match(Category.TELEPHONE, start, end, confidence, why + (", named beside it" if is_named else ""))


RECOGNISER = Recogniser(Category.TELEPHONE, _find, digits=7, words=_WORDS, proposals=(_PROPOSED,))
