"""Several tables on one sheet: the rows that head another one, and columns side by side that are tables apart.

A further table begins below a row that holds nothing. What is taken for its header is a row of texts that names
columns which are understood, or one over values of other kinds than those above it; a list that goes on below an
empty row stays one table.
"""

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from leakscan.blocks import Block
from leakscan.people.reading import LONGEST_HEADER, Header, find_header, header_of, is_understood
from leakscan.pii.categories import Category
from leakscan.pii.headers import read_header
from leakscan.tables import Row, Value

_ROWS_LOOKED_AT = 6
_TITLES = 2
"""So many rows of a title, each of one or two cells, may stand over a header."""

_MOST_ROWS = 2**62
"""Numbers of rows beyond any sheet are none."""
_MOST_ASKED = 1_000
"""Below so many empty rows of a sheet a header is looked for."""

_NAMING = (Category.NAME, Category.FAMILY_NAME, Category.GIVEN_NAME)


class Cut(NamedTuple):
    """A place in a block where one table ends and another begins.

    Attributes:
        end: the first row that is none of the table before.
        start: the first row below the header.
        header: the names of the columns from there on; None where no more headers are looked for.
    """

    end: int
    start: int
    header: Header | None


class Headers:
    """Finds the headers of further tables while a sheet is read.

    Args:
        columns: the letters of its columns, the column of numbers first.
        rows: how many rows it has.
        last_row: the number of the last one; None where that is not known.
    """

    def __init__(self, columns: Sequence[str], *, rows: int = 0, last_row: int | None = None) -> None:
        self._columns = columns
        self._rows_left = rows
        self._last_row = last_row
        self._before: Block | None = None  # whose rows are made only where they are asked for
        self._last: int | None = None
        self._asked = 0
        self._has_given_up = False

    @property
    def may_come(self) -> bool:
        """True unless the rows left have no empty one among them, so that no other table can begin."""
        return self._last_row is None or self._last is None or self._last_row - self._last != self._rows_left

    def cuts(self, block: Block) -> Iterator[Cut]:
        """Yield where other tables begin in the next block, whose first column has the numbers of rows."""
        from leakscan.arrays import numpy

        self._rows_left -= block.height
        if not block.height or self._has_given_up:
            return
        column, width = block.column(0), len(self._columns)
        known = [item if isinstance(item, int) and 0 <= item < _MOST_ROWS else 0 for item in column.items]
        numbers = numpy.array([*known, 0], dtype=numpy.int64)[column.codes]
        before = numbers[0] - 1 if self._last is None else self._last
        reached = 0
        for place in numpy.flatnonzero(numpy.diff(numbers, prepend=before) > 1).tolist():
            if self._asked >= _MOST_ASKED:
                self._has_given_up = True
                yield Cut(place, place, None)
                return
            self._asked += 1
            if place < reached:
                continue
            rows = block.between(place, place + _ROWS_LOOKED_AT).rows(width, _ROWS_LOOKED_AT)
            last = block.between(place - 1, place) if place else self._before
            above = last.rows(width, 1) if last is not None else [()]
            found = _place_of_header(above[0], rows)
            if found is not None:
                reached = place + found + 1
                yield Cut(place, reached, header_of(rows[found], self._columns))
        self._before = block.between(block.height - 1, block.height)
        self._last = int(numbers[-1])


class KnownHeaders:
    """Cuts rows of a sheet where its headers, which were found before, stand between them.

    Args:
        headers: those that were found.
        are_all: there are no others further down.
    """

    def __init__(self, headers: Sequence[Header], *, are_all: bool = True) -> None:
        self._headers = [header for header in headers if header.number is not None]
        self._are_all = are_all

    @property
    def may_come(self) -> bool:
        """True while another table may begin below."""
        return bool(self._headers) or not self._are_all

    def cuts(self, block: Block) -> Iterator[Cut]:
        """Yield where other tables begin in the next block, whose first column has the numbers of rows."""
        if not block.height or not self._headers:
            return
        numbers = [row[0] if isinstance(row[0], int) else 0 for row in block.rows(1, block.height)]
        while self._headers and (self._headers[0].number or 0) < numbers[-1]:
            header = self._headers.pop(0)
            place = bisect_right(numbers, header.number or 0)
            yield Cut(place, place, header)


def first_header(rows: Sequence[Row], further: Sequence[Header], columns: Sequence[str]) -> Header:
    """Return the header of the first table of a sheet.

    Args:
        rows: the first rows of the sheet, the number of each first.
        further: the headers that were found below rows that hold nothing.
        columns: the letters of the columns, the column of numbers first.
    """
    before = [row for row in rows if not further or _is_before(row, further[0])]
    if all(sum(value is not None for value in row[1:]) <= _TITLES for row in before):
        return further[0] if further else find_header(rows, columns)
    return find_header(before, columns)


def _is_before(row: Row, header: Header) -> bool:
    return isinstance(row[0], int) and header.number is not None and row[0] < header.number


def sides(header: Header, rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[range | None, Header]]:
    """Return the columns of each table among tables side by side, and its header; None for all columns.

    Columns that nothing stands in part them where both sides have the same name for a column of people's names,
    or have their headers in different rows.

    Args:
        header: the header as it was found for all columns.
        rows: the first rows of the sheet, the number of each first.
        columns: the letters of the columns, the column of numbers first.
    """
    whole: list[tuple[range | None, Header]] = [(None, header)]
    parts = _parts(rows, columns)
    if len(parts) < 2:
        return whole
    phrases = Counter(
        phrase
        for part in parts
        for phrase in {read_header(header.names[place]).phrase for place in part if _names(header, place)}
    )
    if any(times > 1 for times in phrases.values()):
        letters = header_of(None, columns).names
        named = [
            (*letters[: part.start], *header.names[part.start : part.stop], *letters[part.stop :])
            for part in parts
        ]
        return [(part, Header(names, header.number)) for part, names in zip(parts, named, strict=True)]
    own = [find_header([_only(row, part) for row in rows], columns) for part in parts]
    is_named = [sum(map(is_understood, item.names)) > 1 for item in own]
    rows_of_headers = {item.number for item, is_one in zip(own, is_named, strict=True) if is_one}
    if len(rows_of_headers) > 1:
        return [*zip(parts, own, strict=True)]
    return whole


def _names(header: Header, place: int) -> bool:
    heading = read_header(header.names[place])
    return heading.role is None and heading.exact[:1] != () and heading.exact[0] in _NAMING


def _only(row: Row, places: range) -> Row:
    return (row[0], *(value if place in places else None for place, value in enumerate(row[1:])))


def _parts(rows: Sequence[Row], columns: Sequence[str]) -> list[range]:
    """Return the columns of each part of a sheet, where columns between hold nothing in its first rows.

    What may come to stand between later counts with the part on its left.
    """
    filled = [any(row[place] is not None for row in rows) for place in range(1, len(columns))]
    numbers = [_number(letters) for letters in columns[1:]]  # a column that holds nothing at all may be left out
    begins = [
        place
        for place, is_filled in enumerate(filled)
        if is_filled and (not place or not filled[place - 1] or numbers[place] > numbers[place - 1] + 1)
    ]
    return [range(begin, end) for begin, end in zip([0, *begins[1:]], [*begins[1:], len(filled)], strict=True)]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _place_of_header(above: Row, rows: Sequence[Row]) -> int | None:
    for place, row in enumerate(rows[: _TITLES + 1]):
        if _is_header(row, rows[place + 1 :], above):
            return place
        if sum(value is not None for value in row[1:]) > _TITLES:
            return None
    return None


def _is_header(row: Row, below: Sequence[Row], above: Row) -> bool:
    words = [value for value in row[1:] if value is not None]
    texts = [value for value in words if isinstance(value, str) and len(value) <= LONGEST_HEADER]
    if len(words) < 2 or len(set(texts)) < len(words):
        return False
    understood = sum(map(is_understood, texts))
    if understood > 1 and 2 * understood >= len(texts):
        return True
    plain = sum(not any(map(str.isdigit, text)) for text in texts)
    return bool(below) and 2 * plain >= len(texts) and _heads(row, below) and _differ(above, below[0])


def _heads(row: Row, below: Sequence[Row]) -> bool:
    """Return whether a text stands over nothing but other kinds of values."""
    for place, value in enumerate(row[1:], start=1):
        kinds = {_kind(other[place]) for other in below} - {""}
        if isinstance(value, str) and kinds and "text" not in kinds:
            return True
    return False


def _differ(above: Row, below: Row) -> bool:
    """Return whether two rows cannot be of one list: kinds differ somewhere, or more than one cell is missing."""
    pairs = [(_kind(one), _kind(other)) for one, other in zip(above[1:], below[1:], strict=False)]
    is_clash = any(one and other and one != other for one, other in pairs)
    return is_clash or sum(bool(one) != bool(other) for one, other in pairs) > 1


def _kind(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return "text"
        case datetime.datetime() | datetime.date() | datetime.time() | datetime.timedelta():
            return "date"
        case _:
            return "number"
