"""Why rows and columns of a sheet part do not show, as far as the part's own sizes and filters say."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS, column_of, decimal, rows_of, whole
from leakscan.formats.xlsx.spans import Spans
from leakscan.views.spreadsheet import Hiding

TINY_POINTS = 2.0
"""Rows lower than this show no readable text; Excel's smallest font is 1 point high."""
TINY_CHARACTERS = 0.5
"""Columns narrower than this show nothing: a cell's own margins take five of their six pixels."""


class FilterRange(NamedTuple):
    """Rows that a filter may hide.

    Attributes:
        first_row: first row of data, from 1.
        last_row: last row of data.
        is_active: it has criteria; None where only the sheet part can tell.
    """

    first_row: int
    last_row: int
    is_active: bool | None = None

    def holds(self, row: int) -> bool:
        """Return whether the filter may hide that row."""
        return self.first_row <= row <= self.last_row

    def is_of(self, other: "FilterRange") -> bool:
        """Return whether both cover the same rows."""
        return (self.first_row, self.last_row) == (other.first_row, other.last_row)


def filter_range(reference: str | None, *, is_active: bool | None) -> FilterRange | None:
    """Return the rows below the header of a filter's range, or None when it has none.

    An `autoFilter` need not say its range (ECMA-376-1 §18.3.1.2); it may then hide any row.
    """
    if not reference:
        return FilterRange(1, MAX_ROWS, is_active)
    rows = rows_of(reference)
    return None if rows is None else FilterRange(rows[0] + 1, rows[1], is_active)


class Layout:
    """Sizes of rows and columns; feed it the elements before and after the cells.

    Attributes:
        hides_rows_by_default: rows that are not written do not show (`zeroHeight`).
        is_in_filter_mode: the sheet says that a filter hides rows.
        filter: the range of the sheet's own filter; None while none has come by.
        first_row: the first row that can be scrolled to, in some view.
    """

    def __init__(self) -> None:
        self.hides_rows_by_default = False
        self.is_in_filter_mode = False
        self.filter: FilterRange | None = None
        self._default_row: Hiding | None = None
        self._default_column: Hiding | None = None
        self._columns: Spans[Hiding | None] = Spans()
        self._in_filter = False
        self._in_filter_column = False
        self.first_row = 1
        self._corner = (1, 1)
        self._least: tuple[int, int] | None = None
        self._first: tuple[int, int] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""
        if self._in_filter:
            self._start_in_filter(name)
        elif name == "col":
            self._column_span(attributes)
        elif name == "sheetFormatPr":
            self._defaults(attributes)
        elif name == "sheetPr":
            self.is_in_filter_mode = xmlsafe.is_true(attributes.get("filterMode"))
        elif name == "sheetView":
            self._corner = _corner(attributes.get("topLeftCell"))
            self._least = self._first_cell()
            self._first = (1, 1)
            self.first_row = 1
        elif name == "pane" and self._first is not None:
            self._freeze(attributes)
        elif name == "autoFilter":
            self._in_filter = True
            self.filter = filter_range(attributes.get("ref"), is_active=False)

    def end(self, name: str) -> None:
        """Take the end of an element outside the cells."""
        if name == "autoFilter":
            self._in_filter = False
        elif name == "filterColumn":
            self._in_filter_column = False

    def hidden_columns(self) -> list[tuple[int, int, Hiding]]:
        """Return the first and last column of those that do not show, and why; complete once the cells begin."""
        if self._default_column is not None:
            for first, last in self._columns.gaps(1, MAX_COLUMNS):
                self._columns.put(first, last, self._default_column)
        frozen = (self._first_cell() or (1, 1))[1] - 1
        if frozen:
            shown = [item[:2] for item in self._columns if item[2] is None and item[0] <= frozen]
            for first, last in (*self._columns.gaps(1, frozen), *shown):
                self._columns.put(first, min(last, frozen), Hiding.FROZEN)
        return [(first, last, why) for first, last, why in self._columns if why is not None]

    def row(self, attributes: Mapping[str, str]) -> Hiding | None:
        """Return why a row does not show, filters left aside, or None when it does.

        Under `zeroHeight` only rows that are not written are hidden: Excel 2013 writes the visible ones without
        a height of their own and the hidden ones with `hidden`.
        """
        if xmlsafe.is_true(attributes.get("hidden")):
            return Hiding.COLLAPSED if _level(attributes) else Hiding.BY_HAND
        height = decimal(attributes.get("ht"))
        if height is None:
            return self._default_row
        if height < TINY_POINTS:
            return Hiding.ZERO if height <= 0 else Hiding.TINY
        return None

    def placed(self, number: int, why: Hiding | None) -> Hiding | None:
        """Return why a row does not show, given its number and what its own attributes say."""
        return Hiding.FROZEN if why is None and number < self.first_row else why

    def _freeze(self, attributes: Mapping[str, str]) -> None:
        """Take a pane: what lies before the corner of frozen ones cannot be scrolled to (§18.3.1.66)."""
        if attributes.get("state") in ("frozen", "frozenSplit"):
            row, column = self._corner
            has_rows, has_columns = decimal(attributes.get("ySplit")), decimal(attributes.get("xSplit"))
            self._first = (row if has_rows else 1, column if has_columns else 1)
            self.first_row = (self._first_cell() or self._first)[0]

    def _first_cell(self) -> tuple[int, int] | None:
        """Return the first row and column that can be scrolled to in some view so far."""
        first, least = self._first, self._least
        return first if first is None or least is None else (min(first[0], least[0]), min(first[1], least[1]))

    def _defaults(self, attributes: Mapping[str, str]) -> None:
        self.hides_rows_by_default = xmlsafe.is_true(attributes.get("zeroHeight"))
        height = decimal(attributes.get("defaultRowHeight"))
        if height is not None and height < TINY_POINTS:
            self._default_row = Hiding.DEFAULT
        width = decimal(attributes.get("defaultColWidth"))
        if width is not None and width < TINY_CHARACTERS:
            self._default_column = Hiding.DEFAULT

    def _column_span(self, attributes: Mapping[str, str]) -> None:
        first = max(1, whole(attributes.get("min")) or 1)
        last = min(whole(attributes.get("max")) or first, MAX_COLUMNS)
        if first > last:
            return
        width = decimal(attributes.get("width"))
        hiding = None
        if xmlsafe.is_true(attributes.get("hidden")):
            hiding = Hiding.COLLAPSED if _level(attributes) else Hiding.BY_HAND
        elif width is None:
            hiding = self._default_column
        elif width < TINY_CHARACTERS:
            hiding = Hiding.ZERO if width <= 0 else Hiding.TINY
        self._columns.put(first, last, hiding)

    def _start_in_filter(self, name: str) -> None:
        # A filterColumn may merely hide its button; any child of it is a criterion (ECMA-376-1 §18.3.2.7).
        if self._in_filter_column and self.filter is not None:
            self.filter = FilterRange(self.filter.first_row, self.filter.last_row, is_active=True)
        elif name == "filterColumn":
            self._in_filter_column = True


def active_filters(layout: Layout, known: Iterable[FilterRange]) -> tuple[FilterRange, ...]:
    """Return the filters that hide rows, once the whole part has come by.

    A range known from the workbook's names belongs to the sheet's own filter, or, where the sheet has none but
    says that it is in filter mode, to an advanced filter, which leaves no other trace.
    """
    found = []
    for item in known:
        is_active = item.is_active
        if is_active is None:
            own = layout.filter
            is_active = layout.is_in_filter_mode if own is None else bool(own.is_active) and own.is_of(item)
        if is_active:
            found.append(FilterRange(item.first_row, item.last_row, is_active=True))
    own = layout.filter
    if own is not None and own.is_active and not any(own.is_of(item) for item in found):
        found.append(own)
    return tuple(found)


def _corner(reference: str | None) -> tuple[int, int]:
    """Return the row and the column of the first cell that a view shows."""
    rows = rows_of(reference) if reference else None
    return 1 if rows is None else rows[0], column_of(reference or "") or 1


def _level(attributes: Mapping[str, str]) -> int:
    """Return the outline level. A group's button shows its hidden rows, however they came to be hidden."""
    return whole(attributes.get("outlineLevel")) or 0
