"""What defined names hold: a range, a constant, an array, a formula, or what is left of one."""

import math
import re
from collections.abc import Iterable, Iterator
from enum import Enum

from leakscan.patterns import late_pattern
from leakscan.tables import Row, Value
from leakscan.views.caches import DefinedName
from leakscan.views.references import references

LIST_COLUMNS = ("Name", "Sheet", "Hidden", "Refers to")
VALUE_COLUMNS = ("Name", "Sheet", "Row", "Column", "Value")
TEXT_COLUMNS = ("Name", "Sheet", "Text")


class NameKind(Enum):
    """What a defined name holds."""

    OWN = "the software's own"
    RANGE = "a range"
    NUMBER = "a number"
    TEXT = "a text"
    ARRAY = "an array"
    FORMULA = "a formula"
    FORMULA_WITH_TEXT = "a formula with text in it"
    BROKEN = "a range that no longer exists"


_OWN = late_pattern(
    r"_xl(?:nm|fn|pm|ws|eta|udf|chart|bgnm|cn|op|db)\b.*|_xlchart\..*|_+xlcn.*|Z_[0-9A-F_]{32,}\.wvu\..*"
    r"|(?:Slicer|NativeTimeline|Timeline|Segment|Datenschnitt)_.*|ExternalData_?\d+|solver_.*|_msoanchor_\d+"
    r"|_(?:Order[12]|Key[12]|Fill|Sort|Parse_In|Parse_Out|Dist_Bin|Dist_Values|MatInverse_(?:In|Out)"
    r"|MatMult_(?:A|B|AxB)|Regression_(?:Int|Out|X|Y)|Table\d_(?:In\d|Out)|FilterDatabase)"
    r"|(?:Print_Area|Print_Titles|Criteria|Extract|Consolidate_Area)|(?:wrn|wvu|ACwvu|Cwvu|Rwvu|Swvu)\..*|rgnm\d*"
    r"|C?IQ_.*|HTML_(?:CodePage|LineAfter|LineBefore|OBDlg\d|OS|Control)",
    re.IGNORECASE,
)
"""Names that programs and well-known add-ins make: print areas, filters, custom views, slicers, query ranges,
the Solver, Lotus 1-2-3 commands, the Report Manager, Capital IQ, saving as HTML."""

_OF_RANGES = late_pattern(
    r"_xl(?:nm|fn|pm|ws|eta|udf)\b.*|(?:Print_Area|Print_Titles|Criteria|Extract|_FilterDatabase)", re.IGNORECASE
)
"""Of these, the names that no program gives to a text: they hold ranges and errors."""
_NUMBER = late_pattern(r"[-+(]*\d+(?:\.\d*)?(?:[eE][-+]?\d+)?%?\)*|TRUE|FALSE", re.IGNORECASE)
_TEXT = late_pattern(r'"((?:[^"]|"")*)"')
_TOKEN = late_pattern(r'\s*+("(?>(?:[^"]|"")*)"|[^,;"]*+)\s*+([,;]|$)')
_SEPARATOR = late_pattern(r"[,;]")
_BARE_RANGE = late_pattern(
    r"\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d+:\$?\d+"
)
_WORDS = late_pattern(r"[^\W\d_]{3}")
_SHEETS = late_pattern(r"(?:(?<!')'(?>(?:[^']|'')+)'|(?<![\w.\[\]])[\w.\[\]]++)!")
_QUOTED_SHEETS = late_pattern(r"(?<!')'(?>(?:[^']|'')+)'!")


def name_kind(name: DefinedName) -> NameKind:
    """Return what a name holds."""
    text = name.refers_to.strip()
    is_text = _TEXT.fullmatch(text) is not None and _WORDS.search(text) is not None
    if _OWN.fullmatch(name.name) and not (is_text and _OF_RANGES.fullmatch(name.name)):
        return NameKind.OWN
    if _NUMBER.fullmatch(text):
        return NameKind.NUMBER
    if _TEXT.fullmatch(text):
        return NameKind.TEXT
    if text.startswith("{") and text.endswith("}"):
        return NameKind.ARRAY
    if "#REF!" in text:
        return NameKind.BROKEN
    if any(_WORDS.search(literal) for literal in literals(text)):
        return NameKind.FORMULA_WITH_TEXT
    without = _SHEETS.sub("", text)
    return (
        NameKind.RANGE if all(_BARE_RANGE.fullmatch(piece) for piece in without.split(",")) else NameKind.FORMULA
    )


def literals(formula: str) -> Iterator[str]:
    """Yield the texts in quotes of a formula."""
    for found in _TEXT.finditer(_QUOTED_SHEETS.sub("", formula)):
        yield found[1].replace('""', '"')


def held_values(name: DefinedName) -> Iterator[tuple[int, int, Value]]:
    """Yield the values that a name holds itself: row and column from 1, value."""
    text = name.refers_to.strip()
    match name_kind(name):
        case NameKind.NUMBER | NameKind.TEXT:
            yield 1, 1, _value(text)
        case NameKind.ARRAY:
            row = column = 1
            for found in _members(text[1:-1]):
                if found[1].strip():
                    yield row, column, _value(found[1].strip())
                if found[2] == ";":
                    row, column = row + 1, 1
                else:
                    column += 1
        case NameKind.FORMULA_WITH_TEXT:
            for number, literal in enumerate(literals(text), start=1):
                yield number, 1, literal


def _members(array: str) -> "Iterator[re.Match[str]]":
    """Yield the members of an array and the signs after them; those after a quote that nothing closes, too."""
    at = 0
    while at < len(array):
        found = _TOKEN.match(array, at)
        if found is not None:
            yield found
        following = found or _SEPARATOR.search(array, at)
        if following is None:
            return
        at = following.end()


def spelled_paths(name: DefinedName) -> Iterator[str]:
    """Yield the paths of other files that a name spells out."""
    for reference in references(name.refers_to):
        if reference.book and not reference.book.isdigit() and reference.path:
            yield f"{reference.path}{reference.book}"


def residue(name: DefinedName) -> Iterator[str]:
    """Yield the names of sheets that a broken name still spells out."""
    for reference in references(name.refers_to):
        if reference.is_broken and not reference.sheet.startswith("#") and reference.sheet:
            yield reference.sheet


def value_rows(names: Iterable[DefinedName]) -> Iterator[Row]:
    """Yield the values that names hold themselves, but for the software's own names."""
    for name in names:
        for row, column, value in held_values(name):
            yield name.name, name.sheet or None, row, column, value


def text_rows(names: Iterable[DefinedName]) -> Iterator[Row]:
    """Yield the comments and descriptions of names."""
    for name in names:
        for text in name.texts:
            yield name.name, name.sheet or None, text


def list_rows(names: Iterable[DefinedName]) -> Iterator[Row]:
    """Yield the names that are not the software's own."""
    for name in names:
        if name_kind(name) is not NameKind.OWN:
            yield name.name, name.sheet or None, name.is_hidden, name.refers_to


def _value(text: str) -> Value:
    quoted = _TEXT.fullmatch(text)
    if quoted is not None:
        return quoted[1].replace('""', '"')
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    plain = text.replace("(", "").replace(")", "")
    scale = 100 if plain.endswith("%") else 1
    try:
        number = float(plain.rstrip("%")) / scale
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() and "." not in plain and "e" not in plain.lower() else number
