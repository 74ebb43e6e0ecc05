"""The sheets of a workbook: their list, and one pass over the cells of each."""

from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import PartState, Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.facts import FactsPass, Usage
from leakscan.formats.xlsx.strings import SharedStrings, read_strings
from leakscan.formats.xlsx.unlisted import unlisted_sheets
from leakscan.tables import Table
from leakscan.views.spreadsheet import (
    Axis,
    Region,
    Sheet,
    SheetFacts,
    SheetKind,
    SheetState,
    Workbook,
    column_letters,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHEET_KINDS = {
    "worksheet": SheetKind.WORKSHEET,
    "chartsheet": SheetKind.CHARTSHEET,
    "dialogsheet": SheetKind.DIALOGSHEET,
    "xlMacrosheet": SheetKind.MACROSHEET,
    "xlIntlMacrosheet": SheetKind.MACROSHEET,
}


def read_sheets(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read the list of sheets, the shared strings and every sheet's cells into `workbook`."""
    root = package.tree(workbook_part, "workbook", lost="the list of sheets")
    if root is not None:
        for number, element in enumerate(xmlsafe.descendants(root, "sheet"), start=1):
            workbook.sheets.append(_sheet(package, workbook_part, number, element))
    strings = SharedStrings()
    try:
        _read_strings(package, workbook_part, strings)
        usage = Usage(strings, visible=workbook.visible)
        for sheet in workbook.sheets:
            _read_sheet(package, sheet, usage)
        for sheet in unlisted_sheets(package, workbook):
            workbook.sheets.append(sheet)
            _read_sheet(package, sheet, Usage(strings))
    finally:
        strings.close()


def _read_strings(package: Package, workbook_part: str, strings: SharedStrings) -> None:
    for relationship in package.related(workbook_part, "sharedStrings"):
        name = package.name(relationship.target)
        if name is None:
            continue
        with (
            package.recording(Place(part=name), lost="text of the cells"),
            package.open(name) as stream,
        ):
            read_strings(stream, strings)
            package.mark(name, PartState.EXAMINED, "shared strings")


def _sheet(package: Package, workbook_part: str, number: int, element: "_Element") -> Sheet:
    relationship_id = xmlsafe.attribute(element, "id")
    found = next((item for item in package.relationships(workbook_part) if item.id == relationship_id), None)
    part = "" if found is None else package.name(found.target) or ""
    kind = SheetKind.UNKNOWN if found is None else _SHEET_KINDS.get(found.kind, SheetKind.UNKNOWN)
    return Sheet(element.get("name", ""), number, kind, SheetState.read(element.get("state")), part)


def _read_sheet(package: Package, sheet: Sheet, usage: Usage) -> None:
    if not sheet.part:
        return
    handler = FactsPass(usage, shows=sheet.is_visible)
    with (
        package.recording(Place(part=sheet.part, sheet=sheet.name), lost="cells"),
        package.open(sheet.part) as stream,
    ):
        xmlsafe.stream(stream, handler)
        package.mark(sheet.part, PartState.EXAMINED, sheet.kind.value)
    sheet.facts = handler.finish()
    sheet.is_protected = handler.is_protected
    add_tables(sheet, sheet.facts)


def add_tables(sheet: Sheet, facts: SheetFacts) -> None:
    """Give a sheet's facts the recipes of their tables."""
    everything = tuple(range(1, facts.last_column + 1))
    facts.table = _sheet_table(sheet.part, facts, rows=None, columns=(), count=facts.rows, shown=everything)
    for region in facts.regions:
        if not region.cells:
            continue
        spans = tuple(region.spans)
        if region.axis is Axis.ROWS:
            region.table = _sheet_table(
                sheet.part, facts, rows=spans, columns=(), count=region.lines, shown=everything
            )
        else:
            shown = tuple(
                column for first, last in spans for column in range(first, min(last, facts.last_column) + 1)
            )
            region.table = _sheet_table(
                sheet.part, facts, rows=None, columns=spans, count=_rows_of(region, facts), shown=shown
            )


def _rows_of(region: Region, facts: SheetFacts) -> int:
    return region.lines if region.axis is Axis.ROWS else facts.rows


def _sheet_table(
    part: str,
    facts: SheetFacts,
    *,
    rows: tuple[tuple[int, int], ...] | None,
    columns: tuple[tuple[int, int], ...],
    count: int,
    shown: tuple[int, ...],
) -> Table:
    return Table(
        columns=("Row", *(column_letters(column) for column in shown)),
        count=count,
        reader="leakscan.formats.xlsx.tables:sheet_rows",
        arguments={"part": part, "rows": rows, "columns": columns, "last_column": facts.last_column},
    )
