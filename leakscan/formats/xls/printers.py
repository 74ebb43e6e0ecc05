"""Printer settings of a binary workbook ([MS-XLS] 2.4.202)."""

import io
import re
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.ooxml.printers import is_printer_state, printer_names
from leakscan.formats.ooxml.text_parts import COLUMNS, texts_of
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.records import grouped, records
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.ledger import Ledger
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.people import PersonMention
from leakscan.views.side_texts import SideKind, TextPart
from leakscan.views.spreadsheet import Workbook

_OF_MAC = {0x0001: 120, 0x2003: 28}
"""Sizes of what old versions on a Mac keep: sizes, resolutions and margins, and no texts."""
_NAME_BYTES = 32
_LIST_TYPE = re.compile(rb"<!DOCTYPE plist[^>\[]*>")


def read_printers(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook, ledger: Ledger) -> None:
    """Read the settings of printers into `workbook`; those that tell the same are told of once."""
    place = Place(part=book.part)
    merged: dict[tuple[tuple[str, str], ...], tuple[TextPart, list[int]]] = {}
    for read in sheets:
        for start, record in read.trimmings.printers:
            kind, data = int.from_bytes(record[:2], "little"), record[2:]
            named = _widened(data)
            is_of_mac = len(data) == _OF_MAC.get(kind)
            if not is_of_mac:
                workbook.mentions.extend(PersonMention(name, role, place) for name, role in printer_names(named))
            found = TextPart(SideKind.PRINTER, place)
            if named is data and not is_printer_state(data) and not is_of_mac:
                what = "the settings of a printer are of a form that is not known"
                ledger.problem(
                    "records-not-examined", book.source.trail, what, place=place, lost="printer settings"
                )
            with ledger.recording(book.source.trail, place, lost="printer settings", mark=False):
                for text in _texts(data):
                    found.add(text)
            known, starts = merged.setdefault(tuple(found.telling), (found, []))
            starts.append(start)
            if known is not found:
                known.merge(found)
    for found, starts in merged.values():
        if found.rows:
            found.table = Table(
                columns=COLUMNS,
                count=found.rows,
                reader="leakscan.formats.xls.printers:printer_rows",
                arguments={"part": book.part, "starts": tuple(starts)},
            )
        workbook.text_parts.append(found)


def _widened(data: bytes) -> bytes:
    """Return the settings that version 5 keeps with the printer's name in wide letters ([MS-RPRN] 2.2.2.1)."""
    own, driver = int.from_bytes(data[36:38], "little"), int.from_bytes(data[38:40], "little")
    if own + driver != len(data) or own <= _NAME_BYTES:
        return data
    name = data[:_NAME_BYTES].partition(b"\0")[0].decode("cp1252", "replace")
    return name.encode("utf-16-le").ljust(2 * _NAME_BYTES, b"\0") + data[_NAME_BYTES:]


def _texts(data: bytes) -> Iterator[str]:
    # A property list of a Mac names its document type, which says nothing (Excel 2011).
    plain = _LIST_TYPE.sub(b"", data, count=1)
    return texts_of(lambda: io.BytesIO(plain), SideKind.PRINTER)


def printer_rows(source: Source, *, part: str, starts: tuple[int, ...]) -> Iterator[Row]:
    """Yield the pieces of text of settings of printers, those of each numbered from 1: stream, number, text.

    Args:
        source: the workbook.
        part: its stream.
        starts: where in it the settings begin.
    """
    with opened_book(source, part) as book:
        for start in starts:
            group = next(grouped(records(book.stream, start)))
            for number, text in enumerate(_texts(group.data[2:]), start=1):
                yield part, number, text
