import leakscan
from fixtures.mail_header.make import ROUTE
from fixtures.making.mail import message
from leakscan import Severity
from leakscan.detectors.identity.mail_header import mail_header
from leakscan.findings import Content
from leakscan.views.mail import Header, Mail


def test_a_head_that_shows_whole_is_silent() -> None:
    assert list(mail_header(Mail(headers=[Header("Subject", "a", is_shown=True)]))) == []


def test_hidden_lines_that_name_nobody_are_the_programs_own() -> None:
    (hit,) = mail_header(Mail(headers=[Header("MIME-Version", "1.0", is_shown=False)]))
    assert hit.content is Content.OWN


def test_blind_recipients_and_machines_are_told() -> None:
    report = leakscan.scan(message("Bcc: ZQ <zq@example.org>", ROUTE, plain="a\n"), name="mail.eml")
    (finding,) = (item for item in report.findings if item.rule.id == "mail-header")
    assert finding.severity is Severity.LOW
    told = {item.reveal() for item in finding.evidence}
    assert {"zq@example.org", "pc-114.inside.example.org", "192.0.2.14"} <= told
    people = [item for item in report.findings if item.rule.id == "people-named"]
    assert any("zq@example.org" in str(row) for item in people if item.table for row in item.table.rows())
