"""BinaryBook: the stream of a binary workbook, opened, with what its globals say."""

import contextlib
import functools
from collections.abc import Iterator
from typing import BinaryIO

from leakscan.containers.cfb import SIGNATURE, CfbContainer
from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.ole.officeart import STORE_ENTRY, Art, Blip, all_records, blip_of
from leakscan.formats.xls.formulas import Expression, read_expression
from leakscan.formats.xls.globals import Globals, read_globals
from leakscan.formats.xls.records import BOF_TYPES
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.source import Source, SpoolStore, timed

STREAMS = ("Workbook", "Book")
"""Streams that hold a workbook, in the order in which applications look for them."""
BARE = "(records)"
"""Name of the workbook's stream where the file is nothing else."""
_EXTERNAL_SHEET, _SUPBOOK = 0x0017, 0x01AE
_CHUNK_BYTES = 1 << 16
_SELF, _ADD_IN = 0x0401, 0x3A01


class BinaryBook:
    """A binary workbook, opened.

    Attributes:
        container: the compound file; None where the file is nothing but records.
        part: name of the stream that holds the workbook.
        stream: that stream, seekable.
        size: its size.
        found: what its globals say.
        damage: what broke off the reading of the globals.

    Raises:
        MalformedFileError: there is no such stream.
    """

    def __init__(
        self, source: Source, container: CfbContainer | None, part: str = "", *, is_keyed: bool = True
    ) -> None:
        self.source = source
        self.container = container
        self.part = part or stream_of(container)
        self._spooled: SpoolStore | None = None
        self.damage: FileError | None = None
        if container is None:
            source.budget.spend_bytes(source.size)
            stream = source.open()
            self.size = source.size
        else:
            self._spooled = SpoolStore()
            self._take_out(container, self._spooled)
            stream = self._spooled.open()
            self.size = self._spooled.size
        self.stream: BinaryIO = timed(stream, source.budget)
        self.found = Globals(strings=SharedStrings(is_keyed=is_keyed))
        try:
            read_globals(self.stream, self.found)
        except MalformedFileError as error:
            self.damage = self.damage or error
        self._sheet_texts = list(self._external_sheets()) if self.found.version >= 8 else []

    def _take_out(self, container: CfbContainer, store: SpoolStore) -> None:
        """Take the stream out, as far as its chain of sectors goes."""
        try:
            with container.open(self.part) as stream:
                while chunk := stream.read1(_CHUNK_BYTES):
                    store.write(chunk)
        except MalformedFileError as error:
            self.damage = error

    def close(self) -> None:
        """Close the stream and what was spooled; the container stays open."""
        self.stream.close()
        self.found.strings.close()
        if self._spooled is not None:
            self._spooled.close()

    @functools.cached_property
    def _store(self) -> list[Art]:
        """The entries of the store of pictures, and those of the pictures of headers behind them."""
        arts = [*self._arts(self.found.drawings), *self._arts(self.found.header_drawings)]
        return [art for art in arts if art.kind == STORE_ENTRY]

    def _arts(self, data: bytearray) -> list[Art]:
        found: list[Art] = []
        try:
            found.extend(all_records(bytes(data)))
        except MalformedFileError as error:
            self.found.damage.append(error)
        return found

    @property
    def pictures(self) -> int:
        """How many pictures the store has, with those of headers and footers behind the others."""
        return len(self._store)

    @functools.cached_property
    def header_pictures(self) -> int:
        """How many of them are of headers and footers."""
        return sum(art.kind == STORE_ENTRY for art in self._arts(self.found.header_drawings))

    def picture(self, number: int) -> Blip | None:
        """Return a picture of the store, counted from 1, or None where there is none.

        Raises:
            FileError: it is damaged or too large.
        """
        if not 0 < number <= len(self._store):
            return None
        found = blip_of(self._store[number - 1])
        self.source.budget.spend_bytes(len(found.data))
        return found

    @functools.cached_property
    def names(self) -> list[str]:
        """The defined names, which formulas call by number."""
        from leakscan.formats.xls.names import names_of

        return [item.name for _, item in names_of(self)]

    def dates(self) -> Dates:
        """Return which cell formats show a date."""
        found = self.found
        codes = found.codes()
        formats = {number: codes.get(code, "") for number, code in enumerate(found.cell_formats)}
        return Dates(formats, is_1904=found.is_1904)

    def expression(
        self,
        tokens: bytes,
        extra: bytes = b"",
        names: list[str] | None = None,
        origin: tuple[int, int] | None = None,
    ) -> Expression:
        """Return what the tokens of an expression say.

        Raises:
            MalformedFileError: they break off, or one is unknown.
        """
        known = names or []

        def name_of(number: int) -> str:
            return known[number - 1] if 0 < number <= len(known) else f"NAME{number}"

        return read_expression(
            tokens,
            extra,
            version=self.found.version,
            sheet_name=self.sheet_text,
            name_of=name_of,
            origin=origin,
        )

    def sheet_text(self, index: int) -> str:
        """Return the sheets that an index of EXTERNSHEET means, as a formula writes them."""
        if self.found.version < 8:
            return quoted(self._name(index))
        return self._sheet_texts[index] if 0 <= index < len(self._sheet_texts) else "#REF!"

    def _name(self, number: int) -> str:
        sheets = self.found.sheets
        return sheets[number].name if 0 <= number < len(sheets) else "#REF!"

    def _external_sheets(self) -> Iterator[str]:
        """Yield what each entry of EXTERNSHEET means ([MS-XLS] 2.4.106)."""
        books: list[tuple[int, list[str]] | None] = []
        number = 0
        for group in self.found.externals:
            reader = self.found.reader(group)
            with contextlib.suppress(MalformedFileError):
                if group.type == _SUPBOOK:
                    count = reader.short()
                    is_short = len(group.data) == 4
                    if is_short and int.from_bytes(group.data[2:4], "little") in (_SELF, _ADD_IN):
                        books.append(None)
                        continue
                    reader.unicode(2)
                    number += 1
                    books.append((number, [reader.unicode(2) for _ in range(count) if not reader.is_at_end]))
                elif group.type == _EXTERNAL_SHEET:
                    for _ in range(reader.short()):
                        book, first, last = reader.short(), reader.short(), reader.short()
                        yield self._external_text(books[book] if book < len(books) else None, first, last)

    def _external_text(self, book: tuple[int, list[str]] | None, first: int, last: int) -> str:
        if book is None:
            name, end = self._name(first), self._name(last)
            return quoted(name if first == last or end == "#REF!" else f"{name}:{end}")
        number, sheets = book
        name = sheets[first] if first < len(sheets) else ""
        return quoted(f"[{number}]{name}")


def quoted(name: str) -> str:
    """Return a sheet's name as a formula writes it."""
    if name == "#REF!" or name.replace("_", "").isalnum():
        return name
    return "'" + name.replace("'", "''") + "'"


def stream_of(container: CfbContainer | None) -> str:
    """Return the name of the stream that holds the workbook.

    Raises:
        MalformedFileError: there is none.
    """
    if container is None:
        return BARE
    for name in STREAMS:
        for entry in container.entries():
            if entry.name.casefold() == name.casefold():
                return entry.name
    raise MalformedFileError("the compound file holds no workbook", code="part-missing")


def is_bare(head: bytes) -> bool:
    """Return whether a file begins as a stream of records that is not wrapped in a compound file."""
    kind = int.from_bytes(head[:2], "little")
    length = int.from_bytes(head[2:4], "little")
    return kind in BOF_TYPES and length in (4, 6, 8, 16) and len(head) >= 4 + length


@contextlib.contextmanager
def opened_book(source: Source, part: str, *, is_keyed: bool = False) -> Iterator[BinaryBook]:
    """Give the workbook of a source for reading tables, and close it."""
    container = CfbContainer(source) if source.head(8) == SIGNATURE else None
    try:
        book = BinaryBook(source, container, part, is_keyed=is_keyed)
        try:
            yield book
        finally:
            book.close()
    finally:
        if container is not None:
            container.close()
