"""Which recovered records also stand visibly: one visible row must carry all their personal values together.

The set of all visible values nominates: a record of which one value is missing from it is hidden for certain. What
it nominates is then looked for, row by row, on the visible sheets; without that, a record counts as hidden.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from leakscan.blocks import Block, Coded
from leakscan.pii.categories import Category
from leakscan.pii.columns import ColumnJudgement
from leakscan.pii.sorting import different
from leakscan.tables import Row, Table, Value
from leakscan.views.spreadsheet import Axis, Sheet, Workbook, column_letters
from leakscan.views.values import typed_key, typed_keys

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Codes = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]

MOST_NOMINATED = 200_000
"""Most different records that are looked for; what is beyond counts as hidden."""

_COMMON = (Category.NOTHING, Category.ROLE, Category.TITLE)

_SHARED = 20
"""Of items up to so many times the rows of a block all are asked for at once: others of the blocks have them."""

_NOT_ASKED, _NO_VALUE, _HIDDEN = 0, 1, 2
"""In place of keys; a value whose own key is one of them is taken for that, once in 10^19."""

Rows = Callable[[Table], Iterator[Row]]


def personal_columns(judgements: Sequence[ColumnJudgement]) -> list[int]:
    """Return the numbers of the columns whose values must be seen together."""
    return [number for number, item in enumerate(judgements) if item.category not in _COMMON]


class Nominations:
    """The records of one table all of whose personal values are visible somewhere."""

    def __init__(self, workbook: Workbook, columns: Sequence[int]) -> None:
        self._visible = workbook.visible
        self._is_1904 = workbook.is_1904
        self._columns = columns
        self._of_items: dict[int, tuple[Sequence[Value], Keys]] = {}
        self.records: Counter[frozenset[int]] = Counter()

    def feed(self, block: Block) -> None:
        """Take in rows; those that have a value which is visible nowhere are left out column by column."""
        from leakscan.arrays import numpy

        left = numpy.arange(block.height)
        keys: list[Keys] = []
        for number in self._columns:
            if not len(left):
                return
            column = block.column(number)
            found = self._keys(number, column, left)
            seen = found != _HIDDEN
            left, keys = left[seen], [*(known[seen] for known in keys), found[seen]]
        for row in zip(*(known.tolist() for known in keys), strict=True):
            told = frozenset(row) - {_NO_VALUE}
            if told and (told in self.records or len(self.records) < MOST_NOMINATED):
                self.records[told] += 1

    def _keys(self, number: int, column: Coded[Value], rows: "Codes") -> "Keys":
        """Return the key of a column's value in each row, as far as it is visible anywhere."""
        from leakscan.arrays import numpy

        codes = column.codes[rows]
        known = self._of_items.get(number)
        if known is None or known[0] is not column.items:  # the blocks of a column may share them
            empty = numpy.full(len(column.items) + 1, _NOT_ASKED, dtype=numpy.uint64)
            empty[-1] = _NO_VALUE
            known = self._of_items[number] = column.items, empty
        keys = known[1]
        places = numpy.where(codes < 0, len(column.items), codes)
        asked = different(places[keys[places] == _NOT_ASKED])
        if len(asked):
            if len(keys) <= _SHARED * len(rows) and not keys[:-1].any():
                asked, values = numpy.arange(len(column.items)), column.items
            else:
                values = [column.items[place] for place in asked.tolist()]
            found = typed_keys(values, blank=_NO_VALUE, is_1904=self._is_1904)
            keys[asked] = numpy.where((found == _NO_VALUE) | self._visible.held(found), found, _HIDDEN)
        return keys[places]


def count_confirmed(nominated: Counter[frozenset[int]], visible_rows: Iterator[frozenset[int]]) -> int:
    """Return how many of the nominated records one visible row carries whole."""
    by_key: dict[int, set[frozenset[int]]] = {}
    frequency = Counter(key for keys in nominated for key in keys)
    for keys in nominated:
        by_key.setdefault(min(keys, key=lambda key: (frequency[key], key)), set()).add(keys)
    confirmed = 0
    for shown in visible_rows:
        for key in shown & by_key.keys():
            found = {keys for keys in by_key[key] if keys <= shown}
            confirmed += sum(nominated[keys] for keys in found)
            by_key[key] -= found
    return confirmed


def visible_rows(workbook: Workbook, rows_of: Rows) -> Iterator[Row]:
    """Yield what a reader sees of each row of the visible sheets: number of the row first, then its values."""
    for sheet in workbook.sheets:
        if sheet.is_visible and sheet.facts is not None and sheet.facts.table is not None:
            yield from _seen_rows(sheet, sheet.facts.table, rows_of)


def _seen_rows(sheet: Sheet, table: Table, rows_of: Rows) -> Iterator[Row]:
    hidden_rows: set[object] = set()
    hidden_columns: set[str] = set()
    unseen: set[object] = set()
    for region in sheet.facts.regions if sheet.facts is not None else ():
        if region.axis is Axis.ROWS and region.table is not None:
            hidden_rows.update(row[0] for row in rows_of(region.table))
        elif region.table is not None:
            hidden_columns.update(region.table.columns[1:])
    for cells in sheet.facts.unseen if sheet.facts is not None else ():
        if not cells.why.is_seen and cells.table is not None:
            unseen.update(row[0] for row in rows_of(cells.table))
    shown = [n for n, name in enumerate(table.columns[1:], start=1) if name not in hidden_columns]
    for row in rows_of(table):
        if row[0] not in hidden_rows:
            yield (
                row[0],
                *(None if unseen and f"{column_letters(n)}{row[0]}" in unseen else row[n] for n in shown),
            )


def keys_of(row: Row, *, is_1904: bool) -> frozenset[int]:
    """Return the keys of a visible row's values."""
    return frozenset(key for value in row[1:] if (key := typed_key(value, is_1904=is_1904)) is not None)
