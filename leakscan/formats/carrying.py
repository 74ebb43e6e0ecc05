"""What a carrier makes of the files inside it: which they are, and what a workbook among them shows."""

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.ledger import Ledger
from leakscan.source import Source
from leakscan.views.embedded import Embedded, EmbeddedFile, EmbeddedSheet, EmbeddedWorkbook
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.values import ValueSet, typed_key

_WRAPPERS = frozenset({"zip", "compound file", "ole object", "encrypted package"})
"""Formats that only wrap another file; a carrier looks through them."""
_NO_WORKBOOKS = frozenset({"eml"})
"""Formats that neither are workbooks nor only wrap one, and take long to read."""
_MOST_WRAPPERS = 3


class _Inner(NamedTuple):
    """A workbook found inside: its source, the steps that lead to it, and what it holds."""

    source: Source
    steps: tuple[str, ...]
    workbook: Workbook


def carried_views(
    source: Source, place: Place, context: Context, *, outer: ValueSet, is_reachable: bool
) -> Iterator[object]:
    """Yield what a carrier says of one file inside it, and last the file itself.

    Args:
        source: the file inside.
        place: where it lies.
        context: that of the carrier.
        outer: values that the carrier shows.
        is_reachable: a page of the carrier refers to the file.
    """
    kind, has_workbook = "", False
    limits = source.budget.limits
    if source.depth <= limits.depth and source.sha256 not in source.digests:
        try:
            for found in _looked_through(source, (source.name,), context):
                if isinstance(found, str):
                    kind = kind or found
                else:
                    has_workbook = True
                    yield EmbeddedWorkbook(place, is_reachable, _sheets(found, outer))
        except LimitReachedError as error:
            if error.ends_scan:
                raise
        except FileError:
            pass  # the file's own examination says what is wrong with it
    yield EmbeddedFile(place, kind, source.size, is_reachable, has_workbook)
    yield Embedded(source, place)


def _looked_through(source: Source, steps: tuple[str, ...], context: Context) -> Iterator[str | _Inner]:
    """Yield the format of a file, then the workbook that it is, or the formats and workbooks that it wraps.

    Their own embedded files are left to them.
    """
    from leakscan.formats.catalogue import is_pdf, open_document

    if is_pdf(source):  # neither a workbook nor a wrapper, and takes long to open
        yield "pdf"
        return
    with closing(open_document(source, Context(Ledger(), context.options))) as document:
        yield document.format
        for view in document.views() if document.format not in _NO_WORKBOOKS else ():
            if isinstance(view, Workbook):
                yield _Inner(source, steps, view)
                return
            if isinstance(view, Embedded) and document.format in _WRAPPERS and len(steps) < _MOST_WRAPPERS:
                try:
                    yield from _looked_through(view.source, (*steps, view.source.name), context)
                except LimitReachedError as error:
                    if error.ends_scan:
                        raise
                except FileError:
                    continue
                finally:
                    view.source.store.close()


def _sheets(inner: _Inner, outer: ValueSet) -> list[EmbeddedSheet]:
    workbook = inner.workbook
    shown = [
        sheet
        for sheet in workbook.sheets
        if sheet.is_visible and sheet.facts is not None and sheet.facts.cells > 0
    ]
    found = []
    for sheet in shown:
        table = None if sheet.facts is None else sheet.facts.table
        values = workbook.visible if len(shown) == 1 else _values(inner, sheet)
        found.append(
            EmbeddedSheet(
                sheet=sheet,
                table=None if table is None else table.within(inner.steps),
                values=None if values is None else len(values),
                not_visible=None if values is None else values.missing_from(outer),
            )
        )
    return found


def _values(inner: _Inner, sheet: Sheet) -> ValueSet | None:
    """Return the values of one of several sheets, read once more; None when that fails."""
    table = None if sheet.facts is None else sheet.facts.table
    if table is None:
        return None
    values = ValueSet()
    try:
        for row in table.rows_of(inner.source):
            for value in row[1:]:
                values.add(typed_key(value))
    except LimitReachedError as error:
        if error.ends_scan:
            raise
        return None
    except FileError:
        return None
    return values
