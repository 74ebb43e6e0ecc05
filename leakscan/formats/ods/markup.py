"""Texts in the markup of a document that no program shows."""

from collections.abc import Iterator, Mapping

from leakscan.findings import PartState, Place
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.xlsx.markup import LARGEST_BYTES, small_part_strays, stray_texts
from leakscan.formats.xlsx.strays import Strays
from leakscan.views.side_texts import SideText


def markup_texts(package: OpenPackage, read: Mapping[str, Strays], others: set[str]) -> Iterator[SideText]:
    """Yield the texts in the markup of the parts read, and the remarks in the other parts.

    Args:
        package: the document's package.
        read: what was left of each part that went through a sieve.
        others: parts whose text is gathered as a whole.
    """
    for part, strays in read.items():
        yield from stray_texts(package, strays, Place(part=part))
    for part in sorted(set(package.entries) - set(read) - others):
        if package.state(part) is PartState.EXAMINED and package.entries[part].size <= LARGEST_BYTES:
            yield from stray_texts(package, small_part_strays(package, part), Place(part=part))
