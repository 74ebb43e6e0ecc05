"""Topics of live data, with the last value of each ([MS-XLS] 2.4.214)."""

from collections.abc import Iterator

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.parsed.values import number_text
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.text import Reader
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.queries import COLUMNS, Kept, KeptKind, KeptText
from leakscan.views.spreadsheet import Workbook

_HEAD_BYTES = 12
_NUMBER, _TEXT, _BOOLEAN, _WHOLE, _LONG_TEXT = 0x0001, 0x0002, 0x0004, 0x0800, 0x1000


def read_live_data(book: BinaryBook, workbook: Workbook) -> None:
    """Read live data into `workbook`."""
    items = tuple(_texts(book, book.found.damage))
    if items:
        table = Table(
            columns=COLUMNS,
            count=len(items),
            reader="leakscan.formats.xls.live_data:kept_rows",
            arguments={"part": book.part},
        )
        size = sum(len(group.data) for group in book.found.live)
        workbook.kept.append(Kept(KeptKind.VOLATILE, Place(part=book.part), items, size, table))


def kept_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the texts of live data: of what, which, text.

    Args:
        source: the workbook.
        part: its stream.
    """
    with opened_book(source, part) as book:
        for item in _texts(book, []):
            yield item.of, item.what, item.text


def _texts(book: BinaryBook, damage: list[MalformedFileError]) -> Iterator[KeptText]:
    """Yield servers, topics and last values, as they stand in an XML workbook."""
    before, server = "", ""
    for group in book.found.live:
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
