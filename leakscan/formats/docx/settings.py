"""Settings of a document: variables, mail merge, identifiers, protection (ECMA-376-1 §17.15)."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.roots import parts_of
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import PersonMention, Role, emails_in
from leakscan.views.prose import Prose, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_MERGE = {
    "query": "query",
    "connectString": "connection",
    "udl": "connection",
    "table": "table of the source",
    "mailSubject": "subject of the mail",
    "addressFieldName": "field with the address",
    "mappedName": "field of the source",
}
"""Elements of `mailMerge` and `odso` that say where the data come from and what was asked of them."""
_MERGE_PARTS = ("dataSource", "headerSource", "src")
_PASSWORDS = frozenset({"hash", "hashValue", "salt", "saltValue"})
_LOST = "settings of the document"
_MOST_KEY_CHARACTERS = 4_000


@dataclass(slots=True)
class Choices:
    """What the settings say of which headers show and what lies behind the text.

    Attributes:
        even_headers: pages of even number have headers of their own.
        shows_ground: the colour of the page shows.
    """

    even_headers: bool = False
    shows_ground: bool = False


def read_settings(package: Package, main: str, prose: Prose, texts: list[SideText]) -> Choices:
    """Read every part of settings into `prose` and `texts`, and return the choices of the main one."""
    choices = Choices()
    own = {package.name(item.target) for item in package.related(main, "settings")}
    for part in parts_of(package, root="settings"):
        root = package.tree(part, "settings", lost=_LOST)
        if root is None or xmlsafe.local_name(root) != "settings":
            continue
        if part in own:
            choices.even_headers = _is_on(root, "evenAndOddHeaders")
            choices.shows_ground = _is_on(root, "displayBackgroundShape")
        place = Place(part=part)
        prose.settings.extend(_variables(root, place))
        for merge in xmlsafe.children(root, "mailMerge"):
            _read_merge(package, part, merge, prose)
        texts.extend(_side_texts(root, place))
        for element in root:
            if xmlsafe.local_name(element) in ("saveThroughXslt", "attachedSchema"):
                text = xmlsafe.attribute(element, "solutionID") or xmlsafe.attribute(element, "val") or ""
                if read_path(text) is not None:
                    prose.paths.append(PathMention(text, "schema or transformation", place))
    _read_recipients(package, prose)
    return choices


def _is_on(root: "_Element", name: str) -> bool:
    found = next(xmlsafe.children(root, name), None)
    return found is not None and xmlsafe.is_true(xmlsafe.attribute(found, "val"), default=True)


_SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "enabled", "disabled", "0", "1", "-1"})
"""What a variable holds that only switches something."""


def _variables(root: "_Element", place: Place) -> Iterator[Setting]:
    for element in xmlsafe.descendants(root, "docVar"):
        name, text = xmlsafe.attribute(element, "name") or "", xmlsafe.attribute(element, "val") or ""
        yield Setting(SettingKind.VARIABLE, name, text, place, text.strip().casefold() in _SWITCHES)


def _read_merge(package: Package, part: str, merge: "_Element", prose: Prose) -> None:
    place = Place(part=part)
    targets = {item.id: item for item in package.relationships(part)}
    for element in merge.iter("*"):
        name = xmlsafe.local_name(element)
        text = (xmlsafe.attribute(element, "val") or "").strip()
        if name in _MERGE and text:
            prose.settings.append(Setting(SettingKind.MERGE, _MERGE[name], text, place))
        elif name in _MERGE_PARTS:
            related = targets.get(xmlsafe.attribute(element, "id") or "")
            target = related.target if related is not None and related.is_external else text
            if target:
                prose.settings.append(Setting(SettingKind.MERGE, "file with the data", target, place))


def _read_recipients(package: Package, prose: Prose) -> None:
    """Read whom a mail merge was to reach, by the keys of their records (ECMA-376-1 §17.14.28)."""
    for part in parts_of(package, root="recipients", content_type="mailMergeRecipientData"):
        root = package.tree(part, "recipients of a mail merge", lost="recipients of a mail merge")
        place = Place(part=part)
        for element in () if root is None else root.iter("*"):
            if xmlsafe.local_name(element) != "uniqueTag":
                continue
            text = _decoded(xmlsafe.attribute(element, "val") or element.text or "")
            if text:
                prose.settings.append(Setting(SettingKind.MERGE, "key of a recipient", text, place))
                for address in emails_in(text):
                    prose.mentions.append(PersonMention(address, Role.RECIPIENT, place))


def _decoded(text: str) -> str:
    """Return what a key says in letters; Word keeps a part of the record in Base64."""
    try:
        data = base64.b64decode(text[:_MOST_KEY_CHARACTERS], validate=True)
    except (binascii.Error, ValueError):
        return text
    for encoding in ("utf-16-le", "utf-8"):
        try:
            found = data.decode(encoding).strip("\0")
        except UnicodeDecodeError:
            continue
        if found and all(letter.isprintable() and ord(letter) < 0x2FF for letter in found):
            return found
    return ""


def _side_texts(root: "_Element", place: Place) -> Iterator[SideText]:
    for element in root.iter("*"):
        name = xmlsafe.local_name(element)
        if name in ("rsid", "rsidRoot", "docId"):
            text = xmlsafe.attribute(element, "val") or ""
            what = "identifier of the document" if name == "docId" else "identifier of an editing session"
            if text.strip("0{}-"):
                yield SideText(SideKind.IDENTIFIER, what, text, place, is_own=True)
        elif name == "documentProtection" and (
            xmlsafe.is_true(xmlsafe.attribute(element, "enforcement"))
            or any(str(key).rpartition("}")[2] in _PASSWORDS for key in element.attrib)
        ):
            yield SideText(SideKind.PROTECTION, "protection of the document", name, place, is_own=True)
        elif name == "writeProtection":
            yield SideText(SideKind.PROTECTION, "protection against writing", name, place, is_own=True)
