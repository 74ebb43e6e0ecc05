"""A sheet of records told cell by cell and as arrays, and all that came of it."""

from collections.abc import Callable, Iterator

from leakscan.errors import FileError
from leakscan.formats.xlsx.cell_arrays import CellArrays
from leakscan.formats.xlsx.cells import CellHandler
from leakscan.formats.xlsx.facts import FactsHandler, Usage
from leakscan.formats.xlsx.seeing import SeeingHandler
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.tables import SheetRows
from leakscan.formats.xlsx.told_arrays import SeeingTold, ToldFacts
from leakscan.formats.xlsx.told_columns import ToldColumns
from leakscan.formats.xlsx.unseen import Veil
from tests.differential.sheets import DATES, FILTERS, RANGES, _told, _usage, rows_of, told_rows
from tests.differential.test_seeing import AREAS, _with_unseen, looks

Reading = Callable[[CellHandler], Iterator[None]]
WANTED = ((1, 2, 3, 4, 5, 26), ""), ((1, 2), "BY_HAND"), ((2, 1), "FILTERED"), ((1, 3), "FROZEN"), ((4, 1), "TINY")
SUSPECTS = frozenset((None, "1", "3"))


class Counting(ToldFacts):
    """Counts the rows that come as arrays."""

    taken = 0

    def take_rows(self, rows: CellArrays) -> None:
        self.taken += len(rows.numbers)
        assert int(rows.rows.max(initial=-1)) < len(rows.numbers)
        super().take_rows(rows)


class BothTold:
    """What came of one sheet, told both ways.

    Attributes:
        exact: all that comes of being told cell by cell.
        fast: all that comes of being told by arrays.
        taken: how many rows came as arrays.
    """

    def __init__(
        self, exact: Reading, fast: Reading, strings: SharedStrings, *, shows: bool = True, areas: str = "merges"
    ) -> None:
        usages = _usage(strings, SUSPECTS), _usage(strings, SUSPECTS)
        counting = Counting(usages[1], FILTERS, shows=shows)
        self.exact, self.fast = (
            _facts(reading, handler, usage)
            for reading, handler, usage in zip(
                (exact, fast), (FactsHandler(usages[0], FILTERS, shows=shows), counting), usages, strict=True
            )
        )
        self.taken = counting.taken
        seen = _unseen(exact, SeeingHandler, strings, areas), _unseen(fast, SeeingTold, strings, areas)
        self.exact |= {f"seen {name}": item for name, item in seen[0].items()}
        self.fast |= {f"seen {name}": item for name, item in seen[1].items()}
        for columns, hiding in WANTED:
            arguments = strings, DATES, columns, hiding, RANGES
            rows, blocks = SheetRows(*arguments), ToldColumns(*arguments)
            self.exact[f"rows {hiding}"] = told_rows(rows.collected(exact(rows)))
            self.fast[f"rows {hiding}"] = told_rows(rows_of(blocks.blocks(fast(blocks)), len(columns) + 1))

    @property
    def different(self) -> list[str]:
        """Names of what the two tell differently."""
        return [name for name in self.exact if self.exact[name] != self.fast.get(name)]


def _facts(reading: Reading, handler: FactsHandler, usage: Usage) -> dict[str, object]:
    handler.sizes = Sizes()
    damage = _read(reading, handler)
    found = handler.finish(damage)
    return _told(found, usage) | {"more": (found.lacks_strings, found.has_long_texts)}


def _unseen(reading: Reading, kind: type[SeeingHandler], strings: SharedStrings, areas: str) -> dict[str, object]:
    usage = Usage(strings, looks())
    handler = kind(usage, Veil(usage.looks, **AREAS[areas]), ())  # type: ignore[arg-type]  # each of its own kind
    damage = _read(reading, handler)
    return _with_unseen(handler.finish(damage), usage)


def _read(reading: Reading, handler: CellHandler) -> FileError | None:
    try:
        for _ in reading(handler):
            pass
    except FileError as error:
        return error
    return None
