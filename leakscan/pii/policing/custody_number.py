"""Custody record numbers."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

RECOGNISER = by_pattern(
    Category.CUSTODY_NUMBER,
    r"(?<![\w/-])(?P<value>(?:[A-Z]{1,4}|\d\d[A-Z]{0,3})[/-]\d{3,7}(?:[/-]\d{2,4})?|"
    r"\d{0,2}[A-Z]{2,3}\d{4,8}|\d{4,8}(?:/\d\d)?)(?![\w/-])",
    form="the form of a custody record",
    words=r"\bcustody (?:\w+ )?(?:no|num\w*|ref\w*|id|rec|record)\b|\bdetention (?:log|record|no)\b",
    digits=3,
    shape=r"[ .,:\\](?:[0A]{1,5}[/-]000|0{0,2}A{2,3}0{4}|0{4})",
)
