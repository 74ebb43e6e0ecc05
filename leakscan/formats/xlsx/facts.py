"""One pass over a sheet's cells: what is hidden, what it holds, and what is visible."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.formats.xlsx.cells import MAX_COLUMNS, Cell, CellHandler, decimal, whole
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.views.spreadsheet import Axis, Hiding, Region, SheetFacts
from leakscan.views.values import ValueSet, value_key

MOST_EXAMPLES = 5
EXAMPLE_CHARACTERS = 200
TINY_POINTS = 2.0
"""Rows lower than this show no readable text; Excel's smallest font is 1 point high."""
TINY_CHARACTERS = 0.5
"""Columns narrower than this show nothing: a cell's own margins take five pixels."""


@dataclass(slots=True)
class FilterRange:
    """Rows that a filter may hide.

    Attributes:
        first_row: first row of data, from 1.
        last_row: last row of data.
        is_active: it has criteria; None while that is not known.
    """

    first_row: int
    last_row: int
    is_active: bool | None = None


@dataclass(slots=True)
class Usage:
    """What the sheets of a workbook use and show, gathered over all of them.

    Attributes:
        strings: the shared strings.
        used: by string number, whether some cell of a listed sheet refers to it.
        visible: values that stand in a visible cell.
    """

    strings: SharedStrings
    used: bytearray = field(default_factory=bytearray)
    visible: ValueSet = field(default_factory=ValueSet)

    def __post_init__(self) -> None:
        self.used = bytearray(len(self.strings))


class FactsPass(CellHandler):
    """Gathers SheetFacts; feed it a sheet part through `xmlsafe.stream`, then call `finish`."""

    def __init__(self, usage: Usage, *, shows: bool, filters: list[FilterRange] | None = None) -> None:
        super().__init__()
        self.facts = SheetFacts()
        self.is_protected = False
        self.filters = list(filters or ())
        self._usage = usage
        self._shows = shows
        self._columns: dict[int, Region] = {}
        self._column_regions: dict[Hiding, Region] = {}
        self._row_regions: dict[tuple[Hiding, int], Region] = {}
        self._row_region: Region | None = None
        self._row_counted = 0
        self._rows_hidden_by_default = False
        self._default_column_hidden = False
        self._sized_columns: list[tuple[int, int]] = []
        self._lines: dict[int, set[int]] = {}

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element outside the cells."""
        if name == "col":
            self._column_span(attributes)
        elif name == "sheetFormatPr":
            self._rows_hidden_by_default = xmlsafe.is_true(attributes.get("zeroHeight"))
            width = decimal(attributes.get("defaultColWidth"))
            self._default_column_hidden = width is not None and width < TINY_CHARACTERS
        elif name == "sheetProtection":
            self.is_protected = True

    def row(self, attributes: Mapping[str, str]) -> None:
        """Take the start of a row."""
        hiding = self._row_hiding(attributes)
        if hiding is None:
            self._row_region = None
            return
        key = (hiding, -1)
        if hiding is Hiding.FILTERED:
            key = (hiding, self._filter_index())
        region = self._row_regions.get(key)
        if region is None:
            region = self._row_regions[key] = Region(Axis.ROWS, hiding)
        number = self.row_number
        if region.spans and region.spans[-1][1] == number - 1:
            region.spans[-1] = (region.spans[-1][0], number)
        else:
            region.spans.append((number, number))
        self._row_region = region

    def cell(self, cell: Cell) -> None:
        """Take a cell."""
        key, string_number = self._key(cell)
        if key is None and not cell.has_formula:
            return
        facts = self.facts
        facts.cells += 1
        if cell.row != self._row_counted:
            self._row_counted = cell.row
            facts.rows += 1
            facts.last_row = max(facts.last_row, cell.row)
            if self._row_region is not None:
                self._row_region.lines += 1
        facts.last_column = max(facts.last_column, cell.column)
        regions = [region for region in (self._row_region, self._column_region(cell.column)) if region is not None]
        if not self._shows:
            facts.values.add(key)
            self._example(facts.examples, cell, key, string_number)
        elif not regions:
            self._usage.visible.add(key)
        for region in regions:
            region.cells += 1
            region.values.add(key)
            self._example(region.examples, cell, key, string_number)
            if region.axis is Axis.COLUMNS:
                self._lines.setdefault(id(region), set()).add(cell.column)

    def finish(self) -> SheetFacts:
        """Return the facts, with filtered rows told from those hidden by hand."""
        merged: dict[Hiding, Region] = {}
        for (hiding, index), region in self._row_regions.items():
            if hiding is Hiding.FILTERED and not self.filters[index].is_active:
                region.hiding = Hiding.BY_HAND
            _merge(merged, region)
        for region in self._column_regions.values():
            region.lines = len(self._lines.get(id(region), ()))
        self.facts.regions = [*merged.values(), *self._column_regions.values()]
        return self.facts

    def _key(self, cell: Cell) -> tuple[int | None, int]:
        if cell.type == "s":
            number = whole(cell.raw)
            if number is None or not 0 <= number < len(self._usage.used):
                return None, -1
            self._usage.used[number] = 1
            return self._usage.strings.keys[number] or None, number
        return value_key(cell.raw), -1

    def _example(self, examples: list[str], cell: Cell, key: int | None, string_number: int) -> None:
        if len(examples) >= MOST_EXAMPLES or key is None:
            return
        text = self._usage.strings[string_number] if string_number >= 0 else cell.raw
        text = text[:EXAMPLE_CHARACTERS]
        if text not in examples:
            examples.append(text)

    def _row_hiding(self, attributes: Mapping[str, str]) -> Hiding | None:
        if xmlsafe.is_true(attributes.get("hidden")):
            if self._filter_index() >= 0:
                return Hiding.FILTERED
            return Hiding.COLLAPSED if whole(attributes.get("outlineLevel")) else Hiding.BY_HAND
        height = decimal(attributes.get("ht"))
        if height is not None and height < TINY_POINTS:
            return Hiding.ZERO if height == 0 else Hiding.TINY
        if self._rows_hidden_by_default and height is None and "hidden" not in attributes:
            return Hiding.DEFAULT
        return None

    def _filter_index(self) -> int:
        for index, found in enumerate(self.filters):
            if found.first_row <= self.row_number <= found.last_row:
                return index
        return -1

    def _column_span(self, attributes: Mapping[str, str]) -> None:
        first, last = whole(attributes.get("min")) or 1, whole(attributes.get("max")) or 1
        first, last = max(1, first), min(last, MAX_COLUMNS)
        width = decimal(attributes.get("width"))
        hiding = None
        if xmlsafe.is_true(attributes.get("hidden")):
            hiding = Hiding.COLLAPSED if whole(attributes.get("outlineLevel")) else Hiding.BY_HAND
        elif width is not None and width < TINY_CHARACTERS:
            hiding = Hiding.ZERO if width == 0 else Hiding.TINY
        self._sized_columns.append((first, last))
        if hiding is not None and first <= last:
            self._hide_columns(hiding, first, last)

    def _hide_columns(self, hiding: Hiding, first: int, last: int) -> Region:
        region = self._column_regions.setdefault(hiding, Region(Axis.COLUMNS, hiding))
        if region.spans and region.spans[-1][1] == first - 1:
            region.spans[-1] = (region.spans[-1][0], last)
        else:
            region.spans.append((first, last))
        for column in range(first, last + 1):
            self._columns[column] = region
        return region

    def _column_region(self, column: int) -> Region | None:
        region = self._columns.get(column)
        if region is not None or not self._default_column_hidden:
            return region
        if any(first <= column <= last for first, last in self._sized_columns):
            return None
        return self._hide_columns(Hiding.DEFAULT, column, column)


def _merge(merged: dict[Hiding, Region], region: Region) -> None:
    known = merged.get(region.hiding)
    if known is None:
        merged[region.hiding] = region
        return
    known.spans = sorted([*known.spans, *region.spans])
    known.lines += region.lines
    known.cells += region.cells
    known.values.merge(region.values)
    known.examples = [*known.examples, *region.examples][:MOST_EXAMPLES]
