"""XlsDocument: opens a binary workbook and says what it holds."""

from collections.abc import Iterator
from contextlib import closing

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import EncryptedFileError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.carrying import carried_views
from leakscan.formats.compound.directory import read_directory
from leakscan.formats.compound.macros import read_macros
from leakscan.formats.compound.others import read_others
from leakscan.formats.compound.previews import read_previews
from leakscan.formats.compound.remnants import extracted_range, read_remnants
from leakscan.formats.compound.storages import object_storages, storage_file, storage_sources
from leakscan.formats.compound.streams import enter_streams
from leakscan.formats.document import Context
from leakscan.formats.ole.properties import read_properties
from leakscan.formats.ooxml.paths import picture_paths, property_paths
from leakscan.formats.ooxml.properties import stale_titles
from leakscan.formats.rereading import told_paths, told_people, told_properties, view_table
from leakscan.formats.xls.book import BARE, STREAMS, BinaryBook
from leakscan.formats.xls.caches import add_targets, read_links, read_pivot_caches, say_damage
from leakscan.formats.xls.charts import read_charts
from leakscan.formats.xls.comments import read_comments, read_users
from leakscan.formats.xls.cube_links import read_cube_links
from leakscan.formats.xls.encryption import deciphered
from leakscan.formats.xls.gaps import add_gaps
from leakscan.formats.xls.history import read_history
from leakscan.formats.xls.live_data import read_live_data
from leakscan.formats.xls.lost_sources import read_lost_sources
from leakscan.formats.xls.names import read_names
from leakscan.formats.xls.pictures import picture_data, read_pictures
from leakscan.formats.xls.printers import read_printers
from leakscan.formats.xls.queries import read_connections
from leakscan.formats.xls.readings import read_readings
from leakscan.formats.xls.revisions import read_revisions
from leakscan.formats.xls.sheets import read_sheets
from leakscan.formats.xls.side_texts import read_side_texts
from leakscan.formats.xls.unread import unread_kinds
from leakscan.formats.xlsx.shown_words import ShownWords
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.views.archive import Archive
from leakscan.views.embedded import Embedded, EncryptedFile
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import gather_people
from leakscan.views.pictures import Picture, Showing
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet

_BOOKS = frozenset(name.casefold() for name in STREAMS)
_ENCRYPTION = "encryption"
_MACROS = "_VBA_PROJECT_CUR/"


class XlsDocument:
    """One binary workbook, in a compound file or as bare records."""

    format = "xls"

    def __init__(self, source: Source, container: CfbContainer | None, context: Context) -> None:
        self._source = source
        self._container = container
        self._context = context

    def close(self) -> None:
        """Close the compound file."""
        if self._container is not None:
            self._container.close()

    def is_uncompressed(self, name: str) -> bool:
        """Return true: nothing in it is packed."""
        return self._container is None or self._container.has(name) or not name

    def extract(self, name: str) -> Store:
        """Return an embedded object, the workbook deciphered, a stream, or a range of bytes.

        Raises:
            FileError: there is none of that name, or it cannot be read.
        """
        container = self._container
        if container is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        if name in object_storages(container):
            return storage_file(container, name)
        found = extracted_range(container, name)
        if found is not None:
            return found
        with closing(BinaryBook(self._source, container)) as book:
            picture = picture_data(book, name)
            if picture is not None:
                return BytesStore(picture)
            if book.part == name and book.found.is_encrypted:
                return deciphered(container, name, self._context.options.passwords)[0]
        return container.extract(name)

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete: visible values first, then caches and small parts."""
        ledger, source = self._context.ledger, self._source
        if self._container is None:
            ledger.enter(source.trail, BARE, kind="stream", size=source.size)
        else:
            enter_streams(self._container, ledger)
        with closing(BinaryBook(source, self._container)) as book:
            if book.found.is_encrypted:
                yield from self._encrypted(book)
            else:
                yield from self._workbook(book)

    def _encrypted(self, book: BinaryBook) -> Iterator[object]:
        source, ledger, place = self._source, self._context.ledger, Place(part=book.part)
        store: Store | None = None
        is_default = False
        with ledger.recording(source.trail, place, lost="everything in the workbook"):
            store, is_default = self._deciphered(book.part)
            ledger.mark(source.trail, book.part, PartState.EXAMINED, kind="encrypted workbook")
        yield EncryptedFile(place, is_opened=store is not None, is_default_password=is_default)
        if store is not None:
            if self._container is not None:
                # The rest of the file stands in the deciphered one as well, and is examined there.
                for entry in self._container.entries():
                    ledger.mark(source.trail, entry.name, PartState.EXAMINED)
            yield Embedded(source.child(book.part, store, has_own_name=False), place, is_meant_to_be_read=True)
        elif self._container is not None:
            properties = self._properties(Workbook())
            properties.stale_titles = []
            yield properties
            people = told_people(gather_people(None, properties))
            yield people
            archive = Archive()
            yield from self._remnants(self._container, archive, None)
            yield archive

    def _deciphered(self, part: str) -> tuple[Store | None, bool]:
        if self._container is None:
            raise EncryptedFileError("the file is encrypted by a method that is not read")
        return deciphered(self._container, part, self._context.options.passwords)

    def _workbook(self, book: BinaryBook) -> Iterator[object]:
        ledger, source = self._context.ledger, self._source
        workbook, archive = Workbook(), Archive()
        sheets = read_sheets(book, workbook)
        add_gaps(book, sheets, workbook, archive)
        ledger.mark(source.trail, book.part, PartState.EXAMINED, kind="workbook")
        read_names(book, workbook)
        workbook.is_structure_protected = book.found.is_structure_protected
        if self._container is not None:
            read_pivot_caches(book, self._container, sheets, workbook, ledger)
            read_revisions(book, self._container, workbook, ledger)
        read_links(book, workbook)
        add_targets(book, sheets, workbook)
        read_lost_sources(book, sheets, workbook)
        read_connections(book, workbook)
        read_live_data(book, sheets, workbook)
        read_cube_links(book, workbook)
        read_charts(book, sheets, workbook, ledger)
        read_comments(book, sheets, workbook)
        read_users(book, workbook)
        read_history(book, sheets, workbook)
        read_readings(book, workbook)
        read_printers(book, sheets, workbook, ledger)
        read_side_texts(book, sheets, self._container, workbook, ledger)
        properties = self._properties(workbook)
        self._read_paths(workbook, properties)
        macros = [] if self._container is None else read_macros(self._container, _MACROS, ledger)
        workbook.paths.extend(
            PathMention(text, "in a macro project", item.place) for item in macros for text in item.paths
        )
        pictures = list(read_pictures(book, sheets, workbook, ledger))
        if self._container is not None:
            words = ShownWords(workbook, source)
            pictures += read_previews(self._container, ledger, Showing.THUMBNAIL, words.missing)
        for picture in pictures:
            if isinstance(picture, Picture):
                workbook.paths.extend(picture_paths(picture))
        say_damage(book, sheets, ledger)
        unread = unread_kinds(book, sheets)
        if unread:
            ledger.problem(
                "records-not-examined",
                source.trail,
                "the workbook holds records that are not examined",
                place=Place(part=book.part),
                lost=", ".join(unread),
            )
        yield workbook
        yield properties
        people = told_people(gather_people(workbook, properties))
        yield people
        yield from macros
        yield told_paths(workbook.paths, people)
        yield from pictures
        if self._container is not None:
            yield from self._objects(self._container, workbook)
            yield from self._other_book(self._container, book.part, workbook)
            yield from self._remnants(self._container, archive, workbook)
        yield archive

    def _properties(self, workbook: Workbook) -> Properties:
        properties = Properties()
        if self._container is not None:
            properties = read_properties(self._container, self._context.ledger)
        told_properties(properties)
        sheets = {sheet.name.casefold() for sheet in workbook.sheets}
        names = {(name.sheet.casefold(), name.name.casefold()) for name in workbook.names}
        properties.stale_titles = stale_titles(properties.titles, sheets=sheets, names=names)
        properties.stale_table = view_table("stale titles", count=len(properties.stale_titles))
        return properties

    def _read_paths(self, workbook: Workbook, properties: Properties) -> None:
        for target in workbook.external_targets:
            if read_path(target.target) is not None:
                workbook.paths.append(PathMention(target.target, "target of a hyperlink", Place(part=target.part)))
        for cache in workbook.pivot_caches:
            if cache.source_path and read_path(cache.source_path) is not None:
                workbook.paths.append(PathMention(cache.source_path, "source of a pivot cache", cache.place))
        workbook.paths.extend(property_paths(properties))

    def _objects(self, container: CfbContainer, workbook: Workbook) -> Iterator[object]:
        """Yield the embedded objects, and mark their streams."""
        for child in storage_sources(container, self._context.ledger, object_storages(container)):
            place = Place(part=child.name)
            yield from carried_views(child, place, self._context, outer=workbook.visible, is_reachable=True)

    def _other_book(self, container: CfbContainer, part: str, workbook: Workbook) -> Iterator[object]:
        """Yield the workbook that the file holds a second time, for versions that read another stream."""
        source, ledger = self._source, self._context.ledger
        for entry in container.entries():
            if entry.name == part or entry.name.casefold() not in _BOOKS:
                continue
            place = Place(part=entry.name)
            store = None
            with ledger.recording(source.trail, place, lost="the workbook for other versions"):
                store = container.extract(entry.name)
                ledger.mark(source.trail, entry.name, PartState.EXAMINED, kind="workbook for other versions")
            if store is not None:
                child = source.child(entry.name, store, is_uncompressed=True, has_own_name=False)
                yield from carried_views(child, place, self._context, outer=workbook.visible, is_reachable=False)

    def _remnants(self, container: CfbContainer, archive: Archive, workbook: Workbook | None) -> Iterator[object]:
        def missing(values: ValueSet) -> int | None:
            return None if workbook is None else workbook.not_visible(values)

        yield from read_directory(container, self.format)
        yield from read_remnants(container, self._context.ledger, archive, missing)
        trail, ledger = self._source.trail, self._context.ledger
        if workbook is None and container.has(_ENCRYPTION):
            ledger.mark(trail, _ENCRYPTION, PartState.RECOGNISED, kind="description of the encryption")
        yield from read_others(container, ledger)
