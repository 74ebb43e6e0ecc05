"""Reads the form of a document: its fields, and what its XFA form keeps (ISO 32000-2 12.7)."""

from collections.abc import Iterator

from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.pdf.annotations import plain_text
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Value
from leakscan.formats.pdf.widgets import FieldNode, Widget, page_widgets, unshown_values
from leakscan.formats.pdf.xfa import data_items
from leakscan.views.forms import Form, FormField, datum_rows, field_rows, text_rows
from leakscan.views.values import ValueSet
from leakscan.views.words import missing_words, word_set

_MOST_FIELDS = 100_000
_NESTING = 32
_PASSWORD_FLAG = 1 << 13
_INHERITED = ("FT", "Ff", "V", "DV", "RV", "Opt", "TU", "TM", "SV")


def read_form(pdf: Pdf) -> Form | None:
    """Return the form of a document, or None when it has none."""
    objects = pdf.objects
    if objects is None:
        return None
    form = Form(field_items(pdf))
    form.has_xfa = "XFA" in objects.dictionary(objects.root.get("AcroForm"))
    if form.has_xfa:
        form.data = data_items(pdf)
    elif not form.fields:
        return None
    form.table = pdf_table("fields", count=len(form.fields), lent=lambda: field_rows(form.fields))
    form.data_table = pdf_table("form_data", count=len(form.data), lent=lambda: datum_rows(form.data))
    count = sum(len(field.texts) for field in form.fields)
    form.text_table = pdf_table("field_texts", count=count, lent=lambda: text_rows(form.fields))
    return form


def field_items(pdf: Pdf) -> list[FormField]:
    """Return the fields of a form, and those that stand on a page and not in the form."""
    objects = pdf.objects
    if objects is None:
        return []
    widgets = page_widgets(objects, pdf.nodes)
    form = objects.dictionary(objects.root.get("AcroForm"))
    found: list[FieldNode] = []
    seen: set[Ref] = set()
    for start in (objects.array(form.get("Fields")), _tops(objects, widgets)):
        found.extend(_walk(objects, start, seen))
    fields = [_field(objects, node, widgets, pdf.pages.visible) for node in found]
    unshown = unshown_values(pdf, objects, found)
    return [
        field._replace(is_unshown=not field.is_hidden and not field.is_password and position in unshown)
        for position, field in enumerate(fields)
    ]


def _walk(objects: Objects, start: list[Value], seen: set[Ref]) -> Iterator[FieldNode]:
    """Yield the fields of a tree, each with what it inherits."""
    pending: list[tuple[Value, str, dict[str, Value]]] = [(value, "", {}) for value in reversed(start)]
    while pending:
        value, parent, inherited = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        entries = objects.dictionary(value)
        if not entries:
            continue
        if len(seen) > _MOST_FIELDS:
            raise LimitReachedError("the form has too many fields", code="limit-fields")
        own = objects.text(entries.get("T"))
        name = f"{parent}.{own}" if parent and own else own or parent
        passed_on = {**inherited, **{key: entries[key] for key in _INHERITED if key in entries}}
        kids = objects.array(entries.get("Kids"))
        inner = [kid for kid in kids if "T" in objects.dictionary(kid)]
        if inner:
            pending.extend((kid, name, passed_on) for kid in reversed(inner))
            continue
        seen.update(kid for kid in kids if isinstance(kid, Ref))
        yield FieldNode(name, {**entries, **passed_on}, kids or [value])


def _tops(objects: Objects, widgets: dict[Ref, Widget]) -> list[Value]:
    """Return the fields at the top of the trees that the widgets on the pages belong to."""
    found: dict[Ref, None] = {}
    for ref in widgets:
        for _ in range(_NESTING):
            parent = objects.dictionary(ref).get("Parent")
            if not isinstance(parent, Ref) or not objects.dictionary(parent):
                break
            ref = parent
        found[ref] = None
    return list(found)


def _field(objects: Objects, node: FieldNode, widgets: dict[Ref, Widget], visible: ValueSet) -> FormField:
    entries = node.entries
    placed = [widgets[value] for value in node.widgets if isinstance(value, Ref) and value in widgets]
    value = _text(objects, entries.get("V"))
    options = tuple(_text(objects, option) for option in objects.array(entries.get("Opt")))
    rich = plain_text(objects.text(entries.get("RV")))
    return FormField(
        name=node.name,
        kind=objects.text(entries.get("FT")),
        place=Place(name=node.name, page=min((widget.page for widget in placed), default=None)),
        value=value,
        default=_text(objects, entries.get("DV")),
        options=options,
        rich=rich if missing_words(rich, word_set([value])) else "",
        texts=tuple(
            dict.fromkeys(
                text
                for text in (*_said(objects, entries, [widget.entries for widget in placed]), *options)
                if missing_words(text, visible)
            )
        ),
        is_hidden=all(widget.is_hidden for widget in placed),
        is_password=bool((objects.integer(entries.get("Ff")) or 0) & _PASSWORD_FLAG)
        and objects.text(entries.get("FT")) == "Tx",
    )


def _said(objects: Objects, entries: dict[str, Value], widgets: list[dict[str, Value]]) -> Iterator[str]:
    """Yield what a field says beside its value: to those who point at it, export it, press it or sign it."""
    for key in ("TU", "TM"):
        yield objects.text(entries.get(key))
    for widget in widgets:
        looks = objects.dictionary(widget.get("MK"))
        for key in ("CA", "RC", "AC"):
            yield objects.text(looks.get(key))
    seeds = objects.dictionary(entries.get("SV"))
    for value in (*objects.array(seeds.get("Reasons")), *objects.array(seeds.get("LegalAttestation"))):
        yield objects.text(value)


def _text(objects: Objects, value: Value) -> str:
    held = objects.resolve(value)
    if isinstance(held, list):
        return "; ".join(objects.text(item) for item in held)
    return objects.text(held)
