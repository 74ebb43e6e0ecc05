"""Which small numbers of a visible summary the recovered records explain."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

from leakscan.blocks import Block, Coded
from leakscan.tables import Row, Value
from leakscan.views.values import ValueSet, number_key

if TYPE_CHECKING:
    from leakscan.blocks import Codes

SMALL = 5
"""Counts below this are held back in published statistics, for they point at single people."""
_MOST_VALUES = 60
_MOST_CROSSED = 4
"""So many columns of labels are crossed with each other, the first ones."""

_MOST_COUNTED = 1 << 16
"""Up to so many numbers are counted by place, more by sorting."""

Pair = tuple[Value, Value]


@dataclass(slots=True)
class Tallies:
    """How many records bear each label.

    Attributes:
        single: of each column with few different values, the records with each.
        crossed: of each two such columns, the records with each pair of values.
    """

    single: list[dict[Value, int]] = field(default_factory=list)
    crossed: list[dict[Pair, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.single)


def may_explain(visible: ValueSet) -> bool:
    """Return whether a number is visible that is small enough to be explained."""
    return any(number_key(number) in visible for number in range(1, SMALL))


class Labels:
    """Counts the records by their labels: the values of columns that hold few different ones."""

    def __init__(self, first: Sequence[Row]) -> None:
        width = len(first[0]) if first else 0
        most = min(_MOST_VALUES, len(first))
        columns = [column for column in range(width) if len({row[column] for row in first}) <= most]
        words = [column for column in columns if any(isinstance(row[column], str) for row in first)]
        self._single = {column: _Counts() for column in columns}
        self._crossed = {pair: _Counts() for pair in combinations(words[:_MOST_CROSSED], 2)}

    def feed(self, block: Block) -> None:
        """Take in a block of records."""
        for number, counts in self._single.items():
            counts.add([block.column(number)])
        for (left, right), counts in list(self._crossed.items()):
            counts.add([block.column(left), block.column(right)])
            if len(counts) > 4 * _MOST_VALUES * _MOST_VALUES:
                del self._crossed[left, right]

    @property
    def tallies(self) -> Tallies:
        """The counts of the columns that turned out to hold few values."""
        single = [counts.told() for counts in self._single.values()]
        crossed = [counts.told() for counts in self._crossed.values()]
        return Tallies(
            [
                {value: count for (value,), count in told.items()}
                for told in single
                if len(told) <= 4 * _MOST_VALUES
            ],
            [
                {(left, right): count for (left, right), count in told.items() if None not in (left, right)}
                for told in crossed
            ],
        )


class _Counts:
    """How often each value occurs, or each pair of values."""

    def __init__(self) -> None:
        self._told: Counter[tuple[Value, ...]] = Counter()
        self._items: list[Sequence[Value]] = []
        self._times: Codes | None = None

    def __len__(self) -> int:
        waiting = 0 if self._times is None else int((self._times > 0).sum())
        return len(self._told) + waiting

    def add(self, columns: Sequence[Coded[Value]]) -> None:
        """Take in columns of one height."""
        from leakscan.arrays import numpy

        items = [column.items for column in columns]
        most = prod(len(values) + 1 for values in items)
        places: Codes = numpy.zeros(len(columns[0].codes), dtype=numpy.int64)
        for column in columns:
            places = places * (len(column.items) + 1) + numpy.maximum(column.codes, -1) + 1
        if most > _MOST_COUNTED:
            used, times = numpy.unique(places, return_counts=True)
            self._tell(items, used, times)
            return
        # The blocks of a column may share its items; they are counted by their places until others come.
        if self._times is None or any(old is not new for old, new in zip(self._items, items, strict=True)):
            self.told()
            self._items, self._times = items, numpy.zeros(most, dtype=numpy.int64)
        self._times += numpy.bincount(places, minlength=most)

    def told(self) -> Counter[tuple[Value, ...]]:
        """Return how often everything occurred so far."""
        from leakscan.arrays import numpy

        if self._times is not None:
            used = numpy.flatnonzero(self._times)
            self._tell(self._items, used, self._times[used])
            self._times = None
        return self._told

    def _tell(self, items: Sequence[Sequence[Value]], used: "Codes", times: "Codes") -> None:
        for code, count in zip(used.tolist(), times.tolist(), strict=True):
            values: list[Value] = []
            for held in reversed(items):
                code, place = divmod(code, len(held) + 1)
                values.append(held[place - 1] if place else None)
            self._told[tuple(reversed(values))] += count


def explained(tallies: Tallies, rows: Iterable[Row]) -> int:
    """Return how many small numbers are so many records of the label beside them, or of that and the one above.

    Args:
        tallies: how many records bear which labels.
        rows: the visible rows, the number of each first.
    """
    sizes: dict[str, set[int]] = {}
    for counts in tallies.single:
        for value, count in counts.items():
            if isinstance(value, str) and count < SMALL:
                sizes.setdefault(value, set()).add(count)
    labels = {value for counts in tallies.single for value in counts if isinstance(value, str)}
    crossed: dict[Pair, set[int]] = {}
    for pairs in tallies.crossed:
        for (left, right), count in pairs.items():
            if isinstance(left, str) and isinstance(right, str) and count < SMALL:
                crossed.setdefault((left, right), set()).add(count)
                crossed.setdefault((right, left), set()).add(count)
    found = 0
    heads: dict[int, str] = {}
    for row in rows if labels else ():
        beside = [value for value in row[1:] if isinstance(value, str) and value in labels]
        if len(beside) > 1:
            heads = {at: value for at, value in enumerate(row) if isinstance(value, str) and value in labels}
        numbers = {at: value for at, value in enumerate(row) if at and type(value) is int and 0 < value < SMALL}
        if not numbers or not beside:
            continue
        above = {at for at in numbers if at in heads and numbers[at] in crossed.get((beside[0], heads[at]), ())}
        is_total = any(number in sizes.get(label, ()) for label in beside for number in numbers.values())
        found += len(above) + (is_total and not above)
    return found
