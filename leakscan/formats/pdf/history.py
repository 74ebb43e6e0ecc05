"""Reads how a document came about: identities, steps, sources and disagreement (ISO 16684-1 8.6)."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.pdf.metadata import INFO_TWINS, XmpItem, xmp_items
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref
from leakscan.views.metadata_history import History, HistoryItem, HistoryKind, history_rows

_IDENTITIES = frozenset({"DocumentID", "InstanceID", "OriginalDocumentID", "VersionID", "RenditionClass"})
_SOURCES = frozenset(
    {"filePath", "documentID", "instanceID", "originalDocumentID", "fromPart", "toPart", "linkForm"}
)
_STEPS = frozenset({"action", "when", "softwareAgent", "changed", "parameters", "modifier", "modifyDate"})


def read_history(pdf: Pdf) -> History | None:
    """Return how a document came about."""
    if pdf.objects is None:
        return None
    items = history_items(pdf)
    return History(items, pdf_table("history", count=len(items), lent=lambda: history_rows(items)))


def history_items(pdf: Pdf) -> list[HistoryItem]:
    """Return what a document's metadata tell of its making."""
    objects = pdf.objects
    if objects is None:
        return []
    main = xmp_items(pdf, objects, objects.root.get("Metadata"))
    found = list(_disagreements(objects, main))
    for item in main:
        kind = _kind(item.name)
        if kind is not None:
            found.append(HistoryItem(kind, item.name, item.text, item.place))
    found.extend(_parts(pdf, objects))
    return list(dict.fromkeys(found))


def _kind(name: str) -> HistoryKind | None:
    if name in _IDENTITIES:
        return HistoryKind.IDENTITY
    if name in _STEPS:
        return HistoryKind.STEP
    return HistoryKind.SOURCE if name in _SOURCES else None


def _disagreements(objects: Objects, main: list[XmpItem]) -> Iterator[HistoryItem]:
    """Yield the values that the information dictionary and the XMP packet give differently."""
    information = objects.dictionary(objects.trailer.get("Info"))
    for key, twin in INFO_TWINS.items():
        mine = objects.text(information.get(key)).strip()
        theirs = [item.text for item in main if item.name == twin]
        if mine and theirs and _plain(mine) not in {_plain(text) for text in (*theirs, "".join(theirs))}:
            joined = {_plain(word) for word in mine.replace(";", ",").split(",")}
            if joined != {_plain(text) for text in theirs}:
                yield HistoryItem(HistoryKind.DISAGREEMENT, key, f"{mine} / {'; '.join(theirs)}", Place(name=key))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _parts(pdf: Pdf, objects: Objects) -> Iterator[HistoryItem]:
    """Yield what the XMP packets of pages, pictures and other parts say."""
    main = objects.root.get("Metadata")
    for ref, entries in pdf.census.holding("Metadata"):
        packet = entries["Metadata"]
        if not isinstance(packet, Ref) or packet == main:
            continue
        page = pdf.page_numbers.get(ref)
        for item in xmp_items(pdf, objects, packet):
            place = Place(part=item.place.part, name=item.name, page=page)
            yield HistoryItem(HistoryKind.PART, item.name, item.text, place, item.is_custom)
