"""Two readings of an XML spreadsheet: what shows, which stands behind the cells; then everything."""

from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.colours import BLACK, read_rgb
from leakscan.formats.number_formats import shows_nothing
from leakscan.formats.ods.facts import SheetGathering
from leakscan.formats.ods.looks import Look, look_hiding
from leakscan.formats.ods.nodes import Node
from leakscan.formats.spreadsheetml.content import BookHandler, filter_of, hiding_of
from leakscan.formats.spreadsheetml.parts import read_node, settle
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.tables import Table
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Axis, Sheet, SheetFacts, SheetKind, SheetState, Workbook, column_letters
from leakscan.views.unseen import Unseen

PART = "(document)"
"""Stands for the part that the document is."""
_READERS = "leakscan.formats.spreadsheetml.tables"
STATES = {"SheetHidden": SheetState.HIDDEN, "SheetVeryHidden": SheetState.VERY_HIDDEN}
_POINTS = 10.0


@dataclass(slots=True)
class Known:
    """What stands after the cells that it speaks of.

    Attributes:
        states: of each sheet that does not show, by its number.
        filters: of each sheet with an active filter.
    """

    states: dict[int, SheetState] = field(default_factory=dict)
    filters: dict[int, tuple[FilterRange, ...]] = field(default_factory=dict)


class BeforePass(BookHandler):
    """Finds out which sheets show, and which filters hide rows."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        """Take an element."""
        if node.name == "WorksheetOptions":
            state = STATES.get(node.child_text("Visible").strip())
            if state is not None:
                self._known.states[self.sheet] = state
        elif node.name == "AutoFilter":
            found = filter_of(node)
            if found is not None:
                self._known.filters[self.sheet] = (*self._known.filters.get(self.sheet, ()), found)


class CellStyles:
    """The cell styles of a workbook."""

    def __init__(self) -> None:
        self._looks: dict[str, tuple[Look, str]] = {}

    def add(self, styles: Node) -> None:
        """Take the styles of a `Styles` element; a style stands after its parent."""
        for style in styles.children("Style"):
            look, code = self._looks.get(style.get("Parent") or "Default", (Look(points=_POINTS), ""))
            colour, background, points = look.colour, look.background, look.points
            for font in style.children("Font"):
                colour = read_rgb(font.get("Color").lstrip("#")) or BLACK
                points = _number(font.get("Size"), _POINTS)
            for interior in style.children("Interior"):
                solid = interior.get("Pattern") == "Solid"
                background = read_rgb(interior.get("Color").lstrip("#")) if solid else None
            for item in style.children("NumberFormat"):
                code = item.get("Format")
            self._looks[style.get("ID")] = (Look(colour, background, points), code)

    def unseen(self, name: str, kind: str, text: str) -> Unseen | None:
        """Return why a value is not seen in a cell of that style, or None when it is."""
        look, code = self._looks.get(name) or self._looks.get("Default") or (Look(points=_POINTS), "")
        number = _number(text, 1.0) if kind == "n" else 1.0 if kind == "d" else None
        if code and number != 0 and kind not in ("b", "e") and shows_nothing(code, number):
            return Unseen.FORMAT
        return look_hiding(look)


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default


class BookPass(BookHandler):
    """Gathers the workbook.

    Attributes:
        unread: names of the elements that are not examined.
        wanted: number of the sheet of which cells that are not seen are kept, and the reason; None for none.
        ready: those cells, see `SheetGathering.ready`.
    """

    def __init__(self, known: Known, workbook: Workbook, properties: Properties) -> None:
        super().__init__()
        self._known = known
        self._workbook = workbook
        self._properties = properties
        self._styles = CellStyles()
        self._sheet: Sheet | None = None
        self._gathering: SheetGathering | None = None
        self._filters: tuple[FilterRange, ...] = ()
        self._row_style = ""
        self.unread: set[str] = set()
        self.wanted: tuple[int, Unseen] | None = None
        self.ready: list[tuple[str, str, str]] = []

    def sheet_start(self, attributes: dict[str, str]) -> None:
        """Take the start of a sheet."""
        number = len(self._workbook.sheets) + 1
        state = self._known.states.get(number, SheetState.VISIBLE)
        sheet = Sheet(attributes.get("Name", ""), number, SheetKind.WORKSHEET, state, PART)
        sheet.is_protected = xmlsafe.is_true(attributes.get("Protected"))
        self._workbook.sheets.append(sheet)
        self._sheet = sheet
        self._filters = self._known.filters.get(number, ())
        self._gathering = SheetGathering(self._styles, self._workbook.visible, shows=sheet.is_visible)
        if self.wanted is not None and self.wanted[0] == number:
            self._gathering.wanted, self._gathering.ready = self.wanted[1], self.ready

    def sheet_end(self) -> None:
        """Take its end."""
        if self._sheet is not None and self._gathering is not None:
            self._sheet.facts = self._gathering.finish()
            add_tables(self._sheet, self._gathering, self._filters)
        self._sheet, self._gathering = None, None

    def finish(self) -> None:
        """Say that the document is over, or broke off in the middle of a sheet."""
        if self._gathering is not None:
            self.row_end()
            self.sheet_end()

    def columns(self, first: int, last: int, attributes: dict[str, str]) -> None:
        """Take columns that are alike."""
        if self._gathering is not None:
            self._gathering.columns(first, last, hiding_of(attributes), attributes.get("StyleID", ""))

    def row(self, attributes: dict[str, str]) -> None:
        """Take the start of a row."""
        if self._gathering is not None:
            hiding = hiding_of(attributes, row=self.row_number, filters=self._filters)
            style = attributes.get("StyleID", "")
            self._gathering.row(self.row_number, self.row_repeat, hiding, style)

    def row_end(self) -> None:
        """Take its end."""
        if self._gathering is not None:
            self._gathering.row_end()

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        if self._gathering is not None:
            self._gathering.cell(column, 1, kind, text, style=self.style or None, why=None, hidden="")

    def node(self, node: Node, column: int) -> None:
        """Take an element."""
        if node.name == "Styles":
            self._styles.add(node)
            return
        place = Place(part=PART)
        if self._sheet is not None:
            place = self._sheet.place(f"{column_letters(column)}{self.row_number}" if column else "")
        if not read_node(node, place, self._workbook, self._properties):
            self.unread.add(node.name)

    def settle(self) -> None:
        """Give what is complete the recipes of its tables."""
        settle(self._workbook)


def add_tables(sheet: Sheet, gathering: SheetGathering, filters: tuple[FilterRange, ...]) -> None:
    """Give a sheet's facts the recipes of their tables."""
    facts = sheet.facts or SheetFacts()
    everything = tuple(range(1, facts.last_column + 1))
    known = tuple((item.first_row, item.last_row) for item in filters)

    def table(columns: tuple[int, ...], count: int, hiding: str = "") -> Table:
        return Table(
            columns=("Row", *map(column_letters, columns)),
            count=count,
            reader=f"{_READERS}:sheet_rows",
            arguments={"sheet": sheet.number, "columns": columns, "hiding": hiding, "filters": known},
        )

    if facts.rows:
        facts.table = table(everything, gathering.lines)
    for region in facts.regions:
        if not region.rows:
            continue
        if region.axis is Axis.COLUMNS:
            columns = gathering.hidden_columns(region.hiding)
            region.table = table(columns, gathering.column_lines(region.hiding))
        else:
            region.table = table(everything, gathering.row_lines[region.hiding], region.hiding.name)
        region.table.around = facts.table
    for cells in facts.unseen:
        cells.table = Table(
            columns=("Cell", "Value"),
            count=gathering.unseen_lines[cells.why],
            reader=f"{_READERS}:unseen_rows",
            arguments={"sheet": sheet.number, "why": cells.why.name},
        )
