"""Readings that the shared strings of a binary workbook keep ([MS-XLS] 2.5.86)."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.spreadsheet import Workbook


def read_readings(book: BinaryBook, workbook: Workbook) -> None:
    """Add the readings to `workbook`, when there are any."""
    readings = book.found.strings.readings
    if readings.rows:
        readings.place = Place(part=book.part)
        readings.table = Table(
            columns=("Number", "Text"),
            count=readings.rows,
            reader="leakscan.formats.xls.readings:reading_rows",
            arguments={"part": book.part},
        )
        workbook.text_parts.append(readings)


def reading_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the readings, numbered from 1.

    Args:
        source: the workbook.
        part: its stream.
    """
    with opened_book(source, part) as book:
        yield from enumerate(book.found.readings, start=1)
