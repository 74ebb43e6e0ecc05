"""Reads what applications keep for themselves in a document (ISO 32000-2 14.5), also under keys of their own.

Any dictionary may hold keys that the standard does not know (annex E), and viewers pass over them.
"""

import re
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.pdf import known_keys
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.odd_keys import odd_texts
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.undrawn import undrawn_items
from leakscan.formats.pdf.values import Ref, Stream, Value, refs_in
from leakscan.formats.texts import is_plain_text
from leakscan.views.private_data import PrivateData, PrivateDataSet, private_rows

_MOST_TEXT = 20_000
_MOST_OBJECTS = 10_000
_READABLE = re.compile(r"[^\W\d_]{2,}")
_PRINTING = re.compile(
    r"(?i)\b(?:s?RGB|CMYK|FOGRA|SWOP|GRACoL|SNAP|CGATS|ISO|IEC|ICC|PSO|JC2|JapanColor|Japan Color|Euroscale|"
    r"Coated|Uncoated|Newspaper|color\.org|Gr[ae]y|Dot Gain|Adobe|Apple|Display P3|Custom|None|Unknown)"
)
"""What conditions of printing are called (table 401); other words are nobody's registry."""


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
    holders: list[tuple[dict[str, Value], int | None]] = [(objects.root, None)]
    holders += [(entries, pdf.page_numbers.get(ref)) for ref, entries in pdf.census.holding("PieceInfo")]
    found: dict[PrivateData, None] = {}
    for entries, page in holders:
        if "PieceInfo" in entries:
            for application, data in objects.dictionary(entries["PieceInfo"]).items():
                found[_item(objects, application, data, page)] = None
    found.update(dict.fromkeys(_beside_known_keys(pdf, objects)))
    for odd in pdf.odd:
        if odd.held.text:
            place = Place(part=f"object {odd.ref.number}", name=odd.keys[-1] if odd.keys else "")
            found[PrivateData(place, len(odd.held.text), odd.held.text[:_MOST_TEXT])] = None
    found.update(dict.fromkeys(undrawn_items(pdf)))
    known = "\n".join(item.text for item in found)
    odd_items: dict[str, dict[str, Place]] = {}
    for place, text in odd_texts(pdf, objects):
        if text.strip() and text not in known:
            odd_items.setdefault(place.name, {}).setdefault(text, place)
    for texts in odd_items.values():
        text = "\n".join(texts)
        found[PrivateData(next(iter(texts.values())), len(text), text[:_MOST_TEXT])] = None
    return list(found)


def _beside_known_keys(pdf: Pdf, objects: Objects) -> Iterator[PrivateData]:
    """Yield what dictionaries hold under keys that the standard does not know, and words of output intents."""
    found: dict[tuple[str, int | None], dict[str, None]] = {}

    def look(value: Value, known: frozenset[str], page: int | None = None) -> None:
        entries = objects.dictionary(value)
        for key, held in () if known.issuperset(entries) else entries.items():
            texts = _strings(objects, held) if key not in known else []
            if texts:
                found.setdefault((key, page), {}).update(dict.fromkeys(texts))

    look(objects.root, known_keys.CATALOGUE)
    look(objects.root.get("ViewerPreferences"), known_keys.PREFERENCES)
    for intent in objects.array(objects.root.get("OutputIntents")):
        look(intent, known_keys.INTENT)
    for node in pdf.nodes:
        look(node.entries, known_keys.PAGE, node.number)
        for value in objects.array(node.entries.get("Annots")):
            look(value, known_keys.ANNOTATION, node.number)
    titled = [holder for holder in pdf.census.holding("Title") if "Parent" in holder[1]]
    painted = [holder for holder in pdf.census.holding("Subtype") if holder[1]["Subtype"] in ("Image", "Form")]
    for _, entries in sorted(titled + painted, key=lambda holder: holder[0]):
        look(entries, known_keys.OUTLINE if "Title" in entries and "Parent" in entries else known_keys.PAINTED)
    for (key, page), texts in found.items():
        text = "\n".join(texts)
        yield PrivateData(Place(name=key, page=page), len(text), text[:_MOST_TEXT])
    yield from _intents(objects, objects.root, None)
    for node in pdf.nodes:
        yield from _intents(objects, node.entries, node.number)


def _intents(objects: Objects, entries: dict[str, Value], page: int | None) -> Iterator[PrivateData]:
    """Yield what output intents say beside the name of a condition of printing (ISO 32000-2 14.11.5)."""
    for value in objects.array(entries.get("OutputIntents")):
        intent = objects.dictionary(value)
        for key in ("Info", "OutputCondition", "OutputConditionIdentifier", "RegistryName"):
            text = objects.text(intent.get(key))
            if _READABLE.search(text) and not _PRINTING.search(text):
                yield PrivateData(Place(name=key, page=page), len(text), text[:_MOST_TEXT])


def _strings(objects: Objects, value: Value) -> list[str]:
    """Return the strings with words in a value, as far as it holds them itself."""
    texts = []
    pending = [objects.resolve(value)]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(held for key, held in item.items() if key not in known_keys.PROGRAM)
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
