"""What lies in a compound file outside the streams in use: entries nothing leads to, free sectors, slack."""

from collections.abc import Callable, Iterator
from functools import partial

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb import Remnant as Stretch
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.source import Source, SpoolStore
from leakscan.tables import Row, Table
from leakscan.views.archive import Archive, Extra, Position, Remnant, RemnantKind
from leakscan.views.embedded import Embedded
from leakscan.views.values import ValueSet, value_key

_READERS = "leakscan.formats.compound.remnants"
_ROOT_NAME = "Root Entry"
_POSITIONS = {
    "free sectors": Position.FREE,
    "free mini sectors": Position.FREE,
    "slack of a sector": Position.SLACK,
    "slack of a mini sector": Position.SLACK,
    "directory": Position.NAMES,
    "header": Position.HEADER,
}


def read_remnants(
    container: CfbContainer, ledger: Ledger, archive: Archive, missing: Callable[[ValueSet], int | None]
) -> Iterator[Embedded]:
    """Gather what lies outside the streams in use into `archive`, and yield the files among it.

    Args:
        container: the compound file.
        ledger: where the ranges are marked.
        archive: what gets the remnants.
        missing: tells how many of some values stand nowhere visible.
    """
    for entry in container.directory():
        if entry.is_orphan and entry.is_stream and entry.size:
            yield from _unlisted(container, ledger, archive, entry.name, missing)
    for stretch in container.remnants():
        found = _stretch(container, ledger, stretch, missing)
        if found is None:
            continue
        archive.extras.append(Extra(found, _POSITIONS[stretch.where]))
        if found.kind is RemnantKind.FILE:
            store = SpoolStore()
            store.write(container.bytes_at(stretch.start, stretch.end))
            name = range_name(stretch.start, stretch.end)
            yield Embedded(
                container.source.child(name, store, is_uncompressed=True, has_own_name=False), found.place
            )


def range_name(start: int, end: int) -> str:
    """Return the name that a trail has for a range of bytes."""
    return f"bytes {start}-{end}"


def _unlisted(
    container: CfbContainer,
    ledger: Ledger,
    archive: Archive,
    name: str,
    missing: Callable[[ValueSet], int | None],
) -> Iterator[Embedded]:
    trail, place = container.source.trail, Place(part=name)
    entry = next(item for item in container.directory() if item.name == name)
    found = Remnant(place, RemnantKind.UNREADABLE, entry.size)
    with ledger.recording(trail, place, lost="what the stream holds"):
        remnants.fill(found, partial(container.open, name), _maker("stream_texts", {"part": name}), is_file=True)
        ledger.mark(trail, name, PartState.EXAMINED, kind="stream that no storage lists")
    if found.rows:
        found.not_visible = missing(found.values)
    archive.unlisted.append(found)
    if found.kind is RemnantKind.FILE:
        yield Embedded(
            container.source.child(name, container.extract(name), is_uncompressed=True, has_own_name=False), place
        )


def _stretch(
    container: CfbContainer, ledger: Ledger, stretch: Stretch, missing: Callable[[ValueSet], int | None]
) -> Remnant | None:
    """Return what a stretch of bytes holds, or None where no text is in it."""
    source = container.source
    place = Place(start=stretch.start, end=stretch.end)
    found = Remnant(place, RemnantKind.UNREADABLE, stretch.end - stretch.start)
    with ledger.recording(source.trail, place, lost="what the bytes hold", mark=False):
        remnants.fill(
            found,
            lambda: remnants.opened_range(source, stretch.start, stretch.end),
            remnants.range_table(stretch.start, stretch.end),
            is_file=False,
        )
    if stretch.where == "free sectors":
        ledger.enter(
            source.trail,
            "",
            kind="free sectors",
            size=stretch.end - stretch.start,
            state=PartState.EXAMINED,
            start=stretch.start,
            end=stretch.end,
        )
    if found.kind in (RemnantKind.BYTES, RemnantKind.BLANK) and not found.rows:
        return None
    if found.rows:
        found.not_visible = missing(found.values)
        own = {value_key(name) for name in _directory_names(container)}
        if all(key in own for key in map(value_key, found.examples)) and found.rows <= len(found.examples):
            found.kind = RemnantKind.OWN
    return found


def _directory_names(container: CfbContainer) -> set[str]:
    """Return the names that an older copy of the directory would hold."""
    names = {name for item in container.directory() for name in item.name.split("/")}
    return {_ROOT_NAME, *names, *(name.lstrip("\1\3\5") for name in names)}


def _maker(reader: str, arguments: dict[str, object]) -> Callable[[int], Table]:
    def make(count: int) -> Table:
        return Table(columns=("Number", "Text"), count=count, reader=f"{_READERS}:{reader}", arguments=arguments)

    return make


def stream_texts(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the pieces of text of one stream, numbered from 1."""
    container = CfbContainer(source)
    try:
        yield from remnants.text_rows(partial(container.open, part), is_file=True)
    finally:
        container.close()


def extracted_range(container: CfbContainer, name: str) -> SpoolStore | None:
    """Return the bytes that a trail calls `name`, or None when it names no range."""
    for stretch in container.remnants():
        if range_name(stretch.start, stretch.end) == name:
            store = SpoolStore()
            store.write(container.bytes_at(stretch.start, stretch.end))
            return store
    return None
