"""Which values are of their cell's type (ECMA-376-1 §18.18.11); programs show no others as they are written."""

import re

from leakscan.formats.xlsx.cells import decimal
from leakscan.views.values import date_serial

_SWITCHES = frozenset(("0", "1", "true", "false"))
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|BUSY!|EXTERNAL!|PYTHON!|TIMEOUT!)|Err:\d{3}"
)
"""Errors that Excel writes (ECMA-376-1 §18.17.3, and newer ones), and those of LibreOffice."""
_STRING_NUMBER = re.compile(r"\d{1,8}")


def is_of_type(kind: str, text: str) -> bool:
    """Return whether a value may stand in a cell of a type; any may stand in a cell of text."""
    text = text.strip()
    if kind == "n":
        return not text or decimal(text) is not None
    if kind == "s":
        return _STRING_NUMBER.fullmatch(text) is not None
    if kind == "b":
        return text.casefold() in _SWITCHES
    if kind == "e":
        return _ERROR.fullmatch(text) is not None
    return kind != "d" or date_serial(text) is not None
