"""Account names in paths of home folders."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

_NOBODY = {
    "public",
    "default",
    "default user",
    "all users",
    "shared",
    "administrator",
    "admin",
    "user",
    "users",
    "guest",
}


def _is_somebody(value: str) -> bool:
    return value.lower() not in _NOBODY


RECOGNISER = by_pattern(
    Category.USER_NAME,
    r"(?:(?:[a-z]:|%3a|\\\\[\w.$-]+(?:\\c\$)?)[\\/]+(?:users|documents and settings|"
    r"winnt[\\/]profiles)[\\/]+|"
    r"(?<![\w/])/(?:home|users)/|\\\\[\w.-]+\\(?:home|users|profiles|homes)\$?\\)(?P<value>[^\\/:*?\"<>|"
    r"\r\n]{1,64}?)(?=[\\/]|$|[\"'>,;])",
    form="a home folder",
    check=_is_somebody,
    proof="",
    alone=Confidence.CERTAIN,
    marks="\\/",
    shape=r"A:[\\/]|0A[\\/]|\\\\|/A{4,5}/",
)
