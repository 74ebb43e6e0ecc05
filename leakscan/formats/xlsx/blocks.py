"""The fast reader of a sheet's cells: block by block as arrays (`plain.py`), with the facts of the exact one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, feed
from leakscan.formats.xlsx.digits import number_keys, text_keys, whole_numbers
from leakscan.formats.xlsx.facts import FactsHandler, SheetPass, Usage
from leakscan.formats.xlsx.formulas import formulas_in
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES, Gathering
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.plain import (
    BETWEEN_ROWS,
    NUMBER,
    ROW,
    ROWS_END,
    STRING,
    TEXT,
    Block,
    PlainReader,
    decoded,
)
from leakscan.formats.xlsx.strings import BLANK, EMPTY
from leakscan.views.spreadsheet import Hiding

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]

_MOST_HIDINGS = 4096


def feed_blocks(source: xmlsafe.Readable, handler: "BlockHandler", block_bytes: int = BLOCK_BYTES) -> None:
    """Read a sheet part to its end.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    feed(source, handler, handler, start=ROW, end=ROWS_END, block_bytes=block_bytes)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a block that hold something.

    Attributes:
        block: the block.
        kept: their indices in it.
        keys: the keys of their values.
        strings: the numbers of their shared strings, -1 for none.
    """

    block: Block
    kept: "Integers"
    keys: "Keys"
    strings: "Integers"


def _count_runs(rows: "Integers") -> int:
    """Return how many rows there are in a list that is in order."""
    return int((rows[1:] != rows[:-1]).sum()) + 1 if len(rows) else 0


class BlockHandler(FactsHandler):
    """Gathers the facts of a sheet, whole blocks at once where they are plain."""

    def __init__(self, usage: Usage, filters: Sequence[FilterRange], *, shows: bool) -> None:
        super().__init__(usage, filters, shows=shows)
        import numpy as np

        self._np = np
        self._depth = 0
        self._reader = PlainReader(self._is_plain_row)
        # No copy, which would take as much again; the strings cannot let go of their keys while it is held.
        self._key_array: Keys = np.frombuffer(self._string_keys, dtype=np.uint64)
        self._hidings: dict[bytes, Hiding | None] = {}
        self._column_groups: NDArray[numpy.int64] | None = None

    def finish(self, damage: FileError | None) -> SheetPass:
        """Return the pass; the keys of the strings are held no longer."""
        self._key_array = self._np.empty(0, dtype=self._np.uint64)
        return super().finish(damage)

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
        if not self._in_data or self._depth != BETWEEN_ROWS or self._phonetic or self.walker is None:
            return False
        return self.walker.stands_in("x:sheetData", "x:row")

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        block = self._reader.read(data)
        if block is None or int(block.numbers[0]) < max(self.row_number + 1, self._layout.first_row):
            return False
        read = self._values(block)
        if read is None:
            return False
        keys, strings = read
        kept = self._np.flatnonzero((keys != EMPTY) | block.has_formula)
        rows, columns = block.rows[kept], block.columns[kept]
        used = strings[strings >= 0]
        self._np.frombuffer(self._used, dtype=self._np.uint8)[used] = 1
        keys[keys == EMPTY] = BLANK
        self._take_lines(block, rows, columns)
        self._take_cells(block, kept, keys[kept], strings[kept])
        if self.outside is not None and block.has_formula.any():
            take = self.outside.referring if self._shows else self.outside.formula
            for formula in formulas_in(data, referring=self._shows):
                take(formula)
        self.row_number = int(block.numbers[-1])
        self._column = 0
        self._into = None
        self._value, self._inline = [], []
        return True

    def _is_plain_row(self, attributes: dict[str, str]) -> bool:
        return self.walker is not None and self.walker.is_plain("x:row", attributes)

    def _values(self, block: Block) -> "tuple[Keys, Integers] | None":
        """Return the key of each cell's value and the number of its shared string, -1 for none."""
        np = self._np
        count = len(block.rows)
        keys: Keys = np.zeros(count, dtype=np.uint64)
        strings: Integers = np.full(count, -1, dtype=np.int64)
        lengths = block.ends - block.starts
        chosen = np.flatnonzero((block.kinds == STRING) & (lengths > 0))
        if len(chosen):
            if int(lengths[chosen].max()) > 8:
                return None
            numbers = whole_numbers(block.words[block.starts[chosen]], lengths[chosen])
            if numbers is None:
                return None
            is_known = numbers < len(self._key_array)
            self.lacks_strings = self.lacks_strings or not is_known.all()
            keys[chosen] = BLANK
            known = chosen[is_known]
            strings[known] = numbers[is_known]
            keys[known] = self._key_array[numbers[is_known]]
        chosen = np.flatnonzero((block.kinds == NUMBER) & (lengths > 0))
        if len(chosen):
            found, is_number = number_keys(block.words[block.starts[chosen]], lengths[chosen])
            keys[chosen] = found
            self._keys_one_by_one(block, chosen[~is_number], keys)
        self._keys_of_texts(block, np.flatnonzero((block.kinds == TEXT) & (lengths > 0)), keys)
        rest = np.flatnonzero((block.kinds > TEXT) & (lengths > 0))
        self._keys_one_by_one(block, rest, keys)
        return keys, strings

    def _keys_one_by_one(self, block: Block, indices: "Integers", keys: "Keys") -> None:
        tails, key = self._reader.tails, self._key
        for index in indices.tolist():
            keys[index] = key(tails[block.tails[index]].name, block.text(index))

    def _keys_of_texts(self, block: Block, indices: "Integers", keys: "Keys") -> None:
        """Give each text its key: that of most is their hash."""
        if len(indices):
            starts, ends = block.starts[indices], block.ends[indices]
            found, is_odd = text_keys(block.data, starts, ends)
            keys[indices] = found
            self._keys_one_by_one(block, indices[is_odd], keys)

    def _take_lines(self, block: Block, rows: "Integers", columns: "Integers") -> None:
        """Take which rows there are and which cells they hold."""
        np = self._np
        self._end_line()
        facts = self._facts
        if not len(rows):
            return
        firsts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
        numbers = block.numbers[rows[firsts]]
        facts.rows += len(firsts)
        facts.cells += len(rows)
        facts.last_row = max(facts.last_row, int(numbers.max()))
        facts.last_column = max(facts.last_column, int(columns.max()))
        self._occupancy.add_rows(numbers, firsts, columns)

    def _take_cells(self, block: Block, kept: "Integers", keys: "Keys", strings: "Integers") -> None:
        np = self._np
        rows, columns, tails = block.rows[kept], block.columns[kept], block.tails[kept]
        gatherings, groups = self._row_gatherings(block)
        hidden_rows = groups[rows] >= 0 if gatherings else None
        in_columns = self._groups_of_columns()[columns] if self._column_gatherings else None
        hidden = np.full(len(kept), not self._shows)
        if hidden_rows is not None:
            hidden |= hidden_rows
        if in_columns is not None:
            hidden |= in_columns >= 0
        shown = ~hidden
        if self._suspects is not None and not self.has_suspects:
            present = np.flatnonzero(np.bincount(tails[shown])).tolist()
            self.has_suspects = any(self._reader.tails[tail].style in self._suspects for tail in present)
        seen = strings[shown]
        np.frombuffer(self._shown, dtype=np.uint8)[seen[seen >= 0]] = 1
        visible = shown & (strings < 0) & (keys > BLANK)
        self._visible.add_block(keys[visible])
        if not hidden.any():
            return
        cells = _Cells(block, kept, keys, strings)
        if hidden_rows is not None:
            of_cells = groups[rows]
            for number, gathering in enumerate(gatherings):
                chosen = np.flatnonzero(of_cells == number)
                gathering.region.rows += _count_runs(rows[chosen])
                self._gather_cells(gathering, cells, chosen)
        if in_columns is not None:
            for number, gathering in enumerate(self._column_gatherings):
                chosen = np.flatnonzero(in_columns == number)
                gathering.columns.update(np.flatnonzero(np.bincount(columns[chosen])).tolist())
                gathering.region.rows += _count_runs(rows[chosen])
                self._gather_cells(gathering, cells, chosen)
        if not self._shows:
            everything = np.arange(len(kept))
            self._facts.values.add_block(keys[keys > BLANK])
            self._examples_of(self._facts.examples, cells, everything)

    def _gather_cells(self, gathering: Gathering, cells: "_Cells", chosen: "Integers") -> None:
        region = gathering.region
        region.cells += len(chosen)
        if self._shows:
            keys = cells.keys[chosen]
            region.values.add_block(keys[keys > BLANK])
        self._examples_of(region.examples, cells, chosen)

    def _examples_of(self, examples: list[str], cells: "_Cells", chosen: "Integers") -> None:
        known: set[int | bytes] = set()
        block = cells.block
        for index in chosen.tolist() if len(examples) < MOST_EXAMPLES else ():
            if cells.keys[index] <= BLANK:
                continue
            number = int(cells.strings[index])
            at = cells.kept[index]
            value = block.data[block.starts[at] : block.ends[at]]
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
            for number, tail in zip(block.numbers.tolist(), block.row_tails, strict=True):
                self.sizes.row(number, self._attributes(tail))
        hidings, present = self._hidings, set(block.row_tails)
        if len(hidings) > _MOST_HIDINGS:
            hidings.clear()
        for tail in present - hidings.keys():
            hidings[tail] = self._layout.row(self._attributes(tail))
        hidden = {tail: hidings[tail] for tail in present if hidings[tail] is not None}
        if not hidden:
            return gatherings, groups
        for index, tail in enumerate(block.row_tails):
            hiding = hidden.get(tail)
            if hiding is not None:
                self.row_number = int(block.numbers[index])
                gathering = self._hide_row(hiding)
                groups[index] = places.setdefault(id(gathering), len(gatherings))
                if groups[index] == len(gatherings):
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
