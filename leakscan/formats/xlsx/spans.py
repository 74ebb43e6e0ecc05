"""Spans: what is said of columns, span by span; where spans overlap, the later one holds."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import Generic, TypeVar

Value = TypeVar("Value")

_FIRST, _LAST = itemgetter(0), itemgetter(1)


class Spans(Generic[Value]):
    """Values of spans (first, last, both included) that do not overlap, in order."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int, Value]] = []

    def __iter__(self) -> Iterator[tuple[int, int, Value]]:
        return iter(self._spans)

    def put(self, first: int, last: int, value: Value) -> None:
        """Give a span a value, whatever parts of it had before."""
        spans = self._spans
        start = bisect_left(spans, first, key=_LAST)
        end = bisect_right(spans, last, lo=start, key=_FIRST)
        put = [(first, last, value)]
        if start < end:
            before, after = spans[start], spans[end - 1]
            if before[0] < first:
                put.insert(0, (before[0], first - 1, before[2]))
            if after[1] > last:
                put.append((last + 1, after[1], after[2]))
        spans[start:end] = put

    def gaps(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return what of a span has no value."""
        found = []
        for start, end, _ in self._spans:
            if first < start:
                found.append((first, min(start - 1, last)))
            first = max(first, end + 1)
            if first > last:
                return found
        found.append((first, last))
        return found
