"""Results of formulas whose source is gone: what was deleted stands in them until somebody calculates anew."""

from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.tables import Table

COLUMNS = ("Cell", "Formula", "Result", "Gone")


@dataclass(slots=True, eq=False, repr=False)
class LostResults:
    """Such results on one sheet.

    Attributes:
        place: the sheet.
        count: how many cells have one.
        examples: a few of the results.
        gone: what is gone: names of sheets, numbers of links.
        table: cell, formula, result, and what is gone, as rows.
    """

    place: Place
    count: int = 0
    examples: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    table: Table | None = None
