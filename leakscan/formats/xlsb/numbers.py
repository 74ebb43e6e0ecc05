"""Places and colours as records pack them, in the words of an XML workbook."""

import functools
from collections.abc import Iterator

from leakscan.formats.xlsb.records import Reader
from leakscan.views.spreadsheet import column_letters

PATTERNS = (
    "none", "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown", "darkUp",
    "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp", "lightGrid",
    "lightTrellis", "gray125", "gray0625",
)  # fmt: skip
"""Patterns of fills by number ([MS-XLSB] 2.5.61)."""
_MOST_AREAS = 100_000

letters = functools.lru_cache(maxsize=None)(column_letters)
"""The letters of a column, from 1; there are few columns and many cells."""


def cell_text(row: int, column: int) -> str:
    """Return a cell as XML writes it; row and column count from 0."""
    return f"{letters(column + 1)}{row + 1}"


def area(reader: Reader) -> tuple[int, int, int, int]:
    """Return the first and last row and the first and last column of a range, from 0 ([MS-XLSB] 2.5.118)."""
    return reader.long(), reader.long(), reader.long(), reader.long()


def area_text(found: tuple[int, int, int, int]) -> str:
    """Return a range as XML writes it."""
    top, bottom, left, right = found
    first, last = cell_text(top, left), cell_text(bottom, right)
    return first if first == last else f"{first}:{last}"


def areas(reader: Reader) -> list[tuple[int, int, int, int]]:
    """Return the ranges of a list of ranges ([MS-XLSB] 2.5.155)."""
    count = reader.long()
    return [area(reader) for _ in range(min(count, _MOST_AREAS, reader.left // 16 + 1))]


def areas_text(found: list[tuple[int, int, int, int]]) -> str:
    """Return ranges as XML writes them."""
    return " ".join(map(area_text, found))


def origin_of(found: list[tuple[int, int, int, int]]) -> tuple[int, int]:
    """Return the row and column, from 0, that relative references of a format for ranges start from."""
    if not found:
        return 0, 0
    return min(item[0] for item in found), min(item[2] for item in found)


def colour(reader: Reader) -> dict[str, str]:
    """Return the attributes of a colour ([MS-XLSB] 2.4.323)."""
    kind, index, tint = reader.byte() >> 1, reader.byte(), int.from_bytes(reader.take(2), "little", signed=True)
    red, green, blue, alpha = reader.take(4)
    attributes = {}
    match kind:
        case 1:
            attributes["indexed"] = str(index)
        case 2:
            attributes["rgb"] = f"{alpha:02X}{red:02X}{green:02X}{blue:02X}"
        case 3:
            attributes["theme"] = str(index)
        case _:
            attributes["auto"] = "1"
    if tint:
        attributes["tint"] = repr(tint / 32767)
    return attributes


def flag(value: int) -> str | None:
    """Return a flag as XML writes it where it is set; None where it is left out."""
    return "1" if value else None


def pairs(reader: Reader) -> Iterator[tuple[int, int]]:
    """Yield the pairs of short numbers of a counted list."""
    for _ in range(min(reader.long(), reader.left // 4)):
        yield reader.short(), reader.short()
