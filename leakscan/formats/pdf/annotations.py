"""Reads the annotations of the pages (ISO 32000-2 12.5)."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Value
from leakscan.views.annotations import Annotation, Annotations, annotation_rows

_NO_REMARK = frozenset(
    {"Link", "Widget", "Screen", "Movie", "Sound", "3D", "RichMedia", "PrinterMark", "TrapNet", "Popup"}
)
_SHOWN_TEXT = frozenset({"FreeText"})
_HIDDEN_FLAGS = 2 | 32
"""Hidden and NoView (ISO 32000-2 table 167)."""


def read_annotations(pdf: Pdf) -> Annotations | None:
    """Return the annotations of a document."""
    objects = pdf.objects
    if objects is None:
        return None
    items = [item for node in pdf.nodes for item in page_annotations(objects, node)]
    found = Annotations(items, pdf.pages.visible)
    remarks, hidden = found.remarks, found.hidden
    count = sum(1 for _ in annotation_rows(remarks))
    found.table = pdf_table("annotations", count=count, lent=lambda: annotation_rows(remarks))
    found.hidden_table = pdf_table("hidden_annotations", count=len(hidden), lent=lambda: annotation_rows(hidden))
    return found


def remark_items(pdf: Pdf) -> list[Annotation]:
    """Return the annotations in sight that a person made."""
    return _items(pdf, is_hidden=False)


def hidden_items(pdf: Pdf) -> list[Annotation]:
    """Return the annotations out of sight."""
    return _items(pdf, is_hidden=True)


def _items(pdf: Pdf, *, is_hidden: bool) -> list[Annotation]:
    objects = pdf.objects
    if objects is None:
        return []
    found = Annotations([item for node in pdf.nodes for item in page_annotations(objects, node)])
    return found.hidden if is_hidden else found.remarks


def page_annotations(objects: Objects, node: PageNode) -> Iterator[Annotation]:
    """Yield the annotations of a page; a popup is part of the one it belongs to."""
    for value in objects.array(node.entries.get("Annots")):
        entries = objects.dictionary(value)
        kind = objects.text(entries.get("Subtype"))
        if not kind or kind == "Popup":
            continue
        flags = objects.integer(entries.get("F")) or 0
        part = f"object {value.number}" if isinstance(value, Ref) else ""
        yield Annotation(
            place=Place(part=part, name=_field_name(objects, entries), page=node.number),
            kind=kind,
            author=objects.text(entries.get("T")) if kind != "Widget" else "",
            text="\n".join(_texts(objects, entries, kind)),
            date=objects.text(entries.get("M")) or objects.text(entries.get("CreationDate")),
            is_hidden=bool(flags & _HIDDEN_FLAGS),
            is_markup=kind not in _NO_REMARK,
            shows_text=kind in _SHOWN_TEXT,
        )


def _field_name(objects: Objects, entries: dict[str, Value]) -> str:
    return objects.text(entries.get("T")) if objects.text(entries.get("Subtype")) == "Widget" else ""


def _texts(objects: Objects, entries: dict[str, Value], kind: str) -> Iterator[str]:
    """Yield everything an annotation says, each text once."""
    found: dict[str, None] = {}
    for key in ("Contents", "Subj", "OverlayText"):
        found[objects.text(entries.get(key)).strip()] = None
    rich = _plain(objects.text(entries.get("RC")))
    if rich and " ".join(rich.split()) not in {" ".join(text.split()) for text in found}:
        found[rich] = None
    if kind == "Widget":
        found[objects.text(entries.get("V")).strip()] = None
    if kind == "Stamp":
        found.pop("", None)
    state = objects.text(entries.get("State"))
    if state:
        found[state] = None
    yield from (text for text in found if text)


def _plain(rich: str) -> str:
    """Return the text of rich text (ISO 32000-2 12.7.4.4)."""
    if not rich:
        return ""
    try:
        return xmlsafe.text_of(xmlsafe.parse(rich.encode())).strip()
    except FileError:
        return rich
