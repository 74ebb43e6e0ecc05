"""The tags of a plain block of rows: what each is, that they may stand side by side, and what cells hold."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from leakscan.formats.xlsx.places import PADDING, tag_places
from leakscan.formats.xlsx.plain_texts import is_plain_text

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Words = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]
    Octets = NDArray[numpy.uint8]

(ROW_TAG, _END_ROW, EMPTY_ROW_TAG, CELL_TAG, EMPTY_CELL_TAG, _VALUE, _END_VALUE, _END_CELL) = range(8)
(_EMPTY_VALUE, _FORMULA, _END_FORMULA, _EMPTY_FORMULA, _INLINE, _END_INLINE, _T, _END_T) = range(8, 16)
_CODES = 16
"""From here on a code is that of no plain tag."""

_TAGS: tuple[tuple[int, tuple[bytes, ...], int], ...] = (
    (ROW_TAG, (b"ro",), 0),
    (CELL_TAG, (b"c ",), 0),
    (_VALUE, (b"v>",), 0),
    (_FORMULA, (b"f>", b"f ", b"f/"), 0),
    (_INLINE, (b"is",), 4),
    (_T, (b"t>", b"t "), 0),
    (_END_ROW, (b"/r",), 6),
    (_END_CELL, (b"/c",), 4),
    (_END_VALUE, (b"/v",), 4),
    (_END_FORMULA, (b"/f",), 4),
    (_END_INLINE, (b"/i",), 5),
    (_END_T, (b"/t",), 4),
    (_EMPTY_VALUE, (b"v/",), 4),
)
"""For each tag: its code, the bytes after `<` it is known by, and its length where it has one."""

ROW_OPENS, _ROW_ENDS = b'<row r="', b"</row>"
CELL_OPENS = b'<c r="'
_VALUE_OPENS, _TEXT_OPENS = b"<v>", b"<t>"
_VALUE_ENDS = b"</v></c>"
"""Behind a value its cell ends, which is the same eight bytes."""

_AFTER = {
    ROW_TAG: (CELL_TAG, EMPTY_CELL_TAG, _END_ROW),
    CELL_TAG: (_VALUE, _EMPTY_VALUE, _FORMULA, _EMPTY_FORMULA, _INLINE, _END_CELL),
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
    _END_CELL: (CELL_TAG, EMPTY_CELL_TAG, _END_ROW),
    EMPTY_CELL_TAG: (CELL_TAG, EMPTY_CELL_TAG, _END_ROW),
    _END_ROW: (ROW_TAG, EMPTY_ROW_TAG),
    EMPTY_ROW_TAG: (ROW_TAG, EMPTY_ROW_TAG),
}
_FORMULA_TAG = re.compile(
    rb'<f(?: (?:t="(?:array|dataTable|normal|shared)"|(?:ref|r1|r2)="[A-Z0-9$:]+"|si="[0-9]+"'
    rb'|(?:aca|bx|ca|del1|del2|dt2D|dtr)="(?:[01]|true|false)"|xml:space="preserve"))+ ?/?>'
)
"""A formula with attributes of which none is unknown (ECMA-376-1 §18.3.1.40)."""
_PRESERVED = b'<t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Texts:
    """What cells hold.

    Attributes:
        starts: where the text of each begins.
        ends: where it ends.
        has_formula: which have a formula; None when none has.
        is_inline: which have an inline string; false when none has, true when all have.
    """

    starts: "Integers"
    ends: "Integers"
    has_formula: "Flags | None" = None
    is_inline: "Flags | bool" = False


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a block.

    Attributes:
        data: the block, padded.
        octets: its bytes.
        words: for each byte, the eight bytes from there.
        at: where the tags begin; last where the block ends.
        codes: for each tag, what it is.
    """

    data: bytes
    octets: "Octets"
    words: "Words"
    at: "Integers"
    codes: "Octets"

    def texts(self, cells: "Integers") -> Texts | None:
        """Return what the cells hold whose tags are given; None when their content is not plain."""
        from leakscan.arrays import numpy as np

        codes, at = self.codes, self.at
        is_rare = codes - np.uint8(_EMPTY_VALUE) <= _EMPTY_FORMULA - _EMPTY_VALUE
        before = codes[:-1]
        is_rare[1:] |= (codes[1:] == _END_CELL) & (before != _END_VALUE) & (before != _END_INLINE)
        rare = is_rare.nonzero()[0]
        if len(rare) and not self._has_plain_formulas(rare):
            return None
        if not _pairs().take((codes[:-1] << 4) | codes[1:]).all() or codes[-1] not in (_END_ROW, EMPTY_ROW_TAG):
            return None
        inline = (codes == _INLINE).nonzero()[0]
        strings = self._inline_strings(inline) if len(inline) else None
        if strings is None and len(inline):
            return None
        if not len(rare) and strings is not None and len(inline) == len(cells):
            texts, value_ends = Texts(*strings, is_inline=True), inline[:0]
        elif len(rare) or len(inline):
            texts = self._mixed_texts(cells, strings)
            value_ends = (codes == _END_VALUE).nonzero()[0]
        else:
            value_ends = cells + 2
            texts = Texts(at.take(cells + 1) + len(_VALUE_OPENS), at.take(value_ends))
        row_ends = (codes == _END_ROW).nonzero()[0]
        return texts if self._are(value_ends, _VALUE_ENDS) and self._are(row_ends, _ROW_ENDS) else None

    def _has_plain_formulas(self, rare: "Integers") -> bool:
        """Return whether the tags of formulas are whole, marking formulas that are empty.

        So must be those of empty values, and the ends of cells that are neither behind a value nor a string.
        """
        from leakscan.arrays import numpy as np

        octets, codes, at = self.octets, self.codes, self.at
        kinds = codes.take(rare)
        lengths = _lengths().take(kinds)
        ends = at.take(rare) + lengths
        is_wrong = (octets.take(ends) != 60) | (octets.take(ends - 1) != 62)
        if (is_wrong & (lengths != 0)).any():
            return False
        formulas = rare[kinds == _FORMULA]
        if len(formulas):
            if formulas[-1] + 1 == len(codes):
                return False
            known = [found.span() for found in _FORMULA_TAG.finditer(self.data)]
            begins = at[formulas]
            behind = octets[begins + 2]
            has_attributes = behind == 32
            if not np.array_equal(begins[has_attributes], [begin for begin, _ in known]):
                return False
            if not (has_attributes | (behind == 47) | (behind == 62)).all():
                return False
            ends = begins + np.where(behind == 47, len("<f/>"), len("<f>"))
            ends[has_attributes] = [end for _, end in known]
            is_empty = octets[ends - 2] == 47
            empty = formulas[is_empty]
            # An empty one ends where the next tag begins; the next tag of another is its end.
            is_closed = codes[formulas + 1] == _END_FORMULA
            if (ends[is_empty] != at[empty + 1]).any() or (is_closed == is_empty).any():
                return False
            codes[empty] = _EMPTY_FORMULA
        return True

    def _mixed_texts(self, cells: "Integers", strings: "tuple[Integers, Integers] | None") -> Texts:
        """Return what cells hold of which some have a formula, an inline string or nothing.

        Args:
            cells: their tags.
            strings: where the inline strings begin and end; None when there is none.
        """
        from leakscan.arrays import numpy as np

        codes, at = self.codes, self.at
        content = cells + 1
        codes_there = codes.take(content)
        closed, empty = codes_there == _FORMULA, codes_there == _EMPTY_FORMULA
        has_formula = closed | empty
        if has_formula.any():
            content = content + 2 * closed + empty
            codes_there = codes.take(content)
        has_value = codes_there == _VALUE
        starts = np.where(has_value, at.take(content) + len(_VALUE_OPENS), 0)
        ends = np.where(has_value, at.take(content + 1), 0)
        is_inline = codes_there == _INLINE
        if strings is not None:
            starts[is_inline], ends[is_inline] = strings
        return Texts(starts, ends, has_formula, is_inline)

    def _are(self, indices: "Integers", text: bytes) -> bool:
        """Return whether some tags and those behind them are nothing but this text, and then another begins."""
        from leakscan.arrays import numpy as np

        starts = self.at.take(indices)
        if (self.at.take(indices + text.count(b"<")) != starts + len(text)).any():
            return False
        for n in range(0, len(text), 8):
            piece = text[n : n + 8]
            word = self.words[starts + n]
            if len(piece) < 8:
                word &= np.uint64((1 << 8 * len(piece)) - 1)
            if (word != np.uint64(int.from_bytes(piece, "little"))).any():
                return False
        return True

    def _inline_strings(self, tags: "Integers") -> "tuple[Integers, Integers] | None":
        """Return where inline strings begin and end; None when they are not a text, or nothing, and no more."""
        from leakscan.arrays import numpy as np

        has_text = self.codes.take(tags + 1) == _T
        texts = tags[has_text] + 1
        if not (
            self._are(tags, b"<is>")
            and self._are(texts + 1, b"</t></is></c>")
            and self._are(tags[~has_text] + 1, b"</is></c>")
        ):
            return None
        starts, ends = self.at.take(texts), self.at.take(texts + 1)
        is_spaced = self.octets[2:].take(starts) == ord(" ")
        spaced = starts[is_spaced]
        for n in range(0, len(_PRESERVED), 8) if len(spaced) else ():
            if (self.words[spaced + n] != int.from_bytes(_PRESERVED[n : n + 8], "little")).any():
                return None
        starts += len(_TEXT_OPENS)
        starts[is_spaced] += len(_PRESERVED) - len(_TEXT_OPENS)
        if len(texts) == len(tags):
            return starts, ends
        places: Integers = np.zeros((2, len(tags)), dtype=np.int64)
        places[:, has_text] = starts, ends
        return places[0], places[1]


def read_tags(data: bytes) -> Tags | None:
    """Return where the tags of a block are, each of a kind that plain blocks have."""
    from leakscan.arrays import numpy as np

    if not data or not is_plain_text(data):
        return None
    size = len(data)
    padded = data + PADDING
    octets: Octets = np.frombuffer(padded, dtype=np.uint8)
    if int(octets[:size].min()) < 32 and not _is_blank_only(octets[:size]):
        return None
    words: Words = np.ndarray(size + len(PADDING) - 8, dtype="<u8", buffer=padded, strides=(1,))
    at = tag_places(octets, size)
    tags = at[:-1]
    codes = _codes().take(octets[1:].take(tags) | octets[2:].take(tags).astype(np.uint16) << 8)
    if not len(tags) or at[0] != 0 or codes[0] != ROW_TAG or int(codes.max()) >= _CODES:
        return None
    return Tags(padded, octets, words, at, codes)


def _is_blank_only(octets: "NDArray[numpy.uint8]") -> bool:
    """Return whether the control characters of a block are line ends and tabs."""
    low = octets[octets < 32]
    return bool(((low == 9) | (low == 10)).all())


@cache
def _codes() -> "Octets":
    """Return for each two bytes the code of the tag that is known by them."""
    from leakscan.arrays import numpy as np

    codes: Octets = np.full(1 << 16, _CODES, dtype=np.uint8)
    for code, known_by, _ in _TAGS:
        for two in known_by:
            codes[int.from_bytes(two, "little")] = code
    return codes


@cache
def _lengths() -> "Integers":
    """Return for each code the length of its tag; 0 where it has none."""
    from leakscan.arrays import numpy as np

    lengths: Integers = np.zeros(_CODES, dtype=np.int64)
    for code, _, length in _TAGS:
        lengths[code] = length
    return lengths


@cache
def _pairs() -> "Flags":
    """Return for each two codes, sixteen times the first and the second, whether they may stand side by side."""
    from leakscan.arrays import numpy as np

    pairs: Flags = np.zeros((_CODES, _CODES), dtype=np.bool_)
    for code, following in _AFTER.items():
        pairs[code, list(following)] = True
    return pairs.reshape(-1)
