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
    ("formula", "expected"),
    [
        ("LEN(TRIM(B2))>0", True),
        ("LEN(TRIM(B2))=3", True),
        ('NOT(ISERROR(SEARCH("ADA",B2)))', True),
        ('ISERROR(SEARCH("ben",B2))', True),
        ('ISNUMBER(SEARCH("ben",B2))', False),
        ('ISNUMBER(FIND("ADA",B2))', False),
        ('ISNUMBER(SEARCH("a*a",B2))', None),
        ('ISNUMBER(SEARCH("ada",C2))', None),
        ('ISNUMBER(SEARCH("ada",B2,2))', None),
        ("ISERROR(C2)", None),
        ("LEN(C2)>0", None),
    ],
)
def test_texts_are_searched_and_trimmed(formula: str, expected: bool | None) -> None:
    assert holds("expression", formula, value=" Ada ") is expected


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


@pytest.mark.parametrize(
    ("start", "end"), [("AND(", ")"), ("NOT(NOT(", "))"), ("(", ")"), ("1=", ""), ("OR(FALSE,", ")")]
)
def test_a_formula_nested_deeper_than_excel_takes_is_not_evaluated(start: str, end: str) -> None:
    assert holds("expression", start * 20 + "B2>4" + end * 20) is not None
    for times in (400, 1_000, 5_000):
        assert holds("expression", start * times + "B2>4" + end * times) is None


def test_a_formula_longer_than_excel_takes_is_not_evaluated() -> None:
    assert holds("expression", "B2>4" + " " * 8_188) is True
    assert holds("expression", "B2>4" + " " * 8_189) is None


def test_the_first_cell_of_many_ranges_is_looked_for_once() -> None:
    condition = Condition(AREAS, "expression", 1, formulas=["B2>4"])
    assert condition.holds(Subject(4, 2, 5.0)) is True
    condition.areas = [Area(1, 1, 1, 1)]
    assert condition.holds(Subject(4, 2, 5.0)) is True
