"""Lengths of records that never change ([MS-XLS] 2.4): any other means that one swallowed the next."""

_LENGTHS = {
    0x000A: (0,), 0x000E: (2,), 0x0013: (2,), 0x0019: (2,), 0x0022: (2,), 0x003D: (18,), 0x0040: (2,),
    0x0041: (10,), 0x0042: (2,), 0x0055: (2,), 0x007D: (11, 12), 0x008C: (4,), 0x008D: (2,), 0x009B: (0,),
    0x009D: (2,), 0x00C9: (8,), 0x00CA: (2,), 0x00CB: (2,), 0x00CC: (2,), 0x00CE: (8,), 0x00CF: (0,), 0x00D5: (2,),
    0x00DA: (2,), 0x00E0: (20,), 0x00E3: (2,), 0x00FD: (10,), 0x0122: (12,), 0x01AF: (2,), 0x01B7: (2,),
    0x01BB: (2,), 0x0200: (14,), 0x0201: (6,), 0x0203: (14,), 0x0205: (8,), 0x0208: (16,), 0x0225: (4,),
    0x023E: (10, 18), 0x027E: (10,), 0x0809: (16,),
}  # fmt: skip
"""Of version 8; other writers leave the last byte of COLINFO out, and charts have short windows."""
_MEMBERS = {0x00BD: 6, 0x00BE: 2}
"""Bytes of a member of lists that are as long as their record, with six bytes around them: MULRK, MULBLANK."""
_COUNTED = {0x0017: 6, 0x00E5: 8}
"""Bytes of a member of lists that begin with a count: EXTERNSHEET, MergeCells."""
_FORMAT = 0x041E
"""The string of a number format ([MS-XLS] 2.4.126): its number, and a text of one or two bytes a letter."""
_FULL = 8_000
"""A record as long as this may go on in the next."""


def is_wrong_length(kind: int, data: bytes) -> bool:
    """Return whether no record of a type is as long as that."""
    size = len(data)
    if kind in _COUNTED:
        return size < _FULL and size != 2 + _COUNTED[kind] * int.from_bytes(data[:2], "little")
    if kind == _FORMAT:
        return size < 5 or size != 5 + (int.from_bytes(data[2:4], "little") << (data[4] & 1))
    if kind in _MEMBERS:
        return size < 6 or size % _MEMBERS[kind] != 0
    return kind in _LENGTHS and size not in _LENGTHS[kind]
