"""Word 2003 XML as the parts of the package that it stands for.

The elements are those of the Office 2003 XML Reference Schemas (namespaces .../word/2003/wordml and
.../aml/2001/core). Most bear the names that ECMA-376 gave them later; this module renames the others, and puts
notes, comments, headers, pictures and objects into parts of their own. What it does not know it leaves where it
is, so that the reader of packages tells of it.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.docx.leftovers import is_switch
from leakscan.formats.docx.vocabulary import ELEMENTS, WORDS

if TYPE_CHECKING:
    from lxml.etree import _Element

_W2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_HINTS = "http://schemas.microsoft.com/office/word/2003/auxHint"
_ANNOTATIONS = "http://schemas.microsoft.com/aml/2001/core"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_KNOWN_SPACES = (_W2003, _HINTS, _ANNOTATIONS, _W, "urn:schemas-microsoft-com:", "http://schemas.microsoft.com/")
_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ACTIVE_MIME = b"ActiveMime"
_ACTIVE_MIME_HEADER = 0x32
_MOST_UNPACKED = 64 << 20

_ELEMENTS = {
    "vmerge": "vMerge", "hmerge": "hMerge", "listPr": "numPr", "ilfo": "numId", "listDef": "abstractNum",
    "list": "num", "defaultFonts": "rFonts", "ilst": "abstractNumId", "lsid": "nsid", "docPr": "settings",
}  # fmt: skip
_ATTRIBUTES = {
    "h-ansi": "hAnsi", "fareast": "eastAsia", "fill": "fill", "hanchor": "hAnchor", "vanchor": "vAnchor",
    "hspace": "hSpace", "vspace": "vSpace", "listDefId": "abstractNumId", "ilfo": "numId", "screenTip": "tooltip",
    "bookmark": "anchor", "target": "tgtFrame",
}  # fmt: skip
_HYPHEN = re.compile(r"-([a-z])")
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_OF_PROPERTIES = {
    "rPr": "rPrChange", "pPr": "pPrChange", "sectPr": "sectPrChange", "tblPr": "tblPrChange", "trPr": "trPrChange",
    "tcPr": "tcPrChange",
}  # fmt: skip
_MARKS = {
    "Word.Comment.Start": "commentRangeStart",
    "Word.Comment.End": "commentRangeEnd",
    "Word.Bookmark.Start": "bookmarkStart",
    "Word.Bookmark.End": "bookmarkEnd",
    "Word.Numbering": "numberingChange",
}
_SETTINGS_PARTS = {"fonts": "fontTable", "styles": "styles", "lists": "numbering"}
_ROOTS = {"lists": "numbering"}
_UNWRAPPED = ("sect", "sub-section", "pBdrGroup", "cfChunk")
_CORE = {
    "Title": "dc:title", "Subject": "dc:subject", "Author": "dc:creator", "Keywords": "cp:keywords",
    "Description": "dc:description", "LastAuthor": "cp:lastModifiedBy", "Revision": "cp:revision",
    "Created": "dcterms:created", "LastSaved": "dcterms:modified", "LastPrinted": "cp:lastPrinted",
    "Category": "cp:category",
}  # fmt: skip


class _Parts:
    """The parts of one document, while it is taken apart.

    Attributes:
        contents: the parts, by name.
        types: their content types.
        relationships: of each part, those that lead from it, as XML.
    """

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.relationships: dict[str, list[str]] = {}

    def relate(self, owner: str, kind: str, target: str, *, is_external: bool = False) -> str:
        """Relate a part to another and return the id."""
        found = self.relationships.setdefault(owner, [])
        number = f"rId{len(found) + 1}"
        mode = ' TargetMode="External"' if is_external else ""
        found.append(f'<Relationship Id="{number}" Type="{_R}/{kind}" Target={quoteattr(target)}{mode}/>')
        return number

    def add(self, name: str, data: bytes, content_type: str, *, owner: str = "", kind: str = "") -> str:
        """Add a part, and relate it to its owner."""
        self.contents[name] = data
        self.types[name] = content_type
        return self.relate(owner, kind, f"/{name}") if kind else ""

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield the parts: their content types first, as archives have them."""
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self.types.items()
        )
        space = "http://schemas.openxmlformats.org/package/2006"
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        yield "[Content_Types].xml", f'<Types xmlns="{space}/content-types">{rels}{types}</Types>'.encode()
        for owner, found in self.relationships.items():
            folder, _, file = owner.rpartition("/")
            name = f"{folder}/_rels/{file}.rels".lstrip("/")
            data = f'<Relationships xmlns="{space}/relationships">{"".join(found)}</Relationships>'
            yield name, data.encode("utf-8", "replace")
        yield from self.contents.items()


_MAIN = "word/document.xml"


def wordml_parts(root: "_Element") -> Iterator[tuple[str, bytes]]:
    """Yield the parts of the package that a document of Word 2003 stands for.

    Raises:
        MalformedFileError: a picture or object is no Base64.
    """
    yield from _Document(root).parts.items()


class _Document:
    def __init__(self, root: "_Element") -> None:
        self.parts = _Parts()
        self._pictures: dict[str, str] = {}
        self._comments: list[_Element] = []
        self._notes: dict[str, list[_Element]] = {"footnote": [], "endnote": []}
        self._headers = 0
        self._binaries = 0
        self._binary_data(root)
        self._properties(root)
        document = root.makeelement(f"{{{_W}}}document", nsmap={"w": _W, "r": _R})
        settings = [child for child in root if xmlsafe.local_name(child) == "docPr"]
        rest = []
        for child in list(root):
            name = xmlsafe.local_name(child)
            if name in _SETTINGS_PARTS:
                self._translate(child, _MAIN)
                child.tag = f"{{{_W}}}{_ROOTS.get(name, name)}"
                kind = _SETTINGS_PARTS[name]
                self._part(f"word/{kind}.xml", child, kind)
            elif name == "body" or not name:
                document.append(child)
            elif name != "docPr" and (len(child) or (child.text or "").strip() or child.attrib):
                rest.append(child)
        for settings_root in settings[:1]:
            for child in [*rest, *settings[1:]]:
                settings_root.append(child)
            self._template(settings_root)
            self._translate(settings_root, "word/settings.xml")
            self._part("word/settings.xml", settings_root, "settings")
        if not settings:
            for child in rest:
                document.append(child)
        self._translate(document, _MAIN)
        self._part(_MAIN, document, "document.main", kind="officeDocument", owner="")
        self._gathered(document)

    def _part(self, name: str, root: "_Element", content: str, *, kind: str = "", owner: str = _MAIN) -> str:
        return self.parts.add(
            name, xmlsafe.serialised(root), f"{_ML}.{content}+xml", owner=owner, kind=kind or content
        )

    def _gathered(self, document: "_Element") -> None:
        """Write the comments and notes that stood within the text."""
        for name, items in (("comment", self._comments), *self._notes.items()):
            if not items:
                continue
            root = document.makeelement(f"{{{_W}}}{name}s", nsmap={"w": _W, "r": _R})
            root.extend(items)
            self._part(f"word/{name}s.xml", root, f"{name}s")

    # Pictures, objects, macros

    def _binary_data(self, root: "_Element") -> None:
        """Take pictures and objects out (`binData`); those that shapes show are known by name."""
        for data in list(root.iter(f"{{{_W2003}}}binData")):
            name = data.get(f"{{{_W2003}}}name") or ""
            try:
                content = base64.b64decode("".join((data.text or "").split()), validate=True)
            except (binascii.Error, ValueError) as error:
                raise MalformedFileError("a picture or object is no Base64", code="damaged-data") from error
            self._binaries += 1
            file = re.sub(r"[^\w.-]", "_", name.rpartition("/")[2]) or "data"
            is_shown = name.startswith("wordml:")
            part = f"word/{'media' if is_shown else 'embeddings'}/{self._binaries}_{file}"
            self.parts.add(part, _unpacked(content), "application/octet-stream")
            if is_shown:
                self._pictures[name] = part
            else:
                self.parts.relate(_MAIN, "oleObject", f"/{part}")
            parent = data.getparent()
            if parent is not None:
                _remove(data)
                if xmlsafe.local_name(parent) in ("docSuppData", "docOleData") and not len(parent):
                    _remove(parent)

    # Properties

    def _properties(self, root: "_Element") -> None:
        for name, write in (("DocumentProperties", self._standard), ("CustomDocumentProperties", self._custom)):
            for element in list(xmlsafe.children(root, name)):
                write(element)
                _remove(element)

    def _standard(self, element: "_Element") -> None:
        core, app = [], []
        for child in element:
            name, text = xmlsafe.local_name(child), escape(child.text or "")
            if name in _CORE:
                core.append(f"<{_CORE[name]}>{text}</{_CORE[name]}>")
            elif name:
                app.append(f"<{name}>{text}</{name}>")
        package = "http://schemas.openxmlformats.org/package/2006"
        data = (
            f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{''.join(core)}</cp:coreProperties>"
        )
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        self.parts.add("docProps/core.xml", data.encode(), kind)
        self.parts.relationships.setdefault("", []).append(
            f'<Relationship Id="core" Type="{package}/relationships/metadata/core-properties"'
            ' Target="/docProps/core.xml"/>'
        )
        extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        data = f'<Properties xmlns="{extended}">{"".join(app)}</Properties>'
        kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        self.parts.add("docProps/app.xml", data.encode(), kind, kind="extended-properties")

    def _custom(self, element: "_Element") -> None:
        space = "http://schemas.openxmlformats.org/officeDocument/2006"
        items = "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}"'
            f" name={quoteattr(_spelled(xmlsafe.local_name(child)))}>"
            f"<vt:lpwstr>{escape(child.text or '')}</vt:lpwstr></property>"
            for number, child in enumerate((item for item in element if xmlsafe.local_name(item)), start=2)
        )
        data = (
            f'<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes">{items}</Properties>'
        )
        kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        self.parts.add("docProps/custom.xml", data.encode(), kind, kind="custom-properties")

    def _template(self, settings: "_Element") -> None:
        """Relate the template, whose path stands in the settings themselves."""
        for element in list(xmlsafe.children(settings, "attachedTemplate")):
            path = xmlsafe.attribute(element, "val") or ""
            if path:
                self.parts.relate("word/settings.xml", "attachedTemplate", path, is_external=True)
            _remove(element)

    # Elements

    def _translate(self, root: "_Element", owner: str) -> None:
        """Give the elements of a part their later names; the innermost first, for some move away."""
        for element in list(root.iter("*"))[::-1]:
            space, _, name = str(element.tag)[1:].rpartition("}")
            if space == _ANNOTATIONS:
                self._annotation(element, name)
            elif space == _HINTS:
                self._hint(element, name)
            elif space == _W2003:
                self._word(element, name, owner)
            elif name == "imagedata":
                self._picture(element, owner)
            elif not space.startswith(_KNOWN_SPACES) and element is not root:
                _as_custom_xml(element, space, name)

    def _word(self, element: "_Element", name: str, owner: str) -> None:
        parent = element.getparent()
        parent_name = "" if parent is None else xmlsafe.local_name(parent)
        _rename(element)
        if name in ("footnote", "endnote"):
            self._note(element, name, is_in_text=parent_name == "r")
        elif name in ("hdr", "ftr") and parent_name == "sectPr":
            self._header(element, name)
        elif name == "hlink":
            element.tag = f"{{{_W}}}hyperlink"
            target = element.attrib.pop(f"{{{_W}}}dest", "")
            if target:
                element.set(f"{{{_R}}}id", self.parts.relate(owner, "hyperlink", str(target), is_external=True))
        elif name in _UNWRAPPED:
            _unwrap(element)
        else:
            later = _ELEMENTS.get(name) or _later(name)
            if parent is not None and _says_nothing(element, later):
                _remove(element)
            else:
                element.tag = f"{{{_W}}}{later}"

    def _hint(self, element: "_Element", name: str) -> None:
        """Take away what Word notes for others; wrappers hold the text itself."""
        if name in _UNWRAPPED:
            _unwrap(element)
        elif not (element.text or "").strip() and not len(element):
            _remove(element)

    def _picture(self, element: "_Element", owner: str) -> None:
        part = self._pictures.get(element.get("src") or "")
        if part is not None:
            del element.attrib["src"]
            element.set(f"{{{_R}}}id", self.parts.relate(owner, "image", f"/{part}"))

    def _note(self, element: "_Element", name: str, *, is_in_text: bool) -> None:
        items = self._notes[name]
        element.tag = f"{{{_W}}}{name}"
        number = str(len(items) + 1)
        element.set(f"{{{_W}}}id", number)
        if is_in_text:
            _replace(element, element.makeelement(f"{{{_W}}}{name}Reference", {f"{{{_W}}}id": number}))
        else:
            _remove(element)
        items.append(element)

    def _header(self, element: "_Element", name: str) -> None:
        self._headers += 1
        kind = "header" if name == "hdr" else "footer"
        part = f"word/{kind}{self._headers}.xml"
        which = str(element.attrib.pop(f"{{{_W}}}type", "odd"))
        element.tag = f"{{{_W}}}{name}"
        reference = element.makeelement(
            f"{{{_W}}}{kind}Reference", {f"{{{_W}}}type": "default" if which == "odd" else which}
        )
        _replace(element, reference)
        reference.set(f"{{{_R}}}id", self._part(part, element, kind))

    def _annotation(self, element: "_Element", name: str) -> None:
        if name == "content":
            return  # its annotation takes what is in it
        kind = xmlsafe.attribute(element, "type") or ""
        parent = element.getparent()
        parent_name = "" if parent is None else xmlsafe.local_name(parent)
        signed = {
            f"{{{_W}}}{key}": value
            for key, written in (("id", "id"), ("author", "author"), ("date", "createdate"), ("name", "name"))
            if (value := xmlsafe.attribute(element, written)) is not None
        }
        if kind == "Word.Comment":
            self._comment(element, signed)
        elif kind in _MARKS:
            original = xmlsafe.attribute(element, "original")
            if original is not None:
                signed[f"{{{_W}}}original"] = original
            _replace(element, element.makeelement(f"{{{_W}}}{_MARKS[kind]}", signed))
        else:
            changed = _OF_PROPERTIES.get(parent_name, "rPrChange")
            made = element.makeelement(f"{{{_W}}}{_CHANGES.get(kind, changed)}", signed)
            made.extend(_content(element))
            _replace(element, made)

    def _comment(self, element: "_Element", signed: dict[str, str]) -> None:
        initials = xmlsafe.attribute(element, "initials")
        if initials is not None:
            signed[f"{{{_W}}}initials"] = initials
        comment = element.makeelement(f"{{{_W}}}comment", signed)
        comment.extend(_content(element))
        self._comments.append(comment)
        number = signed.get(f"{{{_W}}}id", "")
        _replace(element, element.makeelement(f"{{{_W}}}commentReference", {f"{{{_W}}}id": number}))


def _content(annotation: "_Element") -> "list[_Element]":
    return [child for content in xmlsafe.children(annotation, "content") for child in content]


def _rename(element: "_Element") -> None:
    """Give the attributes of an element their later names; hints go, as they say what is said elsewhere."""
    for key, value in list(element.attrib.items()):
        space, _, name = str(key).rpartition("}")
        if space[1:] == _HINTS:
            del element.attrib[key]
        elif space[1:] == _W2003:
            del element.attrib[key]
            words = _later(str(value)[:1].lower() + str(value)[1:])
            element.set(
                f"{{{_W}}}{_ATTRIBUTES.get(name) or _later(name)}", words if words in WORDS else str(value)
            )


def _later(name: str) -> str:
    """Return a name in capitals within, where it was written with hyphens."""
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


def _says_nothing(element: "_Element", later: str) -> bool:
    """Return whether an element that later formats lack sets a switch and no more."""
    is_bare = not len(element) and not (element.text or "").strip()
    return is_bare and later not in ELEMENTS["w"] and all(map(is_switch, map(str, element.attrib.values())))


def _as_custom_xml(element: "_Element", space: str, name: str) -> None:
    """Turn an element of somebody's own schema into the one that later formats have for all of them."""
    properties = None
    if element.attrib:
        properties = element.makeelement(f"{{{_W}}}customXmlPr")
        for key, value in list(element.attrib.items()):
            del element.attrib[key]
            attribute = element.makeelement(
                f"{{{_W}}}attr", {f"{{{_W}}}name": str(key).rpartition("}")[2], f"{{{_W}}}val": str(value)}
            )
            properties.append(attribute)
    element.tag = f"{{{_W}}}customXml"
    element.set(f"{{{_W}}}uri", space)
    element.set(f"{{{_W}}}element", name)
    if properties is not None:
        element.insert(0, properties)


def _unwrap(element: "_Element") -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    _remove(element)


def _replace(element: "_Element", other: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        other.tail, element.tail = element.tail, None
        parent.replace(element, other)


def _remove(element: "_Element") -> None:
    """Take an element out and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail and tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


def _spelled(name: str) -> str:
    """Return the name of a property, of which the letters that XML does not allow are written as `_x0020_`."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), name)


def _unpacked(content: bytes) -> bytes:
    """Return the compound file that Word packs with a header of its own, or the content as it is."""
    if not content.startswith(_ACTIVE_MIME):
        return content
    try:
        unpacking = zlib.decompressobj()
        return unpacking.decompress(content[_ACTIVE_MIME_HEADER:], _MOST_UNPACKED)
    except zlib.error:
        return content
