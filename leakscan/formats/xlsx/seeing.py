"""A second pass over a sheet's cells, where the first found that some may not be seen: which ones, and why."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

from leakscan.errors import FileError
from leakscan.formats.strays import REPLACED
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.cell_arrays import RowTelling
from leakscan.formats.xlsx.cells import CellHandler, decimal
from leakscan.formats.xlsx.clipping import FEWEST_CUT
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.facts import EXAMPLE_CHARACTERS, FactsHandler, SheetPass, Usage
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.plain_rows import PlainRows
from leakscan.formats.xlsx.strings import BLANK, Run
from leakscan.formats.xlsx.unseen import Cell, Spans, Veil
from leakscan.views.spreadsheet import column_letters
from leakscan.views.unseen import Unseen, UnseenCells
from leakscan.views.values import value_key

_EVERY: frozenset[str | None] = frozenset()


def read_unseen(stream: BinaryIO, usage: Usage, veil: Veil, *, filters: Sequence[FilterRange]) -> SheetPass:
    """Return the facts of a sheet part whose tab shows, with the cells that are not seen.

    Args:
        stream: the part.
        usage: the pass adds to it what is seen, and nothing else.
        veil: what lies over and under the cells.
        filters: the filters that hide rows.
    """
    if isinstance(stream, RowTelling) and stream.has_arrays:
        from leakscan.formats.xlsx.seeing_blocks import can_be_judged_in_blocks
        from leakscan.formats.xlsx.told_arrays import SeeingTold

        if can_be_judged_in_blocks(veil):
            told = SeeingTold(usage, veil, filters)
            return _fed(told, lambda _: stream.tell_rows(told))
    begun = Begun(stream)
    if begun.is_large:
        from leakscan.formats.xlsx.blocks import feed_blocks
        from leakscan.formats.xlsx.seeing_blocks import SeeingBlocks, can_be_judged_in_blocks

        if can_be_judged_in_blocks(veil):
            reader = SeeingBlocks(usage, veil, filters)
            return _fed(reader, lambda _: feed_blocks(begun, reader))
    small = PlainSeeing(usage, veil, filters)
    return _fed(small, lambda _: small.feed(begun))


def seen(
    feed: Callable[[CellHandler], None],
    usage: Usage,
    veil: Veil,
    *,
    filters: Sequence[FilterRange],
    is_large: bool = False,
) -> SheetPass:
    """Return the facts of a sheet that `feed` tells to a handler; the sheet may be of any format."""
    if is_large:
        from leakscan.formats.xlsx.seeing_blocks import can_be_judged_in_blocks
        from leakscan.formats.xlsx.told_arrays import SeeingTold

        if can_be_judged_in_blocks(veil):
            return _fed(SeeingTold(usage, veil, filters), feed)
    return _fed(SeeingHandler(usage, veil, filters), feed)


def _fed(handler: "SeeingHandler", feed: Callable[[CellHandler], None]) -> SheetPass:
    damage = None
    try:
        feed(handler)
    except FileError as error:
        damage = error
    return handler.finish(damage)


class SeeingHandler(FactsHandler):
    """Gathers the facts of a sheet, cells that are not seen set apart.

    Attributes:
        wanted: the reason for which cells are kept in `ready`; None for none.
        ready: the reference, type, text and style of each such cell; no type where the text is the value itself.
    """

    def __init__(self, usage: Usage, veil: Veil, filters: Sequence[FilterRange]) -> None:
        super().__init__(usage, filters, shows=True)
        self._suspects = _EVERY
        self._veil = veil
        if veil.clips is not None:
            self.sizes = veil.clips.sizes
        self._found: dict[Unseen, tuple[UnseenCells, Spans]] = {}
        self._runs: list[tuple[int, Run]] = []
        self._count = 0
        self.wanted: Unseen | None = None
        self.ready: list[tuple[str, str, str, str | None]] = []

    def run_part(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element that says how a run of a text in its cell looks."""
        if name == "is":
            self._runs = []
        elif name == "r":
            self._runs.append((len(self._inline), Run("")))
        elif self._runs:
            start, run = self._runs[-1]
            if name == "rPr":
                run = run._replace(has_font=True)
            elif name == "color":
                run = run._replace(colour=self._looks.palette.colour(attributes))
            elif name == "sz":
                run = run._replace(points=decimal(attributes.get("val")))
            self._runs[-1] = (start, run)

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        self._count += 1
        super().cell(column, kind, text)

    def is_unseen(self, column: int, kind: str, key: int, number: int, text: str) -> bool:
        """Take a cell that would show; return whether it is dealt with, since it is not seen."""
        if key <= BLANK:
            return False
        shown = self._strings[number] if number >= 0 else text
        if self._veil.only_clips and len(shown) < FEWEST_CUT and not self._veil.replaced:
            return False
        cell = Cell(
            self.row_number, column, self._looks.look(self.style), kind, shown, self._runs_of(kind, number)
        )
        why = self._veil.judge(cell)
        is_replaced = self._count in self._veil.replaced
        if is_replaced and (why is None or why.is_seen):
            self.strays.add(REPLACED, shown if kind in ("s", "n") else unescaped(shown))
        if not is_replaced and (why is None or why.is_seen):
            self._looks.show(cell.look, cell.number)
        if why is None:
            return is_replaced
        if why is Unseen.RUN:
            hidden, rest = self._veil.hidden_runs(cell)
            self._note(why, cell, value_key(hidden) or BLANK, hidden)
            self._visible.add(value_key(rest))
        else:
            self._note(why, cell, key, shown)
        return is_replaced or not why.is_seen

    def finish(self, damage: FileError | None) -> SheetPass:
        """Return the pass, with the cells that are not seen."""
        found = super().finish(damage)
        for why in Unseen:
            if why in self._found:
                cells, spans = self._found[why]
                areas, cells.spans_left_out = spans.areas()
                for area in areas:
                    first = f"{column_letters(area.left)}{area.top}"
                    last = f"{column_letters(area.right)}{area.bottom}"
                    cells.spans.append(first if first == last else f"{first}:{last}")
                found.facts.unseen.append(cells)
        return found

    def _runs_of(self, kind: str, number: int) -> tuple[Run, ...]:
        if number >= 0:
            return self._strings.runs.get(number, ())
        if kind != "inlineStr" or not self._runs:
            return ()
        starts = [start for start, _ in self._runs] + [len(self._inline)]
        pieces = ("".join(self._inline[start:end]) for start, end in itertools.pairwise(starts))
        return tuple(
            run._replace(text=unescaped(piece)) for (_, run), piece in zip(self._runs, pieces, strict=True)
        )

    def _note(self, why: Unseen, cell: Cell, key: int, text: str) -> None:
        known = self._found.get(why)
        if known is None:
            known = self._found[why] = (UnseenCells(why), Spans())
        cells, spans = known
        cells.cells += 1
        spans.add(cell.row, cell.column)
        if key > BLANK:
            cells.values.add(key)
            text = unescaped(text) if cell.kind not in ("s", "n") and why is not Unseen.RUN else text
            if len(cells.examples) < MOST_EXAMPLES and text[:EXAMPLE_CHARACTERS] not in cells.examples:
                cells.examples.append(text[:EXAMPLE_CHARACTERS])
        if why is self.wanted:
            kind = "" if cell.kind == "s" or why is Unseen.RUN else cell.kind
            self.ready.append((f"{column_letters(cell.column)}{cell.row}", kind, text, self.style))


class PlainSeeing(PlainRows, SeeingHandler):
    """Gathers the facts of a small sheet, plain blocks without the XML parser."""

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        self._runs = []  # of a text in its cell that the parser has read; plain ones have none
        return super().take(data)
