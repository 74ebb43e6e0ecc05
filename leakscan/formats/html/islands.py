"""Data that Office puts into the pages it saves (`<xml>` inside conditional remarks)."""

from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.views.properties import Property, PropertyGroup
from leakscan.views.prose import Setting, SettingKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:schemas-microsoft-com:{name}"'
        for prefix, name in (
            ("o", "office:office"),
            ("w", "office:word"),
            ("x", "office:excel"),
            ("p", "office:powerpoint"),
            ("v", "vml"),
            ("dt", "dt"),
            ("st1", "office:smarttags"),
            ("ss", "office:spreadsheet"),
        )
    )
    + ' xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"'
)
_SPELT = {"Author": "creator", "LastAuthor": "lastModifiedBy", "Created": "created", "LastSaved": "modified"}
_CORE = frozenset(
    {"creator", "lastModifiedBy", "created", "modified", "Title", "Subject", "Keywords", "Description"}
)
_OWN = frozenset(
    {"OfficeDocumentSettings", "LatentStyles", "shapedefaults", "shapelayout", "mathPr", "ExcelWorkbook"}
)
"""Settings of the programs themselves."""


def parsed_island(markup: str) -> "_Element":
    """Return an island as a tree, under a root of ours that declares the prefixes of Office.

    Raises:
        MalformedFileError: it is not well-formed.
    """
    return xmlsafe.parse(f"<island {_SPACES}>{markup}</island>".encode())


def read_island(markup: str, part: str) -> tuple[list[Property], list[Setting], set[str]]:
    """Return the properties and the variables of an island, and names of what is not examined in it."""
    properties: list[Property] = []
    settings: list[Setting] = []
    unread: set[str] = set()
    try:
        root = parsed_island(markup)
    except MalformedFileError:
        return properties, settings, {"data of Office that cannot be read"}
    for element in root:
        name = xmlsafe.local_name(element)
        if name in ("DocumentProperties", "CustomDocumentProperties"):
            properties.extend(_properties(element, part, is_custom=name.startswith("Custom")))
        elif name == "WordDocument":
            for variable in xmlsafe.descendants(element, "DocVar"):
                key, text = xmlsafe.attribute(variable, "Name") or "", xmlsafe.attribute(variable, "Val") or ""
                settings.append(Setting(SettingKind.VARIABLE, key, text, Place(part=part, name=key)))
        elif name and name not in _OWN:
            unread.add(name)
    return properties, settings, unread


def _properties(element: "_Element", part: str, *, is_custom: bool) -> list[Property]:
    found = []
    for child in element:
        text = xmlsafe.text_of(child).strip()
        plain = xmlsafe.local_name(child)
        if not text or not plain:
            continue
        name = plain.replace("_x0020_", " ") if is_custom else _SPELT.get(plain, plain)
        group = PropertyGroup.CORE if name in _CORE else PropertyGroup.APPLICATION
        found.append(
            Property(PropertyGroup.CUSTOM if is_custom else group, name, text, Place(part=part, name=name))
        )
    return found
