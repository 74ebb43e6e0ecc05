"""What stands in the tags of cells behind their references: few different texts, each known by a number."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Words = NDArray[numpy.uint64]
    Numbers = NDArray[numpy.int16]
    Octets = NDArray[numpy.uint8]
    Flags = NDArray[numpy.bool_]

NUMBER, STRING, TEXT, OTHER = 0, 1, 2, 3
"""What a cell's `t` makes of its text: a number, the number of a shared string, itself, or something rarer."""

MOST_TAILS = 4096
LONGEST_TAIL = 24
"""Most bytes of a tail: what four words hold after eight bytes."""
_TAIL = re.compile(rb'(?: s="([0-9]+)")?(?: t="(\w+)")?(?: s="([0-9]+)")? ?(/?)>')
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
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


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


class CellTails:
    """The tails that have been seen; their numbers never change.

    Attributes:
        items: each of them, by its number.
        kinds: for each, what it makes of its text.
        empty: for each, whether its cell has no content.
        inline: for each, whether the text of its cell stands in an `is`.
    """

    def __init__(self) -> None:
        from leakscan.arrays import numpy as np

        self._np = np
        self.items: list[CellTail] = []
        self.kinds: Octets = np.zeros(0, dtype=np.uint8)
        self.empty: Flags = np.zeros(0, dtype=np.bool_)
        self.inline: Flags = np.zeros(0, dtype=np.bool_)
        self._slots: Numbers = np.full(1 << 16, -1, dtype=np.int16)
        self._words: list[Words] = [np.zeros(0, dtype=np.uint64) for _ in _FACTORS]
        self._longest = 1
        self._low: Words = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)

    def numbers(self, wide: "Words", skipped: "Words", lengths: "Integers") -> "Numbers | None":
        """Return the number of each tail; None when one is not plain.

        Args:
            wide: for each cell, four words of which some of the first eight bytes come before the tail.
            skipped: how many of them, in bits.
            lengths: how long the tails are.
        """
        np = self._np
        if not len(wide):
            none: Numbers = np.zeros(0, dtype=np.int16)
            return none
        shortest, longest = int(lengths.min()), int(lengths.max())
        if shortest < 1 or longest > LONGEST_TAIL:
            return None
        # Tails that are known are never longer than what is compared.
        self._longest = max(self._longest, longest)
        rest = np.uint64(64) - skipped
        parts = []
        for n in range(-(-self._longest // 8)):
            part = wide[:, n] >> skipped
            part |= wide[:, n + 1] << rest
            if shortest < 8 * (n + 1):
                part &= self._low.take(lengths - 8 * n if n else lengths, mode="clip")
            parts.append(part)
        mixed = parts[0] * np.uint64(_FACTORS[0])
        for part, factor in zip(parts[1:], _FACTORS[1:], strict=False):
            mixed ^= part * np.uint64(factor)
        mixed >>= np.uint64(48)
        slots = mixed.view(np.int64)
        while True:
            numbers: Numbers = self._slots.take(slots)
            if int(numbers.min()) >= 0:
                break
            first = int(numbers.argmin())
            raw = b"".join(int(part[first]).to_bytes(8, "little") for part in parts).rstrip(b"\0")
            if not self._learn(raw, int(slots[first])):
                return None
        for part, known in zip(parts, self._words, strict=False):
            if (part != known.take(numbers)).any():
                return None
        return numbers

    def _learn(self, raw: bytes, slot: int) -> bool:
        """Add a tail; return whether it is plain."""
        np = self._np
        found = _TAIL.fullmatch(raw)
        name = (found[2] or b"") if found is not None else b"?"
        if found is None or name not in _KINDS or (found[1] and found[3]) or len(self.items) >= MOST_TAILS:
            return False
        style = found[1] or found[3]
        tail = CellTail(name.decode() or "n", style.decode() if style else None, _KINDS[name], bool(found[4]))
        self.items.append(tail)
        padded = raw.ljust(LONGEST_TAIL, b"\0")
        for n, known in enumerate(self._words):
            word = int.from_bytes(padded[8 * n : 8 * n + 8], "little")
            self._words[n] = np.append(known, np.uint64(word))
        self.kinds = np.append(self.kinds, np.uint8(tail.kind))
        self.empty = np.append(self.empty, np.bool_(tail.is_empty))
        self.inline = np.append(self.inline, np.bool_(name == b"inlineStr"))
        self._slots[slot] = len(self.items) - 1
        return True
