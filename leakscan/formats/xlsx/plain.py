"""Blocks of a sheet part that are plain enough to be read as arrays, with the proof that they are.

A block begins at a row and ends before one. It is plain when every tag in it is one of the few below, every two
neighbours among them may stand side by side, no attribute is unknown, rows and cells come in order, and nothing
stands between them but the text of `v`, `f` and `t`. The grammar has no recursion, so that pairs of neighbours
prove the nesting. What is not plain is no error: the XML parser reads it. What is proven is that a well-formed
block means what the arrays say.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan.formats.xlsx.digits import whole_numbers

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Words = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

ROW, ROWS_END = b"<row ", b"</sheetData>"
"""How a row begins, and what follows the last one."""

BETWEEN_ROWS = 2
"""How deep the parser stands between two rows."""

PADDING = b"\0" * 40
"""Behind a block, so that words can be loaded from its last bytes."""

NUMBER, STRING, TEXT, OTHER = 0, 1, 2, 3
"""What a cell's `t` makes of its text: a number, the number of a shared string, itself, or something rarer."""

(_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _T) = range(1, 7)
(_END_ROW, _END_CELL, _END_VALUE, _END_FORMULA, _END_INLINE, _END_T) = range(7, 13)
(_EMPTY_ROW, _EMPTY_CELL, _EMPTY_VALUE, _EMPTY_FORMULA) = range(13, 17)
_CODES = 17

_TAGS: tuple[tuple[int, tuple[bytes, ...], bytes, int], ...] = (
    (_ROW, (b"ro",), b'<row r="', 0),
    (_CELL, (b"c ",), b'<c r="', 0),
    (_VALUE, (b"v>",), b"<v>", 0),
    (_FORMULA, (b"f>", b"f ", b"f/"), b"<f", 0),
    (_INLINE, (b"is",), b"<is>", 4),
    (_T, (b"t>", b"t "), b"<t", 0),
    (_END_ROW, (b"/r",), b"</row>", 6),
    (_END_CELL, (b"/c",), b"</c>", 4),
    (_END_VALUE, (b"/v",), b"</v>", 4),
    (_END_FORMULA, (b"/f",), b"</f>", 4),
    (_END_INLINE, (b"/i",), b"</is>", 5),
    (_END_T, (b"/t",), b"</t>", 4),
    (_EMPTY_VALUE, (b"v/",), b"<v/>", 4),
)
"""For each tag: its code, the bytes after `<` it is known by, how it begins, and its length where it has one."""

_AFTER = {
    _ROW: (_CELL, _EMPTY_CELL, _END_ROW),
    _CELL: (_VALUE, _EMPTY_VALUE, _FORMULA, _EMPTY_FORMULA, _INLINE, _END_CELL),
    _VALUE: (_END_VALUE,),
    _END_VALUE: (_END_CELL,),
    _EMPTY_VALUE: (_END_CELL,),
    _FORMULA: (_END_FORMULA,),
    _END_FORMULA: (_VALUE, _EMPTY_VALUE, _END_CELL),
    _EMPTY_FORMULA: (_VALUE, _EMPTY_VALUE, _END_CELL),
    _INLINE: (_T, _END_INLINE),
    _T: (_END_T,),
    _END_T: (_END_INLINE,),
    _END_INLINE: (_END_CELL,),
    _END_CELL: (_CELL, _EMPTY_CELL, _END_ROW),
    _EMPTY_CELL: (_CELL, _EMPTY_CELL, _END_ROW),
    _END_ROW: (_ROW, _EMPTY_ROW),
    _EMPTY_ROW: (_ROW, _EMPTY_ROW),
}

_FORMULA_TAG = re.compile(
    rb'<f(?: (?:t="(?:array|dataTable|normal|shared)"|(?:ref|r1|r2)="[A-Z0-9$:]+"|si="[0-9]+"'
    rb'|(?:aca|bx|ca|del1|del2|dt2D|dtr)="(?:[01]|true|false)"|xml:space="preserve"))+ ?/?>'
)
"""A formula with attributes of which none is unknown (ECMA-376-1 §18.3.1.40)."""
_PRESERVED = b'<t xml:space="preserve">'
_ROW_TAIL = re.compile(rb'((?: [A-Za-z][\w:.-]*="[^"&<>\t\n]*")*) ?(/?)>')
_ROW_ATTRIBUTE = re.compile(rb' ([^=]+)="([^"]*)"')
_CELL_TAIL = re.compile(rb'(?: s="([0-9]+)")?(?: t="(\w+)")?(?: s="([0-9]+)")? ?(/?)>')
_KINDS = {
    b"": NUMBER,
    b"n": NUMBER,
    b"s": STRING,
    b"str": TEXT,
    b"inlineStr": TEXT,
    b"b": OTHER,
    b"e": OTHER,
    b"d": OTHER,
}
_LONGEST_CELL_TAIL = 24
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
_MOST_TAILS = 4096

_EACH = 0x0101010101010101
_HIGH = 0x8080808080808080
_QUOTES = 0x2222222222222222


@dataclass(frozen=True, slots=True)
class CellTail:
    """What stands in the tag of a cell behind its reference.

    Attributes:
        name: its `t`.
        style: its `s`, as written; None when it has none.
        kind: what its `t` makes of its text.
        is_empty: the cell has no content.
    """

    name: str
    style: str | None
    kind: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Block:
    """The rows and cells of a plain block; cells that hold neither text nor formula are left out.

    Attributes:
        data: its bytes, padded.
        words: for each byte, the eight bytes from there.
        numbers: number of each row.
        row_tails: for each row, what its tag says behind its number.
        rows: for each cell, the index of its row.
        columns: for each cell, its column.
        tails: for each cell, the index of what its tag says, see `Tails`.
        kinds: for each cell, what its text is.
        starts: where its text begins.
        ends: where its text ends.
        has_formula: it has a formula.
    """

    data: bytes
    words: "Words"
    numbers: "Integers"
    row_tails: list[bytes]
    rows: "Integers"
    columns: "Integers"
    tails: "Integers"
    kinds: "Integers"
    starts: "Integers"
    ends: "Integers"
    has_formula: "Flags"

    def text(self, index: int) -> str:
        """Return the text of a cell."""
        return self.decoded(int(self.starts[index]), int(self.ends[index]))

    def decoded(self, start: int, end: int) -> str:
        """Return what stands in some bytes."""
        return decoded(self.data[start:end])


def decoded(raw: bytes) -> str:
    """Return text of a plain block, references resolved."""
    return resolved(raw.decode())


def resolved(text: str) -> str:
    """Return a text with the five named references resolved."""
    if "&" in text:
        for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
            text = text.replace(name, character)
    return text


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


def is_plain_text(data: bytes) -> bool:
    """Return whether the characters of a block need no XML parser: valid, and no reference but the five named."""
    if b"\r" in data or b"]]>" in data:
        return False
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            return False
        if b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data:
            return False
    references = data.count(b"&")
    if references:
        named = sum(data.count(name) for name in (b"&amp;", b"&lt;", b"&gt;", b"&quot;", b"&apos;"))
        return named == references
    return True


class PlainReader:
    """Reads blocks as arrays; it remembers the tags it has seen.

    Args:
        is_plain_row: whether the attributes of a row, but for its number, are all of the format.

    Attributes:
        tails: what stands in the tags of cells, by the index that blocks give.
        row_tails: what stands in the tags of rows; None where that is not plain.
    """

    def __init__(self, is_plain_row: Callable[[dict[str, str]], bool]) -> None:
        import numpy as np

        self._np = np
        self._is_plain_row = is_plain_row
        self.tails: list[CellTail] = []
        self.row_tails: dict[bytes, tuple[dict[str, str], bool] | None] = {}
        self._slots = np.full(1 << 16, -1, dtype=np.int64)
        self._tail_words: list[Words] = [np.zeros(0, dtype=np.uint64) for _ in range(3)]
        self._tail_kinds = np.zeros(0, dtype=np.int64)
        self._tail_empty = np.zeros(0, dtype=np.bool_)
        codes = np.zeros(1 << 16, dtype=np.uint8)
        begins, masks = np.zeros(_CODES, dtype=np.uint64), np.zeros(_CODES, dtype=np.uint64)
        lengths = np.zeros(_CODES, dtype=np.int64)
        for code, known_by, begin, length in _TAGS:
            for two in known_by:
                codes[int.from_bytes(two, "little")] = code
            begins[code] = int.from_bytes(begin, "little")
            masks[code] = (1 << 8 * len(begin)) - 1
            lengths[code] = length
        self._code_of, self._begins, self._masks, self._lengths = codes, begins, masks, lengths
        pairs = np.zeros((_CODES, _CODES), dtype=np.bool_)
        for code, following in _AFTER.items():
            pairs[code, list(following)] = True
        self._pairs = pairs.reshape(-1)
        self._low = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)

    def read(self, data: bytes) -> Block | None:
        """Return a block as arrays, or None when it is not plain."""
        np = self._np
        if len(self.row_tails) > _MOST_TAILS:
            self.row_tails.clear()
        if not is_plain_text(data):
            return None
        size = len(data)
        padded = data + PADDING
        octets = np.frombuffer(padded, dtype=np.uint8)
        if size == 0 or (int(octets[:size].min()) < 32 and not _is_blank_only(octets[:size])):
            return None
        words: Words = np.ndarray(size + len(PADDING) - 8, dtype="<u8", buffer=padded, strides=(1,))
        at = np.flatnonzero(octets[:size] == 60)
        if not len(at) or at[0] != 0:
            return None
        tag = words[at]
        codes = self._code_of[(tag >> np.uint64(8)) & np.uint64(0xFFFF)].astype(np.int64)
        following = np.append(at[1:], size)
        spans = following - at
        lengths = self._lengths[codes]
        if (
            not codes.all()
            or ((tag & self._masks[codes]) != self._begins[codes]).any()
            or ((lengths != 0) & (lengths != spans)).any()
        ):
            return None
        row_tags = np.flatnonzero(codes == _ROW)
        rows = self._rows(data, words, at[row_tags], following[row_tags])
        if rows is None:
            return None
        numbers, row_words, digits, row_tails, ends_row = rows
        codes[row_tags[ends_row]] = _EMPTY_ROW
        cell_tags = np.flatnonzero(codes == _CELL)
        cell_rows = np.searchsorted(row_tags, cell_tags) - 1
        if len(cell_tags) and int(cell_rows[0]) < 0:
            return None
        cells = self._cells(words, at[cell_tags], following[cell_tags], row_words[cell_rows], digits[cell_rows])
        if cells is None or not _is_in_order(numbers, cell_rows, cells[0]):
            return None
        columns, tails = cells
        is_empty = self._tail_empty[tails]
        codes[cell_tags[is_empty]] = _EMPTY_CELL
        if not self._has_plain_content(words, octets, codes, at, following):
            return None
        if not self._pairs[codes[:-1] * _CODES + codes[1:]].all() or codes[-1] not in (_END_ROW, _EMPTY_ROW):
            return None
        kept = np.flatnonzero(~is_empty)
        cell_tags, cell_rows, columns, tails = cell_tags[kept], cell_rows[kept], columns[kept], tails[kept]
        found = self._texts(octets, codes, at, following, cell_tags)
        starts, ends, has_formula, is_inline = found
        if any(self.tails[tail].name != "inlineStr" for tail in set(tails[is_inline].tolist())):
            return None
        if any(self.tails[tail].name == "inlineStr" for tail in set(tails[~is_inline & (ends > starts)].tolist())):
            return None
        held = np.flatnonzero((ends > starts) | has_formula)
        tails = tails[held]
        return Block(
            padded,
            words,
            numbers,
            row_tails,
            cell_rows[held],
            columns[held],
            tails,
            self._tail_kinds[tails],
            starts[held],
            ends[held],
            has_formula[held],
        )

    def _rows(
        self, data: bytes, words: "Words", at: "Integers", following: "Integers"
    ) -> "tuple[Integers, Words, Integers, list[bytes], Flags] | None":
        """Return the number, the digits and the rest of the tag of each row."""
        np = self._np
        if not len(at):
            return None
        number_words = words[at + 8]
        marks = number_words ^ np.uint64(_QUOTES)
        marks = (marks - np.uint64(_EACH)) & ~marks & np.uint64(_HIGH)
        lowest = marks & (~marks + np.uint64(1))
        digits = ((((lowest - np.uint64(1)) & np.uint64(_EACH)) * np.uint64(_EACH)) >> np.uint64(56)).astype(
            np.int64
        ) - 1
        if not marks.all() or (digits < 1).any():
            return None
        numbers = whole_numbers(number_words, digits)
        if numbers is None or (numbers < 1).any() or (numbers > _LAST_ROW).any():
            return None
        starts = at + 9 + digits
        spans = zip(starts.tolist(), following.tolist(), strict=True)
        tails = [data[start:end] for start, end in spans]
        known = self.row_tails
        present = set(tails)
        for tail in present - known.keys():
            found_attributes = row_attributes(tail)
            is_plain = found_attributes is not None and self._is_plain_row(found_attributes[0])
            known[tail] = found_attributes if is_plain else None
        found = {tail: known[tail] for tail in present}
        if None in found.values():
            return None
        ends_row = np.zeros(len(at), dtype=np.bool_)
        closed = {tail for tail, item in found.items() if item is not None and item[1]}
        if closed:
            ends_row[[index for index, tail in enumerate(tails) if tail in closed]] = True
        return numbers, number_words, digits, tails, ends_row

    def _cells(
        self, words: "Words", at: "Integers", following: "Integers", row_words: "Words", digits: "Integers"
    ) -> "tuple[Integers, Integers] | None":
        """Return the column of each cell and the index of the rest of its tag."""
        np = self._np
        reference = words[at + 6]
        first = (reference & np.uint64(0xFF)).astype(np.int64) - 64
        second = ((reference >> np.uint64(8)) & np.uint64(0xFF)).astype(np.int64) - 64
        letters = np.ones(len(at), dtype=np.int64)
        columns = first
        if ((first < 1) | (first > 26)).any():
            return None
        if (second > 0).any():
            third = ((reference >> np.uint64(16)) & np.uint64(0xFF)).astype(np.int64) - 64
            has_second = second > 0
            has_third = has_second & (third > 0)
            if (has_second & (second > 26)).any() or (has_third & (third > 26)).any():
                return None
            letters += has_second
            letters += has_third
            columns = np.where(has_second, columns * 26 + second, columns)
            columns = np.where(has_third, columns * 26 + third, columns)
            if (columns > _LAST_COLUMN).any():
                return None
        starts = at + 6 + letters
        if ((words[starts] ^ row_words) & self._low[digits + 1]).any():
            return None
        starts += digits + 1
        tails = self._tail_indices(words, starts, following - starts)
        return None if tails is None else (columns, tails)

    def _tail_indices(self, words: "Words", starts: "Integers", lengths: "Integers") -> "Integers | None":
        np = self._np
        if len(starts) and (int(lengths.min()) < 1 or int(lengths.max()) > _LONGEST_CELL_TAIL):
            return None
        parts = [words[starts + 8 * n] & self._low[np.clip(lengths - 8 * n, 0, 8)] for n in range(3)]
        mixed = parts[0] * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= parts[1] * np.uint64(0xC2B2AE3D27D4EB4F)
        mixed ^= parts[2] * np.uint64(0x165667B19E3779F9)
        slots = (mixed >> np.uint64(48)).astype(np.int64)
        while True:
            indices: Integers = self._slots[slots]
            unknown = indices < 0
            if not unknown.any():
                break
            index = int(np.flatnonzero(unknown)[0])
            raw = b"".join(int(part[index]).to_bytes(8, "little") for part in parts).rstrip(b"\0")
            if not self._learn(raw, int(slots[index])):
                return None
        is_same = np.ones(len(starts), dtype=np.bool_)
        for part, known in zip(parts, self._tail_words, strict=True):
            if len(starts):
                is_same &= part == known[indices]
        return indices if is_same.all() else None

    def _learn(self, raw: bytes, slot: int) -> bool:
        """Add what stands in the tag of a cell; return whether it is plain."""
        np = self._np
        found = _CELL_TAIL.fullmatch(raw)
        name = (found[2] or b"") if found is not None else b"?"
        if found is None or name not in _KINDS or (found[1] and found[3]) or len(self.tails) >= _MOST_TAILS:
            return False
        style = found[1] or found[3]
        self.tails.append(
            CellTail(name.decode() or "n", style.decode() if style else None, _KINDS[name], bool(found[4]))
        )
        padded = raw.ljust(24, b"\0")
        for n, known in enumerate(self._tail_words):
            word = int.from_bytes(padded[8 * n : 8 * n + 8], "little")
            self._tail_words[n] = np.append(known, np.uint64(word))
        self._tail_kinds = np.append(self._tail_kinds, np.int64(self.tails[-1].kind))
        self._tail_empty = np.append(self._tail_empty, np.bool_(self.tails[-1].is_empty))
        self._slots[slot] = len(self.tails) - 1
        return True

    def _has_plain_content(
        self,
        words: "Words",
        octets: "NDArray[numpy.uint8]",
        codes: "Integers",
        at: "Integers",
        following: "Integers",
    ) -> bool:
        """Return whether the tags of formulas and inline strings are whole, marking formulas that are empty."""
        np = self._np
        formulas = np.flatnonzero(codes[:-1] == _FORMULA)
        if len(formulas):
            known = sum(1 for _ in _FORMULA_TAG.finditer(octets.data))
            if known != int((octets[at[formulas] + 2] == 32).sum()):
                return False
            empty = formulas[codes[formulas + 1] != _END_FORMULA]
            if (octets[following[empty] - 1] != 62).any() or (octets[following[empty] - 2] != 47).any():
                return False
            closed = formulas[codes[formulas + 1] == _END_FORMULA]
            if (octets[at[closed] + 2] == 47).any():
                return False
            codes[empty] = _EMPTY_FORMULA
        texts = np.flatnonzero(codes == _T)
        spaced = at[texts][octets[at[texts] + 2] == 32]
        for n in range(3):
            if (words[spaced + 8 * n] != np.uint64(int.from_bytes(_PRESERVED[8 * n : 8 * n + 8], "little"))).any():
                return False
        return True

    def _texts(
        self,
        octets: "NDArray[numpy.uint8]",
        codes: "Integers",
        at: "Integers",
        following: "Integers",
        cells: "Integers",
    ) -> "tuple[Integers, Integers, Flags, Flags]":
        """Return where the text of each cell begins and ends, whether it has a formula, and an inline string."""
        np = self._np
        content = cells + 1
        codes_there = codes[content]
        closed, empty = codes_there == _FORMULA, codes_there == _EMPTY_FORMULA
        has_formula = closed | empty
        if has_formula.any():
            content = content + 2 * closed + empty
            codes_there = codes[content]
        is_inline = codes_there == _INLINE
        has_value = codes_there == _VALUE
        starts = np.where(has_value, at[content] + 3, 0)
        ends = np.where(has_value, following[content], 0)
        if is_inline.any():
            inner = content[is_inline] + 1
            is_text = codes[inner] == _T
            begin = at[inner] + np.where(octets[at[inner] + 2] == 32, len(_PRESERVED), 3)
            starts[is_inline] = np.where(is_text, begin, 0)
            ends[is_inline] = np.where(is_text, following[inner], 0)
        return starts, ends, has_formula, is_inline


def _is_in_order(numbers: "Integers", rows: "Integers", columns: "Integers") -> bool:
    """Return whether no row or cell stands beside or before its place."""
    is_back = (rows[1:] == rows[:-1]) & (columns[1:] <= columns[:-1])
    return not (numbers[1:] <= numbers[:-1]).any() and not is_back.any()


def _is_blank_only(octets: "NDArray[numpy.uint8]") -> bool:
    """Return whether the control characters of a block are line ends and tabs."""
    low = octets[octets < 32]
    return bool(((low == 9) | (low == 10)).all())
