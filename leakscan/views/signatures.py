"""Signatures: who signed a document, and what was done to it afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Field", "What", "Value")


class Signature(NamedTuple):
    """One signature.

    Attributes:
        place: its field.
        facts: what it says of the signer: name, reason, place, address, date, and names in the certificate.
        is_followed: something was appended to the file after it was signed.
    """

    place: Place
    facts: tuple[tuple[str, str], ...]
    is_followed: bool


@dataclass(slots=True, eq=False, repr=False)
class Signatures:
    """The signatures of a document.

    Attributes:
        items: the signatures.
        table: what they say, as rows.
    """

    items: list[Signature] = field(default_factory=list)
    table: Table | None = None


def signature_rows(items: list[Signature]) -> Iterator[Row]:
    """Yield one row for each fact of each signature."""
    for item in items:
        for name, text in item.facts:
            yield item.place.name, name, text
