"""Two readings of an XML spreadsheet: what shows, which stands behind the cells; then everything."""

from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ods.content import ALONE
from leakscan.formats.ods.cutting import RowClips
from leakscan.formats.ods.facts import SheetGathering
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.recipes import add_tables
from leakscan.formats.ods.veils import Ground, Veil, units, veil_of
from leakscan.formats.spreadsheetml.caches import Caches, is_known_cache
from leakscan.formats.spreadsheetml.conditions import Painting, painting_of, paintings_at
from leakscan.formats.spreadsheetml.content import (
    BookHandler,
    Schema,
    cell_formula,
    filter_of,
    hiding_of,
    reference_text,
)
from leakscan.formats.spreadsheetml.criteria import texts_of_no_cell
from leakscan.formats.spreadsheetml.parts import read_node, settle
from leakscan.formats.spreadsheetml.styles import CellStyles, number_of
from leakscan.formats.spreadsheetml.texts import node_texts
from leakscan.formats.strays import Strays
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.formats.webbook.telling import WebBook
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.printing import areas_printed
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook, column_letters
from leakscan.views.unseen import Unseen

PART = "(document)"
"""Stands for the part that the document is."""
_READERS = "leakscan.formats.spreadsheetml.tables"
STATES = {"SheetHidden": SheetState.HIDDEN, "SheetVeryHidden": SheetState.VERY_HIDDEN}
_PRINTED = "Print_Area"
_USUAL_COLUMN = 48.0
_FOLLOWERS = ("AutoFilter", "ConditionalFormatting")
"""Elements that name values of cells."""


@dataclass(slots=True)
class Known:
    """What stands after the cells that it speaks of.

    Attributes:
        states: of each sheet that does not show, by its number.
        filters: of each sheet with an active filter.
        veils: which cells of each sheet are far from the others.
        paintings: the conditional formats of each sheet.
        printed: the cells of each sheet that are printed, as a formula.
        is_spelled: formulas refer to cells by letter and number.
    """

    states: dict[int, SheetState] = field(default_factory=dict)
    filters: dict[int, tuple[FilterRange, ...]] = field(default_factory=dict)
    veils: dict[int, Veil] = field(default_factory=dict)
    paintings: dict[int, list[Painting]] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)
    is_spelled: bool = False


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
        elif node.name == "NamedRange" and node.get("Name") == _PRINTED and self.sheet:
            self._known.printed.setdefault(self.sheet, reference_text(node.get("RefersTo")))
        elif node.name == "ConditionalFormatting":
            self._known.paintings.setdefault(self.sheet, []).append(painting_of(node))


class BookPass(BookHandler):
    """Gathers the workbook.

    Attributes:
        workbook: what was read of the workbook.
        properties: its properties.
        unread: names of the elements that are not examined.
        texts: the texts beside the cells.
        outsides: what the formulas of each sheet refer to or hold, by its number.
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
        self.outsides: dict[int, Outside] = {}
        self._outside = Outside()
        self._followers: list[tuple[Sheet, Node]] = []
        self._ground = Ground()
        self._clips = RowClips(self._styles.look, self._ground)
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
        self._outside = self.outsides[number] = Outside()
        self._ground = Ground()
        self._clips = RowClips(self._styles.look, self._ground)
        self._gathering = SheetGathering(
            self._styles,
            self.workbook.visible,
            shows=sheet.is_visible,
            veil=self._veil,
            clips=self._clips if sheet.is_visible else None,
            printed=areas_printed(self._known.printed.get(number, "")),
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
        if self._sheet is not None and self._gathering is not None:
            self._sheet.is_whole = False
            self.row_end()
            self.sheet_end()

    def table_start(self, attributes: dict[str, str]) -> None:
        """Take the start of the rows and columns of a sheet."""
        self._ground.usual_column(units(number_of(attributes.get("DefaultColumnWidth", ""), _USUAL_COLUMN)))

    def columns(self, first: int, last: int, attributes: dict[str, str]) -> None:
        """Take columns that are alike."""
        if self._gathering is not None:
            hiding = hiding_of(attributes)
            width = None if "Width" not in attributes else units(number_of(attributes["Width"], _USUAL_COLUMN))
            self._ground.columns.add(first, last, width if hiding is None else 0)
            self._gathering.columns(first, last, hiding, attributes.get("StyleID", ""))

    def row(self, attributes: dict[str, str]) -> None:
        """Take the start of a row."""
        if self._gathering is not None:
            hiding = hiding_of(attributes, row=self.row_number, filters=self._filters)
            style = attributes.get("StyleID", "")
            height = number_of(attributes.get("Height", ""), -1.0)
            is_fixed = height >= 0 and attributes.get("AutoFitHeight") == "0"
            self._ground.fixed = units(height) if is_fixed else None
            self._gathering.row(self.row_number, self.row_repeat, hiding, style)

    def row_end(self) -> None:
        """Take its end."""
        if self._gathering is not None:
            self._gathering.row_end()

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        if self._gathering is None:
            return
        if self.formula:
            self._take_formula(self.formula.removeprefix("="), column)
        if self.spanned is not ALONE:
            self._clips.spanned[column] = self.spanned
        why, hidden = None, ""
        if self.runs and kind == "str":
            hidden = self._styles.hidden_text(self.style or self._gathering.style_at(column), self.runs)
        if hidden.strip():
            why = Unseen.COLOUR if hidden.strip() == text.strip() else Unseen.RUN
        if self.strays is not None and not text.isascii():
            for what, spelled in unseen_letters(text):
                self.strays.add(what, spelled)
        paintings = self._known.paintings.get(len(self.workbook.sheets), ())
        self._styles.at = (self.row_number, column)
        self._styles.over = paintings_at(paintings, self.row_number, column)
        self._gathering.cell(column, 1, kind, text, style=self.style or None, why=why, hidden=hidden)

    def _take_formula(self, formula: str, column: int) -> None:
        """Take what the formula of a cell tells: texts in it where it does not show, and what it refers to."""
        sheet, gathering = self._sheet, self._gathering
        if sheet is None or gathering is None:
            return
        if '"' in formula and (not sheet.is_visible or sheet.is_protected):
            style = self._styles.style(self.style or gathering.style_at(column))
            if not sheet.is_visible or style.conceals:
                self._outside.formula(formula)
        if sheet.is_visible and (self._outside.wants_names or "!" in formula):
            spelled = formula if self._known.is_spelled else cell_formula(formula, self.row_number, column)
            self._outside.referring(spelled)

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
        elif node.name in _FOLLOWERS and self._sheet is not None:
            self._followers.append((self._sheet, node))
        elif not read_node(node, place, self.workbook, self.properties):
            self.unread.add(node.name)
        self.texts.extend(node_texts(node, place, is_shown=self._sheet is not None and self._sheet.is_visible))

    def record(self, position: int, schema: Schema, values: dict[str, str]) -> None:
        """Take a record of a pivot cache."""
        self._caches.record(position, schema, values)

    def cache_end(self, position: int, schema: Schema, node: Node) -> None:
        """Take the end of a pivot cache."""
        self._caches.end(position, schema, node)

    @property
    def has_too_many_texts(self) -> bool:
        """True when more texts stand in markup or formulas than are kept."""
        literals = (outside.literals for outside in self.outsides.values())
        return any(strays.is_cut for strays in (self.strays, *literals) if strays is not None)

    def settle(self) -> None:
        """Tie together what stands apart, and give what is complete the recipes of its tables."""
        self._caches.settle(self.workbook)
        settle(self.workbook)
        for sheet, node in self._followers:
            self.texts.extend(texts_of_no_cell(node, sheet, self.workbook.visible))
        for sheet in self.workbook.sheets:
            self.texts.extend(self.outsides[sheet.number].literals.side_texts(sheet.place(), SideKind.FORMULA))
            if sheet.is_protected:
                what, word = "protection of a sheet", "protected"
                self.texts.append(SideText(SideKind.PROTECTION, what, word, sheet.place(), is_own=True))
        if self.workbook.is_structure_protected:
            what, word = "protection of the workbook", "structure-protected"
            self.texts.append(SideText(SideKind.PROTECTION, what, word, Place(part=PART), is_own=True))
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
    known.is_spelled = True
    known.printed.update(book.printed())
    for number, name in book.states().items():
        state = STATES.get(name)
        if state is not None:
            known.states[number] = state
    for number, hiding in book.filters().items():
        known.filters[number] = (hiding,)
