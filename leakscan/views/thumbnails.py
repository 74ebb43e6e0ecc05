"""Thumbnails: small pictures of pages that a document keeps beside them."""

from dataclasses import dataclass, field

from leakscan.findings import Place


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One thumbnail.

    Attributes:
        place: its page and object.
        difference: mean difference from the page as it shows, of 255; None where they were not compared.
    """

    place: Place
    difference: float | None


@dataclass(slots=True)
class Thumbnails:
    """The thumbnails of a document's pages."""

    items: list[Thumbnail] = field(default_factory=list)
