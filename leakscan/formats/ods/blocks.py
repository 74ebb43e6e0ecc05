"""The fast reader of large documents: plain rows as arrays, with the facts of the exact one.

Rows in which something has to be looked at by itself are told element by element, in their turn.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from leakscan.formats.ods.cell_arrays import CellArrays, Traits, cell_arrays
from leakscan.formats.ods.content import repeated
from leakscan.formats.ods.facts import SheetGathering
from leakscan.formats.ods.kept_rows import KeptRows
from leakscan.formats.ods.looks import row_hiding
from leakscan.formats.ods.reading import DocumentPass, Reading, hiding_of
from leakscan.formats.ods.sheet_arrays import RowArrays, Run, SheetArrays
from leakscan.formats.ods.tokens import RowTaker, Shape, Tokens
from leakscan.formats.ods.veils import Veil, units
from leakscan.formats.unseen_letters import may_spell
from leakscan.formats.xlsx.cells import MAX_ROWS
from leakscan.views.spreadsheet import Hiding, Workbook

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_FEWEST_CELLS = 200
"""Of fewer cells arrays cost more than they save."""
_MOST_ODD = 4
"""Where one in so many rows is odd, all are told one by one."""
_MOST_AREAS = 64


class DocumentArrays(DocumentPass, RowTaker):
    """Gathers a document, plain rows many at once."""

    _gathering_of: type[SheetGathering] = SheetArrays

    def __init__(self, reading: Reading, workbook: Workbook, veils: Mapping[int, Veil] | None = None) -> None:
        super().__init__(reading, workbook, veils)
        self._traits = Traits([])
        self._settled: set[int] = set()
        self._shown: dict[str, bool] = {}
        self._kept: KeptRows | None = None
        self._is_taking = False

    def table_start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of a table."""
        super().table_start(name, attributes)
        budget = self._reading.keeping
        self._kept = None if budget is None or self._cache is not None else KeptRows(budget)

    def table_end(self) -> None:
        """Take its end."""
        sheet, kept = self._sheet, self._kept
        super().table_end()
        if sheet is not None and kept is not None and sheet.is_whole:
            kept.lend(sheet, self.table, self._reading.styles, self.prefixes)

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Take the start of a row."""
        if self._kept is not None and not self._is_taking:
            self._kept.give_up()
        super().row(attributes, is_grouped=is_grouped)

    def take_rows(self, tokens: Tokens) -> None:
        """Take rows."""
        self._is_taking = True
        if self._kept is not None:
            repeats = [repeated(shape.attributes, "number-rows-repeated") for shape in tokens.rows]
            numbers = [*accumulate(repeats, initial=self._next_row)]
            if numbers[-1] > MAX_ROWS:
                self._kept.give_up()
            self._kept.take(tokens, numbers[:-1], self._why, is_grouped=bool(self._groups))
        self._take_all(tokens)
        self._is_taking = False

    def _why(self, shape: Shape) -> Hiding | None:
        return self._row_of(shape)[0]

    def _take_all(self, tokens: Tokens) -> None:
        gathering = self._gathering
        is_worth = len(tokens.codes) >= _FEWEST_CELLS and self._cache is None and not may_spell(tokens.data)
        if not (is_worth and isinstance(gathering, SheetArrays) and self._take(tokens, gathering)):
            for row in range(len(tokens.rows)):
                tokens.tell(self, row)

    def _take(self, tokens: Tokens, gathering: SheetArrays) -> bool:
        """Take rows as arrays; return whether that is worth it. If not, it has left no trace."""
        from leakscan.arrays import numpy as np

        if self._traits.shapes is not tokens.shapes:
            self._traits = Traits(tokens.shapes)
            self._settled.clear()
        arrays = cell_arrays(tokens, self._traits, are_clipped=gathering.are_clipped)
        shapes = list(dict.fromkeys(tokens.rows))
        places = {shape: place for place, shape in enumerate(shapes)}
        kinds = np.array([places[shape] for shape in tokens.rows], dtype=np.int64)
        told = [self._row_of(shape) for shape in shapes]
        repeats = np.array([repeated(shape.attributes, "number-rows-repeated") for shape in shapes]).take(kinds)
        numbers = self._next_row + repeats.cumsum() - repeats
        if int(numbers[-1] + repeats[-1]) > MAX_ROWS:
            return False
        rows = RowArrays(numbers, repeats, kinds, [why for why, _ in told])
        is_odd = self._odd_rows(arrays, rows, shapes, gathering)
        if is_odd is None or np.count_nonzero(is_odd) * _MOST_ODD > len(is_odd):
            return False
        bounds = arrays.held.searchsorted(np.array(tokens.firsts))  # the first held cell of each row
        start = 0
        for odd in [*is_odd.nonzero()[0].tolist(), len(is_odd)]:
            if odd > start:
                held = slice(bounds[start], bounds[odd])
                run = Run(arrays, rows, start, odd, arrays.held[held], arrays.keys[held])
                self._take_run(run, gathering, [size for _, size in told])
            if odd < len(is_odd):
                tokens.tell(self, odd)
            start = odd + 1
        return True

    def _row_of(self, shape: Shape) -> tuple[Hiding | None, int | None]:
        """Return why a row does not show, and its height in the units of drawings."""
        why = hiding_of(shape.attributes, is_grouped=bool(self._groups))
        if why is not None:
            return why, 0
        height = self._reading.styles.row_height(shape.attributes.get("style-name", ""))
        return row_hiding(height), units(height)

    def _odd_rows(
        self, arrays: CellArrays, rows: RowArrays, shapes: list[Shape], gathering: SheetArrays
    ) -> "Flags | None":
        """Return which rows must be told one by one, for what they say, how they look, or what lies over them."""
        from leakscan.arrays import numpy as np

        held = arrays.held
        cell_rows, columns, repeats = arrays.rows.take(held), arrays.columns.take(held), arrays.repeats.take(held)
        is_odd: Flags = np.array([not shape.is_quiet for shape in shapes]).take(rows.kinds)
        is_odd[arrays.rows[arrays.is_odd]] = True
        is_odd[cell_rows[rows.repeats.take(cell_rows) > 1]] = True
        own = arrays.styles.take(held)
        of_rows = [shape.attributes.get("default-cell-style-name", "") for shape in shapes]
        has_row_style = np.array([bool(name) for name in of_rows]).take(rows.kinds).take(cell_rows)
        gathering.look_at_columns(self._always_shows)
        are_odd = gathering.are_odd(columns, repeats, (own > 0) | has_row_style)
        if gathering.shows:
            shows = np.array([self._always_shows(name) for name in self._traits.styles]).take(own)
            of_row = np.array([not name or self._always_shows(name) for name in of_rows]).take(rows.kinds)
            are_odd |= np.where(own > 0, ~shows, ~of_row.take(cell_rows))
        numbers, lasts = rows.numbers.take(cell_rows), columns + repeats - 1
        areas = [*self._areas(gathering, int(rows.numbers[0]), int(rows.numbers[-1]))]
        if len(areas) > _MOST_AREAS:
            return None
        for top, left, bottom, right in areas:
            are_odd |= (numbers >= top) & (numbers <= bottom) & (lasts >= left) & (columns <= right)
        is_odd[cell_rows[are_odd]] = True
        return is_odd

    def _areas(self, gathering: SheetArrays, first: int, last: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield what lies over some rows, or is a condition for some of their cells."""
        painted: Iterable[tuple[int, int, int, int]] = (area for areas, _ in self._paintings for area in areas)
        for area in [*gathering.areas(), *painted]:
            if area[0] <= last and area[2] >= first:
                yield area

    def _always_shows(self, style: str) -> bool:
        if style not in self._shown:
            self._shown[style] = self._reading.styles.always_shows(style)
        return self._shown[style]

    def _take_run(self, run: Run, gathering: SheetArrays, sizes: list[int | None]) -> None:
        """Take rows of which none is odd."""
        from leakscan.arrays import numpy as np

        rows = run.rows
        kinds = rows.kinds[run.first : run.end]
        starts = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
        lasts = rows.numbers + rows.repeats - 1
        for start, end in pairwise(starts):
            top, bottom = int(rows.numbers[run.first + start]), int(lasts[run.first + end - 1])
            size = sizes[int(kinds[start])]
            self._ground.rows.add(top, top, size)  # of very many sizes only the first are kept
            if bottom > top:
                self._ground.rows.add(top + 1, bottom, size)
        self._take_names(run)
        gathering.take(run)
        self.row_number, self.row_repeat = int(rows.numbers[run.end - 1]), int(rows.repeats[run.end - 1])
        self._next_row = self.row_number + self.row_repeat
        self._row_place = 0

    def _take_names(self, run: Run) -> None:
        """Take the names in the tags of cells, where each stands first, and the formulas."""
        tokens = run.arrays.tokens
        first, end = tokens.firsts[run.first], tokens.firsts[run.end]
        new = {*tokens.codes[first:end]} - self._settled
        for code in sorted(new, key=lambda code: tokens.codes.index(code, first)):
            self._settled.add(code)
            cell, attributes = tokens.codes.index(code, first), tokens.shapes[code].attributes
            self.row_number = int(run.rows.numbers[run.arrays.rows[cell]])
            column = int(run.arrays.columns[cell])
            if "content-validation-name" in attributes:
                self.validated(attributes["content-validation-name"], column)
            if "style-name" in attributes:
                self.styled(attributes["style-name"], column)
        for cell, formula in tokens.formulas.items():
            if first <= cell < end:
                self._take_formula(formula, int(run.arrays.columns[cell]))
