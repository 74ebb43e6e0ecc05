"""The fast reader of pivot records: a plain block is a matrix of values, with the facts of the exact reader.

A block is plain when every record in it has the same number of values, and each is one element with nothing but a
`v` (ECMA-376-1 §18.10.1.67), or an `m` with nothing at all.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.xlsx.cutting import BLOCK_BYTES, feed
from leakscan.formats.xlsx.digits import number_keys, text_keys, whole_numbers
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivots import MOST_EXAMPLES, Definition, RecordsPass, item_key, keep_example
from leakscan.formats.xlsx.plain import PADDING, decoded, is_plain_text

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from leakscan.formats.xlsx.kept_records import KeptRecords

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]

_KINDS = b"xnsdbem"
RECORD, RECORDS_END = b"<r>", b"</pivotCacheRecords>"
"""How a record begins, and what follows the last one."""

_CLOSE, _MISSING = b"</r>", b"<m/>"
_VALUE = int.from_bytes(b'<\0 v="', "little")
_VALUE_MASK = int.from_bytes(b"\xff\0\xff\xff\xff\xff", "little")
_MOST_KNOWN = 1 << 14


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """Records of one width; the arrays have a row for each record and a column for each value.

    Attributes:
        data: the bytes, padded.
        words: for each byte, the eight bytes from there.
        kinds: the letter of each value's element.
        starts: where its text begins.
        ends: where its text ends.
    """

    data: bytes
    words: "Keys"
    kinds: "Integers"
    starts: "Integers"
    ends: "Integers"

    def text(self, row: int, column: int) -> str:
        """Return the text of a value."""
        return unescaped(decoded(self.data[self.starts[row, column] : self.ends[row, column]]))


def read_block(data: bytes) -> RecordBlock | None:
    """Return records as arrays, or None when they are not plain."""
    import numpy as np

    if not is_plain_text(data):
        return None
    size = len(data)
    padded = data + PADDING
    octets = np.frombuffer(padded, dtype=np.uint8)
    if size == 0 or int(octets[:size].min()) < 32:
        return None
    words: Keys = np.ndarray(size + len(PADDING) - 8, dtype="<u8", buffer=padded, strides=(1,))
    places = np.flatnonzero(octets[:size] == 60)
    width = data.count(b"<", 0, max(0, data.find(_CLOSE))) + 1
    if not len(places) or places[0] != 0 or width < 3 or len(places) % width:
        return None
    at = places.reshape((-1, width))
    spans = (np.append(places[1:], size) - places).reshape((-1, width))
    tag = words[at]
    is_framed = _is_tag(tag[:, 0], spans[:, 0], RECORD) & _is_tag(tag[:, -1], spans[:, -1], _CLOSE)
    if not is_framed.all():
        return None
    at, spans, tag = at[:, 1:-1], spans[:, 1:-1], tag[:, 1:-1]
    kinds = ((tag >> np.uint64(8)) & np.uint64(0xFF)).astype(np.int64)
    is_missing = _is_tag(tag, spans, _MISSING)
    has_value = (tag & np.uint64(_VALUE_MASK)) == np.uint64(_VALUE)
    is_known = np.zeros(256, dtype=np.bool_)
    is_known[list(_KINDS)] = True
    following = at + spans
    closes = (octets[following - 3] == 34) & (octets[following - 2] == 47) & (octets[following - 1] == 62)
    if not (is_missing | (has_value & is_known[kinds] & closes & (spans >= 9))).all():
        return None
    # Two quotes to a value: no other attribute, and none within.
    if data.count(b'"') != 2 * int(has_value.sum()):
        return None
    starts = np.where(is_missing, at, at + 6)
    ends = np.where(is_missing, at, following - 3)
    return RecordBlock(padded, words, kinds, starts, ends)


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
        return self._depth == 1

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        import numpy as np

        block = read_block(data)
        if block is None:
            return False
        lengths = block.ends - block.starts
        is_shared = block.kinds == ord("x")
        numbers: Integers = np.empty(0, dtype=np.int64)
        if is_shared.any():
            if int(lengths[is_shared].min()) < 1 or int(lengths[is_shared].max()) > 8:
                return False
            found = whole_numbers(block.words[block.starts[is_shared]], lengths[is_shared])
            if found is None:
                return False
            numbers = found
            self._use(np.nonzero(is_shared)[1], numbers)
        rows, columns = block.kinds.shape
        for column in range(columns):
            for kind in np.flatnonzero(np.bincount(block.kinds[:, column])).tolist():
                if chr(kind) not in "xme":
                    self._take_values(block, column, kind)
        self._take_examples(block)
        if self.kept is not None:
            self.kept.add(block.kinds, is_shared, numbers)
        self.count += rows
        self.width = max(self.width, columns)
        self._column = columns
        return True

    def _use(self, columns: "Integers", numbers: "Integers") -> None:
        """Mark the shared items that are used."""
        import numpy as np

        bounds = np.array([(0, 0), *self._bounds], dtype=np.int64)
        places = np.where(columns < len(self._bounds), columns + 1, 0)
        held = numbers < bounds[places, 1]
        np.frombuffer(self.used, dtype=np.uint8)[bounds[places[held], 0] + numbers[held]] = 1

    def _take_values(self, block: RecordBlock, column: int, kind: int) -> None:
        import numpy as np

        rows = np.flatnonzero(block.kinds[:, column] == kind)
        starts, ends = block.starts[rows, column], block.ends[rows, column]
        rows, starts, ends = rows[ends > starts], starts[ends > starts], ends[ends > starts]
        if not len(rows):
            return
        if kind == ord("n"):
            keys, is_number = number_keys(block.words[starts], ends - starts)
            odd = np.flatnonzero(~is_number)
            self.values.add_block(keys[is_number])
        elif kind == ord("s"):
            keys, is_odd = text_keys(block.data, starts, ends)
            odd = np.flatnonzero(is_odd)
            self.values.add_block(keys[~is_odd])
        else:
            odd = np.arange(len(rows))
        data, known = block.data, self._known
        for raw in {data[start:end] for start, end in zip(starts[odd].tolist(), ends[odd].tolist(), strict=True)}:
            if (kind, raw) not in known:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                known[kind, raw] = item_key(chr(kind), unescaped(decoded(raw)), is_1904=self.is_1904)
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
