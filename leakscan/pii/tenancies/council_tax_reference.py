"""Council-tax account references."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

RECOGNISER = by_pattern(
    Category.COUNCIL_TAX_REFERENCE,
    r"(?<![\w/.-])(?P<value>\d{7,11}[A-Z]?|[A-Z]\d{7,9})(?![\w/]|[.-]\d)",
    form="an account number",
    words=(
        r"\b(?:council ?tax|c ?tax|treth (?:y )?cyngor|treth gyngor) (?:\w+ )?(?:acc\w*|ref\w*|no|num\w*|id|"
        r"cyf\w*)\b"
    ),
    digits=7,
    shape=r"[ ,:\\]A?0{7}",
)
