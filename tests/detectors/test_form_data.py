"""Values of a form's own data."""

from leakscan.detectors.hidden.form_data import RULE, form_data
from leakscan.findings import Severity
from leakscan.judging import judge
from leakscan.views.forms import Form, FormDatum


def test_a_value_that_no_page_shows_is_found() -> None:
    [hit] = form_data(Form(data=[FormDatum("form/town", "Ledbury", ("ledbury",))]))
    assert judge(RULE, hit) is Severity.MEDIUM
    assert hit.counts.not_visible == 1


def test_values_that_show_are_ordinary_and_a_form_without_data_is_no_finding() -> None:
    [hit] = form_data(Form(data=[FormDatum("form/town", "Ledbury")]))
    assert judge(RULE, hit) is Severity.INFO
    assert list(form_data(Form())) == []
