"""Unique pupil numbers of schools in England and Wales."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern


def _is_sound(value: str) -> bool:
    from stdnum.gb import upn

    # The library knows today's authorities; a school closed in 1998 gave numbers too.
    return bool(upn.calc_check_digit(value[1:].upper()) == value[0].upper())


RECOGNISER = by_pattern(
    Category.PUPIL_NUMBER,
    r"(?<![\w-])(?P<value>[A-HJ-NP-RT-Z]\d{11}[0-9A-Z])(?![\w-])",
    form="a letter and twelve digits",
    words=r"\bupn\b|\bpupil (?:no|num\w*|id|ref\w*)\b",
    check=_is_sound,
    alone=Confidence.LIKELY,
    digits=11,
    shape=r"[ .,/:\\]A0{11}",
)
