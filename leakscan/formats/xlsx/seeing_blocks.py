"""The second pass over the cells of a large sheet, block by block: only cells that something may hide are judged.

Those are the cells with a look under which the first pass would not trust them, those whose text has several
looks, and those under merges, conditions, tables, covers, or far from the others. Of no other cell has the judge
anything to say.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from leakscan.formats.colours import WHITE
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.array_facts import ArrayCells, ArrayFacts
from leakscan.formats.xlsx.blocks import BlockHandler
from leakscan.formats.xlsx.facts import Usage
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.seeing import SeeingHandler
from leakscan.formats.xlsx.strings import BLANK
from leakscan.formats.xlsx.unseen import Veil

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Flags = NDArray[numpy.bool_]

_MOST_AREAS = 1000
"""More areas than that are looked through cell by cell, by the judge."""


def can_be_judged_in_blocks(veil: Veil) -> bool:
    """Return whether all that a veil hides can be told by where a cell stands and by its look."""
    number = sum(1 for _ in areas_of(veil))
    return veil.clips is None and not veil.replaced and veil.ground == (WHITE,) and number <= _MOST_AREAS


def areas_of(veil: Veil) -> Iterator[Area]:
    """Yield the areas of a veil in which a cell may not be seen."""
    for area, _ in chain(veil.merges, veil.conditions, veil.covers, veil.partly, veil.tables, veil.far):
        yield area


class SeeingArrays(SeeingHandler, ArrayFacts):
    """Gathers the facts of a sheet, cells that are not seen set apart, many rows at once where they are arrays."""

    def __init__(self, usage: Usage, veil: Veil, filters: Sequence[FilterRange]) -> None:
        super().__init__(usage, veil, filters)
        self._areas = list(areas_of(veil))
        self._is_rich: Flags = self._np.zeros(len(usage.strings) + 1, dtype=self._np.bool_)
        self._is_rich[list(usage.strings.runs)] = True

    def shown_of(
        self, cells: ArrayCells, of_rows: "Integers | None", of_columns: "Integers | None"
    ) -> "Flags | None":
        """Return which cells show; None when all do."""
        shown = super().shown_of(cells, of_rows, of_columns)
        judged = self._suspect_tails().take(cells.tails)
        judged |= self._is_rich.take(cells.strings, mode="wrap")  # the last stands for none
        judged |= self._under_areas(cells)
        judged &= cells.keys > BLANK
        if shown is not None:
            judged &= shown
        unseen = [index for index in judged.nonzero()[0].tolist() if self._hides(cells, index)]
        if unseen:
            shown = self._np.ones(len(cells.rows), dtype=self._np.bool_) if shown is None else shown
            shown[unseen] = False
        return shown

    def _hides(self, cells: ArrayCells, index: int) -> bool:
        """Take a cell that would show; return whether it is dealt with, since it is not seen."""
        block, place = cells.block, int(cells.places[index])
        self.row_number, self.style = int(block.numbers[cells.rows[index]]), self._style(int(cells.tails[index]))
        self._runs = []
        number = int(cells.strings[index])
        text = "" if number >= 0 else block.text(place)
        return self.is_unseen(int(cells.columns[index]), block.kind(place), int(cells.keys[index]), number, text)

    def _suspect_tails(self) -> "Flags":
        """Return for each tail whether its style may hide something."""
        raise NotImplementedError

    def _under_areas(self, cells: ArrayCells) -> "Flags":
        """Return which cells lie in an area in which some may not be seen."""
        found: Flags = self._np.zeros(len(cells.rows), dtype=self._np.bool_)
        numbers = cells.block.numbers
        first, last = int(numbers[0]), int(numbers[-1])
        areas = [area for area in self._areas if area.top <= last and area.bottom >= first]
        if areas:
            rows, columns = numbers.take(cells.rows), cells.columns
            for area in areas:
                within = (columns >= area.left) & (columns <= area.right)
                within &= (rows >= area.top) & (rows <= area.bottom)
                found |= within
        return found


class SeeingBlocks(SeeingArrays, BlockHandler):
    """Gathers the facts of a sheet, cells that are not seen set apart, whole blocks at once where plain."""

    def __init__(self, usage: Usage, veil: Veil, filters: Sequence[FilterRange]) -> None:
        super().__init__(usage, veil, filters)
        self._is_suspect: list[bool] = []

    def _suspect_tails(self) -> "Flags":
        """Return for each tail whether its style may hide something; one that is written oddly may."""
        suspects = self._looks.suspects
        for tail in self._reader.tails.items[len(self._is_suspect) :]:
            is_odd = tail.style is not None and tail.style != str(int(tail.style))
            self._is_suspect.append(is_odd or tail.style in suspects)
        found: Flags = self._np.array(self._is_suspect, dtype=self._np.bool_)
        return found
