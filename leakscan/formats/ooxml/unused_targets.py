"""Addresses outside of a package that a part is related to and never uses (ECMA-376-2 §9.3)."""

from collections.abc import Iterator
from typing import BinaryIO

from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.views.paths import read_path
from leakscan.views.side_texts import SideKind, SideText

_WHAT = "address of a link that nothing uses"
_CHUNK_BYTES = 1 << 20
_MOST_BYTES = 1 << 25
"""Of larger parts nobody asks whether they use their links."""


def unused_targets(package: Package) -> Iterator[SideText]:
    """Yield the targets of external relationships whose identifier stands nowhere in their part.

    A link that was taken out of a cell may leave its address behind. The part is searched as bytes, for whatever
    stands as a whole between quotes may use a relationship; one without quotes is a part of records. Paths are
    told of whether they are used or not.
    """
    for part in sorted(package.entries):
        outside = [item for item in package.relationships(part) if item.is_external]
        if not outside or package.entries[part].size > _MOST_BYTES:
            continue
        with package.recording(Place(part=part), lost="which links it uses"), package.open(part) as stream:
            unused = {item.id for item in outside} - _used(stream, {item.id for item in outside})
            for item in outside:
                if item.id in unused and read_path(item.target) is None:
                    yield SideText(SideKind.MARKUP, _WHAT, item.target, Place(part=part))


def _used(stream: BinaryIO, identifiers: set[str]) -> set[str]:
    """Return which identifiers stand in a part: between quotes, or in two bytes a letter as records have them."""
    spellings = {
        spelling: identifier
        for identifier in identifiers
        for spelling in (
            f'"{identifier}"'.encode(),
            f"'{identifier}'".encode(),
            identifier.encode("utf-16-le"),
            identifier.encode("utf-16-be"),
        )
    }
    longest = max(map(len, spellings))
    used: set[str] = set()
    kept = b""
    while data := stream.read(_CHUNK_BYTES):
        data = kept + data
        used |= {identifier for spelling, identifier in spellings.items() if spelling in data}
        kept = data[-longest:]
    return used
