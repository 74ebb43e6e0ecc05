"""Reading: what one program finds in a file, in words that all of them share."""

import datetime
from collections import Counter

Item = tuple[str, ...]

Reading = dict[str, Counter[Item]]
"""Items by kind; a kind that a program cannot read is not in its reading."""

KINDS = {
    "hidden sheets": "name, state",
    "hidden sheet values": "sheet, value",
    "hidden row values": "sheet, value; of visible sheets",
    "hidden column values": "sheet, value; of visible sheets",
    "pivot records": "the values of one record",
    "pivot values without a source": "field name, text, number or date of a cache whose source sheet is gone",
    "external values": "value kept of another workbook",
    "comments": "sheet, cell, text without its white space",
    "comment authors": "sheet, cell, author",
    "hidden names": "name, what it refers to",
    "name constants": "name, text it holds",
    "custom properties": "name, value",
    "authors": "creator or last editor",
    "orphan strings": "text that no cell shows",
    "archive comments": "comment of the archive or of an entry",
    "bytes before the first entry": "how many",
}
"""What is compared, and what an item is."""


def text(value: object) -> str:
    """Return a value as all programs would write it; empty for no value."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return f"{value:.12g}"
        case datetime.datetime():
            rounded = value.replace(tzinfo=None) + datetime.timedelta(microseconds=500_000)
            return rounded.replace(microsecond=0).isoformat()
        case datetime.date():
            return f"{value.isoformat()}T00:00:00"
        case datetime.time():
            return value.replace(microsecond=0).isoformat()
        case _:
            return str(value).replace("\r\n", "\n")


def squeezed(value: object) -> str:
    """Return a text without its white space, which programs put into comments of their own accord."""
    return "".join(str(value).split())


def empty_reading(*kinds: str) -> Reading:
    """Return a reading in which nothing is found yet of the kinds that a program can read."""
    return {kind: Counter() for kind in kinds}
