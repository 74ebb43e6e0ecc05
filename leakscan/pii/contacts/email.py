"""E-mail addresses."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern


def _is_sound(value: str) -> bool:
    local, _, domain = value.rpartition("@")
    return ".." not in value and not local.endswith(".") and not domain.startswith("-")


RECOGNISER = by_pattern(
    Category.EMAIL,
    r"(?<![\w.+-])(?P<value>[\w.!#$&'*+/=?^`{|"
    r"}~-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24})(?![\w-])",
    form="the form of an e-mail address",
    check=_is_sound,
    proof="",
    alone=Confidence.CERTAIN,
    marks="@",
)
