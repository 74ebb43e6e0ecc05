"""The fast reader of pivot records: a plain block is a matrix of values, with the facts of the exact reader.

A block is plain when every record in it has the same number of values, and each is one element with nothing but a
`v` (ECMA-376-1 §18.10.1.67), or an `m` with nothing at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, feed
from leakscan.formats.xlsx.digits import LONGEST_WHOLE, number_keys, read_whole, slices, text_keys
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivots import MOST_EXAMPLES, Definition, RecordsPass, item_key, keep_example
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


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """Records of one width; the arrays have a row for each record and a column for each value.

    Attributes:
        data: the bytes, padded.
        kinds: the letter of each value's element.
        starts: where its text begins.
        ends: where its text ends.
        words: the eight bytes from there.
        numbers: the number of each shared item; anything for values of other kinds.
    """

    data: bytes
    kinds: "NDArray[numpy.uint8]"
    starts: "Integers"
    ends: "Integers"
    words: "Keys"
    numbers: "Integers"

    def text(self, row: int, column: int) -> str:
        """Return the text of a value."""
        return unescaped(decoded(self.data[self.starts[row, column] : self.ends[row, column]]))


def read_block(data: bytes) -> RecordBlock | None:
    """Return records as arrays, or None when they are not plain."""
    import numpy as np

    if not data or not is_plain_text(data):
        return None
    size = len(data)
    padded = data + PADDING
    octets = np.frombuffer(padded, dtype=np.uint8)
    if int(octets[:size].min()) < 32:
        return None
    places = tag_places(octets, size)
    width = data.count(b"<", 0, max(0, data.find(_CLOSE))) + 1
    if places[0] != 0 or width < 3 or (len(places) - 1) % width:
        return None
    at, following = places[:-1].reshape((-1, width)), places[1:].reshape((-1, width))
    words: Keys = np.ndarray(size + len(PADDING) - 8, dtype="<u8", buffer=padded, strides=(1,))
    for column, name in ((0, RECORD), (-1, _CLOSE)):
        if not _is_tag(words[at[:, column]], following[:, column] - at[:, column], name).all():
            return None
    shape = len(at), width - 2
    tags, ends = at[:, 1:-1].ravel(), following[:, 1:-1].ravel()
    # One load holds the tag and the beginning of its value.
    wide = np.ndarray(size + len(PADDING) - 16, dtype="V16", buffer=padded, strides=(1,))[tags].view("<u8")
    first, second = wide[::2], wide[1::2]
    kinds = (first >> np.uint64(8)).astype(np.uint8)
    spans = ends - tags
    starts = tags + _MARKUP
    ends -= len(_ENDS)
    has_value = (first & np.uint64(_VALUE_MASK)) == np.uint64(_VALUE)
    has_value &= (spans >= _MARKUP + len(_ENDS)) & _has_values().take(kinds)
    for place, octet in enumerate(_ENDS):
        has_value &= octets[place:].take(ends, mode="clip") == octet
    if not has_value.all():
        if not (has_value | _is_tag(first, spans, _MISSING)).all():
            return None
        starts[~has_value] = ends[~has_value] = 0
    # Two quotes to a value: no other attribute, and none within.
    if np.count_nonzero(octets[:size] == ord('"')) != 2 * np.count_nonzero(has_value):
        return None
    values = (first >> np.uint64(8 * _MARKUP)) | (second << np.uint64(64 - 8 * _MARKUP))
    lengths = ends - starts
    numbers, is_number = read_whole(values, np.clip(lengths, 1, LONGEST_WHOLE))
    is_number &= (lengths >= 1) & (lengths <= LONGEST_WHOLE)
    if not (is_number | (kinds != _INDEX)).all():
        return None
    return RecordBlock(
        data=padded,
        kinds=kinds.reshape(shape),
        starts=starts.reshape(shape),
        ends=ends.reshape(shape),
        words=values.reshape(shape),
        numbers=numbers.reshape(shape),
    )


@cache
def _has_values() -> "NDArray[numpy.bool_]":
    """Return for each byte whether it is the letter of an element with a value."""
    import numpy as np

    found = np.zeros(256, dtype=np.bool_)
    found[list(_KINDS)] = True
    return found


def _is_tag(tag: "Keys", spans: "Integers", name: bytes) -> "NDArray[numpy.bool_]":
    import numpy as np

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

    @property
    def is_between(self) -> bool:
        """True when the parser stands between two records."""
        return self._depth == 1 and (self.walker is None or self.walker.stands_in("x:pivotCacheRecords", "x:r"))

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        import numpy as np

        block = read_block(data)
        if block is None:
            return False
        rows, columns = block.kinds.shape
        odd: list[tuple[int, int, str]] = []
        are_alike = (block.kinds == block.kinds[0]).all(axis=0).tolist()
        for column in range(columns):
            kinds = block.kinds[:, column]
            present = [int(kinds[0])] if are_alike[column] else np.bincount(kinds).nonzero()[0].tolist()
            if _INDEX in present and column < len(self._bounds):
                numbers = block.numbers[:, column]
                self._use(column, numbers if are_alike[column] else numbers[kinds == _INDEX])
            for kind in present:
                if chr(kind) not in "xme":
                    odd.extend(self._take_values(block, column, kind))
        if self.walker is not None:
            for _, kind, text in sorted(odd):
                self.walker.value(_KEYS.get(kind, f"x:{chr(kind)}"), "v", text)
        self._take_examples(block)
        if self.kept is not None:
            is_shared = block.kinds == _INDEX
            self.kept.add(block.kinds, is_shared, block.numbers[is_shared])
        self.count += rows
        self.width = max(self.width, columns)
        self._column = columns
        return True

    def _use(self, column: int, numbers: "Integers") -> None:
        """Mark the shared items of a column that are used."""
        import numpy as np

        first, items = self._bounds[column]
        if int(numbers.max()) >= items:
            numbers = numbers[numbers < items]
        np.frombuffer(self.used, dtype=np.uint8)[first + numbers] = 1

    def _take_values(self, block: RecordBlock, column: int, kind: int) -> Iterator[tuple[int, int, str]]:
        """Take the values of one kind in a column; yield those read one by one: where, what and the text."""
        starts, ends = block.starts[:, column], block.ends[:, column]
        rows = ((block.kinds[:, column] == kind) & (ends > starts)).nonzero()[0]
        starts, ends = starts.take(rows), ends.take(rows)
        if kind == ord("n") and len(rows):
            keys, is_number = number_keys(block.words[:, column].take(rows), ends - starts)
            self.values.add_block(keys[is_number])
            starts, ends = starts[~is_number], ends[~is_number]
        elif kind == ord("s") and len(rows):
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
        import numpy as np

        if len(self._examples) >= MOST_EXAMPLES:
            return
        is_wanted = block.kinds == ord("s")
        if len(self._numbers) < MOST_EXAMPLES:
            is_wanted |= (block.kinds != ord("x")) & (block.kinds != ord("m")) & (block.kinds != ord("e"))
        seen: set[tuple[int, bytes]] = set()
        for row, column in np.argwhere(is_wanted).tolist():
            kind = int(block.kinds[row, column])
            raw = block.data[block.starts[row, column] : block.ends[row, column]]
            if (kind, raw) in seen:
                continue
            seen.add((kind, raw))
            keep_example(chr(kind), block.text(row, column), texts=self._examples, numbers=self._numbers)
            if len(self._examples) >= MOST_EXAMPLES:
                return


def feed_records(source: xmlsafe.Readable, records: RecordBlocks, block_bytes: int = BLOCK_BYTES) -> None:
    """Read a records part to its end.

    Raises:
        FileError: it is damaged; what came before the damage is there.
    """
    feed(source, records, records, start=RECORD, end=RECORDS_END, block_bytes=block_bytes)
