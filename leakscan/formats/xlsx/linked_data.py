"""Linked data types: what a cell shows is one field of an entity that the file keeps whole ([MS-XLSX] 2.6.202)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.views.queries import KeptText

if TYPE_CHECKING:
    from lxml.etree import _Element

_Key = tuple[str, str]
_PICTURES = frozenset({"_localImage", "_webimage"})
"""Structures of pictures in cells, whose text is their description ([MS-XLSX] 2.3.6.1.3)."""
_DESCRIPTION = "description"
"""The type that is given here to such a text."""
_REFERENCES = frozenset({"r", "a", "spb", "i", "e"})
"""Types of fields that only point to something else."""
_ERROR = "_error"
"""The structure of an error value, whose fields number its causes ([MS-XLSX] 2.3.6.1.2)."""


def value_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the fields of every entity, under the names that its structure gives them."""
    structures = _structures(package, "rdrichvaluestructure")
    for number, value in enumerate(xmlsafe.children(package.parsed(part), "rv"), start=1):
        index = whole(value.get("s")) or 0
        keys = structures[index] if index < len(structures) else []
        yield from _fields(f"entity {number}", keys, value)


def bag_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the properties that entities share: names of fields, licences and sources."""
    structures = _structures(package, "rdsupportingpropertybagstructure")
    for number, bag in enumerate(xmlsafe.descendants(package.parsed(part), "spb"), start=1):
        index = whole(bag.get("s")) or 0
        keys = structures[index] if index < len(structures) else []
        for item in _fields(f"properties {number}", keys, bag):
            yield KeptText(item.of, item.what, item.text, is_own=True)


def _fields(of: str, keys: list[_Key], value: "_Element") -> Iterator[KeptText]:
    for position, element in enumerate(xmlsafe.children(value, "v")):
        key, kind = keys[position] if position < len(keys) else ("", "s")
        text = unescaped(xmlsafe.text_of(element))
        if text and kind not in _REFERENCES:
            steers = key.startswith(("%", "_")) and key != "_DisplayString"
            # How a picture in a cell came to be is a number, often without a structure that says so.
            is_origin = key in ("", "CalcOrigin") and text.isdigit()
            yield KeptText(of, key, text, is_own=steers or is_origin, is_covered=kind == _DESCRIPTION)


def _structures(package: Package, word: str) -> list[list[_Key]]:
    for part in sorted(package.entries):
        if word in (part.rpartition("/")[2].casefold().removesuffix(".xml"), _type(package, part)):
            root = package.parsed(part)
            return [
                [_key(item.get("t", ""), key) for key in xmlsafe.children(item, "k")]
                for item in xmlsafe.children(root, "s")
            ]
    return []


def _key(structure: str, element: "_Element") -> _Key:
    name, kind = unescaped(element.get("n", "")), element.get("t", "d")
    if structure == _ERROR:
        return name, "e"
    return name, _DESCRIPTION if structure in _PICTURES and name == "Text" else kind


def _type(package: Package, part: str) -> str:
    return package.content_type(part).casefold().rpartition(".")[2].removesuffix("+xml")


def plain_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the texts of the lists that fields of entities hold."""
    for number, array in enumerate(xmlsafe.children(package.parsed(part), "a"), start=1):
        for element in xmlsafe.children(array, "v"):
            text = unescaped(xmlsafe.text_of(element))
            if text and element.get("t") not in _REFERENCES:
                yield KeptText(f"list {number}", "element", text)


def key_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the names of the properties that entities share."""
    for element in xmlsafe.descendants(package.parsed(part), "k"):
        yield KeptText("properties", "name", unescaped(element.get("n", "")), is_own=True)


def address_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the addresses of pictures that lie on the web."""
    package.parsed(part)
    for relationship in package.relationships(part):
        if relationship.is_external:
            yield KeptText("picture", "address", relationship.target, is_own=True)


def style_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the number formats in which fields of entities show."""
    for element in xmlsafe.descendants(package.parsed(part), "numFmt"):
        yield KeptText("style", "number format", unescaped(element.get("formatCode", "")), is_own=True)


def cube_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the names of connections, members and queries that cube formulas keep (ECMA-376-1 §18.9.12)."""
    root = package.parsed(part)
    for strings in xmlsafe.descendants(root, "metadataStrings"):
        for element in xmlsafe.children(strings, "s"):
            text = unescaped(element.get("v", ""))
            if text:
                yield KeptText("cube formulas", "name", text)
