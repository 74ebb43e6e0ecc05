"""Reads the texts beside the pages: outline, destinations, labels, threads, structure (ISO 32000-2 12.3, 14.7)."""

from collections.abc import Iterator
from functools import partial

from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.pdf.annotations import NO_REMARK
from leakscan.formats.pdf.marked_texts import marked_texts
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf, name_tree
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Value
from leakscan.views.asides import Aside, AsideKind, Asides, aside_rows
from leakscan.views.words import missing_words

_MOST_NODES = 500_000
_NAMES_SHEETS = "Calc"
"""The `Creator` of files whose outline is made of the names of sheets (LibreOffice 7.4)."""


def read_asides(pdf: Pdf) -> Asides | None:
    """Return the texts beside the pages, each with its words that show on no page."""
    if pdf.objects is None:
        return None
    information = pdf.objects.dictionary(pdf.objects.trailer.get("Info"))
    creator = pdf.objects.text(information.get("Creator"))
    found = Asides(aside_items(pdf), pdf.pages.has_text, names_sheets=creator == _NAMES_SHEETS)
    for kind in AsideKind if found.items else ():
        items = found.of(kind)
        table = pdf_table("asides", count=len(items), lent=partial(aside_rows, items), kind=kind.name)
        if table is not None:
            found.tables[kind] = table
    return found


def aside_items(pdf: Pdf) -> list[Aside]:
    """Return the texts beside the pages, each with its words that show on no page."""
    objects = pdf.objects
    if objects is None:
        return []
    found = []
    for keys, reader in _READERS:
        if keys.isdisjoint(objects.root):
            continue
        with pdf.recording(Place(), lost="texts beside the pages"):
            for kind, text, place in reader(pdf, objects):
                if text.strip():
                    missing = missing_words(text, pdf.pages.visible)
                    found.append(Aside(kind, text.strip(), place, tuple(missing)))
    with pdf.recording(Place(), lost="texts that stand for what the pages paint"):
        for item in marked_texts(pdf, objects):
            found.append(Aside(item.kind, item.text, item.place, tuple(item.missing(pdf.pages.visible))))
    return found


_Found = Iterator[tuple[AsideKind, str, Place]]


def _walk(
    objects: Objects, start: Value, *, following: str, below: str
) -> Iterator[tuple[Value, dict[str, Value]]]:
    """Yield the nodes of a chain whose nodes may have chains of their own."""
    seen: set[Ref] = set()
    pending = [start]
    while pending:
        value = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        entries = objects.dictionary(value)
        if not entries:
            continue
        if len(seen) > _MOST_NODES:
            raise LimitReachedError("an outline has too many entries", code="limit-outline")
        pending.extend(entries[key] for key in (following, below) if key in entries)
        yield value, entries


def _outline(pdf: Pdf, objects: Objects) -> _Found:
    first = objects.dictionary(objects.root.get("Outlines")).get("First")
    for value, entries in _walk(objects, first, following="Next", below="First"):
        place = Place(part=_part(value), page=_target_page(pdf, objects, entries))
        yield AsideKind.OUTLINE, objects.text(entries.get("Title")), place


def _target_page(pdf: Pdf, objects: Objects, entries: dict[str, Value]) -> int | None:
    target = objects.resolve(entries.get("Dest"))
    if target is None:
        target = objects.resolve(objects.dictionary(entries.get("A")).get("D"))
    if isinstance(target, list) and target and isinstance(target[0], Ref):
        return pdf.page_numbers.get(target[0])
    return None


def _destinations(_: Pdf, objects: Objects) -> _Found:
    names = objects.dictionary(objects.root.get("Names"))
    for name, _value in name_tree(objects, names.get("Dests")):
        yield AsideKind.DESTINATION, name, Place()
    for name in objects.dictionary(objects.root.get("Dests")):
        yield AsideKind.DESTINATION, name, Place()


def _labels(_: Pdf, objects: Objects) -> _Found:
    for first, value in name_tree(objects, objects.root.get("PageLabels")):
        page = int(first) + 1 if first.lstrip("-").isdigit() else None
        yield AsideKind.PAGE_LABEL, objects.text(objects.dictionary(value).get("P")), Place(page=page)


def _threads(pdf: Pdf, objects: Objects) -> _Found:
    threads = dict.fromkeys(
        value for value in objects.array(objects.root.get("Threads")) if isinstance(value, Ref)
    )
    # Beads of pages lead to threads too (ISO 32000-2 table 163).
    beads = (objects.dictionary(entries["T"]) and entries["T"] for _, entries in pdf.census.holding("T"))
    threads.update(dict.fromkeys(value for value in beads if isinstance(value, Ref)))
    for value in threads:
        facts = objects.dictionary(objects.dictionary(value).get("I"))
        for key in ("Title", "Subject", "Keywords", "Author"):
            yield AsideKind.THREAD, objects.text(facts.get(key)), Place(part=_part(value))


def _descriptions(pdf: Pdf, objects: Objects) -> _Found:
    """Yield what describes links, films and fields to those who do not see them (ISO 32000-2 table 166)."""
    for node in pdf.nodes:
        for value in objects.array(node.entries.get("Annots")):
            entries = objects.dictionary(value)
            kind = objects.text(entries.get("Subtype"))
            if kind in NO_REMARK:
                place = Place(part=_part(value), page=node.number)
                yield AsideKind.ALTERNATIVE, objects.text(entries.get("Contents")), place
            if kind in _MEDIA_KINDS:
                for text in dict.fromkeys(_media_texts(objects, entries)):
                    yield AsideKind.ALTERNATIVE, text, place


_MEDIA_KINDS = frozenset({"Screen", "Movie", "Sound", "3D", "RichMedia"})
_MEDIA_KEYS = ("T", "MK", "Movie", "Sound", "3DD", "3DV", "3DA", "RichMediaContent", "RichMediaSettings")
_ELSEWHERE = frozenset({"P", "Parent", "EF", "RF", "AF", "OnInstantiate", "JS", "CheckSum"})
_MOST_OF_MEDIA = 1_000


def _media_texts(objects: Objects, entries: dict[str, Value]) -> Iterator[str]:
    """Yield titles, captions, names of views and files that a film, sound or scene comes with (13.2 to 13.7)."""
    seen: set[Ref] = set()
    pending = [entries.get(key) for key in reversed(_MEDIA_KEYS)]
    while pending and len(seen) < _MOST_OF_MEDIA:
        value = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        held = objects.resolve(value)
        if type(held) is str and any(map(str.isalpha, held)):
            yield held
        elif isinstance(held, list):
            pending.extend(reversed(held))
        else:
            pending.extend(item for key, item in objects.dictionary(held).items() if key not in _ELSEWHERE)


_STRUCTURE_KEYS = {
    "Alt": AsideKind.ALTERNATIVE,
    "ActualText": AsideKind.ACTUAL,
    "E": AsideKind.EXPANSION,
    "T": AsideKind.ELEMENT_TITLE,
}


def _structure(pdf: Pdf, objects: Objects) -> _Found:
    """Yield what the elements of the structure tree say in words (ISO 32000-2 14.9)."""
    seen: set[Ref] = set()
    count = 0
    pending: list[tuple[Value, int | None]] = [
        (kid, None) for kid in _kids(objects, objects.dictionary(objects.root.get("StructTreeRoot")))
    ]
    while pending:
        value, page = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        held = objects.resolve(value)
        if not isinstance(held, dict):
            continue
        count += 1
        if count > _MOST_NODES:
            raise LimitReachedError("the structure tree is too large", code="limit-structure")
        own = held.get("Pg")
        if isinstance(own, Ref):
            page = pdf.page_numbers.get(own, page)
        for key, kind in _STRUCTURE_KEYS.items():
            if key in held:
                yield kind, objects.text(held[key]), Place(part=_part(value), page=page)
        if "A" in held:
            for text in _attribute_texts(objects, held["A"]):
                yield AsideKind.ALTERNATIVE, text, Place(part=_part(value), page=page)
        pending.extend((kid, page) for kid in reversed(_kids(objects, held)))


def _attribute_texts(objects: Objects, value: Value) -> Iterator[str]:
    """Yield what attributes say in words: summaries of tables, properties of users (14.8.5.7, 14.7.6.4)."""
    held = objects.resolve(value)
    for item in held if isinstance(held, list) else [held]:
        attributes = objects.dictionary(item)
        for key in ("Summary", "Short", "Desc"):
            yield objects.text(attributes.get(key))
        for own in objects.array(attributes.get("P")) if attributes.get("O") == "UserProperties" else ():
            entries = objects.dictionary(own)
            yield " ".join(filter(None, (objects.text(entries.get(key)) for key in ("N", "V"))))


def _kids(objects: Objects, entries: dict[str, Value]) -> list[Value]:
    value = entries.get("K")
    held = objects.resolve(value)
    return held if isinstance(held, list) else [value]


def _part(value: Value) -> str:
    return f"object {value.number}" if isinstance(value, Ref) else ""


_READERS = (
    (frozenset({"Outlines"}), _outline),
    (frozenset({"Names", "Dests"}), _destinations),
    (frozenset({"PageLabels"}), _labels),
    (frozenset({"Threads", "Pages"}), _threads),
    (frozenset({"StructTreeRoot"}), _structure),
    (frozenset({"Pages"}), _descriptions),
)
"""What reads texts, and the keys of the catalogue without any of which there are none."""
