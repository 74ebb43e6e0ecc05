"""What stands in a sheet besides its cells: pivot tables, notes, hyperlinks, texts ([MS-XLS] 2.1.7.20.5)."""

import struct
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.drawn import Drawing
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.hyperlinks import link_target, link_text
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.text import Reader, decoded
from leakscan.formats.xlsx.areas import read_area
from leakscan.formats.xlsx.table_styles import TableArea
from leakscan.views.spreadsheet import column_letters

_PIVOT, _PIVOT_MORE, _NOTE, _OBJECT, _TEXT, _LINK, _OPTIONS = 0xB0, 0xF1, 0x1C, 0x5D, 0x1B6, 0x1B8, 0x81
_TABLE, _TABLE_HEAD, _TABLE_NAME = 0x0872, 27, 64
_LISTS = b"\x05\0"
_TABLE_MORE, _STYLE, _TABLE_MORE_HEAD = 0x0877, b"\1\0", 20
_PRINTER = 0x004D
_LIVE, _SORT, _SORT_KEYS = 0x0813, 0x0090, 3
_WINDOW, _PANE, _VIEW_BEGIN, _VIEW_END, _IS_FROZEN = 0x023E, 0x0041, 0x01AA, 0x01AB, 0x08
_TAKEN = frozenset(
    {
        _PIVOT, _PIVOT_MORE, _NOTE, _OBJECT, _TEXT, _LINK, _OPTIONS, _TABLE, _TABLE_MORE, _PRINTER, _WINDOW, _PANE,
        _VIEW_BEGIN, _VIEW_END,
    }
)  # fmt: skip
_DIALOG, _DRILL, _SHOWN = 0x0010, 0x02, 0x0002
_CONTINUED = 0xFFFF
_NOTE_TYPE = 0x19


@dataclass(slots=True)
class PivotTable:
    """A pivot table: its name, cells, the number of its cache and whether it can be drilled into."""

    name: str
    cells: str
    cache: int
    can_drill: bool = True


@dataclass(slots=True)
class Note:
    """A note on a cell."""

    cells: str
    author: str = ""
    text: str = ""
    is_shown: bool = False
    object: int = -1


@dataclass(slots=True)
class Trimmings:
    """What came by besides the cells.

    Attributes:
        is_dialog: the sheet is a dialog.
        pivot_tables: the pivot tables.
        notes: the notes, with their texts once `settle` was called.
        links: targets of hyperlinks.
        link_texts: cells, text and place in the file of those that keep a text.
        printers: settings of printers, and where in the stream they begin.
        tables: names and cells of its tables.
        table_styles: names of their styles, in the same order as far as they have one.
        texts: texts of drawn objects, by the number of the object.
        drawing: its shapes.
        damage: what is wrong with single records.
        live: records of live data.
        sort_keys: by what the sheet was sorted last.
        objects: numbers of the drawn objects.
        firsts: row and column, from 1, of the first cell that can be scrolled to in each window.
    """

    is_dialog: bool = False
    pivot_tables: list[PivotTable] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    link_texts: list[tuple[str, str, str]] = field(default_factory=list)
    printers: list[tuple[int, bytes]] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)
    table_styles: list[str] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    drawing: Drawing = field(default_factory=Drawing)
    damage: list[MalformedFileError] = field(default_factory=list)
    firsts: list[tuple[int, int]] = field(default_factory=list)
    live: list[Group] = field(default_factory=list)
    sort_keys: list[str] = field(default_factory=list)
    _window: tuple[int, int, int] = (0, 0, 0)
    _is_within_view: bool = False
    objects: set[int] = field(default_factory=set)
    _object: int = -1
    _left: int = 0

    def take(self, group: Group, found: Globals) -> None:
        """Take a record of the sheet."""
        self.drawing.take(group, found.version, found.encoding)
        try:
            if group.type == _LIVE:
                self.live.append(group)
            elif group.type == _SORT:
                self._take_keys(found.reader(group), found)
            elif group.type in _TAKEN:
                self._take(group, found.reader(group), found)
        except MalformedFileError as error:
            self.damage.append(error)

    @property
    def corner(self) -> tuple[int, int]:
        """Row and column, from 1, of the first cell that can be scrolled to in some window."""
        return (
            min((row for row, _ in self.firsts), default=1),
            min((column for _, column in self.firsts), default=1),
        )

    def settle(self) -> list[Note]:
        """Return the notes with their texts."""
        for note in self.notes:
            if note.object >= 0:
                note.text = self.texts.get(note.object, note.text)
        return self.notes

    def table_areas(self) -> list[TableArea]:
        """Return its tables whose styles paint cells, each taken to have headers and totals."""
        styles = [*self.table_styles, *([""] * len(self.tables))]
        areas = [(read_area(cells), style) for (_, cells), style in zip(self.tables, styles, strict=False)]
        return [TableArea(area, 1, 1, style, None) for area, style in areas if area is not None and style]

    def _take_link(self, data: bytes) -> None:
        target = link_target(data)
        if target:
            self.links.append(target)
        cells, text, location = link_text(data)
        if text:
            self.link_texts.append((cells, text, location))

    def _take(self, group: Group, reader: Reader, found: Globals) -> None:
        match group.type:
            case k if k == _NOTE:
                self._take_note(reader, found)
            case k if k == _OBJECT:
                data = group.data
                self._object = (
                    struct.unpack_from("<H", data, 6)[0] if data[:2] == b"\x15\0" and len(data) >= 8 else -1
                )
                self.objects.add(self._object)
            case k if k == _TEXT and len(group.pieces) > 1:
                length = int.from_bytes(group.data[10:12], "little")
                if length:
                    self.texts[self._object] = Reader(group.pieces[1:]).unicode_of(length)
            case k if k == _PIVOT:
                self._take_pivot(group, reader, found)
            case k if k == _PIVOT_MORE and self.pivot_tables:
                self.pivot_tables[-1].can_drill = bool(group.data[16:17] and group.data[16] & _DRILL)
            case k if k == _LINK:
                self._take_link(group.data)
            case k if k == _TABLE and group.data[12:14] == _LISTS:
                self._take_table(group.data)
            case k if k == _TABLE_MORE and group.data[12:14] == _STYLE:
                reader.skip(_TABLE_MORE_HEAD)
                self.table_styles.append(reader.unicode(2))
            case k if k in (_WINDOW, _PANE, _VIEW_BEGIN, _VIEW_END):
                self._take_window(k, reader)
            case k if k == _PRINTER:
                self.printers.append((group.start, group.data))
            case k if k == _OPTIONS:
                self.is_dialog = self.is_dialog or bool(reader.short() & _DIALOG)

    def _take_window(self, kind: int, reader: Reader) -> None:
        """Take a window, or its panes: cells before frozen ones cannot be scrolled to ([MS-XLS] 2.4.346, 2.4.189).

        Panes of saved views are no panes of a window.
        """
        if kind in (_VIEW_BEGIN, _VIEW_END):
            self._is_within_view = kind == _VIEW_BEGIN
        elif kind == _WINDOW:
            self._window = reader.short(), reader.short(), reader.short()
            self.firsts.append((1, 1))
        elif self.firsts and not self._is_within_view:
            flags, row, column = self._window
            columns, rows = reader.short(), reader.short()
            if flags & _IS_FROZEN:
                self.firsts[-1] = (row + 1 if rows else 1, column + 1 if columns else 1)

    def _take_keys(self, reader: Reader, found: Globals) -> None:
        """Take by what the sheet was sorted last, cells or texts ([MS-XLS] 2.4.263)."""
        reader.skip(2)
        for length in [reader.byte() for _ in range(_SORT_KEYS)]:
            if length:
                self.sort_keys.append(
                    reader.unicode_of(length) if found.version >= 8 else reader.bytes_text(length)
                )

    def _take_note(self, reader: Reader, found: Globals) -> None:
        row, column = reader.short(), reader.short()
        if found.version >= 8:
            flags, number = reader.short(), reader.short()
            author = reader.unicode(2)
            self.notes.append(Note(_cell(row, column), author, is_shown=bool(flags & _SHOWN), object=number))
            return
        length = reader.short()
        text = decoded(reader.take(reader.left), found.encoding)
        if row == _CONTINUED and self.notes:
            self.notes[-1].text += text[: self._left]
            self._left -= len(text)
            return
        self._left = length - len(text)
        self.notes.append(Note(_cell(row, column), text=text[:length]))

    def _take_table(self, data: bytes) -> None:
        """Take the range and the name of a table ([MS-XLS] 2.4.114, 2.5.266)."""
        count = int.from_bytes(data[19:21], "little")
        reader = Reader([data])
        reader.skip(_TABLE_HEAD)
        if not count:
            return
        first_row, last_row, first_column, last_column = struct.unpack("<4H", reader.take(8))
        reader.skip(8 * (count - 1) + _TABLE_NAME)
        self.tables.append((reader.unicode(2), f"{_cell(first_row, first_column)}:{_cell(last_row, last_column)}"))

    def _take_pivot(self, group: Group, reader: Reader, found: Globals) -> None:
        first_row, last_row, first_column, last_column = struct.unpack("<4H", reader.take(8))
        cache = int.from_bytes(group.data[14:16], "little")
        reader.skip(32)
        length = reader.short()
        reader.skip(2)
        name = reader.unicode_of(length) if found.version >= 8 else decoded(reader.take(length), found.encoding)
        cells = f"{_cell(first_row, first_column)}:{_cell(last_row, last_column)}"
        self.pivot_tables.append(PivotTable(name, cells, cache))


def _cell(row: int, column: int) -> str:
    return f"{column_letters(column + 1)}{row + 1}"
