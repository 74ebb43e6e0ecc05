"""The data model of Power Pivot: the names of tables and columns that stand in it as XML ([MS-XLDM] 2.1).

Its values lie in compressed column stores, which are not read.
"""

import re
from collections.abc import Iterator
from html import unescape

from leakscan.formats.ooxml.package import Package
from leakscan.patterns import late_pattern
from leakscan.views.queries import KeptText

_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 4096
_MOST_NAMES = 5000
_NAME = late_pattern(r"<(?:\w+:)?(Name|Caption|CommandText|ConnectionString)>([^<\0]{1,1000})</")
_WIDE_TAG = late_pattern(b"|".join(re.escape(f"<{word}>".encode("utf-16-le")) for word in ("Name", "Caption")))
_OWN = late_pattern(
    r"RowNumber|Measures|Model|Sandbox|\{?[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}\}?|DefaultDimension|Default"
)


def model_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the names that a data model spells as XML, in UTF-8 or UTF-16, each once."""
    seen: set[tuple[str, str]] = set()
    with package.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK_BYTES):
            data = tail + chunk
            for what, text in _names(data):
                if len(seen) < _MOST_NAMES and (what, text) not in seen:
                    seen.add((what, text))
                    yield KeptText("model", what, text, is_own=_OWN.fullmatch(text) is not None)
            tail = data[-_OVERLAP_BYTES:]


def _names(data: bytes) -> Iterator[tuple[str, str]]:
    texts = [data.decode("utf-8", "replace")]
    # Documents begin at any byte, so that code units may be even or odd.
    starts = {found.start() % 2 for found in _WIDE_TAG.finditer(data)}
    texts.extend(data[start:].decode("utf-16-le", "replace") for start in sorted(starts))
    for text in texts:
        for found in _NAME.finditer(text):
            yield found[1].casefold(), unescape(found[2]).strip()
