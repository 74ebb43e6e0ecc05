"""Texts in the markup of a document that show nowhere, part by part."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.docx.leftovers import ATTRIBUTE, NAMESPACE, leftovers
from leakscan.formats.docx.vocabulary import NAMESPACES
from leakscan.formats.ooxml.package import Package
from leakscan.formats.strays import REMARK, STRAY, Strays
from leakscan.formats.texts import is_xml
from leakscan.parts import PartState
from leakscan.views.side_texts import SideKind, SideText, telling_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_SETTINGS = ("fontTable", "webSettings", "styles", "stylesWithEffects", "numbering", "settings")
"""Parts without text, by the relationship that leads to them."""
_GROUPS = ("w", "we")
"""Groups whose parts are looked through; themes, diagrams and charts have readers of their own."""
_HEAD_BYTES = 512
_SMALL_BYTES = 1 << 16
_MOST_PLAIN = 1 << 12
_PLAIN: dict[bytes, str] = {}
"""Small parts that hold nothing to tell of, by their digests: the name of the root where its group is known.

Files of one origin have many parts in common, byte for byte: styles, themes, settings, tables of fonts.
"""


def markup_texts(
    package: Package, trees: "Mapping[str, list[_Element]]", told: Collection[str]
) -> Iterator[SideText]:
    """Yield the texts in the markup of every part that was read.

    Args:
        package: the package.
        trees: parts whose texts were taken as they were read, each as often as it was read.
        told: parts whose text is gathered as a whole, remarks and all.
    """
    plain = {
        name
        for owner in package.reachable()
        if not owner.endswith(".rels")
        for relationship in package.relationships(owner)
        if not relationship.is_external and relationship.kind in _SETTINGS
        if (name := package.name(relationship.target)) is not None
    }
    fine: set[tuple[str, str, str]] = set()
    for part in sorted(package.entries):
        if part in told or (package.state(part) is not PartState.EXAMINED and part not in plain):
            continue
        digest = b"" if part in trees else _digest(package, part)
        name = _PLAIN.get(digest)
        if name is not None:
            if part in plain and name:
                package.mark(part, PartState.EXAMINED, name)
            continue
        root = trees[part][-1] if part in trees else _parsed(package, part)
        if root is None:
            continue
        if NAMESPACES.get(str(root.tag).rpartition("}")[0][1:]) in _GROUPS:
            identifiers = {item.id for item in package.relationships(part)}
            name = xmlsafe.local_name(root)
            strays = leftovers(root, identifiers, fine)
            yield from _unused_links(package, part, root)
            if part in plain:
                package.mark(part, PartState.EXAMINED, name)
        else:
            name = ""
            strays = _remarks(root)
        if digest and not strays.texts and not strays.is_cut:
            _keep_plain(digest, name)
        if strays.is_cut:
            message = "too many texts stand in the markup"
            package.problem("limit-tree-bytes", Place(part=part), message, lost="the rest of them")
        for what, text in strays.texts:
            is_own = what == NAMESPACE and not any(True for _ in telling_in(text))
            yield SideText(SideKind.MARKUP, what, text, Place(part=part), is_own=is_own)


def _digest(package: Package, part: str) -> bytes:
    """Return a digest of all that says what a part holds; nothing for a large one, and one with links outwards."""
    related = package.relationships(part)
    if package.entries[part].size >= _SMALL_BYTES or any(item.is_external for item in related):
        return b""
    try:
        with package.open(part) as stream:
            digest = hashlib.sha256(stream.read())
    except FileError:
        return b""
    digest.update("\0".join(sorted(item.id for item in related)).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _keep_plain(digest: bytes, name: str) -> None:
    if len(_PLAIN) >= _MOST_PLAIN:
        _PLAIN.clear()
    _PLAIN[digest] = name


def _unused_links(package: Package, part: str, root: "_Element") -> Iterator[SideText]:
    """Yield where links lead that no element of a part uses."""
    links = {item.id: item.target for item in package.relationships(part) if item.is_external}
    links = {number: target for number, target in links.items() if target.strip()}
    if links:
        for element in root.iter("*"):
            for value in element.attrib.values():
                links.pop(str(value), None)
    for target in links.values():
        is_own = not any(True for _ in telling_in(target))
        yield SideText(SideKind.MARKUP, "link that nothing uses", target, Place(part=part), is_own=is_own)


def _parsed(package: Package, part: str) -> "_Element | None":
    """Return a part that its own reader has read, or None; that reader has told of its damage."""
    try:
        with package.open(part) as stream:
            if not is_xml(stream.read(_HEAD_BYTES)):
                return None
        return package.parsed(part)
    except FileError:
        return None


_OPC = {
    "Types": (),
    "Default": ("Extension", "ContentType"),
    "Override": ("PartName", "ContentType"),
    "Relationships": (),
    "Relationship": ("Id", "Type", "Target", "TargetMode"),
}
"""Elements of content types and relationships, and their attributes (ECMA-376-2 annexes B and D)."""


def _remarks(root: "_Element") -> Strays:
    """Return the remarks and instructions of a part, and what is none of the package's in its own parts."""
    strays = Strays()
    for target, text in xmlsafe.remarks(root):
        if target:
            strays.add_instruction(target, text)
        else:
            strays.add(REMARK, text)
    for element in root.iter("*") if xmlsafe.local_name(root) in ("Types", "Relationships") else ():
        known = _OPC.get(xmlsafe.local_name(element))
        strays.add(STRAY, element.text or "")
        strays.add(STRAY, element.tail or "")
        for key, value in element.attrib.items():
            if known is None or str(key) not in known:
                strays.add(ATTRIBUTE, str(value))
    return strays
