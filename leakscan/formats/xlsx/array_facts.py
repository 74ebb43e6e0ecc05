"""The facts of a sheet's cells from arrays: whole rows at once, whatever kind of part they were read from."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from leakscan.errors import FileError
from leakscan.formats.xlsx.facts import FactsHandler, SheetPass, Usage
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES, Gathering
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.strings import BLANK, EMPTY
from leakscan.views.spreadsheet import Hiding
from leakscan.views.values import ValueSet

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Columns = NDArray[numpy.uint16]
    Tails = NDArray[numpy.int16] | Integers
    Keys = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

_MOST_HIDINGS = 4096


class Rows(Protocol):
    """Some rows of a sheet and the cells in them, in order."""

    @property
    def numbers(self) -> "Integers":
        """Number of each row."""

    @property
    def row_tails(self) -> Sequence[Hashable]:
        """The different things that are said of rows besides their numbers."""

    @property
    def row_kinds(self) -> "Integers":
        """For each row, the index of what is said of it."""

    @property
    def has_formula(self) -> "Flags | None":
        """Which cells have a formula; None when none has."""

    def kind(self, place: int) -> str:
        """Return the type of a cell, as an XML part would have it."""

    def text(self, place: int) -> str:
        """Return the value of a cell, as an XML part would have it."""

    def mark(self, place: int) -> Hashable:
        """Return what cells of one value have in common, found without making the value."""


@dataclass(frozen=True, slots=True)
class ArrayCells:
    """Cells that hold something.

    Attributes:
        block: the rows that they are of.
        places: for each cell, its place in them.
        rows: the index of its row.
        columns: its column.
        tails: the number of what its tag says.
        keys: the key of its value.
        strings: the number of its shared string, -1 for none.
    """

    block: Rows
    places: "Integers"
    rows: "Integers"
    columns: "Columns"
    tails: "Tails"
    keys: "Keys"
    strings: "Integers"

    def chosen(self, indices: "Integers") -> "ArrayCells":
        """Return some of them."""
        return ArrayCells(
            self.block,
            self.places.take(indices),
            self.rows.take(indices),
            self.columns.take(indices),
            self.tails.take(indices),
            self.keys.take(indices),
            self.strings.take(indices),
        )


def _firsts(rows: "Integers") -> "Integers":
    """Return where each row begins in a list that is in order."""
    from leakscan.arrays import numpy as np

    is_first = np.ones(len(rows), dtype=np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


class ArrayFacts(FactsHandler):
    """Gathers the facts of a sheet, many rows at once where a subclass has them as arrays."""

    def __init__(self, usage: Usage, filters: Sequence[FilterRange], *, shows: bool) -> None:
        super().__init__(usage, filters, shows=shows)
        from leakscan.arrays import numpy as np

        self._np = np
        # No copy, which would take as much again; the strings cannot let go of their keys while it is held.
        self._key_array: Keys = np.frombuffer(self._string_keys, dtype=np.uint64)
        self._hidings: dict[Hashable, Hiding | None] = {}
        self._column_groups: Integers | None = None

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells, which may change how rows are hidden."""
        super().head(name, attributes)
        self._hidings.clear()

    def finish(self, damage: FileError | None) -> SheetPass:
        """Return the pass; the keys of the strings, and of what is visible, are held no longer."""
        self._key_array = self._np.empty(0, dtype=self._np.uint64)
        self._visible = ValueSet()
        return super().finish(damage)

    def _row_attributes(self, tail: Hashable) -> dict[str, str]:
        """Return the attributes of rows of which that is said."""
        raise NotImplementedError

    def _style(self, tail: int) -> str | None:
        """Return the style of cells whose tag says that."""
        raise NotImplementedError

    def _keys_of_strings(self, numbers: "Integers") -> "Keys":
        """Return the keys of shared strings that exist, which cells refer to."""
        self._np.frombuffer(self._used, dtype=self._np.uint8)[numbers] = 1
        return self._key_array.take(numbers)

    def _holding(self, cells: "ArrayCells") -> "ArrayCells":
        """Return the cells that hold a value or a formula."""
        is_empty = cells.keys == EMPTY
        if not is_empty.any():
            return cells
        cells.keys[is_empty] = BLANK
        if cells.block.has_formula is not None:
            is_empty &= ~cells.block.has_formula
        return cells.chosen((~is_empty).nonzero()[0])

    def _take_lines(self, cells: "ArrayCells") -> None:
        """Take which rows there are and which cells they hold."""
        self._end_line()
        facts, rows = self._facts, cells.rows
        if not len(rows):
            return
        firsts = _firsts(rows)
        numbers = cells.block.numbers.take(rows.take(firsts))
        facts.rows += len(firsts)
        facts.cells += len(rows)
        facts.last_row = max(facts.last_row, int(numbers.max()))
        facts.last_column = max(facts.last_column, int(cells.columns.max()))
        self._occupancy.add_rows(numbers, firsts, cells.columns)

    def _take_cells(self, cells: "ArrayCells") -> None:
        np = self._np
        gatherings, groups = self._row_gatherings(cells.block)
        of_rows = groups.take(cells.rows) if gatherings else None
        of_columns = self._groups_of_columns().take(cells.columns) if self._column_gatherings else None
        self._take_shown(cells, of_rows, of_columns)
        for number, gathering in enumerate(gatherings):
            assert of_rows is not None  # noqa: S101  # told to the type checker
            chosen = cells.chosen((of_rows == number).nonzero()[0])
            gathering.region.rows += len(_firsts(chosen.rows))
            self._gather_cells(gathering, chosen)
        for number, gathering in enumerate(self._column_gatherings):
            assert of_columns is not None  # noqa: S101  # told to the type checker
            chosen = cells.chosen((of_columns == number).nonzero()[0])
            gathering.columns.update(np.bincount(chosen.columns).nonzero()[0].tolist())
            gathering.region.rows += len(_firsts(chosen.rows))
            self._gather_cells(gathering, chosen)
        if not self._shows:
            self._facts.values.add_block(cells.keys[cells.keys > BLANK])
            self._examples_of(self._facts.examples, cells)

    def _take_shown(self, cells: "ArrayCells", of_rows: "Integers | None", of_columns: "Integers | None") -> None:
        """Take what the cells show whose row and column show."""
        if not self._shows:
            return
        np = self._np
        is_string = cells.strings >= 0
        is_other = (cells.keys > BLANK) & ~is_string
        tails = cells.tails
        shown = self.shown_of(cells, of_rows, of_columns)
        if shown is not None:
            is_string &= shown
            is_other &= shown
            tails = tails[shown]
        if self._suspects is not None and not self.has_suspects:
            present = np.bincount(tails).nonzero()[0].tolist()
            self.has_suspects = any(self._style(tail) in self._suspects for tail in present)
        np.frombuffer(self._shown, dtype=np.uint8)[cells.strings[is_string]] = 1
        self._visible.add_block(cells.keys[is_other])

    def shown_of(
        self,
        cells: "ArrayCells",  # noqa: ARG002  # for who judges them
        of_rows: "Integers | None",
        of_columns: "Integers | None",
    ) -> "Flags | None":
        """Return which cells show; None when all do.

        Args:
            cells: the cells.
            of_rows: for each, what gathers its row, -1 when that shows; None when all rows show.
            of_columns: the same of its column.
        """
        if of_rows is None:
            return None if of_columns is None else of_columns < 0
        return of_rows < 0 if of_columns is None else (of_rows < 0) & (of_columns < 0)

    def _gather_cells(self, gathering: Gathering, cells: "ArrayCells") -> None:
        region = gathering.region
        region.cells += len(cells.rows)
        if self._shows:
            region.values.add_block(cells.keys[cells.keys > BLANK])
        self._examples_of(region.examples, cells)

    def _examples_of(self, examples: list[str], cells: "ArrayCells") -> None:
        if len(examples) >= MOST_EXAMPLES:
            return
        known: set[Hashable] = set()
        block = cells.block
        for index in (cells.keys > BLANK).nonzero()[0].tolist():
            number, place = int(cells.strings[index]), int(cells.places[index])
            mark = number if number >= 0 else block.mark(place)
            if mark in known:
                continue
            known.add(mark)
            self._example(examples, number, "" if number >= 0 else block.text(place))
            if len(examples) >= MOST_EXAMPLES:
                return

    def _row_gatherings(self, block: Rows) -> "tuple[list[Gathering], Integers]":
        """Return what gathers the rows that do not show, and for each row which of them, -1 for none."""
        np = self._np
        groups: Integers = np.full(len(block.numbers), -1, dtype=np.int64)
        gatherings: list[Gathering] = []
        places: dict[int, int] = {}
        if self.sizes is not None:
            attributes = [self._row_attributes(tail) for tail in block.row_tails]
            for number, kind in zip(block.numbers.tolist(), block.row_kinds.tolist(), strict=True):
                self.sizes.row(number, attributes[kind])
        hidings = self._hidings
        if len(hidings) > _MOST_HIDINGS:
            hidings.clear()
        for tail in block.row_tails:
            if tail not in hidings:
                hidings[tail] = self._layout.row(self._row_attributes(tail))
        whys = [hidings[tail] for tail in block.row_tails]
        is_hidden = np.array([why is not None for why in whys])
        if not is_hidden.any():
            return gatherings, groups
        hidden = is_hidden[block.row_kinds].nonzero()[0]
        numbers, kinds = block.numbers[hidden].tolist(), block.row_kinds[hidden].tolist()
        for index, number, kind in zip(hidden.tolist(), numbers, kinds, strict=True):
            why = whys[kind]
            assert why is not None  # noqa: S101  # told to the type checker
            self.row_number = number
            gathering = self._hide_row(why)
            place = places.setdefault(id(gathering), len(gatherings))
            groups[index] = place
            if place == len(gatherings):
                gatherings.append(gathering)
        return gatherings, groups

    def _groups_of_columns(self) -> "Integers":
        """Return for each column which gathering it belongs to, -1 for none."""
        if self._column_groups is None:
            places = {id(gathering): number for number, gathering in enumerate(self._column_gatherings)}
            groups = [-1 if item is None else places[id(item)] for item in self._columns]
            self._column_groups = self._np.array(groups, dtype=self._np.int64)
        return self._column_groups
