"""TarDocument: a tar archive whose members are files to be read (POSIX.1 pax, §4.5)."""

import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.archive.unpacking import taken_out
from leakscan.formats.document import SingleFile
from leakscan.formats.rereading import told_people
from leakscan.parts import PartState
from leakscan.source import SpoolStore
from leakscan.views.embedded import Embedded
from leakscan.views.people import People, Role

_DAMAGES = (tarfile.TarError, OSError, EOFError, ValueError, OverflowError)


class TarDocument(SingleFile):
    """One archive; every member is handed on as a file of its own."""

    format = "tar"

    def extract(self, name: str) -> SpoolStore:
        """Return the content of a member.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        with self._opened() as archive:
            for part, member in self._members(archive):
                if part == name:
                    return self._content(archive, member)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def views(self) -> Iterator[object]:
        """Yield the members one after another, then whose accounts they name."""
        source, ledger = self._source, self._context.ledger
        people = People()
        with ledger.recording(source.trail, Place(), lost="the members that follow"), self._opened() as archive:
            for part, member in self._members(archive):
                place = Place(part=part)
                people.add(member.uname, Role.ACCOUNT, place)
                if not member.isfile():
                    continue
                ledger.enter(source.trail, part, kind="member", size=member.size)
                store = None
                with ledger.recording(source.trail, place, lost="the file inside"):
                    store = self._content(archive, member)
                    ledger.mark(source.trail, part, PartState.EXAMINED)
                if store is not None:
                    child = source.child(part, store, is_uncompressed=True)
                    yield Embedded(child, place, is_meant_to_be_read=True)
        yield told_people(people)

    @contextmanager
    def _opened(self) -> Iterator[tarfile.TarFile]:
        with self._source.open() as stream:
            try:
                with tarfile.open(fileobj=stream, mode="r:", errorlevel=2) as archive:
                    yield archive
            except _DAMAGES as error:
                raise MalformedFileError("the archive is damaged", code="damaged-archive") from error

    def _members(self, archive: tarfile.TarFile) -> Iterator[tuple[str, tarfile.TarInfo]]:
        """Yield members under names of their own: a later one of the same name replaces it when unpacked."""
        seen: Counter[str] = Counter()
        limit = self._source.budget.limits.parts
        for number, member in enumerate(archive):
            if number >= limit:
                raise LimitReachedError("the archive has too many members", code="limit-parts", ends_scan=True)
            seen[member.name] += 1
            times = seen[member.name]
            yield (member.name if times == 1 else f"{member.name} ({times})"), member

    def _content(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> SpoolStore:
        try:
            stream = archive.extractfile(member)
            if stream is None:
                raise MalformedFileError("the member is no file", code="part-missing")
            with stream:
                return taken_out(stream, self._source, max(1, member.size))
        except _DAMAGES as error:
            raise MalformedFileError("the member is damaged", code="damaged-archive") from error
