"""International bank account numbers."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern


def _is_sound(value: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(value, check_country=False))


RECOGNISER = by_pattern(
    Category.IBAN,
    r"(?<![\w-])(?P<value>[A-Z]{2}\d\d(?:[0-9A-Z]{11,30}|(?: [0-9A-Z]{4}){2,7}(?: [0-9A-Z]{1,4})?))(?![\w-])",
    form="country, check digits and account",
    words=r"\biban\b",
    check=_is_sound,
    alone=Confidence.CERTAIN,
    digits=8,
    shape=r"[ .,/:\\]AA00[ 0A]",
)
