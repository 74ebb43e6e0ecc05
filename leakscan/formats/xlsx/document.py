"""XlsxDocument: opens a workbook package and says what it holds."""

from collections.abc import Callable, Iterator

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import LeakscanError
from leakscan.formats.document import Context
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.document import PackageDocument
from leakscan.formats.ooxml.embedded import read_embedded
from leakscan.formats.ooxml.macros import macro_paths, macro_views, read_macros
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.paths import picture_paths, property_paths, relationship_paths
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.ooxml.printers import read_printers
from leakscan.formats.ooxml.properties import read_properties, stale_titles
from leakscan.formats.rereading import told_paths, told_people, told_properties, view_table
from leakscan.formats.xlsx.calculation import read_calculation
from leakscan.formats.xlsx.charts import read_charts
from leakscan.formats.xlsx.comments import read_comments, read_users
from leakscan.formats.xlsx.connections import read_connections
from leakscan.formats.xlsx.history import read_history
from leakscan.formats.xlsx.links import read_links
from leakscan.formats.xlsx.lost_sources import read_lost_sources
from leakscan.formats.xlsx.names import read_names
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.pivot_caches import read_pivot_caches
from leakscan.formats.xlsx.queries import read_queries
from leakscan.formats.xlsx.saving import saved_folder, source_files
from leakscan.formats.xlsx.sheets import read_sheets
from leakscan.formats.xlsx.shown_words import ShownWords
from leakscan.formats.xlsx.side_texts import read_side_texts
from leakscan.views.embedded import Embedded
from leakscan.views.people import gather_people
from leakscan.views.pictures import Picture
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook


class XlsxDocument(PackageDocument):
    """One workbook package."""

    def __init__(self, container: ZipContainer, context: Context, package: Package | None = None) -> None:
        super().__init__(container, context, package)
        self._pictures: list[Picture | Embedded] = []

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete: visible values first, then caches and small parts."""
        workbook = Workbook()
        macros = read_macros(self.package)
        try:
            properties = self._read(workbook)
        except Exception:
            yield workbook  # what was read is told of before the scan ends, or the reader's failure
            raise
        yield workbook
        yield properties
        people = told_people(gather_people(workbook, properties))
        yield people
        workbook.paths.extend(macro_paths(macros))
        yield from macro_views(macros)
        yield told_paths(workbook.paths, people)
        yield from self._pictures
        yield from read_embedded(self.package, workbook.visible)
        accounting = Accounting(self.package, workbook)
        accounting.run()
        yield from accounting.views()

    def _read(self, workbook: Workbook) -> Properties:
        """Read everything into `workbook`, and return the properties."""
        outsides: dict[int, Outside] = {}
        readers: dict[str, Callable[[], object]] = {
            "the cells": lambda: outsides.update(read_sheets(self.package, self.main_part, workbook)),
            "the calculation chain": lambda: read_calculation(self.package, self.main_part, workbook),
            "the names": lambda: read_names(self.package, self.main_part, workbook),
            "pivot caches": lambda: read_pivot_caches(self.package, self.main_part, workbook),
            "what is kept of other files": lambda: read_links(self.package, self.main_part, workbook),
            "sources that are gone": lambda: read_lost_sources(self.package, workbook, outsides),
            "connections": lambda: read_connections(self.package, workbook),
            "charts": lambda: read_charts(self.package, workbook),
            "queries": lambda: read_queries(self.package, workbook),
            "the history of changes": lambda: read_history(self.package, self.main_part, workbook, outsides),
            "texts beside the cells": lambda: read_side_texts(self.package, self.main_part, workbook, outsides),
        }
        for lost, read in readers.items():
            self._apart(lost, read)
        properties = self._properties(workbook)
        self._apart("names of people, machines and folders", lambda: self._read_names(workbook, properties))
        self._apart("pictures", lambda: self._read_pictures(workbook))
        return properties

    def _apart(self, lost: str, read: Callable[[], object]) -> None:
        """Call a reader; its own failure costs what it reads, and nothing of the others."""
        try:
            read()
        except LeakscanError:
            raise
        except Exception as error:
            if self.package.context.options.strict:
                raise
            self.package.context.ledger.failure(self.package.trail, error, lost=lost)

    def _read_pictures(self, workbook: Workbook) -> None:
        """Read the pictures: what they draw on sheets that show is visible, and the paths in them are told of."""
        hidden = frozenset(sheet.part for sheet in workbook.sheets if sheet.part and not sheet.is_visible)
        words = ShownWords(workbook, self._container.source)
        for picture in read_pictures(self.package, hidden=hidden, missing=words.missing):
            self._pictures.append(picture)
            if isinstance(picture, Picture):
                workbook.paths.extend(picture_paths(picture))
                words.take(picture)

    def _properties(self, workbook: Workbook) -> Properties:
        properties = told_properties(read_properties(self.package))
        sheets = {sheet.name.casefold() for sheet in workbook.sheets}
        names = {(name.sheet.casefold(), name.name.casefold()) for name in workbook.names}
        properties.stale_titles = stale_titles(properties.titles, sheets=sheets, names=names)
        properties.stale_table = view_table("stale titles", count=len(properties.stale_titles))
        return properties

    def _read_names(self, workbook: Workbook, properties: Properties) -> None:
        """Read what names people, machines and folders into `workbook`."""
        read_comments(self.package, workbook)
        read_users(self.package, self.main_part, workbook)
        workbook.mentions.extend(read_printers(self.package))
        workbook.paths.extend(saved_folder(self.package, self.main_part))
        workbook.paths.extend(source_files(self.package, self.main_part))
        workbook.paths.extend(relationship_paths(self.package))
        workbook.paths.extend(property_paths(properties))
