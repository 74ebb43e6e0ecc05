"""Unique learner numbers."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern


def _is_sound(value: str) -> bool:
    # Learning Records Service: weights 10 to 2, the check digit is 10 less the remainder by 11.
    rest = sum(int(digit) * weight for digit, weight in zip(value[:9], range(10, 1, -1), strict=True)) % 11
    return rest != 0 and 10 - rest == int(value[9])


RECOGNISER = by_pattern(
    Category.LEARNER_NUMBER,
    r"(?<![\w.,/-])(?P<value>[1-9]\d{9})(?![\w/]|[.,-]\d)",
    form="ten digits",
    words=r"\buln\b|\blearner (?:no|num\w*|id|ref\w*)\b",
    check=_is_sound,
    digits=10,
    shape=r"[ :\\]0{10}",
)
