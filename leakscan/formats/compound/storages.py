"""Storages of a compound file that are files of their own: embedded objects."""

import re
from collections.abc import Iterable, Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store

_OBJECT = re.compile(r"(?:MBD|LNK)[0-9A-F]{8}$", re.IGNORECASE)


def object_storages(container: CfbContainer) -> list[str]:
    """Return the storages in which Excel keeps embedded and linked objects ([MS-XLS] 2.1.7.3, 2.1.7.10)."""
    return [item.name for item in container.directory() if not item.is_stream and _OBJECT.match(item.name)]


def storage_sources(container: CfbContainer, ledger: Ledger, storages: Iterable[str]) -> Iterator[Source]:
    """Yield storages as files of their own, and mark their streams; what cannot be taken out is a problem."""
    source = container.source
    for storage in storages:
        store = None
        with ledger.recording(source.trail, Place(part=storage), lost="the file inside", mark=False):
            store = storage_file(container, storage)
            for entry in container.entries():
                if entry.name.startswith(f"{storage}/"):
                    ledger.mark(source.trail, entry.name, PartState.EXAMINED, kind="part of the file inside")
        if store is not None:
            yield source.child(storage, store, is_uncompressed=True, has_own_name=False)


def storage_file(container: CfbContainer, storage: str) -> Store:
    """Return a storage as a compound file of its own.

    Raises:
        MalformedFileError: a stream of it cannot be read, or there is none.
    """
    prefix = f"{storage}/"
    streams = {
        entry.name.removeprefix(prefix): container.read(entry.name)
        for entry in container.entries()
        if entry.name.startswith(prefix)
    }
    if not streams:
        raise MalformedFileError("the storage is empty", code="part-missing")
    return BytesStore(compound_file(streams))
