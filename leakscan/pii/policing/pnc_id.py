"""Police National Computer identifiers."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def _is_sound(value: str) -> bool:
    year, _, serial = value.replace(" ", "").partition("/")
    return CHECK_LETTERS[int(year[-2:] + serial[:-1].zfill(7)) % 23] == serial[-1].upper()


# CJS data standards catalogue 6: year, seven figures and a letter that checks them by modulus 23.
RECOGNISER = by_pattern(
    Category.PNC_ID,
    r"(?<![\w/-])(?P<value>(?:(?:19|20)\d\d|\d\d)/\d{1,7}[A-HJ-NP-RT-Z])(?![\w/-])",
    form="year, serial and letter",
    words=r"\bpnc\w*|\bpolice national computer\b",
    check=_is_sound,
    alone=Confidence.LIKELY,
    digits=3,
    shape=r"[ .,:\\](?:00){1,2}/0{1,7}A",
    marks="/",
)
