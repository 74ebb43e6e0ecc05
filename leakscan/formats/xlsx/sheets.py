"""The sheets of a workbook: their list, the shared strings, and one pass over the cells of each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.concealed import ConcealedFormulas
from leakscan.formats.xlsx.drawings import has_drawings
from leakscan.formats.xlsx.facts import SheetPass, Usage, read_facts
from leakscan.formats.xlsx.layout import FilterRange, filter_range
from leakscan.formats.xlsx.looks import Looks, read_looks
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.printing import note_unprinted, print_areas
from leakscan.formats.xlsx.recipes import add_tables, orphan_strings
from leakscan.formats.xlsx.replaced import ReplacedCells
from leakscan.formats.xlsx.seeing import read_unseen
from leakscan.formats.xlsx.sheet_texts import protects
from leakscan.formats.xlsx.strings import SharedStrings, read_strings
from leakscan.formats.xlsx.unlisted import unlisted_sheets
from leakscan.formats.xlsx.unseen import Veil
from leakscan.formats.xlsx.veils import veil_of
from leakscan.formats.xlsx.windows import hide_behind_windows, is_embedded
from leakscan.parts import PartState
from leakscan.tables import Table
from leakscan.views.side_texts import SideKind, SideText, TextPart, grouped
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook

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
_SHEET_READER = "leakscan.formats.xlsx.tables:sheet_rows"
_BLOCK_READER = "leakscan.formats.xlsx.row_columns:sheet_blocks"
_WHOLE_BLOCK_READER = "leakscan.formats.xlsx.row_columns:whole_sheet_blocks"
_ORPHAN_READER = "leakscan.formats.xlsx.tables:orphan_rows"
_FORMAT_TEXT = "text in a number format that no cell shows"
_LOST = "text of the cells"
_LOST_ON_SHEET = "cells of the sheet"

Names = dict[int, list[FilterRange]]


class Named(NamedTuple):
    """What defined names say of a sheet: what it was filtered by, and what of it is printed."""

    filters: Sequence[FilterRange] = ()
    printed: str = ""


_UNNAMED = Named()


def read_sheets(package: Package, workbook_part: str, workbook: Workbook) -> dict[int, Outside]:
    """Read the list of sheets, the shared strings and every sheet's cells into `workbook`.

    Returns what stands outside the cells, by the number of the sheet.
    """
    outsides: dict[int, Outside] = {}
    root = package.tree(workbook_part, "workbook", lost="the list of sheets")
    names: Names = {}
    printed: dict[int, str] = {}
    if root is not None:
        workbook.sheets.extend(_listed_sheets(package, workbook_part, root))
        if not is_embedded(package.trail):
            hide_behind_windows(root, workbook.sheets)
        names = _filter_names(root, workbook)
        printed = print_areas(root)
    strings = SharedStrings()
    try:
        looks = read_looks(package, workbook_part)
        strings_part, is_whole = _read_strings(package, workbook_part, strings, looks)
        workbook.is_1904 = root is not None and _is_1904(root)
        usage = Usage(strings, looks, is_1904=workbook.is_1904, visible=workbook.visible)
        read: dict[tuple[str, bool], Sheet] = {}
        for sheet in workbook.sheets:
            twin = read.setdefault((sheet.part, sheet.is_visible), sheet) if sheet.part else sheet
            if twin is not sheet:
                _repeat(sheet, twin, outsides)
                continue
            known = Named(names.get(sheet.number, ()), printed.get(sheet.number, ""))
            is_whole = _read_sheet(package, sheet, workbook, usage, outsides, known) and is_whole
        if root is not None and strings_part and is_whole:
            parts = tuple(dict.fromkeys(sheet.part for sheet in workbook.sheets))
            workbook.orphan_strings = orphan_strings(
                strings_part, usage, reader=_ORPHAN_READER, where={"part": strings_part, "sheets": parts}
            )
        _add_readings(workbook, strings.readings, Place(part=strings_part))
        for sheet in unlisted_sheets(package, workbook):
            workbook.sheets.append(sheet)
            _read_sheet(package, sheet, workbook, Usage(strings, looks, is_1904=usage.is_1904), outsides)
        usage.settle()
        _add_format_texts(package, workbook_part, workbook, looks)
    finally:
        strings.close()
    return outsides


def _add_format_texts(package: Package, workbook_part: str, workbook: Workbook, looks: Looks) -> None:
    """Add the texts in number formats that no cell shows."""
    part = next((item.target for item in package.related(workbook_part, "styles")), "")
    unseen = [text for text in dict.fromkeys(looks.texts) if text not in looks.shown_texts]
    place = Place(part=package.name(part) or part)
    workbook.side_texts.extend(grouped(SideText(SideKind.MARKUP, _FORMAT_TEXT, text, place) for text in unseen))


def _repeat(sheet: Sheet, twin: Sheet, outsides: dict[int, Outside]) -> None:
    """Give a sheet what was read of the part that it shares with another."""
    sheet.kind, sheet.facts = twin.kind, twin.facts
    sheet.is_protected, sheet.is_whole = twin.is_protected, twin.is_whole
    if twin.number in outsides:
        outsides[sheet.number] = outsides[twin.number]


def _listed_sheets(package: Package, workbook_part: str, root: "_Element") -> list[Sheet]:
    """Return the sheets a workbook lists, also as alternatives for older programs (ECMA-376-3 §10.2)."""
    found: dict[tuple[str, str | None, SheetState], Sheet] = {}
    for group in xmlsafe.descendants(root, "sheets"):
        for element in xmlsafe.descendants(group, "sheet"):
            state = SheetState.read(element.get("state"))
            key = (element.get("name", ""), xmlsafe.attribute(element, "id"), state)
            if key not in found:
                found[key] = _sheet(package, workbook_part, len(found) + 1, element)
    return list(found.values())


def _is_1904(root: "_Element") -> bool:
    return any(xmlsafe.is_true(element.get("date1904")) for element in xmlsafe.children(root, "workbookPr"))


def _sheet(package: Package, workbook_part: str, number: int, element: "_Element") -> Sheet:
    found = package.relationship(workbook_part, xmlsafe.attribute(element, "id"))
    part, kind = "", SheetKind.UNKNOWN
    if found is not None:
        kind = _KINDS.get(found.kind, SheetKind.UNKNOWN)
        part = package.name(found.target) or ""
    sheet = Sheet(element.get("name", ""), number, kind, SheetState.read(element.get("state")), part)
    if not part and xmlsafe.attribute(element, "id"):  # a module has none
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


def _tables(package: Package, sheet: Sheet) -> "list[_Element]":
    """Return the tables of a sheet."""
    roots = (
        package.tree(relationship.target, "table", lost="the filters of a table")
        for relationship in package.related(sheet.part, "table")
    )
    return [root for root in roots if root is not None]


def _table_filters(tables: "list[_Element]") -> list[FilterRange]:
    """Return the ranges of the filters of tables (ECMA-376-1 §18.5.1.2)."""
    found = []
    for root in tables:
        for element in xmlsafe.children(root, "autoFilter"):
            has_criteria = any(len(column) for column in xmlsafe.children(element, "filterColumn"))
            rows = filter_range(element.get("ref") or root.get("ref"), is_active=has_criteria)
            if rows is not None:
                found.append(rows)
    return found


def _read_strings(package: Package, workbook_part: str, strings: SharedStrings, looks: Looks) -> tuple[str, bool]:
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
            read_strings(stream, strings, looks)
            if strings.walker is not None:
                package.walkers[name] = strings.walker
            package.strays[name] = strings.strays
            package.mark(name, PartState.EXAMINED, "shared strings")
            is_whole = True
        return name, is_whole
    return "", True


def _read_sheet(
    package: Package,
    sheet: Sheet,
    workbook: Workbook,
    usage: Usage,
    outsides: dict[int, Outside],
    named: Named = _UNNAMED,
) -> bool:
    """Read a sheet's cells; return whether they came whole."""
    if not sheet.part:
        return True
    tables = _tables(package, sheet)
    filters = [*named.filters, *_table_filters(tables)]
    own = usage.apart() if sheet.is_visible else usage
    found = _pass(package, sheet, own, filters)
    if found is not None and found.unforeseen:
        found = found.or_again(_pass(package, sheet, own, list(found.filters)))
    if found is None:
        return False
    if sheet.is_visible:
        try:
            found, own = _seen(package, sheet, found, own, tables)
        except LimitReachedError as error:
            found.damage = error  # raised once more when what was found so far is kept
        note_unprinted(found.facts, found.occupancy, named.printed)
        usage.take(own)
    with package.recording(Place(part=sheet.part, sheet=sheet.name), lost=_LOST_ON_SHEET):
        sheet.kind = _KINDS.get(found.root, sheet.kind)
        sheet.facts = found.facts
        sheet.is_protected = any(protects(element) for element in found.outside.all("sheetProtection"))
        outsides[sheet.number] = found.outside
        if sheet.is_protected and sheet.is_visible and usage.looks.concealing:
            with package.open(sheet.part) as stream:
                xmlsafe.stream(stream, ConcealedFormulas(found.outside, usage.looks.concealing))
        if found.walker is not None:
            package.walkers[sheet.part] = found.walker
        package.strays[sheet.part] = found.strays
        _add_readings(workbook, found.readings, sheet.place())
        block_reader = _WHOLE_BLOCK_READER if found.damage is None else _BLOCK_READER
        add_tables(found, reader=_SHEET_READER, block_reader=block_reader, where={"part": sheet.part})
        _add_unseen(sheet, found)
        if found.lacks_strings:
            message = "cells refer to shared texts that do not exist"
            place = Place(part=sheet.part, sheet=sheet.name)
            package.problem("broken-reference", place, message, lost="texts of cells")
        if found.damage is not None:
            sheet.is_whole = False
            raise found.damage
        package.mark(sheet.part, PartState.EXAMINED, sheet.kind.value)
    return found.damage is None


def _add_readings(workbook: Workbook, readings: TextPart, place: Place) -> None:
    """Add the readings that a part keeps of its texts, when there are any."""
    if readings.rows:
        readings.place = place
        readings.table = Table(
            columns=("Number", "Text"),
            count=readings.rows,
            reader="leakscan.formats.xlsx.tables:reading_rows",
            arguments={"part": place.part},
        )
        workbook.text_parts.append(readings)


def _pass(package: Package, sheet: Sheet, usage: Usage, filters: list[FilterRange]) -> SheetPass | None:
    found: list[SheetPass] = []
    with (
        package.recording(Place(part=sheet.part, sheet=sheet.name), lost=_LOST_ON_SHEET),
        package.open(sheet.part) as stream,
    ):
        found.append(
            read_facts(
                stream,
                usage,
                shows=sheet.is_visible,
                filters=filters,
                is_drawn_over=sheet.is_visible and has_drawings(package, sheet.part),
            )
        )
    return found[0] if found else None


def _seen(
    package: Package, sheet: Sheet, found: SheetPass, usage: Usage, tables: "list[_Element]"
) -> tuple[SheetPass, Usage]:
    """Return the pass and what is visible, read once more where some cells may not be seen."""
    veil: Veil | None = None
    place = Place(part=sheet.part, sheet=sheet.name)
    with package.recording(place, lost="cells that are not seen"):
        veil = veil_of(package, sheet.part, sheet.name, found, usage, tables)
    if found.is_disordered:
        replaced = _replaced(package, sheet)
        if replaced:
            veil = veil or Veil(usage.looks)
            veil.replaced = replaced
    if veil is None:
        return found, usage
    veil.budget = package.container.source.budget
    again: list[SheetPass] = []
    own = usage.apart()
    with package.recording(place, lost="cells that are not seen"), package.open(sheet.part) as stream:
        again.append(read_unseen(stream, own, veil, filters=found.filters))
    kept = found.or_again(again[0] if again else None)
    return kept, usage if kept is found else own


def _replaced(package: Package, sheet: Sheet) -> frozenset[int]:
    """Return which cells of a sheet are not shown, since others take their place."""
    handler = ReplacedCells()
    with (
        package.recording(Place(part=sheet.part, sheet=sheet.name), lost="cells that others take the place of"),
        package.open(sheet.part) as stream,
    ):
        xmlsafe.stream(stream, handler)
    return frozenset(handler.replaced)


def _add_unseen(sheet: Sheet, found: SheetPass) -> None:
    """Give the cells that may not be seen the recipes of their tables."""
    for cells in found.facts.unseen:
        cells.table = Table(
            columns=("Cell", "Value"),
            count=cells.cells,
            reader="leakscan.formats.xlsx.unseen_rows:unseen_rows",
            arguments={"part": sheet.part, "name": sheet.name, "why": cells.why.name},
        )
