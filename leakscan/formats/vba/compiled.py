"""Texts in the compiled form of macros: literals and remarks keep their characters there.

The compiled form ([MS-OVBA] 2.3.4.3, PerformanceCache) is not documented. Excel 2003 to 2016 write a literal as
its operation, its length and its characters; a remark as its operation, a column, its length and its characters.
"""

import re
from collections.abc import Iterator

from leakscan.patterns import late_pattern

_LITERAL = late_pattern(rb"[\xb6\xb9]\x00(?=(..))", re.DOTALL)
_REMARK = late_pattern(rb"[\xe0\xe3]\x00..(?=(..))", re.DOTALL)
_SHORTEST, _LONGEST = 4, 4096
_ODD = late_pattern(rb"[\x00-\x08\x0a-\x1f\x7f]")
_WORD = late_pattern(rb"[A-Za-z0-9\x80-\xff]{3}")


def texts_only_compiled(compiled: bytes, source: bytes) -> Iterator[bytes]:
    """Yield literals and remarks of the compiled form that the source does not hold."""
    plain = source.replace(b'""', b'"')
    for pattern in (_LITERAL, _REMARK):
        for found in pattern.finditer(compiled):
            size = int.from_bytes(found[1], "little")
            start = found.end() + 2
            text = compiled[start : start + size]
            if not _SHORTEST <= size <= _LONGEST or len(text) < size:
                continue
            if _ODD.search(text) or not _WORD.search(text):
                continue
            if text.strip() not in plain:
                yield text.strip()
