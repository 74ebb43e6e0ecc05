"""Blocks of a sheet part that are plain enough to be read as arrays, with the proof that they are.

A block begins at a row and ends before one. It is plain when every tag in it is one of the few below, every two
neighbours among them may stand side by side, no attribute is unknown, rows and cells come in order, and nothing
stands between them but the text of `v`, `f` and `t`. The grammar has no recursion, so that pairs of neighbours
prove the nesting. What is not plain is no error: the XML parser reads it. What is proven is that a well-formed
block means what the arrays say.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan.formats.xlsx.cell_tails import MOST_TAILS, CellTail, CellTails
from leakscan.formats.xlsx.digits import whole_numbers
from leakscan.formats.xlsx.plain_tags import (
    CELL_OPENS,
    CELL_TAG,
    EMPTY_CELL_TAG,
    EMPTY_ROW_TAG,
    ROW_OPENS,
    ROW_TAG,
    Tags,
    read_tags,
)
from leakscan.formats.xlsx.plain_texts import decoded

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Words = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]
    Octets = NDArray[numpy.uint8]
    Columns = NDArray[numpy.uint16]
    Numbers = NDArray[numpy.int16]

_WIDE = 32
"""How many bytes are loaded from where the digits of a cell's reference begin: eight, and the longest tail."""

_ROW_TAIL = re.compile(rb'((?: [A-Za-z][\w:.-]*="[^"&<>\t\n]*")*) ?(/?)>')
_ROW_ATTRIBUTE = re.compile(rb' ([^= ]+)="([^"]*)"')
_MOST_TOGETHER = 4
"""How many different texts in the tags of rows are looked for in all rows at once."""
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576

_EACH = 0x0101010101010101
_HIGH = 0x8080808080808080
_QUOTES = 0x2222222222222222


@dataclass(frozen=True, slots=True)
class Block:
    """The rows and cells of a plain block; cells that hold neither text nor formula are left out.

    Attributes:
        data: its bytes, padded.
        words: for each byte, the eight bytes from there.
        numbers: number of each row.
        row_tails: the different texts that stand in the tags of rows behind their numbers.
        row_kinds: for each row, the index of its text among them.
        rows: for each cell, the index of its row.
        columns: for each cell, its column.
        tails: for each cell, the number of what its tag says, see `CellTails`.
        kinds: for each cell, what its text is.
        starts: where its text begins.
        ends: where its text ends.
        has_formula: it has a formula; None when no cell has one.
        known_tails: what tags say, by number.
    """

    data: bytes
    words: "Words"
    numbers: "Integers"
    row_tails: list[bytes]
    row_kinds: "Integers"
    rows: "Integers"
    columns: "Columns"
    tails: "Numbers"
    kinds: "Octets"
    starts: "Integers"
    ends: "Integers"
    has_formula: "Flags | None"
    known_tails: Sequence[CellTail]

    def texts_of(self, is_chosen: "Flags") -> "tuple[Integers, Integers, Integers]":
        """Return which of some cells have a text, where it begins, and how long it is."""
        chosen = is_chosen.nonzero()[0]
        if len(chosen) == len(self.starts):
            starts, lengths = self.starts, self.ends - self.starts
        else:
            starts = self.starts.take(chosen)
            lengths = self.ends.take(chosen) - starts
        if self.has_formula is not None:
            has_text = lengths > 0
            chosen, starts, lengths = chosen[has_text], starts[has_text], lengths[has_text]
        return chosen, starts, lengths

    def kind(self, place: int) -> str:
        """Return the type of a cell."""
        name: str = self.known_tails[int(self.tails[place])].name
        return name

    def text(self, place: int) -> str:
        """Return the text of a cell."""
        return self.decoded(int(self.starts[place]), int(self.ends[place]))

    def mark(self, place: int) -> bytes:
        """Return the text of a cell as it is written."""
        return self.data[self.starts[place] : self.ends[place]]

    def decoded(self, start: int, end: int) -> str:
        """Return what stands in some bytes."""
        return decoded(self.data[start:end])


def row_attributes(tail: bytes) -> tuple[dict[str, str], bool] | None:
    """Return the attributes of a row's tag behind its number, and whether it ends the row; None when not plain."""
    found = _ROW_TAIL.fullmatch(tail)
    if found is None:
        return None
    pairs = [(name.decode(), value.decode()) for name, value in _ROW_ATTRIBUTE.findall(found[1])]
    attributes = dict(pairs)
    is_odd = (
        len(attributes) != len(pairs) or "r" in attributes or any(name.startswith("xmlns") for name in attributes)
    )
    return None if is_odd else (attributes, bool(found[2]))


class PlainReader:
    """Reads blocks as arrays; it remembers the tags it has seen.

    Args:
        is_plain_row: whether the attributes of a row, but for its number, are all of the format.

    Attributes:
        tails: what stands in the tags of cells, by the number that blocks give.
        row_tails: what stands in the tags of rows; None where that is not plain.
    """

    def __init__(self, is_plain_row: Callable[[dict[str, str]], bool]) -> None:
        from leakscan.arrays import numpy as np

        self._np = np
        self._is_plain_row = is_plain_row
        self.tails = CellTails()
        self.row_tails: dict[bytes, tuple[dict[str, str], bool] | None] = {}
        self._low: Words = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)

    def read(self, data: bytes) -> Block | None:
        """Return a block as arrays, or None when it is not plain."""
        np = self._np
        if len(self.row_tails) > MOST_TAILS:
            self.row_tails.clear()
        tags = read_tags(data)
        if tags is None:
            return None
        at, codes = tags.at, tags.codes
        row_tags = (codes == ROW_TAG).nonzero()[0]
        rows = self._rows(tags, at.take(row_tags), at.take(row_tags + 1))
        if rows is None:
            return None
        codes[row_tags[rows.are_closed]] = EMPTY_ROW_TAG
        cell_tags = (codes == CELL_TAG).nonzero()[0]
        firsts = np.append(cell_tags.searchsorted(row_tags), len(cell_tags))
        counts = firsts[1:] - firsts[:-1]
        cells = self._cells(tags, at.take(cell_tags), at.take(cell_tags + 1), rows, counts)
        if cells is None or not _is_in_order(rows.numbers, firsts, cells[0]):
            return None
        columns, tails = cells
        cell_rows = np.arange(len(counts)).repeat(counts)
        is_empty = self.tails.empty.take(tails)
        if is_empty.any():
            codes[cell_tags[is_empty]] = EMPTY_CELL_TAG
            kept = (~is_empty).nonzero()[0]
            cell_tags, cell_rows = cell_tags[kept], cell_rows[kept]
            columns, tails = columns[kept], tails[kept]
        texts = tags.texts(cell_tags)
        if texts is None:
            return None
        starts, ends, has_formula = texts.starts, texts.ends, texts.has_formula
        holds = ends > starts
        if ((self.tails.inline.take(tails) != texts.is_inline) & (holds | texts.is_inline)).any():
            return None
        if has_formula is not None:
            holds |= has_formula
        if not holds.all():
            held = holds.nonzero()[0]
            cell_rows, columns, tails = cell_rows[held], columns[held], tails[held]
            starts, ends = starts[held], ends[held]
            has_formula = None if has_formula is None else has_formula[held]
        return Block(
            data=tags.data,
            words=tags.words,
            numbers=rows.numbers,
            row_tails=rows.tails,
            row_kinds=rows.kinds,
            rows=cell_rows,
            columns=columns,
            tails=tails,
            kinds=self.tails.kinds.take(tails),
            starts=starts,
            ends=ends,
            has_formula=has_formula,
            known_tails=self.tails.items,
        )

    def _rows(self, tags: Tags, at: "Integers", following: "Integers") -> "_Rows | None":
        """Return what the tags of rows say."""
        np, words = self._np, tags.words
        if (words[at] != np.uint64(int.from_bytes(ROW_OPENS, "little"))).any():
            return None
        number_words = words[at + len(ROW_OPENS)]
        marks = number_words ^ np.uint64(_QUOTES)
        marks = (marks - np.uint64(_EACH)) & ~marks & np.uint64(_HIGH)
        lowest = marks & (~marks + np.uint64(1))
        digits = ((((lowest - np.uint64(1)) & np.uint64(_EACH)) * np.uint64(_EACH)) >> np.uint64(56)).astype(
            np.int64
        ) - 1
        if not marks.all() or (digits < 1).any():
            return None
        numbers = whole_numbers(number_words, digits)
        if numbers is None or int(numbers.min()) < 1 or int(numbers.max()) > _LAST_ROW:
            return None
        starts = at + (len(ROW_OPENS) + 1) + digits
        tails, kinds = self._row_kinds(tags.octets, starts, following - starts)
        are_closed = []
        for tail in tails:
            if tail not in self.row_tails:
                attributes = row_attributes(tail)
                is_plain = attributes is not None and self._is_plain_row(attributes[0])
                self.row_tails[tail] = attributes if is_plain else None
            known = self.row_tails[tail]
            if known is None:
                return None
            are_closed.append(known[1])
        return _Rows(numbers, number_words, digits, tails, kinds, np.array(are_closed)[kinds])

    def _row_kinds(
        self, octets: "Octets", starts: "Integers", lengths: "Integers"
    ) -> "tuple[list[bytes], Integers]":
        """Return the different texts in the tags of rows, and for each row the index of its own."""
        np = self._np
        places: dict[bytes, int] = {}
        kinds: Integers = np.full(len(starts), -1, dtype=np.int64)
        for _ in range(_MOST_TOGETHER):
            first = int(kinds.argmin())
            if kinds[first] >= 0:
                break
            tail = octets[starts[first] : starts[first] + lengths[first]]
            alike = ((kinds < 0) & (lengths == len(tail))).nonzero()[0]
            found = octets.take(starts.take(alike) + np.arange(len(tail))[:, None])
            kinds[alike[(found == tail[:, None]).all(axis=0)]] = len(places)
            places[tail.tobytes()] = len(places)
        for index in (kinds < 0).nonzero()[0].tolist():
            tail = octets[starts[index] : starts[index] + lengths[index]]
            kinds[index] = places.setdefault(tail.tobytes(), len(places))
        return list(places), kinds

    def _cells(
        self, tags: Tags, at: "Integers", following: "Integers", rows: "_Rows", counts: "Integers"
    ) -> "tuple[Columns, Numbers] | None":
        """Return the column of each cell and the number of the rest of its tag.

        Args:
            tags: all tags.
            at: where the tags of the cells begin.
            following: where the next tags do.
            rows: the rows.
            counts: how many cells each of them has.
        """
        np, octets = self._np, tags.octets
        if not len(at):
            return np.zeros(0, dtype=np.uint16), np.zeros(0, dtype=np.int16)
        for place in range(3, len(CELL_OPENS)):
            if (octets[place:].take(at) != CELL_OPENS[place]).any():
                return None
        found = self._columns(octets[len(CELL_OPENS) :], at)
        if found is None:
            return None
        columns, letters = found
        # One load of many bytes costs as much as one of eight.
        size = len(octets) - _WIDE
        loads = np.ndarray(size, dtype=f"V{_WIDE}", buffer=octets.data, strides=(1,))
        starts = at + (len(CELL_OPENS) + letters)
        wide = loads[starts].view("<u8").reshape(-1, _WIDE // 8)
        digits = rows.digits + 1
        is_even = bool((digits == digits[0]).all())
        low = self._low.take(digits)
        bits = (8 * digits).astype(np.uint64)
        is_other = (wide[:, 0] ^ rows.words.repeat(counts)) & (low[0] if is_even else low.repeat(counts))
        if is_other.any():
            return None
        starts += digits[0] if is_even else digits.repeat(counts)
        tails = self.tails.numbers(wide, bits[:1] if is_even else bits.repeat(counts), following - starts)
        return None if tails is None else (columns, tails)

    def _columns(self, references: "Octets", at: "Integers") -> "tuple[Columns, Integers | int] | None":
        """Return the column of each cell, and of how many letters it is."""
        np = self._np
        first, second = references.take(at) - np.uint8(64), references[1:].take(at)
        if int(first.min()) < 1 or int(first.max()) > 26:
            return None
        columns = first.astype(np.uint16)
        if int(second.max()) < 64:
            return columns, 1
        third = references[2:].take(at)
        has_second = second > 64
        has_third = has_second & (third > 64)
        if int(second.max()) > 90 or int(third[has_third].max(initial=0)) > 90:
            return None
        wide = columns.astype(np.int64)
        wide = np.where(has_second, wide * 26 + second - 64, wide)
        wide = np.where(has_third, wide * 26 + third - 64, wide)
        if int(wide.max()) > _LAST_COLUMN:
            return None
        return wide.astype(np.uint16), 1 + has_second.astype(np.int64) + has_third


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the tags of rows say.

    Attributes:
        numbers: the number of each.
        words: the eight bytes that its digits begin with.
        digits: how many digits there are.
        tails: the different texts behind the numbers.
        kinds: for each row, the index of its text among them.
        are_closed: its tag ends it.
    """

    numbers: "Integers"
    words: "Words"
    digits: "Integers"
    tails: list[bytes]
    kinds: "Integers"
    are_closed: "Flags"


def _is_in_order(numbers: "Integers", firsts: "Integers", columns: "Columns") -> bool:
    """Return whether no row or cell stands beside or before its place.

    Args:
        numbers: of the rows.
        firsts: which is the first cell of each row, and how many cells there are.
        columns: of the cells.
    """
    if (numbers[1:] <= numbers[:-1]).any():
        return False
    # The first cell of a row may stand before that of the row above it.
    is_back = columns[1:] <= columns[:-1]
    inner = firsts[1:-1]
    is_back[inner[(inner > 0) & (inner < len(columns))] - 1] = False
    return not is_back.any()
