"""Users, saves and logged changes of a shared workbook ([MS-XLSB] 2.1.7.43, 2.1.7.44, 2.1.7.55)."""

from typing import TYPE_CHECKING, ClassVar

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.xlsb.formulas import formula_text
from leakscan.formats.xlsb.numbers import area, area_text, cell_text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.sheet import SheetTeller
from leakscan.formats.xlsb.telling import RecordReader, Teller

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book

_ACTIONS = ("insertRow", "insertCol", "deleteRow", "deleteCol")
"""By the kind of the change ([MS-XLSB] 2.5.117)."""
_NO_SHEET = 0xFFFF
_AREA_BYTES = 16
_BLANK, _SHARED_TEXT, _RICH_TEXT = 1, 7, 62
_CELLS = frozenset((*range(_BLANK, 12), _RICH_TEXT))
_IS_DELETED = 0x01
_NAME_BYTES, _NAME_TEXTS = 23, 5
"""Bytes between what changes have in common and a name; its texts: menu, description, help, status, comment."""
_CONSTANTS, _FIRST_PLACE = frozenset((0x17, 0x1C, 0x1D, 0x1E, 0x1F)), 0x20
_PLACES = frozenset((0x24, 0x25, 0x2A, 0x2B, 0x3A, 0x3B, 0x3C, 0x3D))
"""Tokens of constants, and of places in cells, whose sheets logs spell in another way."""


def _date(reader: Reader) -> str:
    """Return a date and time ([MS-XLSB] 2.5.133)."""
    year = reader.short()
    month, day, hour, minute, second, _ = reader.take(6)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"


class UsersTeller(Teller):
    """Tells who has the workbook open."""

    root = "users"

    def _user(self, reader: Reader) -> None:
        number, guid, date = reader.long(), reader.guid(), _date(reader)
        self.element("userInfo", guid=guid or None, name=reader.text(), id=str(number), dateTime=date)

    readers: ClassVar[dict[int, RecordReader]] = {400: _user}
    ends: ClassVar[dict[int, str]] = {403: "users"}
    quiet: ClassVar[frozenset[int]] = frozenset((399, 401))


class HeadersTeller(Teller):
    """Tells who saved when, and which log holds the changes."""

    root = "headers"

    def _header(self, reader: Reader) -> None:
        reader.take(14)
        guid, date = reader.guid(), _date(reader)
        reader.take(10)
        user = reader.text()
        self.element("header", guid=guid or None, dateTime=date, userName=user, r_id=reader.text())

    readers: ClassVar[dict[int, RecordReader]] = {411: _header}
    ends: ClassVar[dict[int, str]] = {403: "headers"}
    quiet: ClassVar[frozenset[int]] = frozenset((398,))


class LogTeller(SheetTeller):
    """Tells the changes of one save; the cells of a change are records as on a sheet."""

    root = "revisions"

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        super().__init__(handler, book, part)
        self._cells: list[tuple[int, bytes]] | None = None

    def take(self, kind: int, data: bytes) -> None:
        """Take one record: cells are kept until their change ends."""
        if self._cells is not None and kind in _CELLS:
            self._cells.append((kind, data))
        else:
            Teller.take(self, kind, data)

    def _shared(self, reader: Reader, sheet: str = "sheetId") -> tuple[dict[str, str | None], int]:
        """Return the attributes that changes have in common, and the kind of the change ([MS-XLSB] 2.5.124)."""
        reader.take(4)
        number, kind = reader.long(), reader.short()
        reader.take(2)
        place = reader.short()
        return {"rId": str(number), sheet: None if place == _NO_SHEET else str(place)}, kind

    def _inserted(self, reader: Reader) -> None:
        shared, kind = self._shared(reader, "sId")
        reader.take(reader.left - _AREA_BYTES)
        action = _ACTIONS[kind] if kind < len(_ACTIONS) else None
        self.start("rrc", **shared, ref=area_text(area(reader)), action=action)

    def _moved(self, reader: Reader) -> None:
        shared, _ = self._shared(reader)
        source = area_text(area(reader))
        self.start("rm", **shared, source=source, destination=area_text(area(reader)))

    def _cell_changed(self, reader: Reader) -> None:
        shared, _ = self._shared(reader, "sId")
        self._row = str(reader.long() + 1)
        self._cells = []
        self.start("rcc", **shared)

    def _cell_told(self, reader: Reader) -> None:  # a reader's signature
        """Tell the cell of a change: first what it held, where it held anything, then what it holds."""
        cells, self._cells = self._cells or [], None
        for name, (kind, data) in zip(("oc", "nc")[-len(cells) :], cells, strict=False):
            if kind == _SHARED_TEXT:
                self.unread[kind] = None
                continue
            self.cell_element = name
            reader = Reader(data)
            self._column = reader.long()
            if kind == _BLANK:
                self.element(name, r=cell_text(int(self._row) - 1, self._column))
            else:
                self._cell(kind, reader)
        self.end("rcc")

    def _formula(self, tokens: bytes, reader: Reader) -> str:  # noqa: ARG002  # as on a sheet
        """Return nothing: the result stands before it, and formulas of logs name sheets in another way."""
        return ""

    def _renamed(self, reader: Reader) -> None:
        shared, _ = self._shared(reader)
        old = reader.text()
        self.element("rsnm", **shared, oldName=old, newName=reader.text())

    def _new_sheet(self, reader: Reader) -> None:
        shared, _ = self._shared(reader)
        position = reader.short()
        self.element("ris", **shared, name=reader.text(), sheetPosition=str(position))

    def _note(self, reader: Reader) -> None:
        shared, _ = self._shared(reader)
        cell = cell_text(reader.long(), reader.long())
        flags = reader.long()
        reader.take(25)
        author = reader.text()
        if reader.left:
            raise MalformedFileError("a logged comment is of no known form", code="short-record")
        action = "delete" if flags & _IS_DELETED else None
        self.element("rcmt", sheetId=shared["sheetId"], cell=cell, action=action, author=author)

    def _name(self, reader: Reader) -> None:
        """Tell a changed name with its texts, and what it meant where that was a constant ([MS-XLSB] 2.4.765)."""
        shared, _ = self._shared(reader)
        said: dict[str, str | None] = {}
        meanings: list[str | None] = []
        try:
            reader.take(_NAME_BYTES)
            said["name"] = reader.text()
            for key in ("comment", "oldComment"):
                meanings.append(self._meaning(reader))
                said[key] = "; ".join(filter(None, (reader.nullable_text() for _ in range(_NAME_TEXTS)))) or None
            is_known = not reader.left and None not in meanings
        except MalformedFileError:
            is_known = False
        self.start("rdn", sheetId=shared["sheetId"], **said)
        for tag, text in zip(("formula", "oldFormula"), meanings, strict=False):
            if text:
                self.element(tag, text)
        self.end("rdn")
        if not is_known:
            self.unread[415] = None

    def _meaning(self, reader: Reader) -> str | None:
        """Return what a name meant where that was a constant, nothing where it was a place, else None."""
        tokens = reader.take(reader.long())
        reader.take(reader.long())
        if not tokens or (tokens[0] & 0x1F | 0x20 in _PLACES and tokens[0] >= _FIRST_PLACE):
            return ""
        if tokens[0] not in _CONSTANTS:
            return None
        return formula_text(tokens, Reader(b""), self.book.names)

    def _plain(self, name: str, reader: Reader) -> None:
        shared, _ = self._shared(reader)
        self.element(name, sheetId=shared["sheetId"])

    def _format(self, reader: Reader) -> None:
        self._plain("rfmt", reader)

    def _filled(self, reader: Reader) -> None:
        self._plain("raf", reader)

    def _query(self, reader: Reader) -> None:
        self._plain("rqt", reader)

    def _conflict(self, reader: Reader) -> None:
        self._plain("rcft", reader)

    def _seen(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        self.element("rcv")

    def _undone(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        self.element("undo")

    readers: ClassVar[dict[int, RecordReader]] = {
        404: _undone,
        405: _inserted,
        407: _moved,
        409: _cell_changed,
        410: _cell_told,
        412: _seen,
        413: _renamed,
        414: _new_sheet,
        415: _name,
        416: _note,
        417: _conflict,
        418: _query,
        419: _format,
        421: _filled,
    }
    groups: ClassVar[dict[int, str]] = {}
    ends: ClassVar[dict[int, str]] = {403: "revisions", 406: "rrc", 408: "rm"}
    quiet: ClassVar[frozenset[int]] = frozenset((399, 401, 420, 505, 506, 507))
    """Numbers of users, and formats."""
