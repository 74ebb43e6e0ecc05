"""Conditions of conditional formats, as far as they need the cell alone."""

import pytest

from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.conditions import Condition, Operand, Subject

AREAS = [Area(2, 2, 9, 3)]


def holds(kind: str, *formulas: str, value: Operand = 5.0, operator: str = "", text: str = "") -> bool | None:
    condition = Condition(AREAS, kind, 1, operator, text, list(formulas))
    return condition.holds(Subject(4, 2, value))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("TRUE", True),
        ("FALSE()", False),
        ("1", True),
        ("0", False),
        ("B2>4", True),
        ("B2<=4", False),
        ("$B2=5", True),
        ("B$4=5", True),
        ("B$2=5", None),
        ("C2>4", None),
        ("$C2>4", None),
        ("SUM(A1:A9)>4", None),
        ('B2<>""', True),
        ('B2="Ada"', False),
        ("NOT(ISBLANK(B2))", True),
        ("ISERROR(B2)", False),
        ("ISNUMBER(B2)", True),
        ("LEN(B2)>0", True),
        ("AND(B2>1,C9=2)", None),
        ("AND(B2>9,C9=2)", False),
        ("OR(B2>1,C9=2)", True),
        ("(B2>1)", True),
        ("ROW()=4", True),
        ("COLUMN()=4", False),
        ('IF(A1,")",2)', None),
        ("", None),
    ],
)
def test_an_expression_is_evaluated_where_it_asks_for_the_cell_alone(formula: str, expected: bool | None) -> None:
    assert holds("expression", formula) is expected


@pytest.mark.parametrize(
    ("operator", "formulas", "value", "expected"),
    [
        ("equal", ("5",), 5.0, True),
        ("notEqual", ('"ada"',), "Ada", False),
        ("between", ("1", "9"), 5.0, True),
        ("between", ("9", "1"), 5.0, True),
        ("notBetween", ("1", "9"), 5.0, False),
        ("lessThan", ("5",), 5.0, False),
        ("greaterThan", ("5",), "text", True),
        ("greaterThan", ("$A$1",), 5.0, None),
        ("between", ("1",), 5.0, None),
        ("unknown", ("1",), 5.0, None),
    ],
)
def test_a_value_is_compared(
    operator: str, formulas: tuple[str, ...], value: Operand, expected: bool | None
) -> None:
    assert holds("cellIs", *formulas, value=value, operator=operator) is expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("containsText", "Ada Veil", True),
        ("notContainsText", "Ada Veil", False),
        ("beginsWith", "Veil", True),
        ("endsWith", "Veil not", False),
        ("containsText", 5.0, None),
        ("notContainsBlanks", "x", True),
        ("containsBlanks", 5.0, False),
        ("containsErrors", "x", False),
        ("top10", 5.0, None),
    ],
)
def test_texts_and_blanks_are_looked_for(kind: str, value: Operand, expected: bool | None) -> None:
    assert holds(kind, value=value, text="veil") is expected
