"""Community Health Index numbers (Scotland)."""

from leakscan.pii.categories import Category
from leakscan.pii.documents.nhs_number import has_right_check_digit
from leakscan.pii.matches import by_pattern

# Day, month and year of birth, three digits and the check digit of an NHS number.
RECOGNISER = by_pattern(
    Category.CHI_NUMBER,
    r"(?<![\w.,/-])(?P<value>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d ?\d{4})(?![\w/]|[.,-]\d)",
    form="a date of birth and four digits",
    words=r"\bchi\b|\bcommunity health index\b",
    check=has_right_check_digit,
    digits=10,
    shape=r"[ :\\]0{6} ?0{4}",
)
