"""OdsDocument: opens an OpenDocument spreadsheet, packed or flat, and says what it holds."""

import base64
import binascii
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.carrying import carried_views
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.ods.comments import read_comments
from leakscan.formats.ods.covers import read_sheets
from leakscan.formats.ods.encryption import DECIPHERED, encrypted_views, plain_package
from leakscan.formats.ods.flat import files_in, read_flat_objects
from leakscan.formats.ods.history import read_history
from leakscan.formats.ods.links import read_links
from leakscan.formats.ods.lost_sources import read_lost_sources
from leakscan.formats.ods.macros import flat_macros, read_macros
from leakscan.formats.ods.markup import markup_texts
from leakscan.formats.ods.names import read_names
from leakscan.formats.ods.objects import folder_file, folders, objects_in, read_charts, read_embedded
from leakscan.formats.ods.others import read_others
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ods.picture_uses import OpenPictureUses
from leakscan.formats.ods.pilots import read_pilots
from leakscan.formats.ods.properties import meta_properties, read_settings, setting_texts
from leakscan.formats.ods.reading import Reading, read_part
from leakscan.formats.ods.replacements import metafile_texts, read_replacements, unseen_texts
from leakscan.formats.ods.side_texts import printer_parts, texts_of
from leakscan.formats.ods.tables import FLAT, STYLES
from leakscan.formats.ods.telling import settle, surface_views
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.document import extract_part
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.xlsx.windows import is_embedded
from leakscan.parts import PartState
from leakscan.source import Store
from leakscan.views.macros import MacroProject
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideText
from leakscan.views.spreadsheet import Workbook

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
            texts.extend(setting_texts(item.node, reading.part))
    return texts


def scripts_of(reading: Reading) -> list[MacroProject]:
    """Return the macros in the markup of a part."""
    return flat_macros((item.node for item in reading.nodes("scripts")), reading.part)


class OpenDocument(ABC):
    """One package, whatever it holds."""

    format: str

    def __init__(self, container: ZipContainer, context: Context) -> None:
        self._container = container
        self.package = OpenPackage(container, context)

    def close(self) -> None:
        """Close the package."""
        self._container.close()

    def extract(self, name: str) -> Store:
        """Return a document inside, the content of a part, or a range of bytes."""
        if name == DECIPHERED:
            return plain_package(self.package)
        if name in folders(self.package):
            return folder_file(self.package, name)
        return extract_part(self.package, name)

    def is_uncompressed(self, name: str) -> bool:
        """Return whether a part is stored without compression."""
        entry = self.package.entries.get(name)
        return entry is not None and entry.is_stored

    @abstractmethod
    def views(self) -> Iterator[object]:
        """Yield what the package holds."""


class OdsDocument(OpenDocument):
    """One spreadsheet package."""

    format = "ods"

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete: visible values first, then caches and small parts."""
        package = self.package
        if package.encrypted:
            yield from encrypted_views(package)
        workbook, properties = Workbook(), Properties()
        part = package.name(CONTENT) or CONTENT
        styles = Reading(package.name(STYLES) or STYLES)
        readings = {
            STYLES: styles,
            SETTINGS: Reading(package.name(SETTINGS) or SETTINGS),
            CONTENT: Reading(part, styles=styles.styles),
            META: Reading(package.name(META) or META),
        }
        for name, reading in readings.items():
            if name == CONTENT and not is_embedded(package.trail):
                reading.reachable = readings[SETTINGS].reachable
            if name == CONTENT and package.context.options.people:
                reading.keeping = package.container.source.budget
            self._read(name, reading, workbook)
        texts = add_small_parts(readings[CONTENT], list(readings.values()), workbook, properties)
        content = readings[CONTENT]
        if content.outsides:
            read_lost_sources(lambda: package.open(content.part), content, workbook)
        if content.is_cut:
            place = Place(part=content.part)
            package.problem("limit-tree-bytes", place, "too many texts stand in formulas", lost="the rest of them")
        left = {reading.part: reading.strays for reading in readings.values()}
        left.update(read_charts(package, readings[CONTENT], workbook, properties))
        texts.extend(read_others(package, workbook, properties))
        texts.extend(read_replacements(package, workbook))
        macros = read_macros(package)
        texts.extend(markup_texts(package, left, {found.place.part for found in workbook.text_parts}))
        macros.extend(scripts_of(readings[CONTENT]))
        settle(texts, workbook, properties)
        yield from self._views(workbook, properties, readings[CONTENT])
        yield from macros

    def _views(self, workbook: Workbook, properties: Properties, main: Reading) -> Iterator[object]:
        yield from surface_views(workbook, properties)
        yield from read_pictures(self.package, uses_of=OpenPictureUses)
        shown = {name for item in main.kept for name in objects_in(item.node)}
        yield from read_embedded(self.package, shown, workbook.visible)
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
            if name == CONTENT:
                damage = read_sheets(lambda: package.open(part), reading, workbook, package)
            else:
                damage = read_part(lambda: package.open(part), reading, workbook)
            if damage is not None:
                raise damage
            package.mark(part, PartState.EXAMINED, _KINDS[name])


class FlatSpreadsheet(CarryingFile):
    """One spreadsheet that is a single XML file."""

    format = "fods"

    def is_uncompressed(self, name: str) -> bool:
        """Return true for the document itself; the files in it are coded."""
        return name in ("", FLAT)

    def extract(self, name: str) -> Store:
        """Return a file in the markup.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        reading = Reading(FLAT)
        read_part(self._opened, reading, Workbook())
        for found in files_in(reading):
            if found.name == name:
                return self._stored(found.coded)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def _opened(self) -> BinaryIO:
        return remnants.opened_range(self._source, 0, self._source.size)

    def _stored(self, coded: str) -> Store:
        try:
            return self._held(base64.b64decode("".join(coded.split()), validate=True))
        except binascii.Error as error:
            raise MalformedFileError("the data are no Base64", code="damaged-data") from error

    def _files(self, reading: Reading, workbook: Workbook) -> Iterator[object]:
        """Yield the pictures and objects in the markup."""
        for file in files_in(reading):
            if file.is_replacement:
                continue
            kind = "file inside the file" if file.is_object else "picture"
            load, size = partial(self._stored, file.coded), len(file.coded) * 3 // 4
            for found in self._handed_on(file.name, load, kind=kind, size=size):
                if file.is_object:
                    source, outer = found.source, workbook.visible
                    yield from carried_views(source, found.place, self._context, outer=outer, is_reachable=True)
                else:
                    yield found

    def _replacements(self, reading: Reading, workbook: Workbook) -> Iterator[SideText]:
        """Yield what only the replacement pictures of objects say."""
        ledger, trail = self._context.ledger, self._source.trail
        for file in files_in(reading):
            if not file.is_replacement:
                continue
            place = Place(part=file.name)
            ledger.enter(trail, file.name, kind="picture of an object", size=len(file.coded) * 3 // 4)
            with ledger.recording(trail, place, lost="text in the picture"):
                store = self._stored(file.coded)
                texts = list(metafile_texts(store.open().read()))
                yield from unseen_texts(texts, file.object_text, workbook, place)
                ledger.mark(trail, file.name, PartState.EXAMINED)

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete."""
        ledger, source = self._context.ledger, self._source
        ledger.enter(source.trail, FLAT, kind="flat document", size=source.size)
        workbook, properties, reading = Workbook(), Properties(), Reading(FLAT)
        place = Place(part=FLAT)
        with ledger.recording(source.trail, place, lost="what follows in the document"):
            damage = read_sheets(self._opened, reading, workbook, None)
            if damage is not None:
                raise damage
            ledger.mark(source.trail, FLAT, PartState.EXAMINED)
        read_flat_objects(reading, workbook, ledger, source.trail)
        texts = add_small_parts(reading, [reading], workbook, properties)
        read_lost_sources(self._opened, reading, workbook)
        texts.extend(self._replacements(reading, workbook))
        texts.extend(reading.strays.side_texts(place))
        if reading.strays.is_cut or reading.is_cut:
            message = "too many texts stand in markup or formulas"
            ledger.problem("limit-tree-bytes", source.trail, message, place=place, lost="the rest of them")
        settle(texts, workbook, properties)
        yield from surface_views(workbook, properties)
        yield from scripts_of(reading)
        yield from self._files(reading, workbook)
