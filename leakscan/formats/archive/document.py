"""ArchiveDocument: a ZIP archive whose members are files to be read."""

from collections.abc import Iterator

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.document import Context
from leakscan.formats.notes import read_notes
from leakscan.formats.ranges import enter_issues, enter_ranges, extract_range
from leakscan.parts import PartState
from leakscan.source import Store
from leakscan.views.archive import Archive, Duplicate, Remnant, RemnantKind
from leakscan.views.embedded import Embedded


class ArchiveDocument:
    """One archive; every member is handed on as a file of its own."""

    format = "zip"

    def __init__(self, container: ZipContainer, context: Context) -> None:
        self._container = container
        self._context = context

    def close(self) -> None:
        """Close the archive."""
        self._container.close()

    def extract(self, name: str) -> Store:
        """Return the content of a member or of a range."""
        if self._container.zip_entry(name) is None:
            return extract_range(self._container, name)
        return self._container.extract(name)

    def is_uncompressed(self, name: str) -> bool:
        """Return whether a member is stored without compression."""
        entry = self._container.zip_entry(name)
        return entry is not None and entry.method == 0

    def views(self) -> Iterator[object]:
        """Yield the members one after another, then what the archive holds besides them."""
        container, ledger = self._container, self._context.ledger
        source = container.source
        archive = Archive()
        for entry in container.entries():
            ledger.enter(source.trail, entry.name, kind="member", size=entry.size)
        for entry in container.entries():
            place = Place(part=entry.name)
            listed = container.zip_entry(entry.name)
            with ledger.recording(source.trail, place, lost="the member of the archive"):
                store = container.extract(entry.name)
                ledger.mark(source.trail, entry.name, PartState.EXAMINED, kind="member")
                child = source.child(entry.name, store, is_uncompressed=entry.is_stored)
                yield Embedded(child, place, is_meant_to_be_read=listed is not None and listed.is_listed)
                if listed is not None and not listed.is_listed:
                    archive.unlisted.append(Remnant(place, RemnantKind.FILE, entry.size))
                elif entry.name in container.facts.duplicates:
                    self._add_duplicate(entry.name, archive)
        read_notes(container, archive)
        enter_issues(container, ledger)
        files = enter_ranges(container, ledger, archive)
        yield archive
        yield from files

    def _add_duplicate(self, name: str, archive: Archive) -> None:
        container = self._container
        first = container.zip_entry(container.facts.duplicates[name])
        entry = container.zip_entry(name)
        if first is None or entry is None:
            return
        is_same = (first.crc, first.size) == (entry.crc, entry.size)
        for other in (entry,) if is_same else (first, entry):
            remnant = Remnant(Place(part=other.name), RemnantKind.UNREADABLE, other.size)
            try:
                self._fill(remnant, other.name)
            except FileError:
                continue  # recorded where the member was taken out
            archive.duplicates.append(Duplicate(remnant, is_same=is_same))

    def _fill(self, remnant: Remnant, name: str) -> None:
        container = self._container
        remnants.fill(remnant, lambda: container.open(name), remnants.part_table(name), is_file=True)
