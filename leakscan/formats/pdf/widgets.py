"""Widgets: what of a form's fields shows on the pages, and whether that is their value (ISO 32000-2 12.5.6.19)."""

from typing import NamedTuple

from leakscan.formats.pdf.appearances import (
    appearance_texts,
    is_hidden,
    page_appearances,
    paints_text,
    rect_of,
    side_of,
)
from leakscan.formats.pdf.geometry import overlaps
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.values import Ref, Value
from leakscan.views.words import missing_words, pieces, word_set


class FieldNode(NamedTuple):
    """One field as the tree of fields has it.

    Attributes:
        name: its full name.
        entries: its dictionary, with what it inherits.
        widgets: what shows of it.
    """

    name: str
    entries: dict[str, Value]
    widgets: list[Value]


class Widget(NamedTuple):
    """What shows of a field at one place.

    Attributes:
        page: its page, from 1.
        entries: its dictionary.
        is_hidden: its flags, its size or its place keep it from the screen.
    """

    page: int
    entries: dict[str, Value]
    is_hidden: bool


def page_widgets(objects: Objects, nodes: list[PageNode]) -> dict[Ref, Widget]:
    """Return the widgets on the pages, by their objects."""
    found: dict[Ref, Widget] = {}
    for node in nodes:
        sheet = rect_of(objects, node.entries, "CropBox") or rect_of(objects, node.entries, "MediaBox")
        for value in objects.array(node.entries.get("Annots")):
            entries = objects.dictionary(value)
            if not isinstance(value, Ref) or objects.text(entries.get("Subtype")) != "Widget":
                continue
            rect = rect_of(objects, entries)
            is_off = rect is not None and sheet is not None and not overlaps(rect, sheet)
            is_unseen = is_off or is_hidden(objects, entries, "Widget") or side_of(objects, entries) == 0
            found[value] = Widget(node.number, entries, is_unseen)
    return found


def unshown_values(pdf: Pdf, objects: Objects, fields: list[FieldNode]) -> set[int]:
    """Return the positions of the fields whose appearance paints other words than their value has.

    Left out are fields that a viewer paints anew: those of XFA forms, those that a script writes in another way
    (12.7.6.3), and all where the form asks for it (`NeedAppearances`, 12.7.3).
    """
    form = objects.dictionary(objects.root.get("AcroForm"))
    if "XFA" in form or objects.resolve(form.get("NeedAppearances")) is True:
        return set()
    told = word_set(item.text for item in pdf.pages.hidden)
    doubtful: dict[int, list[str]] = {}
    for position, node in enumerate(fields):
        if objects.text(node.entries.get("FT")) in ("Tx", "Ch") and not _is_written_by_script(objects, node):
            missing = _missing(pdf, objects, node)
            if missing and missing_words(" ".join(missing), told):
                doubtful[position] = missing
    if not doubtful:
        return set()
    shown = {item.place.part: item for node in pdf.nodes for item in page_appearances(objects, node) if item.shows}
    asked = {}
    for position in doubtful:
        for value in fields[position].widgets:
            if isinstance(value, Ref) and f"object {value.number}" in shown:
                asked[f"object {value.number}"] = position
    texts = {item.place.part: text for item, text in appearance_texts(pdf, [shown[part] for part in asked])}
    found = set()
    for part, position in asked.items():
        painted = "".join(pieces(texts.get(part, "")))
        is_there = all(word in painted or word[::-1] in painted for word in doubtful[position])
        is_read = part in texts or not paints_text(objects, shown[part].stream)
        if is_read and not is_there:
            found.add(position)
    return found


def _is_written_by_script(objects: Objects, node: FieldNode) -> bool:
    holders = (node.entries, *(objects.dictionary(value) for value in node.widgets))
    return any("F" in objects.dictionary(holder.get("AA")) for holder in holders)


def _missing(pdf: Pdf, objects: Objects, node: FieldNode) -> list[str]:
    """Return the words of a field's value that no page shows; none where its choice shows by another name."""
    held = objects.resolve(node.entries.get("V"))
    values = [objects.text(item) for item in held] if isinstance(held, list) else [objects.text(held)]
    names = {}
    for option in objects.array(node.entries.get("Opt")):
        pair = [objects.text(item) for item in objects.array(option)]
        if len(pair) == 2:
            names[pair[0]] = pair[1]
    text = " ".join(names.get(value, value) for value in values)
    return [piece for word in missing_words(text, pdf.pages.visible) for piece in pieces(word) if len(piece) > 1]
