"""When a file was made, saved and refreshed, as the file itself says."""

import datetime
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from leakscan.views.properties import Properties
    from leakscan.views.spreadsheet import Workbook
    from leakscan.views.storages import StorageDirectory

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


def moments_of(view: object) -> list[Moment]:
    """Return the moments that a view tells of."""
    kind: type = type(view)
    return [moment for tell in _tellers(kind) for moment in tell(view)]


@cache
def _tellers(kind: type) -> tuple[Callable[[Any], Iterator[Moment]], ...]:
    """Return what tells of views of a kind, which most kinds have none of."""
    names = ((base.__module__, base.__qualname__) for base in kind.__mro__)
    return tuple(_TELLERS[name] for name in names if name in _TELLERS)


def _of_properties(properties: "Properties") -> Iterator[Moment]:
    for item in properties.standard:
        what = _WORDS.get(item.name.casefold())
        if what is not None and item.value is not None:
            when = item.value.isoformat() if isinstance(item.value, datetime.datetime) else str(item.value)
            yield Moment(what, when, "document properties")


def _of_workbook(workbook: "Workbook") -> Iterator[Moment]:
    for pivot_cache in workbook.pivot_caches:
        if pivot_cache.refreshed_date:
            yield Moment("last refreshed", _day(pivot_cache.refreshed_date), "pivot cache")


def _of_storages(directory: "StorageDirectory") -> Iterator[Moment]:
    """Yield when the earliest storage of a compound file was made, and when the file itself was saved."""
    from leakscan.views.storages import ROOT, is_date

    of_whom = "the macro project" if directory.place.part else "the file"
    made = [note.created for note in directory.notes if is_date(note.created)]
    if made:
        yield Moment("created", min(made), f"storages of {of_whom}")
    for note in directory.notes:
        if note.name == ROOT and is_date(note.modified):
            yield Moment("last saved", note.modified, f"storages of {of_whom}")


_TELLERS: dict[tuple[str, str], Callable[[Any], Iterator[Moment]]] = {
    ("leakscan.views.properties", "Properties"): _of_properties,
    ("leakscan.views.spreadsheet", "Workbook"): _of_workbook,
    ("leakscan.views.storages", "StorageDirectory"): _of_storages,
}
"""What tells of views of a kind, which is known by its name, so that none has to be loaded for it."""


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
