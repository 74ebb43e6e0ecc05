"""The other files of a package: metadata about it, signatures, settings of the interface, versions."""

import re
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ooxml.signatures import signature_of
from leakscan.formats.texts import is_xml, xml_texts
from leakscan.parts import PartState
from leakscan.views.people import PersonMention, Role
from leakscan.views.properties import Properties, Property, PropertyGroup
from leakscan.views.side_texts import SideKind, SideText, TextPart
from leakscan.views.surface import Surface

_INTERFACE = ("configurations/", "configurations2/")
_SIGNATURES = re.compile(r"meta-inf/[^/]*signatures?[^/]*\.xml")
_OWN_RDF = re.compile(r"http://(?:docs\.oasis-open\.org/ns/office/|www\.w3\.org/1999/02/22-rdf-syntax-ns)")
_FILE_NAME = re.compile(r"[\w ./-]*\.(?:xml|rdf|png)|[\w ]+ \d+/?|")
_VERSION_LIST = "versionlist.xml"


def read_others(package: OpenPackage, surface: Surface, properties: Properties) -> list[SideText]:
    """Read every small file into `surface` and `properties`; return what signatures and thumbnails tell."""
    texts: list[SideText] = []
    for part in sorted(package.entries):
        folded = part.casefold()
        if part.endswith("/") or part in package.encrypted:
            continue
        if folded == _VERSION_LIST:
            _versions(package, part, surface, properties)
        elif folded == "manifest.rdf":
            _rdf(package, part, surface)
        elif _SIGNATURES.fullmatch(folded):
            root = package.tree(part, "signature", lost="who signed")
            texts.extend(() if root is None else signature_of(root, Place(part=part)))
        elif folded.startswith(_INTERFACE):
            _interface(package, part, surface)
        elif folded.startswith("thumbnails/"):
            text = f"{package.entries[part].size} bytes"
            what = "picture of the first page"
            texts.append(SideText(SideKind.THUMBNAIL, what, text, Place(part=part), is_own=True))
    return texts


def _versions(package: OpenPackage, part: str, surface: Surface, properties: Properties) -> None:
    """Read who kept which earlier version, and what was written of it, as OpenOffice and LibreOffice write it."""
    root = package.tree(part, "list of versions", lost="who kept earlier versions")
    for element in () if root is None else xmlsafe.descendants(root, "version-entry"):
        title = xmlsafe.attribute(element, "title") or ""
        place = Place(part=part, name=title)
        creator = xmlsafe.attribute(element, "creator") or ""
        if creator:
            surface.mentions.append(PersonMention(creator, Role.SAVER, place))
        for key in ("comment", "date-time", "creator"):
            text = xmlsafe.attribute(element, key) or ""
            if text.strip():
                name = f"{title} {key}"
                properties.items.append(Property(PropertyGroup.APPLICATION, name, text, place))


def _rdf(package: OpenPackage, part: str, surface: Surface) -> None:
    """Take the statements about the package; those that only list its files are the software's own."""
    root = package.tree(part, "statements about the package", lost="statements about the document")
    if root is None:
        return
    names = {str(element.tag).rpartition("}")[0].lstrip("{") for element in root.iter("*")}
    values = [str(value) for element in root.iter("*") for value in element.attrib.values()]
    texts = [text for element in root.iter("*") if (text := (element.text or "").strip())]
    is_own = not texts and all(_OWN_RDF.match(name) for name in names if name)
    if is_own and all(_OWN_RDF.match(value) or _FILE_NAME.fullmatch(value) for value in values):
        return
    _add(package, part, surface)


def _interface(package: OpenPackage, part: str, surface: Surface) -> None:
    """Take settings of menus and toolbars; what is no XML is left to others."""
    head = b""
    with package.recording(Place(part=part), lost="settings of the interface"), package.open(part) as stream:
        head = stream.read(remnants.HEAD_BYTES)
    if head and is_xml(head):
        _add(package, part, surface)


def _add(package: OpenPackage, part: str, surface: Surface) -> None:
    found = TextPart(SideKind.CUSTOM_XML, Place(part=part), name=part.rpartition("/")[2])
    with package.recording(Place(part=part), lost="texts of the part"):
        for text in _texts(package, part):
            found.add(text)
        package.mark(part, PartState.EXAMINED, "custom XML")
    if found.rows:
        found.table = remnants.part_table(part)(found.rows)
        surface.text_parts.append(found)


def _texts(package: OpenPackage, part: str) -> Iterator[str]:
    with package.open(part) as stream:
        yield from xml_texts(stream)
