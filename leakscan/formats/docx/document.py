"""DocxDocument: opens a word-processing package and says what it holds."""

from collections.abc import Iterator

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.document import Context
from leakscan.formats.docx.reading import Reading
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.document import extract_part, format_of
from leakscan.formats.ooxml.embedded import read_embedded
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.paths import property_paths, relationship_paths
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.ooxml.printers import read_printers
from leakscan.formats.ooxml.properties import read_properties
from leakscan.formats.rereading import prose_table, view_table
from leakscan.source import Store
from leakscan.views.paths import Paths
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.prose import (
    COMMENT_COLUMNS,
    PASSAGE_COLUMNS,
    REMARKS,
    SETTING_COLUMNS,
    PassageKind,
    Prose,
    SettingKind,
)


class DocxDocument:
    """One word-processing package."""

    def __init__(self, container: ZipContainer, context: Context, package: Package | None = None) -> None:
        self._container = container
        self.package = package or Package(container, context)
        main = self.package.main_part()
        if main is None:
            raise MalformedFileError("the package has no document part")
        self.main_part = main
        self.format = format_of(self.package.content_type(main), main)

    def close(self) -> None:
        """Close the package."""
        self._container.close()

    def extract(self, name: str) -> Store:
        """Return the content of a part or of a range of bytes."""
        return extract_part(self.package, name)

    def is_uncompressed(self, name: str) -> bool:
        """Return whether a part is stored without compression."""
        entry = self.package.entries.get(name)
        return entry is not None and entry.is_stored

    def views(self) -> Iterator[object]:
        """Yield the text, complete: what shows first, then what does not, then the smaller parts."""
        prose = Prose()
        try:
            properties = self._read(prose)
        except LimitReachedError:
            yield prose  # what was read is told of before the scan ends
            raise
        yield prose
        yield properties
        people = gather_people(prose, properties)
        people.table = view_table("people", count=sum(1 for _ in people.rows()))
        yield people
        yield Paths(prose.paths, people.authors, view_table("paths", count=len(prose.paths)))
        yield from read_pictures(self.package)
        yield from read_embedded(self.package, prose.visible)
        accounting = Accounting(self.package, prose)
        accounting.run()
        yield from accounting.views()

    def _read(self, prose: Prose) -> Properties:
        Reading(self.package, self.main_part, prose).run()
        properties = read_properties(self.package)
        properties.table = view_table("properties", count=len(properties.standard))
        properties.custom_table = view_table("custom properties", count=len(properties.custom))
        properties.labels_table = view_table("labels", count=len(properties.labels))
        prose.mentions.extend(read_printers(self.package))
        prose.paths.extend(relationship_paths(self.package))
        prose.paths.extend(property_paths(properties))
        for kind, columns in _COLUMNS.items():
            count = sum(1 for _ in prose.rows(kind))
            if count:
                prose.tables[kind] = prose_table(kind, columns=columns, count=count)
        return properties


_COLUMNS = {
    REMARKS: COMMENT_COLUMNS,
    **{kind.value: PASSAGE_COLUMNS for kind in PassageKind},
    **{kind.value: SETTING_COLUMNS for kind in SettingKind},
}
