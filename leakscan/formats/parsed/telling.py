"""Which formulas of cells are worth reading: few of many thousands say anything that their results do not."""

import re
from collections.abc import Collection

_TEXT = b"\x17"
"""A text; `#REF!` as a value has this code behind its token ([MS-XLS] 2.5.10)."""
_GONE, _PLACES, _NAMES = (0x2A, 0x2B, 0x3C, 0x3D), (0x3A, 0x3B), (0x23,)
_CLASSES = (0x00, 0x20, 0x40)
"""A token of a place or a name has three codes, by the class of its value ([MS-XLS] 2.5.198.25)."""
_MOST_NUMBERS = 500


def telling_tokens(sheets: Collection[int] | None, names: Collection[int], name_bytes: int) -> re.Pattern[bytes]:
    """Return what is found in every expression with a text, a place that is gone, or a place of another workbook.

    It may be found in others as well, for the bytes of a token may stand for anything else.

    Args:
        sheets: the numbers, in places, of sheets that are gone or of another workbook; None for any.
        names: the numbers of names that are gone.
        name_bytes: bytes of a name's number.
    """
    parts = [re.escape(_TEXT), _among(_GONE)]
    if sheets is None or sheets:
        parts.append(_among(_PLACES) + _numbers(sheets, 2))
    if names:
        parts.append(_among(_NAMES) + _numbers(names, name_bytes))
    return re.compile(b"|".join(parts), re.DOTALL)


def _among(bases: Collection[int]) -> bytes:
    codes = bytes(base + more for base in bases for more in _CLASSES)
    return b"[" + re.escape(codes) + b"]"


def _numbers(numbers: Collection[int] | None, size: int) -> bytes:
    if numbers is None or len(numbers) > _MOST_NUMBERS:
        return b""
    return b"(?:" + b"|".join(re.escape(number.to_bytes(size, "little")) for number in numbers) + b")"
