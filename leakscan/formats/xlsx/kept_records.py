"""The records of a large pivot cache as a scan keeps them: for each value the number of its shared item, no more.

Whoever asks for people while the scan runs need not have the part read a second time, unless a column is asked for
that has values in the records themselves.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from leakscan.blocks import Block, Coded, ColumnBlock, regrouped
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.pivot_rows import typed_item
from leakscan.formats.xlsx.pivots import Definition
from leakscan.formats.xlsx.record_blocks import RecordBlock
from leakscan.formats.xlsx.record_columns import record_blocks
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import opened_package
from leakscan.limits import Budget
from leakscan.source import Source
from leakscan.tables import Value

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]

_ITEM_BYTES = 120
"""What a shared item takes in memory, about."""

_BLOCK_ROWS = 8_000

_TEXT, _MISSING, _INDEX = ord("s"), ord("m"), ord("x")


class KeptRecords:
    """Gathers the numbers of shared items, column by column, until there are too many.

    Attributes:
        definition: the definition of their cache.
        height: how many records were taken; None once it has given up.
    """

    def __init__(self, definition: Definition, budget: Budget) -> None:
        self.definition = definition
        self._budget = budget
        self._fields = definition.stored_fields
        self._columns: list[list[Integers] | None] = [[] for _ in self._fields]
        self._items: dict[int, list[Value]] = {}
        self.height: int | None = 0 if budget.hold(_ITEM_BYTES * len(definition.kept)) else None

    def add(self, block: RecordBlock) -> None:
        """Take in a block."""
        import numpy as np

        if self.height is None:
            return
        for position, pieces in enumerate(self._columns):
            if pieces is None:
                continue
            letter = block.letters[position] if position < len(block.letters) else _MISSING
            if letter not in (_INDEX, _MISSING) and (letter or _has_inline(block.kinds[position])):
                self._columns[position] = None
                continue
            items = self._fields[position].items
            # The least width of a number that holds them all: most columns take a byte a record.
            width = np.min_scalar_type(-max(1, items))
            if letter == _MISSING:
                column: Integers = np.full(block.height, -1, dtype=width)
            else:
                told = block.numbers[position]
                column = np.where(told < items, told, -1).astype(width)
            if not self._budget.hold(column.nbytes):
                self._columns, self.height = [], None
                return
            pieces.append(column)
        self.height += block.height

    def blocks(self, reading: Iterator[Block], *, width: int, block_rows: int = _BLOCK_ROWS) -> Iterator[Block]:
        """Yield the records as blocks.

        Args:
            reading: the same records read again; begun when a column is asked for that was not kept.
            width: how many values a record has.
            block_rows: how many records a block has.
        """
        for pieces in self._columns:
            if pieces is not None and len(pieces) > 1:
                pieces[:] = [_together(pieces)]
        again = _Again(regrouped(reading, block_rows, width))
        for start in range(0, self.height or 0, block_rows):
            end = min(start + block_rows, self.height or 0)
            yield ColumnBlock(end - start, partial(self._column, again.expected(start), start, end))

    def _column(self, again: "_Expected", start: int, end: int, column: int) -> Coded[Value]:
        import numpy as np

        pieces = self._columns[column] if column < len(self._columns) else None
        if pieces is None:
            return again.block().column(column)
        if column not in self._items:
            self._items[column] = self._made(column)
        return Coded(self._items[column], pieces[0][start:end].astype(np.int64))

    def _made(self, column: int) -> list[Value]:
        """Return the shared items of a column as values."""
        definition, field = self.definition, self._fields[column]
        numbers = range(field.first_item, field.first_item + field.items)
        kinds = definition.kinds[field.first_item : field.first_item + field.items]
        if kinds.count(_TEXT) == len(kinds) and not any(number in numbers for number in definition.captioned):
            return [*definition.kept.between(numbers.start, numbers.stop)]
        dates = Dates({}, is_1904=False)
        items = map(definition.item, numbers)
        return [typed_item(kind, caption or text, dates) for kind, text, caption in items]


def _has_inline(kinds: "NDArray[numpy.uint8]") -> bool:
    """Return whether a column has values in the records themselves."""
    return bool(((kinds != _INDEX) & (kinds != _MISSING)).any())


def _together(pieces: "list[Integers]") -> "Integers":
    import numpy as np

    return np.concatenate(pieces)


def kept_blocks(source: Source, *, kept: KeptRecords, records_part: str, width: int) -> Iterator[Block]:
    """Yield records that were kept, and what was not kept of them from their part."""
    yield from kept.blocks(_read_again(source, kept.definition, records_part, width), width=width)


def _read_again(source: Source, definition: Definition, part: str, width: int) -> Iterator[Block]:
    with opened_package(source) as package, package.open(part) as stream:
        yield from record_blocks(Begun(stream), definition, width)


class _Again:
    """A second reading, as far as it is asked for; of what it passes, blocks that nobody waits for are let go."""

    def __init__(self, reading: Iterator[Block]) -> None:
        self._reading = reading
        self._passed = 0
        self._expected: WeakValueDictionary[int, _Expected] = WeakValueDictionary()

    def expected(self, start: int) -> "_Expected":
        """Return what will give the block that begins with a row."""
        return self._expected.setdefault(start, _Expected(self))

    def step(self) -> None:
        """Read the next block."""
        block = next(self._reading)
        expected = self._expected.get(self._passed)
        if expected is not None:
            expected.came = block
        self._passed += block.height


class _Expected:
    """A block of the second reading, which goes on to it when it is asked for."""

    __slots__ = ("__weakref__", "_again", "came")

    def __init__(self, again: _Again) -> None:
        self._again = again
        self.came: Block | None = None

    def block(self) -> Block:
        """Return the block."""
        while self.came is None:
            self._again.step()
        return self.came
