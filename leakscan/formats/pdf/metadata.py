"""Reads what a document says of itself: its information dictionary and its XMP packets (ISO 32000-2 14.3)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Ref, Stream, decoded
from leakscan.formats.rereading import told_paths, told_people, told_properties
from leakscan.views.actions import ActionKind, Actions
from leakscan.views.annotations import Annotations
from leakscan.views.paths import PathMention, Paths, read_path
from leakscan.views.people import People, Role, gather_people
from leakscan.views.properties import Properties, Property, PropertyGroup

if TYPE_CHECKING:
    from lxml.etree import _Element

_INFO_NAMES = {
    "Author": (PropertyGroup.CORE, "creator"),
    "Title": (PropertyGroup.CORE, "title"),
    "Subject": (PropertyGroup.CORE, "subject"),
    "Keywords": (PropertyGroup.CORE, "keywords"),
    "Creator": (PropertyGroup.APPLICATION, "Application"),
    "Producer": (PropertyGroup.APPLICATION, "Application"),
    "CreationDate": (PropertyGroup.CORE, "created"),
    "ModDate": (PropertyGroup.CORE, "modified"),
    "Trapped": (PropertyGroup.APPLICATION, "Version"),
    "Company": (PropertyGroup.APPLICATION, "company"),
    "Manager": (PropertyGroup.APPLICATION, "manager"),
    "SourceModified": (PropertyGroup.CORE, "modified"),
    "PTEX.Fullbanner": (PropertyGroup.APPLICATION, "Application"),
}
_XMP_NAMES = {
    "creator": (PropertyGroup.CORE, "creator"),
    "title": (PropertyGroup.CORE, "title"),
    "description": (PropertyGroup.CORE, "subject"),
    "subject": (PropertyGroup.CORE, "keywords"),
    "Keywords": (PropertyGroup.CORE, "keywords"),
    "CreatorTool": (PropertyGroup.APPLICATION, "Application"),
    "Producer": (PropertyGroup.APPLICATION, "Application"),
    "CreateDate": (PropertyGroup.CORE, "created"),
    "ModifyDate": (PropertyGroup.CORE, "modified"),
    "MetadataDate": (PropertyGroup.CORE, "modified"),
    "AuthorsPosition": (PropertyGroup.CORE, "author's position"),
    "CaptionWriter": (PropertyGroup.CORE, "caption writer"),
    "Owner": (PropertyGroup.CORE, "owner"),
    "rights": (PropertyGroup.CORE, "rights"),
    "Company": (PropertyGroup.APPLICATION, "company"),
    "Manager": (PropertyGroup.APPLICATION, "manager"),
    "BaseURL": (PropertyGroup.CORE, "hyperlinkBase"),
    "contributor": (PropertyGroup.CORE, "contributor"),
    "publisher": (PropertyGroup.CORE, "publisher"),
    "source": (PropertyGroup.CORE, "source"),
    "relation": (PropertyGroup.CORE, "relation"),
    "coverage": (PropertyGroup.CORE, "coverage"),
    "UsageTerms": (PropertyGroup.CORE, "usage terms"),
    "Headline": (PropertyGroup.CORE, "headline"),
    "Instructions": (PropertyGroup.CORE, "instructions"),
    "Credit": (PropertyGroup.CORE, "credit"),
    "TransmissionReference": (PropertyGroup.CORE, "reference"),
    "Label": (PropertyGroup.CORE, "label"),
    "Nickname": (PropertyGroup.CORE, "nickname"),
    "LayerName": (PropertyGroup.CORE, "name of a layer"),
    "LayerText": (PropertyGroup.CORE, "text of a layer"),
}
INFO_TWINS = {
    "Author": "creator",
    "Title": "title",
    "Subject": "description",
    "Keywords": "Keywords",
    "Creator": "CreatorTool",
    "Producer": "Producer",
}
"""The XMP property that says the same as an entry of the information dictionary (ISO 32000-2 table 349)."""
_STANDARD_SPACES = (
    "http://purl.org/dc/", "http://ns.adobe.com/", "http://www.aiim.org/pdf", "http://www.npes.org/pdfx/",
    "http://www.w3.org/", "http://pdfa.org/", "adobe:ns:meta/",
)  # fmt: skip
"""Where the properties of standards (ISO 16684-1 8, ISO 19005-1 6.7) and of Adobe's programs have their names."""
_OWN_SPACE = "http://ns.adobe.com/pdfx/"
"""Where Acrobat puts the properties that a document has of its own."""
_SCHEMAS = "http://www.aiim.org/pdfa/ns/"
"""Where descriptions of properties have their names: programs copy them from the standards (ISO 19005-1 6.7.8)."""
_OWN_NAMES = frozenset({"complianceProfile"})
"""Properties of others' that programs write; hyperxmp says so how well a file follows PRISM."""
_REMARK = "remark in the XMP packet"
_NOBODY = frozenset({"untitled", "anonymous", "unspecified", "(anonymous)", "(unspecified)", "unknown", "none"})
"""What programs write where nobody filled anything in."""


def read_properties(pdf: Pdf) -> Properties | None:
    """Return the properties of a document: its information dictionary's first, then those of its XMP packet."""
    objects = pdf.objects
    if objects is None:
        return None
    found = Properties()
    information = list(_information(objects))
    known = {str(item.value) for item in information}
    seen: set[tuple[str, str]] = set()
    for item in (*information, *_packet(pdf, objects, known)):
        text = str(item.value).strip()
        if text and text.casefold() not in _NOBODY and (item.name.casefold(), text) not in seen:
            seen.add((item.name.casefold(), text))
            found.items.append(item)
    return told_properties(found)


def read_people(properties: Properties, annotations: Annotations | None) -> People:
    """Return everyone a document names in its properties and annotations."""
    people = gather_people(None, properties)
    for item in annotations.items if annotations is not None else ():
        people.add(item.author, Role.COMMENT_AUTHOR, item.place)
    return told_people(people)


def read_paths(properties: Properties, people: People, actions: Actions | None) -> Paths:
    """Return the paths of folders and machines in a document's properties and actions."""
    found: list[PathMention] = []
    for item in properties.items:
        if isinstance(item.value, str) and read_path(item.value) is not None:
            found.append(PathMention(item.value, "document property", item.place))
    for action in actions.items if actions is not None else ():
        if action.kind is not ActionKind.SCRIPT and read_path(action.text) is not None:
            where = "target of a hyperlink" if action.kind is ActionKind.ADDRESS else "target of an action"
            found.append(PathMention(action.text, where, action.place))
    return told_paths(found, people)


def _information(objects: Objects) -> Iterator[Property]:
    reference = objects.trailer.get("Info")
    part = f"object {reference.number}" if isinstance(reference, Ref) else "trailer"
    for key, value in objects.dictionary(reference).items():
        text = objects.text(value).strip()
        group, name = _INFO_NAMES.get(key, (PropertyGroup.CUSTOM, key))
        if text:
            yield Property(group, name, text, Place(part=part, name=key))


def _packet(pdf: Pdf, objects: Objects, known: set[str]) -> Iterator[Property]:
    """Yield the properties of the document's XMP packet, without copies of those that are `known`."""
    for item in xmp_items(pdf, objects, objects.root.get("Metadata")):
        if item.is_custom:
            if item.text in known:  # Acrobat spells their names in another way
                continue
            yield Property(PropertyGroup.CUSTOM, item.name, item.text, item.place)
        elif item.name in _XMP_NAMES:
            group, own = _XMP_NAMES[item.name]
            yield Property(group, own, item.text, item.place)


class XmpItem(NamedTuple):
    """One simple property of an XMP packet.

    Attributes:
        name: its name.
        text: its value.
        place: where it stands.
        is_custom: it is none of the standards', or a remark beside the properties.
    """

    name: str
    text: str
    place: Place
    is_custom: bool = False


def xmp_items(pdf: Pdf, objects: Objects, reference: object) -> list[XmpItem]:
    """Return the simple properties of an XMP packet; several readers ask for one."""
    stream = objects.resolve(reference)
    if not isinstance(stream, Stream):
        return []
    if stream in pdf.packets:
        return pdf.packets[stream]
    part = f"object {reference.number}" if isinstance(reference, Ref) else ""
    found: list[XmpItem] = []
    with pdf.recording(Place(part=part, name="XMP"), lost="the document's XMP packet"):
        data = objects.data(stream) or b""
        if data.strip():
            root = xmlsafe.parse(data.strip(b"\0 \r\n\t").removeprefix(b"\xef\xbb\xbf"))
            for tag, text in _pairs(root):
                space, _, name = tag.removeprefix("{").rpartition("}")
                if not space.startswith(_SCHEMAS):
                    found.append(XmpItem(name, text, Place(part=part, name=name), _is_custom(space, name, text)))
            for text in _remarks(data):
                if _WORD.search(text):
                    found.append(XmpItem(_REMARK, text, Place(part=part, name=_REMARK), is_custom=True))
    pdf.packets[stream] = found
    return found


def _remarks(data: bytes) -> Iterator[str]:
    """Yield the remarks of an XML document, which its parser leaves out."""
    start = data.find(b"<!--")
    while start >= 0 and (end := data.find(b"-->", start + 4)) >= 0:
        yield decoded(data[start + 4 : end]).strip()
        start = data.find(b"<!--", end)


_WORD = re.compile(r"[^\W\d_]{2,}")
_SWITCH = re.compile(r"(?i)true|false|yes|no|.")
"""Values that tell nobody anything."""


def _is_custom(space: str, name: str, text: str) -> bool:
    if not text or name in _OWN_NAMES or _SWITCH.fullmatch(text) is not None:
        return False
    return space.startswith(_OWN_SPACE) or not space.startswith(_STANDARD_SPACES)


_SKELETON = frozenset({"xmpmeta", "xapmeta", "RDF", "Description", "Seq", "Bag", "Alt", "li"})


def _pairs(root: "_Element") -> Iterator[tuple[str, str]]:
    """Yield the name of each property, as `{namespace}name`, and its text."""
    for element in root.iter("*"):
        name = xmlsafe.local_name(element)
        for key, value in element.attrib.items():
            attribute = str(key).rpartition("}")[2]
            if "}" in str(key) and attribute not in ("about", "parseType", "lang", "xmptk", "resource"):
                yield str(key), str(value).strip()
            elif attribute == "resource" and name not in _SKELETON:
                yield str(element.tag), str(value).strip().removeprefix("mailto:")
        text = (element.text or "").strip()
        if not text:
            continue
        parent = element
        while name in _SKELETON:
            holder = parent.getparent()
            if holder is None:
                break
            parent, name = holder, xmlsafe.local_name(holder)
        if name not in _SKELETON:
            yield str(parent.tag), text
