"""The property sets of a compound file as properties, under the names that Open XML gives them."""

import datetime
from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.findings import Place
from leakscan.formats.ole.property_sets import (
    DOCUMENT_SUMMARY,
    SUMMARY,
    USER_DEFINED,
    PropertySet,
    PropertyValue,
    read_property_sets,
    variants,
)
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.tables import Value
from leakscan.views.properties import Properties, Property, PropertyGroup

SUMMARY_STREAM, DOCUMENT_STREAM = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_CORE = frozenset(
    {
        "title", "subject", "creator", "keywords", "description", "lastModifiedBy", "revision", "lastPrinted",
        "created", "modified", "category", "contentStatus", "contentType", "language",
    }
)  # fmt: skip
_SPELT = {
    "docVersion": "version",
    "application": "Application",
    "totalTime": "TotalTime",
    "security": "DocSecurity",
}
_WHOLE = frozenset({"revision"})
_LEFT_OUT = frozenset({"headingPairs", "thumbnail"})
_SECONDS_A_MINUTE = 60
_LINKS = "_PID_HLINKS"
_LINK_VALUES = 6


def read_properties(container: CfbContainer, ledger: Ledger) -> Properties:
    """Return the properties of every property set of a compound file; its streams are marked in the ledger."""
    properties = Properties()
    trail = container.source.trail
    for name in property_streams(container):
        place = Place(part=name)
        with ledger.recording(trail, place, lost="document properties"):
            for found in read_property_sets(container.read(name)):
                properties.items.extend(_properties(found, name, properties))
            ledger.mark(trail, name, PartState.EXAMINED, kind="document properties")
    return properties


def property_streams(container: CfbContainer) -> list[str]:
    """Return the streams of the document's own property sets."""
    return [name for name in (SUMMARY_STREAM, DOCUMENT_STREAM) if container.has(name)]


def thumbnail_of(found: PropertySet) -> bytes:
    """Return the picture of a summary, in the clipboard format that it names, or nothing."""
    value = found.named().get("thumbnail") if found.format == SUMMARY else None
    return value if isinstance(value, bytes) else b""


def _properties(found: PropertySet, part: str, properties: Properties) -> Iterator[Property]:
    for name, value in found.named().items():
        place = Place(part=part, name=name)
        if found.format == USER_DEFINED or found.format not in (SUMMARY, DOCUMENT_SUMMARY):
            if name == _LINKS:
                values = variants(value) if isinstance(value, bytes) else []
                for first in range(0, len(values) - _LINK_VALUES + 1, _LINK_VALUES):
                    properties.links.append((str(values[first + 4] or ""), place))
                continue
            text = plain(value)
            if text is not None:
                yield Property(PropertyGroup.CUSTOM, name, text, place)
        elif name == "titlesOfParts":
            titles = value if isinstance(value, list) else [value]
            place = Place(part=part, name="TitlesOfParts")
            properties.titles.extend((str(title), place) for title in titles if title)
        elif name not in _LEFT_OUT:
            text = _standard(name, value)
            if text is not None:
                group = PropertyGroup.CORE if name in _CORE else PropertyGroup.APPLICATION
                spelt = _SPELT.get(name, name if name in _CORE else name[:1].upper() + name[1:])
                yield Property(group, spelt, text, Place(part=part, name=spelt))


def _standard(name: str, value: PropertyValue) -> Value:
    if name == "totalTime" and isinstance(value, float):
        return int(value // _SECONDS_A_MINUTE)
    if name in _WHOLE and isinstance(value, str):
        return int(value) if value.isdecimal() else value or None
    return plain(value)


def plain(value: PropertyValue) -> Value:
    """Return the value of a property as a cell would hold it; None when it has none."""
    match value:
        case list():
            texts = [str(item) for item in map(plain, value) if item is not None]
            return "; ".join(texts) or None
        case bytes() if not value.strip(b"\0"):
            return None
        case bytes():
            text = value.decode("utf-16-le", "replace").rstrip("\0") if value[1:2] == b"\0" else ""
            return text if text.isprintable() and text else value.hex() or None
        case str():
            return value if value.strip() else None
        case datetime.datetime() | bool() | int() | float() | None:
            return value
