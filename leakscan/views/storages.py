"""StorageDirectory: what a compound file notes of its storages and streams besides their names and sizes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Storage or stream", "Created (UTC)", "Modified (UTC)", "Class id", "Class")
ROOT = "Root Entry"


@dataclass(frozen=True, slots=True)
class StorageNote:
    """What the directory notes of one storage or stream.

    Attributes:
        name: its path; `Root Entry` for the file itself.
        created: when it was made, in ISO 8601; as a hexadecimal number where it is no date; empty when unset.
        modified: when it was changed, likewise.
        class_id: the id of its class, or empty.
        class_name: what the class is, as far as it is known.
        is_own_class: the class is the one that every file of the format names.
    """

    name: str
    created: str = ""
    modified: str = ""
    class_id: str = ""
    class_name: str = ""
    is_own_class: bool = False

    @property
    def is_telling(self) -> bool:
        """True when it says more than the format of the file."""
        return bool(self.created or self.modified or (self.class_id and not self.is_own_class))


@dataclass(slots=True)
class StorageDirectory:
    """The notes of one compound file.

    Attributes:
        place: the file itself, or the part that it is.
        notes: of every storage and stream of which there is one.
        table: the notes as rows.
    """

    place: Place
    notes: tuple[StorageNote, ...]
    table: Table | None = None

    @property
    def times(self) -> list[str]:
        """Return every time noted, the earliest first."""
        return sorted({time for note in self.notes for time in (note.created, note.modified) if is_date(time)})

    @property
    def classes(self) -> list[str]:
        """Return every class noted but that of the format, by its name or else its id."""
        named = (note.class_name or note.class_id for note in self.notes if not note.is_own_class)
        return [name for name in dict.fromkeys(named) if name]


def is_date(time: str) -> bool:
    """Return whether a time is a date, rather than unset or a number that is none."""
    return "T" in time


def note_rows(notes: Iterable[StorageNote]) -> Iterator[Row]:
    """Yield one row for each note."""
    for note in notes:
        yield note.name, note.created, note.modified, note.class_id, note.class_name
