"""Connections and queries of a binary workbook ([MS-XLS] 2.4.94, 2.4.92, 2.4.208)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import Group, grouped
from leakscan.formats.xls.text import Reader
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import Connection
from leakscan.views.spreadsheet import Workbook

_CONNECTION, _TABLE, _QUERY, _STRING, _LONG_STRING, _TEXT_FILE, _FIELD = (
    0x0876, 0x01AD, 0x00DC, 0x00CD, 0x0804, 0x0805, 0x0807,
)  # fmt: skip
_WEB = 4
_KIND = 0x07
_SEGMENT = 200
"""A text longer than this goes on in the next one."""
_MOST_TEXT = 0x7FFF

Settings = list[tuple[str, str]]


@dataclass(slots=True)
class _Found:
    """A connection or a query on its way.

    Attributes:
        name: its name.
        settings: what it says.
        waiting: what the next strings belong to, and how many of them.
    """

    name: str = ""
    settings: Settings = field(default_factory=list)
    waiting: list[tuple[str, int]] = field(default_factory=list)

    def take(self, text: str) -> None:
        """Take the next of the strings that were announced, or one that goes on where they end."""
        what, left = self.waiting[0] if self.waiting else ("dbPr.string", 0)
        if self.settings and self.settings[-1][0] == what:
            text = self.settings.pop()[1] + text
        self.settings.append((what, text))
        if left > 1:
            self.waiting[0] = (what, left - 1)
        elif self.waiting:
            self.waiting.pop(0)


def read_connections(book: BinaryBook, workbook: Workbook) -> None:
    """Read connections and queries into `workbook`."""
    for number, item in enumerate(_read(book, book.found.damage)):
        table = Table(
            columns=("Setting", "Value"),
            count=len(item.settings),
            reader="leakscan.formats.xls.queries:connection_settings",
            arguments={"part": book.part, "number": number},
        )
        workbook.connections.append(Connection(book.part, item.name, tuple(item.settings), table))


def connection_settings(source: Source, *, part: str, number: int) -> Iterator[Row]:
    """Yield the settings of a connection: setting, value.

    Args:
        source: the workbook.
        part: its stream.
        number: which connection, from 0.
    """
    with opened_book(source, part) as book:
        yield from _read(book, [])[number].settings


def _read(book: BinaryBook, damage: list[MalformedFileError]) -> list[_Found]:
    """Return the connections and queries, wherever in the stream they stand."""
    found: list[_Found] = []
    try:
        for group in grouped(book.records()):
            if group.type not in _TAKEN:
                continue
            try:
                _take(group, found, book.found)
            except MalformedFileError as error:
                damage.append(error)
    except MalformedFileError:
        pass  # said by those who read the sheets
    return [item for item in found if item.settings]


_TAKEN = frozenset((_CONNECTION, _TABLE, _QUERY, _STRING, _LONG_STRING, _TEXT_FILE, _FIELD))


def _take(group: Group, found: list[_Found], known: Globals) -> None:
    reader = known.reader(group)
    match group.type:
        case k if k == _CONNECTION:
            found.append(_connection(group.data))
        case k if k == _TABLE:
            reader.skip(10)
            found.append(_Found(known.text(reader, 2)))
        case k if k == _QUERY:
            _query(reader, found)
        case k if k in (_STRING, _LONG_STRING) and found:
            reader.skip(4 if k == _LONG_STRING else 0)
            found[-1].take(known.text(reader, 2 if known.version >= 8 else 1))
        case k if k == _TEXT_FILE:
            texts = list(_texts(group.data))
            found.append(_Found(settings=[("textPr.sourceFile", text) for text in texts]))
        case k if k == _FIELD and found:
            found[-1].settings.extend(("queryTableField.name", text) for text in _texts(group.data))


def _query(reader: Reader, found: list[_Found]) -> None:
    """Take how many strings of which kind follow ([MS-XLS] 2.4.92)."""
    kind = reader.short() & _KIND
    reader.skip(2)
    counts = [reader.short() for _ in range(4)]
    names = (
        "webPr.url" if kind == _WEB else "dbPr.command",
        "webPr.post",
        "dbPr.serverCommand",
        "dbPr.connection",
    )
    if not found or found[-1].settings:
        found.append(_Found())
    found[-1].waiting = [(name, count) for name, count in zip(names, counts, strict=True) if count]


def _connection(data: bytes) -> _Found:
    kind = int.from_bytes(data[4:6], "little")
    name, *texts = [*_texts(data), ""]
    what = "webPr.url" if kind == _WEB else "dbPr.string"
    joined: list[str] = []
    goes_on = False
    for text in texts:
        if goes_on:
            joined[-1] += text
        elif text:
            joined.append(text)
        goes_on = bool(joined) and len(text) >= _SEGMENT
    # Of a query of a web page one text is its address; the others are where its results stand.
    return _Found(
        name,
        [(what if kind != _WEB or number == 0 else "range", text) for number, text in enumerate(joined)],
    )


def _texts(data: bytes) -> Iterator[str]:
    """Yield the strings in a record of later versions: each has its length before it, mostly twice."""
    position = 4
    while position + 3 <= len(data):
        length, flag = int.from_bytes(data[position : position + 2], "little"), data[position + 2]
        size = length * (2 if flag else 1)
        raw = data[position + 3 : position + 3 + size]
        text = raw.decode("utf-16-le" if flag else "latin-1", "replace")
        if 0 < length <= _MOST_TEXT and flag <= 1 and len(raw) == size and length > 2 and text.isprintable():
            yield text
            position += 3 + size
        else:
            position += 1
