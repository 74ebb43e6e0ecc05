"""Reads the form of a document: fields, defaults and XFA datasets (ISO 32000-2 12.7)."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.views.forms import Form, FormDatum, FormField, datum_rows, field_rows
from leakscan.views.words import missing_words

_MOST_FIELDS = 100_000
_HIDDEN_FLAGS = 2 | 32
_PASSWORD_FLAG = 1 << 13
_INHERITED = ("FT", "Ff", "V", "DV", "Opt")


def read_form(pdf: Pdf) -> Form | None:
    """Return the form of a document, or None when it has none."""
    objects = pdf.objects
    if objects is None or not objects.dictionary(objects.root.get("AcroForm")):
        return None
    form = Form(field_items(pdf))
    form.has_xfa = "XFA" in objects.dictionary(objects.root.get("AcroForm"))
    if form.has_xfa:
        form.data = data_items(pdf)
    form.table = pdf_table("fields", count=len(form.fields), lent=lambda: field_rows(form.fields))
    form.data_table = pdf_table("form_data", count=len(form.data), lent=lambda: datum_rows(form.data))
    return form


def field_items(pdf: Pdf) -> list[FormField]:
    """Return the fields of a form."""
    objects = pdf.objects
    if objects is None:
        return []
    pages = _widget_pages(pdf, objects)
    form = objects.dictionary(objects.root.get("AcroForm"))
    found: list[FormField] = []
    seen: set[Ref] = set()
    pending: list[tuple[Value, str, dict[str, Value]]] = [
        (value, "", {}) for value in reversed(objects.array(form.get("Fields")))
    ]
    while pending:
        value, parent, inherited = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        entries = objects.dictionary(value)
        if not entries:
            continue
        if len(found) > _MOST_FIELDS:
            raise LimitReachedError("the form has too many fields", code="limit-fields")
        own = objects.text(entries.get("T"))
        name = f"{parent}.{own}" if parent and own else own or parent
        passed_on = {**inherited, **{key: entries[key] for key in _INHERITED if key in entries}}
        kids = objects.array(entries.get("Kids"))
        inner = [kid for kid in kids if "T" in objects.dictionary(kid)]
        if inner:
            pending.extend((kid, name, passed_on) for kid in reversed(inner))
            continue
        widgets = [(kid, objects.dictionary(kid)) for kid in kids] or [(value, entries)]
        found.append(_field(objects, name, {**entries, **passed_on}, widgets, pages))
    return found


def _field(
    objects: Objects,
    name: str,
    entries: dict[str, Value],
    widgets: list[tuple[Value, dict[str, Value]]],
    pages: dict[Ref, int],
) -> FormField:
    numbers = [pages[value] for value, _ in widgets if isinstance(value, Ref) and value in pages]
    flags = [objects.integer(widget.get("F")) or 0 for _, widget in widgets]
    return FormField(
        name=name,
        kind=objects.text(entries.get("FT")),
        place=Place(name=name, page=min(numbers, default=None)),
        value=_text(objects, entries.get("V")),
        default=_text(objects, entries.get("DV")),
        options=tuple(_text(objects, option) for option in objects.array(entries.get("Opt"))),
        note=" ".join(filter(None, (objects.text(entries.get("TU")), objects.text(entries.get("TM"))))),
        is_hidden=not numbers or all(flag & _HIDDEN_FLAGS for flag in flags),
        is_password=bool((objects.integer(entries.get("Ff")) or 0) & _PASSWORD_FLAG)
        and objects.text(entries.get("FT")) == "Tx",
    )


def _text(objects: Objects, value: Value) -> str:
    held = objects.resolve(value)
    if isinstance(held, list):
        return "; ".join(objects.text(item) for item in held)
    return objects.text(held)


def _widget_pages(pdf: Pdf, objects: Objects) -> dict[Ref, int]:
    """Return the page of each widget, by its object."""
    return {
        value: node.number
        for node in pdf.nodes
        for value in objects.array(node.entries.get("Annots"))
        if isinstance(value, Ref)
    }


def data_items(pdf: Pdf) -> list[FormDatum]:
    """Return the values of the XFA datasets (XFA 3.3, part 1, chapter 3)."""
    objects = pdf.objects
    if objects is None:
        return []
    held = objects.resolve(objects.dictionary(objects.root.get("AcroForm")).get("XFA"))
    pieces: list[Value] = [held] if isinstance(held, Stream) else []
    if isinstance(held, list):
        names = [objects.text(item) for item in held[::2]]
        pieces = [piece for name, piece in zip(names, held[1::2], strict=False) if name == "datasets"]
        if not pieces:
            pieces = held[1::2]
    found: list[FormDatum] = []
    for piece in pieces:
        stream = objects.resolve(piece)
        if isinstance(stream, Stream):
            part = f"object {piece.number}" if isinstance(piece, Ref) else ""
            with pdf.recording(Place(part=part, name="XFA"), lost="the form's own data"):
                found.extend(_data(pdf, objects.data(stream) or b""))
    return found


def _data(pdf: Pdf, xml: bytes) -> Iterator[FormDatum]:
    if not xml.strip():
        return
    if len(xml) > pdf.source.budget.limits.tree_bytes:
        raise LimitReachedError("the form's data are too large to be read", code="limit-tree-bytes")
    root = xmlsafe.parse(xml)
    tops = [root] if xmlsafe.local_name(root) == "datasets" else list(xmlsafe.descendants(root, "datasets"))
    for top in tops:
        for element in top.iter("*"):
            text = (element.text or "").strip()
            if text and len(element) == 0:
                names = [xmlsafe.local_name(item) for item in element.iterancestors()]
                path = "/".join([*reversed(names), xmlsafe.local_name(element)])
                yield FormDatum(path, text, tuple(missing_words(text, pdf.pages.visible)))
