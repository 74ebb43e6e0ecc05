"""Streams of a compound file that are of no kind of its format: files in them, and what other programs add."""

from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.texts import runs_of_text
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.views.archive import RemnantKind
from leakscan.views.embedded import Embedded

_DESCRIPTIONS = ("\x01CompObj", "\x01Ole", "\x03ObjInfo")
"""What a program notes of an object ([MS-OLEDS] 2.3)."""
_NUMBERS = ("ETExtData",)
"""Streams in which WPS Office 2016 keeps looks of sheets as numbers."""


def read_others(container: CfbContainer, ledger: Ledger) -> Iterator[Embedded]:
    """Yield the files that lie in streams which nobody has taken, and mark what else is known of these."""
    source = container.source
    unlisted = {item.name for item in container.directory() if item.is_orphan}
    for entry in container.entries():
        name, word = entry.name, entry.name.rpartition("/")[2]
        if ledger.state(source.trail, name) is not PartState.UNKNOWN or name in unlisted:
            continue
        if not entry.size:
            ledger.mark(source.trail, name, PartState.RECOGNISED, kind="empty stream")
        elif word in _DESCRIPTIONS:
            ledger.mark(source.trail, name, PartState.RECOGNISED, kind="description of the object")
        elif word in _NUMBERS and _holds_numbers(container, name):
            ledger.mark(source.trail, name, PartState.EXAMINED, kind="looks of sheets")
        else:
            with ledger.recording(source.trail, Place(part=name), lost="what the stream holds"):
                with container.open(name) as stream:
                    head = stream.read(remnants.HEAD_BYTES)
                if remnants.kind_of(head, is_file=True) not in (RemnantKind.FILE, RemnantKind.PICTURE):
                    continue
                store = container.extract(name)
                ledger.mark(source.trail, name, PartState.EXAMINED, kind="file inside the file")
                inner = source.child(name, store, is_uncompressed=True, has_own_name=False)
                yield Embedded(inner, Place(part=name))


def _holds_numbers(container: CfbContainer, name: str) -> bool:
    with container.open(name) as stream:
        return next(runs_of_text(stream), None) is None
