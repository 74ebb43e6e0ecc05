"""Results of formulas whose source is gone: a sheet, a range, a name or a link (ECMA-376-1 §18.17.2)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import CellHandler
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.outside import Outside
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.lost_results import COLUMNS, LostResults
from leakscan.views.references import Reference, names_in, references
from leakscan.views.spreadsheet import Sheet, Workbook, column_letters

Gone = tuple[tuple[str, str], ...]
"""Books and sheets that are gone, as the keys of references."""

NO_MEANING = ("", "#NAME?")
"""What a name stands for that binary workbooks keep for the sake of formulas, when it was deleted."""
_VARIABLE = "_xlpm."
"""How Excel writes such a variable into files ([MS-XLSX] 2.2.2.1)."""
_MOST_EXAMPLES = 3
_MOST_GONE = 100


class Recipe(NamedTuple):
    """What reads the rows of a table, and with which arguments."""

    reader: str
    arguments: dict[str, object]


def read_lost_sources(package: Package, workbook: Workbook, outsides: Mapping[int, Outside]) -> None:
    """Find the results on sheets that show, into `workbook`; those of other sheets come back with their sheet."""

    def rows(sheet: Sheet, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
        return _rows(package, sheet.part, gone, names)

    reader = "leakscan.formats.xlsx.lost_sources:lost_rows"
    find_lost_sources(workbook, outsides, rows, lambda sheet: Recipe(reader, {"part": sheet.part}))


def find_lost_sources(
    workbook: Workbook,
    outsides: Mapping[int, Outside],
    rows: Callable[[Sheet, Gone, tuple[str, ...]], Iterable[Row]],
    recipe: Callable[[Sheet], Recipe],
) -> None:
    """Find the results on sheets that show of a workbook of any format, into `workbook`.

    Args:
        workbook: its sheets, names and links were read.
        outsides: what the formulas of its sheets refer to, by the number of the sheet.
        rows: gives such results of a sheet, when told what is gone.
        recipe: gives the recipe of a sheet's table, but for what is gone.
    """
    sheets = {sheet.name.casefold() for sheet in workbook.sheets}
    names = {name.name.casefold() for name in workbook.names if name.refers_to not in NO_MEANING}
    names |= set(workbook.table_ranges)
    links = {str(link.number) for link in workbook.external_links}
    for sheet in workbook.sheets:
        outside = outsides.get(sheet.number)
        if outside is None or not sheet.is_visible:
            continue
        gone = tuple(
            key for reference, key in outside.refers.items() if _is_gone(reference, sheets=sheets, links=links)
        )[:_MOST_GONE]
        unknown = tuple(sorted(name for name in outside.names if not _is_known(name.casefold(), names)))
        unknown = unknown[:_MOST_GONE]
        if gone or unknown:
            what = [*map(_told, gone), *(["a name"] if unknown else [])]
            found = LostResults(sheet.place(), gone=tuple(dict.fromkeys(what)))
            examples: list[str] = []
            for row in rows(sheet, gone, unknown):
                found.count += 1
                if len(examples) < _MOST_EXAMPLES:
                    examples.append(str(row[2]))
            found.examples = tuple(examples)
            if found.count:
                made = recipe(sheet)
                arguments = {**made.arguments, "gone": gone, "names": unknown}
                found.table = Table(columns=COLUMNS, count=found.count, reader=made.reader, arguments=arguments)
                workbook.lost_results.append(found)


def _is_gone(reference: Reference, *, sheets: set[str], links: set[str]) -> bool:
    if reference.is_broken:
        return True
    if reference.book:
        return reference.book.isdecimal() and reference.book not in links
    is_named = bool(reference.sheet) and not reference.sheet.startswith(
        "#"
    )  # `#VALUE!` and its like are no sheets
    return is_named and reference.sheet.casefold() not in sheets


def _is_known(name: str, names: set[str]) -> bool:
    """Return whether a name means something, or is a variable of a formula, as those of LET and LAMBDA are."""
    return name in names or name.startswith(_VARIABLE)


def _told(key: tuple[str, str]) -> str:
    """Return what is gone, in words: it is in a message, so that it names no sheet."""
    book, sheet = key
    return "a link" if book else "a range or sheet" if sheet.startswith("#") else "a sheet"


def _rows(package: Package, part: str, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    handler = LostCells(frozenset(gone), frozenset(names))
    try:
        with package.open(part) as stream:
            yield from xmlsafe.collected(stream, handler, handler.ready)
    except FileError:
        return  # the first reading has told of the damage


def lost_rows(source: Source, *, part: str, gone: Gone, names: tuple[str, ...]) -> Iterator[Row]:
    """Yield the results on a sheet whose source is gone: cell, formula, result, what is gone."""
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        yield from _rows(package, part, gone, names)


class LostCells(CellHandler):
    """Gathers the cells whose formula refers to what is gone, and which still have a result."""

    def __init__(self, gone: frozenset[tuple[str, str]], names: frozenset[str]) -> None:
        super().__init__()
        self.ready: list[Row] = []
        self._gone = gone
        self._names = names

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell."""
        if not self.has_formula or not text or kind == "e":
            return
        formula = unescaped("".join(self.formula))
        where = missing(formula, self._gone, self._names)
        if where is not None:
            cell = f"{column_letters(column)}{self.row_number}"
            self.ready.append((cell, formula, unescaped(text), where))


def missing(formula: str, gone: Collection[tuple[str, str]], names: Collection[str]) -> str | None:
    """Return what a formula refers to and is gone, or None."""
    for reference in references(formula) if gone and "!" in formula else ():
        if reference.key in gone:
            return reference.sheet if not reference.book else f"[{reference.book}]{reference.sheet}"
    return next((name for name in names_in(formula) if name in names), None) if names else None
