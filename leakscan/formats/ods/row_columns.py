"""The rows of a sheet as blocks of columns, for whoever asks each different value once."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.blocks import Block, Coded, ColumnBlock, RowBlock
from leakscan.errors import FileError
from leakscan.formats.ods import plain
from leakscan.formats.ods.content import repeated, value_of
from leakscan.formats.ods.facts import MOST_WRITTEN_CELLS
from leakscan.formats.ods.looks import Styles
from leakscan.formats.ods.sheet_rows import SheetRows
from leakscan.formats.ods.tokens import RowTaker, Shape, Shapes, Tokens, read_tokens
from leakscan.formats.ods.typed import typed
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS
from leakscan.tables import Value
from leakscan.views.spreadsheet import Hiding

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_NO_CELL = -1
_REPEATED = "number-rows-repeated"
_ROW_TAG = re.compile(rb"<table:table-row([^>]*)>")
_ROW_END = b"</table:table-row>"
_NEXT_ROW = _ROW_END + plain.ROW


class SheetColumns(SheetRows, RowTaker):
    """Collects rows of one table: plain ones as they are, all others row by row.

    Args:
        table: number of the table.
        columns: the columns wanted.
        hiding: why the rows wanted do not show; None for all rows.
        styles: the styles of the document.
        is_whole: the table was read to its end before; rows that are not wanted need not be looked at again.
    """

    def __init__(
        self,
        table: int,
        columns: tuple[int, ...],
        hiding: Hiding | None,
        styles: Styles,
        *,
        is_whole: bool = False,
    ) -> None:
        super().__init__(table, columns, hiding, styles)
        from leakscan.arrays import numpy as np

        self._is_whole = is_whole
        self._blocks: list[Block] = []
        self._place_of = np.zeros(MAX_COLUMNS + 2, dtype=np.int64)
        self._place_of[list(columns)] = np.arange(1, len(columns) + 1)

    def blocks(self, stream: xmlsafe.Readable) -> Iterator[Block]:
        """Yield the rows, to the end of the table.

        Raises:
            FileError: the document is damaged; raised after what came before the damage.
        """
        damage = None
        try:
            for _ in plain.steps(stream, self):
                yield from self._taken()
                if self.is_over:
                    break
        except FileError as error:
            damage = error
        yield from self._taken()
        if damage is not None and not self.is_over:
            raise damage

    def _taken(self) -> Iterator[Block]:
        self._close_rows()
        yield from self._blocks
        self._blocks.clear()

    def _close_rows(self) -> None:
        if self.ready:
            self._blocks.append(RowBlock(self.ready.copy()))
            self.ready.clear()

    def take_rows(self, tokens: Tokens) -> None:
        """Take rows."""
        if self.table == self._wanted_table:
            self._take(tokens, None)

    def passes_over(self, data: bytes, shapes: Shapes) -> bool:
        """Take a block of which no row is wanted, or few are; return whether it was taken.

        The rows were read before, and are well-formed. Without remarks and the like, what looks like the start of
        a row is one; where each but the first follows the end of another, each is one row and no more.
        """
        is_wanted_table = self.table == self._wanted_table
        if not self._is_whole or (is_wanted_table and self._hiding is None) or not _are_rows(data):
            return False
        if not is_wanted_table:
            return True
        from leakscan.arrays import numpy as np

        rows = [shapes.row(tag.decode()) for tag in _ROW_TAG.findall(data)]
        if None in rows:
            return False
        of_shapes = {shape: self._wants(shape) for shape in dict.fromkeys(rows) if shape is not None}
        wanted = [place for place, shape in enumerate(rows) if shape is not None and of_shapes[shape]]
        if 2 * len(wanted) > len(rows):
            return False
        repeats = np.array([repeated(shape.attributes, _REPEATED) for shape in rows if shape is not None])
        end = self._next_row + int(repeats.sum())
        if end > MAX_ROWS:
            return False
        if wanted:
            numbers = (self._next_row + repeats.cumsum() - repeats).take(wanted)
            pieces = data.split(plain.ROW)
            tokens = read_tokens(b"".join(plain.ROW + pieces[place + 1] for place in wanted), shapes)
            if tokens is None:
                return False
            self._take(tokens, numbers)
        self._next_row = end
        return True

    def stand_in(self, table: int, prefixes: dict[str, str]) -> None:
        """Stand in the table of a number, where prefixes stand for these namespaces."""
        self.mean_as(prefixes)
        self.table = table

    def kept(self, tokens: Tokens, numbers: list[int], *, is_grouped: bool) -> Iterator[Block]:
        """Yield rows that were kept.

        Args:
            tokens: the rows.
            numbers: the number of each.
            is_grouped: they are in a group.
        """
        from leakscan.arrays import numpy as np

        self._groups = [False] * is_grouped
        self._take(tokens, np.array(numbers, dtype=np.int64))
        yield from self._taken()

    def _take(self, tokens: Tokens, numbers: "Integers | None") -> None:
        """Take rows of the table wanted; of those that do not follow one another the numbers are given."""
        from leakscan.arrays import numpy as np

        shapes = {shape: place for place, shape in enumerate(dict.fromkeys(tokens.rows))}
        kinds = np.array([shapes[shape] for shape in tokens.rows], dtype=np.int64)
        repeats = np.array([repeated(shape.attributes, _REPEATED) for shape in shapes]).take(kinds)
        if numbers is None:
            numbers = self._next_row + repeats.cumsum() - repeats
        is_wanted = np.array([self._wants(shape) for shape in shapes]).take(kinds)
        is_odd = is_wanted & (numbers + repeats > MAX_ROWS)
        cells = _Cells(tokens, is_wanted, repeats)
        is_odd[cells.odd_rows] = True
        start = 0
        for odd in [*is_odd.nonzero()[0].tolist(), len(is_odd)]:
            if odd > start:
                self._take_run(cells, numbers, start, odd)
                self._next_row = int(numbers[odd - 1] + repeats[odd - 1])
            if odd < len(is_odd):
                self._next_row = int(numbers[odd])
                tokens.tell(self, odd)
            start = odd + 1

    def _wants(self, shape: Shape) -> bool:
        return self._hiding is None or self._why(shape.attributes, is_grouped=bool(self._groups)) is self._hiding

    def _take_run(self, cells: "_Cells", numbers: "Integers", first: int, end: int) -> None:
        """Take rows of which none is odd."""
        from leakscan.arrays import numpy as np

        bounds = cells.rows.searchsorted([first, end])
        rows, columns, values = (item[bounds[0] : bounds[1]] for item in (cells.rows, cells.columns, cells.values))
        places = self._place_of.take(columns)
        chosen = places.nonzero()[0]
        if not len(chosen):
            return
        self._close_rows()
        rows, places, values = rows.take(chosen), places.take(chosen), values.take(chosen)
        used, lines = np.unique(rows, return_inverse=True)
        order = places.argsort(kind="stable")
        starts = places.take(order).searchsorted(np.arange(self._width + 1))
        height = len(used)

        def column(place: int) -> Coded[Value]:
            if place == 0:
                return Coded(numbers.take(used).tolist(), np.arange(height))
            codes = np.full(height, -1, dtype=np.int64)
            own = order[starts[place] : starts[place + 1]]
            found, numbers_of = np.unique(values.take(own), return_inverse=True)
            codes[lines.take(own)] = numbers_of
            return Coded([cells.items[number] for number in found.tolist()], codes)

        self._blocks.append(ColumnBlock(height, column))


def _are_rows(data: bytes) -> bool:
    """Return whether a block of a well-formed table is nothing but rows."""
    if (b"!" in data and b"<!" in data) or (b"?" in data and b"<?" in data) or not data.endswith(_ROW_END):
        return False
    return data.count(plain.ROW) == data.count(_NEXT_ROW) + 1


class _Cells:
    """The cells of some rows of a block that hold something; one that repeats is written out.

    Attributes:
        items: the different values.
        rows: for each cell, the index of its row.
        columns: its column.
        values: the number of its value.
        odd_rows: the rows that must be told one by one.
    """

    def __init__(self, tokens: Tokens, is_wanted: "Flags", row_repeats: "Integers") -> None:
        from leakscan.arrays import numpy as np

        self.items: list[Value] = []
        self._tokens = tokens
        self._numbers: dict[tuple[int, str | None, str | None], int] = {}
        firsts = np.array(tokens.firsts)
        counts = np.diff(firsts)
        codes = np.array(tokens.codes)
        of_shapes = [repeated(shape.attributes, "number-columns-repeated") for shape in tokens.shapes]
        repeats = np.array(of_shapes).take(codes)
        rows = np.arange(len(counts)).repeat(counts)
        before = repeats.cumsum() - repeats
        columns = before - before.take(firsts[:-1]).take(rows) + 1
        is_odd = np.array([not shape.is_quiet for shape in tokens.shapes]).take(codes)
        is_odd |= columns + repeats - 1 > MAX_COLUMNS
        asked = is_wanted.take(rows).nonzero()[0]
        values = np.full(len(codes), _NO_CELL, dtype=np.int64)
        values[asked] = [self._number(cell) for cell in asked.tolist()]
        holds = values != _NO_CELL
        is_odd |= holds & ((repeats > MOST_WRITTEN_CELLS) | (row_repeats.take(rows) > 1))
        self.odd_rows = rows[is_odd & is_wanted.take(rows)]
        held = holds.nonzero()[0]
        times = repeats.take(held)
        self.rows, self.values = rows.take(held).repeat(times), values.take(held).repeat(times)
        offsets = np.arange(int(times.sum())) - (times.cumsum() - times).repeat(times)
        self.columns = columns.take(held).repeat(times) + offsets

    def _number(self, cell: int) -> int:
        """Return the number of what a cell holds."""
        tokens = self._tokens
        mark = tokens.codes[cell], tokens.values[cell], tokens.words[cell]
        number = self._numbers.get(mark)
        if number is None:
            shape, value, words = tokens.shapes[mark[0]], mark[1], mark[2] or ""
            attributes = {**shape.attributes, shape.value: value or ""} if shape.value else shape.attributes
            kind, text = value_of(attributes, words)
            number = len(self.items) if text or "formula" in attributes else _NO_CELL
            if number != _NO_CELL:
                self.items.append(typed(kind, text))
            self._numbers[mark] = number
        return number
