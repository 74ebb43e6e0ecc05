"""The records of a pivot cache as blocks of columns, for whoever asks each different value once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.blocks import Block, Coded, ColumnBlock, RowBlock, blocks_of_rows
from leakscan.formats.xlsx.begun import RECORDS_PAY, Begun
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, steps
from leakscan.formats.xlsx.digits import slices
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivot_rows import RecordRows, opened_definition, typed_item
from leakscan.formats.xlsx.pivots import Definition
from leakscan.formats.xlsx.plain_texts import decoded
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
        begun = stream if isinstance(stream, xmlsafe.Told) else Begun(stream, RECORDS_PAY)
        if isinstance(begun, Begun) and begun.is_large:
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
        block = read_block(data)
        if block is None:
            return False
        self._close_rows()
        self._blocks.append(self.as_block(block))
        return True

    def as_block(self, records: RecordBlock) -> ColumnBlock:
        """Return plain records as a block of columns."""
        return ColumnBlock(
            records.height,
            lambda column: self._column(records, column),
            lambda places: self.as_block(records.picked(places)),
        )

    def _close_rows(self) -> None:
        if self.ready:
            self._blocks.append(RowBlock(self.ready.copy()))
            self.ready.clear()

    def _column(self, block: RecordBlock, column: int) -> Coded[Value]:
        from leakscan.arrays import numpy as np

        if column >= len(block.letters):
            return Coded((), np.full(block.height, -1, dtype=np.int64))
        codes = block.numbers[column]
        count = self._fields[column].items if column < len(self._fields) else 0
        if int(codes.max()) >= count:
            codes = np.where(codes < count, codes, -1)
        letter, kinds = block.letters[column], block.kinds[column]
        if letter in (ord("x"), ord("m")):
            inline = np.empty(0, dtype=np.int64)
        else:
            inline = ((kinds != ord("x")) & (kinds != ord("m"))).nonzero()[0]
        if not len(inline) and count <= _MOST_ITEMS:
            if column not in self._items:
                self._items[column] = [self._shared(column, number) for number in range(count)]
            return Coded(self._items[column], codes)
        used, codes = np.unique(codes, return_inverse=True)
        items: list[Value] = [self._shared(column, number) for number in used.tolist()]
        if len(inline):
            known: dict[tuple[int, bytes], int] = {}
            texts = slices(block.data, block.starts[column, inline], block.ends[column, inline])
            for row, mark in zip(inline.tolist(), zip(kinds[inline].tolist(), texts, strict=True), strict=True):
                place = known.get(mark)
                if place is None:
                    place = known[mark] = len(items)
                    items.append(typed_item(chr(mark[0]), unescaped(decoded(mark[1])), self._dates))
                codes[row] = place
        return Coded(items, codes)
