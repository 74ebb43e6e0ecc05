"""The rows of a sheet that a reader of records tells, as blocks of columns where it has them as arrays."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.blocks import Block, Coded, ColumnBlock, RowBlock
from leakscan.errors import FileError
from leakscan.formats.xlsx.cell_arrays import NUMBER, STRING, ArrayTaker, CellArrays
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import SheetRows, typed
from leakscan.tables import Value

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_FEWEST_ROWS = 1000
_DATE = 3
"""Besides the kinds of `CellArrays`: a number that its cell shows as a date."""


class ToldColumns(SheetRows, ArrayTaker):
    """Collects rows: those that come as arrays as they are, all others one by one."""

    def __init__(
        self,
        strings: SharedStrings,
        dates: Dates,
        columns: tuple[int, ...],
        hiding: str,
        filters: tuple[tuple[int, int], ...],
    ) -> None:
        super().__init__(strings, dates, columns, hiding, filters)
        from leakscan.arrays import numpy as np

        self._np = np
        self._blocks: list[Block] = []
        self._places: Integers = np.zeros(max(columns, default=0) + 2, dtype=np.int64)
        self._places[list(columns)] = np.arange(1, len(columns) + 1)
        self._filled_strings: Flags = np.frombuffer(bytes(strings.filled), dtype=np.bool_)

    @property
    def string_count(self) -> int:
        """How many shared strings there are."""
        return len(self._strings)

    @property
    def first_row_taken(self) -> int:
        """The first row of all."""
        return 1

    def take_rows(self, rows: CellArrays) -> None:
        """Take rows, behind all that were told before."""
        np = self._np
        self._close_rows()
        self.row_number = int(rows.numbers[-1])
        wanted = self._wanted_rows(rows)
        if wanted is not None and not wanted.any():
            return
        places = self._places[np.minimum(rows.columns, len(self._places) - 1)]
        is_chosen = places > 0
        if wanted is not None:
            is_chosen &= wanted[rows.rows]
        chosen = is_chosen.nonzero()[0]
        strings = (rows.kinds[chosen] == STRING).nonzero()[0]
        is_filled = np.ones(len(chosen), dtype=np.bool_)
        is_filled[strings] = self._filled_strings[rows.values[chosen[strings]].astype(np.int64)]
        chosen = chosen[is_filled]
        if len(chosen):
            self._blocks.append(self._made(rows.chosen(chosen), places[chosen]))

    def blocks(self, reading: Iterator[None]) -> Iterator[Block]:
        """Go on with the reading of the sheet, and yield its rows.

        Raises:
            FileError: it is damaged; raised after what came before the damage.
        """
        damage = None
        try:
            for _ in reading:
                yield from self._blocks_taken()
        except FileError as error:
            damage = error
        self._close_rows()
        yield from self._blocks_taken()
        if damage is not None:
            raise damage

    def _blocks_taken(self) -> list[Block]:
        if not self._blocks and len(self._ready) >= _FEWEST_ROWS:
            self._gather_rows()
        ready, self._blocks = self._blocks, []
        return ready

    def _close_rows(self) -> None:
        self._flush()
        self._gather_rows()

    def _gather_rows(self) -> None:
        rows = list(self.taken())
        if rows:
            self._blocks.append(RowBlock(rows))

    def _wanted_rows(self, rows: CellArrays) -> "Flags | None":
        """Return which rows are hidden for the reason wanted; None when all are wanted."""
        if self._hiding is None:
            return None
        whys = [self._layout.row(dict(tail)) for tail in rows.row_tails]
        pairs = zip(rows.row_kinds.tolist(), rows.numbers.tolist(), strict=True)
        wanted = [self._filtered(whys[kind], number) is self._hiding for kind, number in pairs]
        return self._np.array(wanted, dtype=self._np.bool_)

    def _made(self, rows: CellArrays, places: "Integers") -> Block:
        """Return rows, given the place of each cell in its row."""
        np = self._np
        order = np.argsort(places, kind="stable")
        bounds = np.searchsorted(places[order], np.arange(len(self._empty) + 1))
        height = len(rows.numbers)

        def column(place: int) -> Coded[Value]:
            if place == 0:
                return Coded(rows.numbers.tolist(), np.arange(height))
            codes = np.full(height, -1, dtype=np.int64)
            cells = order[bounds[place] : bounds[place + 1]]
            if not len(cells):
                return Coded((), codes)
            items, codes[rows.rows[cells]] = self._items(rows, cells)
            return Coded(items, codes)

        return ColumnBlock(height, column)

    def _items(self, rows: CellArrays, cells: "Integers") -> "tuple[list[Value], Integers]":
        """Return the different values of some cells, and for each cell the number of its value."""
        np = self._np
        kinds, values = rows.kinds[cells].astype(np.int64), rows.values[cells] + 0.0
        styles, of_cells = np.unique(rows.tails[cells], return_inverse=True)
        is_date = np.array([self._dates.is_date(style) for style in styles.tolist()])[of_cells]
        kinds[(kinds == NUMBER) & is_date] = _DATE
        order = np.lexsort((values, kinds))
        is_new = np.ones(len(order), dtype=np.bool_)
        is_new[1:] = (values[order[1:]] != values[order[:-1]]) | (kinds[order[1:]] != kinds[order[:-1]])
        codes: Integers = np.empty(len(order), dtype=np.int64)
        codes[order] = np.cumsum(is_new) - 1
        items = [self._item(rows, place) for place in cells[order[is_new]].tolist()]
        return items, codes

    def _item(self, rows: CellArrays, place: int) -> Value:
        if rows.kinds[place] == STRING:
            return self._strings[int(rows.values[place])]
        style = str(int(rows.tails[place]))
        return typed(rows.kind(place), rows.text(place), style, self._strings, self._dates)
