"""What plain rows of a sheet hold and hide, many cells at once: what `facts.py` gathers one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from leakscan.formats.ods.cell_arrays import CellArrays
from leakscan.formats.ods.facts import SheetGathering, example, extend
from leakscan.formats.ods.veils import outside
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.cells import MAX_COLUMNS
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES
from leakscan.formats.xlsx.veils import FAR_ROWS
from leakscan.views.spreadsheet import Axis, Hiding, Region

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True)
class RowArrays:
    """The rows of a block.

    Attributes:
        numbers: the number of each.
        repeats: how many are like it.
        kinds: which of the reasons below it has.
        hidings: reasons why rows do not show; None for showing.
    """

    numbers: "Integers"
    repeats: "Integers"
    kinds: "Integers"
    hidings: list[Hiding | None]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a block that follow one another, and the cells in them that hold something; none of them is odd.

    Attributes:
        arrays: the cells of the block.
        rows: its rows.
        first: the first row of the run.
        end: the row behind its last.
        cells: those cells of the block that are in the run and hold something.
        keys: the key of what each holds.
    """

    arrays: CellArrays
    rows: RowArrays
    first: int
    end: int
    cells: "Integers"
    keys: "Keys"


class SheetArrays(SheetGathering):
    """One sheet while it is read, plain rows many at once."""

    _of_columns: "tuple[Integers, Integers, Integers] | None" = None

    @property
    def are_clipped(self) -> bool:
        """True where texts may be too long for their cells."""
        return self._clips is not None

    @property
    def shows(self) -> bool:
        """True where the sheet shows."""
        return self._shows

    def columns(self, first: int, last: int, hiding: Hiding | None, style: str) -> None:
        """Take columns that are alike."""
        super().columns(first, last, hiding, style)
        self._of_columns = None

    def areas(self) -> Iterable[tuple[int, int, int, int]]:
        """Yield top, left, bottom and right of what lies over cells."""
        return (item[:4] for item in self._veil)

    def look_at_columns(self, always_shows: Callable[[str], bool]) -> None:
        """Learn of every column why it does not show, and whether its style always shows what its cells hold."""
        from leakscan.arrays import numpy as np

        if self._of_columns is not None:
            return
        groups = np.full(MAX_COLUMNS + 2, -1, dtype=np.int64)
        is_odd = np.full(MAX_COLUMNS + 2, not always_shows(""), dtype=np.bool_)
        places = {id(item): place for place, item in enumerate(self._by_hiding.values())}
        for first, (last, item, style) in zip(self._column_starts, self._column_items, strict=True):
            if item is not None:
                groups[first : last + 1] = places[id(item)]
            is_odd[first : last + 1] = not always_shows(style)
        self._of_columns = groups, (groups >= 0).cumsum(), is_odd.cumsum()

    def are_odd(self, columns: "Integers", repeats: "Integers", is_styled: "Flags") -> "Flags":
        """Return which cells must be taken by themselves, for the columns that they stand in.

        Args:
            columns: the column of each.
            repeats: how many are like it.
            is_styled: it or its row has a style of its own.
        """
        assert self._of_columns is not None  # noqa: S101  # told to the type checker
        _, hidden, odd = self._of_columns
        last, before = columns + repeats - 1, columns - 1
        found: Flags = (repeats > 1) & (hidden.take(last) > hidden.take(before))
        if self._shows:
            found |= ~is_styled & (odd.take(last) > odd.take(before))
        return found

    def take(self, run: Run) -> None:
        """Take a run of rows."""
        self._take_hidden_rows(run)
        self._row_region, self._row_cells = None, 0
        if not len(run.cells):
            return
        from leakscan.arrays import numpy as np

        rows, columns = run.arrays.rows.take(run.cells), run.arrays.columns.take(run.cells)
        repeats = run.arrays.repeats.take(run.cells)
        self._take_lines(run, rows, columns, repeats)
        kinds = run.rows.kinds.take(rows)
        is_row_hidden = np.array([why is not None for why in run.rows.hidings]).take(kinds)
        if is_row_hidden.any():
            for kind, why in enumerate(run.rows.hidings):
                if why is not None:
                    self._take_region(self._rows_of(why), run, kinds == kind, repeats)
        is_seen = ~is_row_hidden
        if self._by_hiding:
            is_seen &= self._take_hidden_columns(run, rows, columns, repeats)
        if self._shows:
            self._visible.add_block(run.keys[is_seen])
        else:
            self.facts.values.add_block(run.keys)
            self._examples(self.facts.examples, run, run.cells)

    def _rows_of(self, why: Hiding) -> Region:
        return self._rows.setdefault(why, Region(Axis.ROWS, why))

    def _take_hidden_rows(self, run: Run) -> None:
        """Take which rows do not show, whether they hold something or not."""
        from leakscan.arrays import numpy as np

        is_hidden = np.array([why is not None for why in run.rows.hidings])
        hidden = run.first + is_hidden.take(run.rows.kinds[run.first : run.end]).nonzero()[0]
        numbers, repeats = run.rows.numbers.take(hidden).tolist(), run.rows.repeats.take(hidden).tolist()
        kinds = run.rows.kinds.take(hidden).tolist()
        for number, repeat, kind in zip(numbers, repeats, kinds, strict=True):
            why = run.rows.hidings[kind]
            assert why is not None  # noqa: S101  # told to the type checker
            extend(self._rows_of(why), number, number + repeat - 1)

    def _take_lines(self, run: Run, rows: "Integers", columns: "Integers", repeats: "Integers") -> None:
        """Take which rows and columns hold something."""
        from leakscan.arrays import numpy as np

        facts = self.facts
        is_first = np.append(True, rows[1:] != rows[:-1])
        firsts = is_first.nonzero()[0]
        numbers = run.rows.numbers.take(rows.take(firsts))
        counts = np.add.reduceat(repeats, firsts)
        facts.rows += len(firsts)
        facts.cells += int(counts.sum())
        self.lines += len(firsts)
        lasts = columns + repeats - 1
        facts.last_row = max(facts.last_row, int(numbers[-1]))
        facts.last_column = max(facts.last_column, int(lasts.max()))
        kinds = np.bincount(run.rows.kinds.take(rows.take(firsts)), minlength=len(run.rows.hidings)).tolist()
        for why, count in zip(run.rows.hidings, kinds, strict=True):
            if why is not None and count:
                region = self._rows_of(why)
                self.row_lines[why] += count
                region.rows += count
                region.lines += count
        bounds = [0, *(np.flatnonzero(np.diff(numbers) > FAR_ROWS) + 1).tolist(), len(numbers)]
        for start, end in pairwise(bounds):
            self.used.rows.add_run(int(numbers[start]), int(numbers[end - 1]), int(counts[start:end].sum()))
        spans, times = np.unique(columns * (MAX_COLUMNS + 1) + lasts, return_counts=True)
        for span, count in zip(spans.tolist(), times.tolist(), strict=True):
            key = divmod(span, MAX_COLUMNS + 1)
            self.used.columns[key] = self.used.columns.get(key, 0) + count
        if self._printed:
            every = zip(run.rows.numbers.take(rows).tolist(), columns.tolist(), lasts.tolist(), strict=True)
            facts.unprinted += sum(
                outside(Area(row, first, row, last), self._printed) for row, first, last in every
            )

    def _take_region(self, region: Region, run: Run, is_chosen: "Flags", repeats: "Integers") -> None:
        """Take the cells of rows or columns that do not show."""
        region.cells += int(repeats[is_chosen].sum())
        if self._shows:
            region.values.add_block(run.keys[is_chosen])
        self._examples(region.examples, run, run.cells[is_chosen])

    def _take_hidden_columns(
        self, run: Run, rows: "Integers", columns: "Integers", repeats: "Integers"
    ) -> "Flags":
        """Take the cells in columns that do not show; return which cells are in others."""
        assert self._of_columns is not None  # noqa: S101  # told to the type checker
        from leakscan.arrays import numpy as np

        groups = self._of_columns[0].take(columns)
        for place, item in enumerate(self._by_hiding.values()):
            is_chosen = groups == place
            if not is_chosen.any():
                continue
            np.frombuffer(item.held, dtype=np.uint8)[columns[is_chosen]] = 1
            self._take_region(item.region, run, is_chosen, repeats)
            chosen = rows[is_chosen]
            count = 1 + int(np.count_nonzero(chosen[1:] != chosen[:-1]))
            item.region.rows += count
            item.lines += count
            item.row = int(run.rows.numbers[chosen[-1]])
        return groups < 0

    def _examples(self, examples: list[str], run: Run, cells: "Integers") -> None:
        known: set[str] = set()
        for cell in cells.tolist() if len(examples) < MOST_EXAMPLES else ():
            text = run.arrays.text(cell)
            if text not in known:
                known.add(text)
                example(examples, text)
                if len(examples) >= MOST_EXAMPLES:
                    return
