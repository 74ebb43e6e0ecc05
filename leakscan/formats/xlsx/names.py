"""Defined names and the ranges of tables (ECMA-376-1 §18.2.5, §18.5.1.2)."""

from collections.abc import Callable, Iterable, Iterator

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import DefinedName
from leakscan.views.names import LIST_COLUMNS, TEXT_COLUMNS, VALUE_COLUMNS, list_rows, text_rows, value_rows
from leakscan.views.spreadsheet import Workbook

_TEXTS = ("comment", "description", "help", "statusBar", "customMenu")

_ROWS: dict[str, Callable[[Iterable[DefinedName]], Iterator[Row]]] = {
    "list": list_rows,
    "values": value_rows,
    "texts": text_rows,
}


def read_names(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read the defined names and the tables' ranges of a workbook into `workbook`."""
    sheets = tuple(sheet.name for sheet in workbook.sheets)
    workbook.names.extend(_names(package, workbook_part, sheets))
    workbook.names_part = workbook_part
    workbook.names_table = _table("list", LIST_COLUMNS, workbook, sheets)
    workbook.names_values_table = _table("values", VALUE_COLUMNS, workbook, sheets)
    workbook.names_texts_table = _table("texts", TEXT_COLUMNS, workbook, sheets)
    for sheet in workbook.sheets:
        if sheet.part:
            _read_table_ranges(package, sheet.part, sheet.name, workbook)


def _read_table_ranges(package: Package, sheet_part: str, sheet_name: str, workbook: Workbook) -> None:
    for relationship in package.related(sheet_part, "table"):
        root = package.tree(relationship.target, "table", lost="the range of a table")
        if root is None:
            continue
        for name in (root.get("displayName"), root.get("name")):
            if name:
                workbook.table_ranges.setdefault(name.casefold(), (sheet_name, root.get("ref", "")))


def _names(package: Package, workbook_part: str, sheets: tuple[str, ...]) -> Iterator[DefinedName]:
    root = package.tree(workbook_part, "workbook", lost="the defined names")
    if root is None:
        return
    for element in xmlsafe.descendants(root, "definedName"):
        index = whole(element.get("localSheetId"))
        yield DefinedName(
            name=element.get("name", ""),
            refers_to=unescaped(xmlsafe.text_of(element)).strip().removeprefix("="),
            sheet=sheets[index] if index is not None and 0 <= index < len(sheets) else "",
            is_hidden=xmlsafe.is_true(element.get("hidden")),
            texts=tuple(unescaped(text) for key in _TEXTS if (text := element.get(key, "")).strip()),
        )


def _table(what: str, columns: tuple[str, ...], workbook: Workbook, sheets: tuple[str, ...]) -> Table | None:
    count = sum(1 for _ in _ROWS[what](workbook.names))
    if not count:
        return None
    return Table(
        columns=columns,
        count=count,
        reader="leakscan.formats.xlsx.names:name_rows",
        arguments={"what": what, "workbook_part": workbook.names_part, "sheets": sheets},
    )


def name_rows(source: Source, *, what: str, workbook_part: str, sheets: tuple[str, ...]) -> Iterator[Row]:
    """Yield what the defined names of a workbook hold, one way or another.

    Args:
        source: the workbook.
        what: `list`, `values` or `texts`.
        workbook_part: its main part.
        sheets: names of its sheets, in order.
    """
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        yield from _ROWS[what](list(_names(package, workbook_part, sheets)))
