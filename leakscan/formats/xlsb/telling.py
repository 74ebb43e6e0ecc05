"""Records told as the elements that an XML part would hold, so that one reader serves both kinds of workbook.

The records of [MS-XLSB] stand for the elements of ECMA-376-1 §18 one by one. A teller knows the records of one
kind of part; what it does not know it keeps, so that the report can say so.
"""

import io
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, cast

from leakscan import xmlsafe
from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.xlsb.formulas import formula_text
from leakscan.formats.xlsb.lengths import LENGTHS
from leakscan.formats.xlsb.records import Peeked, Reader, Record, Records
from leakscan.formats.xlsb.watching import Watched
from leakscan.formats.xlsx.cell_arrays import RowTelling
from leakscan.formats.xlsx.escapes import escaped

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book
    from leakscan.formats.xlsx.cell_arrays import ArrayTaker

NAMESPACES = {
    "xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCK_RECORDS = 256
_LARGE_BLOCK_BYTES, _PEEKED_BYTES = 1 << 18, 1 << 17
FRT = frozenset((35, 36, 37, 38))
"""Records that merely enclose others: those of later versions, and alternatives ([MS-XLSB] 2.4.345, 2.4.5)."""
_ALWAYS_QUIET = FRT | {3072}
"""Besides: the identifier of a revision of a part, which XML parts hold as an attribute (`xr:uid`)."""

RecordReader = Callable[[Any, Reader], None]


def xml_text(text: str) -> str:
    """Return a text as XML may hold it (`ST_Xstring`, ECMA-376-1 §22.9.2.19)."""
    return _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped(text))


class Teller:
    """Tells a handler what the records of one part say; subclasses know the records of a kind of part.

    Attributes:
        root: the root element.
        has_end: a record of its own ends the part.
        readers: what reads the records of a type.
        groups: elements without attributes, by the type of the record that begins them.
        ends: elements by the type of the record that ends them.
        quiet: types that hold nothing anybody typed, or what another record says as well.
        plain_types: types below 128 of records that `plain` may know.
        row_types: types of records that rows begin with which `take_rows` may know.
        unread: types that came by and were not read.
        damage: what went wrong inside of records.
    """

    root: ClassVar[str] = ""
    has_end: ClassVar[bool] = True
    readers: ClassVar[Mapping[int, RecordReader]] = {}
    groups: ClassVar[Mapping[int, str]] = {}
    ends: ClassVar[Mapping[int, str]] = {}
    quiet: ClassVar[frozenset[int]] = frozenset()
    plain_types: ClassVar[frozenset[int]] = frozenset()
    row_types: ClassVar[frozenset[int]] = frozenset()

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        self.unread: dict[int, None] = {}
        self.damage: dict[str, FileError] = {}
        self.book = book
        self.part = part
        self._handler = handler
        self._open: list[str] = []
        self._has_begun = False

    def begin(self) -> None:
        """Tell the root element."""
        self.start(self.root, **NAMESPACES)

    def take(self, kind: int, data: bytes) -> None:
        """Take one record.

        Raises:
            MalformedFileError: it is too short.
        """
        read = self.readers.get(kind)
        if read is not None:
            read(self, Reader(data))
        elif kind in self.groups:
            self.start(self.groups[kind])
        elif kind in self.ends:
            self.end(self.ends[kind])
        elif kind not in self.quiet and kind not in _ALWAYS_QUIET:
            self.unread[kind] = None

    def plain(self, held: bytes, at: int, pieces: list[str]) -> int:  # noqa: ARG002  # for who knows some
        """Write the plain records that come next as `take` and `XmlWriter` would, and return where they end."""
        return at

    def take_rows(self, held: bytes, at: int, *, taker: "ArrayTaker") -> int:  # noqa: ARG002  # for who has rows
        """Give the plain rows that come next to a handler that takes arrays, and return where they end."""
        return at

    @property
    def is_over(self) -> bool:
        """True once the record that ends the part has come by."""
        return self._has_begun and not self._open

    def finish(self) -> None:
        """Say that no more records follow: what is still open ends.

        Raises:
            MalformedFileError: the record that ends the part has not come by.
        """
        is_over = self.is_over
        while self._open:
            self._handler.end(self._open.pop())
        if self.has_end and not is_over:
            raise MalformedFileError("the part breaks off", code="broken-part")

    def formula(self, reader: Reader, origin: tuple[int, int] = (0, 0), tokens: bytes | None = None) -> str:
        """Return the formula that comes next; empty where it cannot be read, which is kept as damage.

        Args:
            reader: stands at it.
            origin: row and column, from 0, that relative references start from.
            tokens: its tokens, where they were taken before.
        """
        try:
            taken = reader.take(reader.long()) if tokens is None else tokens
            return formula_text(taken, reader, self.book.names, origin)
        except MalformedFileError as error:
            self.damage[error.code] = error
            return ""

    def start(self, name: str, /, **attributes: str | None) -> None:
        """Tell the start of an element; attributes of None are left out, `r_id` becomes `r:id`."""
        self._open.append(name)
        self._has_begun = True
        self._handler.start(
            name,
            {
                "r:id" if key == "r_id" else key: xml_text(value)
                for key, value in attributes.items()
                if value is not None
            },
        )

    def end(self, name: str) -> None:
        """Tell the end of an element, and of those left open inside of it."""
        if name in self._open:
            while True:
                last = self._open.pop()
                self._handler.end(last)
                if last == name:
                    return

    def text(self, text: str) -> None:
        """Tell text."""
        if text:
            self._handler.text(xml_text(text))

    def element(self, name: str, text: str = "", /, **attributes: str | None) -> None:
        """Tell a whole element without children."""
        self.start(name, **attributes)
        self.text(text)
        self.end(name)

    def is_within(self, name: str) -> bool:
        """Return whether an element of that name is open."""
        return name in self._open


class XmlWriter(xmlsafe.Handler):
    """Writes what it is told as XML."""

    def __init__(self) -> None:
        self.pieces: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>\n']

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        written = "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.items())
        self.pieces.append(f"<{name}{written}>")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.pieces.append(f"</{name}>")

    def text(self, data: str) -> None:
        """Take a piece of text."""
        self.pieces.append(_as_content(data))

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data = "".join(self.pieces).encode()
        self.pieces.clear()
        return data


def content_of(text: str) -> str:
    """Return a text as the content of an element that is written."""
    return _as_content(xml_text(text))


def _as_content(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


class RecordStream(io.BufferedIOBase, xmlsafe.Told, RowTelling):
    """A binary part read as XML: by its bytes, or told to a handler without writing them first.

    A damaged record costs what it says and nothing else. Told to a handler, the part raises its damage when all
    else has been told; its bytes are those of a whole document, and `damaged` takes what was wrong.

    Args:
        stream: the records.
        teller: makes what tells them.
        done: takes it when all is told.
        damaged: takes what was wrong.
        is_plain: runs of records may be written without being told one by one.
        is_large: it may be worth arrays.
    """

    def __init__(
        self,
        stream: BinaryIO,
        teller: Callable[[xmlsafe.Handler], Teller],
        done: Callable[[Teller], None],
        damaged: Callable[[MalformedFileError], None],
        *,
        is_plain: bool = False,
        is_large: bool = False,
    ) -> None:
        self._stream = stream
        self._source: BinaryIO | Peeked = stream
        self._teller = teller
        self._done = done
        self._damaged = damaged
        self._is_plain = is_plain
        self._is_large = is_large
        self._writer = XmlWriter()
        self._steps = self.steps(self._writer)
        self._held = bytearray()
        self._is_read = False

    def steps(self, handler: xmlsafe.Handler) -> Generator[None]:
        """Tell a handler what the part says, yielding after each block.

        Raises:
            FileError: the part is damaged; what can be read of it has been told.
        """
        return self._told(handler, None)

    @cached_property
    def has_arrays(self) -> bool:
        """True when it is large, and its first rows are mostly plain: those that are not are told one by one."""
        if not self._is_large:
            return False
        from leakscan.formats.xlsb.row_arrays import are_mostly_plain

        self._source = peeked = Peeked(self._stream, _PEEKED_BYTES)
        return are_mostly_plain(peeked.beginning)

    def row_steps(self, taker: "ArrayTaker") -> Generator[None]:
        """Tell a handler what the part says, plain rows as arrays, yielding after each block.

        Raises:
            FileError: the part is damaged; what can be read of it has been told.
        """
        watcher = taker.watcher()
        return self._told(taker if watcher is None else Watched(taker, watcher), taker)

    def tell_rows(self, taker: "ArrayTaker") -> None:
        """Tell a handler what the part says, plain rows as arrays; `damaged` takes what was wrong.

        Raises:
            FileError: the part cannot be read.
        """
        try:
            for _ in self.row_steps(taker):
                pass
        except MalformedFileError as error:
            self._damaged(error)

    def _told(self, handler: xmlsafe.Handler, taker: "ArrayTaker | None") -> Generator[None]:
        teller = self._teller(handler)
        failures: list[MalformedFileError] = []
        try:
            for take in self._records(teller, failures, handler, taker):
                try:
                    take()
                except MalformedFileError as error:
                    failures.append(error)
                    continue
                yield
        finally:
            self._done(teller)
        if failures:
            raise failures[0]

    def _records(
        self,
        teller: Teller,
        failures: list[MalformedFileError],
        handler: xmlsafe.Handler,
        taker: "ArrayTaker | None",
    ) -> Iterator[Callable[[], None]]:
        """Yield what is to be done: begin, take a run or a block of records, and finish."""
        yield teller.begin
        reading = Records(self._source, _LARGE_BLOCK_BYTES if taker is not None else 0)
        types: frozenset[int] = frozenset()
        plain = partial(teller.plain, pieces=self._writer.pieces)
        if taker is not None:
            types, plain = teller.row_types, partial(teller.take_rows, taker=taker)
        elif handler is self._writer:
            types = teller.plain_types
        while True:
            if reading.next_byte in types:
                yield partial(reading.skip, plain)
            block, damage = _block(reading, types)
            if block:
                yield partial(_take, teller, block, failures)
            if damage is not None:
                failures.append(damage)
            if not block:
                break
        yield teller.finish

    def written(self) -> xmlsafe.Readable | None:
        """Return its bytes where runs of records are written at once; None where it is told faster."""
        if not self._is_plain:
            return None
        failures: list[MalformedFileError] = []
        self._damaged = failures.append
        return _Written(cast("BinaryIO", self), failures)

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes of the XML.

        Raises:
            FileError: the part cannot be read.
        """
        wanted = -1 if size is None else size
        while not self._is_read and (wanted < 0 or len(self._held) < wanted):
            self._advance()
        end = len(self._held) if wanted < 0 else wanted
        data = bytes(self._held[:end])
        del self._held[:end]
        return data

    def close(self) -> None:
        """Close the part."""
        if not self.closed:
            self._steps.close()
            self._stream.close()
        super().close()

    def _advance(self) -> None:
        try:
            self._is_read = next(self._steps, self) is self
        except MalformedFileError as error:
            self._is_read = True
            self._damaged(error)
        self._held += self._writer.taken()


class _Written:
    """The bytes of a part; when they have come, what was wrong with it is raised."""

    def __init__(self, stream: BinaryIO, failures: list[MalformedFileError]) -> None:
        self._stream = stream
        self._failures = failures

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        if not data and self._failures:
            raise self._failures[0]
        return data


def _block(reading: Records, types: frozenset[int]) -> tuple[list[Record], MalformedFileError | None]:
    """Return the next records, up to one that may begin a plain run, and what is wrong with the next."""
    block: list[Record] = []
    try:
        for record in reading:
            block.append(record)
            if len(block) == _BLOCK_RECORDS or reading.next_byte in types:
                break
    except MalformedFileError as error:
        return block, error
    return block, None


def _take(teller: Teller, block: list[Record], failures: list[MalformedFileError]) -> None:
    """Have records told; one that is damaged costs nothing but itself, one behind the end is kept as unread."""
    for kind, data in block:
        if teller.is_over:
            teller.unread[kind] = None
            continue
        if LENGTHS.get(kind, len(data)) != len(data):
            failures.append(MalformedFileError("a record has a wrong length", code="broken-record"))
        try:
            teller.take(kind, data)
        except MalformedFileError as error:
            failures.append(error)
