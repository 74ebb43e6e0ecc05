"""What the first substream of a binary workbook says of all sheets ([MS-XLS] 2.1.7.20.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from leakscan.errors import MalformedFileError
from leakscan.formats.xls import smart_tags
from leakscan.formats.xls.paths import book_and_sheet
from leakscan.formats.xls.records import BOF_TYPES, EOF, Group, grouped, records
from leakscan.formats.xls.styles import Styles
from leakscan.formats.xls.text import Reader, decoded, encoding_of, guid_text
from leakscan.formats.xlsx.builtin import BUILTIN_FORMATS
from leakscan.formats.xlsx.looks import Looks
from leakscan.formats.xlsx.strings import Run, SharedStrings
from leakscan.formats.xlsx.windows import Window

_CODEPAGE, _DATEMODE, _BOUNDSHEET, _SST, _FORMAT, _XF = 0x0042, 0x0022, 0x0085, 0x00FC, 0x041E, 0x00E0
_FORMAT_OLD, _XF_OLD = (0x001E, 0x021E), (0x0043, 0x0243, 0x0443)
_FILEPASS, _WRITEACCESS, _FILESHARING, _PROTECT = 0x002F, 0x005C, 0x005B, 0x0012
_NAME, _SUPBOOK, _EXTERNSHEET, _XCT, _CRN, _EXTERNNAME = 0x0018, 0x01AE, 0x0017, 0x0059, 0x005A, 0x0023
_NAME_TEXT, _VIEW, _DRAWINGS, _HEADER_DRAWING, _IS_SHARED = 0x0894, 0x01A9, 0x00EB, 0x0866, 0x02
_STREAM_ID, _SOURCE_KIND, _SOURCE_RANGE, _SOURCE_NAME, _SOURCE_BUILTIN = 0x00D5, 0x00E3, 0x0051, 0x0052, 0x01B5
_WINDOW, _HIDDEN_WINDOW, _SHOWS_TABS = 0x003D, 0x05, 0x20
_PUBLISHED, _LIVE, _FEATURES, _CUBE_TEXT = 0x0801, 0x0813, 0x0867, 0x0885
_ROUTING = frozenset((0x00B8, 0x00B9))

_MOST_READINGS = 100_000


@dataclass(frozen=True, slots=True)
class BoundSheet:
    """One line of the list of sheets ([MS-XLS] 2.4.28)."""

    start: int
    state: int
    kind: int
    name: str


@dataclass(slots=True)
class PivotSource:
    """Where the records of one pivot cache came from.

    Attributes:
        stream: number of the cache's stream.
        kind: 1 sheet, 2 external, 4 consolidation, 16 scenario ([MS-XLS] 2.4.306).
        range: the range, if one is given.
        name: the defined name, if one is given.
        sheet: the sheet, if one is given.
        path: the other workbook, if it is one.
    """

    stream: int
    kind: int = 0
    range: str = ""
    name: str = ""
    sheet: str = ""
    path: str = ""


@dataclass(slots=True)
class Globals:
    """The globals of a workbook.

    Attributes:
        version: BIFF version: 2, 3, 4, 5 (also Excel 95) or 8.
        encoding: codec of byte strings.
        is_1904: dates count from 1904.
        is_encrypted: a FILEPASS record stands in the stream.
        sheets: the list of sheets.
        windows: the windows of the workbook.
        formats: number formats by number.
        cell_formats: for each XF its number format.
        styles: fonts, fills and colours.
        strings: the shared strings.
        readings: the readings of shared strings, as far as they are kept.
        write_access: who saved the file.
        sharing_user: who reserved writing.
        is_structure_protected: the structure is protected.
        names: NAME records and their comments, to be read with their formulas.
        externals: SUPBOOK, EXTERNSHEET, XCT, CRN and EXTERNNAME records, in order.
        views: saved views: identifier, name, and whether the program made it for one user.
        drawings: what all drawings have in common: the store of pictures.
        header_drawings: the same of the pictures in headers and footers.
        pivot_sources: where the pivot caches came from.
        published: records of what was published from the workbook.
        live: records of live data.
        cube_texts: records of the texts of cube formulas.
        routing: records of the routing slip and of its recipients.
        tags: the texts that smart tags refer to by number.
        damage: what is wrong with single records; the others were read.
        end: offset of the byte after the EOF record.
    """

    version: int = 8
    encoding: str = "cp1252"
    is_1904: bool = False
    is_encrypted: bool = False
    sheets: list[BoundSheet] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cell_formats: list[int] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)
    strings: SharedStrings = field(default_factory=SharedStrings)
    readings: list[str] = field(default_factory=list)
    write_access: str = ""
    sharing_user: str = ""
    is_structure_protected: bool = False
    names: list[Group] = field(default_factory=list)
    externals: list[Group] = field(default_factory=list)
    views: list[tuple[str, str, bool]] = field(default_factory=list)
    drawings: bytearray = field(default_factory=bytearray)
    header_drawings: bytearray = field(default_factory=bytearray)
    pivot_sources: list[PivotSource] = field(default_factory=list)
    published: list[Group] = field(default_factory=list)
    live: list[Group] = field(default_factory=list)
    cube_texts: list[Group] = field(default_factory=list)
    routing: list[Group] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    damage: list[MalformedFileError] = field(default_factory=list)
    end: int = 0

    def lacks(self, what: str) -> None:
        """Note that a record refers to something that is not there; once for all records of that sort."""
        message = f"records refer to {what} that do not exist"
        if all(str(error) != message for error in self.damage):
            self.damage.append(MalformedFileError(message, code="broken-reference"))

    def codes(self) -> dict[int, str]:
        """Return the number formats by number."""
        return {**(BUILTIN_FORMATS if self.version >= 5 else {}), **self.formats}

    def looks(self) -> Looks:
        """Return how the cell formats look."""
        return self.styles.looks(self.codes(), self.cell_formats, self.version)

    def reader(self, group: Group) -> Reader:
        """Return a reader of a record's values."""
        return Reader(group.pieces, encoding=self.encoding)

    def text(self, reader: Reader, length_bytes: int) -> str:
        """Return the next string, in the form of this version."""
        return reader.unicode(length_bytes) if self.version >= 8 else reader.string(length_bytes)


def version_of(kind: int, data: bytes) -> int:
    """Return the BIFF version that a BOF record states ([MS-XLS] 2.4.21).

    A data sheet of Microsoft Graph states one of its own, and has the strings of version 8 ([MS-OGRAPH] 2.3.1).
    """
    if kind == 0x0809:
        return 8 if data[:2] in (b"\x00\x06", b"\x80\x06") else 5
    return {0x0009: 2, 0x0209: 3, 0x0409: 4}.get(kind, 8)


def read_globals(stream: BinaryIO, found: Globals) -> None:
    """Read the globals into `found`.

    Raises:
        MalformedFileError: the stream does not begin with a BOF or breaks off; what came before is there.
    """
    first = True
    depth = 0
    try:
        for group in grouped(records(stream)):
            if group.type in BOF_TYPES:
                depth += 1
                if first:
                    found.version = version_of(group.type, group.pieces[0])
            elif first:
                raise MalformedFileError("the stream does not begin like a workbook", code="missing-bof")
            first = False
            if group.type == EOF:
                depth -= 1
                if depth == 0:
                    found.end = group.start + 4
                    if found.styles.has_wild_fonts:
                        found.lacks("fonts")
                    return
            elif depth == 1:
                try:
                    _take(group, found)
                    if found.is_encrypted:
                        return
                except MalformedFileError as error:
                    found.damage.append(error)
    finally:
        found.strings.finish()
    raise MalformedFileError("the workbook breaks off before its end", code="broken-substream")


def _take(group: Group, found: Globals) -> None:
    reader = found.reader(group)
    match group.type:
        case k if k in (_NAME, _NAME_TEXT):
            found.names.append(group)
        case k if k in (_SUPBOOK, _EXTERNSHEET, _XCT, _CRN, _EXTERNNAME):
            found.externals.append(group)
        case k if k == _CODEPAGE:
            found.encoding = encoding_of(reader.short())
        case k if k == _DATEMODE:
            found.is_1904 = reader.short() == 1
        case k if k == _FILEPASS:
            found.is_encrypted = True
        case k if k == _BOUNDSHEET:
            start, state, kind = reader.long(), reader.byte(), reader.byte()
            found.sheets.append(BoundSheet(start, state & 0x03, kind, found.text(reader, 1)))
        case k if k == _SST:
            _read_shared_strings(reader, found)
        case k if k == _FORMAT or k in _FORMAT_OLD:
            number = reader.short() if k == _FORMAT else len(found.formats)
            found.formats[number] = found.text(reader, 2 if found.version >= 8 else 1)
        case k if k == _XF or k in _XF_OLD:
            found.cell_formats.append(_number_format(group.data, found.version))
            found.styles.cells.append(group.data)
        case k if k == _WRITEACCESS:
            found.write_access = _user(reader, found)
        case k if k == _FILESHARING:
            reader.skip(4)
            found.sharing_user = _user(reader, found)
        case k if k == _PROTECT:
            found.is_structure_protected = reader.short() == 1
        case _:
            found.styles.take(group)
            _take_shared(group, reader, found)
            _take_later(group, reader, found)
            _take_pivot(group, reader, found)


def _take_shared(group: Group, reader: Reader, found: Globals) -> None:
    """Take what sheets have in common: drawings, windows and saved views ([MS-XLS] 2.4.345, 2.4.333)."""
    if group.type == _DRAWINGS:
        found.drawings += group.data
    elif group.type == _HEADER_DRAWING:
        reader.skip(12)
        flags = reader.short()
        if flags & _IS_SHARED:
            found.header_drawings += reader.rest()
    elif group.type == _WINDOW and found.version >= 5:
        reader.skip(8)
        flags = reader.short()
        found.windows.append(Window(not flags & _HIDDEN_WINDOW, bool(flags & _SHOWS_TABS), reader.short()))
    elif group.type == _VIEW:
        reader.skip(8)
        guid = guid_text(reader.take(16))
        reader.skip(22)
        is_personal = bool(reader.short() & 1)
        reader.skip(2)
        found.views.append((guid, reader.unicode(2), is_personal))


def _take_later(group: Group, reader: Reader, found: Globals) -> None:
    """Take what later versions add."""
    if group.type == _PUBLISHED:
        found.published.append(group)
    elif group.type == _LIVE:
        found.live.append(group)
    elif group.type == _CUBE_TEXT:
        found.cube_texts.append(group)
    elif group.type in _ROUTING:
        found.routing.append(group)
    elif group.type == _FEATURES and group.data[12:14] == smart_tags.KIND:
        found.tags = smart_tags.tag_texts(reader)


def _take_pivot(group: Group, reader: Reader, found: Globals) -> None:
    if group.type == _STREAM_ID:
        found.pivot_sources.append(PivotSource(reader.short()))
        return
    if not found.pivot_sources:
        return
    source = found.pivot_sources[-1]
    if group.type == _SOURCE_KIND:
        source.kind = reader.short()
    else:
        take_source(source, group, reader, found)


def take_source(source: PivotSource, group: Group, reader: Reader, found: Globals) -> None:
    """Take where data come from: a range, or a name ([MS-XLS] 2.4.83 to 2.4.86)."""
    if group.type == _SOURCE_RANGE:
        first_row, last_row, first_column, last_column = (
            reader.short(),
            reader.short(),
            reader.byte(),
            reader.byte(),
        )
        source.range = f"{_cell(first_row, first_column)}:{_cell(last_row, last_column)}"
        _take_file(source, _optional(reader, found))
    elif group.type == _SOURCE_NAME:
        source.name = found.text(reader, 2) if found.version >= 8 else reader.bytes_text(_old_length(reader))
        _take_file(source, _optional(reader, found))
    elif group.type == _SOURCE_BUILTIN:
        source.name = "built-in name"
        reader.skip(4 if found.version >= 8 else 2)
        _take_file(source, _optional(reader, found))


def _take_file(source: PivotSource, text: str) -> None:
    """Take the file of a source ([MS-XLS] 2.5.50): this workbook's sheet, or another workbook with its sheet."""
    if text.startswith("\x01"):
        source.path, source.sheet = book_and_sheet(text)
    else:
        source.sheet = text.lstrip("\x02")


def _optional(reader: Reader, found: Globals) -> str:
    """Return a string whose characters, flags included, are left out when it has none."""
    if found.version < 8:
        return reader.bytes_text(_old_length(reader)) if reader.left else ""
    length = reader.short() if reader.left > 1 else 0
    return reader.unicode_of(length) if length else ""


def _old_length(reader: Reader) -> int:
    """Return the length of a text of BIFF5 that does not begin with a zero, in one byte or in two."""
    length = reader.byte()
    if reader.rest()[:1] == b"\0":
        reader.skip(1)
    return length


def _cell(row: int, column: int) -> str:
    from leakscan.views.spreadsheet import column_letters

    return f"{column_letters(column + 1)}{row + 1}"


def _user(reader: Reader, found: Globals) -> str:
    """Return a user name padded with blanks; some writers store a byte string in version 8 too."""
    if found.version < 8:
        return reader.string(1).strip(" \0")
    data = reader.take(reader.left)
    try:
        return Reader([data]).unicode(2).strip(" \0")
    except MalformedFileError:
        return decoded(data, found.encoding).strip(" \0")


def _number_format(data: bytes, version: int) -> int:
    if version >= 5:
        return int.from_bytes(data[2:4], "little")
    return data[1] if len(data) > 1 else 0


def _read_shared_strings(reader: Reader, found: Globals) -> None:
    """Read the strings of an SST record with its continuations ([MS-XLS] 2.4.265).

    Raises:
        MalformedFileError: it breaks off; the strings before are there.
    """
    strings, looks = found.strings, None
    reader.long()
    left = reader.long()
    while left:
        texts = reader.plain_texts(left)
        if texts:
            strings.extend(texts)
            left -= len(texts)
            continue
        left -= 1
        if reader.is_at_end:
            raise MalformedFileError("the shared strings break off", code="short-record")
        text, marks, reading = reader.rich(2)
        if reading:
            strings.append_reading(reading)
            if len(found.readings) < _MOST_READINGS:
                found.readings.append(reading)
        if marks:
            looks = looks or found.looks()
            strings.append_runs(list(_runs(text, marks, found, looks)), looks)
        else:
            strings.append(text)


def _runs(text: str, marks: list[tuple[int, int]], found: Globals, looks: Looks) -> Iterator[Run]:
    """Yield the runs of a text, by where each begins and its font; what comes first has the font of the cell."""
    ends = [start for start, _ in marks[1:]] + [len(text)]
    yield Run(text[: marks[0][0]])
    for (start, number), end in zip(marks, ends, strict=True):
        colour, points = found.styles.font(number, looks.palette)
        yield Run(text[start:end], has_font=True, colour=colour, points=points)
