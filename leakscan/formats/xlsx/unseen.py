"""Which cells are not seen though their rows and columns show, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.formats import number_formats
from leakscan.formats.colours import BLACK, EQUAL_DIFFERENCE, WHITE, Colour, difference
from leakscan.formats.xlsx.areas import Area, Areas
from leakscan.formats.xlsx.cells import decimal
from leakscan.formats.xlsx.clipping import Clips, FixedSizes
from leakscan.formats.xlsx.conditions import Condition, Subject
from leakscan.formats.xlsx.covering import PartCover, Placed
from leakscan.formats.xlsx.looks import (
    TINY_POINTS,
    Background,
    Look,
    Looks,
    Paint,
    is_same,
    text_colour,
)
from leakscan.formats.xlsx.strings import Run
from leakscan.formats.xlsx.table_styles import TableArea
from leakscan.limits import Budget
from leakscan.views.unseen import Unseen

_TEXT_KINDS = ("s", "str", "inlineStr")
MOST_CONDITIONS = 100
"""Conditions judged at one cell: past them it is only told that others may hide it."""
_NUMBER_CHARACTERS = 12
"""Formats add signs, separators and digits to a number."""


class Cell(NamedTuple):
    """What is judged: a cell that would show.

    Attributes:
        row: its row.
        column: its column.
        look: how its style shows it.
        kind: its type, as written.
        text: its value as text.
        runs: the runs of its text; empty when it has but one look.
    """

    row: int
    column: int
    look: Look
    kind: str
    text: str
    runs: tuple[Run, ...] = ()

    @property
    def number(self) -> float | None:
        """Its number; None for a text."""
        if self.kind in _TEXT_KINDS:
            return None
        return decimal(self.text) if self.kind == "n" else 1.0


@dataclass(slots=True, eq=False, repr=False)
class Veil:
    """What lies over and under the cells of one sheet.

    Attributes:
        looks: the styles of the workbook.
        merges: merged ranges.
        conditions: conditional formats, the most important first.
        covers: what hides the cells under it.
        partly: what covers cells in part, and may hide their texts.
        charted: cells that a chart or shape over them shows.
        tables: tables and how their styles paint.
        far: cells far from the others.
        clips: judges whether texts are too long for their cells; None where nobody asks.
        only_clips: nothing else of the sheet gives cause to judge its cells.
        ground: what shows where no cell is filled: white, or the picture behind the cells.
        replaced: which of the cells that hold something, counted from 1 in the order of the part, are not shown,
            since others take their place or no program looks for them there.
        budget: what says when the time is used up; None for no limit.
    """

    looks: Looks
    merges: Areas[None] = field(default_factory=lambda: Areas(()))
    conditions: Areas[Condition] = field(default_factory=lambda: Areas(()))
    covers: Areas[Unseen] = field(default_factory=lambda: Areas(()))
    partly: Areas[PartCover] = field(default_factory=lambda: Areas(()))
    charted: Areas[None] = field(default_factory=lambda: Areas(()))
    tables: Areas[TableArea] = field(default_factory=lambda: Areas(()))
    far: Areas[None] = field(default_factory=lambda: Areas(()))
    clips: Clips[FixedSizes] | None = None
    only_clips: bool = False
    ground: Background = (WHITE,)
    replaced: frozenset[int] = frozenset()
    budget: Budget | None = None
    _changes: int = -1
    _at_column: dict[int, list[Condition]] = field(default_factory=dict)

    def judge(self, cell: Cell) -> Unseen | None:
        """Return why a cell is not seen, or None when it is.

        Raises:
            LimitReachedError: the time is used up.
        """
        if self.budget is not None:
            self.budget.check_time()
        row, column = cell.row, cell.column
        for area, _ in self.merges.at_row(row):
            if area.left <= column <= area.right and (row, column) != (area.top, area.left):
                return Unseen.MERGED
        for area, why in self.covers.at_row(row):
            if area.left <= column <= area.right:
                return Unseen.CHARTED if _holds(self.charted, row, column) else why
        for area, cover in self.partly.at_row(row):
            if area.left <= column <= area.right and cover.hides(_placed(cell)):
                return Unseen.CHARTED if _holds(self.charted, row, column) else cover.why
        found = self._by_look(cell)
        if found is None and _holds(self.far, row, column):
            return Unseen.FAR
        return self._clipped(cell) if found is None and self.clips is not None else found

    def _clipped(self, cell: Cell) -> Unseen | None:
        if self.clips is None or cell.kind not in _TEXT_KINDS:
            return None
        merges = self.merges.at_row(cell.row)
        merge = next((area for area, _ in merges if area.left <= cell.column <= area.right), None)
        return self.clips.judge(cell.text, cell.look, Area(*(cell.row, cell.column) * 2), merge)

    def hidden_runs(self, cell: Cell) -> tuple[str, str]:
        """Return what of a text in several runs is not seen, and what is."""
        is_hidden = self._hides_run(cell, self._paint_under(cell, ()))
        hidden = "".join(run.text for run in cell.runs if is_hidden(run))
        return hidden, "".join(run.text for run in cell.runs if not is_hidden(run))

    def _by_look(self, cell: Cell) -> Unseen | None:
        applying: list[Paint] = []
        perhaps: list[Paint] = []
        shows_icon = is_mark = False
        conditions = self._conditions(cell)
        subject = _subject(cell) if conditions else None
        for condition in conditions[:MOST_CONDITIONS]:
            holds = subject and condition.holds(subject)
            if holds is False:
                continue
            if condition.hides_value:
                shows_icon = True
            if condition.paint is not None:
                is_mark = is_mark or condition.names_value
                (applying if holds else perhaps).append(condition.paint)
            if holds and condition.stops:
                break
        else:
            if len(conditions) > MOST_CONDITIONS:
                return Unseen.MAYBE_CONDITIONAL
        plain = self._hiding(cell, ())
        under = self._hiding(cell, applying) if applying else plain
        others = [self._hiding(cell, (paint, *applying)) for paint in perhaps]
        if under is not None:
            if None in others:
                return Unseen.MAYBE_CONDITIONAL
            if plain is not None:
                return under
            if cell.number == 0:
                return None  # as with number formats, everybody infers a nought that is left out
            return Unseen.ICON if is_mark and cell.kind == "n" else Unseen.CONDITIONAL
        if any(others):
            return None if cell.number == 0 else Unseen.MAYBE_CONDITIONAL
        return Unseen.ICON if shows_icon and cell.kind == "n" else None

    def _conditions(self, cell: Cell) -> list[Condition]:
        active = self.conditions.at_row(cell.row)
        if not active:
            return []
        if self.conditions.changes != self._changes:
            self._changes, self._at_column = self.conditions.changes, {}
        known = self._at_column.get(cell.column)
        if known is None:
            found = {id(item): item for area, item in active if area.left <= cell.column <= area.right}
            known = sorted(found.values(), key=lambda item: item.priority)[: MOST_CONDITIONS + 1]
            self._at_column[cell.column] = known
        return known

    def _paint_under(self, cell: Cell, paints: Iterable[Paint]) -> tuple[Colour, Background, str]:
        """Return the colour of a cell's text, its background and its number format."""
        look = cell.look
        code, colour, background = look.code, None, None
        for paint in paints:  # the first to say something wins
            colour = paint.colour if colour is None else colour
            background = paint.background if background is None else background
        code = next((paint.code for paint in paints if paint.code is not None), code)
        table_colour, table_background = self._table(cell)
        if colour is None:
            colour = table_colour if look.is_plain else None
        if colour is None:
            colour = text_colour(self.looks, look, code, cell.number)
        if not background:
            background = look.background or table_background
        # What lets cells through paints text and ground alike, so that it parts no colours that are the same.
        return colour, background or self.ground, code

    def _table(self, cell: Cell) -> tuple[Colour | None, Background]:
        for area, table in self.tables.at_row(cell.row):
            if area.left <= cell.column <= area.right:
                return table.paint(cell.row, cell.column)
        return None, ()

    def _hiding(self, cell: Cell, paints: Iterable[Paint]) -> Unseen | None:
        """Return why a cell is not seen under some paints."""
        colour, background, code = painted = self._paint_under(cell, paints)
        number = cell.number
        if code and number != 0 and cell.kind not in ("b", "e") and number_formats.shows_nothing(code, number):
            return Unseen.FORMAT
        if cell.runs and not any(paint.colour for paint in paints):
            is_hidden = self._hides_run(cell, painted)
            states = {is_hidden(run) for run in cell.runs if run.text.strip()}
            if True in states:
                return Unseen.RUN if False in states else Unseen.COLOUR
            return None
        if cell.look.points < TINY_POINTS:
            return Unseen.SIZE
        if is_same(colour, background):
            is_equal = all(difference(colour, other) <= EQUAL_DIFFERENCE for other in background)
            return Unseen.COLOUR if is_equal else Unseen.NEAR_COLOUR
        return None

    def _hides_run(self, cell: Cell, painted: tuple[Colour, Background, str]) -> Callable[[Run], bool]:
        def is_hidden(run: Run) -> bool:
            points = run.points if run.points is not None or run.has_font else cell.look.points
            own = run.colour or (BLACK if run.has_font else painted[0])
            return (points is not None and points < TINY_POINTS) or is_same(own, painted[1])

        return is_hidden


def _placed(cell: Cell) -> Placed:
    side = cell.look.side
    if side == "general":
        side = "left" if cell.kind in _TEXT_KINDS else "right" if cell.kind == "n" else "center"
    longest = max(map(len, cell.text.splitlines()), default=0)
    characters = longest if cell.kind in _TEXT_KINDS else max(longest, _NUMBER_CHARACTERS)
    return Placed(cell.row, cell.column, characters, cell.look.points, side)


def _holds(areas: Areas[None], row: int, column: int) -> bool:
    return any(area.left <= column <= area.right for area, _ in areas.at_row(row))


def _subject(cell: Cell) -> Subject:
    value: str | float | bool = cell.text
    number = decimal(cell.text) if cell.kind == "n" else None
    if number is not None:
        value = number
    elif cell.kind == "b":
        value = xmlsafe.is_true(cell.text)
    return Subject(cell.row, cell.column, value, is_error=cell.kind == "e")


class Spans:
    """Ranges of cells that come row by row: runs down a column, joined across columns where they are alike."""

    MOST = 400
    SHOWN = 10

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, int]] = {}
        self._closed: list[tuple[int, int, int]] = []
        self._left_out = 0

    def add(self, row: int, column: int, last_row: int = 0) -> None:
        """Add a cell, or the cells of a column down to `last_row`."""
        last = max(row, last_row)
        known = self._open.get(column)
        if known is not None and known[1] >= row - 1 >= known[0] - 1:
            self._open[column] = (known[0], last)
            return
        if known is not None:
            self._close(column, known)
        self._open[column] = (row, last)

    def _close(self, column: int, rows: tuple[int, int]) -> None:
        if len(self._closed) < self.MOST:
            self._closed.append((*rows, column))
        else:
            self._left_out += 1

    def areas(self) -> tuple[list[Area], int]:
        """Return the ranges, and how many there are besides."""
        for column, rows in self._open.items():
            self._close(column, rows)
        self._open.clear()
        found: list[Area] = []
        for top, bottom, column in sorted(self._closed):
            last = found[-1] if found else None
            if last is not None and (last.top, last.bottom, last.right) == (top, bottom, column - 1):
                found[-1] = Area(top, last.left, bottom, column)
            else:
                found.append(Area(top, column, bottom, column))
        return found[: self.SHOWN], self._left_out + max(0, len(found) - self.SHOWN)
