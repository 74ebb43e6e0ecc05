"""The fast reader of a sheet's cells: block by block as arrays (`plain.py`), with the facts of the exact one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.unseen_letters import may_spell
from leakscan.formats.xlsx.cell_tails import NUMBER, STRING, TEXT
from leakscan.formats.xlsx.cutting import BLOCK_BYTES
from leakscan.formats.xlsx.digits import LONGEST_WHOLE, number_keys, text_keys, whole_numbers
from leakscan.formats.xlsx.facts import FactsHandler, SheetPass, Usage
from leakscan.formats.xlsx.formulas import formulas_in
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES, Gathering
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.plain import Block, PlainReader
from leakscan.formats.xlsx.plain_rows import PlainRows
from leakscan.formats.xlsx.plain_texts import decoded
from leakscan.formats.xlsx.strings import BLANK, EMPTY
from leakscan.views.spreadsheet import Hiding
from leakscan.views.values import ValueSet

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

_MOST_HIDINGS = 4096


def feed_blocks(source: xmlsafe.Readable, handler: "BlockHandler", block_bytes: int = BLOCK_BYTES) -> None:
    """Read a sheet part to its end.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    handler.feed(source, block_bytes)


@dataclass(frozen=True, slots=True)
class BlockCells:
    """Cells of a block that hold something.

    Attributes:
        block: the block.
        rows: for each cell, the index of its row.
        columns: its column.
        tails: the number of what its tag says.
        keys: the key of its value.
        strings: the number of its shared string, -1 for none.
        starts: where its text begins.
        ends: where its text ends.
    """

    block: Block
    rows: "Integers"
    columns: "NDArray[numpy.uint16]"
    tails: "NDArray[numpy.int16]"
    keys: "Keys"
    strings: "Integers"
    starts: "Integers"
    ends: "Integers"

    def chosen(self, indices: "Integers") -> "BlockCells":
        """Return some of them."""
        return BlockCells(
            self.block,
            self.rows.take(indices),
            self.columns.take(indices),
            self.tails.take(indices),
            self.keys.take(indices),
            self.strings.take(indices),
            self.starts.take(indices),
            self.ends.take(indices),
        )


def _firsts(rows: "Integers") -> "Integers":
    """Return where each row begins in a list that is in order."""
    from leakscan.arrays import numpy as np

    is_first = np.ones(len(rows), dtype=np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


class BlockHandler(PlainRows, FactsHandler):
    """Gathers the facts of a sheet, whole blocks at once where they are plain."""

    def __init__(self, usage: Usage, filters: Sequence[FilterRange], *, shows: bool) -> None:
        super().__init__(usage, filters, shows=shows)
        from leakscan.arrays import numpy as np

        self._np = np
        self._reader = PlainReader(self._is_plain_row)
        # No copy, which would take as much again; the strings cannot let go of their keys while it is held.
        self._key_array: Keys = np.frombuffer(self._string_keys, dtype=np.uint64)
        self._hidings: dict[bytes, Hiding | None] = {}
        self._column_groups: NDArray[numpy.int64] | None = None

    def finish(self, damage: FileError | None) -> SheetPass:
        """Return the pass; the keys of the strings, and of what is visible, are held no longer."""
        self._key_array = self._np.empty(0, dtype=self._np.uint64)
        self._visible = ValueSet()
        return super().finish(damage)

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        if may_spell(data):
            return False
        block = self._reader.read(data)
        if block is None or int(block.numbers[0]) < max(self.row_number + 1, self._layout.first_row):
            return False
        read = self._values(block)
        if read is None:
            return False
        cells = self._holding(
            BlockCells(block, block.rows, block.columns, block.tails, *read, block.starts, block.ends)
        )
        self._take_lines(cells)
        self._take_cells(cells)
        if self.outside is not None and block.has_formula is not None and block.has_formula.any():
            take = self.outside.referring if self._shows else self.outside.formula
            for formula in formulas_in(data, referring=self._shows):
                take(formula)
        self.row_number = int(block.numbers[-1])
        self._column = 0
        self._into = None
        self._value, self._inline = [], []
        return True

    def _holding(self, cells: "BlockCells") -> "BlockCells":
        """Return the cells that hold a value or a formula."""
        is_empty = cells.keys == EMPTY
        if not is_empty.any():
            return cells
        cells.keys[is_empty] = BLANK
        if cells.block.has_formula is not None:
            is_empty &= ~cells.block.has_formula
        return cells.chosen((~is_empty).nonzero()[0])

    def _is_plain_row(self, attributes: dict[str, str]) -> bool:
        return self.walker is not None and self.walker.is_plain("x:row", attributes)

    def _values(self, block: Block) -> "tuple[Keys, Integers] | None":
        """Return the key of each cell's value and the number of its shared string, -1 for none."""
        np = self._np
        count = len(block.rows)
        keys: Keys = np.zeros(count, dtype=np.uint64)
        strings: Integers = np.full(count, -1, dtype=np.int64)
        chosen, starts, lengths = block.texts_of(block.kinds == STRING)
        if len(chosen):
            numbers = None if int(lengths.max()) > LONGEST_WHOLE else whole_numbers(block.words[starts], lengths)
            if numbers is None:
                return None
            if int(numbers.max()) >= len(self._key_array):
                self.lacks_strings = True
                keys[chosen] = BLANK
                is_known = numbers < len(self._key_array)
                chosen, numbers = chosen[is_known], numbers[is_known]
            strings[chosen] = numbers
            keys[chosen] = self._key_array.take(numbers)
            np.frombuffer(self._used, dtype=np.uint8)[numbers] = 1
        chosen, starts, lengths = block.texts_of(block.kinds == NUMBER)
        if len(chosen):
            found, is_number = number_keys(block.words[starts], lengths)
            keys[chosen] = found
            if not is_number.all():
                self._keys_one_by_one(block, chosen[~is_number], keys)
        chosen, starts, lengths = block.texts_of(block.kinds == TEXT)
        if len(chosen):
            found, is_odd = text_keys(block.data, starts, starts + lengths)
            keys[chosen] = found
            self._keys_one_by_one(block, chosen[is_odd], keys)
        chosen, starts, lengths = block.texts_of(block.kinds > TEXT)
        self._keys_one_by_one(block, chosen, keys)
        return keys, strings

    def _keys_one_by_one(self, block: Block, indices: "Integers", keys: "Keys") -> None:
        tails, key = self._reader.tails.items, self._key
        for index in indices.tolist():
            keys[index] = key(tails[block.tails[index]].name, block.text(index))

    def _take_lines(self, cells: "BlockCells") -> None:
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

    def _take_cells(self, cells: "BlockCells") -> None:
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

    def _take_shown(self, cells: "BlockCells", of_rows: "Integers | None", of_columns: "Integers | None") -> None:
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
            self.has_suspects = any(self._reader.tails.items[tail].style in self._suspects for tail in present)
        np.frombuffer(self._shown, dtype=np.uint8)[cells.strings[is_string]] = 1
        self._visible.add_block(cells.keys[is_other])

    def shown_of(
        self,
        cells: "BlockCells",  # noqa: ARG002  # for who judges them
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

    def _gather_cells(self, gathering: Gathering, cells: "BlockCells") -> None:
        region = gathering.region
        region.cells += len(cells.rows)
        if self._shows:
            region.values.add_block(cells.keys[cells.keys > BLANK])
        self._examples_of(region.examples, cells)

    def _examples_of(self, examples: list[str], cells: "BlockCells") -> None:
        if len(examples) >= MOST_EXAMPLES:
            return
        known: set[int | bytes] = set()
        data = cells.block.data
        for index in (cells.keys > BLANK).nonzero()[0].tolist():
            number = int(cells.strings[index])
            value = data[cells.starts[index] : cells.ends[index]]
            mark = number if number >= 0 else value
            if mark in known:
                continue
            known.add(mark)
            self._example(examples, number, "" if number >= 0 else decoded(value))
            if len(examples) >= MOST_EXAMPLES:
                return

    def _row_gatherings(self, block: Block) -> "tuple[list[Gathering], Integers]":
        """Return what gathers the rows that do not show, and for each row which of them, -1 for none."""
        np = self._np
        groups: Integers = np.full(len(block.numbers), -1, dtype=np.int64)
        gatherings: list[Gathering] = []
        places: dict[int, int] = {}
        if self.sizes is not None:
            for number, kind in zip(block.numbers.tolist(), block.row_kinds.tolist(), strict=True):
                self.sizes.row(number, self._attributes(block.row_tails[kind]))
        hidings = self._hidings
        if len(hidings) > _MOST_HIDINGS:
            hidings.clear()
        for tail in block.row_tails:
            if tail not in hidings:
                hidings[tail] = self._layout.row(self._attributes(tail))
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

    def _attributes(self, tail: bytes) -> dict[str, str]:
        known = self._reader.row_tails[tail]
        return known[0] if known is not None else {}

    def _groups_of_columns(self) -> "Integers":
        """Return for each column which gathering it belongs to, -1 for none."""
        if self._column_groups is None:
            places = {id(gathering): number for number, gathering in enumerate(self._column_gatherings)}
            groups = [-1 if item is None else places[id(item)] for item in self._columns]
            self._column_groups = self._np.array(groups, dtype=self._np.int64)
        return self._column_groups
