"""What a workbook of one file of markup is read from."""

from collections.abc import Iterator
from contextlib import contextmanager

from leakscan import xmlsafe
from leakscan.formats import remnants
from leakscan.formats.spreadsheetml.reading import STATES, BeforePass, Known
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


def read_known(book: xmlsafe.Readable, known: Known) -> None:
    """Find out what stands behind the cells that it speaks of; web pages say it before them.

    Raises:
        FileError: the workbook is damaged; what came before has been found.
    """
    if not isinstance(book, WebBook):
        xmlsafe.stream(book, BeforePass(known))
        return
    for number, name in book.states().items():
        state = STATES.get(name)
        if state is not None:
            known.states[number] = state
