"""Embedded: a file inside a file, and what its carrier makes of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from leakscan.findings import Place
from leakscan.source import Source
from leakscan.tables import Table

if TYPE_CHECKING:  # the engine needs Embedded at once, and spreadsheets only when there is one
    from leakscan.views.spreadsheet import Sheet


class Embedded(NamedTuple):
    """A file that lies in another.

    Attributes:
        source: its bytes, with the trail that leads to them.
        place: where in the outer file.
        is_meant_to_be_read: a member of an archive or an attachment, rather than an object behind a page.
        is_examined: its carrier has examined it; it is told of so that it can be taken out.
    """

    source: Source
    place: Place
    is_meant_to_be_read: bool = False
    is_examined: bool = False


class EmbeddedFile(NamedTuple):
    """A file behind a page of its carrier, as its carrier sees it.

    Attributes:
        place: where in the carrier.
        kind: what it is, such as `docx`; empty when that is not known.
        size: its size in bytes.
        is_reachable: a page of the carrier refers to it.
        has_workbook: it is a workbook, or wraps one.
    """

    place: Place
    kind: str
    size: int
    is_reachable: bool
    has_workbook: bool


class EmbeddedSheet(NamedTuple):
    """A sheet that shows when an embedded workbook is opened, but on no page of its carrier.

    Attributes:
        sheet: the sheet.
        table: its rows, read through the carrier.
        values: how many different values it shows; None when they could not be read.
        not_visible: how many of them the carrier shows nowhere.
    """

    sheet: "Sheet"
    table: Table | None
    values: int | None
    not_visible: int | None


@dataclass(slots=True, eq=False, repr=False)
class EmbeddedWorkbook:
    """A workbook inside another document.

    Attributes:
        place: where in the carrier.
        is_reachable: a page of the carrier refers to it.
        sheets: its sheets that show and hold something.
    """

    place: Place
    is_reachable: bool
    sheets: list[EmbeddedSheet] = field(default_factory=list)


class EncryptedFile(NamedTuple):
    """A file that is encrypted as a whole.

    Attributes:
        place: the stream with its content.
        is_opened: a password at hand opened it.
        is_default_password: that password is the one every program tries by itself.
    """

    place: Place
    is_opened: bool
    is_default_password: bool
