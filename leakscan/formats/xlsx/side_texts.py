"""Everything a workbook says beside its cells, gathered from its smaller parts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.mentions import gather_mentions, shown_keys
from leakscan.formats.ooxml.beside import (
    GUID,
    LOST_SHAPES,
    custom_xml_identifiers,
    thumbnail_texts,
    vml_tree,
    web_extension_texts,
)
from leakscan.formats.ooxml.drawings import drawing_texts
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.signatures import signature_texts
from leakscan.formats.ooxml.text_parts import read_text_parts
from leakscan.formats.ooxml.unused_targets import unused_targets
from leakscan.formats.ooxml.vml import vml_texts
from leakscan.formats.pptx.fills import Fills
from leakscan.formats.rereading import side_text_table
from leakscan.formats.xlsx.chart_titles import unseen_titles, unseen_trends
from leakscan.formats.xlsx.consolidation import consolidation_texts
from leakscan.formats.xlsx.criteria import texts_of_no_cell, texts_of_tables
from leakscan.formats.xlsx.drawn_texts import is_plain_workbook, unseen_in
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.markup import markup_texts
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.palette import theme_colours
from leakscan.formats.xlsx.roots import parts_of
from leakscan.formats.xlsx.sheet_texts import publish_texts, sheet_texts
from leakscan.formats.xlsx.windows import shows_no_objects
from leakscan.patterns import late_pattern
from leakscan.views.paths import read_path
from leakscan.views.queries import KeptKind
from leakscan.views.side_texts import SideKind, SideText, TextPart, grouped
from leakscan.views.spreadsheet import Sheet, Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_GUID = late_pattern(
    r"[0{}-]*|\{?00000000-00[0-9a-f]{2}-0000-[0-9a-f]{4}-[0-9a-f]{4}00000000\}?", re.IGNORECASE
)
"""Identifiers that Excel counts up for parts of older files, the same in each of them."""
_SHARED_GUIDS = frozenset({"uri", "classId", "clsid", "classid"})
"""Attributes whose GUID names a kind of thing and is the same in every file."""


def read_side_texts(
    package: Package, workbook_part: str, workbook: Workbook, outsides: dict[int, Outside]
) -> None:
    """Read what stands beside the cells into `workbook`, and who and what it names."""
    texts: list[SideText] = []
    root = package.tree(workbook_part, "workbook")
    objects_show = root is None or not shows_no_objects(root)
    fills = Fills(theme_colours(package, workbook_part), {})
    is_plain = is_plain_workbook(package, workbook_part)
    for sheet in workbook.sheets:
        outside = outsides.get(sheet.number)
        if outside is not None:
            texts.extend(sheet_texts(package, sheet, outside))
            texts.extend(texts_of_no_cell(sheet, outside, workbook))
            links = package.relationships(sheet.part) if sheet.part else ()
            files = {item.id: item.target for item in links if item.is_external}
            texts.extend(consolidation_texts(sheet, outside, workbook, files))
            texts.extend(texts_of_tables(package, sheet, workbook.visible))
            if outside.is_cut:
                package.problem(
                    "limit-tree-bytes", sheet.place(), "too much stands outside the cells", lost="the rest of it"
                )
        if sheet.part:
            texts.extend(_drawings(package, sheet, fills, is_plain=is_plain, objects_show=objects_show))
    texts.extend(_workbook_texts(package, workbook_part))
    texts.extend(_cell_pictures(package, workbook_part))
    texts.extend(_descriptions(workbook))
    texts.extend(_maps(package))
    texts.extend(web_extension_texts(package))
    texts.extend(thumbnail_texts(package))
    texts.extend(signature_texts(package))
    texts.extend(unused_targets(package))
    workbook.text_parts.extend(_named(package, outsides, workbook))
    texts.extend(list(markup_texts(package, workbook, outsides, texts)))
    workbook.visible.update(shown_keys(texts))
    workbook.side_texts.extend(grouped(texts))
    for group in workbook.side_texts:
        group.table = side_text_table(group)
    gather_mentions(texts, workbook)


def _named(package: Package, outsides: dict[int, Outside], workbook: Workbook) -> Iterator[TextPart]:
    """Yield the parts of text, properties of sheets under the names that their sheets give them."""
    names: dict[str, tuple[Sheet, str]] = {}
    for sheet in workbook.sheets:
        outside = outsides.get(sheet.number)
        targets = {item.id: package.name(item.target) for item in package.relationships(sheet.part) if sheet.part}
        for element in [] if outside is None else outside.all("customProperties"):
            for item in element.iter("customPr"):
                part = targets.get(item.get("r.id") or item.get("id") or "")
                if part:
                    names[part] = sheet, item.get("name", "")
    for found in read_text_parts(package):
        known = names.get(found.place.part)
        if known is not None:
            found.place = found.place._replace(sheet=known[0].name, name=known[1])
        yield found


def _drawings(
    package: Package, sheet: Sheet, fills: Fills, *, is_plain: bool, objects_show: bool
) -> Iterator[SideText]:
    shows = sheet.is_visible
    is_plain = is_plain and not any(
        item.kind in ("table", "pivotTable", "image") for item in package.relationships(sheet.part)
    )
    for relationship in package.relationships(sheet.part):
        part = None if relationship.is_external else package.name(relationship.target)
        if part is None:
            continue
        place = Place(part=part, sheet=sheet.name)
        if relationship.kind == "drawing":
            root = package.tree(part, "drawing", lost=LOST_SHAPES)
            if root is not None:
                unseen = unseen_in(root, fills, is_plain=is_plain)
                yield from drawing_texts(root, place, sheet_shows=shows, objects_show=objects_show, unseen=unseen)
            yield from _beneath(package, part, sheet, fills)
        elif relationship.kind in ("vmlDrawing", "legacyDrawing", "legacyDrawingHeaderFooter"):
            root = vml_tree(package, part)
            if root is not None:
                yield from vml_texts(root, place, sheet_shows=shows)


def _cell_pictures(package: Package, workbook_part: str) -> Iterator[SideText]:
    """Yield the texts of pictures that stand in cells as WPS Office writes them."""
    for relationship in package.related(workbook_part, "cellImage"):
        root = package.tree(relationship.target, "pictures in cells", lost=LOST_SHAPES)
        if root is not None:
            yield from drawing_texts(root, Place(part=relationship.target), sheet_shows=True)


def _descriptions(workbook: Workbook) -> Iterator[SideText]:
    """Yield the descriptions of pictures in cells as Excel writes them, among its rich values."""
    for kept in workbook.kept:
        for item in kept.items if kept.kind is KeptKind.LINKED_DATA else ():
            if item.is_covered:
                yield SideText(
                    SideKind.ALTERNATIVE_TEXT, "description of a picture in a cell", item.text, kept.place
                )


def _beneath(package: Package, drawing: str, sheet: Sheet, fills: Fills) -> Iterator[SideText]:
    """Yield the texts of diagrams, of shapes that lie over charts, and of charts whose sheet does not show."""
    for relationship in package.relationships(drawing):
        part = None if relationship.is_external else package.name(relationship.target)
        if part is None:
            continue
        place = Place(part=part, sheet=sheet.name)
        if relationship.kind in ("diagramData", "diagramDrawing"):
            root = package.tree(part, "diagram", lost="texts of a diagram")
            if root is not None:
                yield from _diagram(root, place, sheet)
        elif relationship.kind in ("chart", "chartEx"):
            yield from _chart(package, place, sheet, fills)
            for inner in package.related(part, "chartUserShapes"):
                root = package.tree(inner.target, "shapes over a chart", lost=LOST_SHAPES)
                if root is not None:
                    inner_place = Place(part=inner.target, sheet=sheet.name)
                    yield from drawing_texts(root, inner_place, sheet_shows=sheet.is_visible)


def _chart(package: Package, place: Place, sheet: Sheet, fills: Fills) -> Iterator[SideText]:
    """Yield texts of a chart that are not seen: all of them on a sheet that does not show."""
    root = package.tree(place.part, "chart", lost="texts of a chart")
    if root is not None and sheet.is_visible:
        yield from unseen_titles(root, fills, place)
        yield from unseen_trends(root, place)
        return
    for paragraph in () if root is None else xmlsafe.descendants(root, "p"):
        text = "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t")).strip()
        if text:
            yield SideText(SideKind.HIDDEN_SHAPE, "chart on a hidden sheet", text, place)


def _diagram(root: "_Element", place: Place, sheet: Sheet) -> Iterator[SideText]:
    for paragraph in xmlsafe.descendants(root, "p"):
        text = "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t")).strip()
        if text and sheet.is_visible:
            yield SideText(SideKind.SHAPE, "text of a diagram", text, place, is_shown=True)
        elif text:
            yield SideText(SideKind.HIDDEN_SHAPE, "diagram on a hidden sheet", text, place)
    for element in root.iter("*"):
        if xmlsafe.local_name(element) in ("cNvPr", "prSet") and element.get("descr", "").strip():
            yield SideText(
                SideKind.ALTERNATIVE_TEXT, "description of a shape", element.get("descr", "").strip(), place
            )


def _workbook_texts(package: Package, workbook_part: str) -> Iterator[SideText]:
    root = package.tree(workbook_part, "workbook")
    if root is None:
        return
    place = Place(part=workbook_part)
    for element in root.iter("*"):
        name = xmlsafe.local_name(element)
        if name == "workbookProtection":
            if any(
                xmlsafe.is_true(element.get(key)) for key in ("lockStructure", "lockWindows", "lockRevision")
            ) or any("assword" in str(key) or "Hash" in str(key) for key in element.attrib):
                yield SideText(SideKind.PROTECTION, "protection of the workbook", name, place, is_own=True)
        elif name == "fileSharing":
            yield SideText(SideKind.PROTECTION, "protection against writing", name, place, is_own=True)
        elif name == "webPublishObject":
            yield from publish_texts(element, place)
        for key, value in element.attrib.items():
            found = GUID.search(str(value))
            local = str(key).rpartition("}")[2]
            if found is not None and local not in _SHARED_GUIDS and not _NO_GUID.fullmatch(found[0]):
                what = f"identifier {name}/{local}"
                yield SideText(SideKind.IDENTIFIER, what, str(value), place, is_own=True)
    yield from custom_xml_identifiers(package)


def _maps(package: Package) -> Iterator[SideText]:
    """Yield the elements that XML maps describe, and what leads to their schemas (ECMA-376-1 §18.16)."""
    for part in parts_of(package, root="MapInfo", content_type="xmlMaps"):
        root = package.tree(part, "XML maps", lost="XML maps")
        place = Place(part=part)
        for element in () if root is None else root.iter():
            name = xmlsafe.local_name(element)
            text = (element.text or "").strip()
            if xmlsafe.is_remark(element):
                yield SideText(SideKind.XML_MAP, "remark in the markup", text, place)
            if name == "documentation" and text:
                yield SideText(SideKind.XML_MAP, "remark in a schema", text, place)
            for key, value in element.attrib.items():
                what = _MAP_ATTRIBUTES.get((name, str(key).rpartition("}")[2]))
                if what is not None and str(value).strip():
                    is_own = read_path(str(value)) is None
                    yield SideText(SideKind.XML_MAP, what, unescaped(str(value)), place, is_own=is_own)
    for part in parts_of(package, root="singleXmlCells", content_type="tableSingleCells"):
        root = package.tree(part, "cells of XML maps", lost="XML maps")
        for element in () if root is None else xmlsafe.descendants(root, "xmlPr"):
            text = element.get("xpath", "")
            yield SideText(SideKind.XML_MAP, "place in mapped XML", text, Place(part=part), is_own=True)


_MAP_ATTRIBUTES = {
    ("Map", "Name"): "name of a map",
    ("Schema", "Namespace"): "namespace of a schema",
    ("Schema", "SchemaRef"): "file of a schema",
    ("Schema", "SchemaLanguage"): "language of a schema",
    ("DataBinding", "DataBindingName"): "name of a source",
    ("element", "name"): "element of a schema",
    ("attribute", "name"): "attribute of a schema",
    ("import", "schemaLocation"): "file of a schema",
    ("include", "schemaLocation"): "file of a schema",
    ("enumeration", "value"): "value in a schema",
}
