"""Dates as files write them, brought to one form."""

import re
from datetime import date, timedelta

_ISO = re.compile(r"((?:18|19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_PARTS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d\d)(?:[ T].*)?")
_WORDY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([^\W\d_]{3,12})\.?,?[ -](\d{4}|\d\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_SERIAL = re.compile(r"(\d{4,5})(?:\.0)?")
# ECMA-376-1 §18.17.4.1: day 60 is the 29 February 1900 that never was, so counting starts a day early.
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ion ene sty",
            "feb chw fev fevrier febrero lut",
            "mar maw maerz marz mrt",
            "apr ebr avr abr kwi",
            "may mai mei maj",
            "jun meh juin czerwiec",
            "jul gor juil lip",
            "aug aws aou aout ago sie",
            "sep med set wrz",
            "oct hyd okt paz",
            "nov tac lis",
            "dec rha dez dic gru",
        ),
        start=1,
    )
    for name in names.split()
}


def _month(word: str) -> int | None:
    from leakscan.pii.headings import without_accents

    folded = without_accents(word).lower()
    return _MONTHS.get(folded) or _MONTHS.get(folded[:4]) or _MONTHS.get(folded[:3])


def _made(year: int, month: int, day: int) -> date | None:
    if year < 100:
        # Two figures are a birth within the last hundred years of a file from this century.
        year += 2000 if year < 30 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(
    text: str, *, month_first: bool = False, serials: bool = False, is_1904: bool = False
) -> date | None:
    """Return the date that *text* is, or None.

    Args:
        text: A date as it is written.
        month_first: In figures, the month stands before the day.
        serials: A worksheet's day number counts too.
        is_1904: Days are numbered from 1904.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _PARTS.fullmatch(text):
        day, month = (int(found[2]), int(found[1])) if month_first else (int(found[1]), int(found[2]))
        return _made(int(found[3]), month, day) or _made(int(found[3]), day, month)
    if (found := _WORDY.fullmatch(text)) and (number := _month(found[2])) is not None:
        return _made(int(found[3]), number, int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(text)) and (number := _month(found[1])) is not None:
        return _made(int(found[3]), number, int(found[2]))
    if serials and (found := _SERIAL.fullmatch(text)) and 1000 <= int(found[1]) <= 60000:
        return (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(days=int(found[1]))
    return None


def is_month_first(texts: list[str]) -> bool:
    """Return whether dates written with figures put the month first, as far as they tell."""
    later = earlier = False
    for text in texts:
        if found := _PARTS.fullmatch(text.strip()):
            later |= int(found[2]) > 12
            earlier |= int(found[1]) > 12
    return later and not earlier
