"""Document properties of a package: core, application and custom (ECMA-376-2 §11, ECMA-376-1 §22.2, §22.3)."""

import base64
import binascii
import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.tables import Value
from leakscan.views.properties import Properties, Property, PropertyGroup

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = frozenset({"core-properties", "extended-properties", "custom-properties", "classificationlabels"})
_STRICT_KINDS = frozenset({"extendedProperties", "customProperties", "coreProperties"})
_DATES = frozenset({"created", "modified", "lastprinted", "datecreated", "datemodified"})
_WHOLE = frozenset(
    {
        "revision", "totaltime", "pages", "words", "characters", "characterswithspaces", "lines", "paragraphs",
        "slides", "notes", "hiddenslides", "mmclips", "docsecurity",
    }
)  # fmt: skip
_BOOLEANS = frozenset({"scalecrop", "linksuptodate", "shareddoc", "hyperlinkschanged"})
_WHOLE_VARIANTS = frozenset({"i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "ui8", "uint"})
_DECIMAL_VARIANTS = frozenset({"r4", "r8", "decimal"})
_BINARY_VARIANTS = frozenset({"blob", "oblob", "stream", "ostream", "storage", "ostorage", "vstream", "cf"})
_LINK_VALUES = 6
"""Values of a hyperlink in HLinks: four numbers, the target, the place in it ([MS-OSHARED] 2.3.3.1.21)."""


def read_properties(package: Package) -> Properties:
    """Return the properties of every part that holds some, whether or not anything leads to it."""
    properties = Properties()
    for part in property_parts(package):
        root = package.tree(part, "document properties", lost="document properties")
        if root is None:
            continue
        match xmlsafe.local_name(root):
            case "coreProperties" | "CoreProperties":  # capitals: packages of the 2007 beta
                properties.items.extend(_core(root, part))
            case "Properties" if next(xmlsafe.children(root, "property"), None) is not None:
                properties.items.extend(_custom(root, part))
            case "Properties":
                properties.items.extend(_application(root, part, properties))
            case "labelList":
                properties.items.extend(_labels(root, part))
    return properties


def property_parts(package: Package) -> list[str]:
    """Return the parts that hold properties: by relationship, by content type, and by their usual folder."""
    found: dict[str, None] = {}
    for relationship in package.relationships():
        name = None if relationship.is_external else package.name(relationship.target)
        if name is not None and (relationship.kind in _KINDS or relationship.kind in _STRICT_KINDS):
            found[name] = None
    for part in sorted(package.entries):
        content_type = package.content_type(part)
        plain = part.replace("\\", "/").lstrip("/").casefold()
        is_usual = plain.startswith("docprops/") and plain.endswith(".xml") and "/_rels/" not in plain
        if is_usual or any(content_type.endswith(f"{kind}+xml") for kind in _KINDS):
            found[part] = None
    return list(found)


def _core(root: "_Element", part: str) -> Iterator[Property]:
    for element in root:
        name = xmlsafe.local_name(element)
        text = xmlsafe.text_of(element).strip()
        if name and text:
            yield _property(PropertyGroup.CORE, name, text, part)


def _application(root: "_Element", part: str, properties: Properties) -> Iterator[Property]:
    for element in root:
        name = xmlsafe.local_name(element)
        if name == "TitlesOfParts":
            texts = [xmlsafe.text_of(item) for item in _vector(element)]
            properties.titles.extend((text, Place(part=part, name=name)) for text in texts if text)
        elif name == "HLinks":
            values = [xmlsafe.text_of(item) for item in _vector(element)]
            for first in range(0, len(values) - _LINK_VALUES + 1, _LINK_VALUES):
                properties.links.append((values[first + 4], Place(part=part, name=name)))
        elif name and name != "HeadingPairs":
            text = xmlsafe.text_of(element).strip()
            if text:
                yield _property(PropertyGroup.APPLICATION, name, text, part)


def _vector(element: "_Element") -> "list[_Element]":
    """Return the values in a vector; a variant is replaced by what it holds."""
    found = []
    for vector in xmlsafe.children(element, "vector"):
        for item in vector:
            inner = next(iter(item), None) if xmlsafe.local_name(item) == "variant" else item
            if inner is not None and xmlsafe.local_name(inner):
                found.append(inner)
    return found


def _custom(root: "_Element", part: str) -> Iterator[Property]:
    for element in xmlsafe.children(root, "property"):
        name = element.get("name", "")
        link = element.get("linkTarget")
        value = next((variant(child) for child in element if xmlsafe.local_name(child)), None)
        place = Place(part=part, name=name)
        if value is not None:
            yield Property(PropertyGroup.CUSTOM, name, value, place)
        if link:
            yield Property(PropertyGroup.CUSTOM, f"{name} (linked to)", link, place)


def _labels(root: "_Element", part: str) -> Iterator[Property]:
    """Yield sensitivity labels under the names they have as custom properties ([MS-OFFCRYPTO] 2.6.3)."""
    for element in xmlsafe.children(root, "label"):
        label = element.get("id", "")
        for key in ("enabled", "method", "siteId", "contentBits", "removed"):
            value = element.get(key)
            if value:
                name = f"MSIP_Label_{label}_{key[0].upper()}{key[1:]}"
                yield Property(PropertyGroup.CUSTOM, name, value, Place(part=part, name=name))


def _property(group: PropertyGroup, name: str, text: str, part: str) -> Property:
    folded = name.casefold()
    value: Value = text
    if folded in _DATES:
        value = _date(text)
    elif folded in _WHOLE:
        value = _whole(text)
    elif folded in _BOOLEANS and text.casefold() in ("true", "false", "1", "0"):
        value = xmlsafe.is_true(text)
    return Property(group, name, value, Place(part=part, name=name))


def variant(element: "_Element") -> Value:
    """Return the value of an element of the variant types (ECMA-376-1 §22.4); None when it has none."""
    kind = xmlsafe.local_name(element)
    if kind in ("empty", "null"):
        return None
    if kind in ("vector", "array", "variant"):
        values = [variant(child) for child in element if xmlsafe.local_name(child)]
        return "; ".join(str(value) for value in values if value is not None) or None
    text = xmlsafe.text_of(element)
    if kind in ("lpstr", "lpwstr", "bstr"):
        return text or None
    text = text.strip()
    if not text:
        return None
    if kind in _WHOLE_VARIANTS:
        return _whole(text)
    if kind in _DECIMAL_VARIANTS:
        return _decimal(text)
    if kind == "bool":
        return xmlsafe.is_true(text)
    if kind in ("filetime", "date"):
        return _date(text)
    if kind in _BINARY_VARIANTS:
        return _readable(text)
    return text


def _readable(text: str) -> str:
    """Return the text in base64 data when it is text, and the data as written when it is not."""
    try:
        data = base64.b64decode(text, validate=True)
        decoded = data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-8").rstrip("\0")
    except (binascii.Error, UnicodeDecodeError):
        return text
    return decoded if decoded.isprintable() else text


def _whole(text: str) -> Value:
    try:
        return int(text)
    except ValueError:
        return text


def _decimal(text: str) -> Value:
    try:
        return float(text)
    except ValueError:
        return text


def _date(text: str) -> Value:
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.astimezone(datetime.UTC).replace(tzinfo=None) if found.tzinfo is not None else found


_BUILT_IN_TITLES = frozenset(
    {
        "print_area", "print_titles", "druckbereich", "drucktitel", "zone_d_impression", "impression_des_titres",
        "área_de_impresión", "títulos_a_imprimir", "area_stampa", "titoli_stampa", "afdrukbereik", "afdruktitels",
        "_filterdatabase",
    }
)  # fmt: skip


def stale_titles(
    titles: list[tuple[str, Place]], *, sheets: set[str], names: set[tuple[str, str]]
) -> list[tuple[str, Place]]:
    """Return the titles that name no sheet and no defined name of the workbook.

    Headings are in the language of the program and are not relied on; neither are the translated names of
    print areas and titles, so a built-in name of a sheet answers for any title of that sheet.

    Args:
        titles: what TitlesOfParts lists.
        sheets: names of all sheets, case folded.
        names: defined names with the sheet they belong to (empty for the workbook), case folded.
    """
    plain = {name for _, name in names}
    with_built_in = {sheet for sheet, name in names if name.startswith("_xlnm.")}
    found = []
    for title, place in titles:
        folded = title.casefold()
        sheet, mark, name = folded.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        is_known = folded in sheets or folded in plain
        if mark and not is_known:
            is_known = sheet in sheets and (name in plain or name in _BUILT_IN_TITLES or sheet in with_built_in)
        if not is_known:
            found.append((title, place))
    return found
