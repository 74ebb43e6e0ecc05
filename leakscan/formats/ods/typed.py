"""The values of cells as a recovered table has them."""

import datetime

from leakscan import xmlsafe
from leakscan.formats.ods.facts import seconds_of
from leakscan.formats.xlsx.cells import whole
from leakscan.tables import Value


def typed(kind: str, text: str) -> Value:
    """Return a cell's value: text, number, boolean, date or time; None when it has none."""
    match kind:
        case "n":
            try:
                number = float(text)
            except ValueError:
                return text or None
            exact = whole(text) if number.is_integer() else None
            if exact is not None:
                return exact
            return int(number) if number.is_integer() else number
        case "b":
            return xmlsafe.is_true(text) if text else None
        case "d":
            try:
                return datetime.datetime.fromisoformat(text.removesuffix("Z"))
            except ValueError:
                return text or None
        case "t":
            seconds = seconds_of(text)
            return (text or None) if seconds is None else _time(seconds)
        case _:
            return text or None


def _time(seconds: float) -> Value:
    if 0 <= seconds < 86_400:
        midnight = datetime.datetime(1, 1, 1)  # noqa: DTZ001  # cells have no zone
        return (midnight + datetime.timedelta(seconds=seconds)).time()
    try:
        return datetime.timedelta(seconds=seconds)
    except OverflowError:
        return seconds
