"""One pass over a sheet's cells: what is hidden, what it holds, and what is visible.

`read_facts` is the whole interface: a stream goes in, facts come out, and no cell crosses it. This reader is the
exact one; `blocks.py` is the fast one behind the same function, for large parts, and is tested against it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import BESIDE, Strays
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.formats.xlsx.areas import Occupancy
from leakscan.formats.xlsx.begun import Begun
from leakscan.formats.xlsx.cell_arrays import RowTelling
from leakscan.formats.xlsx.cells import MAX_COLUMNS, CellHandler, decimal
from leakscan.formats.xlsx.clipping import FEWEST_CUT
from leakscan.formats.xlsx.conditions import Afterwards
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES, Gathering, merge_regions
from leakscan.formats.xlsx.layout import FilterRange, Layout, active_filters
from leakscan.formats.xlsx.looks import Looks
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.palette import Palette
from leakscan.formats.xlsx.plain_rows import PlainRows
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.formats.xlsx.strings import BLANK, EMPTY, SharedStrings
from leakscan.formats.xlsx.typed import is_of_type
from leakscan.views.side_texts import SideKind, TextPart
from leakscan.views.spreadsheet import Axis, Hiding, Region, SheetFacts
from leakscan.views.values import PLAIN_LIMIT, ValueSet, boolean_key, date_key, value_key

EXAMPLE_CHARACTERS = 200
_MOST_KNOWN = 1 << 14
_ARRAY_STRINGS = 1 << 20
_BEYOND = 1 << 30
_NO_COLUMNS: list[Gathering | None] = [None] * (MAX_COLUMNS + 1)
"""What gathers each column where all of them show; never changed."""


@dataclass(slots=True, eq=False, repr=False)
class Usage:
    """What the sheets of a workbook use and show, gathered over all of them.

    Attributes:
        strings: the shared strings.
        is_1904: the workbook counts days from 1904.
        used: by string number, whether some cell of a listed sheet refers to it.
        shown: by string number, whether some visible cell refers to it.
        visible: values that stand in a visible cell; those of shared strings once `settle` was called.
        looks: the styles of the workbook.
    """

    strings: SharedStrings
    looks: Looks = field(default_factory=lambda: Looks(Palette({}, {})))
    is_1904: bool = False
    visible: ValueSet = field(default_factory=ValueSet)
    used: bytearray = field(init=False)
    shown: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.used = bytearray(len(self.strings))
        self.shown = bytearray(len(self.strings))

    def apart(self) -> "Usage":
        """Return a usage for one sheet, whose visible values are not decided yet."""
        sheet = Usage(self.strings, self.looks, self.is_1904)
        sheet.used = self.used
        return sheet

    def take(self, sheet: "Usage") -> None:
        """Add what turned out to be visible on one sheet."""
        self.visible.merge(sheet.visible)
        if any(sheet.shown):
            size = len(self.shown)
            both = int.from_bytes(self.shown, "little") | int.from_bytes(sheet.shown, "little")
            self.shown[:] = both.to_bytes(size, "little")

    def settle(self) -> None:
        """Add the shared strings that visible cells show to the visible values; the strings lose their keys.

        The keys go as the set of values grows, for there can be many millions of either.
        """
        keys, shown = self.strings.keys, self.shown
        if len(keys) <= PLAIN_LIMIT:
            self.visible.update(key for key, is_shown in zip(keys, shown, strict=True) if is_shown and key > BLANK)
            del keys[:]
            return
        from leakscan.arrays import numpy

        while keys:
            start = max(0, len(keys) - _ARRAY_STRINGS)
            block = numpy.frombuffer(keys[start:], dtype=numpy.uint64)
            is_shown = numpy.frombuffer(shown[start:], dtype=numpy.uint8)
            del keys[start:], shown[start:]
            self.visible.add_array(block[(is_shown != 0) & (block > BLANK)])


@dataclass(slots=True, eq=False, repr=False)
class SheetPass:
    """What came of reading a sheet part once.

    Attributes:
        facts: what its cells hold.
        root: name of the part's root element.
        outside: what stands outside the cells and is read by others.
        strays: what no reader takes: texts in the markup, and values of cells that others take the place of.
        walker: what gathered them; None where the part is not XML.
        readings: the readings of inline strings.
        is_protected: the sheet is protected.
        hidden_columns: by reason, the columns that do not show, up to the last that holds something.
        filters: the filters that hide rows.
        unforeseen: a filter came by after the cells that nothing had announced, and rows are hidden: they are told
            from those hidden by hand by reading once more with `filters`.
        damage: what stopped the reading; the facts hold what came before.
        occupancy: which cells hold something.
        afterwards: merges and conditional formats.
        sizes: of rows and columns, where something stands over them.
        has_suspects: a cell that would show has a look under which it may not be seen.
        has_long_texts: a cell holds a text itself that may be too long for it.
        is_disordered: a cell may take the place of another, or stand where no program looks for one.
        lacks_strings: a cell refers to a shared string that does not exist.
    """

    facts: SheetFacts
    root: str
    outside: Outside
    strays: Strays
    walker: Walker | None
    readings: TextPart
    is_protected: bool
    hidden_columns: dict[Hiding, tuple[int, ...]]
    filters: tuple[FilterRange, ...]
    unforeseen: bool
    damage: FileError | None
    occupancy: Occupancy
    afterwards: Afterwards
    sizes: Sizes | None
    has_suspects: bool
    has_long_texts: bool
    is_disordered: bool
    lacks_strings: bool

    def or_again(self, again: "SheetPass | None") -> "SheetPass":
        """Return what came of reading once more; this pass, though damaged now, where only this one came whole."""
        if again is None or (again.damage is not None and self.damage is None):
            self.damage = self.damage if again is None else again.damage
            return self
        return again


def read_facts(
    stream: BinaryIO,
    usage: Usage,
    *,
    shows: bool,
    filters: Sequence[FilterRange] = (),
    is_drawn_over: bool = False,
) -> SheetPass:
    """Return the facts of a sheet part, read in one pass and constant memory.

    Args:
        stream: the part.
        usage: of the whole workbook; the pass adds to it.
        shows: the sheet's tab shows.
        filters: ranges of filters that are known before the part is read: of tables and defined names.
        is_drawn_over: something stands over the cells, so that sizes are wanted.
    """
    if isinstance(stream, RowTelling) and stream.has_arrays:
        from leakscan.formats.xlsx.told_arrays import ToldFacts

        told = ToldFacts(usage, filters, shows=shows)
        return _fed(told, lambda _: stream.tell_rows(told), is_drawn_over=is_drawn_over)
    begun = Begun(stream)
    if not begun.is_large:
        small = PlainFacts(usage, filters, shows=shows)
        return _fed(small, lambda _: small.feed(begun), is_drawn_over=is_drawn_over)
    from leakscan.formats.xlsx.blocks import BlockHandler, feed_blocks

    reader = BlockHandler(usage, filters, shows=shows)
    return _fed(reader, lambda _: feed_blocks(begun, reader), is_drawn_over=is_drawn_over)


def gathered(
    feed: Callable[[CellHandler], None],
    usage: Usage,
    *,
    shows: bool,
    filters: Sequence[FilterRange] = (),
    is_drawn_over: bool = False,
    is_large: bool = False,
) -> SheetPass:
    """Return the facts of a sheet that `feed` tells to a handler; the sheet may be of any format."""
    if not is_large:
        return _fed(FactsHandler(usage, filters, shows=shows), feed, is_drawn_over=is_drawn_over)
    from leakscan.formats.xlsx.told_arrays import ToldFacts

    return _fed(ToldFacts(usage, filters, shows=shows), feed, is_drawn_over=is_drawn_over)


def _fed(handler: "FactsHandler", feed: Callable[[CellHandler], None], *, is_drawn_over: bool) -> SheetPass:
    if is_drawn_over:
        handler.sizes = Sizes()
    damage = None
    try:
        feed(handler)
    except FileError as error:
        damage = error
    return handler.finish(damage)


class FactsHandler(CellHandler):
    """Gathers what `read_facts` returns.

    Attributes:
        strays: what no reader takes.
        walker: what gathers it; None until the part is read, and where it is not XML.
        sizes: takes the sizes of rows and columns; None when they are not wanted.
        has_suspects: a cell that would show has a look under which it may not be seen.
        lacks_strings: a cell refers to a shared string that does not exist.
    """

    def __init__(self, usage: Usage, filters: Sequence[FilterRange], *, shows: bool) -> None:
        super().__init__()
        self.outside = Outside()
        self.strays = Strays()
        self.walker: Walker | None = None
        self._facts = SheetFacts()
        self._layout = Layout()
        self._unknown = 0
        self._filters = tuple(filters)
        self._is_protected = False
        self._shows = shows
        self._strings = usage.strings
        self._string_keys = usage.strings.keys
        self._used = usage.used
        self._shown = usage.shown
        self._visible = usage.visible
        self._is_1904 = usage.is_1904
        self._readings = TextPart(SideKind.PHONETIC, Place())
        self._known: dict[str, int] = {}
        self._rows: dict[tuple[Hiding, tuple[int, ...]], Gathering] = {}
        self._row_gathering: Gathering | None = None
        self._columns: list[Gathering | None] = []
        self._column_gatherings: list[Gathering] = []
        self._filled = _BEYOND
        self._has_hidden_rows = False
        self.sizes: Sizes | None = None
        self.has_suspects = False
        self._has_long_texts = False
        self.lacks_strings = False
        self._looks = usage.looks
        self._suspects: frozenset[str | None] | None = usage.looks.suspects or None
        self._afterwards = Afterwards(usage.looks.palette)
        self._occupancy = Occupancy()
        self._line_row = 0
        self._line: list[int] = []
        self._hold = self._line.append

    def head(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""
        self._layout.start(name, attributes)
        if self.sizes is not None:
            self.sizes.start(name, attributes)
        if name == "sheetProtection":
            self._is_protected = True
        self.aside(name, attributes)

    def close(self, name: str) -> None:
        """Take the end of an element outside the cells."""
        self._layout.end(name)
        self.aside_close(name)

    def aside(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element of extensions."""
        self._afterwards.start(name, attributes)
        self._into = self._afterwards.pieces

    def aside_close(self, name: str) -> None:
        """Take the end of an element of extensions."""
        self._afterwards.end(name)
        self._into = self._afterwards.pieces

    def watcher(self) -> Walker:
        """Return what gathers all that is not on the list of the format."""
        self.walker = Walker(vocabulary("spreadsheet"), self.strays)
        return self.walker

    def run_part(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element that says how a run of a text in its cell looks."""
        if name == "color":
            colour, points = self._looks.palette.colour(attributes), None
        elif name == "sz":
            colour, points = None, decimal(attributes.get("val"))
        else:
            return
        if self._shows and self._looks.is_suspect(colour, points):
            self.has_suspects = True

    def data_start(self) -> None:
        """Take the start of the cells: every column's size is known."""
        self._unknown = 0 if self.walker is None else self.walker.unknown
        if self._columns:
            return
        hidden = self._layout.hidden_columns()
        if not hidden:
            self._columns = _NO_COLUMNS
            return
        by_hiding: dict[Hiding, Gathering] = {}
        columns = list(_NO_COLUMNS)
        for first, last, hiding in hidden:
            gathering = by_hiding.setdefault(hiding, Gathering(Region(Axis.COLUMNS, hiding)))
            gathering.extend_to(first, last)
            columns[first : last + 1] = [gathering] * (last - first + 1)
        self._column_gatherings = list(by_hiding.values())
        self._columns = columns

    def data_end(self) -> None:
        """Take the end of the cells."""
        if self.walker is not None and (self.walker.unknown != self._unknown or self.walker.stands_apart):
            self.is_disordered = True

    def row(self, attributes: Mapping[str, str]) -> None:
        """Take the start of a row."""
        self._filled = _BEYOND
        if self.sizes is not None:
            self.sizes.row(self.row_number, attributes)
        hiding = self._layout.placed(self.row_number, self._layout.row(attributes))
        self._row_gathering = None if hiding is None else self._hide_row(hiding)

    def _hide_row(self, hiding: Hiding) -> Gathering:
        """Return what gathers the row that is being read, which does not show."""
        number = self.row_number
        within: tuple[int, ...] = ()
        if hiding in (Hiding.BY_HAND, Hiding.COLLAPSED):
            self._has_hidden_rows = True
            within = tuple(index for index, item in enumerate(self._filters) if item.holds(number))
        found = self._rows.get((hiding, within))
        if found is None:
            found = self._rows[hiding, within] = Gathering(Region(Axis.ROWS, hiding))
        found.extend(number)
        return found

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        if self.has_formula and self.formula and self.outside is not None:
            take = self.outside.referring if self._shows else self.outside.formula
            take("".join(self.formula))
        number = -1
        if kind == "s":
            number = self._string(text)
            if number < 0 and not is_of_type(kind, text):
                self.beside(text)
            key = self._string_keys[number] if number >= 0 else BLANK if text else EMPTY
        else:
            key = self._key(kind, text) if text else EMPTY
            if not text.isascii():
                for what, spelled in unseen_letters(text):
                    self.strays.add(what, spelled)
        if key == EMPTY:
            if not self.has_formula:
                return
            key = BLANK
        if column <= self._filled:
            self._begin_line()
        self._filled = column
        self._hold(column)
        if self._shows and self._row_gathering is None and self._columns[column] is None:
            if self._suspects is not None and self.is_unseen(column, kind, key, number, text):
                return
            if number >= 0:
                self._shown[number] = 1
            elif key > BLANK:
                self._visible.add(key)
        else:
            self._gather_cell(column, key, number, text)

    def beside(self, text: str) -> None:
        """Take a text in a cell that its type does not show."""
        self.strays.add(BESIDE, unescaped(text))

    def reading(self, text: str) -> None:
        """Take the reading of an inline string."""
        self._readings.add(unescaped(text))

    def is_unseen(self, column: int, kind: str, key: int, number: int, text: str) -> bool:  # noqa: ARG002  # a hook
        """Take a cell that would show; return whether it is dealt with, since it is not seen."""
        if self._suspects is not None and self.style in self._suspects:
            self.has_suspects = True
        return False

    def finish(self, damage: FileError | None) -> SheetPass:
        """Return the pass, with filtered rows told from those hidden by hand."""
        self._end_line()
        outside = self.outside or Outside()
        active = active_filters(self._layout, self._filters)
        foreseen = all(any(item.is_of(known) for known in self._filters) for item in active)
        merged: dict[Hiding, Region] = {}
        for (hiding, within), gathering in self._rows.items():
            region = gathering.region
            if any(self._filters[index].is_of(item) for index in within for item in active):
                region.hiding = Hiding.FILTERED
            else:
                region.hiding = hiding
            known = merged.get(region.hiding)
            if known is None:
                merged[region.hiding] = region
            else:
                merge_regions(known, region)
        if self._layout.hides_rows_by_default:
            merged.setdefault(Hiding.DEFAULT, Region(Axis.ROWS, Hiding.DEFAULT))
        for region in merged.values():
            region.lines = region.rows
        for gathering in self._column_gatherings:
            gathering.region.lines = len(gathering.columns)
        regions = sorted(merged.values(), key=lambda region: list(Hiding).index(region.hiding))
        self._facts.regions = [*regions, *(item.region for item in self._column_gatherings)]
        return SheetPass(
            facts=self._facts,
            root=self.root,
            readings=self._readings,
            outside=outside,
            strays=self.strays,
            walker=self.walker,
            is_protected=self._is_protected,
            hidden_columns=self._hidden_columns(),
            filters=active,
            unforeseen=self._has_hidden_rows and not foreseen,
            damage=damage,
            occupancy=self._occupancy,
            afterwards=self._afterwards,
            sizes=self.sizes,
            has_suspects=self.has_suspects,
            has_long_texts=self._has_long_texts,
            is_disordered=self.is_disordered,
            lacks_strings=self.lacks_strings,
        )

    def _hidden_columns(self) -> dict[Hiding, tuple[int, ...]]:
        within = range(1, self._facts.last_column + 1)
        return {
            item.region.hiding: tuple(column for column in within if self._columns[column] is item)
            for item in self._column_gatherings
        }

    def _string(self, text: str) -> int:
        """Return the number of a shared string, noting its use, or -1 when there is no such string."""
        try:
            number = int(text)
            if number >= 0:
                self._used[number] = 1
        except IndexError:
            self.lacks_strings = True
            return -1
        except ValueError:
            return -1
        return max(number, -1)

    def _key(self, kind: str, text: str) -> int:
        """Return the key of a value; BLANK for what is no value."""
        if kind == "n":
            key = self._known.get(text)
            if key is None:
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                key = self._known[text] = self._typed_key(kind, text)
            return key
        return self._typed_key(kind, text)

    def _typed_key(self, kind: str, text: str) -> int:
        if len(text) >= FEWEST_CUT:
            self._has_long_texts = True
        if not is_of_type(kind, text):
            self.beside(text)
            return BLANK
        if kind == "b":
            return boolean_key(xmlsafe.is_true(text))
        if kind == "e":
            return BLANK
        if kind == "d":
            return date_key(text, is_1904=self._is_1904) or BLANK
        return value_key(text if kind == "n" else unescaped(text)) or BLANK

    def _begin_line(self) -> None:
        """Begin a row of the table; a row that repeats a column is two, so that nothing of it is lost."""
        self._end_line()
        self._line_row = self.row_number
        self._facts.rows += 1
        self._facts.last_row = max(self._facts.last_row, self.row_number)
        if self._row_gathering is not None:
            self._row_gathering.region.rows += 1

    def _end_line(self) -> None:
        line = self._line
        if line:
            facts = self._facts
            facts.cells += len(line)
            facts.last_column = max(facts.last_column, line[-1])
            self._occupancy.add(self._line_row, line)
            line.clear()

    def _gather_cell(self, column: int, key: int, number: int, text: str) -> None:
        """Take a cell that does not show."""
        facts = self._facts
        if self._row_gathering is not None:
            self._gather(self._row_gathering.region, key, number, text)
        gathering = self._columns[column]
        if gathering is not None:
            self._gather(gathering.region, key, number, text)
            gathering.columns.add(column)
            if gathering.last_line != facts.rows:
                gathering.last_line = facts.rows
                gathering.region.rows += 1
        if not self._shows and key > BLANK:
            facts.values.add(key)
            if len(facts.examples) < MOST_EXAMPLES:
                self._example(facts.examples, number, text)

    def _gather(self, region: Region, key: int, number: int, text: str) -> None:
        region.cells += 1
        if key > BLANK:
            if self._shows:
                region.values.add(key)
            if len(region.examples) < MOST_EXAMPLES:
                self._example(region.examples, number, text)

    def _example(self, examples: list[str], number: int, text: str) -> None:
        text = self._strings[number] if number >= 0 else unescaped(text)
        text = text[:EXAMPLE_CHARACTERS]
        if text not in examples:
            examples.append(text)


class PlainFacts(PlainRows, FactsHandler):
    """Gathers the facts of a small sheet, plain blocks without the XML parser."""
