"""Reads elements of ASN.1 in their basic encoding (X.690), as signed messages are written."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.errors import LimitReachedError, MalformedFileError

_DEEPEST = 32
_MOST_ELEMENTS = 200_000
_CONSTRUCTED = 0x20


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, what it holds, and all of it with tag and length."""

    tag: int
    content: bytes
    whole: bytes


class Reader:
    """Reads elements, no more than are allowed in all.

    The length of an element may be left to a mark at its end, so that all within it is read to find that.
    """

    def __init__(self) -> None:
        self._left = _MOST_ELEMENTS

    def elements(self, data: bytes) -> Iterator[Element]:
        """Yield the elements that stand one behind the other.

        Raises:
            FileError: they break off, or there are too many.
        """
        at = 0
        while at < len(data):
            start, end, behind = self._bounds(data, at, 0)
            yield Element(data[at], data[start:end], data[at:behind])
            at = behind

    def octets(self, element: Element) -> bytes:
        """Return the bytes of a string, which may be cut into pieces."""
        if not element.tag & _CONSTRUCTED:
            return element.content
        return b"".join(self.octets(piece) for piece in self.elements(element.content))

    def _bounds(self, data: bytes, at: int, depth: int) -> tuple[int, int, int]:
        """Return where the content of an element begins and ends, and where the element ends."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            raise LimitReachedError("the signed message has too many elements", code="limit-depth")
        if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
            raise _damaged()
        length, start = data[at + 1], at + 2
        if length == 0x80:
            if not data[at] & _CONSTRUCTED:
                raise _damaged()
            inner = start
            while data[inner : inner + 2] != b"\0\0":
                inner = self._bounds(data, inner, depth + 1)[2]
            return start, inner, inner + 2
        if length & 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(data[start : start + count], "big"), start + count
        if start + length > len(data):
            raise _damaged()
        return start, start + length, start + length


def _damaged() -> MalformedFileError:
    return MalformedFileError("the signed message breaks off or is damaged", code="damaged-message")
