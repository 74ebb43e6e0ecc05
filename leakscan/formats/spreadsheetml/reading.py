"""Two readings of an XML spreadsheet: what shows, which stands behind the cells; then everything."""

from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.colours import BLACK, read_rgb
from leakscan.formats.number_formats import shows_nothing
from leakscan.formats.ods.facts import SheetGathering
from leakscan.formats.ods.looks import Look, look_hiding
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.recipes import add_tables
from leakscan.formats.ods.veils import Veil, veil_of
from leakscan.formats.spreadsheetml.caches import Caches, is_known_cache
from leakscan.formats.spreadsheetml.conditions import conditional_veil
from leakscan.formats.spreadsheetml.content import BookHandler, Schema, filter_of, hiding_of
from leakscan.formats.spreadsheetml.parts import read_node, settle
from leakscan.formats.spreadsheetml.texts import node_texts
from leakscan.formats.strays import Strays
from leakscan.formats.webbook.telling import WebBook
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideText
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook, column_letters
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
        veils: what lies over the cells of each sheet, and which of them are far from the others.
    """

    states: dict[int, SheetState] = field(default_factory=dict)
    filters: dict[int, tuple[FilterRange, ...]] = field(default_factory=dict)
    veils: dict[int, Veil] = field(default_factory=dict)


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
        elif node.name == "ConditionalFormatting":
            self._known.veils[self.sheet] = (*self._known.veils.get(self.sheet, ()), *conditional_veil(node))


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
        workbook: what was read of the workbook.
        properties: its properties.
        unread: names of the elements that are not examined.
        texts: the texts beside the cells.
        far: the cells of each sheet that lie far from the others.
        wanted: number of the sheet of which cells that are not seen are kept, and the reason; None for none.
        ready: those cells, see `SheetGathering.ready`.
    """

    def __init__(self, known: Known, workbook: Workbook, properties: Properties) -> None:
        super().__init__(Strays())
        self._known = known
        self.workbook = workbook
        self.properties = properties
        self._caches = Caches(PART)
        self.texts: list[SideText] = []
        self._styles = CellStyles()
        self._sheet: Sheet | None = None
        self._gathering: SheetGathering | None = None
        self._filters: tuple[FilterRange, ...] = ()
        self._row_style = ""
        self._veil: Veil = ()
        self.far: dict[int, Veil] = {}
        self.unread: set[str] = set()
        self.wanted: tuple[int, Unseen] | None = None
        self.ready: list[tuple[str, str, str]] = []

    def sheet_start(self, attributes: dict[str, str]) -> None:
        """Take the start of a sheet."""
        number = len(self.workbook.sheets) + 1
        state = self._known.states.get(number, SheetState.VISIBLE)
        sheet = Sheet(attributes.get("Name", ""), number, SheetKind.WORKSHEET, state, PART)
        sheet.is_protected = xmlsafe.is_true(attributes.get("Protected"))
        self.workbook.sheets.append(sheet)
        self._sheet = sheet
        self._filters = self._known.filters.get(number, ())
        self._veil = self._known.veils.get(number, ())
        self._gathering = SheetGathering(
            self._styles, self.workbook.visible, shows=sheet.is_visible, veil=self._veil
        )
        if self.wanted is not None and self.wanted[0] == number:
            self._gathering.wanted, self._gathering.ready = self.wanted[1], self.ready

    def sheet_end(self) -> None:
        """Take its end."""
        if self._sheet is not None and self._gathering is not None:
            self._sheet.facts = self._gathering.finish()
            filters = tuple((item.first_row, item.last_row) for item in self._filters)
            where = {"sheet": self._sheet.number}
            rows = {"filters": filters}
            unseen = {"veil": self._veil}
            add_tables(self._sheet, self._gathering, readers=_READERS, where=where, rows=rows, unseen=unseen)
            far = veil_of((), self._gathering.used.far()) if self._sheet.is_visible else ()
            if far:
                self.far[self._sheet.number] = far
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
        if node.name == "PivotTable" and self._sheet is not None:
            self._caches.table(node, self._sheet)
        elif node.name == "PivotCache":
            if not is_known_cache(node):
                self.unread.add(node.name)
        elif not read_node(node, place, self.workbook, self.properties):
            self.unread.add(node.name)
        self.texts.extend(node_texts(node, place, is_shown=self._sheet is not None and self._sheet.is_visible))

    def record(self, position: int, schema: Schema, values: dict[str, str]) -> None:
        """Take a record of a pivot cache."""
        self._caches.record(position, schema, values)

    def cache_end(self, position: int, schema: Schema, node: Node) -> None:
        """Take the end of a pivot cache."""
        self._caches.end(position, schema, node)

    def settle(self) -> None:
        """Tie together what stands apart, and give what is complete the recipes of its tables."""
        self._caches.settle(self.workbook)
        settle(self.workbook)
        if self.strays is not None:
            self.texts.extend(self.strays.side_texts(Place(part=PART)))


def read_known(book: xmlsafe.Readable, known: Known) -> None:
    """Find out what stands behind the cells that it speaks of; web pages say it before them.

    Raises:
        FileError: the workbook is damaged; what came before has been found.
    """
    if not isinstance(book, WebBook):
        xmlsafe.stream(book, BeforePass(known))
        return
    for number, name in book.states().items():
        state = STATES.get(name)
        if state is not None:
            known.states[number] = state
    for number, hiding in book.filters().items():
        known.filters[number] = (hiding,)
