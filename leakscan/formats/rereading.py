"""Rows of views that tell of a whole document: the document is opened and read again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import TypeVar

from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import VIEWS, Source
from leakscan.tables import Row, Table
from leakscan.views import paths, people, properties, side_texts
from leakscan.views.history import SCENARIO_COLUMNS, VIEW_COLUMNS, SavedView, Scenario
from leakscan.views.macros import MacroProject
from leakscan.views.paths import PathMention, Paths
from leakscan.views.people import People
from leakscan.views.properties import Properties
from leakscan.views.prose import Prose
from leakscan.views.side_texts import SideTexts, side_rows
from leakscan.views.spreadsheet import Workbook
from leakscan.views.surface import Surface

View = TypeVar("View")

_ROWS: dict[str, tuple[type[object], Callable[..., Iterator[Row]], tuple[str, ...]]] = {
    "properties": (Properties, Properties.rows, properties.COLUMNS),
    "custom properties": (Properties, Properties.custom_rows, properties.COLUMNS),
    "stale titles": (Properties, Properties.stale_rows, properties.STALE_COLUMNS),
    "labels": (Properties, Properties.label_rows, properties.COLUMNS),
    "people": (People, People.rows, people.COLUMNS),
    "paths": (Paths, Paths.rows, paths.COLUMNS),
}


def view_rows(source: Source, *, view: str) -> Iterator[Row]:
    """Yield the rows of the document's view of that name."""
    kind, rows, _ = _ROWS[view]
    found = _view(source, kind)
    if found is not None:
        yield from rows(found)


def workbook_of(source: Source) -> Workbook:
    """Return the workbook that a source is; an empty one when it is none."""
    return _view(source, Workbook) or Workbook()


def side_text_rows(source: Source, *, kind: str, part: str, sheet: str) -> Iterator[Row]:
    """Yield the texts beside the cells of one kind in one place."""
    found = _view(source, Surface)
    for group in [] if found is None else found.side_texts:
        if (group.kind.name, group.place.part, group.place.sheet) == (kind, part, sheet):
            yield from side_rows(group)


def macro_rows(source: Source, *, what: str, part: str) -> Iterator[Row]:
    """Yield the rows of one macro project: its source, or what is left of old source."""
    found = _view(source, MacroProject, part)
    if found is not None:
        yield from found.rows() if what == "source" else found.leftover_rows()


def history_rows(source: Source, *, what: str) -> Iterator[Row]:
    """Yield the rows of all scenarios, or of all saved views, of a workbook."""
    found = workbook_of(source)
    for item in found.scenarios if what == "scenarios" else found.saved_views:
        yield from item.rows()


def prose_rows(source: Source, *, what: str, part: str) -> Iterator[Row]:
    """Yield the rows of a kind of passage, comment or setting in one part of a document of running text."""
    found = _view(source, Prose)
    if found is not None:
        yield from found.rows(what, part)


def _view(source: Source, kind: type[View], part: str | None = None) -> View | None:
    """Return the document's view of a kind, for one part where it has several; kept where asked for."""
    from leakscan.formats.catalogue import open_document

    views: dict[tuple[type, str | None], View | None] = source.kept.get(VIEWS, {})
    if (kind, part) not in views:
        with closing(open_document(source, Context(Ledger(), Options()))) as document:
            found = (view for view in document.views() if isinstance(view, kind))
            views[kind, part] = next((view for view in found if part is None or _part(view) == part), None)
    return views[kind, part]


def _part(view: object) -> str:
    place: Place = getattr(view, "place", Place())
    return place.part


def read_prose_tables(prose: Prose, columns: Mapping[str, tuple[str, ...]]) -> None:
    """Give a document of running text the recipes for its rows.

    Args:
        prose: the document.
        columns: the columns of each kind of passage, comment or setting.
    """
    for (what, part), count in prose.row_counts().items():
        prose.tables[what, part] = Table(
            columns=columns[what],
            count=count,
            reader="leakscan.formats.rereading:prose_rows",
            arguments={"what": what, "part": part},
            lent=partial(prose.rows, what, part),
        )


def side_text_table(group: SideTexts) -> Table:
    """Return the recipe for the texts of one kind in one place."""
    return Table(
        columns=side_texts.COLUMNS,
        count=len(group.items),
        reader="leakscan.formats.rereading:side_text_rows",
        arguments={"kind": group.kind.name, "part": group.place.part, "sheet": group.place.sheet},
    )


def read_history_tables(workbook: Workbook) -> None:
    """Give a workbook the recipes for its scenarios and saved views."""
    workbook.scenarios_table = _history_table("scenarios", SCENARIO_COLUMNS, workbook.scenarios)
    workbook.saved_views_table = _history_table("saved views", VIEW_COLUMNS, workbook.saved_views)


def _history_table(what: str, columns: tuple[str, ...], items: Sequence[Scenario | SavedView]) -> Table | None:
    count = sum(1 for item in items for _ in item.rows())
    if not count:
        return None
    reader = "leakscan.formats.rereading:history_rows"
    return Table(columns=columns, count=count, reader=reader, arguments={"what": what})


def told_people(people: People) -> People:
    """Return the people, complete by now, with the recipe for their rows."""
    people.table = view_table("people", count=sum(1 for _ in people.rows()))
    return people


def told_properties(properties: Properties) -> Properties:
    """Return the properties, complete by now, with the recipes for their rows."""
    properties.table = view_table("properties", count=len(properties.standard))
    properties.custom_table = view_table("custom properties", count=len(properties.custom))
    properties.labels_table = view_table("labels", count=len(properties.labels))
    return properties


def told_paths(mentions: list[PathMention], people: People) -> Paths:
    """Return the view of paths, complete by now, with the recipe for its rows."""
    return Paths(mentions, people.authors, view_table("paths", count=len(mentions)))


def view_table(view: str, *, count: int) -> Table | None:
    """Return the recipe for the rows of a view, or None when it has none."""
    if count == 0:
        return None
    return Table(
        columns=_ROWS[view][2],
        count=count,
        reader="leakscan.formats.rereading:view_rows",
        arguments={"view": view},
    )
