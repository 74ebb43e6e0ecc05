"""Reads what applications keep for themselves in a document (ISO 32000-2 14.5), also under keys of their own.

Any dictionary may hold keys that the standard does not know (annex E), and viewers pass over them.
"""

import re
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Stream, Value, refs_in
from leakscan.formats.texts import is_plain_text
from leakscan.views.private_data import PrivateData, PrivateDataSet, private_rows

_MOST_TEXT = 20_000
_MOST_OBJECTS = 10_000
_READABLE = re.compile(r"[^\W\d_]{2,}")
_CATALOGUE_KEYS = frozenset(
    [
        "Type",
        "Version",
        "Extensions",
        "Pages",
        "PageLabels",
        "Names",
        "Dests",
        "ViewerPreferences",
        "PageLayout",
        "PageMode",
        "Outlines",
        "Threads",
        "OpenAction",
        "AA",
        "URI",
        "AcroForm",
        "Metadata",
        "StructTreeRoot",
        "MarkInfo",
        "Lang",
        "SpiderInfo",
        "OutputIntents",
        "PieceInfo",
        "OCProperties",
        "Perms",
        "Legal",
        "Requirements",
        "Collection",
        "NeedsRendering",
        "DSS",
        "AF",
        "DPartRoot",
    ]
)
"""ISO 32000-2 table 29."""
_PAGE_KEYS = frozenset(
    [
        "Type",
        "Parent",
        "LastModified",
        "Resources",
        "MediaBox",
        "CropBox",
        "BleedBox",
        "TrimBox",
        "ArtBox",
        "BoxColorInfo",
        "Contents",
        "Rotate",
        "Group",
        "Thumb",
        "B",
        "Dur",
        "Trans",
        "Annots",
        "AA",
        "Metadata",
        "PieceInfo",
        "StructParents",
        "ID",
        "PZ",
        "SeparationInfo",
        "Tabs",
        "TemplateInstantiated",
        "PresSteps",
        "UserUnit",
        "VP",
        "AF",
        "OutputIntents",
        "DPart",
        "Hid",
    ]
)
"""ISO 32000-2 table 31; `Hid` is of PDF 1.2."""


def read_private_data(pdf: Pdf) -> PrivateDataSet | None:
    """Return the private data of a document."""
    if pdf.objects is None:
        return None
    items = private_items(pdf)
    return PrivateDataSet(items, pdf_table("private_data", count=len(items), lent=lambda: private_rows(items)))


def private_items(pdf: Pdf) -> list[PrivateData]:
    """Return what each application keeps with the document, a page or a form."""
    objects = pdf.objects
    if objects is None:
        return []
    holders: list[tuple[Value, int | None]] = [(objects.root, None)]
    holders += [(objects.get(ref), pdf.page_numbers.get(ref)) for ref in objects.refs()]
    found: dict[PrivateData, None] = {}
    for value, page in holders:
        entries = value.dictionary if isinstance(value, Stream) else value
        if isinstance(entries, dict) and "PieceInfo" in entries:
            for application, data in objects.dictionary(entries["PieceInfo"]).items():
                found[_item(objects, application, data, page)] = None
    found.update(dict.fromkeys(_unknown(objects, objects.root, _CATALOGUE_KEYS, None)))
    for node in pdf.nodes:
        found.update(dict.fromkeys(_unknown(objects, node.entries, _PAGE_KEYS, node.number)))
    return list(found)


def _unknown(
    objects: Objects, entries: dict[str, Value], known: frozenset[str], page: int | None
) -> Iterator[PrivateData]:
    """Yield the strings with words under keys that the standard does not know."""
    for key in entries.keys() - known:
        texts = _strings(objects, entries[key])
        if texts:
            text = "\n".join(texts)
            yield PrivateData(Place(name=key, page=page), len(text), text[:_MOST_TEXT])


def _strings(objects: Objects, value: Value) -> list[str]:
    """Return the strings with words in a value, as far as it holds them itself."""
    texts = []
    pending = [objects.resolve(value)]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(reversed(item))
        elif type(item) is str and _READABLE.search(item):
            texts.append(item)
    return texts


def _item(objects: Objects, application: str, data: Value, page: int | None) -> PrivateData:
    texts: list[str] = []
    size = 0
    seen: set[Ref] = set()
    pending: list[Value] = [objects.dictionary(data).get("Private")]
    while pending and len(seen) < _MOST_OBJECTS:
        value = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
            value = objects.get(value)
        if isinstance(value, Stream):
            size += len(objects.raw(value))
            content = objects.data(value) or b""
            if is_plain_text(content[:512]):
                texts.append(content[:_MOST_TEXT].decode("utf-8", "replace"))
            pending.extend(refs_in(value.dictionary))
        elif isinstance(value, dict):
            pending.extend(item for key, item in value.items() if key not in ("Parent", "P"))
        elif isinstance(value, list):
            pending.extend(value)
        elif type(value) is str and value.strip():
            texts.append(value)
            size += len(value)
    return PrivateData(Place(name=application, page=page), size, "\n".join(texts)[:_MOST_TEXT])
