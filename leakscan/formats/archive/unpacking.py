"""Takes content out of packed streams, under the budget of the scan."""

from typing import Protocol

from leakscan.errors import LimitReachedError
from leakscan.limits import RATIO_FREE_BYTES
from leakscan.source import Source, SpoolStore

_CHUNK_BYTES = 1 << 16


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes."""


def taken_out(stream: Readable, source: Source, packed_bytes: int) -> SpoolStore:
    """Return what a stream gives, charged to the source's budget.

    Args:
        stream: the unpacked content.
        source: the file it lies in.
        packed_bytes: how many bytes it takes there.

    Raises:
        LimitReachedError: it is larger than is allowed, or grows too much.
    """
    budget, limits = source.budget, source.budget.limits
    budget.spend_part()
    store = SpoolStore()
    try:
        while block := stream.read(_CHUNK_BYTES):
            budget.spend_bytes(len(block))
            store.write(block)
            if store.size > limits.part_bytes:
                raise LimitReachedError("the content is too large", code="limit-part-bytes")
            if store.size > RATIO_FREE_BYTES and store.size > limits.ratio * max(1, packed_bytes):
                raise LimitReachedError("the content grows too much when unpacked", code="limit-ratio")
    except BaseException:
        store.close()
        raise
    return store
