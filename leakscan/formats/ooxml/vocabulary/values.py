"""What the values of attributes and elements may be, by the letter that the lists use.

A value that is not of its kind says something that no reader of the format takes from it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

Check = Callable[[str], object]
"""Returns something true when a value is of its kind."""

_GUID = r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?"
_SHEET = r"(?:(?:'[^']*'|[\w.\[\]]+)!)?"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_LINES = r"\$?\d{1,7}:\$?\d{1,7}|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\d{1,7}"
_AREA = rf"{_SHEET}(?:{_CELL}(?::{_CELL})?|{_LINES})"
_REFERENCE = re.compile(rf"(?:{_AREA}(?:(?>[ ,;]++{_AREA}))*)?\s*+|#REF!|\d{{1,7}}:-?\d{{1,7}}")
_NUMBER = re.compile(r"\s*[-+]?[\d.]*(?:[eE][-+]?\d+)?(?:%|pt|in|cm|mm|pc|pi|px|em|fd|f)?\s*|-?INF|NaN")
_LONGEST_NUMBER = 32
_LONGEST_TIME = 9
"""Times are written in thousandths of a second: a longer number may be that of somebody."""
_BOOLEAN = re.compile(r"\s*+(?:true|false|[01tf]|on|off|)\s*+", re.IGNORECASE)
_HEX = re.compile(r"#?[0-9A-Fa-f]{0,128}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]{0,256}")
_DATE = re.compile(r"[\dTZ:.+-]{0,40}")
_IDENTIFIER = re.compile(r"[\w.:{}-]{0,72}")
_ID = re.compile(rf"{_GUID}|[0-9A-Fa-f]{{0,32}}")
_DIGITS = re.compile(r"(?:\d[ .-]?){6}")
_LONGEST_NAME = 128
_GEOMETRY = re.compile(r"(?:(?>[a-zA-Z]{1,2}(?![a-zA-Z])|[@#]?-?\d{1,9}(?!\d)|\.\d{0,9}(?!\d)|[\s,;:()%-]))*")
_COLOUR = re.compile(r"#?[0-9A-Fa-f]{3,8}(?: \[\d+\])?")
_MEASURE = re.compile(r"\s*[\w-]+\s*:\s*\"?-?[\d.]{1,12}\"?[a-z]{0,2}\s*")
_EQUATION = re.compile(
    r"(?:val|sum|prod|mid|abs|min|max|if|mod|atan2|sin|cos|cosatan2|sinatan2|sqrt|sumangle|ellipse|tan)"
    r"(?: (?:[@#]?-?\d{1,9}|[a-zA-Z]{1,16})){0,3}"
)
_COPIED = re.compile(r"[^\W\d]\w*_[\w.-]*")
"""How Excel names a style that comes from another workbook: its name, and that of a sheet behind a line."""
_BLANK = re.compile(r"\s")
_LITERAL = re.compile(r'"([^"]*)"')
TRIVIAL = re.compile(rf"\s*+(?:true|false|{_GUID})\s*+|\W*+\w?\W*+")
"""Values that tell nothing wherever they stand."""


def is_name(value: str) -> bool:
    """Return whether a value may be a name that a program or its user gave: not long, no number, no address."""
    return len(value) <= _LONGEST_NAME and "@" not in value and _DIGITS.search(value) is None


def is_token(value: str) -> bool:
    """Return whether a value may be a name in one word."""
    return is_name(value) and _BLANK.search(value) is None


def is_style(value: str) -> bool:
    """Return whether a value may be a list of properties, as in style sheets."""
    return all(is_name(item) or _MEASURE.fullmatch(item) for item in value.split(";"))


def is_format(value: str) -> bool:
    """Return whether the texts in a number format may be units and the like."""
    return all(is_name(text) for text in _LITERAL.findall(value))


def _is_reference(value: str) -> bool:
    return len(value) < 1 << 16 and _REFERENCE.fullmatch(value) is not None


def _is_copied(value: str) -> bool:
    return len(value) <= _LONGEST_NAME and _COPIED.fullmatch(value) is not None


def _is_number(value: str) -> bool:
    return len(value) <= _LONGEST_NUMBER and (value.isdecimal() or _NUMBER.fullmatch(value) is not None)


def _is_uri(value: str) -> bool:
    return _ID.fullmatch(value.strip()) is not None or (value.startswith(("http", "urn:")) and is_token(value))


@lru_cache(maxsize=1)
def checks() -> dict[str, Check | None]:
    """Return what tests a value, by the letter of its kind."""
    lines = Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
    words = frozenset(line for line in lines if not line.startswith("#"))
    return {
        "b": _BOOLEAN.fullmatch,
        "c": is_format,
        "d": _DATE.fullmatch,
        "f": None,
        "e": _EQUATION.fullmatch,
        "g": _ID.fullmatch,
        "h": _HEX.fullmatch,
        "i": _IDENTIFIER.fullmatch,
        "j": lambda value: value in words or (len(value) <= _LONGEST_TIME and _is_number(value)),
        "k": lambda value: _COLOUR.fullmatch(value) is not None or is_name(value),
        "l": lambda value: is_name(value) or _is_copied(value),
        "m": is_name,
        "n": _is_number,
        "o": lambda value: _is_number(value) or is_name(value),
        "q": _BASE64.fullmatch,
        "r": _is_reference,
        "s": is_style,
        "t": is_token,
        "u": _is_uri,
        "w": words.__contains__,
        "W": lambda value: words.issuperset(value.split()),
        "y": _GEOMETRY.fullmatch,
        "z": TRIVIAL.fullmatch,
    }
