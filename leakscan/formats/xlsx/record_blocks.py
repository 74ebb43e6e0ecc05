"""The fast reader of pivot records: a plain block is a matrix of values, with the facts of the exact reader.

A block is plain when every record in it has the same number of values, and each is one element with nothing but a
`v` (ECMA-376-1 §18.10.1.67), or an `m` with nothing at all.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, feed
from leakscan.formats.xlsx.digits import LONGEST_WHOLE, number_keys, short_wholes, slices, text_keys, whole_numbers
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivots import (
    MOST_EXAMPLES,
    NO_ITEM,
    Definition,
    RecordsPass,
    item_key,
    keep_example,
)
from leakscan.formats.xlsx.places import PADDING, tag_places
from leakscan.formats.xlsx.plain_texts import decoded, is_plain_text

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from leakscan.formats.xlsx.kept_records import KeptRecords

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]

_KINDS = b"xnsdbe"
_INDEX = ord("x")
_KEYS = {ord("s"): "x:s#1"}
"""How the lists of the format call the elements that are not called by their own names."""
RECORD, RECORDS_END = b"<r>", b"</pivotCacheRecords>"
"""How a record begins, and what follows the last one."""

_CLOSE, _MISSING = b"</r>", b"<m/>"
_MARKUP, _ENDS = len('<x v="'), b'"/>'
_VALUE = int.from_bytes(b'<\0 v="', "little")
_VALUE_MASK = int.from_bytes(b"\xff\0\xff\xff\xff\xff", "little")
_MOST_KNOWN = 1 << 14
_WIDEST = 1024
"""Of wider records a block has few, and arrays of few values take longer than the parser."""


class RecordBlock(NamedTuple):
    """Records of one width; the arrays have a row for each column, and in it a value for each record.

    Attributes:
        data: the bytes, padded.
        height: how many records they are.
        letters: by column, the letter of the elements of its values; 0 where they have several.
        kinds: the letter of each value's element.
        starts: where its text begins.
        ends: where its text ends.
        loaded: eight bytes from where its element begins, and the next eight.
        numbers: the number of each shared item; -1 for values of other kinds.
    """

    data: bytes
    height: int
    letters: list[int]
    kinds: "NDArray[numpy.uint8]"
    starts: "Integers"
    ends: "Integers"
    loaded: "Keys"
    numbers: "Integers"

    def picked(self, places: Sequence[int]) -> "RecordBlock":
        """Return the records at some places."""
        return self._replace(
            height=len(places),
            kinds=self.kinds[:, places],
            starts=self.starts[:, places],
            ends=self.ends[:, places],
            loaded=self.loaded[:, places],
            numbers=self.numbers[:, places],
        )

    def lean(self) -> "RecordBlock":
        """Return the same without what was loaded from it: nothing can be asked for its words."""
        return self._replace(loaded=self.loaded[:, :, :0].copy())

    def words(self, column: int) -> "Keys":
        """Return the first eight bytes of each text of a column."""
        return _value_words(self.loaded[column])

    def text(self, column: int, row: int) -> str:
        """Return the text of a value."""
        return unescaped(decoded(self.data[self.starts[column, row] : self.ends[column, row]]))


def read_block(data: bytes) -> RecordBlock | None:
    """Return records as arrays, or None when they are not plain."""
    from leakscan.arrays import numpy as np

    if not data or not is_plain_text(data):
        return None
    size = len(data)
    padded = data + PADDING
    octets = np.frombuffer(padded, dtype=np.uint8)
    if int(octets[:size].min()) < 32:
        return None
    # The beginning of a record is asked for together with the end of the one before.
    places = tag_places(octets, size, passing="r")
    width = data.count(b"<", 0, max(0, data.find(_CLOSE)))
    if not 2 <= width <= _WIDEST:
        return None
    if not data.startswith(RECORD) or places[0] != len(RECORD) or (len(places) - 1) % width:
        return None
    # Column by column in memory, as values are asked for.
    at = places[:-1].reshape((-1, width)).T.copy()
    # One load holds the tag and the beginning of its value.
    wide = np.ndarray(size + len(PADDING) - 16, dtype="V16", buffer=padded, strides=(1,))
    loaded: Keys = wide[at].view("<u8").reshape((width, -1, 2))
    closes, spans = loaded[-1, :, 0], places[width::width] - at[-1]
    if not _is_tag(closes[:-1], spans[:-1], _CLOSE + RECORD).all() or padded[at[-1, -1] : size] != _CLOSE:
        return None
    loaded, first = loaded[:-1], loaded[:-1, :, 0]
    kinds = (first >> np.uint64(8)).astype(np.uint8)
    letters = np.where((kinds == kinds[:, :1]).all(axis=1), kinds[:, 0], 0).tolist()
    spans = at[1:] - at[:-1]
    starts, ends = at[:-1] + _MARKUP, at[1:] - len(_ENDS)
    has_value = (first & np.uint64(_VALUE_MASK)) == np.uint64(_VALUE)
    has_value &= spans >= _MARKUP + len(_ENDS)
    if not all(letter in _KINDS for letter in letters):
        has_value &= _has_values().take(kinds)
    for place, octet in enumerate(_ENDS):
        has_value &= octets[place:].take(ends, mode="clip") == octet
    count = has_value.size
    if not has_value.all():
        if not (has_value | _is_tag(first, spans, _MISSING)).all():
            return None
        starts[~has_value] = ends[~has_value] = 0
        count = int(np.count_nonzero(has_value))
    # Two quotes to a value: no other attribute, and none within.
    if np.count_nonzero(octets[:size] == ord('"')) != 2 * count:
        return None
    numbers = _numbers(letters, kinds, loaded, ends - starts)
    if numbers is None:
        return None
    return RecordBlock(padded, at.shape[1], letters, kinds, starts, ends, loaded, numbers)


def _value_words(loaded: "Keys") -> "Keys":
    from leakscan.arrays import numpy as np

    words: Keys = loaded[:, 0] >> np.uint64(8 * _MARKUP)
    words |= loaded[:, 1] << np.uint64(64 - 8 * _MARKUP)
    return words


def _numbers(
    letters: list[int], kinds: "NDArray[numpy.uint8]", loaded: "Keys", lengths: "Integers"
) -> "Integers | None":
    """Return the numbers of shared items, or None where one is no number of up to eight digits."""
    from leakscan.arrays import numpy as np

    numbers = np.full(kinds.shape, NO_ITEM, dtype=np.int64)
    for column, letter in enumerate(letters):
        if letter in (_INDEX, 0):
            chosen = slice(None) if letter else (kinds[column] == _INDEX).nonzero()[0]
            sizes = lengths[column, chosen]
            if not len(sizes):
                continue
            if int(sizes.min()) < 1 or (longest := int(sizes.max())) > LONGEST_WHOLE:
                return None
            told = loaded[column, chosen]
            if longest <= 2:
                found = short_wholes(told[:, 0] >> np.uint64(8 * _MARKUP))
            else:
                found = whole_numbers(_value_words(told), sizes)
            if found is None:
                return None
            numbers[column, chosen] = found
    return numbers


@cache
def _has_values() -> "NDArray[numpy.bool_]":
    """Return for each byte whether it is the letter of an element with a value."""
    from leakscan.arrays import numpy as np

    found = np.zeros(256, dtype=np.bool_)
    found[list(_KINDS)] = True
    return found


def _is_tag(tag: "Keys", spans: "Integers", name: bytes) -> "NDArray[numpy.bool_]":
    from leakscan.arrays import numpy as np

    mask, word = (1 << 8 * len(name)) - 1, int.from_bytes(name, "little")
    found: NDArray[numpy.bool_] = ((tag & np.uint64(mask)) == np.uint64(word)) & (spans == len(name))
    return found


class RecordBlocks(RecordsPass):
    """Gathers what rules need of a cache's records, whole blocks at once where they are plain."""

    def __init__(
        self, definition: Definition, *, is_1904: bool = False, kept: "KeptRecords | None" = None
    ) -> None:
        super().__init__(definition, is_1904=is_1904)
        self.kept = kept
        self._known: dict[tuple[int, bytes], int | None] = {}
        self._unused = {*range(len(self._bounds))}

    @property
    def is_between(self) -> bool:
        """True when the parser stands between two records."""
        return self._depth == 1 and (self.walker is None or self.walker.stands_in("x:pivotCacheRecords", "x:r"))

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        from leakscan.arrays import numpy as np

        block = read_block(data)
        if block is None:
            return False
        odd: list[tuple[int, int, str]] = []
        for column, letter in enumerate(block.letters):
            present = [letter] if letter else np.bincount(block.kinds[column]).nonzero()[0].tolist()
            if _INDEX in present and column in self._unused:
                numbers = block.numbers[column]
                self._use(column, numbers if letter else numbers[numbers >= 0])
            for kind in present:
                if chr(kind) not in "xme":
                    odd.extend(self._take_values(block, column, kind))
        if self.walker is not None:
            for _, kind, text in sorted(odd):
                self.walker.value(_KEYS.get(kind, f"x:{chr(kind)}"), "v", text)
        self._take_examples(block)
        if self.kept is not None:
            self.keep_rows()
            self.kept.add(block)
        self.count += block.height
        self.width = max(self.width, len(block.letters))
        self._column = len(block.letters)
        return True

    def _use(self, column: int, numbers: "Integers") -> None:
        """Mark the shared items of a column that are used."""
        from leakscan.arrays import numpy as np

        first, items = self._bounds[column]
        if int(numbers.max()) >= items:
            numbers = numbers[numbers < items]
        np.frombuffer(self.used, dtype=np.uint8)[first + numbers] = 1
        if self.used.find(0, first, first + items) < 0:
            self._unused.discard(column)

    def _take_values(self, block: RecordBlock, column: int, kind: int) -> Iterator[tuple[int, int, str]]:
        """Take the values of one kind in a column; yield those read one by one: where, what and the text."""
        starts, ends = block.starts[column], block.ends[column]
        is_taken = ends > starts
        if not block.letters[column]:
            is_taken &= block.kinds[column] == kind
        if not is_taken.all():
            starts, ends = starts[is_taken], ends[is_taken]
        if kind == ord("n") and len(starts):
            words = block.words(column)
            keys, is_number = number_keys(words if len(words) == len(starts) else words[is_taken], ends - starts)
            self.values.add_block(keys[is_number])
            starts, ends = starts[~is_number], ends[~is_number]
        elif kind == ord("s") and len(starts):
            keys, is_odd = text_keys(block.data, starts, ends)
            self.values.add_block(keys[~is_odd])
            starts, ends = starts[is_odd], ends[is_odd]
        if not len(starts):
            return
        known = self._known
        texts = slices(block.data, starts, ends)
        different = set(texts)
        fresh = [raw for raw in different if (kind, raw) not in known]
        if len(known) + len(fresh) > _MOST_KNOWN:
            known.clear()
            fresh = list(different)
        # Where each stands first.
        places = dict(zip(reversed(texts), reversed(starts.tolist()), strict=True)) if fresh else {}
        for raw in fresh:
            text = decoded(raw)
            known[kind, raw] = item_key(chr(kind), unescaped(text), is_1904=self.is_1904)
            yield places[raw], kind, text
        for raw in different:
            self.values.add(known[kind, raw])

    def _take_examples(self, block: RecordBlock) -> None:
        """Keep the first values as examples, in the order of the records."""
        from leakscan.arrays import numpy as np

        if len(self._examples) >= MOST_EXAMPLES:
            return
        is_wanted = block.kinds == ord("s")
        if len(self._numbers) < MOST_EXAMPLES:
            is_wanted |= (block.kinds != ord("x")) & (block.kinds != ord("m")) & (block.kinds != ord("e"))
        seen: set[tuple[int, bytes]] = set()
        for row, column in np.argwhere(is_wanted.T).tolist():
            kind = int(block.kinds[column, row])
            raw = block.data[block.starts[column, row] : block.ends[column, row]]
            if (kind, raw) in seen:
                continue
            seen.add((kind, raw))
            keep_example(chr(kind), block.text(column, row), texts=self._examples, numbers=self._numbers)
            if len(self._examples) >= MOST_EXAMPLES:
                return


def feed_records(source: xmlsafe.Readable, records: RecordBlocks, block_bytes: int = BLOCK_BYTES) -> None:
    """Read a records part to its end.

    Raises:
        FileError: it is damaged; what came before the damage is there.
    """
    try:
        feed(source, records, records, start=RECORD, end=RECORDS_END, block_bytes=block_bytes)
    finally:
        records.keep_rows()
