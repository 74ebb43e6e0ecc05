"""OdsDocument: opens an OpenDocument spreadsheet, packed or flat, and says what it holds."""

from collections.abc import Iterator

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import EncryptedFileError, MalformedFileError
from leakscan.findings import PartState, Place
from leakscan.formats import remnants
from leakscan.formats.document import Context
from leakscan.formats.ods.comments import read_comments
from leakscan.formats.ods.flat import read_flat_objects
from leakscan.formats.ods.history import read_history
from leakscan.formats.ods.links import read_links
from leakscan.formats.ods.names import read_names
from leakscan.formats.ods.objects import folder_file, folders, read_charts, read_embedded
from leakscan.formats.ods.others import read_others
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ods.pilots import read_pilots
from leakscan.formats.ods.properties import meta_properties, read_settings
from leakscan.formats.ods.reading import Reading, read_part
from leakscan.formats.ods.replacements import read_replacements
from leakscan.formats.ods.side_texts import printer_parts, texts_of
from leakscan.formats.ods.tables import FLAT, STYLES
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.document import extract_part
from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.rereading import side_text_table, told_paths, told_people, told_properties
from leakscan.formats.xlsx.side_texts import gather_mentions
from leakscan.source import Source, Store
from leakscan.views.embedded import EncryptedFile
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideKind, SideText, grouped
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

CONTENT, META, SETTINGS = "content.xml", "meta.xml", "settings.xml"
_KINDS = {CONTENT: "sheets", META: "document properties", SETTINGS: "settings", STYLES: "styles"}
_LOST = {CONTENT: "the sheets", META: "document properties", SETTINGS: "settings", STYLES: "styles and headers"}


def add_small_parts(
    main: Reading, readings: list[Reading], workbook: Workbook, properties: Properties
) -> list[SideText]:
    """Read what is no cell into `workbook` and `properties`; return the texts beside the cells.

    Args:
        main: the reading of the part with the sheets.
        readings: those of every part, that one included.
        workbook: where it goes; its sheets are complete.
        properties: where document properties go.
    """
    read_names(main, workbook)
    read_links(main, workbook)
    read_pilots(main, workbook)
    read_comments(main, workbook)
    read_history(main, workbook)
    texts = list(texts_of(main, readings, workbook))
    workbook.text_parts.extend(printer_parts(readings))
    for reading in readings:
        for item in reading.nodes("spreadsheet"):
            workbook.is_structure_protected |= item.node.get("structure-protected") == "true"
        for item in reading.nodes("meta"):
            meta_properties(item.node, reading.part, properties)
        for item in reading.nodes("settings"):
            read_settings(item.node, reading.part, workbook)
    return texts


def settle(texts: list[SideText], workbook: Workbook, properties: Properties) -> None:
    """Group the texts beside the cells, and give what is complete the recipes of its tables."""
    for item in texts:
        if item.is_shown and item.kind is SideKind.SHAPE:
            workbook.visible.add(value_key(item.text))
    workbook.side_texts.extend(grouped(texts))
    for group in workbook.side_texts:
        group.table = side_text_table(group)
    gather_mentions(texts, workbook)
    told_properties(properties)
    workbook.paths.extend(property_paths(properties))


class OdsDocument:
    """One spreadsheet package."""

    format = "ods"

    def __init__(self, container: ZipContainer, context: Context) -> None:
        self._container = container
        self.package = OpenPackage(container, context)

    def close(self) -> None:
        """Close the package."""
        self._container.close()

    def extract(self, name: str) -> Store:
        """Return a document inside, the content of a part, or a range of bytes."""
        if name in folders(self.package):
            return folder_file(self.package, name)
        return extract_part(self.package, name)

    def is_uncompressed(self, name: str) -> bool:
        """Return whether a part is stored without compression."""
        entry = self.package.entries.get(name)
        return entry is not None and entry.is_stored

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete: visible values first, then caches and small parts."""
        package = self.package
        if package.encrypted:
            yield self._encrypted()
        workbook, properties = Workbook(), Properties()
        part = package.name(CONTENT) or CONTENT
        styles = Reading(package.name(STYLES) or STYLES)
        readings = {
            STYLES: styles,
            CONTENT: Reading(part, styles=styles.styles),
            META: Reading(package.name(META) or META),
            SETTINGS: Reading(package.name(SETTINGS) or SETTINGS),
        }
        for name, reading in readings.items():
            self._read(name, reading, workbook)
        texts = add_small_parts(readings[CONTENT], list(readings.values()), workbook, properties)
        read_charts(package, readings[CONTENT], workbook, properties)
        texts.extend(read_others(package, workbook, properties))
        texts.extend(read_replacements(package, workbook))
        settle(texts, workbook, properties)
        yield from self._views(workbook, properties, readings[CONTENT])

    def _views(self, workbook: Workbook, properties: Properties, main: Reading) -> Iterator[object]:
        yield workbook
        yield properties
        people = told_people(gather_people(workbook, properties))
        yield people
        yield told_paths(workbook.paths, people)
        yield from read_pictures(self.package)
        yield from read_embedded(self.package, main, workbook)
        accounting = Accounting(self.package, workbook)
        accounting.run()
        yield from accounting.views()

    def _read(self, name: str, reading: Reading, workbook: Workbook) -> None:
        package = self.package
        part = package.name(name)
        if part is None:
            if name == CONTENT and not package.encrypted:
                place = Place(part=name)
                package.problem("part-missing", place, "the part with the sheets does not exist", lost=_LOST[name])
            return
        if part in package.encrypted:
            return
        with package.recording(Place(part=part), lost=_LOST[name]):
            damage = read_part(lambda: package.open(part), reading, workbook)
            if damage is not None:
                raise damage
            package.mark(part, PartState.EXAMINED, _KINDS[name])

    def _encrypted(self) -> EncryptedFile:
        """Say that parts are encrypted (ODF 1.3 part 2, §3.4)."""
        package = self.package
        for part in package.encrypted:
            with package.recording(Place(part=part), lost="what the part holds"):
                raise EncryptedFileError("the file is encrypted; no password at hand opens it")
        return EncryptedFile(Place(part=package.encrypted[0]), is_opened=False, is_default_password=False)


class FlatSpreadsheet:
    """One spreadsheet that is a single XML file."""

    format = "fods"

    def __init__(self, source: Source, context: Context) -> None:
        self._source = source
        self._context = context

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def extract(self, name: str) -> Store:  # noqa: ARG002  # the protocol's signature
        """Raise MalformedFileError: no file inside is known."""
        raise MalformedFileError("the part does not exist", code="part-missing")

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return true: nothing in it is packed."""
        return True

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete."""
        ledger, source = self._context.ledger, self._source
        ledger.enter(source.trail, FLAT, kind="flat document", size=source.size)
        workbook, properties, reading = Workbook(), Properties(), Reading(FLAT)
        place = Place(part=FLAT)
        with ledger.recording(source.trail, place, lost="what follows in the document"):
            damage = read_part(lambda: remnants.opened_range(source, 0, source.size), reading, workbook)
            if damage is not None:
                raise damage
            ledger.mark(source.trail, FLAT, PartState.EXAMINED)
        read_flat_objects(reading, workbook, ledger, source.trail)
        texts = add_small_parts(reading, [reading], workbook, properties)
        settle(texts, workbook, properties)
        yield workbook
        yield properties
        people = told_people(gather_people(workbook, properties))
        yield people
        yield told_paths(workbook.paths, people)
