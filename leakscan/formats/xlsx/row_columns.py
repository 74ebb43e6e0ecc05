"""The rows of a sheet as blocks of columns, for whoever asks each different value once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.blocks import Block as TableBlock
from leakscan.blocks import Coded, ColumnBlock, RowBlock, blocks_of_rows
from leakscan.errors import FileError
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.cell_tails import STRING
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, steps
from leakscan.formats.xlsx.digits import LONGEST_WHOLE, whole_numbers
from leakscan.formats.xlsx.plain import BETWEEN_ROWS, ROW, ROWS_END, Block, PlainReader
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import SheetRows, known_things, opened_package, typed
from leakscan.source import Source
from leakscan.tables import Value

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]


def sheet_blocks(
    source: Source,
    *,
    part: str,
    columns: tuple[int, ...],
    hiding: str,
    filters: tuple[tuple[int, int], ...],
) -> Iterator[TableBlock]:
    """Yield rows of a sheet as blocks: those of `tables.sheet_rows`, with the same arguments."""
    with opened_package(source) as package:
        strings, dates = known_things(source, package)
        with package.open(part) as opened:
            stream = xmlsafe.fastest(opened)
            begun = stream if isinstance(stream, xmlsafe.Told) else Begun(stream)
            if isinstance(begun, Begun) and begun.is_large:
                yield from SheetColumns(strings, dates, columns, hiding, filters).blocks(begun)
            else:
                rows = SheetRows(strings, dates, columns, hiding, filters)
                yield from blocks_of_rows(rows.collected(xmlsafe.steps(begun, rows)))


class SheetColumns(SheetRows):
    """Collects rows: plain blocks as they are, all others row by row."""

    def __init__(
        self,
        strings: SharedStrings,
        dates: Dates,
        columns: tuple[int, ...],
        hiding: str,
        filters: tuple[tuple[int, int], ...],
    ) -> None:
        super().__init__(strings, dates, columns, hiding, filters)
        import numpy as np

        self._np = np
        self._depth = 0
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
            for _ in steps(stream, self, self, start=ROW, end=ROWS_END, block_bytes=block_bytes):
                yield from self._blocks
                self._blocks.clear()
        except FileError as error:
            damage = error
        self.finish()
        self._close_rows()
        yield from self._blocks
        if damage is not None:
            raise damage

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        super().start(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        super().end(name)

    @property
    def is_between(self) -> bool:
        """True when the parser has come to the cells and stands in no row."""
        return self._in_data and self._depth == BETWEEN_ROWS and not self._phonetic

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
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
        self.row_number = int(block.numbers[-1])
        self._column = 0
        self._into = None
        self._value, self._inline = [], []
        return True

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
