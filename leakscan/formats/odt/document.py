"""OdtDocument: opens an OpenDocument text, packed or flat, and says what it holds."""

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Generic, TypeVar

from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.document import SingleFile
from leakscan.formats.ods.charts import chart_of
from leakscan.formats.ods.document import CONTENT, META, SETTINGS, OpenDocument
from leakscan.formats.ods.encryption import encrypted_views
from leakscan.formats.ods.macros import flat_macros, read_macros
from leakscan.formats.ods.markup import markup_texts
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.objects import charts_in, read_embedded
from leakscan.formats.ods.others import read_others
from leakscan.formats.ods.picture_uses import OpenPictureUses
from leakscan.formats.ods.properties import meta_properties, read_settings, setting_texts
from leakscan.formats.ods.reading import Reading, read_part
from leakscan.formats.ods.replacements import read_replacements
from leakscan.formats.ods.side_texts import printer_parts
from leakscan.formats.ods.tables import FLAT, STYLES
from leakscan.formats.ods.telling import settle, surface_views
from leakscan.formats.odt.reading import Part, TextReading
from leakscan.formats.odt.tree import read_tree
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.macros import macro_paths
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.pictures.opacity import is_opaque
from leakscan.formats.rereading import read_prose_tables
from leakscan.formats.strays import Strays
from leakscan.formats.texts import runs_of_text
from leakscan.limits import Budget
from leakscan.parts import PartState
from leakscan.views.properties import Properties
from leakscan.views.prose import PASSAGE_COLUMNS, Prose, row_columns
from leakscan.views.side_texts import SideText
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

Text = TypeVar("Text", bound=Prose)

_LAYOUT_CACHE = "layout-cache"
_KINDS = {CONTENT: "text", STYLES: "styles", META: "document properties", SETTINGS: "settings"}
_LOST = {CONTENT: "the text", STYLES: "styles and headers", META: "document properties", SETTINGS: "settings"}


class ProsePackage(OpenDocument, Generic[Text]):
    """One package whose content is running text or slides."""

    @abstractmethod
    def _empty(self) -> Text:
        """Return the view of the kind that the format fills."""

    @abstractmethod
    def _fill(self, parts: Mapping[str, Part], prose: Text, budget: Budget) -> tuple[list[SideText], set[str]]:
        """Read content and styles into `prose`; return the texts beside it and the objects that show."""

    @abstractmethod
    def _passage_columns(self) -> tuple[str, ...]:
        """Return the columns of the tables of passages."""

    def views(self) -> Iterator[object]:
        """Yield the text, complete: what shows first, then what does not, then the smaller parts."""
        package = self.package
        if package.encrypted:
            yield from encrypted_views(package)
        prose, properties = self._empty(), Properties()
        try:
            shown = self._read(prose, properties)
        except LimitReachedError:
            yield prose  # what was read is told of before the scan ends
            raise
        yield from surface_views(prose, properties)
        yield from self._macros
        yield from read_pictures(package, uses_of=OpenPictureUses)
        yield from read_embedded(package, shown, prose.visible)
        accounting = Accounting(package, prose)
        accounting.run()
        yield from accounting.views()

    def _read(self, prose: Text, properties: Properties) -> set[str]:
        package = self.package
        parts = {name: Part(package.name(name) or name) for name in (STYLES, CONTENT)}
        readings = {name: Reading(package.name(name) or name) for name in (META, SETTINGS)}
        for name, part in parts.items():
            self._part(name, part)
        for name, reading in readings.items():
            self._small_part(name, reading)
        texts, shown = self._fill(parts, prose, package.container.source.budget)
        left: dict[str, Strays] = {item.name: item.strays for item in parts.values()}
        left.update((reading.part, reading.strays) for reading in readings.values())
        self._charts(prose, properties, shown, left)
        for reading in readings.values():
            for item in reading.kept:
                texts.extend(take_small(item.node, reading.part, prose, properties))
        prose.text_parts.extend(printer_parts(list(readings.values())))
        texts.extend(read_others(package, prose, properties))
        texts.extend(read_replacements(package, prose, shown))
        self._layout_cache()
        texts.extend(markup_texts(package, left, {found.place.part for found in prose.text_parts}))
        scripts = [parts[CONTENT].group("scripts")]
        self._macros = [*read_macros(package), *flat_macros(scripts, parts[CONTENT].name)]
        prose.paths.extend(macro_paths(self._macros))
        finish(prose, properties, texts, self._passage_columns())
        return shown

    def _part(self, name: str, part: Part) -> None:
        """Read a part as a tree."""
        package = self.package
        found = package.name(name)
        if found is None:
            if name == CONTENT and not package.encrypted:
                place = Place(part=name)
                package.problem("part-missing", place, "the part with the text does not exist", lost=_LOST[name])
        elif found not in package.encrypted:
            with package.recording(Place(part=found), lost=_LOST[name]):
                part.root, damage = read_tree(partial(package.open, found), part.strays)
                if damage is not None:
                    raise damage
                package.mark(found, PartState.EXAMINED, _KINDS[name])

    def _small_part(self, name: str, reading: Reading) -> None:
        package = self.package
        found = package.name(name)
        if found is None or found in package.encrypted:
            return
        with package.recording(Place(part=found), lost=_LOST[name]):
            damage = read_part(partial(package.open, found), reading, Workbook())
            if damage is not None:
                raise damage
            package.mark(found, PartState.EXAMINED, _KINDS[name])

    def _layout_cache(self) -> None:
        """Recognise what LibreOffice 7.4 notes of where lines end: numbers alone."""
        package = self.package
        part = package.name(_LAYOUT_CACHE)
        if part is not None and part not in package.encrypted:
            with package.recording(Place(part=part), lost="where lines end"), package.open(part) as stream:
                if not any(True for _ in runs_of_text(stream)):
                    package.mark(part, PartState.RECOGNISED, "where lines end")

    def _is_opaque(self, name: str) -> bool:
        """Return whether a picture of the package lets nothing through."""
        part = self.package.name(name.removeprefix("./"))
        try:
            return part is not None and is_opaque(self.package.read(part))
        except FileError:
            return False  # whoever examines the picture says what is wrong with it

    def _charts(
        self, prose: Text, properties: Properties, shown: Collection[str], left: dict[str, Strays]
    ) -> None:
        """Read the charts; those that stand on a page draw their points there."""
        for folder, part, root in charts_in(self.package, properties, left):
            chart = chart_of(root, part, Workbook())
            chart.is_on_visible_sheet = folder in shown
            prose.charts.append(chart)
            if chart.is_on_visible_sheet:
                for series in chart.series:
                    prose.visible.merge(series.values)
                for node in root.descendants("title", "subtitle"):
                    prose.visible.add(value_key(node.text))


def take_small(node: Node, part: str, prose: Prose, properties: Properties) -> Iterator[SideText]:
    """Take metadata or settings into the views; yield the texts of settings that no program writes."""
    if node.name == "meta":
        meta_properties(node, part, properties)
    elif node.name == "settings":
        read_settings(node, part, prose)
        yield from setting_texts(node, part)


def finish(prose: Prose, properties: Properties, texts: list[SideText], columns: tuple[str, ...]) -> None:
    """Give what is complete the recipes of its tables."""
    settle(texts, prose, properties)
    read_prose_tables(prose, row_columns(columns))


class OdtDocument(ProsePackage[Prose]):
    """One text package."""

    format = "odt"

    def _empty(self) -> Prose:
        return Prose()

    def _fill(self, parts: Mapping[str, Part], prose: Prose, budget: Budget) -> tuple[list[SideText], set[str]]:
        reading = TextReading(parts[CONTENT], parts[STYLES], prose, budget, self._is_opaque)
        reading.run()
        return reading.texts, reading.objects

    def _passage_columns(self) -> tuple[str, ...]:
        return PASSAGE_COLUMNS


def no_picture(name: str) -> bool:  # noqa: ARG001  # asked of every document
    """Return false: pictures in the markup of flat documents are not examined."""
    return False


class FlatProse(SingleFile, Generic[Text]):
    """One document of text or slides that is a single XML file."""

    format: str

    @abstractmethod
    def _empty(self) -> Text:
        """Return the view of the kind that the format fills."""

    @abstractmethod
    def _fill(self, part: Part, prose: Text, budget: Budget) -> list[SideText]:
        """Read the document into `prose`; return the texts beside it."""

    @abstractmethod
    def _passage_columns(self) -> tuple[str, ...]:
        """Return the columns of the tables of passages."""

    def views(self) -> Iterator[object]:
        """Yield the text, complete."""
        ledger, source = self._context.ledger, self._source
        ledger.enter(source.trail, FLAT, kind="flat document", size=source.size)
        prose, properties, part = self._empty(), Properties(), Part(FLAT)
        place = Place(part=FLAT)
        with ledger.recording(source.trail, place, lost="what follows in the document"):
            opened = partial(remnants.opened_range, source, 0, source.size)
            part.root, damage = read_tree(opened, part.strays)
            if damage is not None:
                raise damage
            ledger.mark(source.trail, FLAT, PartState.EXAMINED)
        texts = self._fill(part, prose, source.budget)
        for name in ("meta", "settings"):
            texts.extend(take_small(part.group(name), FLAT, prose, properties))
        texts.extend(part.strays.side_texts(place))
        if part.strays.is_cut:
            message = "too many texts stand in the markup"
            ledger.problem("limit-tree-bytes", source.trail, message, place=place, lost="the rest of them")
        self._say_unread(part)
        macros = flat_macros([part.group("scripts")], FLAT)
        prose.paths.extend(macro_paths(macros))
        finish(prose, properties, texts, self._passage_columns())
        yield from surface_views(prose, properties)
        yield from macros

    def _say_unread(self, part: Part) -> None:
        """Say that pictures and documents in the markup are not examined."""
        ledger, trail = self._context.ledger, self._source.trail
        found = [] if part.root is None else list(part.root.descendants("binary-data", "document"))
        if any(node.name == "document" or node.text.strip() for node in found):
            message = "pictures and documents in the markup are not examined"
            ledger.problem("format-not-examined", trail, message, place=Place(part=FLAT), lost="what they hold")


class FlatText(FlatProse[Prose]):
    """One text that is a single XML file."""

    format = "fodt"

    def _empty(self) -> Prose:
        return Prose()

    def _fill(self, part: Part, prose: Prose, budget: Budget) -> list[SideText]:
        reading = TextReading(part, part, prose, budget, no_picture)
        reading.run()
        return reading.texts

    def _passage_columns(self) -> tuple[str, ...]:
        return PASSAGE_COLUMNS
