"""The records of a pivot cache as blocks of columns, for whoever asks each different value once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.blocks import Block, Coded, ColumnBlock, RowBlock, blocks_of_rows
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, steps
from leakscan.formats.xlsx.digits import whole_numbers
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivots import Definition, RecordRows, opened_definition, typed_item
from leakscan.formats.xlsx.plain import decoded
from leakscan.formats.xlsx.record_blocks import RECORD, RECORDS_END, RecordBlock, read_block
from leakscan.formats.xlsx.styles import Dates
from leakscan.source import Source
from leakscan.tables import Value

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]

_MOST_ITEMS = 1 << 17
"""Most shared items of a field that are all made at once, and then kept."""


def pivot_blocks(source: Source, *, part: str, records_part: str, width: int) -> Iterator[Block]:
    """Yield the records of a pivot cache as blocks: the rows of `pivots.pivot_records`.

    Args:
        source: the workbook.
        part: the cache's definition; empty when it is gone.
        records_part: its records.
        width: number of values in each row.
    """
    with opened_definition(source, part) as (package, definition), package.open(records_part) as stream:
        begun = Begun(stream)
        if begun.is_large:
            yield from record_blocks(begun, definition, width)
        else:
            handler = RecordRows(definition, Dates({}, is_1904=False), width)
            yield from blocks_of_rows(xmlsafe.collected(begun, handler, handler.ready))


def record_blocks(
    stream: xmlsafe.Readable, definition: Definition, width: int, block_bytes: int = BLOCK_BYTES
) -> Iterator[Block]:
    """Yield the records of a part as blocks.

    Raises:
        FileError: it is damaged; raised after what came before the damage.
    """
    records = RecordColumns(definition, Dates({}, is_1904=False), width)
    reading = steps(stream, records, records, start=RECORD, end=RECORDS_END, block_bytes=block_bytes)
    yield from xmlsafe.drained(reading, records.taken)


class RecordColumns(RecordRows):
    """Collects records: plain blocks as they are, all others row by row."""

    def __init__(self, definition: Definition, dates: Dates, width: int) -> None:
        super().__init__(definition, dates, width)
        self._blocks: list[Block] = []
        self._items: dict[int, list[Value]] = {}

    @property
    def is_between(self) -> bool:
        """True when the parser stands between two records."""
        return self._depth == 1

    def taken(self) -> Iterator[Block]:
        """Yield the blocks collected since the last call."""
        self._close_rows()
        blocks, self._blocks = self._blocks, []
        yield from blocks

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        import numpy as np

        block = read_block(data)
        if block is None:
            return False
        is_shared = block.kinds == ord("x")
        numbers = np.full(block.kinds.shape, -1, dtype=np.int64)
        if is_shared.any():
            starts, lengths = block.starts[is_shared], (block.ends - block.starts)[is_shared]
            if int(lengths.min()) < 1 or int(lengths.max()) > 8:
                return False
            found = whole_numbers(block.words[starts], lengths)
            if found is None:
                return False
            numbers[is_shared] = found
        self._close_rows()
        self._blocks.append(ColumnBlock(len(numbers), lambda column: self._column(block, numbers, column)))
        return True

    def _close_rows(self) -> None:
        if self.ready:
            self._blocks.append(RowBlock(self.ready.copy()))
            self.ready.clear()

    def _column(self, block: RecordBlock, numbers: "Integers", column: int) -> Coded[Value]:
        import numpy as np

        if column >= numbers.shape[1]:
            return Coded((), np.full(len(numbers), -1, dtype=np.int64))
        kinds, codes = block.kinds[:, column], numbers[:, column]
        count = self._fields[column].items if column < len(self._fields) else 0
        codes = np.where(codes < count, codes, -1)
        is_inline = (kinds != ord("x")) & (kinds != ord("m"))
        if not is_inline.any() and count <= _MOST_ITEMS:
            if column not in self._items:
                self._items[column] = [self._shared(column, number) for number in range(count)]
            return Coded(self._items[column], codes)
        used, places = np.unique(codes, return_inverse=True)
        items: list[Value] = [self._shared(column, number) for number in used.tolist()]
        known: dict[tuple[int, bytes], int] = {}
        rows = np.flatnonzero(is_inline)
        data = block.data
        for row, kind, start, end in zip(
            rows.tolist(),
            kinds[rows].tolist(),
            block.starts[rows, column].tolist(),
            block.ends[rows, column].tolist(),
            strict=True,
        ):
            mark = kind, data[start:end]
            place = known.get(mark)
            if place is None:
                place = known[mark] = len(items)
                items.append(typed_item(chr(kind), unescaped(decoded(mark[1])), self._dates))
            places[row] = place
        return Coded(items, places)
