"""Custom XML of a binary document: the items of its data store ([MS-OSHARED] 2.3.6)."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial

from leakscan import xmlsafe
from leakscan.containers.cfb import CfbContainer
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.ooxml.text_parts import COLUMNS, fill_text_part, texts_of
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.side_texts import SideKind, SideText, TextPart

_STREAM = re.compile(r"MsoDataStore/[^/]+/(Item|Properties)", re.IGNORECASE)
_PROPERTIES = {
    "datastoreItem": frozenset({"itemID"}),
    "schemaRefs": frozenset[str](),
    "schemaRef": frozenset({"uri"}),
}
"""The elements and attributes of the properties of an item (ECMA-376-1 §22.5.2)."""


def read_data_store(container: CfbContainer, ledger: Ledger) -> Iterator[TextPart | SideText]:
    """Yield the items of the data store, and their identifiers; the streams are marked in the ledger."""
    trail = container.source.trail
    for entry in container.entries():
        found = _STREAM.fullmatch(entry.name)
        if found is None:
            continue
        place = Place(part=entry.name)
        if found[1].casefold() == "item":
            yield from _item(container, ledger, place)
        else:
            with ledger.recording(trail, place, lost="properties of custom XML"):
                yield from _properties(container.read(entry.name), place)
                ledger.mark(trail, entry.name, PartState.EXAMINED, kind="properties of custom XML")


def _item(container: CfbContainer, ledger: Ledger, place: Place) -> Iterator[TextPart]:
    item, trail = TextPart(SideKind.CUSTOM_XML, place), container.source.trail
    is_read = False
    with ledger.recording(trail, place, lost="custom XML"):
        opened = partial(container.open, place.part)
        with opened() as stream:
            head = stream.read(remnants.HEAD_BYTES)
        is_read = fill_text_part(item, head, opened)
        if is_read:
            ledger.mark(trail, place.part, PartState.EXAMINED, kind="custom XML")
    if item.rows:
        item.table = Table(
            columns=COLUMNS,
            count=item.rows,
            reader="leakscan.formats.compound.data_store:item_rows",
            arguments={"part": place.part},
        )
    if item.rows or is_read:
        yield item


def _properties(data: bytes, place: Place) -> Iterator[SideText]:
    """Yield the identifier of an item, and whatever else its properties say that the format does not know."""
    for element in xmlsafe.parse(data).iter():
        known = _PROPERTIES.get(xmlsafe.local_name(element))
        said = [(element.text or "").strip(), (element.tail or "").strip()]
        for key, value in element.attrib.items():
            local = str(key).rpartition("}")[2]
            if known is not None and local == "itemID":
                yield SideText(
                    SideKind.IDENTIFIER, "identifier datastoreItem/itemID", str(value), place, is_own=True
                )
            elif known is None or local not in known:
                said.append(str(value).strip())
        for text in filter(None, said):
            yield SideText(SideKind.MARKUP, "text in the properties of custom XML", text, place)


def item_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the pieces of text of one item, numbered from 1."""
    with closing(CfbContainer(source)) as container:
        for number, text in enumerate(texts_of(partial(container.open, part), SideKind.CUSTOM_XML), start=1):
            yield part, number, text
