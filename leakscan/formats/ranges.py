"""The byte ranges of an archive in the ledger, and what lies in those that belong to no entry."""

from leakscan.containers.container import ByteRange, Container, RangeKind
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.source import SpoolStore
from leakscan.views.archive import Archive, Extra, Position, Remnant, RemnantKind
from leakscan.views.embedded import Embedded

_KINDS = {
    RangeKind.STRUCTURE: "records of the archive",
    RangeKind.PART_DATA: "data of a part",
    RangeKind.UNLISTED: "data of an entry that the directory does not list",
    RangeKind.PADDING: "zero bytes",
    RangeKind.EXTRA: "bytes that belong to no entry",
}


def enter_ranges(container: Container, ledger: Ledger, archive: Archive) -> list[Embedded]:
    """Enter ranges that tile the file; return files found in bytes that belong to no entry."""
    trail = container.source.trail
    files: list[Embedded] = []
    inside: set[int] = set()
    is_recovered = False
    if isinstance(container, ZipContainer):
        inside = {entry.slack[0] for entry in container.zip_entries() if entry.slack is not None}
        is_recovered = container.facts.is_recovered
    for found in container.ranges():
        state = PartState.EXAMINED
        if found.kind in (RangeKind.EXTRA, RangeKind.PADDING):
            remnant = _read(container, found, ledger)
            if remnant.kind is RemnantKind.FILE and is_recovered:
                remnant.kind = RemnantKind.BYTES  # what is left of entries that could not be recovered
            archive.extras.append(Extra(remnant, _position(container, found, inside)))
            if remnant.kind in (RemnantKind.BYTES, RemnantKind.UNREADABLE):
                state = PartState.UNKNOWN
            elif remnant.kind in (RemnantKind.FILE, RemnantKind.PICTURE):
                files.append(_file(container, found))
        ledger.enter(
            trail,
            "",
            kind=_KINDS[found.kind],
            size=found.end - found.start,
            state=state,
            start=found.start,
            end=found.end,
        )
    return files


def _read(container: Container, found: ByteRange, ledger: Ledger) -> Remnant:
    place = Place(start=found.start, end=found.end)
    remnant = Remnant(place, RemnantKind.UNREADABLE, found.end - found.start)
    source = container.source
    with ledger.recording(source.trail, place, lost="what the bytes hold"):
        remnants.fill(
            remnant,
            lambda: remnants.opened_range(source, found.start, found.end),
            remnants.range_table(found.start, found.end),
            is_file=False,
        )
    return remnant


def _position(container: Container, found: ByteRange, inside: set[int]) -> Position:
    if found.start in inside:
        return Position.INSIDE
    if found.start == 0:
        return Position.BEFORE
    return Position.AFTER if found.end == container.source.size else Position.BETWEEN


def _file(container: Container, found: ByteRange) -> Embedded:
    name = f"bytes {found.start}-{found.end}"
    child = container.source.child(name, extract_range(container, name), is_uncompressed=True, has_own_name=False)
    return Embedded(child, Place(start=found.start, end=found.end))


def extract_range(container: Container, name: str) -> SpoolStore:
    """Return the content of a range that the trail calls `name`.

    Raises:
        MalformedFileError: the name is not that of a range.
    """
    words = name.removeprefix("bytes ").split("-")
    if not name.startswith("bytes ") or len(words) != 2 or not all(word.isdigit() for word in words):
        raise MalformedFileError("the part does not exist", code="part-missing")
    store = SpoolStore()
    with remnants.opened_range(container.source, int(words[0]), int(words[1])) as stream:
        while block := stream.read(1 << 16):
            store.write(block)
    return store


def enter_issues(container: ZipContainer, ledger: Ledger) -> None:
    """Record what is wrong with an archive's records: damage, or a way to hide."""
    trail = container.source.trail
    for issue in container.facts.issues:
        ledger.problem("archive-damaged", trail, issue, lost="what the damaged records led to")
    for entry in container.zip_entries():
        for issue in entry.issues:
            ledger.problem(
                "archive-disagrees",
                trail,
                issue,
                place=Place(part=entry.name),
                lost="what another reader of the archive may see in its place",
            )
