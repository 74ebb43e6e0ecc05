"""MailDocument: a message as mail programs save it (.eml)."""

from collections.abc import Iterable, Iterator
from functools import partial

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.mail.message import Attachment, MessageReader
from leakscan.formats.rereading import told_people
from leakscan.parts import PartState
from leakscan.source import Source, Store
from leakscan.tables import Row, Table
from leakscan.views.mail import BODY_COLUMNS, HEADER_COLUMNS, Mail
from leakscan.views.people import People, Role
from leakscan.views.side_texts import telling_in

_MOST_BYTES = 256 << 20
"""A message is read as a whole; no mail server takes a larger one."""
_READERS = "leakscan.formats.mail.document"


class MailDocument(CarryingFile):
    """One message; its attachments are handed on as files of their own."""

    format = "eml"

    def __init__(self, source: Source, context: Context) -> None:
        super().__init__(source, context)
        self._reader = _opened(source)

    def extract(self, name: str) -> Store:
        """Return the content of an attachment.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        for attachment in self._reader.attachments():
            if attachment.name == name:
                return self._stored(attachment)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def views(self) -> Iterator[object]:
        """Yield the message, whom it names, and its attachments."""
        source, ledger = self._source, self._context.ledger
        mail = self._reader.mail()
        mail.headers_table = _table("header_rows", HEADER_COLUMNS, len(mail.headers))
        mail.bodies_table = _table("body_rows", BODY_COLUMNS, sum(1 for _ in mail.body_rows()))
        yield mail
        yield told_people(self._people(mail))
        ledger.enter(
            source.trail, "", kind="message", size=source.size, state=PartState.EXAMINED, start=0, end=source.size
        )
        for attachment in self._reader.attachments():
            size, load = len(attachment.content or b""), partial(self._stored, attachment)
            yield from self._handed_on(attachment.name, load, kind="attachment", size=size, has_own_name=True)
        for problem in self._reader.problems():
            ledger.problem(problem.code, source.trail, str(problem), lost="parts of the message")
        if not self._reader.is_whole:
            ledger.problem("damaged-message", source.trail, "the message breaks off", lost="parts of the message")

    def _stored(self, attachment: Attachment) -> Store:
        if attachment.content is None:
            raise MalformedFileError("the attachment is damaged", code="damaged-attachment")
        return self._held(attachment.content)

    def _people(self, mail: Mail) -> People:
        shown = {address.casefold() for _, address in self._reader.addresses("from", "to", "cc", "reply-to")}
        return people_of(mail, self._reader.addresses("bcc", "resent-bcc"), shown)


def people_of(mail: Mail, blind: Iterable[tuple[str, str]], shown: set[str]) -> People:
    """Return whom a message names besides sender and recipients, whom everyone sees.

    Args:
        mail: the message.
        blind: names and addresses of its blind recipients.
        shown: addresses that everyone sees, in lower case.
    """
    people = People()
    for name, address in blind:
        people.add(f"{name} {address}".strip(), Role.OTHER, Place(name="Bcc"))
    for header in mail.headers:
        for what, text in () if header.is_shown else telling_in(header.text):
            if what == "e-mail" and text.casefold() not in shown and header.name.casefold() in _PERSONAL:
                people.add(text, Role.OTHER, Place(name=header.name))
    return people


_PERSONAL = frozenset(
    {
        "delivered-to",
        "envelope-to",
        "x-original-to",
        "return-path",
        "sender",
        "resent-from",
        "resent-to",
        "x-sender",
    }
)
"""Headers whose addresses are of people; those of message numbers are not."""


def _opened(source: Source) -> MessageReader:
    if source.size > _MOST_BYTES:
        raise LimitReachedError("the message is too large to be read as a whole", code="limit-tree-bytes")
    with source.open() as stream:
        return MessageReader(stream.read(), source.budget)


def _table(reader: str, columns: tuple[str, ...], count: int) -> Table | None:
    return Table(columns=columns, count=count, reader=f"{_READERS}:{reader}", arguments={}) if count else None


def header_rows(source: Source) -> Iterator[Row]:
    """Yield the head of a message."""
    for header in _opened(source).mail().headers:
        yield header.name, header.text


def body_rows(source: Source) -> Iterator[Row]:
    """Yield the texts of the bodies that mail programs do not show."""
    yield from _opened(source).mail().body_rows()
