"""The fast reader of a sheet's cells: block by block as arrays (`plain.py`), with the facts of the exact one."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.unseen_letters import may_spell
from leakscan.formats.xlsx.array_facts import ArrayCells, ArrayFacts
from leakscan.formats.xlsx.cell_tails import NUMBER, STRING, TEXT
from leakscan.formats.xlsx.clipping import FEWEST_CUT
from leakscan.formats.xlsx.cutting import BLOCK_BYTES
from leakscan.formats.xlsx.digits import LONGEST_WHOLE, number_keys, text_keys, whole_numbers
from leakscan.formats.xlsx.facts import Usage
from leakscan.formats.xlsx.formulas import formulas_in
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.plain import Block, PlainReader
from leakscan.formats.xlsx.plain_rows import PlainRows
from leakscan.formats.xlsx.strings import BLANK

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]


def feed_blocks(source: xmlsafe.Readable, handler: "BlockHandler", block_bytes: int = BLOCK_BYTES) -> None:
    """Read a sheet part to its end.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    handler.feed(source, block_bytes)


class BlockHandler(PlainRows, ArrayFacts):
    """Gathers the facts of a sheet, whole blocks at once where they are plain."""

    def __init__(self, usage: Usage, filters: Sequence[FilterRange], *, shows: bool) -> None:
        super().__init__(usage, filters, shows=shows)
        self._reader = PlainReader(self._is_plain_row)

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
            ArrayCells(block, self._np.arange(len(block.rows)), block.rows, block.columns, block.tails, *read)
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

    def _is_plain_row(self, attributes: dict[str, str]) -> bool:
        return self.walker is not None and self.walker.is_plain("x:row", attributes)

    def _values(self, block: Block) -> "tuple[Keys, Integers] | None":
        """Return the key of each cell's value and the number of its shared string, -1 for none."""
        np = self._np
        count = len(block.rows)
        keys: Keys = np.zeros(count, dtype=np.uint64)
        strings: Integers = np.full(count, -1, dtype=np.int64)
        odd: list[Integers] = []
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
            keys[chosen] = self._keys_of_strings(numbers)
        chosen, starts, lengths = block.texts_of(block.kinds == NUMBER)
        if len(chosen):
            found, is_number = number_keys(block.words[starts], lengths)
            keys[chosen] = found
            odd.append(chosen[~is_number])
        chosen, starts, lengths = block.texts_of(block.kinds == TEXT)
        if len(chosen):
            found, is_odd = text_keys(block.data, starts, starts + lengths)
            keys[chosen] = found
            odd.append(chosen[is_odd])
            self._has_long_texts = self._has_long_texts or int(lengths.max()) >= FEWEST_CUT
        odd.append(block.texts_of(block.kinds > TEXT)[0])
        # In their order: what is no value of its type is told of in the order of the cells.
        for index in np.sort(np.concatenate(odd)).tolist():
            keys[index] = self._key(block.kind(index), block.text(index))
        return keys, strings

    def _style(self, tail: int) -> str | None:
        return self._reader.tails.items[tail].style

    def _row_attributes(self, tail: Hashable) -> dict[str, str]:
        assert isinstance(tail, bytes)  # noqa: S101  # told to the type checker
        known = self._reader.row_tails[tail]
        return known[0] if known is not None else {}
