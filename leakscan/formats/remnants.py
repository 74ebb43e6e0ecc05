"""Remnants: parts and ranges of bytes that are not in use, examined as what they are."""

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import BinaryIO

from leakscan.containers.zipped import ZipContainer
from leakscan.formats import texts
from leakscan.formats.magic import PICTURES, file_format
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.archive import Remnant, RemnantKind
from leakscan.views.values import value_key

HEAD_BYTES = 4096
_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200
_CHUNK_BYTES = 1 << 16
_BLANKS = b"\0 \t\r\n\xff"
_COLUMNS = ("Number", "Text")
_READERS: dict[RemnantKind, Callable[[BinaryIO], Iterator[str]]] = {
    RemnantKind.XML: texts.xml_texts,
    RemnantKind.TEXT: texts.plain_texts,
    RemnantKind.BYTES: texts.runs_of_text,
}


def kind_of(head: bytes, *, is_file: bool) -> RemnantKind:
    """Return what some content is, from its first bytes.

    Args:
        head: its first bytes.
        is_file: it is a part, rather than bytes found between parts.
    """
    found = file_format(head, is_file=is_file)
    if found in PICTURES:
        return RemnantKind.PICTURE
    if found:
        return RemnantKind.FILE
    if not head.strip(_BLANKS):
        return RemnantKind.BLANK
    if texts.is_xml(head):
        return RemnantKind.XML
    return RemnantKind.TEXT if texts.is_plain_text(head) else RemnantKind.BYTES


def fill(
    remnant: Remnant, open_content: Callable[[], BinaryIO], table: Callable[[int], Table], *, is_file: bool
) -> None:
    """Find out what some content is, and gather its text; `table` makes the recipe that reads the text again.

    Raises:
        FileError: the content is damaged; what came before the damage has been gathered.
    """
    with open_content() as stream:
        head = stream.read(HEAD_BYTES)
        remnant.kind = kind_of(head, is_file=is_file)
        if remnant.kind is RemnantKind.BLANK and not _is_blank(stream):
            remnant.kind = RemnantKind.BYTES
        _drain(stream)
    read = _READERS.get(remnant.kind)
    if read is None:
        return
    try:
        with open_content() as stream:
            for text in read(stream):
                remnant.rows += 1
                remnant.values.add(value_key(text))
                if len(remnant.examples) < _MOST_EXAMPLES:
                    remnant.examples.append(text[:_EXAMPLE_CHARACTERS])
    finally:
        if remnant.rows:
            remnant.table = table(remnant.rows)


def _is_blank(stream: BinaryIO) -> bool:
    return not any(block.strip(_BLANKS) for block in iter(lambda: stream.read(_CHUNK_BYTES), b""))


def _drain(stream: BinaryIO) -> None:
    while stream.read(_CHUNK_BYTES):
        pass


def text_rows(open_content: Callable[[], BinaryIO], *, is_file: bool) -> Iterator[Row]:
    """Yield the pieces of text of some content, numbered from 1."""
    with open_content() as stream:
        kind = kind_of(stream.read(HEAD_BYTES), is_file=is_file)
    read = _READERS.get(kind, texts.runs_of_text)
    with open_content() as stream:
        yield from enumerate(read(stream), start=1)


def part_table(part: str, reader: str = "part_texts") -> Callable[[int], Table]:
    """Return what makes the recipe of the text of one part of an archive, given the number of its pieces."""
    return partial(_table, reader, {"part": part})


def range_table(start: int, end: int) -> Callable[[int], Table]:
    """Return what makes the recipe of the text of a range of a file's own bytes."""
    return partial(_table, "range_texts", {"start": start, "end": end})


def _table(reader: str, arguments: dict[str, object], count: int) -> Table:
    return Table(columns=_COLUMNS, count=count, reader=f"leakscan.formats.remnants:{reader}", arguments=arguments)


def part_texts(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the pieces of text of one part."""
    with closing(ZipContainer(source)) as container:
        yield from text_rows(lambda: container.open(part), is_file=True)


def member_texts(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the pieces of text of one member of a 7z archive."""
    from leakscan.containers.seven_zip import SevenZipContainer

    with closing(SevenZipContainer(source)) as container, closing(container.extract(part)) as store:
        yield from text_rows(store.open, is_file=True)


def range_texts(source: Source, *, start: int, end: int) -> Iterator[Row]:
    """Yield the pieces of text of a range of bytes."""
    yield from text_rows(lambda: opened_range(source, start, end), is_file=False)


def opened_range(source: Source, start: int, end: int) -> BinaryIO:
    """Return a stream over a range of a file's own bytes, charged to the budget."""
    return io.BufferedReader(_RangeStream(source, start, end), _CHUNK_BYTES)


class _RangeStream(io.RawIOBase):
    def __init__(self, source: Source, start: int, end: int) -> None:
        self._stream = source.open()
        self._stream.seek(start)
        self._left = end - start
        self._budget = source.budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # RawIOBase hands a writable buffer
        piece = self._stream.read(min(len(view), self._left))
        self._left -= len(piece)
        self._budget.spend_bytes(len(piece))
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()
