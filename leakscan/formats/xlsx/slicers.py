"""Slicers and timelines: their captions, their items and what was chosen ([MS-XLSX] 2.4.73, 2.6.68, 2.6.76)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.views.queries import KeptText

if TYPE_CHECKING:
    from lxml.etree import _Element


def slicer_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the items of a slicer: those of a cube or model by name, those of a pivot cache by their number."""
    root = package.parsed(part)
    source = unescaped(root.get("sourceName", ""))
    yield KeptText(source, "field", source, is_own=True)
    for level in xmlsafe.descendants(root, "level"):
        caption = unescaped(level.get("sourceCaption") or level.get("uniqueName") or source)
        for item in xmlsafe.descendants(level, "i"):
            text = unescaped(item.get("c") or item.get("n") or "")
            if text:
                without = xmlsafe.is_true(item.get("nd"))
                yield KeptText(caption, "item without data" if without else "item", text)
    for selection in xmlsafe.descendants(root, "selection"):
        if selection.get("n"):
            yield KeptText(source, "selected item", unescaped(selection.get("n", "")))
    for tabular in xmlsafe.descendants(root, "tabular"):
        captions = _captions(package, tabular.get("pivotCacheId", ""), source)
        for item in xmlsafe.descendants(tabular, "i"):
            number = whole(item.get("x"))
            if number is not None and 0 <= number < len(captions) and captions[number]:
                without = xmlsafe.is_true(item.get("nd"))
                what = "item without data" if without else "item"
                yield KeptText(source, what, captions[number], is_covered=True)


def _captions(package: Package, cache: str, field: str) -> list[str]:
    """Return the shared items of a field of a pivot cache; empty when it is not found.

    The number is that of the cache's extension, not of the workbook's list ([MS-XLSX] 2.6.42).
    """
    for part in sorted(package.entries):
        if not package.content_type(part).endswith("pivotCacheDefinition+xml"):
            continue
        root = package.parsed(part)
        if not any(item.get("pivotCacheId") == cache for item in root.iterdescendants("{*}pivotCacheDefinition")):
            continue
        for element in xmlsafe.descendants(root, "cacheField"):
            if unescaped(element.get("name", "")) == field:
                return [_item(item) for shared in xmlsafe.children(element, "sharedItems") for item in shared]
    return []


def _item(element: "_Element") -> str:
    return unescaped(element.get("v", "")) if xmlsafe.local_name(element) != "m" else ""


def timeline_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the field of a timeline, the dates it spans and those chosen."""
    root = package.parsed(part)
    source = unescaped(root.get("sourceName", ""))
    yield KeptText(source, "field", source, is_own=True)
    for name in ("bounds", "selection"):
        for element in xmlsafe.descendants(root, name):
            for key in ("startDate", "endDate"):
                if element.get(key):
                    yield KeptText(source, f"{name} {key}", element.get(key, ""), is_own=True)


def caption_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the captions of slicers and timelines, which show on the sheet."""
    for element in package.parsed(part):
        if xmlsafe.local_name(element) in ("slicer", "timeline"):
            name = unescaped(element.get("name", ""))
            yield KeptText(name, "caption", unescaped(element.get("caption") or name), is_own=True)
