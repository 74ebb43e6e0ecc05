"""Document properties and settings (ODF 1.3 part 3, §4.3, §3.10)."""

import base64
import binascii
import datetime
import re
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.ods.facts import seconds_of
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ooxml.printers import printer_names
from leakscan.tables import Value
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import PersonMention, Role
from leakscan.views.properties import Properties, Property, PropertyGroup
from leakscan.views.side_texts import SideKind, SideText, telling_in
from leakscan.views.surface import Surface

_SPELT = {
    "initial-creator": "creator",
    "creator": "lastModifiedBy",
    "creation-date": "created",
    "date": "modified",
    "print-date": "lastPrinted",
    "printed-by": "PrintedBy",
    "editing-cycles": "revision",
    "editing-duration": "TotalTime",
    "generator": "Application",
    "keyword": "keywords",
}
"""The names that views give to properties; others keep their own."""
_CORE = frozenset(
    {
        "title", "subject", "creator", "keywords", "description", "lastModifiedBy", "revision", "lastPrinted",
        "created", "modified", "language", "contributor", "coverage", "identifier", "publisher", "relation",
        "rights", "source", "type",
    }
)  # fmt: skip
_APPLICATION = frozenset(
    {
        "AppVersion", "Company", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "Manager", "ScaleCrop",
        "ShareDoc", "HyperlinkBase", "PresentationFormat",
    }
)  # fmt: skip
"""Properties of other formats, which LibreOffice keeps as properties of the document's own."""
_DATES = frozenset({"created", "modified", "lastPrinted"})
_SECONDS_A_MINUTE = 60


def meta_properties(meta: Node, part: str, properties: Properties, *, is_inner: bool = False) -> None:
    """Add what an `office:meta` says to `properties`; of a document inside another only who and what it names."""
    for node in meta.children():
        if is_inner and node.name in ("generator", "document-statistic", "editing-cycles", "editing-duration"):
            continue
        if node.name == "user-defined" and node.get("name") not in _APPLICATION:
            value = _typed(node.get("value-type"), node.text)
            if value is not None:
                name = node.get("name")
                properties.items.append(Property(PropertyGroup.CUSTOM, name, value, Place(part=part, name=name)))
            continue
        properties.items.extend(_standard(node, part))


def _standard(node: Node, part: str) -> Iterator[Property]:
    name = node.get("name") if node.name == "user-defined" else _SPELT.get(node.name, node.name)
    group = PropertyGroup.CORE if name in _CORE else PropertyGroup.APPLICATION
    place = Place(part=part, name=name)
    if node.name == "document-statistic":
        for key, text in node.attributes.items():
            yield Property(PropertyGroup.APPLICATION, key, _whole(text), Place(part=part, name=key))
        return
    if node.name in ("template", "auto-reload", "hyperlink-behaviour"):
        texts = {key: node.get(key) for key in ("href", "title", "date") if node.get(key)}
        for key, text in texts.items():
            spelt = "Template" if (node.name, key) == ("template", "title") else f"{node.name} {key}"
            yield Property(PropertyGroup.APPLICATION, spelt, text, Place(part=part, name=spelt))
        return
    text = node.text.strip()
    value = _typed(node.get("value-type"), text) if node.name == "user-defined" else _value(name, text)
    if text and value is not None:
        yield Property(group, name, value, place)


def _value(name: str, text: str) -> Value:
    if name in _DATES:
        return _date(text)
    if name == "revision":
        return _whole(text)
    if name == "TotalTime":
        seconds = seconds_of(text)
        return text if seconds is None else int(seconds // _SECONDS_A_MINUTE)
    return text


def _typed(kind: str, text: str) -> Value:
    text = text.strip() if kind in ("float", "boolean", "date", "time") else text
    if not text.strip():
        return None
    match kind:
        case "float":
            try:
                number = float(text)
            except ValueError:
                return text
            return int(number) if number.is_integer() else number
        case "boolean":
            return text == "true"
        case "date":
            return _date(text)
        case _:
            return text


def _date(text: str) -> Value:
    try:
        moment = datetime.datetime.fromisoformat(text.removesuffix("Z")[:26])
    except ValueError:
        return text
    return moment.replace(tzinfo=None)


def _whole(text: str) -> Value:
    return int(text) if text.isdecimal() and len(text) < 19 else text


_PRINTERS = frozenset({"PrinterName"})
_SETUPS = frozenset({"PrinterSetup"})
_NAMES = frozenset({"ActiveTable", "BeginLine", "CodeName", "Country", "EndLine", "Language", "Variant", "ViewId"})
"""Settings that name a sheet or a language, and the signs that no line begins or ends with."""
_LAYERS = frozenset({"LockedLayers", "PrintableLayers", "VisibleLayers"})
_BITS = re.compile(r"[A-Za-z0-9+/]{0,44}={0,2}")
"""A bit for each of 256 layers, in base 64."""
_SOURCES = frozenset({"CurrentDatabaseCommand", "CurrentDatabaseDataSource"})
"""Settings that name the last data source; LibreOffice's own samples are such sources."""
_SWITCH = re.compile(
    r"(?:\$\([a-z]+\)/(?:share|Resources)/palette(?:%3B|;))?\$\([a-z]+\)/config/standard\.so[a-z]"
    r"|true|false|[-+]?[\d.]+(?:[eE][-+]?\d+)?|[a-z]+(?:-[a-z]+)*|[\d-]+(?:T[\d:.]+)?"
)


def read_settings(settings: Node, part: str, surface: Surface) -> None:
    """Add the printers, people and paths that an `office:settings` names to `surface`."""
    for item in settings.descendants("config-item"):
        name, text = item.get("name"), item.text.strip()
        place = Place(part=part, name=name)
        if not text:
            continue
        if name in _PRINTERS:
            surface.mentions.append(PersonMention(text, Role.PRINTER, place))
        elif name in _SETUPS:
            found = printer_names(_decoded(text))
            surface.mentions.extend(PersonMention(who, role, place) for who, role in found if role is Role.ACCOUNT)
        elif item.get("type") == "string" and read_path(text) is not None:
            surface.paths.append(PathMention(text, "setting of the document", place))


def setting_texts(settings: Node, part: str) -> Iterator[SideText]:
    """Yield the texts of settings that no part of LibreOffice 7.4 writes, and that are neither name nor switch."""
    for item in settings.descendants("config-item"):
        name, text = item.get("name"), item.text.strip()
        is_known = name in _PRINTERS or name in _SETUPS or name in _NAMES
        is_known = is_known or (name in _LAYERS and _BITS.fullmatch(text) is not None)
        if text and not is_known and not _SWITCH.fullmatch(text) and read_path(text) is None:
            is_own = name in _SOURCES and not any(True for _ in telling_in(text))
            yield SideText(SideKind.MARKUP, "text of a setting", text, Place(part=part, name=name), is_own=is_own)


def setups(settings: Node) -> Iterator[bytes]:
    """Yield what the drivers of printers keep in the settings."""
    for item in settings.descendants("config-item"):
        if item.get("name") in _SETUPS and item.text.strip():
            yield _decoded(item.text)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""
