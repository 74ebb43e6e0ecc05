"""Topics of live data, with the last value of each ([MS-XLS] 2.4.214)."""

from collections.abc import Iterable, Iterator

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.parsed.values import number_text
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.records import Group, grouped, records
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xls.text import Reader
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.queries import COLUMNS, Kept, KeptKind, KeptText
from leakscan.views.spreadsheet import Workbook

_HEAD_BYTES = 12
_NUMBER, _TEXT, _BOOLEAN, _WHOLE, _LONG_TEXT = 0x0001, 0x0002, 0x0004, 0x0800, 0x1000


def read_live_data(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook) -> None:
    """Read live data into `workbook`; some programs write them with the sheets."""
    groups = [*book.found.live, *(group for read in sheets for group in read.trimmings.live)]
    groups.sort(key=lambda group: group.start)
    items = tuple(_texts(book, groups, book.found.damage))
    if items:
        table = Table(
            columns=COLUMNS,
            count=len(items),
            reader="leakscan.formats.xls.live_data:kept_rows",
            arguments={"part": book.part, "starts": tuple(group.start for group in groups)},
        )
        size = sum(len(group.data) for group in groups)
        workbook.kept.append(Kept(KeptKind.VOLATILE, Place(part=book.part), items, size, table))


def kept_rows(source: Source, *, part: str, starts: tuple[int, ...]) -> Iterator[Row]:
    """Yield the texts of live data: of what, which, text.

    Args:
        source: the workbook.
        part: its stream.
        starts: offsets of the records.
    """
    with opened_book(source, part) as book:
        groups = [next(grouped(records(book.stream, start))) for start in starts]
        for item in _texts(book, groups, []):
            yield item.of, item.what, item.text


def _texts(book: BinaryBook, groups: Iterable[Group], damage: list[MalformedFileError]) -> Iterator[KeptText]:
    """Yield servers, topics and last values, as they stand in an XML workbook."""
    before, server = "", ""
    for group in groups:
        reader = book.found.reader(group)
        try:
            reader.take(_HEAD_BYTES)
            whole = before[: reader.long()]
            size, flags = reader.long(), reader.byte()
            raw = reader.take(size * (1 + (flags & 1)))
            before = whole + raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
            value = _value(reader)
        except MalformedFileError as error:
            damage.append(error)
            continue
        first, *topics = [*_pieces(before), ""]
        if first and first != server:
            yield KeptText(first, "server or connection", first, is_own=first.isdigit())
        server = first
        for topic in filter(None, topics):
            yield KeptText(first, "topic", topic, is_own=topic.isdigit())
        if value:
            yield KeptText(first, "value", value)


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a text, each with its length before it ([MS-XLS] 2.5.298)."""
    position = 0
    while position < len(text):
        end = position + 1 + ord(text[position])
        yield text[position + 1 : end]
        position = end


def _value(reader: Reader) -> str:
    """Return the last value; nothing for an error ([MS-XLS] 2.5.224)."""
    match reader.long():
        case k if k == _NUMBER:
            return number_text(reader.double())
        case k if k in (_TEXT, _LONG_TEXT):
            length = reader.long()
            return reader.unicode_of(length)
        case k if k in (_BOOLEAN, _WHOLE):
            return str(reader.long())
    return ""
