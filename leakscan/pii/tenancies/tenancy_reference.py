"""Tenancy and rent account references."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

RECOGNISER = by_pattern(
    Category.TENANCY_REFERENCE,
    r"(?<![\w/.-])(?P<value>[A-Z]{0,4}[/-]?\d{4,10}(?:[/-]\d{1,3})?)(?![\w/-])",
    form="an account number",
    words=(
        r"\b(?:tenancy|tenant|tenantiaeth|lease) (?:\w+ )?(?:ref\w*|no|num\w*|id|acc\w*|cyf\w*)\b|"
        r"\brent (?:account|acc|ref\w*|no)\b"
    ),
    digits=4,
)
