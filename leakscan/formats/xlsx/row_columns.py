"""The rows of a sheet as blocks of columns, for whoever asks each different value once."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.blocks import Block as TableBlock
from leakscan.blocks import Coded, ColumnBlock, RowBlock, blocks_of_rows
from leakscan.errors import FileError
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.cell_arrays import RowTelling
from leakscan.formats.xlsx.cell_tails import STRING
from leakscan.formats.xlsx.cutting import BLOCK_BYTES
from leakscan.formats.xlsx.digits import LONGEST_WHOLE, whole_numbers
from leakscan.formats.xlsx.plain import Block, PlainReader, row_attributes
from leakscan.formats.xlsx.plain_rows import ROW, PlainRows
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import SheetRows, known_things, opened_package, typed
from leakscan.source import Source
from leakscan.tables import Value
from leakscan.views.spreadsheet import Hiding

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_FIRST_ROW = re.compile(rb'<row r="([1-9]\d{0,6})"([^>]*>)')
_NEXT_ROWS = re.compile(rb'</row>\s*<row r="[1-9]\d{0,6}"([^>]*>)')


def sheet_blocks(
    source: Source,
    *,
    part: str,
    columns: tuple[int, ...],
    hiding: str,
    filters: tuple[tuple[int, int], ...],
    is_whole: bool = False,
) -> Iterator[TableBlock]:
    """Yield rows of a sheet as blocks: those of `tables.sheet_rows`, with the same arguments."""
    with opened_package(source) as package:
        strings, dates = known_things(source, package)
        with package.open(part) as opened:
            if isinstance(opened, RowTelling) and opened.has_arrays:
                from leakscan.formats.xlsx.told_columns import ToldColumns

                told = ToldColumns(strings, dates, columns, hiding, filters)
                yield from told.blocks(opened.row_steps(told))
                return
            stream = xmlsafe.fastest(opened)
            begun = stream if isinstance(stream, xmlsafe.Told) else Begun(stream)
            if isinstance(begun, Begun) and begun.is_large:
                yield from SheetColumns(strings, dates, columns, hiding, filters, is_whole=is_whole).blocks(begun)
            else:
                rows = SmallRows(strings, dates, columns, hiding, filters)
                yield from blocks_of_rows(rows.collected(rows.steps(begun)))


whole_sheet_blocks = partial(sheet_blocks, is_whole=True)
"""The same for a part that was read to its end before, and was not damaged."""


class SmallRows(PlainRows, SheetRows):
    """Collects the rows of a small sheet, plain blocks without the XML parser."""


class SheetColumns(PlainRows, SheetRows):
    """Collects rows: plain blocks as they are, all others row by row.

    Args:
        is_whole: the part was read to its end before; rows that are not wanted need not be looked at again.
    """

    def __init__(
        self,
        strings: SharedStrings,
        dates: Dates,
        columns: tuple[int, ...],
        hiding: str,
        filters: tuple[tuple[int, int], ...],
        *,
        is_whole: bool = False,
    ) -> None:
        super().__init__(strings, dates, columns, hiding, filters)
        from leakscan.arrays import numpy as np

        self._is_whole = is_whole
        self._np = np
        self._reader = PlainReader(lambda _: True)
        self._blocks: list[TableBlock] = []
        self._places = np.zeros(max(columns, default=0) + 2, dtype=np.int64)
        self._places[list(columns)] = np.arange(1, len(columns) + 1)
        self._filled_strings = np.frombuffer(bytes(strings.filled), dtype=np.bool_)

    def blocks(self, stream: xmlsafe.Readable, block_bytes: int = BLOCK_BYTES) -> Iterator[TableBlock]:
        """Yield the rows of a part.

        Raises:
            FileError: it is damaged; raised after what came before the damage.
        """
        damage = None
        try:
            for _ in self.steps(stream, block_bytes):
                yield from self._blocks
                self._blocks.clear()
        except FileError as error:
            damage = error
        self.finish()
        self._close_rows()
        yield from self._blocks
        if damage is not None:
            raise damage

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        chosen = self._rows_chosen(data) if self._is_whole and self._hiding is not None else None
        if chosen is None:
            return self._take(data)
        rows, last = chosen
        if rows and not self._take(rows):
            return self._take(data)
        self._begin_after(last)
        return True

    def _rows_chosen(self, data: bytes) -> tuple[bytes, int] | None:
        """Return those rows of a block that are hidden for the reason wanted, and the number of its last row.

        None where a row may not be plain, or most are wanted. Without comments and the like, what looks like the
        start of a row is one; where each but the first follows the end of another, each is one row and no more.
        """
        if (b"!" in data and b"<!" in data) or (b"?" in data and b"<?" in data):
            return None
        if not data.rstrip().endswith(b"</row>"):
            return None
        begins, last = _FIRST_ROW.match(data), _FIRST_ROW.match(data, data.rfind(ROW))
        tails = _NEXT_ROWS.findall(data)
        if begins is None or last is None or data.count(b"<row") != len(tails) + 1:
            return None
        tails.insert(0, begins[2])
        possible = set()
        for tail in set(tails):
            known = row_attributes(tail)
            if known is None or known[1]:
                return None
            if self._may_be_wanted(self._layout.row(known[0])):
                possible.add(tail)
        places = [place for place, tail in enumerate(tails) if tail in possible]
        if 2 * len(places) > len(tails):
            return None
        pieces = data.split(ROW) if places else []
        return b"".join(ROW + pieces[place + 1] for place in places), int(last[1])

    def _may_be_wanted(self, why: Hiding | None) -> bool:
        """Return whether some row is hidden for the reason wanted, if its own attributes say *why*."""
        return why is self._hiding or self._hiding is (Hiding.FROZEN if why is None else Hiding.FILTERED)

    def _take(self, data: bytes) -> bool:
        np = self._np
        block = self._reader.read(data)
        if block is None:
            return False
        strings = self._string_numbers(block)
        if strings is None:
            return False
        # A number of a string that does not exist is kept, for the cell held something all the same.
        known = (strings >= 0) & (strings < len(self._filled_strings))
        holds = np.ones(len(strings), dtype=np.bool_)
        holds[known] = self._filled_strings[strings[known]]
        holds &= block.ends > block.starts
        if block.has_formula is not None:
            holds |= block.has_formula
        kept = np.flatnonzero(holds)
        rows, columns = block.rows[kept], block.columns[kept]
        if ((rows[1:] == rows[:-1]) & (columns[1:] <= columns[:-1])).any():
            return False
        wanted = self._wanted_rows(block)
        self.finish()
        self._close_rows()
        places = self._places[np.minimum(columns, len(self._places) - 1)]
        chosen = np.flatnonzero((places > 0) & wanted[rows])
        if len(chosen):
            self._blocks.append(self._made(block, kept[chosen], places[chosen], strings[kept[chosen]]))
        self._begin_after(int(block.numbers[-1]))
        return True

    def _begin_after(self, number: int) -> None:
        """Stand where the row of a number has ended."""
        self.finish()
        self._close_rows()
        self.row_number = number
        self._column = 0
        self._into = None
        self._value, self._inline = [], []

    def _close_rows(self) -> None:
        rows = list(self.taken())
        if rows:
            self._blocks.append(RowBlock(rows))

    def _string_numbers(self, block: Block) -> "Integers | None":
        """Return the number of each cell's shared string, -1 for none; None when one is not plain."""
        np = self._np
        strings: Integers = np.full(len(block.rows), -1, dtype=np.int64)
        chosen, starts, lengths = block.texts_of(block.kinds == STRING)
        if len(chosen):
            if int(lengths.max()) > LONGEST_WHOLE:
                return None
            numbers = whole_numbers(block.words[starts], lengths)
            if numbers is None:
                return None
            strings[chosen] = numbers
        return strings

    def _wanted_rows(self, block: Block) -> "Flags":
        """Return which rows are hidden for the reason wanted."""
        np = self._np
        wanted: Flags = np.ones(len(block.numbers), dtype=np.bool_)
        if self._hiding is None:
            return wanted
        whys = []
        for tail in block.row_tails:
            known = self._reader.row_tails[tail]
            whys.append(self._layout.row(known[0] if known is not None else {}))
        for index, (kind, number) in enumerate(zip(block.row_kinds.tolist(), block.numbers.tolist(), strict=True)):
            wanted[index] = self._filtered(whys[kind], number) is self._hiding
        return wanted

    def _made(self, block: Block, cells: "Integers", places: "Integers", strings: "Integers") -> TableBlock:
        """Return the rows of some cells, given the place of each in its row."""
        np = self._np
        used, rows = np.unique(block.rows[cells], return_inverse=True)
        order = np.argsort(places, kind="stable")
        bounds = np.searchsorted(places[order], np.arange(len(self._empty) + 1))

        def column(place: int) -> Coded[Value]:
            codes = np.full(len(used), -1, dtype=np.int64)
            if place == 0:
                return Coded(block.numbers[used].tolist(), np.arange(len(used)))
            chosen = order[bounds[place] : bounds[place + 1]]
            if not len(chosen):
                return Coded((), codes)
            items, numbers = self._items(block, cells[chosen], strings[chosen])
            codes[rows[chosen]] = numbers
            return Coded(items, codes)

        return ColumnBlock(len(used), column)

    def _items(self, block: Block, cells: "Integers", strings: "Integers") -> "tuple[list[Value], Integers]":
        """Return the different values of some cells, and for each cell the number of its value."""
        np = self._np
        numbers, codes = np.unique(strings, return_inverse=True)
        count = len(self._strings)
        items: list[Value] = [
            (self._strings[number] or None) if 0 <= number < count else None for number in numbers.tolist()
        ]
        others = np.flatnonzero(strings < 0)
        known: dict[tuple[int, bytes], int] = {}
        marks = zip(
            others.tolist(),
            block.tails[cells[others]].tolist(),
            block.starts[cells[others]].tolist(),
            block.ends[cells[others]].tolist(),
            strict=True,
        )
        for position, tail, start, end in marks:
            mark = tail, block.data[start:end]
            place = known.get(mark)
            if place is None:
                place = known[mark] = len(items)
                of = self._reader.tails.items[tail]
                items.append(typed(of.name, block.decoded(start, end), of.style, self._strings, self._dates))
            codes[position] = place
        return items, codes
