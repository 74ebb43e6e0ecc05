from leakscan.detectors.hidden.formula_text import formula_text
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_texts_in_formulas_are_listed() -> None:
    (hit,) = formula_text(workbook_with(text(SideKind.FORMULA, "late"), text(SideKind.FORMULA, "early")))
    assert hit.content is Content.OWN
    assert hit.counts.values == 2


def test_an_address_in_a_formula_is_about_someone() -> None:
    (hit,) = formula_text(workbook_with(text(SideKind.FORMULA, "a.field@example.org")))
    assert hit.content is Content.OTHER_PEOPLE


def test_texts_of_other_kinds_are_left_to_other_rules() -> None:
    assert not list(formula_text(workbook_with(text(SideKind.TABLE, "late"))))
