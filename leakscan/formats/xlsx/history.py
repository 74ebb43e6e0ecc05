"""Revision logs, scenarios and saved views of a workbook (ECMA-376-1 §18.11, §18.3.1.76, §18.3.1.27)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.rereading import read_history_tables
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.roots import parts_of
from leakscan.formats.xlsx.sheet_texts import headers_of
from leakscan.patterns import late_pattern
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.history import REVISION_COLUMNS, Revision, RevisionLog, SavedView, Scenario
from leakscan.views.people import PersonMention, Role
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200
CHANGES = {
    "rcc": "cell changed",
    "rrc": "rows or columns inserted or deleted",
    "rm": "cells moved",
    "rcv": "view saved or deleted",
    "rsnm": "sheet renamed",
    "ris": "sheet inserted",
    "rfmt": "format changed",
    "raf": "format filled",
    "rdn": "name defined or deleted",
    "rcmt": "comment added or deleted",
    "rqt": "query removed",
    "rcft": "conflict resolved",
    "undo": "change that cannot be undone",
}
ACTIONS = {
    "insertRow": "rows inserted",
    "deleteRow": "rows deleted",
    "insertCol": "columns inserted",
    "deleteCol": "columns deleted",
}
_NESTING = frozenset({"rrc", "rm"})
"""Changes that hold others: the cells that went with deleted rows (ECMA-376-1 §18.11.1.20)."""
_HIDDEN_NAMES = late_pattern(r"Z_(?P<guid>[0-9A-F_]{32,})\.wvu\.(?P<what>Rows|Cols)$", re.IGNORECASE)
_DEFAULT_SHEET = late_pattern(
    r"(?:Sheet|Tabelle|Feuil|Hoja|Foglio|Blad|Ark|List|Arkusz|Planilha|Munka|Taul|\u041b\u0438\u0441\u0442)\d+"
)
"""Names that Excel gives to new sheets."""
_WORDS = {"rows": "rows", "cols": "columns"}

Sheets = dict[str, str]


def read_history(package: Package, workbook_part: str, workbook: Workbook, outsides: dict[int, Outside]) -> None:
    """Read revisions, scenarios and saved views into `workbook`."""
    root = package.tree(workbook_part, "workbook", lost="saved views")
    read_saved(root, workbook_part, workbook, outsides)
    _read_revisions(package, workbook_part, workbook)


def read_saved(
    root: "_Element | None", workbook_part: str, workbook: Workbook, outsides: dict[int, Outside]
) -> None:
    """Read scenarios and saved views of a workbook of any format; `root` lists the views."""
    _read_scenarios(workbook, outsides)
    if root is not None:
        _read_views(root, workbook_part, workbook, outsides)
    read_history_tables(workbook)


# Scenarios and views


def _read_scenarios(workbook: Workbook, outsides: dict[int, Outside]) -> None:
    for sheet in workbook.sheets:
        outside = outsides.get(sheet.number)
        for element in [] if outside is None else outside.all("scenarios"):
            for item in element.iter("scenario"):
                scenario = Scenario(
                    place=sheet.place(name=unescaped(item.get("name", ""))),
                    name=unescaped(item.get("name", "")),
                    author=unescaped(item.get("user", "")),
                    comment=unescaped(item.get("comment", "")),
                    values=tuple(
                        (cell.get("r", ""), unescaped(cell.get("val", ""))) for cell in item.iter("inputCells")
                    ),
                    is_hidden=xmlsafe.is_true(item.get("hidden")),
                )
                workbook.scenarios.append(scenario)
                workbook.mentions.append(PersonMention(scenario.author, Role.SCENARIO_AUTHOR, scenario.place))


def _read_views(root: "_Element", workbook_part: str, workbook: Workbook, outsides: dict[int, Outside]) -> None:
    views: dict[str, SavedView] = {}
    for element in xmlsafe.descendants(root, "customWorkbookView"):
        name = unescaped(element.get("name", ""))
        view = SavedView(
            Place(part=workbook_part, name=name), name, is_personal=xmlsafe.is_true(element.get("personalView"))
        )
        views[_plain(element.get("guid", ""))] = view
        workbook.saved_views.append(view)
        if view.user:
            workbook.mentions.append(PersonMention(view.user, Role.USER, view.place))
    for sheet in workbook.sheets:
        outside = outsides.get(sheet.number)
        for element in [] if outside is None else outside.all("customSheetViews"):
            for item in element.iter("customSheetView"):
                guid = _plain(item.get("guid", ""))
                if guid not in views:
                    # The list of views was taken out, or another program dropped it.
                    views[guid] = SavedView(sheet.place(), "")
                    workbook.saved_views.append(views[guid])
                _add_sheet(views[guid], item, sheet.name)
    for defined in workbook.names:
        found = _HIDDEN_NAMES.match(defined.name)
        view_of = None if found is None else views.get(_plain(found["guid"]))
        if found is not None and view_of is not None:
            view_of.hidden.append((_WORDS[found["what"].casefold()], defined.refers_to))


def _add_sheet(view: SavedView, item: "_Element", sheet: str) -> None:
    if item.get("state", "visible") != "visible":
        view.hidden.append(("sheet", sheet))
    for filtered in item.iter("autoFilter"):
        for element in filtered.iter():
            text = element.get("val") if element.tag in ("filter", "customFilter") else None
            if text and text.strip():
                view.criteria.append(unescaped(text))
    for headers in item.iter("headerFooter"):
        view.texts.extend(text for _, text, _ in headers_of(headers))


def _plain(guid: str) -> str:
    return guid.strip("{}").replace("-", "").replace("_", "").casefold()


# Revisions


def _read_revisions(package: Package, workbook_part: str, workbook: Workbook) -> None:
    saves = _saves(package, workbook_part)
    for part in parts_of(package, root="revisions", content_type="revisionLog"):
        author, date = saves.get(part, ("", ""))
        log = RevisionLog(Place(part=part), author, date, is_related=part in saves)
        root = package.tree(part, "revision log", lost="logged changes")
        if root is None:
            continue
        for revision in _revisions(root, author, date, _sheet_names(package, workbook_part)):
            gather(log, revision)
        if log.changes:
            log.table = Table(
                columns=REVISION_COLUMNS,
                count=log.changes,
                reader="leakscan.formats.xlsx.history:revision_rows",
                arguments={"part": part, "author": author, "date": date, "workbook_part": workbook_part},
            )
        workbook.revision_logs.append(log)


def _saves(package: Package, workbook_part: str) -> dict[str, tuple[str, str]]:
    """Return who saved each log, and when (ECMA-376-1 §18.11.1.1)."""
    found: dict[str, tuple[str, str]] = {}
    for relationship in package.related(workbook_part, "revisionHeaders"):
        headers = package.name(relationship.target)
        root = None if headers is None else package.tree(headers, "list of saves", lost="who saved when")
        if headers is None or root is None:
            continue
        targets = {item.id: package.name(item.target) for item in package.relationships(headers)}
        for element in xmlsafe.descendants(root, "header"):
            part = targets.get(xmlsafe.attribute(element, "id") or "")
            if part is not None:
                found[part] = element.get("userName", ""), element.get("dateTime", "")
    return found


def _sheet_names(package: Package, workbook_part: str) -> Sheets:
    root = package.tree(workbook_part, "workbook")
    return {
        element.get("sheetId", ""): element.get("name", "")
        for element in (() if root is None else xmlsafe.descendants(root, "sheet"))
    }


def gather(log: RevisionLog, revision: Revision) -> None:
    """Add a change to what is said of its log."""
    log.changes += 1
    old = "" if _DEFAULT_SHEET.fullmatch(revision.old) else revision.old
    log.overwritten += bool(old)
    # What a name is made to mean, or where cells go, is a reference; what they held before is content.
    new = revision.new if revision.change == CHANGES["rcc"] else ""
    for text in (old, new):
        if text:
            log.values.add(value_key(text))
    example = (old or new)[:_EXAMPLE_CHARACTERS]
    if not example:
        return
    if old and len(log.examples) >= _MOST_EXAMPLES:
        log.examples.pop()
    if len(log.examples) < _MOST_EXAMPLES and example not in log.examples:
        log.examples.insert(0 if old else len(log.examples), example)


def _revisions(root: "_Element", author: str, date: str, sheets: Sheets) -> Iterator[Revision]:
    for element in root:
        name = xmlsafe.local_name(element)
        if name:
            yield from _changes(element, name, author, date, sheets)


def _changes(element: "_Element", name: str, author: str, date: str, sheets: Sheets) -> Iterator[Revision]:
    number = element.get("sId") or element.get("sheetId") or element.get("localSheetId") or ""
    old, new, cells = _old_and_new(element, name)
    action = element.get("action", "")
    yield Revision(
        number=element.get("rId", ""),
        author=element.get("author") or element.get("userName") or author,
        date=date,
        change=ACTIONS.get(action) or CHANGES.get(name, name),
        sheet=sheets.get(number, number and f"sheet {number}"),
        cells=cells,
        old=old,
        new=new,
    )
    if name in _NESTING:
        for child in element:
            inner = xmlsafe.local_name(child)
            if inner in CHANGES:
                yield from _changes(child, inner, author, date, sheets)


def _old_and_new(element: "_Element", name: str) -> tuple[str, str, str]:
    """Return what stood before, what stands after, and where."""
    match name:
        case "rcc":
            before = next(xmlsafe.children(element, "oc"), None)
            after = next(xmlsafe.children(element, "nc"), None)
            either = after if before is None else before
            return _cell(before), _cell(after), "" if either is None else either.get("r", "")
        case "rdn":
            old = [element.get("name", ""), *_texts(element, "oldFormula"), element.get("oldComment", "")]
            new = [element.get("name", ""), *_texts(element, "formula"), element.get("comment", "")]
            return _joined(old), _joined(new), ""
        case "rsnm" | "ris":
            names = (element.get("oldName") or "", element.get("newName") or element.get("name") or "")
            old_name, new_name = (name.rpartition("]")[2] for name in names)  # [Book.xlsx]Sheet
            return old_name, new_name, ""
        case "rm":
            return element.get("source", ""), element.get("destination", ""), element.get("destination", "")
        case "rcmt":
            return "", "", element.get("cell", "")
        case _:
            return "", "", element.get("ref") or element.get("sqref") or ""


def _joined(pieces: list[str]) -> str:
    """Return a name with what it refers to; empty when there is nothing but the name."""
    filled = [unescaped(piece) for piece in pieces if piece]
    return ": ".join(filled) if len(filled) > 1 else ""


def _texts(element: "_Element", name: str) -> list[str]:
    return [xmlsafe.text_of(child) for child in xmlsafe.children(element, name)]


def _cell(cell: "_Element | None") -> str:
    """Return what a logged cell held: its text or value, or the formula where that is all."""
    if cell is None:
        return ""
    inline = "".join(item.text or "" for item in xmlsafe.descendants(cell, "t") if not _is_reading(item))
    values = [xmlsafe.text_of(child) for child in xmlsafe.children(cell, "v")]
    formulas = [f"={xmlsafe.text_of(child)}" for child in xmlsafe.children(cell, "f")]
    return unescaped(inline or "".join(values) or "".join(formulas))


def _is_reading(text: "_Element") -> bool:
    parent = text.getparent()
    return parent is not None and xmlsafe.local_name(parent) == "rPh"


def revision_rows(source: Source, *, part: str, author: str, date: str, workbook_part: str) -> Iterator[Row]:
    """Yield the changes of one log, in order.

    Args:
        source: the workbook.
        part: the log.
        author: who saved it.
        date: when it was saved.
        workbook_part: the main part, which names the sheets.
    """
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        root = package.tree(part, "revision log")
        if root is not None:
            sheets = _sheet_names(package, workbook_part)
            yield from (revision.row() for revision in _revisions(root, author, date, sheets))
