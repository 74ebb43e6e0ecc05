"""Texts with their runs and readings, and the part that shares them ([MS-XLSB] 2.1.7.45, 2.5.121)."""

import struct
from typing import ClassVar

from leakscan.formats.xlsb.numbers import pairs
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller, content_of

_HAS_RUNS, _HAS_READING = 0x01, 0x02
_READING_BYTES = 10
_ITEM = 19
_PLAIN_HEAD = struct.Struct("<BBBI")
"""Type, size, flags and number of characters of a short text ([MS-XLSB] 2.4.796)."""


def tell_rich(teller: Teller, reader: Reader) -> None:
    """Tell a text: plain, or its runs each with the look of its font, and then its readings."""
    flags = reader.byte()
    text = reader.text()
    runs = list(pairs(reader)) if flags & _HAS_RUNS else []
    if runs:
        _tell_runs(teller, text, runs)
    else:
        teller.element("t", text)
    if flags & _HAS_READING:
        _tell_readings(teller, reader)


def _tell_runs(teller: Teller, text: str, runs: list[tuple[int, int]]) -> None:
    if runs[0][0] > 0:
        _tell_run(teller, text[: runs[0][0]], None)
    ends = [start for start, _ in runs[1:]] + [len(text)]
    for (start, font), end in zip(runs, ends, strict=True):
        if end > start:
            _tell_run(teller, text[start:end], font)


def _tell_run(teller: Teller, text: str, font: int | None) -> None:
    fonts = teller.book.fonts
    teller.start("r")
    if font is not None and font < len(fonts):
        colour, points = fonts[font]
        teller.start("rPr")
        teller.element("sz", val=points)
        teller.element("color", **colour)
        teller.end("rPr")
    teller.element("t", text)
    teller.end("r")


def _tell_readings(teller: Teller, reader: Reader) -> None:
    """Tell the reading, cut where its parts begin ([MS-XLSB] 2.5.104)."""
    text = reader.text()
    if not text:
        return
    count = reader.long()
    starts = [0]
    for _ in range(min(count, reader.left // _READING_BYTES)):
        starts.append(reader.short())
        reader.take(_READING_BYTES - 2)
    starts = sorted({start for start in starts if start < len(text)})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        teller.start("rPh")
        teller.element("t", text[start:end])
        teller.end("rPh")


class StringsTeller(Teller):
    """Tells the shared strings."""

    root = "sst"

    def _item(self, reader: Reader) -> None:
        self.start("si")
        tell_rich(self, reader)
        self.end("si")

    plain_types: ClassVar[frozenset[int]] = frozenset((_ITEM,))

    def plain(self, held: bytes, at: int, pieces: list[str]) -> int:
        """Write the texts without runs and readings that come next, and return where they end."""
        if self._open != [self.root]:
            return at
        last = len(held) - _PLAIN_HEAD.size
        while at <= last and held[at] == _ITEM:
            _, size, flags, count = _PLAIN_HEAD.unpack_from(held, at)
            start, end = at + _PLAIN_HEAD.size, at + 2 + size
            if size >= 0x80 or flags or size != 5 + 2 * count or end > len(held):
                break
            text = held[start:end].decode("utf-16-le", "surrogatepass")
            pieces.append(f"<si><t>{content_of(text)}</t></si>")
            at = end
        return at

    readers: ClassVar[dict[int, RecordReader]] = {_ITEM: _item}
    ends: ClassVar[dict[int, str]] = {160: "sst"}
    quiet: ClassVar[frozenset[int]] = frozenset((159,))
