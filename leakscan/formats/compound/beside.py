"""What a binary document says beside its own streams: signatures, custom XML, the picture of its first page."""

from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.compound.data_store import read_data_store
from leakscan.formats.compound.signatures import read_signatures
from leakscan.formats.ole.properties import SUMMARY_STREAM, thumbnail_of
from leakscan.formats.ole.property_sets import read_property_sets
from leakscan.ledger import Ledger
from leakscan.views.side_texts import SideKind, SideText, TextPart
from leakscan.views.surface import Surface


def read_beside(container: CfbContainer, surface: Surface, ledger: Ledger) -> Iterator[SideText]:
    """Yield texts beside the document's own streams; custom XML goes into `surface`."""
    yield from _thumbnail(container)
    yield from read_signatures(container, ledger)
    for item in read_data_store(container, ledger):
        if isinstance(item, TextPart):
            surface.text_parts.append(item)
        else:
            yield item


def _thumbnail(container: CfbContainer) -> Iterator[SideText]:
    """Yield the picture of the first page that the summary keeps; what is damaged is said with the properties."""
    try:
        found = read_property_sets(container.read(SUMMARY_STREAM)) if container.has(SUMMARY_STREAM) else []
    except FileError:
        return
    for section in found:
        size = len(thumbnail_of(section))
        if size:
            place = Place(part=SUMMARY_STREAM)
            yield SideText(SideKind.THUMBNAIL, "picture of the first page", f"{size} bytes", place, is_own=True)
