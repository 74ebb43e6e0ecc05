"""The records of a large pivot cache as a scan keeps them: for each value the number of its shared item, no more.

Whoever asks for people while the scan runs need not have the part read a second time, unless a column is asked for
that has values in the records themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import zip_longest
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from leakscan.blocks import Block, Coded, ColumnBlock, regrouped
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.pivot_rows import typed_item
from leakscan.formats.xlsx.pivots import NO_ITEM, OWN_VALUE, Definition
from leakscan.formats.xlsx.record_blocks import RecordBlock
from leakscan.formats.xlsx.record_columns import RecordColumns, record_blocks
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

_FIRST_ROWS, _RECORD_BYTES = 4_000, 64
"""So many of the first records are kept as they were read, for judging their columns; a value, with its text,
takes so many bytes of memory."""

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
        self._first: list[RecordBlock] = []
        self._first_rows = 0
        self.height: int | None = 0 if budget.hold(_ITEM_BYTES * len(definition.kept)) else None

    def add(self, block: RecordBlock) -> None:
        """Take in a block."""
        if self.height is None:
            return
        follows = self._first_rows == self.height
        if self._extend(block.height, partial(_told_by, block)):
            size = _RECORD_BYTES * block.kinds.size
            if follows and self._first_rows < _FIRST_ROWS and self._budget.hold(size):
                self._first.append(block.lean())
                self._first_rows += block.height

    def add_rows(self, rows: Sequence[Sequence[int]]) -> None:
        """Take in records read one by one: the numbers of items, NO_ITEM, or OWN_VALUE for values of their own."""
        from leakscan.arrays import numpy as np

        read = [np.array(column, dtype=np.int64) for column in zip_longest(*rows, fillvalue=NO_ITEM)]
        nothing = np.full(len(rows), NO_ITEM, dtype=np.int64)

        def told(position: int) -> "Integers | None":
            numbers = read[position] if position < len(read) else nothing
            return None if int(numbers.min()) == OWN_VALUE else numbers

        self._extend(len(rows), told)

    def _extend(self, height: int, told: "Callable[[int], Integers | None]") -> bool:
        """Take in so many records, asking for their columns, of which some are not kept; return whether it did."""
        from leakscan.arrays import numpy as np

        if self.height is None:
            return False
        for position, pieces in enumerate(self._columns):
            numbers = None if pieces is None else told(position)
            if pieces is None or numbers is None:
                self._columns[position] = None
                continue
            items = self._fields[position].items
            # The least width of a number that holds them all: most columns take a byte a record.
            column = np.where(numbers < items, numbers, NO_ITEM).astype(np.min_scalar_type(-max(1, items)))
            if not self._budget.hold(column.nbytes):
                self._columns, self.height = [], None
                return False
            pieces.append(column)
        self.height += height
        return True

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
            rows, expected = slice(start, end), again.expected(start)
            pick = partial(self._picked, expected, start, width)
            yield ColumnBlock(end - start, partial(self._column, expected.block, rows), pick)

    def _picked(self, expected: "_Expected", start: int, width: int, places: Sequence[int]) -> Block:
        from leakscan.arrays import numpy as np

        rows = start + np.array(places, dtype=np.int64)

        @cache
        def chosen() -> Block:
            if len(rows) and rows[-1] < self._first_rows:
                return next(regrouped(self._lent(width), self._first_rows, width)).picked(rows.tolist())
            return expected.block().picked(places)

        return ColumnBlock(len(places), partial(self._column, chosen, rows))

    def _lent(self, width: int) -> Iterator[Block]:
        columns = RecordColumns(self.definition, Dates({}, is_1904=False), width)
        return map(columns.as_block, self._first)

    def _column(self, again: Callable[[], Block], rows: "slice | Integers", column: int) -> Coded[Value]:
        """Return a column of some rows; `again` gives the same rows read again."""
        from leakscan.arrays import numpy as np

        pieces = self._columns[column] if column < len(self._columns) else None
        if pieces is None:
            return again().column(column)
        if column not in self._items:
            self._items[column] = self._made(column)
        return Coded(self._items[column], pieces[0][rows].astype(np.int64))

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


def _told_by(block: RecordBlock, position: int) -> "Integers | None":
    """Return the numbers of items in a column, or None where it has values of its own."""
    from leakscan.arrays import numpy as np

    numbers: Integers = (
        block.numbers[position] if position < len(block.letters) else np.full(block.height, NO_ITEM)
    )
    letter = block.letters[position] if position < len(block.letters) else _MISSING
    if letter:
        return numbers if letter in (_INDEX, _MISSING) else None
    kinds = block.kinds[position]
    return None if ((kinds != _INDEX) & (kinds != _MISSING)).any() else numbers


def _together(pieces: "list[Integers]") -> "Integers":
    from leakscan.arrays import numpy as np

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
