"""MailboxDocument: many messages in one file, one after another (mbox, RFC 4155)."""

import re
from collections.abc import Iterator

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import SingleFile
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.views.embedded import Embedded

_START = re.compile(rb"From \S.*\d\d:\d\d.*\d{4}")
"""The line before each message: whose it is, and when it came (RFC 4155, appendix A)."""
_LONGEST_LINE = 1 << 16


def is_mailbox(source: Source) -> bool:
    """Return whether a file that begins as a message of a mailbox holds a second one."""
    starts = _starts(source)
    return next(starts, None) == 0 and next(starts, None) is not None


class MailboxDocument(SingleFile):
    """One mailbox; its messages are handed on as files of their own."""

    format = "mbox"

    def extract(self, name: str) -> Store:
        """Return a message.

        Raises:
            FileError: there is none of that name, or it is too large.
        """
        for known, start, end in self._messages():
            if known == name:
                return self._store(start, end)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def views(self) -> Iterator[Embedded]:
        """Yield the messages as files of their own."""
        source, ledger = self._source, self._context.ledger
        for name, start, end in self._messages():
            place = Place(part=name)
            ledger.enter(source.trail, name, kind="message", size=end - start)
            store = None
            with ledger.recording(source.trail, place, lost="the message"):
                store = self._store(start, end)
                ledger.mark(source.trail, name, PartState.EXAMINED)
            if store is not None:
                child = source.child(name, store, is_uncompressed=True, has_own_name=False)
                yield Embedded(child, place, is_meant_to_be_read=True)

    def _messages(self) -> Iterator[tuple[str, int, int]]:
        start = None
        number = 0
        for at in (*_starts(self._source), self._source.size):
            if start is not None:
                number += 1
                yield f"message {number}.eml", start, at
            start = at

    def _store(self, start: int, end: int) -> Store:
        budget = self._source.budget
        if end - start > budget.limits.part_bytes:
            raise LimitReachedError("the message is too large", code="limit-part-bytes")
        budget.spend_part()
        budget.spend_bytes(end - start)
        with self._source.open() as stream:
            stream.seek(start)
            return BytesStore(stream.read(end - start))


def _starts(source: Source) -> Iterator[int]:
    """Yield where messages start: at such a line at the top or behind an empty one."""
    at, follows_empty = 0, True
    with source.open() as stream:
        while line := stream.readline(_LONGEST_LINE):
            if follows_empty and line.startswith(b"From ") and _START.match(line):
                source.budget.check_time()
                yield at
            at += len(line)
            follows_empty = not line.strip()
