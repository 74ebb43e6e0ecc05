"""Archive: what a package or an archive holds besides the parts in use, and which format a file is of."""

import datetime
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Table
from leakscan.views.values import ValueSet


class RemnantKind(Enum):
    """What content turned out to be."""

    SHEET = "a sheet"
    XML = "XML"
    TEXT = "plain text"
    FILE = "a file of its own"
    PICTURE = "a picture"
    BYTES = "bytes of an unknown kind"
    OWN = "the software's own"
    BLANK = "nothing but blanks"
    UNREADABLE = "unreadable"


@dataclass(slots=True, eq=False, repr=False)
class Remnant:
    """Content that the file holds beside its use, examined as what it is.

    Attributes:
        place: where it lies.
        kind: what it is.
        size: its size in bytes.
        rows: rows of a sheet, or pieces of text.
        cells: cells of a sheet; None for other content.
        values: the different values in it.
        not_visible: how many of them stand nowhere visible; None where there is nothing to compare with.
        examples: a few of them.
        table: the rows of the sheet, or the pieces of text.
    """

    place: Place
    kind: RemnantKind
    size: int
    rows: int = 0
    cells: int | None = None
    values: ValueSet = field(default_factory=ValueSet)
    not_visible: int | None = None
    examples: list[str] = field(default_factory=list)
    table: Table | None = None


class Reason(Enum):
    """Why a part is not in use."""

    NOT_RELATED = "no relationship reaches"
    NOT_LISTED = "the workbook does not list"
    TRASH = "the application threw away"


class Position(Enum):
    """Where extra bytes lie."""

    BEFORE = "before the archive"
    BETWEEN = "between the entries of the archive"
    AFTER = "after the archive"
    INSIDE = "behind the end of an entry's data"
    FREE = "in free sectors of a compound file"
    SLACK = "behind the end of a stream, in its last sector,"
    NAMES = "behind a name in the directory of a compound file"
    HEADER = "in the header of a compound file"
    RECORDS = "between the sheets of the workbook"
    DOCUMENT = "behind the end of the document"


class Orphan(NamedTuple):
    """A part that is not in use."""

    remnant: Remnant
    reason: Reason


class Duplicate(NamedTuple):
    """A part whose name another has.

    Attributes:
        remnant: the later of the two.
        is_same: both hold the same bytes.
    """

    remnant: Remnant
    is_same: bool


class Extra(NamedTuple):
    """Bytes that belong to no entry."""

    remnant: Remnant
    position: Position


class NoteKind(Enum):
    """What a note of the archive is."""

    COMMENT = "comment of the archive"
    ENTRY_COMMENT = "comment of an entry"
    ACCOUNT = "user and group numbers"
    TEXT = "text in an extra field"
    UNKNOWN = "extra field of an unknown kind"


@dataclass(slots=True, eq=False, repr=False)
class Note:
    """Something an archive says besides its entries.

    Attributes:
        kind: what it is.
        text: what it says.
        parts: the entries that say it; empty for the archive itself.
    """

    kind: NoteKind
    text: str
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class Archive:
    """What an archive holds besides the parts in use.

    Attributes:
        orphans: parts that are not in use.
        duplicates: parts whose name an earlier one has.
        unlisted: entries that the directory does not list.
        extras: bytes that belong to no entry.
        notes: comments and extra fields.
        earliest: earliest time an entry bears; None when all bear the one that stands for none.
        latest: latest time an entry bears.
    """

    orphans: list[Orphan] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    unlisted: list[Remnant] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    earliest: datetime.datetime | None = None
    latest: datetime.datetime | None = None


class DetectedFormat(NamedTuple):
    """Which format a file is of, and what its name says.

    Attributes:
        format: the format of its content.
        extension: the extension of its name, lower case, without the dot.
    """

    format: str
    extension: str
