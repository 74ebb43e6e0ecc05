"""What lies beside the content of a package of any format: drawings in VML, add-ins, identifiers, a thumbnail."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.roots import parts_of
from leakscan.parts import PartState
from leakscan.patterns import late_pattern
from leakscan.views.paths import read_path
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

LOST_SHAPES = "texts of shapes"
GUID = late_pattern(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.IGNORECASE)


def vml_tree(package: Package, part: str) -> "_Element | None":
    """Return a VML drawing parsed; Excel writes its line breaks as `<br>`, which is no XML."""
    root = None
    with package.recording(Place(part=part), lost=LOST_SHAPES):
        root = xmlsafe.parse(package.read(part).replace(b"<br>", b"<br/>"))
        package.mark(part, PartState.EXAMINED, "VML drawing")
    return root


def custom_xml_identifiers(package: Package) -> Iterator[SideText]:
    """Yield the identifiers of the parts with custom XML (ECMA-376-1 §22.5.2.1)."""
    for part in sorted(package.reachable()):
        if re.search(r"(?:^|/)customxml/itemprops\d*\.xml$", part.casefold()):
            properties = package.tree(part, "properties of custom XML")
            for key, value in () if properties is None else properties.attrib.items():
                if GUID.search(str(value)):
                    what = f"identifier datastoreItem/{str(key).rpartition('}')[2]}"
                    yield SideText(SideKind.IDENTIFIER, what, str(value), Place(part=part), is_own=True)


def web_extension_texts(package: Package) -> Iterator[SideText]:
    """Yield what add-ins keep in the workbook ([MS-OWEXML] 2.2)."""
    for part in parts_of(package, root="webextension"):
        root = package.tree(part, "web extension", lost="what an add-in keeps")
        place = Place(part=part)
        if root is None:
            continue
        for element in root.iter("*"):
            match xmlsafe.local_name(element):
                case "reference":
                    text = " ".join(
                        filter(None, (element.get("id"), element.get("storeType"), element.get("store")))
                    )
                    is_own = read_path(element.get("store", "")) is None
                    yield SideText(SideKind.WEB_EXTENSION, "add-in", text, place, is_own=is_own)
                case "property":
                    text = f"{element.get('name', '')}: {element.get('value', '')}"
                    is_own = element.get("name", "").startswith("Office.") and len(element.get("value", "")) < 8
                    yield SideText(SideKind.WEB_EXTENSION, "setting of an add-in", text, place, is_own=is_own)
                case "binding":
                    text = element.get("appref", "")
                    yield SideText(SideKind.WEB_EXTENSION, "place an add-in is bound to", text, place, is_own=True)
    for part in parts_of(package, root="taskpanes", content_type="webextensiontaskpanes"):
        package.tree(part, "task panes of add-ins", lost="what an add-in keeps")


def thumbnail_texts(package: Package) -> Iterator[SideText]:
    """Yield what there is of a picture of the first page."""
    for relationship in package.related("", "thumbnail"):
        part = package.name(relationship.target)
        if part is not None:
            text = f"{package.entries[part].size} bytes"
            yield SideText(SideKind.THUMBNAIL, "picture of the first page", text, Place(part=part), is_own=True)
