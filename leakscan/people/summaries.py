"""Which small numbers of a visible summary the recovered records explain."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from leakscan.blocks import Block
from leakscan.tables import Row, Value

SMALL = 5
"""Counts below this are held back in published statistics, for they point at single people."""
_MOST_VALUES = 60
_MOST_CROSSED = 4
"""So many columns of labels are crossed with each other, the first ones."""

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


class Labels:
    """Counts the records by their labels: the values of columns that hold few different ones."""

    def __init__(self, first: Sequence[Row]) -> None:
        width = len(first[0]) if first else 0
        most = min(_MOST_VALUES, len(first))
        self._columns = [column for column in range(width) if len({row[column] for row in first}) <= most]
        self._single: list[dict[Value, int]] = [{} for _ in self._columns]
        words = [column for column in self._columns if any(isinstance(row[column], str) for row in first)]
        self._crossed: dict[tuple[int, int], Counter[Pair]] = {
            pair: Counter() for pair in combinations(words[:_MOST_CROSSED], 2)
        }

    def feed(self, block: Block) -> None:
        """Take in a block of records."""
        import numpy

        for number, counts in zip(self._columns, self._single, strict=True):
            column = block.column(number)
            used, times = numpy.unique(column.codes, return_counts=True)
            for code, count in zip(used.tolist(), times.tolist(), strict=True):
                value = None if code < 0 else column.items[code]
                counts[value] = counts.get(value, 0) + count
        for (left, right), pairs in list(self._crossed.items()):
            one, two = block.column(left), block.column(right)
            width = len(two.items) + 1
            both = (one.codes.astype(numpy.int64) + 1) * width + (two.codes + 1)
            used, times = numpy.unique(both, return_counts=True)
            if len(pairs) + len(used) > 4 * _MOST_VALUES * _MOST_VALUES:
                del self._crossed[left, right]
                continue
            for code, count in zip(used.tolist(), times.tolist(), strict=True):
                first, second = divmod(code, width)
                if first and second:
                    pairs[one.items[first - 1], two.items[second - 1]] += count

    @property
    def tallies(self) -> Tallies:
        """The counts of the columns that turned out to hold few values."""
        single = [counts for counts in self._single if len(counts) <= 4 * _MOST_VALUES]
        return Tallies(single, [dict(pairs) for pairs in self._crossed.values()])


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
