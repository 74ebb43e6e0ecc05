"""A recovered table as records: which row names the columns, and what each row says as text."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from leakscan.blocks import Block, Coded
from leakscan.pii.exposure import CHARACTERS_READ
from leakscan.pii.headers import read_header
from leakscan.tables import Row, Value

ROWS_SEARCHED = 25
"""Among how many of a sheet's first rows the header is sought."""

_ROWS_JUDGED, _CELLS_JUDGED = 4_000, 4_000_000

_SAMPLE = 400
LONGEST_HEADER = 60


class Header(NamedTuple):
    """The names of a table's columns.

    Attributes:
        names: one for each column as far as it is understood; its letters where it is not, for a row that was
            taken for the header by mistake holds values, and those are shown to nobody.
        number: the number of its row on the sheet; None when it was not found.
    """

    names: tuple[str, ...]
    number: int | None = None


def text_of(value: Value) -> str | None:
    """Return a cell's value as the text that recognisers read, or None when it has none."""
    match value:
        case None | bool():
            return None
        case str():
            return value[: CHARACTERS_READ + 1]  # one more tells that it was cut
        case datetime.datetime():
            is_day = value.time() == datetime.time()
            return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def find_header(rows: Sequence[Row], columns: Sequence[str]) -> Header:
    """Return the header among the first rows of a sheet; each row begins with its number, each column has letters.

    It is the row whose texts name most columns that are understood; else the first row of texts over others.
    """
    best, most = -1, 0
    for position, row in enumerate(rows[:ROWS_SEARCHED]):
        texts = [value for value in row[1:] if value is not None]
        words = [value for value in texts if isinstance(value, str) and len(value) <= LONGEST_HEADER]
        if len(words) * 2 < len(texts):
            continue
        understood = sum(is_understood(word) or read_header(word).is_role_only for word in words)
        if understood > most:
            best, most = position, understood
    if best < 0 and len(rows) > 1 and _is_all_text(rows[0]) and not _is_all_text(rows[1]):
        best = 0
    return header_of(None if best < 0 else rows[best], columns)


def header_of(row: Row | None, columns: Sequence[str]) -> Header:
    """Return a row as header; None for letters alone."""
    letters = tuple(f"column {name}" for name in columns[1:])
    if row is None:
        return Header(letters)
    first, *cells = row
    found = [
        cell.strip() if isinstance(cell, str) and (is_understood(cell) or read_header(cell).is_role_only) else ""
        for cell in cells
    ]
    names = (*(name or letter for name, letter in zip(found, letters, strict=False)), *letters[len(found) :])
    return Header(names, first if isinstance(first, int) else None)


def is_understood(text: str) -> bool:
    """Return whether a header says what its column holds, as far as a header can."""
    if len(text) > LONGEST_HEADER:
        return False
    heading = read_header(text)
    return bool(heading.exact) or bool(heading.part)


def _is_all_text(row: Row) -> bool:
    values = [value for value in row[1:] if value is not None]
    return len(values) > 1 and all(isinstance(value, str) and len(value) <= LONGEST_HEADER for value in values)


def rows_judged(width: int) -> int:
    """Return from how many of its first rows a table is sampled: fewer of a very wide one."""
    return min(_ROWS_JUDGED, max(ROWS_SEARCHED, _CELLS_JUDGED // max(1, width)))


def places_sampled(count: int) -> list[int]:
    """Return the places of some rows, from all over so many."""
    return [*range(min(50, count)), *range(50, count, max(1, count // _SAMPLE))]


def samples_of(rows: Sequence[Row], width: int) -> list[list[str]]:
    """Return the values of each column in some rows."""
    return [[text for row in rows if (text := text_of(row[column])) is not None] for column in range(width)]


def _texts_of(values: Sequence[Value]) -> Sequence[str | None]:
    """Return values as texts; most often they are."""
    if {*map(type, values)} == {str} and max(map(len, values)) <= CHARACTERS_READ:  # type: ignore[arg-type]
        return values  # type: ignore[return-value]
    return [*map(text_of, values)]


class Texts:
    """Turns blocks into the columns of texts that people are counted from."""

    def __init__(self, wanted: Iterable[int], width: int) -> None:
        self._wanted = frozenset(wanted)
        self._width = width
        self._known: dict[int, tuple[Sequence[Value], Sequence[str | None]]] = {}

    def of(self, block: Block) -> list[Coded[str | None]]:
        """Return the columns of a block; those that nobody wants are blank."""
        from leakscan.arrays import numpy

        blank: Coded[str | None] = Coded((), numpy.full(block.height, -1, dtype=numpy.int64))
        return [self._text(block, n) if n in self._wanted else blank for n in range(self._width)]

    def _text(self, block: Block, number: int) -> Coded[str | None]:
        column = block.column(number)
        known = self._known.get(number)
        if known is None or known[0] is not column.items:  # the blocks of a column may share them
            known = self._known[number] = column.items, _texts_of(column.items)
        return Coded(known[1], column.codes)
