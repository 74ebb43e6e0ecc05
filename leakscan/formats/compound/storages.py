"""Storages of a compound file that are files of their own: embedded objects."""

import re

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.errors import MalformedFileError
from leakscan.source import BytesStore, Store

_OBJECT = re.compile(r"(?:MBD|LNK)[0-9A-F]{8}$", re.IGNORECASE)


def object_storages(container: CfbContainer) -> list[str]:
    """Return the storages in which Excel keeps embedded and linked objects ([MS-XLS] 2.1.7.3, 2.1.7.10)."""
    return [item.name for item in container.directory() if not item.is_stream and _OBJECT.match(item.name)]


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
