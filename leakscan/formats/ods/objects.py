"""Documents inside the package: charts, embedded documents, objects of other programs, earlier versions."""

import io
import re
from collections.abc import Collection, Iterator
from functools import partial

from leakscan import xmlsafe
from leakscan.containers.zip_writing import Entry, stored_archive
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.carrying import carried_views
from leakscan.formats.ods.charts import ChartDocument, chart_of
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.package import MANIFEST, MIMETYPE, OpenPackage, manifest_of
from leakscan.formats.ods.properties import meta_properties
from leakscan.formats.ods.reading import Reading, read_part
from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.chart_titles import TREND
from leakscan.parts import PartState
from leakscan.source import SpoolStore, Store
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.values import ValueSet

_TYPE = "application/vnd.oasis.opendocument."
_OLE_TYPE = "application/vnd.sun.star.oleobject"
_VERSIONS = "versions/"


def folders(package: OpenPackage) -> dict[str, str]:
    """Return the folders that hold documents of their own, with their media types."""
    found: dict[str, str] = {}
    for name in sorted(package.entries):
        folder, _, file = name.rpartition("/")
        if file.casefold() == "content.xml" and folder and not folder.casefold().startswith("versions"):
            media_type = package.media_types.get(f"{folder}/".casefold(), "")
            if not any(folder.startswith(f"{outer}/") for outer in found):
                found[folder] = media_type or _written_type(package, folder)
    return found


def _written_type(package: OpenPackage, folder: str) -> str:
    name = package.name(f"{folder}/{MIMETYPE}")
    if name is None:
        return ""
    head = b""
    with package.recording(Place(part=name), lost="what kind of document is inside"), package.open(name) as stream:
        head = stream.read(256)
    return head.decode("ascii", "replace").strip()


def read_charts(
    package: OpenPackage, main: Reading, workbook: Workbook, properties: Properties
) -> dict[str, Strays]:
    """Read every chart of the package into `workbook`; return what is left in the markup of each part."""
    left: dict[str, Strays] = {}
    sheets = _sheets_of_objects(main)
    for folder, part, root in charts_in(package, properties, left):
        chart = chart_of(root, part, workbook)
        sheet = sheets.get(folder)
        chart.sheet = "" if sheet is None else sheet.name
        chart.is_on_visible_sheet = sheet is not None and sheet.is_visible
        workbook.charts.append(chart)
    return left


def charts_in(
    package: OpenPackage, properties: Properties, left: dict[str, Strays]
) -> Iterator[tuple[str, str, Node]]:
    """Yield every chart of the package: its folder, its part and the chart.

    Args:
        package: the package.
        properties: takes whom the metadata of charts name.
        left: takes what is left in the markup of each part.
    """
    for folder, media_type in folders(package).items():
        if not media_type.startswith(f"{_TYPE}chart"):
            continue
        part = package.name(f"{folder}/content.xml") or ""
        left[part] = Strays()
        handler = ChartDocument(strays=left[part])
        with package.recording(Place(part=part), lost="the points of a chart"), package.open(part) as stream:
            xmlsafe.stream(stream, handler)
            package.mark(part, PartState.EXAMINED, "chart")
        for name in () if handler.shows_trends else handler.trends:
            left[part].add(TREND, name)
        left.update(_read_rest(package, folder, properties))
        if handler.root is not None:
            yield folder, part, handler.root


def _read_rest(package: OpenPackage, folder: str, properties: Properties) -> dict[str, Strays]:
    """Read the other files of a chart's document: its metadata; styles hold no content."""
    left: dict[str, Strays] = {}
    for name in ("meta.xml", "styles.xml", "settings.xml"):
        part = package.name(f"{folder}/{name}")
        if part is None:
            continue
        reading = Reading(part)
        left[part] = reading.strays
        with package.recording(Place(part=part), lost="what the part holds"):
            damage = read_part(partial(package.open, part), reading, Workbook())
            if damage is not None:
                raise damage
            package.mark(part, PartState.EXAMINED, f"{name.removesuffix('.xml')} of a chart")
        for item in reading.nodes("meta"):
            meta_properties(item.node, part, properties, is_inner=True)
    name_of_type = package.name(f"{folder}/{MIMETYPE}")
    if name_of_type is not None:
        package.mark(name_of_type, PartState.RECOGNISED, "media type")
    return left


def _sheets_of_objects(main: Reading) -> dict[str, Sheet]:
    """Return the sheet on which each object stands."""
    found: dict[str, Sheet] = {}
    for item in main.kept:
        if item.sheet is not None:
            for name in objects_in(item.node):
                found.setdefault(name, item.sheet)
    return found


def objects_in(element: Node) -> Iterator[str]:
    """Yield the names of the objects that an element shows."""
    for node in (element, *element.descendants()):
        if node.name in ("object", "object-ole") and node.get("href"):
            yield node.get("href").removeprefix("./").rstrip("/")


def read_embedded(package: OpenPackage, shown: Collection[str], visible: ValueSet) -> Iterator[object]:
    """Yield what the package says of each file inside it, and the file.

    Args:
        package: the package.
        shown: names of the objects that stand on a page or sheet.
        visible: what the document shows.
    """
    for folder, media_type in folders(package).items():
        if media_type.startswith(f"{_TYPE}chart"):
            continue
        store: Store | None = None
        with package.recording(Place(part=folder), lost="the document inside"):
            store = folder_file(package, folder)
            for name in package.entries:
                if name.startswith(f"{folder}/"):
                    package.mark(name, PartState.EXAMINED, "part of the document inside")
        if store is not None:
            source = package.container.source.child(folder, store, has_own_name=False)
            place = Place(part=folder)
            yield from carried_views(source, place, package.context, outer=visible, is_reachable=folder in shown)
    for name in sorted(package.entries):
        is_version = name.casefold().startswith(_VERSIONS) and not name.endswith("/")
        is_object = package.content_type(name) == _OLE_TYPE or re.fullmatch(r"Object \d+", name) is not None
        if is_version or is_object or name in shown:
            yield from _file(package, name, visible, is_reachable=is_version or name in shown)


def _file(package: OpenPackage, name: str, visible: ValueSet, *, is_reachable: bool) -> Iterator[object]:
    store: Store | None = None
    with package.recording(Place(part=name), lost="the file inside"):
        store = package.extract(name)
        package.mark(name, PartState.EXAMINED, "file inside the file")
    if store is not None:
        is_stored = package.entries[name].is_stored
        source = package.container.source.child(name, store, is_uncompressed=is_stored, has_own_name=False)
        place = Place(part=name)
        yield from carried_views(source, place, package.context, outer=visible, is_reachable=is_reachable)


def folder_file(package: OpenPackage, folder: str) -> SpoolStore:
    """Return the document in a folder as a package of its own.

    Raises:
        FileError: there is none, or it cannot be read.
    """
    media_type = folders(package).get(folder)
    if media_type is None:
        raise MalformedFileError("the part does not exist", code="part-missing")
    names = [name for name in package.entries if name.startswith(f"{folder}/") and not name.endswith("/")]
    inner = {name: name[len(folder) + 1 :] for name in names}
    own = (MIMETYPE, MANIFEST.casefold())
    kinds = {short: package.content_type(name) for name, short in inner.items() if short.casefold() not in own}
    manifest = manifest_of(media_type, kinds)
    made = {MIMETYPE: media_type.encode(), MANIFEST: manifest.encode()}

    entries: list[Entry] = [(MIMETYPE, partial(io.BytesIO, made[MIMETYPE]))]
    entries.extend(
        (short, partial(package.open, name)) for name, short in inner.items() if short.casefold() not in own
    )
    entries.append((MANIFEST, partial(io.BytesIO, made[MANIFEST])))
    return stored_archive(entries)
