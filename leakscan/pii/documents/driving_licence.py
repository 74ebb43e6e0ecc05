"""Driving licence numbers (Great Britain)."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

# Five of the family name, the decade, the month (50 more for women), the day, the year, two initials,
# one figure that parts namesakes and two letters that check by a rule not made public.
RECOGNISER = by_pattern(
    Category.DRIVING_LICENCE,
    r"(?<![\w-])(?P<value>(?=[A-Z]{1,5}9{0,4})[A-Z9]{5} ?\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|"
    r"[12]\d|3[01])\d ?[A-Z][A-Z9][0-9A-Z] ?[A-Z]{2}(?: ?\d\d)?)(?![\w-])",
    form="family name, birth date and initials as on a licence",
    words=r"\blicen[cs]e\b|\bdriver\b|\bdvla\b|\bdriving\b",
    alone=Confidence.CERTAIN,
    digits=6,
    shape=r"[ .,/:\\][0A]{5} ?000000 ?A",
)
