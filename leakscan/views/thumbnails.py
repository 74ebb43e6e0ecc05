"""Thumbnails: small pictures of pages that a document keeps beside them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place

_DIFFERENT = 24.0
"""Mean difference of greys, of 255; thumbnails made from a page by other programs stay below half of it."""


class Thumbnail(NamedTuple):
    """One thumbnail.

    Attributes:
        place: its page and object.
        difference: mean difference from the page as it shows, of 255; None where they were not compared.
    """

    place: Place
    difference: float | None

    @property
    def is_different(self) -> bool:
        """True when it shows something else than its page."""
        return self.difference is not None and self.difference >= _DIFFERENT


@dataclass(slots=True, eq=False, repr=False)
class Thumbnails:
    """The thumbnails of a document's pages."""

    items: list[Thumbnail] = field(default_factory=list)
