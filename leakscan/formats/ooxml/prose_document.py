"""ProseDocument: what a document and a presentation are told by alike."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar

from leakscan.errors import LimitReachedError
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.document import PackageDocument
from leakscan.formats.ooxml.embedded import read_embedded
from leakscan.formats.ooxml.macros import macro_paths, macro_views, read_macros
from leakscan.formats.ooxml.paths import property_paths, relationship_paths
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.ooxml.printers import read_printers
from leakscan.formats.ooxml.properties import read_properties
from leakscan.formats.rereading import read_prose_tables, told_paths, told_people, told_properties
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.prose import Prose, row_columns

Text = TypeVar("Text", bound=Prose)


class ProseDocument(PackageDocument, Generic[Text]):
    """One package whose main part holds running text or slides."""

    @abstractmethod
    def _empty(self) -> Text:
        """Return the view of the kind that the format fills."""

    @abstractmethod
    def _fill(self, prose: Text) -> None:
        """Read the main part and all that it leads to into `prose`."""

    @abstractmethod
    def _passage_columns(self) -> tuple[str, ...]:
        """Return the columns of the tables of passages."""

    def views(self) -> Iterator[object]:
        """Yield the text, complete: what shows first, then what does not, then the smaller parts."""
        prose = self._empty()
        try:
            properties = self._read(prose)
        except LimitReachedError:
            yield prose  # what was read is told of before the scan ends
            raise
        yield prose
        yield properties
        people = told_people(gather_people(prose, properties))
        yield people
        macros = read_macros(self.package)
        prose.paths.extend(macro_paths(macros))
        yield from macro_views(macros)
        yield told_paths(prose.paths, people)
        yield from read_pictures(self.package)
        yield from read_embedded(self.package, prose.visible)
        accounting = Accounting(self.package, prose)
        accounting.run()
        yield from accounting.views()

    def _read(self, prose: Text) -> Properties:
        self._fill(prose)
        properties = told_properties(read_properties(self.package))
        prose.mentions.extend(read_printers(self.package))
        prose.paths.extend(relationship_paths(self.package))
        prose.paths.extend(property_paths(properties))
        read_prose_tables(prose, row_columns(self._passage_columns()))
        return properties
