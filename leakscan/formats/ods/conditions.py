"""Conditions of cell styles and conditional formats (ODF 1.3 part 3, §16.3), and what comes of them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.formats.ods.addresses import formula_text, sheet_and_cells
from leakscan.formats.xlsx.areas import Area, read_area
from leakscan.formats.xlsx.conditions import Condition, Subject
from leakscan.views.unseen import Unseen

_COMPARED = re.compile(r"cell-content\(\)\s*(<=|>=|!=|<|>|=)\s*(.+)")
_CONSTANT = re.compile(r"is-true-formula\((\d+|TRUE\(\)|FALSE\(\))\)", re.IGNORECASE)
_BETWEEN = re.compile(r"cell-content-is-(not-)?between\(\s*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)\s*\)")
_FORMULA = re.compile(r"is-true-formula\((.+)\)", re.DOTALL)
_TEXT = re.compile(r'(contains-text|not-contains-text|begins-with|ends-with)\("((?:[^"]|"")*)"\)')
_KINDS = {
    "contains-text": "containsText",
    "not-contains-text": "notContainsText",
    "begins-with": "beginsWith",
    "ends-with": "endsWith",
    "is-error": "containsErrors",
    "is-no-error": "notContainsErrors",
}
_MOST_MADE = 4096


class Rule(NamedTuple):
    """A condition, and the style that it gives a cell.

    Attributes:
        condition: the condition.
        style: name of the style.
        base: the cell for which its references are written.
    """

    condition: str
    style: str
    base: str = ""


class Painted(NamedTuple):
    """What a condition makes of a cell.

    Attributes:
        holds: whether it holds; None when that was not evaluated.
        found: why the value is not seen when it does, or None.
        why: what that is called when the condition is to blame.
    """

    holds: bool | None
    found: Unseen | None
    why: Unseen | None


Painting = tuple[tuple[tuple[int, int, int, int], ...], tuple[Rule, ...]]
"""A conditional format beside the styles of cells: top, left, bottom and right of its areas; its conditions."""


def rules_over(paintings: Iterable[Painting], cells: Area) -> list[Rule]:
    """Return the conditions that stand on all of some cells that are alike."""
    return [
        rule
        for areas, rules in paintings
        if any(
            area.holds(cells.top, cells.left) and area.holds(cells.bottom, cells.right)
            for area in (Area(*edges) for edges in areas)
        )
        for rule in rules
    ]


def unseen_under(plain: Unseen | None, conditions: Iterable[Painted]) -> Unseen | None:
    """Return why a value is not seen under conditions, the first of which that holds paints it, or None.

    Args:
        plain: why it is not seen without them, or None.
        conditions: what each makes of it.
    """
    perhaps: set[Unseen | None] = set()
    for painted in conditions:
        if painted.holds is False:
            continue
        if painted.holds:
            if perhaps - {painted.found}:
                return Unseen.MAYBE_CONDITIONAL
            return painted.found and (plain or painted.why)
        perhaps.add(painted.found)
    return Unseen.MAYBE_CONDITIONAL if perhaps - {plain} else plain


def spelled(value: str) -> str:
    """Return the condition of a conditional format of LibreOffice 7.4 as a cell style has it, where it does."""
    value = value.strip()
    if value.startswith("formula-is("):
        return f"is-true-formula({value.removeprefix('formula-is(')}"
    if value.startswith(("between(", "not-between(")):
        return f"cell-content-is-{value}"
    return f"cell-content(){value}" if value.startswith(("=", "!=", "<", ">")) else value


def rule_holds(rule: Rule, kind: str, text: str, at: tuple[int, int]) -> bool | None:
    """Return whether a rule holds for the value of a cell, or None when that was not evaluated.

    Args:
        rule: the rule.
        kind: kind of the value.
        text: the value.
        at: row and column of the cell.
    """
    found = condition_holds(rule.condition, kind, text)
    made = None if found is not None else _made(rule.condition, rule.base)
    if made is None:
        return found
    value: str | float | bool = text
    if kind == "n":
        number = _number(text)
        value = text if number is None else number
    elif kind == "b":
        value = xmlsafe.is_true(text)
    elif kind not in ("str", "e"):
        return None
    return made.holds(Subject(*at, value, is_error=kind == "e"))


@lru_cache(maxsize=_MOST_MADE)
def _made(condition: str, base: str) -> Condition | None:
    """Return a condition as other workbooks have it; None for one that compares values, and for unknown ones."""
    condition = condition.strip()
    cell = read_area(sheet_and_cells(base)[1])
    areas = [Area(cell.top, cell.left, cell.top, cell.left)] if cell is not None else []
    formula = _FORMULA.fullmatch(condition)
    if formula is not None:
        return Condition(areas, "expression", 1, formulas=[formula_text(formula[1])])
    said = _TEXT.fullmatch(condition)
    if said is not None:
        return Condition(areas, _KINDS[said[1]], 1, text=said[2].replace('""', '"'))
    return Condition(areas, _KINDS[condition], 1) if condition in _KINDS else None


def hidden_by(condition: str, kind: str, text: str) -> Unseen | None:
    """Return why a value that a condition paints away is not seen: paint for one number alone stands for it."""
    number = _number(text) if kind == "n" else None
    if number == 0:
        return None  # everybody infers a nought that is left out
    compared = _COMPARED.fullmatch(condition.strip())
    is_named = compared is not None and compared[1] == "=" and _number(compared[2]) is not None
    return Unseen.CONDITIONAL if number is None or not is_named else Unseen.ICON


def condition_holds(condition: str, kind: str, text: str) -> bool | None:
    """Return whether the condition of a style holds for a value, or None when that was not evaluated."""
    found = _COMPARED.fullmatch(condition.strip())
    if found is not None:
        return _compare(found[1], found[2].strip(), kind, text)
    constant = _CONSTANT.fullmatch(condition.strip())
    if constant is not None:
        return constant[1].upper() != "FALSE()" and _number(constant[1]) != 0
    between = _BETWEEN.fullmatch(condition.strip())
    number = _number(text) if kind == "n" else None
    if between is None or number is None:
        return None if between is None else between[1] is not None
    low, high = _number(between[2]), _number(between[3])
    if low is None or high is None:
        return None
    return (low <= number <= high) is (between[1] is None)


def _compare(sign: str, other: str, kind: str, text: str) -> bool | None:
    if other.startswith('"') and other.endswith('"') and sign in ("=", "!="):
        is_same = kind == "str" and text.casefold() == other[1:-1].replace('""', '"').casefold()
        return is_same is (sign == "=")
    left, right = _number(text) if kind == "n" else None, _number(other)
    if kind == "str" and right is not None and sign in ("=", "!="):
        return sign == "!="  # LibreOffice and Excel order texts and numbers otherwise
    if left is None or right is None:
        return None
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "=": left == right,
        "!=": left != right,
    }[sign]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
