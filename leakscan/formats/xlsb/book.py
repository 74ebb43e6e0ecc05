"""What other parts need to know of a workbook's main part and styles: sheets, names, other files, fonts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from leakscan.errors import FileError
from leakscan.formats.parsed.expressions import Names
from leakscan.formats.parsed.telling import telling_tokens
from leakscan.formats.xls.references import quoted
from leakscan.formats.xlsb.numbers import colour
from leakscan.formats.xlsb.pivots import field_kinds
from leakscan.formats.xlsb.records import Reader, Record, Records

if TYPE_CHECKING:
    from leakscan.formats.xlsb.package import BinaryPackage

_FONT, _SHEET_NAMES, _CELL_FORMATS = 43, 359, 617
_BUILT_IN = 0x20
_TWIPS = 20
_MOST_NAMES = 1_000_000
_NO_MEANING = (b"", b"\x1c\x1d")
"""Expressions of names that mean nothing: none, and the error `#NAME?`."""

FontFacts = tuple[dict[str, str], str]
"""The colour of a font and its size in points."""


@dataclass(slots=True)
class _Workbook:
    """What the main part says."""

    sheets: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    books: list[str | None] = field(default_factory=list)
    own: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    ranges: list[tuple[int, int, int]] = field(default_factory=list)


class Book:
    """A binary workbook as far as its parts refer to it; what is damaged there is said by whoever reads it."""

    def __init__(self, package: "BinaryPackage") -> None:
        self._package = package

    @property
    def names(self) -> Names:
        """What the numbers in formulas mean."""
        return Names(self.sheet_text, self.name, self.outer_name)

    @cached_property
    def _workbook(self) -> _Workbook:
        found = _Workbook()
        for record in self._records(self._package.main_part() or ""):
            reader = Reader(record.data)
            match record.type:
                case 156:  # BrtBundleSh
                    reader.take(8)
                    reader.nullable_text()
                    found.sheets.append(reader.text())
                case 39:  # BrtName
                    found.names.append(name_of(reader))
                    if reader.take(reader.long()) in _NO_MEANING:
                        found.gone.add(len(found.names))
                case 355:  # BrtSupBookSrc
                    found.books.append(reader.text())
                case 357 | 358 | 361 | 667:  # this workbook, this sheet, a place kept free, add-ins
                    found.books.append(None)
                    if record.type in (357, 358):
                        found.own.add(len(found.books) - 1)
                case 362:  # BrtExternSheet
                    count = min(reader.long(), reader.left // 12)
                    found.ranges += [(reader.long(), reader.signed(), reader.signed()) for _ in range(count)]
        return found

    @cached_property
    def telling(self) -> "re.Pattern[bytes]":
        """What is found in the formulas that say more than their results."""
        ranges = range(len(self._workbook.ranges))
        sheets = [index for index in ranges if set("[#") & set(self.sheet_text(index))]
        return telling_tokens(sheets, self._workbook.gone, 4)

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets."""
        return self._workbook.sheets

    def name(self, number: int) -> str:
        """Return the defined name of a number, from 1."""
        names = self._workbook.names
        return names[number - 1] if 0 < number <= len(names) else f"NAME{number}"

    def outer_name(self, index: int, number: int) -> str:
        """Return the name of a number, from 1, of the workbook that an index means."""
        if not 0 <= index < len(self._workbook.ranges):
            return f"NAME{number}"
        book = self._workbook.ranges[index][0]
        if book in self._workbook.own:
            return self.name(number)
        prefix = self._book_text(book)
        return f"{prefix}!NAME{number}" if prefix else f"NAME{number}"

    def _book_text(self, book: int) -> str:
        """Return another workbook as a formula writes it; empty for this one and for add-ins."""
        books = self._workbook.books
        if not 0 <= book < len(books) or books[book] is None:
            return ""
        return f"[{sum(item is not None for item in books[: book + 1])}]"

    def sheet_text(self, index: int) -> str:
        """Return the sheets that an index means, as a formula writes them ([MS-XLSB] 2.5.173)."""
        if not 0 <= index < len(self._workbook.ranges):
            return "#REF!"
        book, first, last = self._workbook.ranges[index]
        books = self._workbook.books
        relationship = books[book] if 0 <= book < len(books) else None
        sheets = self.sheets if relationship is None else self._other_sheets.get(relationship, [])
        prefix = self._book_text(book)
        if first == -2:
            return quoted(prefix) if prefix else ""
        if not 0 <= first < len(sheets):
            return "#REF!"
        name = sheets[first]
        if first != last and 0 <= last < len(sheets):
            name = f"{name}:{sheets[last]}"
        return quoted(prefix + name)

    @cached_property
    def _other_sheets(self) -> dict[str, list[str]]:
        """The sheets of other workbooks, by the relationship that leads to what is kept of them."""
        found: dict[str, list[str]] = {}
        package = self._package
        for relationship in package.related(package.main_part() or "", "externalLink"):
            part = package.name(relationship.target)
            for record in self._records(part or ""):
                if record.type == _SHEET_NAMES:
                    found[relationship.id] = list(sheet_names(Reader(record.data)))
                    break
        return found

    @cached_property
    def fonts(self) -> list[FontFacts]:
        """The fonts of the styles, by number."""
        package = self._package
        found: list[FontFacts] = []
        for relationship in package.related(package.main_part() or "", "styles"):
            for record in self._records(package.name(relationship.target) or ""):
                if record.type == _FONT:
                    found.append(font_of(Reader(record.data)))
                elif record.type == _CELL_FORMATS:
                    break
            break
        return found

    def record_kinds(self, part: str) -> list[str] | None:
        """Return how the records of a pivot cache hold the value of each field, or None when nothing says so."""
        package = self._package
        definition = None
        for name in package.entries:
            if package.content_type(name).endswith("pivotCacheDefinition+xml") and any(
                package.name(item.target) == part for item in package.related(name, "pivotCacheRecords")
            ):
                definition = name
        definition = definition or package.name(part.replace("Records", "Definition"))
        if definition is None or definition == part:
            return None
        return field_kinds((record.type, record.data) for record in self._records(definition))

    def _records(self, part: str) -> Iterator[Record]:
        """Yield the records of a part as far as they can be read."""
        if not part:
            return
        try:
            with self._package.open_raw(part) as stream:
                yield from Records(stream)
        except FileError:
            return


def name_of(reader: Reader) -> str:
    """Return the name that a record of a defined name begins with ([MS-XLSB] 2.4.706)."""
    flags = reader.long()
    reader.take(5)
    name = reader.text()
    return f"_xlnm.{name}" if flags & _BUILT_IN else name


def sheet_names(reader: Reader) -> Iterator[str]:
    """Yield the names of a list of sheets of another workbook ([MS-XLSB] 2.4.785)."""
    for _ in range(min(reader.long(), _MOST_NAMES)):
        if not reader.left:
            return
        yield reader.text()


def font_of(reader: Reader) -> FontFacts:
    """Return what a font looks like ([MS-XLSB] 2.4.657)."""
    points = reader.short() / _TWIPS
    reader.take(10)
    return colour(reader), f"{points:g}"
