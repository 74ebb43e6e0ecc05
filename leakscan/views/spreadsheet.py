"""Workbook, sheets, caches and names, whatever format they came from."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from leakscan.findings import Place
from leakscan.tables import Table
from leakscan.views.caches import Connection, DefinedName, ExternalLink, ExternalTarget, PivotCache
from leakscan.views.comments import Comments
from leakscan.views.history import RevisionLog, SavedView, Scenario
from leakscan.views.surface import Surface
from leakscan.views.unseen import UnseenCells
from leakscan.views.values import ValueSet

if TYPE_CHECKING:
    from leakscan.views.lost_results import LostResults
    from leakscan.views.queries import Kept


class SheetState(Enum):
    """Whether a sheet shows in the tab bar."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"
    UNKNOWN = "in an unknown state"

    @classmethod
    def read(cls, text: str | None) -> "SheetState":
        """Return the state named by `ST_SheetState` (ECMA-376-1 §18.18.68)."""
        words = {
            None: cls.VISIBLE,
            "visible": cls.VISIBLE,
            "hidden": cls.HIDDEN,
            "veryHidden": cls.VERY_HIDDEN,
        }
        return words.get(text, cls.UNKNOWN)


class SheetKind(Enum):
    """What a sheet is."""

    WORKSHEET = "worksheet"
    CHARTSHEET = "chart sheet"
    DIALOGSHEET = "dialog sheet"
    MACROSHEET = "macro sheet"
    UNKNOWN = "sheet of an unknown kind"


class Hiding(Enum):
    """Why rows or columns do not show."""

    BY_HAND = "hidden by hand"
    FILTERED = "hidden by a filter"
    COLLAPSED = "hidden in a collapsed outline group"
    ZERO = "of zero size"
    TINY = "too small to see"
    DEFAULT = "hidden by the sheet's default"
    FROZEN = "before frozen panes, where nobody can scroll"


class Axis(Enum):
    """Rows or columns."""

    ROWS = "rows"
    COLUMNS = "columns"


@dataclass(slots=True, eq=False, repr=False)
class Region:
    """The rows, or the columns, of one sheet that do not show for one reason.

    Attributes:
        axis: rows or columns.
        hiding: why they do not show.
        spans: first and last, from 1, both included, neighbours merged; the first few of them.
        spans_left_out: how many more there are.
        count: how many rows or columns do not show, whether or not they hold something.
        lines: how many of them hold something.
        rows: in how many rows they hold something.
        cells: how many cells in them hold something.
        values: the different values in them; empty on a sheet that does not show itself.
        examples: a few of the values.
        table: the hidden rows (all columns), or the hidden columns (all rows in which they hold something).
    """

    axis: Axis
    hiding: Hiding
    spans: list[tuple[int, int]] = field(default_factory=list)
    spans_left_out: int = 0
    count: int = 0
    lines: int = 0
    rows: int = 0
    cells: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    table: Table | None = None

    @property
    def cells_text(self) -> str:
        """Its spans as a range text such as `5:9,12:12` or `C:D`."""
        name = column_letters if self.axis is Axis.COLUMNS else str
        shown = [f"{name(first)}:{name(last)}" for first, last in self.spans]
        if self.spans_left_out:
            shown.append(f"and {self.spans_left_out} more")
        return ",".join(shown)


@dataclass(slots=True, eq=False, repr=False)
class SheetFacts:
    """What one pass over a sheet's cells gathers.

    A cell holds something when it has a formula, or a value that is not the empty string.

    Attributes:
        rows: rows that hold something.
        cells: cells that hold something.
        last_row: last row that holds something, from 1.
        last_column: last column that holds something, from 1.
        values: the different values of the sheet; kept only when the sheet does not show.
        examples: a few of the values.
        regions: what does not show within the sheet.
        unseen: what shows by its row and column, and is not seen; of sheets that show.
        print_area: the cells that are printed, where the sheet says so.
        unprinted: cells outside of them.
        table: the whole sheet as rows.
    """

    rows: int = 0
    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    unseen: list[UnseenCells] = field(default_factory=list)
    print_area: str = ""
    unprinted: int = 0
    table: Table | None = None


@dataclass(slots=True, eq=False, repr=False)
class OrphanStrings:
    """The shared strings that no cell of any listed sheet uses.

    Attributes:
        part: the part that holds them.
        count: how many there are, empty ones left out.
        values: the different values among them.
        examples: a few of them.
        table: their numbers and texts.
    """

    part: str
    count: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    table: Table | None = None


@dataclass(slots=True, eq=False, repr=False)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: its name.
        number: its position among the sheets, from 1.
        kind: what it is.
        state: whether its tab shows.
        part: the part that holds it; empty when there is none.
        is_listed: the workbook lists it; false for a sheet part that nothing lists.
        is_protected: it is protected, which never makes it safe.
        facts: what its cells hold; None when it has no part or the part could not be opened.
    """

    name: str
    number: int
    kind: SheetKind
    state: SheetState
    part: str
    is_listed: bool = True
    is_protected: bool = False
    is_whole: bool = True
    facts: SheetFacts | None = None

    @property
    def is_visible(self) -> bool:
        """True when its tab shows."""
        return self.is_listed and self.state is SheetState.VISIBLE

    def place(self, cells: str = "", name: str = "") -> Place:
        """Return a place on this sheet."""
        return Place(part=self.part, sheet=self.name, cells=cells, name=name)


class GoneSheet(NamedTuple):
    """A sheet that was deleted, and of which the order of calculation still tells.

    Attributes:
        place: the part that tells of it.
        number: the number that it had in the workbook.
        cells: how many cells with formulas it had.
    """

    place: Place
    number: int
    cells: int


@dataclass(slots=True, eq=False, repr=False)
class Workbook(Surface):
    """A workbook, complete: every sheet read, every cache known.

    Attributes:
        sheets: its sheets in order, those that nothing lists last.
        is_1904: the numbers of its cells count days from 1904 (ECMA-376-1 §18.17.4.1).
        orphan_strings: shared strings that no cell uses; None when there are none, or a sheet was not read whole.
        pivot_caches: its pivot caches.
        names: its defined names.
        names_part: the part that holds them.
        names_table: the names that are not the software's own.
        names_values_table: the values that names hold themselves.
        names_texts_table: comments and descriptions of names.
        table_ranges: sheet and cells of each table, by its name in one letter case.
        external_links: the other files its formulas refer to, with what it keeps of them.
        external_targets: where it points outside itself by anything but an external link.
        connections: its connections to data elsewhere.
        is_structure_protected: its structure is protected, which never makes it safe.
        comments: its comments, by sheet and kind.
        revision_logs: the changes that were logged while it was shared.
        scenarios: sets of values that its cells can be given.
        scenarios_table: all of them as rows.
        saved_views: views of it that were saved under a name.
        saved_views_table: what each of them hides, looks for and heads, as rows.
        gone_sheets: sheets that were deleted, and of which the order of calculation still tells.
        lost_results: results of formulas whose source is gone, sheet by sheet.
        kept: what it keeps for its queries: slicers, query tables, Power Query, models, linked data.
    """

    sheets: list[Sheet] = field(default_factory=list)
    is_1904: bool = False
    orphan_strings: OrphanStrings | None = None
    pivot_caches: list[PivotCache] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    names_part: str = ""
    names_table: Table | None = None
    names_values_table: Table | None = None
    names_texts_table: Table | None = None
    table_ranges: dict[str, tuple[str, str]] = field(default_factory=dict)
    external_links: list[ExternalLink] = field(default_factory=list)
    external_targets: list[ExternalTarget] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    is_structure_protected: bool = False
    comments: list[Comments] = field(default_factory=list)
    revision_logs: list[RevisionLog] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    scenarios_table: Table | None = None
    saved_views: list[SavedView] = field(default_factory=list)
    saved_views_table: Table | None = None
    gone_sheets: list[GoneSheet] = field(default_factory=list)
    lost_results: "list[LostResults]" = field(default_factory=list)
    kept: "list[Kept]" = field(default_factory=list)

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name, letter case aside, or None."""
        folded = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == folded), None)


def column_letters(column: int) -> str:
    """Return the letters of a column, from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
