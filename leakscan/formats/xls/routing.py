"""The routing slip of a workbook that was passed on by mail ([MS-XLS] 2.4.91, 2.4.216)."""

import struct
from collections.abc import Iterator
from io import BytesIO

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.texts import runs_of_text
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.text import decoded
from leakscan.views.people import PersonMention, Role, emails_in
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Workbook

SLIP, RECIPIENT = 0x00B8, 0x00B9
_SLIP_HEAD, _RECIPIENT_HEAD = struct.Struct("<4H6HI"), struct.Struct("<HI")
_WRITTEN, _SENDER = (0, 1, 4), 5
"""Of the texts of a slip: subject, message and title, and who sent it; the others are made by programs."""


def read_routing(book: BinaryBook, workbook: Workbook) -> Iterator[SideText]:
    """Yield the texts of the routing slip; whom it names goes into `workbook`."""
    for group in book.found.routing:
        try:
            if group.type == SLIP:
                yield from _slip(group.data, book, workbook)
            else:
                _recipient(group.data, book, workbook)
        except MalformedFileError as error:
            book.found.damage.append(error)


def _slip(data: bytes, book: BinaryBook, workbook: Workbook) -> Iterator[SideText]:
    if len(data) < _SLIP_HEAD.size:
        raise MalformedFileError("a record is too short", code="short-record")
    _, _, _, _, *lengths, entry_bytes = _SLIP_HEAD.unpack_from(data)
    end = len(data) - entry_bytes
    # Whether a length counts the zero behind its text follows from how many bytes there are.
    more = 1 if _SLIP_HEAD.size + sum(lengths) + len(lengths) <= end else 0
    if _SLIP_HEAD.size + sum(lengths) > end:
        raise MalformedFileError("a record is too short", code="short-record")
    position, place = _SLIP_HEAD.size, Place(part=book.part)
    for number, length in enumerate(lengths):
        text = decoded(data[position : position + length], book.found.encoding).strip("\0 ")
        position += length + more
        if number == _SENDER:
            workbook.mentions.append(PersonMention(text, Role.RECIPIENT, place))
        elif text and number in _WRITTEN:
            yield SideText(SideKind.MARKUP, "text of a routing slip", text, place)
    _add_addresses(data[end:], place, workbook)


def _recipient(data: bytes, book: BinaryBook, workbook: Workbook) -> None:
    if len(data) < _RECIPIENT_HEAD.size:
        raise MalformedFileError("a record is too short", code="short-record")
    length, entry_bytes = _RECIPIENT_HEAD.unpack_from(data)
    end, place = len(data) - entry_bytes, Place(part=book.part)
    if _RECIPIENT_HEAD.size + length > end:
        raise MalformedFileError("a record is too short", code="short-record")
    name = decoded(data[_RECIPIENT_HEAD.size : end], book.found.encoding).strip("\0 ")
    workbook.mentions.append(PersonMention(name, Role.RECIPIENT, place))
    _add_addresses(data[end:], place, workbook)


def _add_addresses(data: bytes, place: Place, workbook: Workbook) -> None:
    """Add the addresses in what a mail system keeps of somebody."""
    for text in runs_of_text(BytesIO(data)):
        workbook.mentions.extend(PersonMention(found, Role.RECIPIENT, place) for found in emails_in(text))
