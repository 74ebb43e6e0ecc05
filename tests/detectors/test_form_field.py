"""Fields of a form that keep values out of sight."""

from typing import Any

from leakscan.detectors.hidden.form_field import RULE, form_field
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.forms import Form, FormField


def severities(**facts: Any) -> list[Severity]:
    field = FormField("town", facts.pop("kind", "Tx"), Place(name="town", page=1), **facts)
    return [judge(RULE, hit) for hit in form_field(Form([field]))]


def test_a_hidden_value_is_found_and_an_empty_hidden_field_is_not() -> None:
    assert severities(value="Ada", is_hidden=True) == [Severity.MEDIUM]
    assert severities(default="Ada", is_hidden=True) == [Severity.MEDIUM]
    assert severities(is_hidden=True) == []


def test_a_hidden_box_that_is_not_ticked_says_nothing() -> None:
    assert severities(kind="Btn", value="Off", is_hidden=True) == [Severity.INFO]


def test_a_value_behind_dots_is_found() -> None:
    assert severities(value="Ada", is_password=True) == [Severity.MEDIUM]


def test_a_default_is_found_only_where_it_differs_from_the_value() -> None:
    assert severities(value="Ada", default="Grace") == [Severity.MEDIUM, Severity.INFO]
    assert severities(value="Ada", default="Ada") == [Severity.INFO]


def test_a_hidden_signature_field_is_no_value() -> None:
    assert severities(kind="Sig", value="Ada", is_hidden=True) == []


def test_a_value_that_does_not_show_as_it_is_is_found() -> None:
    assert severities(value="Ada", is_unshown=True) == [Severity.MEDIUM]


def test_rich_text_counts_where_it_says_more() -> None:
    assert severities(value="Ada", rich="Ada and Grace") == [Severity.MEDIUM, Severity.INFO]


def test_tooltips_are_listed() -> None:
    assert severities(texts=("Where you live",)) == [Severity.INFO]
