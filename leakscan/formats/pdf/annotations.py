"""Reads the annotations of the pages (ISO 32000-2 12.5)."""

import re
from collections.abc import Iterator
from functools import partial

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.appearances import Looks, is_hidden, page_appearances
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Value
from leakscan.views.annotations import Annotation, Annotations, annotation_rows
from leakscan.views.words import missing_words, word_set

NO_REMARK = frozenset({"Link", "Widget", "Screen", "Movie", "Sound", "3D", "RichMedia", "PrinterMark", "TrapNet"})
_WORDS = re.compile(r"[^\W\d_]{2}\s+\w")
"""What programs name annotations by has no blank in it (ISO 32000-2 table 166, `NM`)."""
_SHOWN_TEXT = frozenset({"FreeText"})


def read_annotations(pdf: Pdf) -> Annotations | None:
    """Return the annotations of a document."""
    if pdf.objects is None:
        return None
    found = _found(pdf)
    remarks, hidden = found.remarks, found.hidden
    count = sum(1 for _ in annotation_rows(remarks))
    found.table = pdf_table("annotations", count=count, lent=lambda: annotation_rows(remarks))
    found.hidden_table = pdf_table("hidden_annotations", count=len(hidden), lent=lambda: annotation_rows(hidden))
    for is_momentary in (False, True):
        items = found.unseen_of(is_momentary=is_momentary)
        lent = partial(annotation_rows, items)
        table = pdf_table("unseen_annotations", count=len(items), lent=lent, is_momentary=is_momentary)
        if table is not None:
            found.unseen_tables[is_momentary] = table
    return found


def remark_items(pdf: Pdf) -> list[Annotation]:
    """Return the annotations in sight that a person made."""
    return _found(pdf).remarks


def hidden_items(pdf: Pdf) -> list[Annotation]:
    """Return the annotations out of sight."""
    return _found(pdf).hidden


def unseen_items(pdf: Pdf, *, is_momentary: bool) -> list[Annotation]:
    """Return the appearances that do not show, those that never do or those that show for a moment."""
    return _found(pdf).unseen_of(is_momentary=is_momentary)


def _found(pdf: Pdf) -> Annotations:
    objects = pdf.objects
    if objects is None:
        return Annotations()
    items = [item for node in pdf.nodes for item in page_annotations(objects, node)]
    positions = {(item.place.page, item.place.part): position for position, item in enumerate(items)}
    told = word_set(item.text for item in pdf.pages.hidden)
    unseen = []
    for look, text in pdf.unseen:
        position = positions.get((look.place.page, look.place.part)) if look.place.part else None
        holders = look.annotation, objects.dictionary(look.annotation.get("Parent"))
        values = [objects.text(held.get("V")) for held in holders]
        own = word_set([*values, "" if position is None else items[position].text])
        missing = missing_words(" ".join(missing_words(text, pdf.pages.visible)), told)
        if not missing_words(" ".join(missing), own):
            continue
        if position is not None and items[position].is_hidden and look.kind != "Widget":
            items[position] = items[position]._replace(text=f"{items[position].text}\n{text}".strip())
        else:
            momentary = look.is_momentary
            item = Annotation(look.place, look.kind, text=text, is_markup=False, is_momentary=momentary)
            unseen.append(item._replace(is_hidden=True))
    for place in _hidden_pictures(pdf, objects, items):
        position = positions[place]
        items[position] = items[position]._replace(has_picture=True)
    for position, item in enumerate(items):
        if item.shows_text and missing_words(item.text, pdf.pages.visible):
            items[position] = item._replace(shows_text=False)
    return Annotations(items, pdf.pages.visible, unseen=unseen)


def _hidden_pictures(pdf: Pdf, objects: Objects, items: list[Annotation]) -> set[tuple[int | None, str]]:
    """Return the page and object of the hidden annotations that would show pictures; icons of fields are none."""
    hidden = {(item.place.page, item.place.part) for item in items if item.is_hidden and item.kind != "Widget"}
    if not hidden:
        return set()
    looks = Looks(objects)
    return {
        place
        for node in pdf.nodes
        for item in page_appearances(objects, node)
        if (place := (item.place.page, item.place.part)) in hidden and looks.of(item.stream).has_pictures
    }


def page_annotations(objects: Objects, node: PageNode) -> Iterator[Annotation]:
    """Yield the annotations of a page; a popup is part of the one it belongs to."""
    for value in objects.array(node.entries.get("Annots")):
        entries = objects.dictionary(value)
        kind = objects.text(entries.get("Subtype"))
        if not kind or (kind == "Popup" and not _speaks_alone(objects, entries)):
            continue
        part = f"object {value.number}" if isinstance(value, Ref) else ""
        yield Annotation(
            place=Place(part=part, name=_field_name(objects, entries), page=node.number),
            kind=kind,
            author=objects.text(entries.get("T")) if kind != "Widget" else "",
            text="\n".join(_texts(objects, entries, kind)),
            date=objects.text(entries.get("M")) or objects.text(entries.get("CreationDate")),
            is_hidden=is_hidden(objects, entries, kind),
            is_markup=kind not in NO_REMARK,
            shows_text=kind in _SHOWN_TEXT,
        )


def _speaks_alone(objects: Objects, popup: dict[str, Value]) -> bool:
    """Return whether a popup says something that the annotation it belongs to does not."""
    text = objects.text(popup.get("Contents")).strip()
    return bool(text) and text != objects.text(objects.dictionary(popup.get("Parent")).get("Contents")).strip()


def _field_name(objects: Objects, entries: dict[str, Value]) -> str:
    return objects.text(entries.get("T")) if objects.text(entries.get("Subtype")) == "Widget" else ""


def _texts(objects: Objects, entries: dict[str, Value], kind: str) -> Iterator[str]:
    """Yield everything an annotation says, each text once."""
    found: dict[str, None] = {}
    for key in ("Contents", "Subj", "OverlayText"):
        found[objects.text(entries.get(key)).strip()] = None
    rich = plain_text(objects.text(entries.get("RC")))
    if rich and " ".join(rich.split()) not in {" ".join(text.split()) for text in found}:
        found[rich] = None
    if kind == "Widget":
        found[objects.text(entries.get("V")).strip()] = None
    if kind == "Stamp":
        found.pop("", None)
    found[objects.text(entries.get("State"))] = None
    found[objects.text(objects.dictionary(entries.get("Measure")).get("R"))] = None
    name = objects.text(entries.get("NM"))
    if _WORDS.search(name):
        found[name] = None
    yield from (text for text in found if text)


def plain_text(rich: str) -> str:
    """Return the text of rich text (ISO 32000-2 12.7.4.4)."""
    if not rich:
        return ""
    try:
        return xmlsafe.text_of(xmlsafe.parse(rich.encode())).strip()
    except FileError:
        return rich
