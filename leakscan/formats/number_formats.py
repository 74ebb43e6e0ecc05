"""What a number format shows of a value: nothing, fixed words, or in which colour (ECMA-376-1 §18.8.31)."""

import re
from functools import lru_cache
from typing import NamedTuple

_TOKENS = re.compile(r'"([^"]*)"?|\\(.)|_.|\*.|\[([^\]]{0,255})\]|(;)|([^"\\_*\[;]+|.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:[eE][-+]?\d+)?)$")
_COLOURS = {
    "black": 1, "white": 2, "red": 3, "green": 4, "blue": 5, "yellow": 6, "magenta": 7, "cyan": 8
}  # fmt: skip
_COLOUR_NUMBER = re.compile(r"color\s*(\d{1,2})$")
_PLACE = re.compile(r"[0#?@]|[^\W\d_]")
"""Places for digits and text, and letters outside quotes: of dates, `General`, exponents."""
_SCALED = re.compile(r"[#?,]*[#?](,+)")
"""Places that show no nought, and commas behind them that divide by a thousand each (§18.8.31)."""
_TEXT_SECTION = 3
_TELLING = re.compile(r"[^\W\d_]{2}.*[\s,;].*[^\W\d_]{2}|(?:\d[ .-]?){6}|@|\w{16}")
"""Two words, a long number, an address, or a long word."""
_MOST_SCALES = 100
_LONGEST = 255
"""Longer texts are telling whatever they say: Excel takes no format code above that."""


class Section(NamedTuple):
    """One of the sections of a format.

    Attributes:
        is_blank: it shows nothing, whatever the value.
        is_fixed: it shows the same words or signs, whatever the value.
        takes_text: it has the sign for text, `@`.
        condition: a comparison and a number, or None.
        colour: number of the colour it paints with, from 1; None when it has none.
        texts: its texts that are more than a unit or a sign.
        least: below this it shows nothing of a number, which it scales down.
    """

    is_blank: bool
    takes_text: bool
    condition: tuple[str, float] | None
    colour: int | None
    texts: tuple[str, ...] = ()
    is_fixed: bool = False
    least: float = 0.0


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format; none for a format that says nothing (General)."""
    found: list[Section] = []
    shown: list[str] = []
    texts: list[str] = [""]
    condition: tuple[str, float] | None = None
    colour: int | None = None
    ended = varies = False
    for match in _TOKENS.finditer(code):
        quoted, escaped, bracket, end, plain = match.groups()
        ended = end is not None
        if ended:
            found.append(_section(shown, condition, colour, texts, is_fixed=not varies))
            shown, condition, colour, texts, varies = [], None, None, [""], False
        elif bracket is not None:
            word = bracket.strip().casefold()
            number = _COLOUR_NUMBER.match(word)
            if comparison := _CONDITION.match(word):
                condition = (comparison[1], _number(comparison[2]))
            elif word in _COLOURS:
                colour = _COLOURS[word]
            elif number:
                colour = int(number[1])
            elif not word.startswith("$-"):
                shown.append(word)  # elapsed time or a currency; a language alone shows nothing
                varies = varies or not word.startswith("$")
        else:
            shown.append(quoted or escaped or plain or "")
            varies = varies or (plain is not None and _PLACE.search(plain) is not None)
            if quoted or escaped:
                texts[-1] += quoted or escaped
            elif plain:
                texts.append("")
    if shown or ended or condition or colour:
        found.append(_section(shown, condition, colour, texts, is_fixed=not varies))
    return tuple(found)


def _section(
    shown: list[str],
    condition: tuple[str, float] | None,
    colour: int | None,
    texts: list[str],
    *,
    is_fixed: bool,
) -> Section:
    text = "".join(shown)
    telling = tuple(item for item in texts if len(item) > _LONGEST or _TELLING.search(item))
    is_blank = not text.strip()
    scaled = _SCALED.fullmatch(text.strip())
    least = 0.5 * 1000.0 ** min(len(scaled[1]), _MOST_SCALES) if scaled else 0.0
    return Section(is_blank, "@" in text, condition, colour, telling, is_fixed and not is_blank, least)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def section_for(code: str, value: float | None) -> Section | None:
    """Return the section that shows a number, or a text when `value` is None; None when the default does.

    Without conditions the sections are for positive numbers, negative ones, zero and text. A text under fewer than
    four sections shows as it is, unless the last one takes text.
    """
    known = sections(code)
    if not known:
        return None
    if value is None:
        if len(known) > _TEXT_SECTION:
            return known[_TEXT_SECTION]
        last = known[-1]
        return last if last.takes_text or (len(known) == 1 and last.colour is not None) else None
    numeric = known[:_TEXT_SECTION]
    if len(numeric) > 1 and len(known) <= _TEXT_SECTION and numeric[-1].takes_text:
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, value):
                return section
        return None
    if len(numeric) == 1:
        return numeric[0]
    if value < 0:
        return numeric[1]
    if value == 0 and len(numeric) > 2:
        return numeric[2]
    return numeric[0]


def shows_nothing(code: str, value: float | None) -> bool:
    """Return whether a format shows nothing of a number, or of a text when `value` is None.

    That is so as well where it shows the same words whatever the value, unless they tell it: those for nought and
    for what equals a number, and `"Yes"` and `"No"` for one and nought.
    """
    section = section_for(code, value)
    if section is None:
        return False
    if value is not None and 1 <= abs(value) < section.least:
        return True
    if section.is_blank or not section.is_fixed:
        return section.is_blank
    if value is None:
        return len(sections(code)) > _TEXT_SECTION
    sign, number = section.condition or ("", 0.0)
    return sign != "=" and (abs(value) not in (0, 1) or (sign in ("<", "<=") and number > 1))


def may_show_nothing(code: str) -> bool:
    """Return whether a format has a section that shows nothing of a value, other than the one for zero alone."""
    known = sections(code)
    return any(
        section.is_blank or section.is_fixed or section.least
        for index, section in enumerate(known)
        if index != 2 or section.condition
    )


def colours(code: str) -> set[int]:
    """Return the numbers of the colours that a format paints with."""
    return {section.colour for section in sections(code) if section.colour is not None}


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, number = condition
    return {
        "<": value < number,
        "<=": value <= number,
        ">": value > number,
        ">=": value >= number,
        "=": value == number,
        "<>": value != number,
    }[sign]
