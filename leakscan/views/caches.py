"""What a workbook keeps of data that lies elsewhere: pivot caches, links, connections, names and charts."""

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Table
from leakscan.views.values import ValueSet


class CacheSource(Enum):
    """Where cached values came from."""

    SHEET_VISIBLE = "a visible sheet of this workbook"
    RANGE_HIDDEN = "hidden rows or columns of this workbook"
    SHEET_HIDDEN = "a hidden sheet of this workbook"
    SHEET_GONE = "a sheet or range that no longer exists"
    OTHER_WORKBOOK = "another workbook"
    EXTERNAL = "an external data source"
    CONSOLIDATION = "several ranges"
    SCENARIO = "the scenarios of a sheet"
    UNKNOWN = "an unknown source"


class PivotUse(NamedTuple):
    """A pivot table that uses a cache.

    Attributes:
        place: the pivot table.
        is_on_visible_sheet: its sheet shows.
        can_drill: a double-click on a total shows the records behind it.
    """

    place: Place
    is_on_visible_sheet: bool
    can_drill: bool


@dataclass(slots=True, eq=False, repr=False)
class PivotCache:
    """A pivot cache: the copy of the source rows that pivot tables keep.

    Attributes:
        part: the part with its definition; empty for records whose definition is gone.
        records_part: the part with its records; empty when there is none.
        source: where its rows came from.
        source_sheet: the sheet named as its source, if any.
        source_range: the range or name given as its source, if any.
        source_path: the other file named as its source, if any.
        fields: names of the fields that records hold.
        declared_records: number of records that the definition declares, if it does.
        records: number of records stored.
        shared_items: number of distinct items kept in the definition.
        ghost_items: how many of them no record uses.
        saves_data: records are meant to be saved with the workbook.
        refreshed_by: who refreshed it last.
        refreshed_date: when, as written.
        is_related: the workbook refers to it.
        uses: the pivot tables that show it.
        values: different values in the records.
        examples: a few of the values.
        table: the records, joined with the shared items.
        items_values: different values among the items, groups and members of the definition.
        items_examples: a few of them.
        items_table: all that the definition keeps: field, item, caption, what it is.
        formulas: formulas of calculated fields and items.
        given_names: names given to groups of items and to pages, as far as no item bears them.
        given_values: the different values among them.
        given_table: the names, with the field of each.
        ghost_values: different values among the items that no record uses.
        ghost_examples: a few of them.
        ghost_table: the items that no record uses.
    """

    part: str
    records_part: str
    source: CacheSource
    source_sheet: str = ""
    source_range: str = ""
    source_path: str = ""
    fields: tuple[str, ...] = ()
    declared_records: int | None = None
    records: int = 0
    shared_items: int = 0
    ghost_items: int = 0
    saves_data: bool = True
    refreshed_by: str = ""
    refreshed_date: str = ""
    is_related: bool = True
    uses: list[PivotUse] = field(default_factory=list)
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    table: Table | None = None
    items_values: ValueSet = field(default_factory=ValueSet)
    items_examples: list[str] = field(default_factory=list)
    items_table: Table | None = None
    formulas: list[str] = field(default_factory=list)
    given_names: list[str] = field(default_factory=list)
    given_values: ValueSet = field(default_factory=ValueSet)
    given_table: Table | None = None
    ghost_values: ValueSet = field(default_factory=ValueSet)
    ghost_examples: list[str] = field(default_factory=list)
    ghost_table: Table | None = None

    @property
    def place(self) -> Place:
        """Where its records are, or its definition when it has none."""
        return Place(part=self.records_part or self.part)

    @property
    def is_orphan(self) -> bool:
        """True when no pivot table of the workbook shows it, so that no application shows it either."""
        return not self.is_related or not self.uses


class LinkKind(Enum):
    """What an external link leads to."""

    WORKBOOK = "another workbook"
    DDE = "another program, by DDE"
    OLE = "another file, by OLE"


@dataclass(slots=True, eq=False, repr=False)
class ExternalSheet:
    """The cells that a workbook keeps of one sheet of another file, or the values of a DDE or OLE link.

    Attributes:
        name: the other sheet's name; empty for a DDE or OLE link.
        rows: rows that hold something.
        cells: cells that hold something.
        values: the different values.
        examples: a few of them.
        table: the cells as rows.
    """

    name: str
    rows: int = 0
    cells: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    table: Table | None = None


@dataclass(slots=True, eq=False, repr=False)
class ExternalLink:
    """A link of formulas to another file.

    Attributes:
        part: the part that holds it.
        number: its number among the links, from 1, by which formulas refer to it; 0 when nothing lists it.
        kind: what it leads to.
        targets: where the other file is, as written; alternatives follow.
        program: the program that a DDE link calls.
        sheet_names: every sheet of the other file that is named.
        names: defined names of the other file: name, what it refers to.
        sheets: what is kept of its sheets.
        names_table: its sheets and defined names as rows.
    """

    part: str
    number: int = 0
    kind: LinkKind = LinkKind.WORKBOOK
    targets: tuple[str, ...] = ()
    program: str = ""
    sheet_names: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    sheets: list[ExternalSheet] = field(default_factory=list)
    names_table: Table | None = None


class ExternalTarget(NamedTuple):
    """A place outside the file that one of its parts points to.

    Attributes:
        part: the part that points there.
        kind: what for, in the format's own word: hyperlink, image, oleObject, attachedTemplate.
        target: where, as written.
    """

    part: str
    kind: str
    target: str


class DefinedName(NamedTuple):
    """A name given to a range, a constant or a formula.

    Attributes:
        name: the name.
        refers_to: what it stands for, as a formula without its equals sign.
        sheet: the sheet it is limited to; empty when it holds for the whole workbook.
        is_hidden: the name manager does not list it.
        texts: its comment, description, help and status bar text, as far as there are any.
    """

    name: str
    refers_to: str
    sheet: str = ""
    is_hidden: bool = False
    texts: tuple[str, ...] = ()


class Connection(NamedTuple):
    """A connection to data elsewhere.

    Attributes:
        part: the part that holds it.
        name: its name.
        settings: everything it says: what, text. `connection`, `command`, `url`, `sourceFile`, `odcFile` …
        table: the settings as rows.
    """

    part: str
    name: str
    settings: tuple[tuple[str, str], ...] = ()
    table: Table | None = None


@dataclass(slots=True, eq=False, repr=False)
class ChartSeries:
    """One sequence of points that a chart keeps.

    Attributes:
        source: where they came from.
        formula: the formula of their source; empty for points typed into the chart.
        points: how many there are.
        values: the different values.
        labels: those among them that are texts made of visible cells: joined, or as a number format shows them.
        examples: a few of them.
    """

    source: CacheSource
    formula: str = ""
    points: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    labels: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class Chart:
    """A chart and the points it keeps.

    Attributes:
        part: the part that holds it.
        sheet: the sheet it stands on; empty when it stands on none.
        is_on_visible_sheet: that sheet shows.
        series: its sequences of points: names, categories and values of each series.
        captions: texts typed into it, such as its title, in the pieces that their format makes of them.
        table: every point: series, what it is, number, value, source.
    """

    part: str
    sheet: str = ""
    is_on_visible_sheet: bool = True
    series: list[ChartSeries] = field(default_factory=list)
    table: Table | None = None
    captions: list[str] = field(default_factory=list)
