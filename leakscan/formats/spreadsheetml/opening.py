"""What a workbook of one file of markup is read from."""

from collections.abc import Iterator
from contextlib import contextmanager

from leakscan import xmlsafe
from leakscan.formats import remnants
from leakscan.formats.texts import root_tag
from leakscan.formats.webbook.telling import WebBook
from leakscan.source import Source

ROOT = "{urn:schemas-microsoft-com:office:spreadsheet}Workbook"
_HEAD_BYTES = 8192


@contextmanager
def opened_book(source: Source) -> Iterator[xmlsafe.Readable]:
    """Give what a workbook is read from: its XML, or its web pages, which are told as such."""
    if root_tag(source.head(_HEAD_BYTES)) != ROOT:
        yield WebBook(source)
        return
    with remnants.opened_range(source, 0, source.size) as stream:
        yield stream
