"""The sheets of a workbook: their list, the shared strings, and one pass over the cells of each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import PartState, Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.facts import EXAMPLE_CHARACTERS, MOST_EXAMPLES, SheetPass, Usage, read_facts
from leakscan.formats.xlsx.layout import FilterRange, filter_range
from leakscan.formats.xlsx.strings import BLANK, EMPTY, SharedStrings, read_strings
from leakscan.formats.xlsx.unlisted import unlisted_sheets
from leakscan.tables import Table
from leakscan.views.spreadsheet import (
    Axis,
    OrphanStrings,
    Sheet,
    SheetKind,
    SheetState,
    Workbook,
    column_letters,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {
    "worksheet": SheetKind.WORKSHEET,
    "chartsheet": SheetKind.CHARTSHEET,
    "dialogsheet": SheetKind.DIALOGSHEET,
    "macrosheet": SheetKind.MACROSHEET,
    "xlMacrosheet": SheetKind.MACROSHEET,
    "xlIntlMacrosheet": SheetKind.MACROSHEET,
}
"""Kinds by root element, and by relationship type ([MS-OFFMACRO2] 2.2.1.9 for macro sheets)."""

_FILTER_NAMES = ("_xlnm._filterdatabase", "_filterdatabase")
_LOST = "text of the cells"
_LOST_ON_SHEET = "cells of the sheet"

Names = dict[int, list[FilterRange]]


def read_sheets(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read the list of sheets, the shared strings and every sheet's cells into `workbook`."""
    root = package.tree(workbook_part, "workbook", lost="the list of sheets")
    names: Names = {}
    if root is not None:
        for group in xmlsafe.children(root, "sheets"):
            for element in xmlsafe.descendants(group, "sheet"):
                workbook.sheets.append(_sheet(package, workbook_part, len(workbook.sheets) + 1, element))
        names = _filter_names(root, workbook)
    strings = SharedStrings()
    try:
        strings_part, is_whole = _read_strings(package, workbook_part, strings)
        usage = Usage(strings, is_1904=root is not None and _is_1904(root), visible=workbook.visible)
        for sheet in workbook.sheets:
            is_whole = _read_sheet(package, sheet, usage, names.get(sheet.number, [])) and is_whole
        if root is not None and strings_part and is_whole:
            workbook.orphan_strings = _orphans(strings_part, usage, workbook)
        for sheet in unlisted_sheets(package, workbook):
            workbook.sheets.append(sheet)
            _read_sheet(package, sheet, Usage(strings, is_1904=usage.is_1904), [])
        usage.settle()
    finally:
        strings.close()


def _is_1904(root: "_Element") -> bool:
    return any(xmlsafe.is_true(element.get("date1904")) for element in xmlsafe.children(root, "workbookPr"))


def _sheet(package: Package, workbook_part: str, number: int, element: "_Element") -> Sheet:
    relationship_id = xmlsafe.attribute(element, "id")
    found = next(
        (
            item
            for item in package.relationships(workbook_part)
            if item.id == relationship_id and not item.is_external
        ),
        None,
    )
    part, kind = "", SheetKind.UNKNOWN
    if found is not None:
        kind = _KINDS.get(found.kind, SheetKind.UNKNOWN)
        part = package.name(found.target) or ""
    sheet = Sheet(element.get("name", ""), number, kind, SheetState.read(element.get("state")), part)
    if found is not None and not part:
        place = Place(part=workbook_part, sheet=sheet.name)
        package.problem("part-missing", place, "a sheet's part does not exist", lost=_LOST_ON_SHEET)
    return sheet


def _filter_names(root: "_Element", workbook: Workbook) -> Names:
    """Return the ranges that sheets were last filtered by: Excel keeps them as hidden names."""
    found: Names = {}
    for element in xmlsafe.descendants(root, "definedName"):
        if element.get("name", "").casefold() not in _FILTER_NAMES:
            continue
        reference = xmlsafe.text_of(element)
        rows = filter_range(reference, is_active=None) if reference else None
        index = whole(element.get("localSheetId"))
        if index is None:
            name = reference.rpartition("!")[0].strip("'").replace("''", "'")
            sheet = workbook.sheet(name)
            number = 0 if sheet is None else sheet.number
        else:
            number = index + 1
        if rows is not None:
            found.setdefault(number, []).append(rows)
    return found


def _table_filters(package: Package, sheet: Sheet) -> list[FilterRange]:
    """Return the ranges of the filters of a sheet's tables (ECMA-376-1 §18.5.1.2)."""
    found = []
    for relationship in package.related(sheet.part, "table"):
        root = package.tree(relationship.target, "table", lost="the filters of a table")
        if root is None:
            continue
        for element in xmlsafe.children(root, "autoFilter"):
            has_criteria = any(len(column) for column in xmlsafe.children(element, "filterColumn"))
            rows = filter_range(element.get("ref") or root.get("ref"), is_active=has_criteria)
            if rows is not None:
                found.append(rows)
    return found


def _read_strings(package: Package, workbook_part: str, strings: SharedStrings) -> tuple[str, bool]:
    """Read the shared strings; return their part and whether they came whole."""
    for relationship in package.related(workbook_part, "sharedStrings"):
        name = package.name(relationship.target)
        if name is None:
            package.problem(
                "part-missing",
                Place(part=workbook_part),
                "the shared strings do not exist",
                lost=_LOST,
            )
            return "", False
        is_whole = False
        with (
            package.recording(Place(part=name), lost=_LOST),
            package.open(name) as stream,
        ):
            read_strings(stream, strings)
            package.mark(name, PartState.EXAMINED, "shared strings")
            is_whole = True
        return name, is_whole
    return "", True


def _read_sheet(package: Package, sheet: Sheet, usage: Usage, names: Sequence[FilterRange] = ()) -> bool:
    """Read a sheet's cells; return whether they came whole."""
    if not sheet.part:
        return True
    filters = [*names, *_table_filters(package, sheet)]
    found = _pass(package, sheet, usage, filters)
    if found is not None and found.unforeseen:
        found = _pass(package, sheet, usage, list(found.filters)) or found
    if found is None:
        return False
    with package.recording(Place(part=sheet.part, sheet=sheet.name), lost=_LOST_ON_SHEET):
        sheet.kind = _KINDS.get(found.root, sheet.kind)
        sheet.facts = found.facts
        sheet.is_protected = found.is_protected
        _add_tables(sheet, found)
        if found.damage is not None:
            raise found.damage
        package.mark(sheet.part, PartState.EXAMINED, sheet.kind.value)
    return found.damage is None


def _pass(package: Package, sheet: Sheet, usage: Usage, filters: list[FilterRange]) -> SheetPass | None:
    found: list[SheetPass] = []
    with (
        package.recording(Place(part=sheet.part, sheet=sheet.name), lost=_LOST_ON_SHEET),
        package.open(sheet.part) as stream,
    ):
        found.append(read_facts(stream, usage, shows=sheet.is_visible, filters=filters))
    return found[0] if found else None


def _add_tables(sheet: Sheet, found: SheetPass) -> None:
    """Give a sheet's facts the recipes of their tables."""
    facts = found.facts
    everything = tuple(range(1, facts.last_column + 1))
    if facts.rows:
        facts.table = _table(sheet.part, everything, count=facts.rows)
    filters = tuple((item.first_row, item.last_row) for item in found.filters)
    for region in facts.regions:
        if not region.rows:
            continue
        if region.axis is Axis.COLUMNS:
            region.table = _table(sheet.part, found.hidden_columns[region.hiding], count=region.rows)
        else:
            region.table = _table(
                sheet.part, everything, count=region.rows, hiding=region.hiding.name, filters=filters
            )


def _table(
    part: str,
    columns: tuple[int, ...],
    *,
    count: int,
    hiding: str = "",
    filters: tuple[tuple[int, int], ...] = (),
) -> Table:
    return Table(
        columns=("Row", *map(column_letters, columns)),
        count=count,
        reader="leakscan.formats.xlsx.tables:sheet_rows",
        arguments={"part": part, "columns": columns, "hiding": hiding, "filters": filters},
    )


def _orphans(part: str, usage: Usage, workbook: Workbook) -> OrphanStrings | None:
    """Return the shared strings that no cell uses, or None when there are none."""
    found = OrphanStrings(part)
    strings = usage.strings
    number = -1
    while (number := usage.used.find(0, number + 1)) >= 0:
        key = strings.keys[number]
        if key == EMPTY:
            continue
        found.count += 1
        if key == BLANK:
            continue
        found.values.add(key)
        if len(found.examples) < MOST_EXAMPLES:
            found.examples.append(strings[number][:EXAMPLE_CHARACTERS])
    if not found.count:
        return None
    found.table = Table(
        columns=("Number", "Text"),
        count=found.count,
        reader="leakscan.formats.xlsx.tables:orphan_rows",
        arguments={"part": part, "sheets": tuple(dict.fromkeys(sheet.part for sheet in workbook.sheets))},
    )
    return found
