"""Tracked changes and scenarios (ODF 1.3 part 3, §5.5, §9.9)."""

from collections.abc import Iterable, Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ods.content import ContentHandler, value_of
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import Reading
from leakscan.formats.ods.tables import opened_document
from leakscan.formats.rereading import read_history_tables
from leakscan.formats.xlsx.cells import whole
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.history import REVISION_COLUMNS, Revision, RevisionLog, Scenario
from leakscan.views.people import PersonMention, Role
from leakscan.views.spreadsheet import Workbook, column_letters
from leakscan.views.values import value_key

_CHANGES = {
    "cell-content-change": "cell changed",
    "insertion": "inserted",
    "deletion": "deleted",
    "movement": "cells moved",
    "rejection": "change rejected",
}
_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200


def read_history(reading: Reading, workbook: Workbook) -> None:
    """Read the tracked changes and the scenarios into `workbook`."""
    place = Place(part=reading.part)
    nodes = [item.node for item in reading.nodes(*_CHANGES)]
    sheets = tuple(sheet.name for sheet in workbook.sheets)
    log = RevisionLog(place)
    people: dict[str, None] = {}
    for revision in revisions(nodes, sheets):
        _gather(log, revision)
        people[revision.author] = None
    if log.changes:
        log.table = Table(
            columns=REVISION_COLUMNS,
            count=log.changes,
            reader="leakscan.formats.ods.history:revision_rows",
            arguments={"part": reading.part, "sheets": sheets},
        )
        workbook.revision_logs.append(log)
        workbook.mentions.extend(PersonMention(name, Role.USER, place) for name in people if name)
    for item in reading.nodes("scenario"):
        if item.sheet is not None:
            name, comment = item.sheet.name, item.node.get("comment")
            workbook.scenarios.append(Scenario(item.sheet.place(), name, comment=comment))
    read_history_tables(workbook)


def _gather(log: RevisionLog, revision: Revision) -> None:
    log.changes += 1
    log.overwritten += bool(revision.old)
    if revision.old:
        log.values.add(value_key(revision.old))
        shown = revision.old[:_EXAMPLE_CHARACTERS]
        if len(log.examples) < _MOST_EXAMPLES and shown not in log.examples:
            log.examples.append(shown)


def revisions(nodes: Iterable[Node], sheets: tuple[str, ...]) -> Iterator[Revision]:
    """Yield what each tracked change tells: a deletion tells once for each cell that it removed."""
    for node in nodes:
        info = next(node.children("change-info"), Node("change-info", {}))
        said = {
            "number": node.get("id"),
            "author": info.child_text("creator"),
            "date": info.child_text("date"),
        }
        note = "\n".join(info.paragraphs())
        if node.name == "cell-content-change":
            sheet, cells = _address(node, sheets)
            old = next((_old(cell) for cell in node.descendants("change-track-table-cell")), "")
            yield Revision(**said, change=_CHANGES[node.name], sheet=sheet, cells=cells, old=old, new="")
        else:
            what, sheet, cells = _extent(node, sheets)
            yield Revision(**said, change=what, sheet=sheet, cells=cells)
        for inner in node.descendants("cell-content-deletion"):
            sheet, cells = _address(inner, sheets)
            old = next((_old(cell) for cell in inner.descendants("change-track-table-cell")), "")
            if old:
                yield Revision(**said, change="cell deleted", sheet=sheet, cells=cells, old=old)
        if note:
            yield Revision(**said, change="comment on a change", old=note)


def _extent(node: Node, sheets: tuple[str, ...]) -> tuple[str, str, str]:
    """Return what an insertion, deletion or movement did, on which sheet, and where."""
    if node.name not in ("insertion", "deletion"):
        return _CHANGES[node.name], "", ""
    kind = node.get("type", "row")
    position, count = whole(node.get("position")) or 0, whole(node.get("count")) or 1
    sheet = _sheet(node.get("table"), sheets)
    name = column_letters if kind == "column" else str
    cells = "" if kind == "table" else f"{name(position + 1)}:{name(position + count)}"
    return f"{kind} {_CHANGES[node.name]}", sheet, cells


def _address(node: Node, sheets: tuple[str, ...]) -> tuple[str, str]:
    found = next(node.children("cell-address"), None)
    if found is None:
        return "", ""
    column, row = whole(found.get("column")), whole(found.get("row"))
    cells = "" if column is None or row is None or column < 0 else f"{column_letters(column + 1)}{row + 1}"
    return _sheet(found.get("table"), sheets), cells


def _sheet(text: str, sheets: tuple[str, ...]) -> str:
    """Return the name of a sheet given by its position, or the position where it is gone."""
    number = whole(text)
    return sheets[number] if number is not None and 0 <= number < len(sheets) else text


def _old(cell: Node) -> str:
    _, text = value_of(cell.attributes, "\n".join(cell.paragraphs()))
    other = cell.get("string-value")
    if other and other not in text:
        return f"{text} ({other})"
    return text or cell.get("formula")


class _Changes(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.ready: list[Node] = []

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        if node.name in _CHANGES:
            self.ready.append(node)


def revision_rows(source: Source, *, part: str, sheets: tuple[str, ...]) -> Iterator[Row]:
    """Yield the tracked changes of a document, one a row.

    Args:
        source: the document.
        part: the part with its sheets.
        sheets: names of its sheets, in order.
    """
    handler = _Changes()
    with opened_document(source, part) as opened, opened.open(part) as stream:
        for revision in revisions(xmlsafe.collected(stream, handler, handler.ready), sheets):
            yield revision.row()
