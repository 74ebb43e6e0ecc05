"""When a file was made, saved and refreshed, as the file itself says."""

import datetime
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from leakscan.views.properties import Properties
    from leakscan.views.spreadsheet import Workbook

_WORDS = {"created": "created", "modified": "last saved", "lastprinted": "last printed"}
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a file's own days have no zone


class Moment(NamedTuple):
    """One moment of a file's life.

    Attributes:
        what: created, last saved, last printed or last refreshed.
        when: the moment in ISO 8601, or as the file writes it.
        source: where the file says so.
    """

    what: str
    when: str
    source: str


@cache
def _views() -> "tuple[type[Properties], type[Workbook]]":
    from leakscan.views.properties import Properties  # late: the library is imported without any view
    from leakscan.views.spreadsheet import Workbook

    return Properties, Workbook


def moments_of(view: object) -> Iterator[Moment]:
    """Yield the moments that a view tells of."""
    properties, workbook = _views()
    if isinstance(view, properties):
        for item in view.standard:
            what = _WORDS.get(item.name.casefold())
            if what is not None and item.value is not None:
                when = item.value.isoformat() if isinstance(item.value, datetime.datetime) else str(item.value)
                yield Moment(what, when, "document properties")
    elif isinstance(view, workbook):
        for cache in view.pivot_caches:
            if cache.refreshed_date:
                yield Moment("last refreshed", _day(cache.refreshed_date), "pivot cache")


def _day(text: str) -> str:
    """Return a refresh date, which may be written as a serial number, in ISO 8601."""
    from leakscan.views.values import date_serial

    if date_serial(text) is not None:
        return text
    try:
        moment = _EPOCH + datetime.timedelta(days=float(text))
    except (ValueError, OverflowError):
        return text
    return moment.isoformat(timespec="seconds")
