"""Unique taxpayer references."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern


def _is_sound(value: str) -> bool:
    from stdnum.gb import utr

    return bool(utr.is_valid(value.upper().removesuffix("K")))


RECOGNISER = by_pattern(
    Category.TAX_REFERENCE,
    r"(?<![\w.,/-])(?P<value>\d{5} ?\d{5}K?)(?![\w/]|[.,-]\d)",
    form="ten digits",
    words=r"\butr\b|\btax ?payer\b|(?<!council )\btax ref\w*",
    check=_is_sound,
    digits=10,
    shape=r"[ :\\]0{5} ?0{5}",
)
