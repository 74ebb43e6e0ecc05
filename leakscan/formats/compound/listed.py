"""ListedCompound: a compound file whose own streams are not examined, while the rest of it is told."""

import re
from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.findings import Place
from leakscan.formats.compound.beside import read_beside
from leakscan.formats.compound.directory import read_directory
from leakscan.formats.compound.macros import read_macros
from leakscan.formats.compound.others import read_others
from leakscan.formats.compound.previews import read_previews
from leakscan.formats.compound.remnants import extracted_range, read_remnants
from leakscan.formats.compound.storages import storage_file, storage_sources
from leakscan.formats.compound.streams import enter_streams
from leakscan.formats.document import Context
from leakscan.formats.mentions import gather_mentions
from leakscan.formats.ole.properties import read_properties
from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.rereading import side_text_table, told_paths, told_people, told_properties
from leakscan.parts import PartState
from leakscan.source import Store
from leakscan.views.archive import Archive
from leakscan.views.embedded import Embedded
from leakscan.views.paths import PathMention
from leakscan.views.people import gather_people
from leakscan.views.pictures import Showing
from leakscan.views.side_texts import grouped
from leakscan.views.surface import Surface

_MACROS = "Macros/"
"""The storage of macros of a Word document ([MS-DOC] 2.1.9); presentations pack theirs into their own stream."""
_OBJECT = re.compile(r"ObjectPool/_\d+")
"""Storages of objects in a Word document ([MS-DOC] 2.1.4)."""


class ListedCompound:
    """One compound file of a format that has no reader."""

    def __init__(self, container: CfbContainer, context: Context, format_name: str) -> None:
        self._container = container
        self._context = context
        self.format = format_name

    def close(self) -> None:
        """Close the container."""
        self._container.close()

    def is_uncompressed(self, name: str) -> bool:
        """Return true: a compound file packs nothing."""
        return self._container.has(name) or not name

    def extract(self, name: str) -> Store:
        """Return an object, a stream, or a range of bytes.

        Raises:
            FileError: there is none of that name, or it cannot be read.
        """
        if name in self._objects():
            return storage_file(self._container, name)
        return extracted_range(self._container, name) or self._container.extract(name)

    def views(self) -> Iterator[object]:
        """Yield what stands beside the document's own streams; those are skipped, and that is said once."""
        container, ledger = self._container, self._context.ledger
        trail = container.source.trail
        enter_streams(container, ledger)
        surface = Surface()
        texts = list(read_beside(container, surface, ledger))
        surface.side_texts.extend(grouped(texts))
        for group in surface.side_texts:
            group.table = side_text_table(group)
        gather_mentions(texts, surface)
        properties = told_properties(read_properties(container, ledger))
        surface.paths.extend(property_paths(properties))
        macros = read_macros(container, _MACROS, ledger)
        surface.paths.extend(
            PathMention(text, "in a macro project", item.place) for item in macros for text in item.paths
        )
        yield surface
        yield properties
        people = told_people(gather_people(surface, properties))
        yield people
        yield from macros
        yield told_paths(surface.paths, people)
        yield from self._embedded()
        yield from read_previews(container, ledger, Showing.UNKNOWN)
        yield from read_others(container, ledger)
        archive = Archive()
        yield from read_directory(container, self.format)
        yield from read_remnants(container, ledger, archive, lambda _: None)
        for entry in container.entries():
            if ledger.state(trail, entry.name) is PartState.UNKNOWN:
                ledger.mark(trail, entry.name, PartState.SKIPPED)
        ledger.problem(
            "format-not-examined",
            trail,
            "files of this format are recognised, but what their pages hold is not examined",
            lost="the content of the document",
        )
        yield archive

    def _objects(self) -> list[str]:
        return [item.name for item in self._container.directory() if _OBJECT.fullmatch(item.name)]

    def _embedded(self) -> Iterator[Embedded]:
        """Yield the objects in the document as files of their own, and mark their streams."""
        for child in storage_sources(self._container, self._context.ledger, self._objects()):
            yield Embedded(child, Place(part=child.name))
