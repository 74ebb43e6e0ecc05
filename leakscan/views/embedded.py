"""Embedded: a file inside a file."""

from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.source import Source


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that lies in another.

    Attributes:
        source: its bytes, with the trail that leads to them.
        place: where in the outer file.
        is_meant_to_be_read: a member of an archive or an attachment, rather than an object behind a page.
    """

    source: Source
    place: Place
    is_meant_to_be_read: bool = False
