"""Conditional formats: which cells they paint, and whether their condition holds (ECMA-376-1 §18.3.1.10)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.formats.colours import Colour
from leakscan.formats.xlsx.areas import Area, read_areas
from leakscan.formats.xlsx.cells import column_of, decimal, whole
from leakscan.formats.xlsx.looks import UNKNOWN, Background, Looks, Paint
from leakscan.formats.xlsx.palette import Palette

Operand = str | float | bool

_SIGNS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
}
_CALL = re.compile(r"(?:_xlfn\.)?([A-Z][A-Z.]*)\((.*)\)", re.DOTALL)
_REFERENCE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")
_COMPARISON = re.compile(r"<=|>=|<>|<|>|=")
_MOST_CHARACTERS, _DEEPEST = 8192, 100
"""How long a formula may be, and more than its 64 levels of calls take with parentheses and comparisons between
them (Excel specifications and limits)."""


class Subject(NamedTuple):
    """The cell that a condition is asked about: where it is and what it holds."""

    row: int
    column: int
    value: Operand
    is_error: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Condition:
    """One rule of a conditional format.

    Attributes:
        areas: its cells.
        kind: its type (ECMA-376-1 §18.18.12).
        priority: the lowest wins.
        paint: what it changes; None while only a number of a dxf is known, or nothing is changed.
        hides_value: it shows an icon or a bar alone.
        scale: the colours between which a scale paints; None for one that is not known.
    """

    areas: list[Area]
    kind: str
    priority: int
    operator: str = ""
    text: str = ""
    formulas: list[str] = field(default_factory=list)
    stops: bool = False
    paint: Paint | None = None
    dxf: int | None = None
    hides_value: bool = False
    scale: list[Colour | None] = field(default_factory=list)
    _origin: tuple[int, int] | None = None

    @property
    def names_value(self) -> bool:
        """True when it holds for one number alone, so that what it paints stands for that number."""
        return self.kind == "cellIs" and self.operator == "equal" and decimal("".join(self.formulas)) is not None

    def finish(self, looks: Looks) -> None:
        """Take the paint from the workbook's styles."""
        if self.paint is None and self.dxf is not None and 0 <= self.dxf < len(looks.paints):
            self.paint = looks.paints[self.dxf]
        if self.kind == "colorScale":
            known = tuple(colour for colour in self.scale if colour is not None)
            self.paint = Paint(background=known if known and len(known) == len(self.scale) else UNKNOWN)

    def holds(self, subject: Subject) -> bool | None:
        """Return whether it holds for a cell; None when that cannot be told."""
        value = subject.value
        text = value.casefold() if isinstance(value, str) else None
        wanted = self.text.casefold()
        match self.kind:
            case "cellIs":
                return self._compared(subject)
            case "expression":
                return _truth(self._evaluated(self.formulas[0], subject)) if self.formulas else None
            case "containsErrors":
                return subject.is_error
            case "notContainsErrors":
                return not subject.is_error
            case "containsBlanks":
                return text is not None and not text.strip()
            case "notContainsBlanks":
                return text is None or bool(text.strip())
            case "containsText" if text is not None and wanted:
                return wanted in text
            case "notContainsText" if text is not None and wanted:
                return wanted not in text
            case "beginsWith" if text is not None and wanted:
                return text.startswith(wanted)
            case "endsWith" if text is not None and wanted:
                return text.endswith(wanted)
            case "colorScale":
                return isinstance(value, float) or None
            case _:
                return None

    def _compared(self, subject: Subject) -> bool | None:
        operands = [self._evaluated(formula, subject) for formula in self.formulas]
        if subject.is_error or not operands or operands[0] is None:
            return None
        if self.operator in ("between", "notBetween"):
            if len(operands) < 2 or operands[1] is None:
                return None
            low, high = sorted((operands[0], operands[1]), key=_rank)
            within = _compare(subject.value, ">=", low) and _compare(subject.value, "<=", high)
            return within is (self.operator == "between")
        sign = _SIGNS.get(self.operator)
        return None if sign is None else _compare(subject.value, sign, operands[0])

    def _evaluated(self, formula: str, subject: Subject, depth: int = 0) -> Operand | None:
        """Return the value of a formula as far as it needs nothing but the cell itself; None when it does.

        None as well when it is longer or nested deeper than Excel takes, which no program wrote.
        """
        if len(formula) > _MOST_CHARACTERS or depth > _DEEPEST:
            return None
        formula = formula.strip().removeprefix("=").strip()
        if formula.startswith("(") and _closing(formula) == len(formula) - 1:
            return self._evaluated(formula[1:-1], subject, depth + 1)
        literal = _literal(formula)
        if literal is not None:
            return literal
        if self._is_self(formula, subject):
            return None if subject.is_error else subject.value
        at = _outer(formula, _COMPARISON)
        if at is not None:
            left = self._evaluated(formula[: at[0]], subject, depth + 1)
            right = self._evaluated(formula[at[1] :], subject, depth + 1)
            return None if left is None or right is None else _compare(left, formula[at[0] : at[1]], right)
        call = _CALL.fullmatch(formula)
        return None if call is None else self._called(call[1], call[2], subject, depth + 1)

    def _called(self, name: str, inside: str, subject: Subject, depth: int) -> Operand | None:
        if name in ("TRUE", "FALSE"):
            return name == "TRUE"
        if name in ("NOT", "AND", "OR"):
            parts = [_truth(self._evaluated(part, subject, depth)) for part in _arguments(inside)]
            if name == "NOT":
                return None if len(parts) != 1 or parts[0] is None else not parts[0]
            decisive = name == "OR"
            if decisive in parts:
                return decisive
            return None if None in parts else not decisive
        if not self._is_self(inside, subject):
            return {"ROW": float(subject.row), "COLUMN": float(subject.column)}.get(name) if not inside else None
        value = subject.value
        return {
            "ISERROR": subject.is_error,
            "ISERR": subject.is_error,
            "ISBLANK": False,
            "ISNUMBER": isinstance(value, float) and not subject.is_error,
            "ISTEXT": isinstance(value, str) and not subject.is_error,
            "ISNONTEXT": not isinstance(value, str) or subject.is_error,
            "LEN": float(len(value)) if isinstance(value, str) else 1.0,
            "TRIM": value.strip() if isinstance(value, str) else None,
            "ROW": float(subject.row),
            "COLUMN": float(subject.column),
        }.get(name)

    def _is_self(self, formula: str, subject: Subject) -> bool:
        """Return whether a reference, written for the first cell of the format, means the cell itself."""
        found = _REFERENCE.fullmatch(formula.strip())
        if found is None or not self.areas:
            return False
        if self._origin is None:
            self._origin = min(area.top for area in self.areas), min(area.left for area in self.areas)
        origin_row, origin_column = self._origin
        row = subject.row if found[3] else origin_row
        column = subject.column if found[1] else origin_column
        return column_of(found[2]) == column and whole(found[4]) == row


def _literal(formula: str) -> Operand | None:
    if formula.upper() in ("TRUE", "FALSE"):
        return formula.upper() == "TRUE"
    if re.fullmatch(r'"(?:[^"]|"")*"', formula):
        return formula[1:-1].replace('""', '"')
    return decimal(formula) if formula[:1] in "+-.0123456789" and formula else None


def _truth(value: Operand | None) -> bool | None:
    return None if value is None or isinstance(value, str) else bool(value)


def _rank(value: Operand) -> tuple[int, str | float]:
    """Return the key of Excel's order: numbers, texts in either case, booleans."""
    if isinstance(value, bool):
        return 2, float(value)
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def _compare(left: Operand, sign: str, right: Operand) -> bool:
    mine, theirs = _rank(left), _rank(right)
    less = mine[0] < theirs[0] or (mine[0] == theirs[0] and _is_less(mine[1], theirs[1]))
    equal = mine == theirs
    return {
        "=": equal,
        "<>": not equal,
        "<": less,
        "<=": less or equal,
        ">": not less and not equal,
        ">=": not less,
    }[sign]


def _is_less(left: str | float, right: str | float) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return str(left) < str(right)
    return left < right


@lru_cache(maxsize=4096)
def _outer(formula: str, wanted: re.Pattern[str]) -> tuple[int, int] | None:
    """Return where a sign stands outside of parentheses and quotes."""
    depth, quoted, position = 0, False, 0
    while position < len(formula):
        letter = formula[position]
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            depth += (letter == "(") - (letter == ")")
            found = wanted.match(formula, position) if depth == 0 else None
            if found:
                return found.span()
        position += 1
    return None


@lru_cache(maxsize=4096)
def _closing(formula: str) -> int:
    depth, quoted = 0, False
    for position, letter in enumerate(formula):
        quoted = quoted is not (letter == '"')
        if not quoted:
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                return position
    return -1


_COMMA = re.compile(",")


def _arguments(inside: str) -> list[str]:
    parts = []
    while (at := _outer(inside, _COMMA)) is not None:
        parts.append(inside[: at[0]])
        inside = inside[at[1] :]
    return [*parts, inside]


class Afterwards:
    """What a sheet part says behind its cells: merges, conditional formats and a picture behind it all.

    Feed it the elements outside the cells, those of `extLst` too, where newer conditional formats stand
    ([MS-XLSX] 2.6.5).

    Attributes:
        merges: ranges of merged cells.
        conditions: conditional formats.
        has_picture: a picture lies behind the cells.
        pieces: where the text of the current element belongs; None where it is not wanted.
    """

    def __init__(self, palette: Palette) -> None:
        self.merges: list[Area] = []
        self.conditions: list[Condition] = []
        self.has_picture = False
        self._palette = palette
        self._group: list[Condition] | None = None
        self._areas: list[Area] = []
        self.pieces: list[str] | None = None
        self._where: list[str] = []
        self._colour: dict[str, str] = {}
        self._fill: dict[str, Mapping[str, str]] = {}
        self._code: str | None = None
        self._pattern = "solid"

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if self._group is None:
            if name == "mergeCell":
                self.merges.extend(read_areas(attributes.get("ref")))
            elif name == "picture":
                self.has_picture = True
            elif name == "conditionalFormatting":
                self._group = []
                self._areas = read_areas(attributes.get("sqref"))
            return
        match name:
            case "cfRule":
                self._rule(attributes)
            case "formula" | "f" | "sqref":
                self.pieces = []
            case "dxf" | "font" | "fill":
                self._where.append(name)
            case "color" if self._where[-1:] == ["font"]:
                self._colour = dict(attributes)
            case "color" if self._group and self._group[-1].kind == "colorScale":
                self._group[-1].scale.append(self._palette.colour(attributes))
            case "fgColor" | "bgColor" if self._where[-1:] == ["fill"]:
                self._fill[name] = dict(attributes)
            case "patternFill":
                self._pattern = attributes.get("patternType", "solid")
            case "numFmt" if self._where:
                self._code = attributes.get("formatCode")
            case "iconSet" | "dataBar" if self._group:
                is_shown = xmlsafe.is_true(attributes.get("showValue"), default=True)
                self._group[-1].hides_value = not is_shown

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._group is None:
            return
        if name in ("formula", "f", "sqref") and self.pieces is not None:
            text, self.pieces = "".join(self.pieces), None
            if name == "sqref":
                self._areas = read_areas(text)
            elif self._group:
                self._group[-1].formulas.append(text)
        elif name in ("font", "fill", "dxf") and self._where:
            self._where.pop()
            if name == "dxf" and self._group:
                self._group[-1].paint = self._paint()
        elif name == "conditionalFormatting":
            for condition in self._group:
                condition.areas = self._areas
            self.conditions.extend(condition for condition in self._group if condition.areas)
            self._group = None

    def _rule(self, attributes: Mapping[str, str]) -> None:
        if self._group is not None:
            self._group.append(
                Condition(
                    [],
                    attributes.get("type", ""),
                    whole(attributes.get("priority")) or 0,
                    operator=attributes.get("operator", ""),
                    text=attributes.get("text", ""),
                    stops=xmlsafe.is_true(attributes.get("stopIfTrue")),
                    dxf=whole(attributes.get("dxfId")),
                )
            )
        self._colour, self._fill, self._code, self._pattern = {}, {}, None, "solid"

    def _paint(self) -> Paint:
        background: Background | None = None
        if self._fill:
            colours = [
                self._palette.colour(self._fill[key]) for key in ("bgColor", "fgColor") if key in self._fill
            ]
            known = tuple(colour for colour in colours if colour is not None)
            background = (known[:1] if self._pattern == "solid" else known) or UNKNOWN
        return Paint(self._palette.colour(self._colour) if self._colour else None, background, self._code)
