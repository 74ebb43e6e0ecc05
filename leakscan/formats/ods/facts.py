"""What the cells of a sheet hold and hide, gathered while they come by; repetition is counted, never expanded."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from leakscan import xmlsafe
from leakscan.formats.ods.cutting import LongText, RowClips
from leakscan.formats.ods.veils import Used, Veil, outside, pieces
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.clipping import FEWEST_CUT
from leakscan.formats.xlsx.facts import EXAMPLE_CHARACTERS
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES, MOST_SPANS
from leakscan.formats.xlsx.unseen import Spans
from leakscan.views.spreadsheet import Axis, Hiding, Region, SheetFacts, column_letters
from leakscan.views.unseen import Unseen, UnseenCells
from leakscan.views.values import ValueSet, boolean_key, date_key, number_key, value_key

_MOST_WRITTEN = 100_000
MOST_WRITTEN_CELLS = 256
"""Cells of a row that are alike are written out in a recovered table up to this number."""
_DURATION = re.compile(r"-?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_DAY_SECONDS = 86_400


def written(repeat: int, cells: int) -> int:
    """Return how many of some rows that are alike a recovered table shows; once where all would be too many.

    Args:
        repeat: how many rows are alike.
        cells: how many cells of each hold something.
    """
    return repeat if repeat * cells <= _MOST_WRITTEN else 1


def seconds_of(text: str) -> float | None:
    """Return a duration in seconds (XML Schema part 2, §3.2.6), or None when it is none."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    total = days * _DAY_SECONDS + hours * 3600 + minutes * 60 + seconds
    return -total if text.strip().startswith("-") else total


def key_of(kind: str, text: str) -> int | None:
    """Return the key of a value; None for what is no value."""
    match kind:
        case "b":
            return boolean_key(xmlsafe.is_true(text))
        case "e":
            return None
        case "d":
            return date_key(text)
        case "t":
            seconds = seconds_of(text)
            return value_key(text) if seconds is None else number_key(seconds / _DAY_SECONDS)
        case _:
            return value_key(text)


@dataclass(slots=True)
class _Columns:
    """Columns that do not show for one reason."""

    region: Region
    spans: list[tuple[int, int]] = field(default_factory=list)
    held: bytearray = field(default_factory=lambda: bytearray(1 << 15))
    row: int = 0
    lines: int = 0


NO_AREAS: Mapping[str, Area] = {}


class CellStyles(Protocol):
    """The styles of cells of a document."""

    def unseen(self, name: str, kind: str, text: str) -> Unseen | None:
        """Return why a value is not seen in a cell of that style, or None when it is."""


class SheetGathering:
    """One sheet while it is read.

    Attributes:
        facts: what came by so far.
        used: which rows and columns hold something.
        lines: how many lines the table of the whole sheet has.
        row_lines: by reason, how many the table of the rows that do not show has.
        unseen_lines: by reason, how many the table of the cells that are not seen has.
        wanted: the reason for which cells that are not seen are kept in `ready`; None for none.
        ready: reference, kind and text of each such cell.
    """

    def __init__(
        self,
        styles: CellStyles,
        visible: ValueSet,
        *,
        shows: bool,
        veil: Veil = (),
        clips: RowClips | None = None,
        printed: Mapping[str, Area] = NO_AREAS,
    ) -> None:
        self.facts = SheetFacts(print_area=",".join(printed))
        self._clips = clips
        self._printed = printed.values()
        self.used = Used()
        self._veil = veil
        self.lines = 0
        self.row_lines: Counter[Hiding] = Counter()
        self.unseen_lines: Counter[Unseen] = Counter()
        self.wanted: Unseen | None = None
        self.ready: list[tuple[str, str, str]] = []
        self._styles = styles
        self._visible = visible
        self._shows = shows
        self._column_starts: list[int] = []
        self._column_items: list[tuple[int, _Columns | None, str]] = []
        self._by_hiding: dict[Hiding, _Columns] = {}
        self._rows: dict[Hiding, Region] = {}
        self._row_region: Region | None = None
        self._row_style = ""
        self._row_number = 0
        self._repeat = 1
        self._row_cells = 0
        self._row_last = 0
        self._unseen: dict[Unseen, tuple[UnseenCells, Spans]] = {}

    def columns(self, first: int, last: int, hiding: Hiding | None, style: str) -> None:
        """Take columns that are alike."""
        found = None
        if hiding is not None:
            found = self._by_hiding.setdefault(hiding, _Columns(Region(Axis.COLUMNS, hiding)))
            found.spans.append((first, last))
            extend(found.region, first, last)
        self._column_starts.append(first)
        self._column_items.append((last, found, style))

    def row(self, number: int, repeat: int, hiding: Hiding | None, style: str) -> None:
        """Take the start of a row, or of several that are alike."""
        self._row_number, self._repeat, self._row_style = number, repeat, style
        self._row_cells = self._row_last = 0
        self._row_region = None
        if hiding is not None:
            self._row_region = self._rows.setdefault(hiding, Region(Axis.ROWS, hiding))
            extend(self._row_region, number, number + repeat - 1)

    def row_end(self) -> None:
        """Take the end of a row."""
        if not self._row_cells:
            return
        if self._clips is not None:
            self._clip(self._clips)
        facts, repeat = self.facts, self._repeat
        lines = written(repeat, self._row_cells)
        self.lines += lines
        for item in self._by_hiding.values():
            if item.row == self._row_number:
                item.lines += lines
        facts.rows += repeat
        facts.cells += self._row_cells * repeat
        facts.last_row = max(facts.last_row, self._row_number + repeat - 1)
        facts.last_column = max(facts.last_column, self._row_last)
        self.used.rows.add_run(self._row_number, self._row_number + repeat - 1, self._row_cells * repeat)
        if self._row_region is not None:
            self.row_lines[self._row_region.hiding] += lines
            self._row_region.rows += repeat
            self._row_region.lines += repeat
            self._row_region.cells += self._row_cells * repeat
        self._row_cells = 0

    def cell(
        self, column: int, repeat: int, kind: str, text: str, *, style: str | None, why: Unseen | None, hidden: str
    ) -> None:
        """Take a cell that holds something, or several that are alike.

        Args:
            column: its column.
            repeat: how many are like it.
            kind: kind of its value.
            text: its value as written; empty for a formula without one.
            style: its style; None when its row or column gives it one.
            why: why it is not seen, whatever its style says; None when nothing speaks against it.
            hidden: what of its text is not seen, where a part is.
        """
        self._row_cells += repeat
        self._row_last = max(self._row_last, column + repeat - 1)
        span = (column, column + repeat - 1)
        self.used.columns[span] = self.used.columns.get(span, 0) + self._repeat
        if self._printed:
            bottom = self._row_number + self._repeat - 1
            self.facts.unprinted += outside(Area(self._row_number, column, bottom, span[1]), self._printed)
        if self._clips is not None:
            self._clips.spans.append(span)
        key = key_of(kind, text) if text else None
        if self._row_region is not None:
            self._gather(self._row_region, key, text)
        if not self._shows and key is not None:
            self.facts.values.add(key)
            example(self.facts.examples, text)
        end = column + repeat - 1
        while column <= end:
            last, columns, column_style = self._column_at(column, end)
            if columns is not None:
                self._gather_column(columns, column, last, key, text)
            elif self._shows and self._row_region is None and key is not None:
                self._show(column, last, key, kind, text, style or self._row_style or column_style, why, hidden)
            column = last + 1

    def style_at(self, column: int) -> str:
        """Return the style of a cell of this row that has none of its own."""
        return self._row_style or self._column_at(column, column)[2]

    def finish(self) -> SheetFacts:
        """Return the facts, complete."""
        order = list(Hiding)
        rows = sorted(self._rows.values(), key=lambda region: order.index(region.hiding))
        for item in self._by_hiding.values():
            item.region.lines = item.held.count(1)
        self.facts.regions = [*rows, *(item.region for item in self._by_hiding.values())]
        for why in Unseen:
            if why in self._unseen:
                cells, spans = self._unseen[why]
                areas, cells.spans_left_out = spans.areas()
                cells.spans.extend(map(area_text, areas))
                self.facts.unseen.append(cells)
        return self.facts

    def hidden_columns(self, hiding: Hiding) -> tuple[int, ...]:
        """Return the columns that do not show for that reason, up to the last that holds something."""
        last = self.facts.last_column
        return tuple(
            column for start, end in self._by_hiding[hiding].spans for column in range(start, min(end, last) + 1)
        )

    def column_lines(self, hiding: Hiding) -> int:
        """Return how many lines the table of the columns that do not show for that reason has."""
        return self._by_hiding[hiding].lines

    def _column_at(self, column: int, end: int) -> tuple[int, _Columns | None, str]:
        """Return the last column, up to `end`, that is like this one, why they do not show, and their style."""
        at = bisect_right(self._column_starts, column) - 1
        if at >= 0 and self._column_items[at][0] >= column:
            last, columns, style = self._column_items[at]
            return min(last, end), columns, style
        following = self._column_starts[at + 1] - 1 if at + 1 < len(self._column_starts) else end
        return min(following, end), None, ""

    def _gather_column(self, columns: _Columns, first: int, last: int, key: int | None, text: str) -> None:
        count = last - first + 1
        columns.held[first : last + 1] = b"\1" * count
        self._gather(columns.region, key, text)
        columns.region.cells += count * self._repeat
        if columns.row != self._row_number:
            columns.row = self._row_number
            columns.region.rows += self._repeat

    def _gather(self, region: Region, key: int | None, text: str) -> None:
        if key is None:
            return
        if self._shows:
            region.values.add(key)
        example(region.examples, text)

    def _show(
        self, first: int, last: int, key: int, kind: str, text: str, style: str, why: Unseen | None, hidden: str
    ) -> None:
        """Take cells whose row and column show."""
        if why is None:
            why = self._styles.unseen(style, kind, text)
        if why is None and kind == "str" and len(text) >= FEWEST_CUT and self._clips is not None:
            self._clips.long.append(LongText(first, last, key, text, style))
        if why is None and not self._veil:
            self._visible.add(key)
            return
        area = Area(self._row_number, first, self._row_number + self._repeat - 1, last)
        if why is Unseen.MERGED or not self._veil:
            self._place(area, key, kind, text, why, hidden)
            return
        for piece, over in pieces(self._veil, area):
            gives_way = why is not None and over in (Unseen.FAR, Unseen.MAYBE_CONDITIONAL)
            own = why if over is None or gives_way else over
            self._place(piece, key, kind, text, own, hidden)

    def _clip(self, clips: RowClips) -> None:
        """Tell the texts of the row that are too long for their cells."""
        top = self._row_number
        for column, item, why in clips.judged(top) if clips.long else ():
            if not any(Area(*known[:4]).holds(top, column) for known in self._veil):
                area = Area(top, column, top + self._repeat - 1, column)
                self._place(area, item.key, "str", item.text, why, "")
        clips.clear()

    def _place(self, area: Area, key: int, kind: str, text: str, why: Unseen | None, hidden: str) -> None:
        """Take cells that are seen, or not seen for one reason."""
        if why is None:
            self._visible.add(key)
            return
        first, last = area.left, area.right
        repeat = area.bottom - area.top + 1
        if why not in self._unseen:
            self._unseen[why] = (UnseenCells(why), Spans())
        found, spans = self._unseen[why]
        found.cells += (last - first + 1) * repeat
        bottom = area.bottom
        for column in range(first, last + 1):
            spans.add(area.top, column, bottom)
        rows = written(repeat, last - first + 1)
        columns = min(last - first + 1, MOST_WRITTEN_CELLS)
        self.unseen_lines[why] += rows * columns
        if why is self.wanted:
            shown = ("str", hidden) if why is Unseen.RUN else (kind, text)
            for row in range(area.top, area.top + rows):
                self.ready.extend((f"{column_letters(first + at)}{row}", *shown) for at in range(columns))
        if why is Unseen.RUN:
            self._visible.add(value_key(text.replace(hidden, "", 1)))
            found.values.add(value_key(hidden))
            example(found.examples, hidden)
            return
        found.values.add(key)
        example(found.examples, text)
        if why.is_seen:
            self._visible.add(key)


def extend(region: Region, first: int, last: int) -> None:
    """Add rows or columns that do not show; they come in order."""
    region.count += last - first + 1
    if region.spans and region.spans_left_out == 0 and region.spans[-1][1] == first - 1:
        region.spans[-1] = (region.spans[-1][0], last)
    elif len(region.spans) < MOST_SPANS:
        region.spans.append((first, last))
    else:
        region.spans_left_out += 1


def area_text(area: Area) -> str:
    """Return an area as a range such as `B2:C9`."""
    first = f"{column_letters(area.left)}{area.top}"
    last = f"{column_letters(area.right)}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def example(examples: list[str], text: str) -> None:
    """Add the beginning of a text to a few examples."""
    text = text[:EXAMPLE_CHARACTERS]
    if len(examples) < MOST_EXAMPLES and text not in examples:
        examples.append(text)
