"""Recipes of recovered tables, and the reader that makes their rows from the file again."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from leakscan.formats.document import Context
from leakscan.formats.pdf.opened import Pdf
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views import (
    actions,
    annotations,
    asides,
    fonts,
    forms,
    leftovers,
    metadata_history,
    pages,
    pictures,
    private_data,
    revisions,
    signatures,
)

_COLUMNS = {
    "actions": actions.COLUMNS,
    "annotations": annotations.COLUMNS,
    "asides": asides.COLUMNS,
    "fields": forms.COLUMNS,
    "field_texts": forms.TEXT_COLUMNS,
    "font_traces": fonts.COLUMNS,
    "form_data": forms.DATA_COLUMNS,
    "hidden_annotations": annotations.COLUMNS,
    "hidden_text": pages.HIDDEN_COLUMNS,
    "gaps": pages.GAP_COLUMNS,
    "history": metadata_history.COLUMNS,
    "leftovers": leftovers.COLUMNS,
    "outside": leftovers.OUTSIDE_COLUMNS,
    "picture": pictures.COLUMNS,
    "private_data": private_data.COLUMNS,
    "revision": revisions.COLUMNS,
    "signatures": signatures.COLUMNS,
    "unseen_annotations": annotations.COLUMNS,
}


def pdf_table(name: str, *, count: int, lent: Callable[[], Iterator[Row]], **arguments: Any) -> Table | None:
    """Return the recipe of a table, with the rows that are at hand; None when it would have none."""
    if count == 0:
        return None
    return Table(
        columns=_COLUMNS[name],
        count=count,
        reader="leakscan.formats.pdf.tables:pdf_rows",
        arguments={"name": name, **arguments},
        lent=lent,
    )


def pdf_rows(source: Source, *, name: str, **arguments: Any) -> Iterator[Row]:
    """Yield the rows of a table, read from the file again."""
    pdf = Pdf(source, Context(Ledger(), Options()))
    with closing(pdf):
        yield from _READERS[name](pdf, **arguments)


def _actions(pdf: Pdf, *, kind: str) -> Iterator[Row]:
    from leakscan.formats.pdf.actions import action_items

    wanted = actions.ActionKind[kind]
    yield from actions.action_rows([item for item in action_items(pdf) if item.kind is wanted])


def _annotations(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.annotations import remark_items

    yield from annotations.annotation_rows(remark_items(pdf))


def _hidden_annotations(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.annotations import hidden_items

    yield from annotations.annotation_rows(hidden_items(pdf))


def _unseen_annotations(pdf: Pdf, *, is_momentary: bool) -> Iterator[Row]:
    from leakscan.formats.pdf.annotations import unseen_items

    yield from annotations.annotation_rows(unseen_items(pdf, is_momentary=is_momentary))


def _asides(pdf: Pdf, *, kind: str) -> Iterator[Row]:
    from leakscan.formats.pdf.asides import aside_items

    yield from asides.aside_rows(asides.Asides(aside_items(pdf)).of(asides.AsideKind[kind]))


def _fields(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.forms import field_items

    yield from forms.field_rows(field_items(pdf))


def _field_texts(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.forms import field_items

    yield from forms.text_rows(field_items(pdf))


def _font_traces(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.fonts import trace_items

    yield from fonts.trace_rows(trace_items(pdf))


def _form_data(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.xfa import data_items

    yield from forms.datum_rows(data_items(pdf))


def _hidden_text(pdf: Pdf, *, cover: str, page: int | None) -> Iterator[Row]:
    items = [item for item in pdf.pages.hidden if item.cover.name == cover and page in (None, item.page)]
    yield from pages.hidden_rows(items)


def _gaps(pdf: Pdf) -> Iterator[Row]:
    yield from pages.gap_rows(pdf.pages.gaps)


def _history(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.history import history_items

    yield from metadata_history.history_rows(history_items(pdf))


def _picture(pdf: Pdf, *, number: int) -> Iterator[Row]:
    from leakscan.formats.pdf.pictures import picture_facts

    yield from pictures.fact_rows(picture_facts(pdf, number))


def _private_data(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.private_data import private_items

    yield from private_data.private_rows(private_items(pdf))


def _signatures(pdf: Pdf) -> Iterator[Row]:
    from leakscan.formats.pdf.signatures import signature_items

    yield from signatures.signature_rows(signature_items(pdf))


def _leftovers(pdf: Pdf, *, disuse: str) -> Iterator[Row]:
    from leakscan.formats.pdf.leftovers import leftover_items

    items = [item for item in leftover_items(pdf) if item.disuse.name == disuse]
    yield from leftovers.leftover_rows(items)


def _outside(pdf: Pdf, *, position: str) -> Iterator[Row]:
    from leakscan.formats.pdf.leftovers import outside_items

    items = [item for item in outside_items(pdf) if item.position.name == position and item.text]
    yield from leftovers.outside_rows(items)


def _revision(pdf: Pdf, *, number: int) -> Iterator[Row]:
    from leakscan.formats.pdf.revisions import read_revision

    revision = read_revision(pdf, number)
    if revision is not None:
        yield from revision.rows()


_READERS: dict[str, Callable[..., Iterator[Row]]] = {
    "actions": _actions,
    "annotations": _annotations,
    "asides": _asides,
    "fields": _fields,
    "field_texts": _field_texts,
    "font_traces": _font_traces,
    "form_data": _form_data,
    "hidden_annotations": _hidden_annotations,
    "hidden_text": _hidden_text,
    "gaps": _gaps,
    "history": _history,
    "leftovers": _leftovers,
    "outside": _outside,
    "picture": _picture,
    "private_data": _private_data,
    "revision": _revision,
    "signatures": _signatures,
    "unseen_annotations": _unseen_annotations,
}
