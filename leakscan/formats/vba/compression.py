"""The compression of macro source and of the dir stream ([MS-OVBA] 2.4.1)."""

from leakscan.errors import LimitReachedError, MalformedFileError

_CONTAINER_SIGNATURE = 0x01
_CHUNK_SIGNATURE = 0b011
_CHUNK_BYTES = 4096


def decompressed(data: bytes, start: int = 0, *, most: int, is_remnant: bool = False) -> bytes:
    """Return what a compressed container holds.

    Args:
        data: the stream.
        start: where the container begins; it runs to the end of the stream.
        most: bytes that may come out of it.
        is_remnant: what follows the container is of something else; the first that is no chunk ends it.

    Raises:
        LimitReachedError: more than `most` bytes come out.
        MalformedFileError: there is no container, or it is damaged.
    """
    if start < 0 or start >= len(data) or data[start] != _CONTAINER_SIGNATURE:
        raise MalformedFileError("there is no compressed container", code="malformed-vba")
    result = bytearray()
    position = start + 1
    while position < len(data):
        header = int.from_bytes(data[position : position + 2], "little")
        end = position + (header & 0x0FFF) + 3
        if (header >> 12) & 0b111 != _CHUNK_SIGNATURE or end > len(data):
            if is_remnant and result:
                break
            raise MalformedFileError("a compressed chunk is damaged", code="malformed-vba")
        chunk = data[position + 2 : end]
        result += _expanded(chunk) if header & 0x8000 else chunk
        if len(result) > most:
            raise LimitReachedError("the limit on the size of macro source is reached", code="limit-tree-bytes")
        position = end
    return bytes(result)


def _expanded(chunk: bytes) -> bytes:
    """Return the content of one compressed chunk: runs of eight tokens, each run after its flags."""
    result = bytearray()
    position = 0
    while position < len(chunk):
        flags = chunk[position]
        position += 1
        for bit in range(8):
            if position >= len(chunk):
                break
            if not flags >> bit & 1:
                result.append(chunk[position])
                position += 1
                continue
            _copy(result, chunk[position : position + 2])
            position += 2
        if len(result) > _CHUNK_BYTES:
            raise MalformedFileError("a compressed chunk holds too much", code="malformed-vba")
    return bytes(result)


def _copy(result: bytearray, token: bytes) -> None:
    """Append what a copy token names; how its bits are shared depends on how much there is so far."""
    offset_bits = max((len(result) - 1).bit_length(), 4)
    value = int.from_bytes(token, "little")
    length_bits = 16 - offset_bits
    offset = (value >> length_bits) + 1
    if len(token) < 2 or not result or offset > len(result):
        raise MalformedFileError("a copy token leads nowhere", code="malformed-vba")
    for _ in range((value & ((1 << length_bits) - 1)) + 3):
        result.append(result[-offset])
