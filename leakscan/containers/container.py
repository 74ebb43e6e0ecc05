"""Container: what every file that holds parts offers."""

from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO, NamedTuple, Protocol

from leakscan.source import Source, Store


class RangeKind(Enum):
    """What a range of a container's bytes is."""

    STRUCTURE = "structure"
    PART_DATA = "part-data"
    UNLISTED = "unlisted-entry"
    EXTRA = "extra-bytes"
    PADDING = "padding"


class Entry(NamedTuple):
    """One part as its container lists it.

    Attributes:
        name: its name; made unique by the container where a name occurs twice.
        size: declared size of its content in bytes.
        packed_size: bytes it takes in the container.
        start: first byte of its content as stored.
        is_stored: its content lies in the container as it is, uncompressed and contiguous.
    """

    name: str
    size: int
    packed_size: int
    start: int
    is_stored: bool


class ByteRange(NamedTuple):
    """A range of the container's own bytes."""

    start: int
    end: int
    kind: RangeKind


class Container(Protocol):
    """Parts by name; every byte handed out is charged to the budget."""

    source: Source

    def entries(self) -> Iterator[Entry]:
        """Yield the parts in the order of the container."""

    def ranges(self) -> tuple[ByteRange, ...]:
        """Return ranges that tile the container from byte 0 to its size."""

    def open(self, name: str) -> BinaryIO:
        """Return a metered stream over a part's content.

        Raises:
            FileError: there is no such part, or it cannot be read; also while reading.
        """

    def extract(self, name: str) -> Store:
        """Return the whole content of a part as a store.

        Raises:
            FileError: it cannot be read.
        """
