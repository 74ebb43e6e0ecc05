"""The rows of a sheet as its ROW records announce them, until their turn comes ([MS-XLS] 2.4.221)."""

import heapq
from collections.abc import Iterable, Iterator, Sequence

_TWIPS = 20
NO_SIZE = -1


class RowOrder:
    """Keeps what ROW records say of rows, and which rows have not begun."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._waiting: set[int] = set()
        self._order: list[int] = []

    def expect(self, number: int, size: int) -> None:
        """Keep what a ROW record says."""
        self._sizes[number] = size
        if number not in self._waiting:
            self._waiting.add(number)
            heapq.heappush(self._order, number)

    def expect_all(self, numbers: Sequence[int], sizes: Iterable[int]) -> None:
        """Keep what many ROW records say."""
        for number, size in zip(numbers, sizes, strict=True):
            self.expect(number, size)

    @property
    def first(self) -> int | None:
        """The first row that waits; None when none does."""
        while self._order and self._order[0] not in self._waiting:
            heapq.heappop(self._order)
        return self._order[0] if self._order else None

    def upto(self, row: int) -> Iterator[int]:
        """Yield the rows that wait and do not stand behind another; they wait no longer."""
        while self._order and self._order[0] <= row:
            number = heapq.heappop(self._order)
            if number in self._waiting:
                self._waiting.discard(number)
                yield number

    def begin(self, row: int) -> None:
        """Say that a row has begun."""
        self._waiting.discard(row)

    def sizes(self, rows: Iterable[int]) -> list[int]:
        """Return what was said of rows; NO_SIZE where nothing was."""
        known = self._sizes
        return [known.get(row, NO_SIZE) for row in rows]

    def attributes(self, size: int) -> dict[str, str]:
        """Return what was said of a row, as an XML workbook would."""
        if size == NO_SIZE:
            return {}
        attributes = {"ht": repr((size & 0x7FFF) / _TWIPS)}
        if size >> 16 & 0x20:
            attributes["hidden"] = "1"
        if size >> 16 & 0x40:
            attributes["customHeight"] = "1"
        if size >> 16 & 0x07:
            attributes["outlineLevel"] = str(size >> 16 & 0x07)
        return attributes
