"""Unique reference numbers of cases between police and prosecutors."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

# Force (two figures), unit (two letters or figures), serial (five figures), year (two figures).
RECOGNISER = by_pattern(
    Category.CASE_URN,
    r"(?<![\w/-])(?P<value>\d\d(?P<gap>[ /]?)[A-Z0-9]{2}(?P=gap)\d{4,7}(?P=gap)\d\d)(?![\w/-])",
    form="force, unit, serial and year",
    words=r"\burn\b|\bunique ref\w*",
    digits=8,
    shape=r"[ .,:\\]00[ /]?[0A]{2}[ /]?0{4}",
)
