"""The directory of a compound file: times and classes of its storages ([MS-CFB] 2.6.1)."""

import datetime
from collections.abc import Iterator
from contextlib import closing

from leakscan.containers.cfb import CfbContainer, CfbEntry
from leakscan.findings import Place
from leakscan.formats.compound.classes import class_of
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.storages import COLUMNS, ROOT, StorageDirectory, StorageNote, note_rows

_EPOCH = datetime.datetime(1601, 1, 1)  # noqa: DTZ001  # UTC, as every time of the file


def read_directory(container: CfbContainer, format_name: str, part: str = "") -> Iterator[StorageDirectory]:
    """Yield what the directory notes of storages and streams, if that is more than the format of the file.

    Args:
        container: the compound file.
        format_name: the format of the file.
        part: the part of a package that the compound file is.
    """
    notes = _notes(container, format_name)
    if any(note.is_telling for note in notes):
        table = Table(
            columns=COLUMNS,
            count=len(notes),
            reader="leakscan.formats.compound.directory:directory_rows",
            arguments={"format_name": format_name, "part": part},
        )
        yield StorageDirectory(Place(part=part), notes, table)


def directory_rows(source: Source, *, format_name: str, part: str) -> Iterator[Row]:
    """Yield the notes of a compound file, which is the source itself or a part of it."""
    if not part:
        with closing(CfbContainer(source)) as container:
            yield from note_rows(_notes(container, format_name))
        return
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        child = source.child(part, package.extract(part), has_own_name=False)
        with closing(CfbContainer(child)) as container:
            yield from note_rows(_notes(container, format_name))


def _notes(container: CfbContainer, format_name: str) -> tuple[StorageNote, ...]:
    notes = (_note(entry, format_name) for entry in container.directory())
    return tuple(note for note in notes if note.created or note.modified or note.class_id)


def _note(entry: CfbEntry, format_name: str) -> StorageNote:
    name, of_format = class_of(entry.clsid)
    return StorageNote(
        entry.name or ROOT,
        _time(entry.created),
        _time(entry.modified),
        entry.clsid,
        name,
        is_own_class=not entry.name and of_format == format_name,
    )


def _time(ticks: int) -> str:
    """Return a FILETIME in ISO 8601, to the second; one that is no date as a hexadecimal number."""
    if not ticks:
        return ""
    try:
        return (_EPOCH + datetime.timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds")
    except OverflowError:
        return f"{ticks:#018x}"
