"""The log of changes of a shared workbook, and who used it ([MS-XLS] 2.1.7.15, 2.2.11, 2.1.7.19)."""

import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.parsed.values import ERRORS, number_text, rk_value
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.conditions import area_of, read_paint
from leakscan.formats.xls.records import Group, grouped, records
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.history import ACTIONS, CHANGES, gather
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.history import REVISION_COLUMNS, Revision, RevisionLog
from leakscan.views.people import PersonMention, Role
from leakscan.views.spreadsheet import Workbook, column_letters

_LOG, _USERS = "revision log", "user names"
_HEAD, _CELL, _RENAMED, _INSERTED, _MOVED, _NEW_SHEET = 0x0138, 0x013B, 0x013E, 0x0137, 0x0140, 0x014D
_EXCLUSIVE, _LOCK, _USER = 0x0194, 0x0195, 0x0193
_QUIET = frozenset(
    {
        0x000A, 0x013D, 0x013F, 0x014A, 0x014B, 0x014E, 0x014F, 0x0150, 0x0151, 0x0152, 0x0154, 0x0191, 0x0192,
        0x0196, 0x0197, 0x0198, 0x01AC,
    }
)  # fmt: skip
"""Numbers, identifiers, formats, and what merely encloses other changes."""
_HEAD_BYTES = 14
_NAME_BYTES = 255
_RK, _NUMBER, _TEXT, _BOOLEAN, _FORMULA = 1, 2, 3, 4, 5
_HAS_OLD_LOOK, _HAS_NO_OLD_LOOK, _HAS_LOOK, _HAS_NO_LOOK = 0x0100, 0x0200, 0x1000, 0x2000
_USER_FIELDS = ((0, 148), (1, 295))
"""Flag of a string, and bytes of the field that holds a user's name with it."""


@dataclass(slots=True)
class _Reading:
    """What came of reading the streams of a shared workbook.

    Attributes:
        logs: the saves, each with its changes.
        users: who used it.
        unread: what nothing reads.
        damage: what is wrong with single records.
    """

    logs: list[tuple[RevisionLog, list[Revision]]] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    damage: list[MalformedFileError] = field(default_factory=list)


def read_revisions(book: BinaryBook, container: CfbContainer, workbook: Workbook, ledger: Ledger) -> None:
    """Read the log of changes and the list of users into `workbook`."""
    trail = book.source.trail
    for entry in container.entries():
        if entry.name.casefold() not in (_LOG, _USERS):
            continue
        place = Place(part=entry.name)
        with ledger.recording(trail, place, lost="logged changes"):
            found = _read(book, container, entry.name)
            for number, (log, revisions) in enumerate(found.logs):
                for revision in revisions:
                    gather(log, revision)
                if log.changes:
                    log.table = Table(
                        columns=REVISION_COLUMNS,
                        count=log.changes,
                        reader="leakscan.formats.xls.revisions:revision_rows",
                        arguments={"part": book.part, "log": entry.name, "number": number},
                    )
                workbook.revision_logs.append(log)
            for user in dict.fromkeys(found.users):
                workbook.mentions.append(PersonMention(user, Role.USER, place))
            for error in found.damage:
                ledger.problem(error.code, trail, str(error), place=place, lost="one logged change")
            if found.unread:
                what = "the log holds records that are not examined"
                lost = ", ".join(sorted(found.unread))
                ledger.problem("records-not-examined", trail, what, place=place, lost=lost)
            ledger.mark(trail, entry.name, PartState.EXAMINED, kind="revision log")


def revision_rows(source: Source, *, part: str, log: str, number: int) -> Iterator[Row]:
    """Yield the changes of one save.

    Args:
        source: the workbook.
        part: its stream.
        log: the stream of the log.
        number: which save, from 0.
    """
    with opened_book(source, part) as book, closing(CfbContainer(source)) as container:
        for revision in _read(book, container, log).logs[number][1]:
            yield revision.row()


def _read(book: BinaryBook, container: CfbContainer, name: str) -> _Reading:
    found = _Reading()
    with container.open(name) as stream:
        for group in grouped(records(stream)):
            try:
                _take(group, found, book, name)
            except MalformedFileError as error:
                found.damage.append(error)
    return found


def _take(group: Group, found: _Reading, book: BinaryBook, name: str) -> None:
    reader = Reader(group.pieces)
    if group.type in (_EXCLUSIVE, _LOCK):
        reader.skip(12 if group.type == _EXCLUSIVE else 4)
        _add_user(reader.unicode(2), found)
    elif group.type == _USER:
        _add_user(_user(group.data), found)
    elif group.type == _HEAD:
        reader.skip(_HEAD_BYTES + 18)
        author = reader.unicode(2)
        _add_user(author, found)
        found.logs.append((RevisionLog(Place(part=name), author, _date(group.data[-10:-2])), []))
    elif group.type not in _QUIET:
        _add_change(group, reader, found, book, name)


def _add_change(group: Group, reader: Reader, found: _Reading, book: BinaryBook, name: str) -> None:
    if not found.logs:
        found.logs.append((RevisionLog(Place(part=name)), []))
    log, revisions = found.logs[-1]
    reader.skip(4)
    number, kind = reader.long(), reader.short()
    reader.skip(2)
    change, cells, old, new = _change(group, kind, reader, found, book)
    sheet = _sheet(book, int.from_bytes(group.data[12:14], "little"))
    revisions.append(
        Revision(str(number), log.author, log.date, change=change, sheet=sheet, cells=cells, old=old, new=new)
    )


def _change(
    group: Group, kind: int, reader: Reader, found: _Reading, book: BinaryBook
) -> tuple[str, str, str, str]:
    """Return what was done, where, what stood there before, and what after."""
    reader.skip(2)
    match group.type:
        case k if k == _CELL:
            return _cell(reader, found, book)
        case k if k == _RENAMED:
            data = reader.rest()
            old, new = data[: 2 + _NAME_BYTES], data[2 + _NAME_BYTES :]
            return CHANGES["rsnm"], "", Reader([old]).unicode(2), Reader([new]).unicode(2)
        case k if k == _NEW_SHEET:
            reader.skip(4)
            return CHANGES["ris"], "", "", reader.unicode(2)
        case k if k == _INSERTED:
            reader.skip(2)
            action = tuple(ACTIONS.values())[(0, 2, 1, 3)[kind]] if kind < len(ACTIONS) else CHANGES["rrc"]
            return action, area_of(reader.take(8)), "", ""
        case k if k == _MOVED:
            return CHANGES["rm"], area_of(reader.take(8)), "", ""
        case _:
            found.unread.add("changes of names, notes and queries")
            return "other change", "", "", ""


def _cell(reader: Reader, found: _Reading, book: BinaryBook) -> tuple[str, str, str, str]:
    """Return the change of a cell ([MS-XLS] 2.4.223)."""
    flags = reader.long()
    row, column = reader.short(), reader.short()
    reader.skip(6)
    if flags & _HAS_OLD_LOOK and not flags & _HAS_NO_OLD_LOOK:
        read_paint(reader, book.found)
    if flags & _HAS_LOOK and not flags & _HAS_NO_LOOK:
        read_paint(reader, book.found)
    cells = f"{column_letters(column + 1)}{row + 1}"
    kinds = flags >> 3 & 7, flags & 7
    if _FORMULA in kinds:
        found.unread.add("formulas in the log")
    old = _value(kinds[0], reader)
    new = _value(kinds[1], reader) if kinds[0] != _FORMULA else ""
    return CHANGES["rcc"], cells, old, new


def _value(kind: int, reader: Reader) -> str:
    match kind:
        case k if k == _RK:
            return number_text(rk_value(reader.long()))
        case k if k == _NUMBER:
            return number_text(reader.double())
        case k if k == _TEXT:
            return reader.unicode(2)
        case k if k == _BOOLEAN:
            value, is_error = reader.byte(), reader.byte()
            return ERRORS.get(value, "#N/A") if is_error else str(value)
        case _:
            return ""


def _sheet(book: BinaryBook, number: int) -> str:
    """Return the name of the sheet of a number, from 1; its number where there is no such sheet."""
    sheets = book.found.sheets
    return sheets[number - 1].name if 0 < number <= len(sheets) else f"sheet {number}"


def _add_user(name: str, found: _Reading) -> None:
    if name.strip():
        found.users.append(name.strip())


def _user(data: bytes) -> str:
    """Return the name that ends the record of a user: a field of fixed length behind the number of characters."""
    for flag, size in _USER_FIELDS:
        if len(data) >= size + 2 and data[-size] == flag:
            length = int.from_bytes(data[-size - 2 : -size], "little")
            if length < size // (1 + flag):
                return Reader([data[-size:]]).unicode_of(length)
    raise MalformedFileError("the record of a user is of no known form", code="short-record")


def _date(data: bytes) -> str:
    """Return a date and time ([MS-XLS] 2.5.247)."""
    if len(data) < 8:
        return ""
    year, month, day, hour, minute, second = struct.unpack_from("<H5B", data)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
