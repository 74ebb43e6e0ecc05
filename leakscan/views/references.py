"""References in formulas, and whether what they refer to shows."""

from collections.abc import Iterator
from typing import NamedTuple

from leakscan.patterns import late_pattern
from leakscan.views.caches import CacheSource
from leakscan.views.spreadsheet import Axis, Sheet, Workbook

_LITERAL = late_pattern(r'"(?:[^"]|"")*"')
_CELLS = (
    r"\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(])|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?!\w)"
    r"|\$?\d+:\$?\d+|#REF!|[^\W\d][\w.\\]*"
)
_QUALIFIED = late_pattern(rf"(?:(?<!')'((?>(?:[^']|'')+))'|(?<![\w.\[\]#\\?:])([\w.\[\]#\\?:]++))!({_CELLS})?")
"""Begins where a name begins, and gives nothing of it back: each sign is looked at once."""
_RANGE = late_pattern(r"([A-Za-z]{0,3})(\d*)(?::([A-Za-z]{0,3})(\d*))?")
_NAME = late_pattern(r"[^\W\d][\w.\\?]*")
_PLAIN_NAME = late_pattern(r"(?<![\w.!\]\\$#?])[^\W\d][\w.\\?]*(?![\w.(!\[\\?$])(?!\s*\()")
_NO_NAMES = late_pattern(
    r"\"(?:[^\"]|\"\")*\"|(?<!')'(?>(?:[^']|'')*)'!?|\[(?>(?:[^\[\]]|\[[^\[\]]*\])*)\]|#[\w/]++[!?]?|\{[^{}]*\}"
)
"""Texts, names of sheets and books, columns of tables, errors and constants, in which no defined name stands."""
_CELL = late_pattern(r"[A-Za-z]{1,3}\d{1,7}|[A-Za-z]{1,3}|[RrCc]\d*(?:[RrCc]\d*)?")
_DEEPEST_NAME = 8


class Reference(NamedTuple):
    """One reference with a sheet or a book in front of it.

    Attributes:
        book: the other workbook: its number among the external links, or its name; empty for this workbook.
        path: the folder of the other workbook, where the formula spells it.
        sheet: the sheet, or the first of several; `#REF` when it is gone.
        cells: range without dollar signs, a name, `#REF!`, or empty.
    """

    book: str
    path: str
    sheet: str
    cells: str

    @property
    def key(self) -> tuple[str, str]:
        """The book and the sheet, which say what it needs; a deleted range counts as a deleted sheet."""
        return self.book, "#REF" if self.is_broken else self.sheet

    @property
    def is_broken(self) -> bool:
        """True when the range or its sheet was deleted."""
        return self.sheet == "#REF" or self.cells == "#REF!"


def references(formula: str) -> Iterator[Reference]:
    """Yield the references of a formula that name a sheet or a book; text in quotes is passed over."""
    for found in _QUALIFIED.finditer(_LITERAL.sub('""', formula)):
        where = (found[1] or found[2]).replace("''", "'")
        head, bracket, sheet = where.rpartition("]")
        path, _, book = head.rpartition("[") if bracket else ("", "", "")
        if book == "0":
            book = ""
        if not sheet.startswith("#"):
            sheet = sheet.partition(":")[0]
        yield Reference(book, path, sheet, (found[3] or "").replace("$", ""))


def names_in(formula: str) -> Iterator[str]:
    """Yield the defined names that a formula uses by themselves; those of a sheet or a book are references."""
    for found in _PLAIN_NAME.finditer(_NO_NAMES.sub(" ", formula)):
        if found[0].casefold() not in ("true", "false") and _CELL.fullmatch(found[0]) is None:
            yield found[0]


def source_of(workbook: Workbook, formula: str, *, depth: int = 0) -> tuple[CacheSource, str, str]:
    """Return where the values of a formula come from, and the sheet and cells it names.

    The least visible of several sources decides.
    """
    worst = (CacheSource.UNKNOWN, "", "")
    if "#REF!" in formula and not any(True for _ in references(formula)):
        return CacheSource.SHEET_GONE, "", ""
    for reference in references(formula):
        state = _state(workbook, reference, depth)
        if _rank(state[0]) > _rank(worst[0]):
            worst = state
    if worst[0] is CacheSource.UNKNOWN and depth < _DEEPEST_NAME:
        for found in _NAME.finditer(_LITERAL.sub('""', formula)):
            state = _named(workbook, found[0], "", depth)
            if _rank(state[0]) > _rank(worst[0]):
                worst = state
    return worst


def range_source(sheet: Sheet | None, cells: str) -> CacheSource:
    """Return whether a range of a sheet shows."""
    if sheet is None:
        return CacheSource.SHEET_GONE
    if not sheet.is_visible:
        return CacheSource.SHEET_HIDDEN
    bounds = _bounds(cells)
    if bounds is None or sheet.facts is None:
        return CacheSource.SHEET_VISIBLE
    left, top, right, bottom = bounds
    for region in sheet.facts.regions:
        first, last = (top, bottom) if region.axis is Axis.ROWS else (left, right)
        if first is None or last is None:
            continue
        if any(start <= last and first <= end for start, end in region.spans):
            return CacheSource.RANGE_HIDDEN
    return CacheSource.SHEET_VISIBLE


_ORDER = (
    CacheSource.UNKNOWN,
    CacheSource.SHEET_VISIBLE,
    CacheSource.RANGE_HIDDEN,
    CacheSource.SHEET_HIDDEN,
    CacheSource.OTHER_WORKBOOK,
    CacheSource.SHEET_GONE,
)


def _rank(source: CacheSource) -> int:
    return _ORDER.index(source)


def _state(workbook: Workbook, reference: Reference, depth: int) -> tuple[CacheSource, str, str]:
    if reference.book:
        return CacheSource.OTHER_WORKBOOK, reference.sheet, reference.cells
    if reference.is_broken:
        return CacheSource.SHEET_GONE, reference.sheet.removeprefix("#REF"), ""
    sheet = workbook.sheet(reference.sheet)
    if reference.cells and _bounds(reference.cells) is None:
        named = _named(workbook, reference.cells, reference.sheet, depth)
        if named[0] is not CacheSource.UNKNOWN:
            return named
        # A name qualified by a file's name, as charts write it, and not by a sheet.
        if sheet is None and "." in reference.sheet:
            return CacheSource.OTHER_WORKBOOK, "", reference.cells
    return range_source(sheet, reference.cells), reference.sheet, reference.cells


def _named(workbook: Workbook, name: str, sheet: str, depth: int) -> tuple[CacheSource, str, str]:
    folded = name.casefold()
    for known in workbook.names:
        if known.name.casefold() == folded and depth < _DEEPEST_NAME:
            return source_of(workbook, known.refers_to, depth=depth + 1)
    table = workbook.table_ranges.get(folded)
    if table is not None:
        return range_source(workbook.sheet(table[0]), table[1]), *table
    return CacheSource.UNKNOWN, sheet, name


def _bounds(cells: str) -> tuple[int | None, int | None, int | None, int | None] | None:
    """Return left, top, right, bottom; None for an edge that is not given, and for what is no range."""
    found = _RANGE.fullmatch(cells.replace("$", ""))
    if found is None or not cells:
        return None
    letters, row, last_letters, last_row = found.groups()
    if last_letters is None:
        if not letters or not row:
            return None
        last_letters, last_row = letters, row
    if bool(letters) != bool(last_letters) or bool(row) != bool(last_row):
        return None
    return _column(letters), int(row) if row else None, _column(last_letters), int(last_row) if last_row else None


def _column(letters: str) -> int | None:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column or None
