"""BinaryBook: the stream of a binary workbook, opened, with what its globals say."""

import contextlib
import copy
import functools
import re
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from leakscan.containers.cfb import SIGNATURE, CfbContainer
from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.ole.officeart import STORE_ENTRY, Art, Blip, all_records, blip_of
from leakscan.formats.parsed.expressions import Names, expression_text
from leakscan.formats.parsed.telling import telling_tokens
from leakscan.formats.xls.formulas import layout_of
from leakscan.formats.xls.globals import Globals, read_globals
from leakscan.formats.xls.records import BOF_TYPES, Record, Substream, grouped, records, records_and_runs
from leakscan.formats.xls.references import References
from leakscan.formats.xls.sheet_pictures import BACKGROUND, INLINE, PICTURE, file_of
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsx.lost_sources import NO_MEANING
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.source import Source, SpoolStore, timed

STREAMS = ("Workbook", "Book")
"""Streams that hold a workbook, in the order in which applications look for them."""
BARE = "(records)"
"""Name of the workbook's stream where the file is nothing else."""
_RUNS_SINCE = 3
_HELD_BYTES = 1 << 18
"""Records of streams no longer than this are held, for several readers go through all of them."""
_CHUNK_BYTES = 1 << 16
LARGE_BYTES = 1 << 19
"""From which size on a sheet is read as arrays: below, importing numpy costs more than it saves."""


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
        self._references = References(self.found)

    def _take_out(self, container: CfbContainer, store: SpoolStore) -> None:
        """Take the stream out, as far as its chain of sectors goes."""
        try:
            with container.open(self.part) as stream:
                while chunk := stream.read1(_CHUNK_BYTES):
                    store.write(chunk)
        except MalformedFileError as error:
            self.damage = error

    def again(self) -> "BinaryBook":
        """Return the same workbook with a stream of its own, which is to be closed."""
        assert self._spooled is not None  # noqa: S101  # of a compound file
        other = copy.copy(self)
        other.stream = timed(self._spooled.open(), self.source.budget)
        return other

    @property
    def has_runs(self) -> bool:
        """Plain records of cells are as `records.PLAIN` says, and may be read in runs."""
        return self.found.version >= _RUNS_SINCE

    def records(self) -> Iterator[Record]:
        """Yield all records of the stream, plain ones of cells in runs.

        Raises:
            MalformedFileError: a record breaks off.
        """
        if self.size > _HELD_BYTES:
            yield from self._read_records()
            return
        held, damage = self._held_records
        yield from held
        if damage is not None:
            raise damage

    def _read_records(self) -> Iterator[Record]:
        if not self.has_runs:
            return records(self.stream)
        starts = [sheet.start for sheet in self.found.sheets]
        return records_and_runs(self.stream, is_large=any(map(self.is_large, starts)))

    @functools.cached_property
    def _held_records(self) -> tuple[list[Record], MalformedFileError | None]:
        """The records of a small stream, which several readers go through, and where they break off."""
        held: list[Record] = []
        try:
            held.extend(self._read_records())
        except MalformedFileError as error:
            return held, error
        return held, None

    def substream(self, start: int) -> Substream:
        """Return the substream that begins there, with plain records of cells in runs."""
        return Substream(self.stream, start, has_runs=self.has_runs, is_large=self.is_large(start))

    def is_large(self, start: int) -> bool:
        """Return whether the sheet that begins there is worth arrays, by where the next one begins."""
        following = [sheet.start for sheet in self.found.sheets if sheet.start > start]
        return min(following, default=self.size) - start >= LARGE_BYTES

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

    def drawn_picture(self, name: str) -> bytes | None:
        """Return the file of a picture by what drawings call it: a number, or where its record stands.

        Raises:
            FileError: it is damaged or too large.
        """
        if name.startswith(INLINE):
            return self._inline_picture(name.removeprefix(INLINE))
        found = self.picture(int(name)) if name.isdecimal() else None
        return None if found is None else found.data

    def _inline_picture(self, start: str) -> bytes | None:
        if not start.isdecimal() or int(start) >= self.size:
            return None
        group = next(grouped(records(self.stream, int(start))))
        if group.type not in (PICTURE, BACKGROUND):
            return None
        self.source.budget.spend_bytes(len(group.data))
        return file_of(group.data)

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

    @functools.cached_property
    def telling(self) -> re.Pattern[bytes]:
        """What is found in the formulas that say more than their results."""
        from leakscan.formats.xls.names import names_of

        gone = [number for number, (_, item) in enumerate(names_of(self), 1) if item.refers_to in NO_MEANING]
        layout = layout_of(self.found.version)
        sheets = None if layout.spells_sheets else self._references.telling()
        return telling_tokens(sheets, gone, layout.name_bytes[0])

    def dates(self) -> Dates:
        """Return which cell formats show a date."""
        found = self.found
        codes = found.codes()
        formats = {number: codes.get(code, "") for number, code in enumerate(found.cell_formats)}
        return Dates(formats, is_1904=found.is_1904)

    def cell_formula(self, tokens: bytes, extra: bytes, place: tuple[int, int]) -> str:
        """Return the formula of a cell where it says more than its result; that one is damaged is noted."""
        if self.telling.search(tokens) is None:
            return ""
        try:
            return self.formula(tokens, extra=Reader([extra], encoding=self.found.encoding), origin=place)
        except MalformedFileError as error:
            self.found.damage.append(error)
            return ""

    def formula(
        self,
        tokens: bytes,
        *,
        names: list[str] | None = None,
        extra: Reader | None = None,
        origin: tuple[int, int] = (0, 0),
    ) -> str:
        """Return what the tokens of an expression say.

        Args:
            tokens: the expression.
            names: the defined names, where those of the workbook are not known yet.
            extra: stands at what follows it.
            origin: row and column, from 0, that distances in it count from.

        Raises:
            MalformedFileError: they break off, or one is unknown.
        """
        known = self.names if names is None else names

        def name_of(number: int) -> str:
            return known[number - 1] if 0 < number <= len(known) else f"NAME{number}"

        references = self._references
        meanings = Names(
            references.sheet,
            name_of,
            lambda index, number: references.outer(index, number) or name_of(number),
            references.own,
        )
        reader = Reader([tokens], encoding=self.found.encoding)
        return expression_text(reader, extra or Reader([]), layout_of(self.found.version), meanings, origin)


@contextlib.contextmanager
def shared_book(source: Source, part: str) -> Iterator[BinaryBook]:
    """Give the workbook of a source for reading rows of its sheets: taken out and its globals read once for all.

    Several may be read in turn, each with a stream of its own.
    """
    if source.head(8) != SIGNATURE:
        with opened_book(source, part) as bare:
            yield bare
        return
    known = source.kept.get(f"workbook in {part}")
    if known is None:
        with closing(CfbContainer(source)) as container:
            known = source.kept[f"workbook in {part}"] = BinaryBook(source, container, part, is_keyed=False)
        known.stream.close()
    book: BinaryBook = known.again()
    try:
        yield book
    finally:
        book.stream.close()


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
