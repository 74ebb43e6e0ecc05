"""SevenZipDocument: a 7z archive whose members are files to be read."""

import datetime
from collections.abc import Iterator

from leakscan.containers.seven_zip import Member, SevenZipContainer
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.document import Context
from leakscan.formats.notes import read_bytes
from leakscan.formats.ranges import enter_ranges, extract_range
from leakscan.parts import PartState
from leakscan.source import Source, Store
from leakscan.views.archive import Archive, Note, NoteKind, Remnant, RemnantKind
from leakscan.views.embedded import Embedded

_EPOCH = datetime.datetime(1601, 1, 1)  # noqa: DTZ001  # archives keep no zone
_LAST = 1 << 61
"""Times beyond are of no calendar."""


class SevenZipDocument:
    """One archive; every member is handed on as a file of its own."""

    format = "7z"

    def __init__(self, source: Source, context: Context) -> None:
        self._container = SevenZipContainer(source)
        self._context = context

    def close(self) -> None:
        """Close the archive."""
        self._container.close()

    def extract(self, name: str) -> Store:
        """Return the content of a member or of a range.

        Raises:
            FileError: there is none, or it cannot be read.
        """
        if any(entry.name == name for entry in self._container.entries()):
            return self._container.extract(name)
        return extract_range(self._container, name)

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return false: members are packed, and no search engine looks into such an archive."""
        return False

    def views(self) -> Iterator[object]:
        """Yield the members one after another, then what the archive holds besides them."""
        container, ledger = self._container, self._context.ledger
        source = container.source
        archive = Archive()
        for entry in container.entries():
            ledger.enter(source.trail, entry.name, kind="member", size=entry.size)
        for member, outcome in container.contents():
            place = Place(part=member.name)
            with ledger.recording(source.trail, place, lost="the member of the archive"):
                if isinstance(outcome, FileError):
                    raise outcome
                ledger.mark(source.trail, member.name, PartState.EXAMINED)
                child = source.child(member.name, outcome, has_own_name=member.is_listed)
                if member.is_listed and member.size:
                    yield Embedded(child, place, is_meant_to_be_read=True)
                elif member.size:
                    remnant = self._remnant(member, outcome)
                    archive.unlisted.append(remnant)
                    is_file = remnant.kind in (RemnantKind.FILE, RemnantKind.PICTURE)
                    yield Embedded(child, place, is_examined=not is_file)
        self._tell_of_disagreements()
        _read_notes(container, archive)
        files = enter_ranges(container, ledger, archive)
        yield archive
        yield from files

    def _remnant(self, member: Member, content: Store) -> Remnant:
        """Return what a member is that the list of files does not name."""
        remnant = Remnant(Place(part=member.name), RemnantKind.UNREADABLE, member.size)
        remnants.fill(remnant, content.open, remnants.part_table(member.name, "member_texts"), is_file=True)
        if remnant.kind is RemnantKind.BYTES:
            trail = self._container.source.trail
            self._context.ledger.mark(trail, member.name, PartState.UNKNOWN)
        return remnant

    def _tell_of_disagreements(self) -> None:
        container, ledger = self._container, self._context.ledger
        trail = container.source.trail
        if container.is_short:
            message = "the archive lists members that it does not hold"
            ledger.problem("archive-disagrees", trail, message, lost="these members")
        if container.is_left_over:
            message = "more data are packed in the archive than its members take"
            ledger.problem("archive-disagrees", trail, message, lost="what lies behind the last member of a block")


def _read_notes(container: SevenZipContainer, archive: Archive) -> None:
    header = container.header
    if header.comment.strip(b"\0"):
        archive.notes.append(Note(NoteKind.COMMENT, header.comment.decode("utf-16-le", "replace").strip("\0")))
    archive.notes.extend(Note(*read_bytes(data)) for data in header.strangers)
    times = [time for time in header.times if 0 < time < _LAST]
    if times:
        archive.earliest, archive.latest = (
            _EPOCH + datetime.timedelta(microseconds=time // 10) for time in (min(times), max(times))
        )
