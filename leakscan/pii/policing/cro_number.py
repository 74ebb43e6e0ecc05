"""Criminal Records Office numbers."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern
from leakscan.pii.policing.pnc_id import CHECK_LETTERS


def _is_sound(value: str) -> bool:
    first, _, second = value.upper().removeprefix("SF").partition("/")
    if value[:2].upper() == "SF":
        year, serial, letter = first, second[:-1].lstrip("0"), second[-1]
    else:
        year, serial, letter = second[:-1], first.zfill(6), second[-1]
    return CHECK_LETTERS[int(year + serial) % 23] == letter


# CJS data standards catalogue 6: six figures, year and letter; or, for those without fingerprints on file,
# SF, year, figures and a letter that checks the figures without leading noughts.
RECOGNISER = by_pattern(
    Category.CRO_NUMBER,
    r"(?<![\w/-])(?P<value>\d{1,6}/\d\d[A-HJ-NP-RT-Z]|SF\d\d/\d{1,6}[A-HJ-NP-RT-Z])(?![\w/-])",
    form="serial, year and letter",
    words=r"\bcro\b|\bcriminal records? office\b",
    check=_is_sound,
    alone=Confidence.LIKELY,
    digits=3,
    shape=r"[ .,:\\](?:0{1,6}/00A|AA00/0{1,6}A)",
    marks="/",
)
