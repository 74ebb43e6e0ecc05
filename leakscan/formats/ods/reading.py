"""One reading of a whole document: its sheets gathered, its small elements kept for others."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ods import plain
from leakscan.formats.ods.addresses import address_text, formula_text, split_addresses
from leakscan.formats.ods.conditions import Painting, rules_over
from leakscan.formats.ods.content import ALONE, ContentHandler, reference_sheet
from leakscan.formats.ods.cutting import RowClips
from leakscan.formats.ods.facts import MOST_WRITTEN_CELLS, SheetGathering, seconds_of, written
from leakscan.formats.ods.looks import Styles, row_hiding
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.recipes import add_tables
from leakscan.formats.ods.sieve import OTHER_VALUE
from leakscan.formats.ods.veils import Ground, Used, Veil, units
from leakscan.formats.ods.windows import reachable_tables
from leakscan.formats.strays import Strays
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.links import LinkPass
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.printing import areas_printed
from leakscan.limits import Budget
from leakscan.views.caches import LinkKind
from leakscan.views.spreadsheet import (
    Hiding,
    Sheet,
    SheetKind,
    SheetState,
    Workbook,
    column_letters,
)
from leakscan.views.unseen import Unseen

ARRAYS_PAY = 1 << 18
"""From which size on a part is read faster as arrays, once numpy is loaded."""
_FILE = re.compile(r"(?<!')'((?>(?:[^']|'')+))'#")
_MOST_FILES = 1000
_DAY = 86_400
_READERS = "leakscan.formats.ods.tables"


@dataclass(slots=True)
class Kept:
    """An element that others read.

    Attributes:
        node: the element.
        sheet: the sheet it stands in; None outside sheets.
        row: the row it stands in; 0 outside rows.
        column: the column it stands in; 0 outside cells.
    """

    node: Node
    sheet: Sheet | None
    row: int = 0
    column: int = 0

    def place(self, part: str) -> Place:
        """Where it stands."""
        if self.sheet is None:
            return Place(part=part)
        cell = f"{column_letters(self.column)}{self.row}" if self.column else ""
        return self.sheet.place(cell)


@dataclass(slots=True)
class Reading:
    """What came of reading a document.

    Attributes:
        part: the part that holds the sheets.
        styles: its styles.
        style_nodes: the elements with its styles.
        kept: the elements that others read.
        caches: what is kept of sheets of other files: number of the table, file, sheet, and what was gathered.
        files: the other files that formulas name.
        validated: the first cell of each validation, by its name.
        tables: number of the table of each sheet, by its number.
        styles_of_sheets: name of the table style of each sheet, by its number.
        strays: the texts that stand in its markup and that no program shows.
        grounds: where the rows and columns of each sheet begin, by its number.
        used: which of them hold something.
        outsides: what the formulas of each sheet refer to or hold, by its number.
        worn: the first cell of each style of cells, by its name; a column's where a column has it.
        paintings: the conditional formats of each sheet that may hide something, by its number.
        reachable: names of the sheets that can be come to where no window has tabs, none for the first one alone;
            None for all.
    """

    part: str
    styles: Styles = field(default_factory=Styles)
    style_nodes: list[Node] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    caches: list[tuple[int, str, str, LinkPass]] = field(default_factory=list)
    files: dict[str, None] = field(default_factory=dict)
    validated: dict[str, Place] = field(default_factory=dict)
    tables: dict[int, int] = field(default_factory=dict)
    styles_of_sheets: dict[int, str] = field(default_factory=dict)
    strays: Strays = field(default_factory=Strays)
    grounds: dict[int, Ground] = field(default_factory=dict)
    used: dict[int, Used] = field(default_factory=dict)
    outsides: dict[int, Outside] = field(default_factory=dict)
    worn: dict[str, tuple[Sheet, str]] = field(default_factory=dict)
    paintings: dict[int, tuple[Painting, ...]] = field(default_factory=dict)
    reachable: frozenset[str] | None = None
    keeping: Budget | None = None

    def nodes(self, *names: str) -> Iterator[Kept]:
        """Yield the kept elements of those names."""
        return (item for item in self.kept if item.node.name in names)

    def forget(self) -> None:
        """Make ready for another reading of the same part; styles and texts in the markup stay."""
        for found in (
            self.kept,
            self.caches,
            self.files,
            self.validated,
            self.outsides,
            self.style_nodes,
            self.worn,
        ):
            found.clear()
        for numbers in (self.styles_of_sheets, self.tables):
            numbers.clear()

    @property
    def is_cut(self) -> bool:
        """True when more texts stand in formulas than are kept."""
        return any(outside.literals.is_cut for outside in self.outsides.values())


def read_part(
    opened: Callable[[], BinaryIO], reading: Reading, workbook: Workbook, veils: Mapping[int, Veil] | None = None
) -> FileError | None:
    """Read one part of a document, or a flat document; return what broke it off.

    Args:
        opened: opens it.
        reading: where what others read goes.
        workbook: where its sheets go.
        veils: what is known to lie over the cells of each sheet, by its number.
    """
    handler: DocumentPass | None = None
    damage = None
    try:
        with opened() as stream:
            begun = Begun(xmlsafe.fastest(stream), ARRAYS_PAY)
            handler = document_pass(begun, reading, workbook, veils)
            for _ in plain.steps(begun, handler):
                pass
    except FileError as error:
        damage = error
    (handler or DocumentPass(reading, workbook, veils)).finish(damage)
    return damage


def document_pass(
    begun: Begun, reading: Reading, workbook: Workbook, veils: Mapping[int, Veil] | None = None
) -> "DocumentPass":
    """Return what gathers a document: of a large one, by arrays."""
    if not begun.is_large:
        return DocumentPass(reading, workbook, veils)
    from leakscan.formats.ods.blocks import DocumentArrays

    return DocumentArrays(reading, workbook, veils)


class DocumentPass(ContentHandler):
    """Gathers a document.

    Attributes:
        wanted: number of the table of which cells that are not seen are kept, and the reason; None for none.
        ready: those cells, see `SheetGathering.ready`.
    """

    _gathering_of = SheetGathering

    def __init__(self, reading: Reading, workbook: Workbook, veils: Mapping[int, Veil] | None = None) -> None:
        super().__init__(reading.strays)
        self._veils = veils or {}
        self._ground = Ground()
        self._clips = RowClips(reading.styles.look, self._ground)
        self._reading = reading
        self._workbook = workbook
        self._sheet: Sheet | None = None
        self._outside = Outside()
        self._gathering: SheetGathering | None = None
        self._cache: LinkPass | None = None
        self._cache_name = ("", "")
        self._row_place = 0
        self._paintings: Sequence[Painting] = ()
        self.wanted: tuple[int, Unseen] | None = None
        self.ready: list[tuple[str, str, str]] = []

    def table_start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of a table."""
        found = reference_sheet(name)
        if found is not None:
            self._cache_name = found
            self._cache = LinkPass()
            self._cache.kind = LinkKind.WORKBOOK
            self._cache.sheet_names = [found[1]]
            self._cache.sheet = 0
            return
        style = attributes.get("style-name", "")
        hides = self._reading.styles.hides_table(style) or attributes.get("display") == "false"
        hides = hides or not self._is_reachable(name)
        number = len(self._workbook.sheets) + 1
        state = SheetState.HIDDEN if hides else SheetState.VISIBLE
        sheet = Sheet(name, number, SheetKind.WORKSHEET, state, self._reading.part)
        sheet.is_protected = attributes.get("protected") == "true"
        self._reading.styles_of_sheets[number] = style
        self._reading.tables[number] = self.table
        self._workbook.sheets.append(sheet)
        self._sheet = sheet
        self._outside = self._reading.outsides[number] = Outside()
        self._ground = self._reading.grounds[number] = Ground()
        self._clips = RowClips(self._reading.styles.look, self._ground)
        ranges = split_addresses(attributes.get("print-ranges", ""))
        self._gathering = self._gathering_of(
            self._reading.styles,
            self._workbook.visible,
            shows=not hides,
            veil=self._veils.get(number, ()),
            clips=None if hides else self._clips,
            printed=areas_printed(",".join(map(address_text, ranges))),
        )
        self._paintings = self._reading.paintings.get(number, ())
        self._reading.styles.over = ()
        self._reading.used[number] = self._gathering.used
        if self.wanted is not None and self.wanted[0] == self.table:
            self._gathering.wanted, self._gathering.ready = self.wanted[1], self.ready

    def _is_reachable(self, name: str) -> bool:
        """Return whether some window shows a table, or has a tab for it."""
        known = self._reading.reachable
        if known is None or name in known:
            return True
        return not known and not any(sheet.is_visible for sheet in self._workbook.sheets)

    def table_end(self) -> None:
        """Take its end."""
        if self._cache is not None:
            self._reading.caches.append((self.table, *self._cache_name, self._cache))
            self._cache = None
        if self._sheet is not None and self._gathering is not None:
            self._sheet.facts = self._gathering.finish()
            number = self._sheet.number
            add_tables(
                self._sheet,
                self._gathering,
                readers=_READERS,
                blocks="sheet_blocks",
                where={"part": self._sheet.part, "table": self.table},
                rows={"is_whole": self._sheet.is_whole},
                unseen={"sheet": number, "veil": self._veils.get(number, ()), "paintings": tuple(self._paintings)},
            )
        self._sheet, self._gathering = None, None

    def finish(self, damage: FileError | None) -> None:
        """Say that the part is over, or broke off in the middle of a sheet."""
        if self._sheet is not None:
            self._sheet.is_whole = damage is None
            self.row_end()
        if self.table:
            self.table_end()

    def columns(self, first: int, last: int, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Take columns that are alike."""
        if self._gathering is not None:
            style = attributes.get("style-name", "")
            hiding = hiding_of(attributes, is_grouped=is_grouped)
            width = self._reading.styles.column_width(style) if hiding is None else 0.0
            self._ground.columns.add(first, last, units(width))
            if hiding is None:
                hiding = self._reading.styles.column_size(style)
            default = attributes.get("default-cell-style-name", "")
            self._gathering.columns(first, last, hiding, default)
            if default and self._sheet is not None:
                self._reading.worn.setdefault(default, (self._sheet, ""))

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Take the start of a row."""
        self._row_place = self.row_number
        if self._cache is not None:
            self._cache.row = self.row_number
        if self._gathering is not None:
            hiding = hiding_of(attributes, is_grouped=is_grouped)
            height: float | None = 0.0
            if hiding is None:
                own = attributes.get("style-name", "")
                height = self._reading.styles.row_height(own)
                hiding = row_hiding(height)
                self._ground.fixed = units(height) if self._reading.styles.has_fixed_height(own) else None
            self._ground.rows.add(self.row_number, self.row_number + self.row_repeat - 1, units(height))
            style = attributes.get("default-cell-style-name", "")
            self._gathering.row(self.row_number, self.row_repeat, hiding, style)

    def row_end(self) -> None:
        """Take the end of a row."""
        self._row_place = 0
        if self._gathering is not None:
            self._gathering.row_end()

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:
        """Take a cell."""
        if self._cache is not None and text:
            self._take_cached(column, repeat, kind, text)
        if self._gathering is not None:
            if self.formula:
                self._take_formula(self.formula, column)
            if self.spanned is not ALONE:
                self._clips.spanned[column] = self.spanned
            if kind == "n" and self.shown and self._is_other(text, self.shown, column):
                self.leave(OTHER_VALUE, text)
            if kind == "str" and not text.isascii():
                for what, spelled in unseen_letters(text):
                    self.leave(what, spelled)
            why, hidden = self._unseen(kind, text)
            styles = self._reading.styles
            styles.at = self.row_number, column
            if self._paintings:
                area = Area(self.row_number, column, self.row_number + self.row_repeat - 1, column + repeat - 1)
                styles.over = rules_over(self._paintings, area)
            self._gathering.cell(column, repeat, kind, text, style=self.style, why=why, hidden=hidden)

    def _take_formula(self, formula: str, column: int) -> None:
        """Take what the formula of a cell tells: of one that shows what it refers to, else the texts in it."""
        if '"' in formula and self._is_concealed(column):
            self._outside.formula(formula_text(formula))
        if self._sheet is not None and not self._sheet.is_visible:
            return
        if self._outside.wants_names or "[$" in formula or "#REF!" in formula:
            self._outside.referring(formula_text(formula))

    def _is_concealed(self, column: int) -> bool:
        """Return whether the formula of a cell does not show: for its sheet, or its style on a protected one."""
        sheet, gathering = self._sheet, self._gathering
        if sheet is None or gathering is None or not sheet.is_visible:
            return sheet is not None
        style = self.style or gathering.style_at(column)
        return sheet.is_protected and self._reading.styles.conceals_formulas(style)

    def _is_other(self, text: str, shown: str, column: int) -> bool:
        """Return whether the words that a cell shows are none that its number format puts in place of numbers."""
        if any(sign.isnumeric() for sign in shown) or not any(sign.isalpha() for sign in shown):
            return False
        if self.has_formula and text == "1":
            return False  # the word for true, in whatever language
        style = self.style or ("" if self._gathering is None else self._gathering.style_at(column))
        styles = self._reading.styles
        if text.strip("+-0.") == "" or styles.writes_words(style):
            return False
        return styles.unseen(style, "n", text) is not Unseen.FORMAT

    def _take_cached(self, column: int, repeat: int, kind: str, text: str) -> None:
        cache = self._cache
        if cache is None:
            return
        for row in range(self.row_number, self.row_number + written(self.row_repeat, repeat)):
            cache.row = row
            for number in range(column, column + min(repeat, MOST_WRITTEN_CELLS)):
                cache.cell(
                    number, "b" if kind == "b" else "e" if kind == "e" else "n" if kind == "n" else "str", text
                )

    def _unseen(self, kind: str, text: str) -> tuple[Unseen | None, str]:
        """Return why a cell is not seen whatever its style says, and what of its text is not."""
        if self.is_covered:
            return Unseen.MERGED, ""
        if self.shown is not None and not self.shown.strip() and text.strip() and kind in ("n", "str", "d", "t"):
            is_zero = kind in ("n", "t") and not any(digit in text for digit in "123456789")
            is_early = kind == "t" and -_DAY < (seconds_of(text) or 0.0) < 0  # which Excel shows under no format
            return (None, "") if is_zero or is_early else (Unseen.FORMAT, "")
        if not self.runs or kind != "str":
            return None, ""
        styles, look = self._reading.styles, self._reading.styles.look(self.style or "")
        hidden = "".join(run for name, run in self.runs if styles.run_is_unseen(name, look))
        if not hidden.strip():
            return None, ""
        return (Unseen.COLOUR if hidden.strip() == text.strip() else Unseen.RUN), hidden

    def linked(self, formula: str) -> None:
        """Note the files that a formula names."""
        for file in _FILE.findall(formula):
            if len(self._reading.files) < _MOST_FILES:
                self._reading.files[file.replace("''", "'")] = None

    def validated(self, name: str, column: int) -> None:
        """Note the first cell that a validation stands on."""
        if self._sheet is not None:
            self._reading.validated.setdefault(
                name, self._sheet.place(f"{column_letters(column)}{self.row_number}")
            )

    def styled(self, name: str, column: int) -> None:
        """Note the first cell of a style."""
        if self._sheet is not None and name not in self._reading.worn:
            self._reading.worn[name] = (self._sheet, f"{column_letters(column)}{self.row_number}")

    def node(self, node: Node, column: int) -> None:
        """Keep an element for others."""
        if node.name == "settings":
            self._reading.reachable = reachable_tables(node)
        if node.name in ("styles", "automatic-styles"):
            self._reading.styles.add(node)
            self._reading.style_nodes.append(node)
        elif self._cache is None:
            self._reading.kept.append(Kept(node, self._sheet, self._row_place, column))


def hiding_of(attributes: dict[str, str], *, is_grouped: bool) -> Hiding | None:
    """Return why rows or columns do not show, their size left aside (ODF 1.3 part 3, §19.759)."""
    match attributes.get("visibility"):
        case "collapse":
            return Hiding.COLLAPSED if is_grouped else Hiding.BY_HAND
        case "filter":
            return Hiding.FILTERED
        case _:
            return None
