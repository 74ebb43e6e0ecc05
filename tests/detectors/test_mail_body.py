import leakscan
from fixtures.mail_body.make import PAGE
from fixtures.making.mail import message
from leakscan.detectors.hidden.mail_body import mail_body
from leakscan.findings import Confidence
from leakscan.views.mail import Mail


def found(data: bytes) -> list[str]:
    report = leakscan.scan(data, name="mail.eml")
    tables = [item.table for item in report.findings if item.rule.id == "mail-body"]
    return [str(row[1]) for table in tables if table is not None for row in table.rows()]


def test_hidden_text_is_likelier_than_a_difference() -> None:
    (hit,) = mail_body(Mail(hidden=["ask first"], differing=["other"]))
    assert (hit.confidence, hit.counts.values) == (Confidence.LIKELY, 2)
    (hit,) = mail_body(Mail(differing=["other"]))
    assert hit.confidence is Confidence.POSSIBLE
    assert list(mail_body(Mail())) == []


def test_plain_text_that_the_page_lacks_is_recovered() -> None:
    assert found(message(plain="The figures are in the annex.\nZQ-Only here\n", html=PAGE.format(""))) == [
        "ZQ-Only here"
    ]


def test_addresses_of_links_and_broken_lines_are_no_difference() -> None:
    page = PAGE.format('<p>See <a href="https://example.org/a">the page</a></p>')
    assert (
        found(message(plain="The figures are in\nthe annex.\nSee the page <https://example.org/a>\n", html=page))
        == []
    )


def test_conditions_of_office_are_no_remark() -> None:
    assert found(message(html=PAGE.format("<!--[if mso]><p>x</p><![endif]-->"))) == []


def test_text_that_is_hidden_in_any_spelling_is_found() -> None:
    for look in ('style="visibility: hidden"', "hidden", 'style="mso-hide:all"', 'style="font-size:0px"'):
        assert found(message(html=PAGE.format(f"<p {look}>ZQ-Unseen</p>"))) == ["ZQ-Unseen"]
